"""Read which country or region the text itself puts a place in.

Example: "Zolochiv, in Ukraine's Kharkiv region" puts Zolochiv in the region; "Sudan's Kassala" puts Kassala in Sudan.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.extraction.place_names import Name, Reference
from streams.lexicons.gazetteer import Place
from streams.text.types import Sentence

_POSSESSIVE = (("'s",), ("’s",))
_NEAR = frozenset(
    ("near", "outside", "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")
)
#: Words that may stand between a place and the one around it.
_BRIDGES = frozenset((",", "in", "of", "the", "'s", "’s", "within", "inside", "part"))


def container_of(sentence: Sentence, names: Sequence[Name], number: int, reference: Reference) -> Place | None:
    """Return the country or region that the text puts a name in: "X, Lebanon", "X in northern Mali", "Sudan's X"."""
    name = names[number]
    lower = sentence.lower
    for other in names[number + 1 : number + 2]:
        end = name.end
        while end < other.start and lower[end] in reference.words.kinds:
            end += 1
        between = lower[end : other.start]
        after_comma = between == (",",) or (len(between) > 1 and between[0] == "," and between[1] in ("in", "the"))
        directly = bool(between) and between[0] in ("in", "of") and (other.anchor == end or end > name.end)
        kind = len(between) <= 5 and bool(between) and other.anchor >= name.end and lower[other.anchor] == "in"
        kind = kind and all(word == "," or word in reference.words.kinds for word in lower[name.end : other.anchor])
        if after_comma or directly or kind:
            region_of = _region_of(sentence, names, number + 1)
            holds = next((p for p in (region_of, *other.places) if p is not None and _may_hold(p, name)), None)
            region = name.kind in reference.words.district_kinds and other.kind in reference.words.region_kinds
            # "the Jaiba camp in Ituri province": no town of a far country that is called so
            region = region or (directly and bool(name.kind) and all(p.precision == "admin1" for p in other.places))
            outside = (
                ("country", "admin1")
                if region
                else ("country",) * (kind or directly or after_comma and bool(name.kind))
            )
            holds = holds or next((p for p in other.places if p.precision in outside), None)
            if holds is not None:
                return holds
        landmark = _landmark(sentence, name, other, reference)
        if landmark is not None:
            return landmark
    if number:
        previous = names[number - 1]
        if name.start - previous.end <= 5 and -1 < name.anchor < previous.start and name.start > previous.end:
            holds = next((p for p in previous.places if _may_hold(p, name)), None)
            if holds is not None:
                return holds
    return _country_of_kind(sentence, name, reference)


def _country_of_kind(sentence: Sentence, name: Name, reference: Reference) -> Place | None:
    """Return the country of the adjective in "the southern Lebanese village of Alma", "the Russian town of Sudzha"."""
    lower, at, words = sentence.lower, name.start - 2, reference.words
    if at < 1 or lower[name.start - 1] != "of" or lower[at] not in words.town_kinds | words.district_kinds:
        return None  # "the American University of Afghanistan" is in no such place
    if lower[at - 1] in _BETWEEN_KINDS:
        at -= 1
    code = reference.countries.by_word.get(lower[at - 1]) if sentence.words[at - 1][0].isupper() else None
    return None if code is None else _country(code, reference)


_BETWEEN_KINDS = frozenset(("border", "port", "coastal", "mountain", "desert", "frontline", "farming", "mining"))


def _country(code: str, reference: Reference) -> Place | None:
    found = reference.gazetteer.find(reference.countries.by_code[code].name)
    return next((place for place in found if place.precision == "country"), None)


def _region_of(sentence: Sentence, names: Sequence[Name], number: int) -> Place | None:
    """Return the region in "Ukraine's Kharkiv region", where the name of the country is ``names[number]``."""
    if number + 1 >= len(names):
        return None
    country, region = names[number], names[number + 1]
    if sentence.lower[country.end : country.end + 1] not in _POSSESSIVE or region.start - country.end > 3:
        return None
    codes = {place.country for place in country.places if place.precision == "country"}
    return next((p for p in region.places if p.precision == "admin1" and p.country in codes), None)


def bridges(sentence: Sentence, inner: Name, between: Sequence[Name], outer: Name, reference: Reference) -> bool:
    """Tell whether the words between two names say that the second lies around the first.

    True in "X, in Y's Z province" for X and Z (``between`` is Y) and in "the X district of Z"; not in "X and Z".
    """
    lower = sentence.lower
    words = reference.words
    at = inner.end
    while at < outer.start and lower[at] in words.kinds:
        at += 1
    if lower[at : at + 1] not in ((",",), ("in",), ("of",)) or outer.start - at > 9:
        return False
    if lower[at] == "," and lower[at + 1 : at + 2] in (("a",), ("an",), ("the",)):
        kind = next((i for i in range(at + 2, min(at + 7, outer.start)) if lower[i] in words.kinds), -1)
        at = kind + 1 if kind > 0 else at
        while at < outer.start and lower[at] in words.kinds:
            at += 1
        if lower[at : at + 1] not in (("in",), ("of",)):
            return False
    county = lower[outer.start] == "county" and lower[outer.start - 1] == ","
    named = {place for name in between for place in range(name.start, name.end)}
    named_kind = all(word in words.district_kinds for word in lower[at + 1 : outer.start])  # "X, P.S. Y": a district
    if lower[at] == "," and lower[at + 1] not in ("in", "the") and at + 1 not in named and not named_kind:
        return False
    return county or all(
        place in named
        or lower[place] in _BRIDGES
        or lower[place] in words.kinds
        or lower[place] in words.directions
        or lower[place] in reference.countries.by_word
        for place in range(at, outer.start)
    )


def in_apposition(sentence: Sentence, one: Name, other: Name, reference: Reference) -> bool:
    """Tell whether a name stands in the words that tell what the one before is: "X, a town below the hills in Y"."""
    lower = sentence.lower
    words = reference.words
    if lower[one.end : one.end + 1] != (",",) or lower[one.end + 1] not in ("a", "an", "the"):
        return False
    between = lower[one.end + 1 : other.start]
    kind = any(word in words.kinds for word in between[1:6])
    violent = any(word in words.strike_verbs or word in words.attack_nouns for word in between)
    return kind and not violent and all(word not in between for word in (",", ";", "and", "where", "which", "that"))


def _landmark(sentence: Sentence, name: Name, other: Name, reference: Reference) -> Place | None:
    """Return the country of the place that tells where an unknown or foreign name lies: "X, 15 km east of Y"."""
    lower = sentence.lower
    between = lower[name.end + 1 : other.start]
    inside = lower[name.end : other.start] == ("in",)
    if not inside and (lower[name.end : name.end + 1] != (",",) or not between or len(between) > 8):
        return None
    near = inside or between[0] in _NEAR or between[0][0].isdigit() or between[0] in ("about", "some", "just")
    if not (near or in_apposition(sentence, name, other, reference)) or "," in between:
        return None
    codes = {place.country for place in other.places if place.country}
    if len(codes) != 1 or any(place.country in codes for place in name.places):
        return None
    return _country(codes.pop(), reference)


def lies_in(place: Place, container: Place, name: Name, reference: Reference) -> bool:
    """Tell whether a place can be what the text puts in a container: "X district, Y province" has to lie in Y."""
    if place.country != container.country:
        return False
    exact = container.precision == "admin1" and name.kind in reference.words.district_kinds
    return not exact or place.admin1 in (None, container.admin1) or container.admin1 is None


def _may_hold(outer: Place, name: Name) -> bool:
    """Tell whether a country or region can contain what a name means; neighbours in a list do not."""
    if outer.precision == "country":
        return not name.places or any(p.country == outer.country and p.precision != "country" for p in name.places)
    if outer.precision != "admin1":
        return False
    inner = ("town", "district")
    return not name.places or any(
        p.country == outer.country and p.precision in inner and (p.admin1 == outer.admin1 or outer.admin1 is None)
        for p in name.places
    )
