"""Decide whether a name is a place here, and which place of that name.

Example: "Tripoli" is the port in Lebanon in an article about Lebanese soldiers, the capital in one about Libya.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from streams.extraction.place_containers import container_of, lies_in
from streams.extraction.place_context import KNOWN_ALONE, peoples_of
from streams.extraction.place_datelines import heads_post, is_dateline
from streams.extraction.place_evidence import is_unknown_place
from streams.extraction.place_lead_in import under_fire
from streams.extraction.place_names import LetterCase, Name, Reference
from streams.extraction.place_sites import names_a_site
from streams.lexicons.gazetteer import Place
from streams.text.types import Sentence

#: What the kind of a place adds to its score: a bare name is rather the town than the region of that name.
_PREFERENCE = {"country": 2.5, "sea": 3.0, "town": 1.0, "district": 0.6, "admin1": 0.4}
#: What it costs that a name is not the usual one: other name, derived spelling.
_MATCH_COST = (0.0, 1.3, 1.8)
#: What speaks for the country that a name had before in the article.
_AGAIN = 1.0
#: Villages without a figure are taken to have this many people.
_FEWEST_PEOPLE = 3_000
#: A town that a reader may know by name.
_LARGE = 50_000
#: After "the" and a name nothing follows to which the article could belong: "on the Dnipro's left bank".
_AFTER_A_RIVER = frozenset(
    (".", ";", ")", "'s", "’s", "from", "in", "at", "near", "into", "with", "where", "which", "is", "was", "has")
)
#: After a name, or after names that go on, they make it a street's; after "the" and a name, a newspaper's.
_STREETS = frozenset(("street", "streets", "avenue", "avenues", "boulevard", "boulevards"))
_PAPERS = frozenset(("post", "times", "herald", "tribune", "gazette"))
_PIPED = (("oil",), ("gas",), ("pipeline",))
#: Buildings that are often called like a town elsewhere: "the Bella Vista Hotel".
_NAMED_BUILDINGS = frozenset(
    ("hotel", "hospital", "university", "college", "church", "mosque", "mall", "theatre", "club")
)
#: Prepositions that make a town of a name that is also a word, where capitals tell nothing.
_CLEARLY_IN = frozenset(("in", "near", "at", "outside"))
#: A smaller one, with a preposition before it, in a neighbouring country.
_KNOWN_IN = 15_000


#: Tokens of a dateline before the agency in parentheses.
_HEADER = 10


class Resolved(NamedTuple):
    """A name with the place it means; ``place`` None: the text says it is a place, the gazetteer does not know it."""

    name: Name
    place: Place | None
    container: Place | None


def resolve_names(
    sentence: Sentence,
    names: Sequence[Name],
    case: LetterCase,
    hints: Mapping[str, float],
    regions: set[str],
    known: dict[str, Place],
    reference: Reference,
) -> list[Resolved]:
    """Return the names of a sentence that are places, each with the place it means."""
    if not names:
        return []
    here = {country for country, weight in peoples_of(sentence, reference) if weight >= 1}
    here |= {
        place.country for name in names for place in name.places[:1] if place.precision == "country" and place.country
    }
    resolved: list[Resolved] = []
    for number, name in enumerate(names):
        if names_a_site(sentence, names, number, reference):
            continue
        container = container_of(sentence, names, number, reference)
        if name.places and all(place.precision == "sea" for place in name.places):
            container = None  # "in the Gulf of Aden, 30 miles off Aden": a sea lies in no town and no country
        foreign = container is not None and not any(lies_in(p, container, name, reference) for p in name.places)
        small = bool(name.kind) or all(
            p.population < KNOWN_ALONE or not hints.get(p.country or "") for p in name.places
        )
        if name.places and not (foreign and small):
            if name.key in regions and not name.kind:
                name = name._replace(kind="region")
            place = name.places[0]
            if len(name.places) > 1:
                first = known.get(name.key)
                place = max(
                    name.places,
                    key=lambda p: (
                        score_of(p, name, container, hints, here, reference)
                        + (_AGAIN if first is not None and first.country == p.country else 0.0)
                    ),
                )
            if is_place(sentence, name, place, container, case, hints, resolved, reference):
                resolved.append(Resolved(name, place, container))
                known.setdefault(name.key, place)
                continue
        known_elsewhere = not foreign and any(p.population >= KNOWN_ALONE and p.match < 2 for p in name.places)
        listed = bool(resolved) and _joined(sentence, resolved[-1].name, name)
        if case == "mixed" and not known_elsewhere and is_unknown_place(sentence, name, container, listed, reference):
            resolved.append(Resolved(name, None if container else _across(name, hints, reference), container))
        elif name.places:
            resolved.append(Resolved(name._replace(inside=True), None, container))
    return resolved


def _across(name: Name, hints: Mapping[str, float], reference: Reference) -> Place | None:
    """Return the only place of a name where it lies across the border from the country that the article speaks of.

    Class: "Rockets fired from Lebanon killed two farmers in Metula".
    """
    countries = {place.country for place in name.places}
    if len(countries) != 1 or name.places[0].match or not hints:
        return None
    most = reference.countries.by_code.get(max(hints, key=lambda country: hints[country]))
    return name.places[0] if most is not None and name.places[0].country in most.neighbours else None


def _joined(sentence: Sentence, one: Name, other: Name) -> bool:
    """Tell whether two names are neighbours in a list: "A, B", "A and B"; a lone comma only where the list goes on."""
    lower = sentence.lower
    between = lower[one.end : other.start]
    if between == (",",):
        return lower[other.end : other.end + 1] in ((",",), ("and",), (".",), ("or",)) or bool(other.places)
    return between in (("and",), (",", "and"), ("or",))


def resolve_again(item: Resolved, known: Mapping[str, Place], case: LetterCase) -> Resolved:
    """Return a name that was not certain here as the place that it is elsewhere in the article."""
    if item.place is None and item.name.inside and item.name.key in known and case == "mixed" and item.name.anchor >= 0:
        return item._replace(place=known[item.name.key], name=item.name._replace(inside=False))
    return item


def score_of(
    place: Place,
    name: Name,
    container: Place | None,
    hints: Mapping[str, float],
    here: set[str],
    reference: Reference,
) -> float:
    """Return how likely a name means this place, given what the article speaks of."""
    words = reference.words
    if place.precision == "sea" and name.kind not in words.region_kinds:
        return 100.0
    score = _PREFERENCE[place.precision] - _MATCH_COST[place.match]
    people = min(place.population, 50_000) if place.precision == "admin1" else place.population
    score += 0.45 * math.log10(max(people, _FEWEST_PEOPLE))
    if place.country:
        weight = hints.get(place.country, 0.0)
        if weight:
            score += min(1.5, weight) + 1.5 * weight / max(max(hints.values()), 1.0)
        elif any(place.country in reference.countries.by_code[c].neighbours for c in hints):
            score += 0.5
        if place.country in here:
            score += 1.2
    if container is not None and container.country == place.country:
        score += 6.0 + (2.0 if container.admin1 and container.admin1 == place.admin1 else 0.0)
    if name.kind in words.region_kinds and place.precision == "admin1":
        score += 4.0
    elif name.kind in words.district_kinds and place.precision == "admin1":
        score += 1.5
    elif place.precision in ("town", "district"):
        kinds = words.town_kinds if place.precision == "town" else words.district_kinds
        score += 2.0 if name.kind in kinds else 0.0
    return score


def is_place(
    sentence: Sentence,
    name: Name,
    place: Place,
    container: Place | None,
    case: LetterCase,
    hints: Mapping[str, float],
    before: Sequence[Resolved],
    reference: Reference,
) -> bool:
    """Tell whether a name in the gazetteer is a place here, and not a person, an organisation or a word."""
    lower = sentence.lower
    if place.precision == "sea":
        return not name.inside and lower[name.end : name.end + 1] not in _PIPED  # "the Pacific oil pipeline"
    if place.precision == "country":
        return True
    words = reference.words
    weight = hints.get(place.country or "", 0.0)
    if _names_other(sentence, name, case):
        return False
    if name.key in reference.groups and not weight and not name.kind and container is None:
        return False  # "Fano attack" in Ethiopia is no attack on Fano in Italy
    if name.inside and not (name.first and name.anchor >= 0 and place.match == 0 and place.population >= _LARGE):
        return False
    if name.inside and hints and not weight:
        return False
    anchor = lower[name.anchor] if name.anchor >= 0 else ""
    located = anchor in words.locatives or anchor in words.strike_verbs or bool(name.kind)
    listed = bool(before) and not before[-1].name.inside and _joined(sentence, before[-1].name, name)
    placed = container is not None and container.country == place.country
    supported = weight > 0 and (place.population >= _LARGE or placed or weight * 4 >= max(hints.values()))
    opening = is_dateline(sentence, name, case)
    opening = opening and (case == "mixed" or supported or place.population >= _LARGE)
    common = name.key in words.stop_names
    if common:
        if case == "mixed" and place.population >= KNOWN_ALONE and anchor in ("in", "near", "outside"):
            return True
        if anchor == "of" and case == "mixed" and place.population >= KNOWN_ALONE:
            return lower[name.anchor - 1] in words.titles or lower[name.anchor - 1] in words.speaker_nouns
        if opening and reference.countries.by_seat.get(name.key) == place.country:
            return True
        if case == "upper" and not (name.kind or opening or (anchor in _CLEARLY_IN and name.anchor == name.start - 1)):
            return placed
        return placed or (
            supported and (located or opening) and (case == "mixed" or bool(name.kind) or place.population > 50_000)
        )
    if placed or opening:
        return True
    following = lower[name.end] if name.end < len(lower) else ""
    cue = (
        located
        or listed
        or under_fire(lower, name.end)
        or (case == "mixed" and heads_post(sentence, name))
        or following in words.attack_nouns
        or following in words.facilities
        or following in ("'s", "’s", ":")
    )
    if not supported and following in _NAMED_BUILDINGS:
        by_another_name = place.match > 0 and name.key[:3] in ("al-", "al ")  # "Al-Quds hospital" is not in Jerusalem
        if by_another_name or sentence.words[name.end][0].isupper():
            return False
    if not supported and following in words.site_nouns and sentence.words[name.end][0].isupper():
        return place.population >= KNOWN_ALONE and place.match == 0
    if supported:
        large = place.population >= _LARGE and place.match < 2
        large = large and (case != "upper" or weight * 3 >= max(hints.values()))
        return cue or large or (case == "mixed" and place.match == 0 and following in (",", "was", "were", "came"))
    if place.population >= (KNOWN_ALONE if case == "mixed" else 2 * KNOWN_ALONE) and place.match == 0:
        return case != "upper" or located or not hints
    if not cue or case == "upper" or (hints and not place.country):
        return False
    if not hints:
        return place.match == 0 or place.population >= _LARGE
    near = any(place.country in reference.countries.by_code[code].neighbours for code in hints)
    return place.match == 0 and place.population >= (_KNOWN_IN if near else _LARGE)


def _names_other(sentence: Sentence, name: Name, case: LetterCase) -> bool:
    """Tell whether a name is that of a street, a newspaper or a station: "San Antonio Abad Street", "the Kabul Times".

    Where all is in capitals a station's name is known by the parentheses of the dateline: "(RADIO SONORA)".
    """
    words, lower = sentence.words, sentence.lower
    at = name.end
    if words[name.start - 1 : name.start] == ("the",) and lower[at : at + 1] and lower[at] in _AFTER_A_RIVER:
        return name.end - name.start == 1  # "across the Dnipro from": a town's name has no article, a river's has one
    if lower[at : at + 1] and lower[at] in _PAPERS and lower[name.start - 1 : name.start] == ("the",):
        return words[at][0].isupper()
    joined = False
    while at < min(len(words), name.end + 4) and (words[at][0].isupper() or lower[at] == "and"):
        if lower[at] in _STREETS:
            return not joined or lower[at].endswith("s")
        joined = joined or lower[at] == "and"
        at += 1
    if case != "upper" or sentence.position:
        return False
    opening = max((i for i in range(name.start) if words[i] == "("), default=-1)
    return 0 < opening < name.start - 1 and ")" not in words[opening : name.start] and opening < _HEADER
