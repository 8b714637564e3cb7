"""Read the places of a headline by what the body says: headlines name the region or the nearest town known.

Example: "Bomb kills ranger in Narathiwat" over "... in Rueso district" means the region around Rueso.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.extraction.place_names import Reference
from streams.lexicons.gazetteer import Place, fold_name
from streams.text.types import PlaceMention, Sentence

#: The paragraphs that tell the news; further down are other attacks.
_FIRST_PARAGRAPHS = 3


def read_headline_places(
    mentions: Sequence[PlaceMention], sentences: Sequence[Sentence], reference: Reference
) -> list[PlaceMention]:
    """Read a name that only the headline has as the region, where the body names another place struck in it.

    "Drones hit depot in Bryansk" over "... near the town of Karachev in the Bryansk region" means the region.
    """
    titles = {s.index for s in sentences if s.segment.kind == "headline"}
    if not titles:
        return list(mentions)
    body = [m for m in mentions if m.sentence not in titles]
    early = {s.index for s in sentences if 0 <= s.segment.paragraph < _FIRST_PARAGRAPHS}
    fine = [m for m in body if m.role == "struck" and m.precision in ("town", "district") and m.sentence in early]
    aside = {fold_name(m.name) for m in body if m.role != "struck" and m.sentence in early}
    inside = {(m.country, m.admin1) for m in body if m.role == "struck" and m.precision != "country"}
    written = {fold_name(m.name) for m in body if m.precision == "town" and m.role != "dateline"}
    read: list[PlaceMention] = []
    for mention in mentions:
        key = fold_name(mention.name)
        if mention.sentence in titles and mention.precision == "sea" and mention.role == "mentioned":
            lower = next(s.lower for s in sentences if s.index == mention.sentence)
            if _tells_the_sea(lower, mention):
                mention = mention._replace(role="struck")
        if mention.sentence in titles and mention.precision == "town" and key not in written:
            for place in reference.gazetteer.find_key(key):
                region = (place.country, place.admin1)
                if place.precision == "admin1" and region in inside and place.country == mention.country:
                    mention = _as_region(mention, place)
                    break
        if mention.sentence in titles and mention.precision == "town" and key in aside and fine:
            lower = next(s.lower for s in sentences if s.index == mention.sentence)
            if mention.start and lower[mention.start - 1] in _NEARBY and all(fold_name(m.name) != key for m in fine):
                mention = mention._replace(role="mentioned")  # "Five killed near X" over "... at Y, 40 km west of X"
        read.append(_widen(mention, titles, fine, aside))
    return read


def _tells_the_sea(lower: Sequence[str], mention: PlaceMention) -> bool:
    """Whether a headline ends with the sea where a ship was attacked: "Attack on merchant vessel, southern Red Sea".

    Of a strait the nearest town tells more.
    """
    if not _STRAITS.isdisjoint(lower[mention.start : mention.end]):
        return False
    at = mention.start - (lower[mention.start - 1 : mention.start] in _PARTS)
    told = not _ATTACKS.isdisjoint(lower[:at]) and not _SHIPS.isdisjoint(lower[:at])
    return told and mention.end == len(lower) and lower[at - 1 : at] in ((",",), ("–",), ("-",), ("—",))


_STRAITS = frozenset(("strait", "straits", "bab", "channel", "bosphorus"))
_PARTS = (("southern",), ("northern",), ("central",), ("western",), ("eastern",))
_ATTACKS = frozenset(("attack", "attacked", "hit", "struck", "strike", "missile", "drone", "boarding", "hijacking"))
_SHIPS = frozenset(("vessel", "ship", "tanker", "carrier", "freighter", "boat"))
_NEARBY = ("near", "outside")


def _widen(mention: PlaceMention, titles: set[int], struck: Sequence[PlaceMention], aside: set[str]) -> PlaceMention:
    """Leave a place of the headline merely mentioned where the body tells of another one struck in its region."""
    if mention.sentence not in titles or mention.role != "struck" or mention.precision in ("country", "sea"):
        return mention
    name = fold_name(mention.name)
    if any(fold_name(one.name) == name for one in struck):
        return mention
    around = any(
        one.country == mention.country
        and (one.admin1 == mention.admin1 is not None or (one.admin1 is None and name in aside))
        for one in struck
    )
    return mention._replace(role="mentioned") if around else mention


def _as_region(mention: PlaceMention, region: Place) -> PlaceMention:
    """Return the mention as one of a region of the same name."""
    return mention._replace(
        admin1=region.admin1,
        geoname_id=region.geoname_id,
        lat=region.lat,
        lon=region.lon,
        precision=region.precision,
        population=region.population,
        timezone=region.timezone,
    )
