"""Read the places of an article: which names are places, which place of that name is meant, and what is said of it.

Example: in "TRIPOLI, Lebanon - A grenade hit a cafe in the port of Tripoli" both are Tripoli in Lebanon, the first as
dateline, the second as struck.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from streams.extraction.place_context import load_reference, weigh_countries
from streams.extraction.place_containers import bridges
from streams.extraction.place_names import LetterCase, Name, Reference, find_names, letter_case
from streams.extraction.place_resolution import Resolved, resolve_again, resolve_names
from streams.extraction.place_roles import ends_list, is_dateline, is_list, only_borders, role_of
from streams.lexicons.countries import load_countries
from streams.lexicons.gazetteer import Place, fold_name
from streams.lexicons.place_words import load_place_words
from streams.text.types import CleanArticle, PlaceMention, PlaceRole, Sentence

#: What a mention counts for the country of an article that names no place struck.
_ROLE_WEIGHT = {"struck": 3.0, "dateline": 1.5, "mentioned": 1.0, "origin": 0.5, "destination": 0.5, "speaker": 0.5}
#: No attack is told at more places than this.
_MOST_PLACES = 60
#: Words of an article that are read for places; the longest reports have about half.
_MOST_WORDS = 20_000
#: A town farther than this from a district's middle, in degrees, lies outside it.
_DISTRICT_DEGREES = 0.35
#: How coarse a place is; the sea contains nothing.
_COARSE = {"sea": 0, "country": 4, "admin1": 3, "district": 2, "town": 1}


def read_places(sentences: Sequence[Sentence], clean: CleanArticle) -> tuple[PlaceMention, ...]:
    """Return every place named in these sentences, in order.

    Names are read by longest match; which place of a name is meant follows from the countries, peoples and groups that
    the article speaks of. ``clean`` tells the dateline that the feed gives.
    """
    reference = load_reference()
    sentences = _readable(sentences)
    found: list[list[Name]] = []
    by_segment: dict[int, LetterCase] = {}
    for sentence in sentences:
        case = by_segment.get(id(sentence.segment))
        if case is None:
            case = by_segment[id(sentence.segment)] = letter_case(sentence.segment)
        found.append(find_names(sentence, case, reference))
    regions = {name.key for names in found for name in names if name.kind in reference.words.region_kinds}
    regions -= {name.key for names in found for name in names if name.kind in reference.words.town_kinds}
    hints = weigh_countries(sentences, found, clean, reference)
    known: dict[str, Place] = {}
    resolved = [
        resolve_names(sentence, names, by_segment[id(sentence.segment)], hints, regions, known, reference)
        for sentence, names in zip(sentences, found, strict=True)
    ]
    mentions: list[PlaceMention] = []
    for sentence, places in zip(sentences, resolved, strict=True):
        again = [resolve_again(item, known, by_segment[id(sentence.segment)]) for item in places]
        mentions.extend(_mentions(sentence, again, by_segment[id(sentence.segment)], hints, reference))
    return tuple(_headline_regions(mentions, sentences, reference))


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
        countries = {m.country for m in struck}
        fitting = [m for m in others if not struck or m.country in countries]
        if fitting:
            struck = [*struck, *fitting[:1]]
    first = min((m.sentence for m in struck if m.precision != "country"), default=None)
    struck = [m for m in struck if m.precision != "country" or first is None or m.sentence <= first]
    once = _each_once(struck)
    nearby = _each_once(_only_nearby(inside))
    finest = [m for m in once if not any(_contains(m, other) for other in once)]
    return [m for m in finest if not any(_same(m, near) for near in nearby)] or finest


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
    sentences = _readable(sentences)
    found = [find_names(sentence, letter_case(sentence.segment), reference) for sentence in sentences]
    return dict(weigh_countries(sentences, found, clean, reference))


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
    for number, item in enumerate(places):
        name, place = item.name, item.place
        if place is None and name.inside:
            continue
        mention = _mention(sentence, item, places, hints, reference)
        contains = any(
            _is_around(sentence, places[earlier], places[earlier + 1 : number], item, mention.precision, reference)
            for earlier in range(max(0, number - 2), number)
        )
        role: PlaceRole
        if is_dateline(sentence, name, case):
            role = "dateline"
        elif mention.precision == "sea" and only_borders(sentence.lower, name):
            role = "mentioned"
        elif name.inside or any(_owns(sentence, name, after.name) for after in places[number + 1 : number + 2]):
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
        listed = role == "mentioned" and mention.precision != "country" and ends_list(sentence.lower, name, reference)
        listed = listed and not (before is not None and is_list(sentence.lower, before[0], name))
        if listed and any(earlier.role == "struck" for earlier in mentions):
            role = "struck"
        mentions.append(mention._replace(role=role))
        before = (name, role)
    return mentions


def _is_around(
    sentence: Sentence,
    inner: Resolved,
    between: Sequence[Resolved],
    outer: Resolved,
    precision: str,
    reference: Reference,
) -> bool:
    """Tell whether the text puts one place in the other: Kharkiv in "Zolochiv, in Ukraine's Kharkiv region"."""
    words = reference.words
    kind = outer.name.kind
    coarse = "district" if precision == "town" and kind in words.district_kinds | words.region_kinds else precision
    finer = inner.place.precision if inner.place is not None else "town"
    if inner.name.inside or coarse == "sea" or _COARSE[finer] >= _COARSE[coarse]:
        return False
    if inner.place is not None and outer.place is not None and inner.place.country != outer.place.country:
        return False
    return bridges(sentence, inner.name, [one.name for one in between], outer.name, reference)


def _owns(sentence: Sentence, name: Name, after: Name) -> bool:
    """Tell whether a place only says whose the next one is: "Taiz's Maqbanah district"."""
    between = sentence.lower[name.end : after.start]
    return after.anchor < name.start and ("'s" in between or "’s" in between)


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
        near = {o.place.country: 1.0 for o in others if o.place is not None and o.place.country}
        votes = {code: hints.get(code, 0.0) + near.get(code, 0.0) for code in (*near, *hints) if code}
        country = max(votes, key=lambda code: votes[code]) if votes else None
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


def _readable(sentences: Sequence[Sentence]) -> Sequence[Sentence]:
    """Return the sentences up to the most words of any news article: a hostile megabyte must not take seconds."""
    words = 0
    for at, sentence in enumerate(sentences):
        words += len(sentence.words)
        if words > _MOST_WORDS:
            return sentences[:at]
    return sentences


def _headline_regions(
    mentions: Sequence[PlaceMention], sentences: Sequence[Sentence], reference: Reference
) -> list[PlaceMention]:
    """Read a name that only the headline has as the region, where the body names another place struck in it.

    "Drones hit depot in Bryansk" over "... near the town of Karachev in the Bryansk region" means the region.
    """
    titles = {s.index for s in sentences if s.segment.kind == "headline"}
    if not titles:
        return list(mentions)
    body = [m for m in mentions if m.sentence not in titles]
    inside = {(m.country, m.admin1) for m in body if m.role == "struck" and m.precision != "country"}
    written = {fold_name(m.name) for m in body if m.precision == "town"}
    read: list[PlaceMention] = []
    for mention in mentions:
        key = fold_name(mention.name)
        if mention.sentence in titles and mention.precision == "town" and key not in written:
            for place in reference.gazetteer.find_key(key):
                region = (place.country, place.admin1)
                if place.precision == "admin1" and region in inside and place.country == mention.country:
                    mention = _as_region(mention, place)
                    break
        read.append(mention)
    return read


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


def _only_nearby(mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the towns that only tell where a struck place lies: El Fasher in "the Zamzam camp outside El Fasher"."""
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
    if outer.precision == "district" and outer.lat and outer.lon and inner.lat and inner.lon:
        return abs(outer.lat - inner.lat) < _DISTRICT_DEGREES and abs(outer.lon - inner.lon) < _DISTRICT_DEGREES
    if outer.precision == "country" or inner.admin1 is None or outer.admin1 is None:
        return True
    return outer.admin1 == inner.admin1


def _same(one: PlaceMention, other: PlaceMention) -> bool:
    """Tell whether two mentions are one place: same entry, or same name in one country."""
    if one.geoname_id is not None and one.geoname_id == other.geoname_id:
        return True
    return one.country == other.country and fold_name(one.name) == fold_name(other.name)
