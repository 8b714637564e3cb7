"""Read the places of an article: which names are places, which place of that name is meant, and what is said of it.

Example: in "TRIPOLI, Lebanon - A grenade hit a cafe in the port of Tripoli" both are Tripoli in Lebanon, the first as
dateline, the second as struck.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from streams.extraction.place_names import LetterCase, Name, Reference, find_names, letter_case
from streams.extraction.place_roles import is_dateline, role_of
from streams.lexicons.countries import load_countries
from streams.lexicons.gazetteer import Place, fold_name, load_gazetteer
from streams.lexicons.place_words import load_place_words
from streams.text.types import CleanArticle, PlaceMention, PlaceRole, Sentence

#: What the kind of a place adds to its score: a bare name is rather the town than the region of that name.
_PREFERENCE = {"country": 2.5, "sea": 3.0, "town": 1.0, "district": 0.6, "admin1": 0.4}
#: What it costs that a name is not the usual one: other name, derived spelling.
_MATCH_COST = (0.0, 1.3, 1.8)
#: Villages without a figure are taken to have this many people.
_FEWEST_PEOPLE = 3_000
#: What a mention counts for the country of an article that names no place struck.
_ROLE_WEIGHT = {"struck": 3.0, "dateline": 1.5, "mentioned": 1.0, "origin": 0.5, "destination": 0.5, "speaker": 0.5}
#: A town that a reader may know by name.
_LARGE = 50_000
#: A place of this size needs no support from its surroundings; with a preposition before it the smaller one.
_KNOWN_ALONE = 100_000
_KNOWN_IN = 15_000
_COARSE = {"sea": 0, "country": 4, "admin1": 3, "district": 2, "town": 1}


class Resolved(NamedTuple):
    """A name with the place it means; ``place`` None: the text says it is a place, the gazetteer does not know it."""

    name: Name
    place: Place | None
    container: Place | None


@lru_cache(maxsize=1)
def load_reference() -> Reference:
    """Return gazetteer, countries and word lists; read once per process."""
    countries, words = load_countries(), load_place_words()
    starts = frozenset(name.split(" ")[0] for name in (*countries.by_word, *words.groups))
    return Reference(load_gazetteer(), countries, words, starts)


def read_places(sentences: Sequence[Sentence], clean: CleanArticle) -> tuple[PlaceMention, ...]:
    """Return every place named in these sentences, in order.

    Names are read by longest match; which place of a name is meant follows from the countries, peoples and groups that the
    article speaks of. ``clean`` tells the dateline that the feed gives.
    """
    reference = load_reference()
    found: list[list[Name]] = []
    by_segment: dict[int, LetterCase] = {}
    for sentence in sentences:
        case = by_segment.get(id(sentence.segment))
        if case is None:
            case = by_segment[id(sentence.segment)] = letter_case(sentence.segment)
        found.append(find_names(sentence, case, reference))
    regions = {name.key for names in found for name in names if name.kind in reference.words.region_kinds}
    regions -= {name.key for names in found for name in names if name.kind in reference.words.town_kinds}
    hints = _hints(sentences, found, clean, reference)
    known: dict[str, Place] = {}
    resolved = [
        _resolve(sentence, names, by_segment[id(sentence.segment)], hints, regions, known, reference)
        for sentence, names in zip(sentences, found, strict=True)
    ]
    mentions: list[PlaceMention] = []
    for sentence, places in zip(sentences, resolved, strict=True):
        again = [_again(item, known, by_segment[id(sentence.segment)]) for item in places]
        mentions.extend(_mentions(sentence, again, by_segment[id(sentence.segment)], hints, reference))
    return tuple(mentions)


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
        if any(_COARSE[m.precision] < 4 for m in struck):
            break
        others = [m for m in inside if m.role in roles and _COARSE[m.precision] < 4]
        fitting = [m for m in others if not struck or any(m.country == s.country for s in struck)]
        if fitting:
            struck = [*struck, *fitting[:1]]
    nearby = _only_nearby(inside)
    finest = [m for m in struck if not any(_contains(m, other) for other in struck)]
    finest = [m for m in finest if not any(_same(m, near) for near in nearby)] or finest
    kept: list[PlaceMention] = []
    for mention in finest:
        if not any(_same(mention, other) for other in kept):
            kept.append(mention)
    return kept


def country_of(
    struck: Sequence[PlaceMention], mentions: Sequence[PlaceMention], hints: Mapping[str, float] | None = None
) -> str | None:
    """Return the country of the places struck (the most frequent, then the first); at sea None.

    Without a place that was struck: the country most often mentioned, then the one that adjectives and groups point to.
    """
    if struck and all(m.precision == "sea" for m in struck):
        return None
    fine = Counter(m.country for m in struck if m.country and m.precision != "country")
    if fine:
        return max(fine, key=lambda country: fine[country])
    outsiders = load_place_words().outsiders
    weights: dict[str, float] = dict(hints or {})
    for mention in mentions:
        if mention.country:
            weight = _ROLE_WEIGHT[mention.role] * (0.3 if mention.country in outsiders else 1.0)
            weights[mention.country] = weights.get(mention.country, 0.0) + weight
    for mention in struck:
        if mention.country:
            weights[mention.country] = weights.get(mention.country, 0.0) + 3.0
    return max(weights, key=lambda country: weights[country]) if weights else None


def timezone_of(place: PlaceMention | str | None) -> str | None:
    """Return the IANA time zone of a place, or of a country given by its code; None at sea.

    >>> timezone_of("ML")
    'Africa/Bamako'
    """
    if isinstance(place, PlaceMention):
        return place.timezone or timezone_of(place.country)
    country = load_countries().by_code.get(place or "")
    return country.timezone if country else None


def country_hints(sentences: Sequence[Sentence], clean: CleanArticle) -> dict[str, float]:
    """Return how strongly peoples, groups and country names point to each country."""
    reference = load_reference()
    found = [find_names(sentence, letter_case(sentence.segment), reference) for sentence in sentences]
    return dict(_hints(sentences, found, clean, reference))


def _hints(
    sentences: Sequence[Sentence], found: Sequence[Sequence[Name]], clean: CleanArticle, reference: Reference
) -> dict[str, float]:
    """Weigh the countries that the article speaks of: names of countries and large places, peoples, groups."""
    hints: dict[str, float] = defaultdict(float)
    for sentence, names in zip(sentences, found, strict=True):
        weight = 2 if sentence.segment.kind != "paragraph" else 1
        for country in _peoples(sentence, reference):
            hints[country] += weight
        for name in names:
            country = _sure_country(name, reference)
            if country:
                hints[country] += weight * 2
    for outsider in sorted(reference.words.outsiders & hints.keys()):
        hints[outsider] = hints[outsider] * 0.3
    if clean.article.dateline:
        for part in clean.article.dateline.split(","):
            for place in reference.gazetteer.find(part)[:1]:
                if place.country:
                    hints[place.country] += 1
    return hints


def _peoples(sentence: Sentence, reference: Reference) -> tuple[str, ...]:
    """Return the countries that adjectives, peoples and groups in a sentence point to."""
    by_word = reference.countries.by_word
    groups = reference.words.groups
    lower = sentence.lower
    if reference.hint_starts.isdisjoint(lower):
        return ()
    starts = reference.hint_starts
    found = []
    for at, word in enumerate(lower):
        if word not in starts:
            continue
        pair = f"{word} {lower[at + 1]}" if at + 1 < len(lower) else ""
        country = by_word.get(pair) or groups.get(pair)
        if country is None:
            country = groups.get(word)
            if country is None and sentence.words[at][0].isupper():
                country = by_word.get(word)
        if country is not None:
            found.append(country)
    return tuple(found)


def _sure_country(name: Name, reference: Reference) -> str | None:
    """Return the country of a name that can hardly mean anything else: a country, a large place, the only of its name."""
    if not name.places or (name.inside and name.places[0].precision != "country"):
        return None
    country = next((place for place in name.places if place.precision == "country"), None)
    if country is not None:
        return country.country
    if name.key in reference.words.stop_names:
        return None
    first = name.places[0]
    countries = {place.country for place in name.places}
    largest = max(name.places, key=lambda place: place.population)
    if len(countries) == 1 and first.match == 0 and (name.anchor >= 0 or first.population >= _KNOWN_ALONE):
        return first.country
    if largest.match == 0 and largest.population >= 500_000:
        return largest.country
    return None


def _resolve(
    sentence: Sentence,
    names: Sequence[Name],
    case: LetterCase,
    hints: Mapping[str, float],
    regions: set[str],
    known: dict[str, Place],
    reference: Reference,
) -> list[Resolved]:
    """Return the names of a sentence that are places, each with the place it means."""
    here = {country for country in _peoples(sentence, reference)}
    here |= {place.country for name in names for place in name.places[:1] if place.precision == "country" and place.country}
    resolved: list[Resolved] = []
    for number, name in enumerate(names):
        container = _container(sentence, names, number, reference)
        foreign = container is not None and not any(p.country == container.country for p in name.places)
        if name.places and not (foreign and max(p.population for p in name.places) < _KNOWN_ALONE):
            if name.key in regions and not name.kind:
                name = name._replace(kind="region")
            place = max(name.places, key=lambda p: _score(p, name, container, hints, here, reference))
            if _is_place(sentence, name, place, container, case, hints, resolved, reference):
                resolved.append(Resolved(name, place, container))
                known.setdefault(name.key, place)
                continue
        known_elsewhere = any(p.population >= _KNOWN_ALONE and p.match < 2 for p in name.places)
        if case == "mixed" and not known_elsewhere and _is_unknown_place(sentence, name, container, reference):
            resolved.append(Resolved(name, None, container))
        elif name.places:
            resolved.append(Resolved(name._replace(inside=True), None, container))
    return resolved


def _again(item: Resolved, known: Mapping[str, Place], case: LetterCase) -> Resolved:
    """Return a name that was not certain here as the place that it is elsewhere in the article."""
    if item.place is None and item.name.inside and item.name.key in known and case == "mixed" and item.name.anchor >= 0:
        return item._replace(place=known[item.name.key], name=item.name._replace(inside=False))
    return item


def _container(sentence: Sentence, names: Sequence[Name], number: int, reference: Reference) -> Place | None:
    """Return the country or region that the text puts a name in: "X, Lebanon", "X in northern Mali", "Sudan's X"."""
    name = names[number]
    lower = sentence.lower
    for other in names[number + 1 : number + 2]:
        between = lower[name.end : other.start]
        after_comma = between == (",",) or (len(between) > 1 and between[0] == "," and between[1] in ("in", "the"))
        directly = bool(between) and between[0] in ("in", "of") and other.anchor == name.end
        kind = len(between) <= 5 and bool(between) and other.anchor >= name.end and lower[other.anchor] == "in"
        if after_comma or directly or kind:
            holds = next((p for p in other.places if _may_hold(p, name)), None)
            region = name.kind in reference.words.district_kinds and other.kind in reference.words.region_kinds
            outside = ("country", "admin1") if region else ("country",) * (kind or directly or after_comma and bool(name.kind))
            return holds or next((p for p in other.places if p.precision in outside), None)
    if number:
        previous = names[number - 1]
        if name.start - previous.end <= 5 and -1 < name.anchor < previous.start and name.start > previous.end:
            return next((p for p in previous.places if _may_hold(p, name)), None)
    return None


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


def _score(
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
            score += 1.5 + 1.5 * weight / max(hints.values())
        elif any(place.country in reference.countries.by_code[c].neighbours for c in hints):
            score += 0.5
        if place.country in here:
            score += 1.2
    if container is not None and container.country == place.country:
        score += 6.0 + (2.0 if container.admin1 and container.admin1 == place.admin1 else 0.0)
    if name.kind in words.region_kinds and place.precision == "admin1":
        score += 4.0
    elif name.kind in words.district_kinds and place.precision == "district":
        score += 2.0
    elif name.kind in words.town_kinds and place.precision == "town":
        score += 2.0
    return score


def _is_place(
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
    if place.precision in ("country", "sea"):
        return not name.inside or place.precision == "country"
    lower = sentence.lower
    words = reference.words
    if name.inside and not (name.first and name.anchor >= 0 and place.match == 0 and place.population >= _LARGE):
        return False
    anchor = lower[name.anchor] if name.anchor >= 0 else ""
    located = anchor in words.locatives or anchor in words.strike_verbs or bool(name.kind)
    listed = bool(before) and before[-1].place is not None and lower[before[-1].name.end : name.start] in ((",",), ("and",), (",", "and"))
    placed = container is not None and container.country == place.country
    weight = hints.get(place.country or "", 0.0)
    supported = weight > 0 and (place.population >= _LARGE or placed or weight * 4 >= max(hints.values()))
    opening = is_dateline(sentence, name, case) and (case == "mixed" or supported or place.population >= _LARGE)
    common = name.key in words.stop_names
    if common:
        if case == "mixed" and place.population >= _KNOWN_ALONE and anchor in ("in", "near", "outside"):
            return True
        return placed or (
            supported and (located or opening) and (case == "mixed" or bool(name.kind) or place.population > 50_000))
    if placed or opening:
        return True
    following = lower[name.end] if name.end < len(lower) else ""
    cue = located or listed or following in words.attack_nouns or following in words.facilities or following in ("'s", "’s", ":")
    if supported:
        large = place.population >= _LARGE and place.match < 2
        return cue or large or (case == "mixed" and place.match == 0 and following in (",", "was", "were", "came"))
    if place.population >= (_KNOWN_ALONE if case == "mixed" else 2 * _KNOWN_ALONE) and place.match == 0:
        return True
    if not cue or case == "upper" or (hints and not place.country):
        return False
    if not hints:
        return place.match == 0 or place.population >= _LARGE
    near = any(place.country in reference.countries.by_code[code].neighbours for code in hints)
    return place.match == 0 and place.population >= (_KNOWN_IN if near else _LARGE)


def _is_unknown_place(sentence: Sentence, name: Name, container: Place | None, reference: Reference) -> bool:
    """Tell whether the text itself makes an unknown name a place: "the village of X", "at X, Nigeria", "in X"."""
    words = reference.words
    lower = sentence.lower
    parts = sentence.words[name.start : name.end]
    if name.inside or any(part.isupper() and len(part) > 1 for part in parts):
        return False
    if lower[name.end - 1] in words.site_nouns or sentence.words[name.start - 1 : name.start] in (("a",), ("an",), ("the",)) and (
        sentence.words[name.start - 1] != "the" or lower[name.start - 2 : name.start - 1] == ("of",)
    ):
        return False
    if any(word in words.not_names or word in words.titles or word in reference.countries.by_word for word in lower[name.start : name.end]):
        return False
    kinds = (words.town_kinds, words.district_kinds, words.region_kinds, words.loose_kinds)
    if any(name.kind in known for known in kinds):
        return True
    anchor = lower[name.anchor] if name.anchor >= 0 else ""
    near = name.anchor == name.start - 1 or container is not None
    if anchor not in ("in", "at", "near", "outside") or not near:
        return False
    following = lower[name.end] if name.end < len(lower) else "."
    return not following[0].isalpha() or following in words.locatives or following in words.strike_verbs or (
        not sentence.words[name.end][0].isupper() and following not in ("'s", "’s")
    )


def _mentions(
    sentence: Sentence,
    places: Sequence[Resolved],
    case: LetterCase,
    hints: Mapping[str, float],
    reference: Reference,
) -> list[PlaceMention]:
    """Return the mentions of a sentence with their roles."""
    mentions: list[PlaceMention] = []
    before: tuple[Name, PlaceRole] | None = None
    previous: Resolved | None = None
    for item in places:
        name, place = item.name, item.place
        if place is None and name.inside:
            continue
        mention = _mention(sentence, item, places, hints, reference)
        contains = (
            previous is not None
            and place is not None
            and previous.container is not None
            and (place.country, place.admin1, place.precision)
            == (previous.container.country, previous.container.admin1, previous.container.precision)
            and (not name.anchor >= name.end and sentence.lower[previous.name.end : name.start][:1] in ((",",), ("in",), ("of",)))
        )
        role: PlaceRole
        if is_dateline(sentence, name, case):
            role = "dateline"
        elif name.inside:
            role = "mentioned"
        else:
            role = role_of(
                sentence,
                name,
                before,
                contains,
                name.key in reference.countries.by_seat or mention.precision == "country",
                mention.precision == "country",
                reference,
            )
        mentions.append(mention._replace(role=role))
        before, previous = (name, role), item
    return mentions


def _mention(
    sentence: Sentence, item: Resolved, others: Sequence[Resolved], hints: Mapping[str, float], reference: Reference
) -> PlaceMention:
    """Return the mention of a resolved name, its role still open."""
    name, place = item.name, item.place
    words = reference.words
    if place is not None:
        precision = place.precision
        return PlaceMention(
            sentence.index, name.start, name.end, sentence.text(name.start, name.end), place.country,
            place.admin1 if precision != "country" else None, place.geoname_id, place.lat, place.lon, precision,
            place.population, place.timezone, "mentioned",
        )  # fmt: skip
    country = item.container.country if item.container else None
    if country is None:
        country = next((o.place.country for o in others if o.place is not None and o.place.country), None)
    if country is None and hints:
        country = max(hints, key=lambda code: hints[code])
    precision = "town"
    if name.kind in words.region_kinds:
        precision = "admin1"
    elif name.kind in words.district_kinds:
        precision = "district"
    admin1 = item.container.admin1 if item.container else None
    return PlaceMention(
        sentence.index, name.start, name.end, sentence.text(name.start, name.end), country, admin1, None, None, None,
        precision, 0, timezone_of(country), "mentioned",
    )  # fmt: skip


def _only_nearby(mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the towns that only tell where a struck place lies: El Fasher in "the Abu Shouk camp outside El Fasher"."""
    return [
        other
        for one, other in zip(mentions, mentions[1:], strict=False)
        if one.sentence == other.sentence
        and (one.role, other.role) == ("struck", "mentioned")
        and one.precision == other.precision == "town"
        and other.start - one.end <= 7
    ]


def _contains(outer: PlaceMention, inner: PlaceMention) -> bool:
    """Tell whether one place is a region or country around the other."""
    if _COARSE[outer.precision] <= _COARSE[inner.precision] or outer.precision == "sea" or inner.precision == "sea":
        return False
    if outer.country is None:
        return True
    if outer.country != inner.country:
        return False
    if outer.precision == "country" or inner.admin1 is None or outer.admin1 is None:
        return True
    return outer.admin1 == inner.admin1


def _same(one: PlaceMention, other: PlaceMention) -> bool:
    """Tell whether two mentions are one place: same entry, or same name in one country."""
    if one.geoname_id is not None and one.geoname_id == other.geoname_id:
        return True
    return one.country == other.country and fold_name(one.name) == fold_name(other.name)
