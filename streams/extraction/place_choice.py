"""Choose among the places of an article those that were struck, and the country where it happened.

Example: of "Robotyne" (struck), "Zaporizhzhia region" (struck, around it) and "Kyiv" (a speaker sits there) only
Robotyne remains.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from streams.lexicons.gazetteer import fold_name
from streams.lexicons.place_words import load_place_words
from streams.text.types import PlaceMention

#: What a mention counts for the country of an article that names no place struck.
_ROLE_WEIGHT = {"struck": 3.0, "dateline": 1.5, "mentioned": 1.0, "origin": 0.5, "destination": 0.5, "speaker": 0.5}
#: No attack is told at more places than this.
_MOST_PLACES = 60
#: A town farther than this from a district's middle, in degrees, lies outside it.
_DISTRICT_DEGREES = 0.35
#: A town that the gazetteer does not know lies in a district that stands this near.
_NEXT_WORDS = 8
#: How coarse a place is; the sea contains nothing.
COARSE = {"sea": 0, "country": 4, "admin1": 3, "district": 2, "town": 1}


def struck_places(mentions: Sequence[PlaceMention], sentences: Iterable[int] | None = None) -> list[PlaceMention]:
    """Return the places struck, the most specific names only, each once, in order of mention.

    Only mentions in ``sentences`` (indices) count; None: all. A region or country goes when a finer place inside it is
    there; where no place is said to be struck, the finest one merely mentioned stands in, then that of a hospital or a
    speaker: "Officials in Quetta cut the toll" has no other.
    """
    allowed = None if sentences is None else frozenset(sentences)
    inside = [m for m in mentions if allowed is None or m.sentence in allowed]
    struck = [m for m in inside if m.role == "struck"]
    for roles in (("mentioned",), ("destination",), ("speaker",)):
        if any(COARSE[m.precision] < 4 for m in struck):
            break
        others = [m for m in inside if m.role in roles and m.precision not in ("country", "sea")]
        countries = {m.country for m in struck}
        fitting = [m for m in others if not struck or m.country in countries]
        if fitting:
            struck = [*struck, _finest_beside(fitting)]
    first = min((m.sentence for m in struck if m.precision != "country"), default=None)
    struck = [m for m in struck if m.precision != "country" or first is None or m.sentence <= first]
    once = _each_once(struck)
    nearby = _each_once(_only_nearby(inside))
    finest = [m for m in once if not any(_contains(m, other) for other in once)]
    return [m for m in finest if not any(_same(m, near) for near in nearby)] or finest


def _finest_beside(mentions: Sequence[PlaceMention]) -> PlaceMention:
    """Return the first of these, or what its sentence names inside it: "Borno State police say the tale of X is false".

    An authority is called by its region, and the place that it speaks of comes after.
    """
    first = mentions[0]
    if first.precision != "admin1":
        return first
    return next((one for one in mentions if one.sentence == first.sentence and _contains(first, one)), first)


def _each_once(mentions: Iterable[PlaceMention]) -> list[PlaceMention]:
    """Return the first mention of each place, the first places only: a text may name thousands."""
    kept: list[PlaceMention] = []
    seen: set[tuple[str, str | None, str]] = set()
    for mention in mentions:
        key = (mention.name, mention.country, mention.precision)
        if key not in seen:
            seen.add(key)
            if not any(_same(mention, other) for other in kept):
                kept.append(mention)
        if len(kept) >= _MOST_PLACES:
            break
    return kept


def country_of(struck: Sequence[PlaceMention], mentions: Sequence[PlaceMention]) -> str | None:
    """Return the country of the places struck (the most frequent, then the first); at sea None.

    Without a place that was struck: the country most often mentioned. ``country_evidence`` weighs more than places.
    """
    if struck and all(m.precision == "sea" for m in struck):
        return None
    fine = Counter(m.country for m in struck if m.country and m.precision != "country")
    if fine:
        return max(fine, key=lambda country: fine[country])
    outsiders = load_place_words().outsiders
    weights: dict[str, float] = {}
    for mention in mentions:
        if mention.country:
            weight = _ROLE_WEIGHT[mention.role] * (0.3 if mention.country in outsiders else 1.0)
            weights[mention.country] = weights.get(mention.country, 0.0) + weight
    for mention in struck:
        if mention.country:
            weights[mention.country] = weights.get(mention.country, 0.0) + 3.0
    return max(weights, key=lambda country: weights[country]) if weights else None


def _only_nearby(mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the towns that only tell where a struck place lies: El Fasher in "the Zamzam camp outside El Fasher".

    Not "between Kankara and Zango, in Kankara district", which names the town before.
    """
    told = {(one.sentence, one.name, one.start) for one in mentions if one.role == "struck"}
    return [
        other
        for one, other in zip(mentions, mentions[1:], strict=False)
        if one.sentence == other.sentence
        and (one.role, other.role) == ("struck", "mentioned")
        and one.precision == other.precision == "town"
        and other.start - one.end <= 7
        and not any((index, name) == (other.sentence, other.name) and start < one.start for index, name, start in told)
    ]


def _contains(outer: PlaceMention, inner: PlaceMention) -> bool:
    """Tell whether one place is a region or country around the other."""
    if COARSE[outer.precision] <= COARSE[inner.precision] or outer.precision == "sea" or inner.precision == "sea":
        return False
    if outer.country is None:
        return True
    if outer.country != inner.country:
        return False
    if outer.precision == "district" and outer.lat and outer.lon and inner.lat and inner.lon:
        return abs(outer.lat - inner.lat) < _DISTRICT_DEGREES and abs(outer.lon - inner.lon) < _DISTRICT_DEGREES
    if outer.precision == "district" and (inner.lat is None or outer.lat is None):
        return outer.sentence == inner.sentence and abs(outer.start - inner.start) <= _NEXT_WORDS
    if outer.precision == "country" or inner.admin1 is None or outer.admin1 is None:
        return True
    return outer.admin1 == inner.admin1


def _same(one: PlaceMention, other: PlaceMention) -> bool:
    """Tell whether two mentions are one place: same entry, or same name in one country."""
    if one.geoname_id is not None and one.geoname_id == other.geoname_id:
        return True
    return one.country == other.country and fold_name(one.name) == fold_name(other.name)
