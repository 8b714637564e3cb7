"""Tell the names of buildings, grounds and parts of a town from those of places.

Example: in "inside Jamia Masjid Mandan, Bannu" and "near Mogadishu's Lido beach" only Bannu and Mogadishu are places.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.extraction.place_names import LetterCase, Name, Reference
from streams.lexicons.gazetteer import Place
from streams.text.types import Sentence

_POSSESSIVE = (("'s",), ("’s",))
#: Inhabitants from which a town has markets and schools of several names.
_HAS_MARKETS = 10_000
#: Before a name they make it a town's, whatever words it is made of.
_TOWNS = frozenset(("town", "city", "village", "hamlet"))
#: Between the name of a ground and the town where it lies.
_WITHIN = ((",",), ("in",), ("of",), (",", "in"))


def without_sites(sentence: Sentence, names: Sequence[Name], case: LetterCase, reference: Reference) -> list[Name]:
    """Return the names of a sentence that are no sites; a town after a comma takes the preposition of its site.

    "Inside Jamia Masjid Mandan, Bannu" says of Bannu what "inside Bannu" does.
    """
    kept: list[Name] = []
    anchor = -1
    for number, name in enumerate(names):
        after_site, anchor = anchor, -1
        if is_of_town(sentence, names, number, reference):
            continue
        if case == "mixed" and is_building(sentence, names, number, reference):
            comma = sentence.lower[name.end : name.end + 1] == (",",)
            anchor = name.anchor if comma else -1
            continue
        beside = after_site >= 0 and sentence.lower[name.anchor : name.anchor + 1] in ((",",), ())
        kept.append(name._replace(anchor=after_site) if beside else name)
    return kept


def is_building(sentence: Sentence, names: Sequence[Name], number: int, reference: Reference) -> bool:
    """Tell whether a name is that of a building or ground by a foreign word: "Lal Masjid", "Chowk Yadgar".

    Markets and camps give their names to towns, so a town must follow: "at Souk al-Ahad, Aleppo". "Souk Ahras",
    which the gazetteer knows, "the town of Masjid Tanah" and "Chowk Azam, Pakistan" are towns.
    """
    name = names[number]
    lower = sentence.lower[max(0, name.start - 1) if name.places else name.start : name.end]
    building = not reference.words.buildings.isdisjoint(lower) and not name.places
    ground = not reference.words.grounds.isdisjoint(lower)
    if not (building or ground) or name.kind in _TOWNS:
        return False
    after = names[number + 1] if number + 1 < len(names) else None
    if after is None or sentence.lower[name.end : after.start] not in _WITHIN:
        return building
    town = _town(after)
    if town is None:
        return building and not any(place.precision == "country" for place in after.places)
    return all(place.country != town.country for place in name.places)


def is_of_town(sentence: Sentence, names: Sequence[Name], number: int, reference: Reference) -> bool:
    """Tell whether a name is that of a part of the town that owns it: Lido in "Mogadishu's Lido beach".

    Of its town's country no place of the name is known; "Kharkiv's Chuhuiv district" and "Sudan's Kassala market" are
    places.
    """
    name = names[number]
    if not number or not name.places or name.places[0].precision == "sea":
        return False
    town, between = names[number - 1], sentence.lower[names[number - 1].end : name.start]
    owned = between[:1] in _POSSESSIVE and all(word in reference.words.directions for word in between[1:])
    if not owned or reference.words.town_parts.isdisjoint(sentence.lower[name.end : name.end + 1]):
        return False
    likely = _town(town)
    return likely is not None and all(place.country != likely.country for place in name.places)


def names_a_site(sentence: Sentence, names: Sequence[Name], number: int, reference: Reference) -> bool:
    """Tell whether a name is that of a building or ground, which the text puts in a town: "the Lantern market in Ibb".

    A village of that country may bear the name: "Balakot market in Kashmir" stands in Balakot.
    """
    if number + 1 >= len(names):
        return False
    name, town = names[number], names[number + 1]
    between = sentence.lower[name.end : town.start]
    nouns = reference.words.site_nouns | reference.words.facilities
    if len(between) not in (2, 3) or between[-1] not in ("in", "of") or not nouns.issuperset(between[:-1]):
        return False
    towns = [place for place in town.places if place.precision == "town" and place.population >= _HAS_MARKETS]
    whole = any(place.precision in ("country", "sea") for place in town.places)
    if whole or not towns:
        return False
    likely = max(towns, key=lambda place: (-place.match, place.population))
    return all(place.country != likely.country for place in name.places)


def _town(name: Name) -> Place | None:
    """Return the town that a name most likely is; None where it is rather a region or country."""
    if any(place.precision in ("country", "sea") for place in name.places):
        return None
    likely = max(name.places, key=lambda p: (-p.match, p.precision == "town", p.population), default=None)
    return likely if likely is not None and likely.precision == "town" else None
