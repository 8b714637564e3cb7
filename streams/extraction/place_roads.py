"""Read the two towns after which a road is called on which people came to harm: "an ambush on the Wase-Kadarko road".

A highway is called by cities far from where it was struck: only towns that lie close to each other are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from streams.extraction.place_names import Reference
from streams.lexicons.distances import km
from streams.lexicons.gazetteer import Place, fold_name
from streams.text.types import PlaceMention, PlaceRole, Sentence

_ROADS = frozenset(("road", "highway", "route", "axis", "track"))
_ON = frozenset(("on", "along", "of", "at", "near", "off"))
#: What an attack on a road may be at most from a town that names it: the towns are closer than this, in km.
_SHORT = 60.0


def road_ends(sentence: Sentence, hints: Mapping[str, float], reference: Reference) -> Iterator[PlaceMention]:
    """Yield both ends of a short road, struck where its sentence tells of an attack; ``hints``: countries spoken of."""
    for at, word in enumerate(sentence.words[:-1]):
        first, dash, second = word.partition("-")
        if not dash or sentence.lower[at + 1] not in _ROADS or not (first[:1].isupper() and second[:1].isupper()):
            continue
        ends = _ends(first, second, hints, reference)
        role: PlaceRole = "struck" if ends and _is_struck(sentence, at, reference) else "mentioned"
        for name, place in zip((first, second), ends, strict=False):
            yield PlaceMention(
                sentence.index, at, at + 1, name, place.country, place.admin1, place.geoname_id, place.lat, place.lon,
                place.precision, place.population, place.timezone, role,
            )  # fmt: skip


def _ends(first: str, second: str, hints: Mapping[str, float], reference: Reference) -> tuple[Place, ...]:
    """Return the towns of two names that lie close to each other in a country that the text speaks of."""
    pairs = [
        (one, other)
        for one in reference.gazetteer.find_key(fold_name(first))
        for other in reference.gazetteer.find_key(fold_name(second))
        if one.country == other.country and one.precision == other.precision == "town" and hints.get(one.country or "")
        if None not in (one.lat, one.lon, other.lat, other.lon)
        if km(one.lat, one.lon, other.lat, other.lon) <= _SHORT  # type: ignore[arg-type]  # none is None
    ]
    return max(pairs, key=lambda pair: hints[pair[0].country or ""], default=())


def _is_struck(sentence: Sentence, at: int, reference: Reference) -> bool:
    """Whether an attack is told on the road: "killed on the X-Y road", "the X-Y road ambush"."""
    lower, words = sentence.lower, reference.words
    if lower[at + 2 : at + 3] and lower[at + 2] in words.attack_nouns:
        return True
    placed = not _ON.isdisjoint(lower[max(0, at - 2) : at])
    return placed and any(
        word in words.harm_words or word in words.attack_nouns or word in words.strike_verbs for word in lower[:at]
    )
