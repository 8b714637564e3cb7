"""Read the places of an article: which names are places, which place of that name is meant, and what is said of it.

Example: in "TRIPOLI, Lebanon - A grenade hit a cafe in the port of Tripoli" both are Tripoli in Lebanon, the first as
dateline, the second as struck.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from streams.extraction.place_asides import leads_between, only_bearing
from streams.extraction.place_choice import COARSE, country_of, struck_places
from streams.extraction.place_containers import bridges, in_apposition
from streams.extraction.place_context import load_reference, may_hint, weigh_countries
from streams.extraction.place_datelines import is_dateline
from streams.extraction.place_headlines import read_headline_places
from streams.extraction.place_names import LetterCase, Name, Reference, find_names, letter_case
from streams.extraction.place_resolution import Resolved, resolve_again, resolve_names
from streams.extraction.place_roads import road_ends
from streams.extraction.place_roles import ends_list, is_list, only_borders, role_of
from streams.extraction.place_sites import without_sites
from streams.lexicons.countries import load_countries
from streams.lexicons.gazetteer import Place, fold_name
from streams.text.types import CleanArticle, PlaceMention, PlaceRole, Sentence

__all__ = ["cities_inside", "country_of", "read_places", "struck_places", "timezone_of"]

#: Before "of" and a second name they make the first one the region: "the southern Gaza city of Khan Younis".
_CITY_WORDS = frozenset(("city", "town", "village", "port"))
#: After these an unknown name is a place or a building: "in the Jerusalem Light Rail".
_INSIDE = frozenset(("in", "at", "near", "outside", "inside", "on"))
#: Words of an article that are read for places; the longest reports have about half.
_MOST_WORDS = 20_000


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
        found.append(without_sites(sentence, find_names(sentence, case, reference), case, reference))
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
        mentions.extend(road_ends(sentence, hints, reference))
        if not places:
            continue
        again = [resolve_again(item, known, by_segment[id(sentence.segment)]) for item in places]
        mentions.extend(_mentions(sentence, again, by_segment[id(sentence.segment)], hints, reference))
    return tuple(read_headline_places(mentions, sentences, reference))


def timezone_of(place: PlaceMention | str | None) -> str | None:
    """Return the IANA time zone of a place, or of a country given by its code; None at sea.

    >>> timezone_of("ML")
    'Africa/Bamako'
    """
    if isinstance(place, PlaceMention):
        return place.timezone or timezone_of(place.country)
    country = load_countries().by_code.get(place or "")
    return country.timezone if country else None


def cities_inside(sentences: Sequence[Sentence]) -> tuple[tuple[int, str], ...]:
    """Return sentence and country of large cities inside names of buildings: "the Intercontinental Hotel Kabul".

    They are no places of their own, but where nothing else tells a country, they do.
    """
    reference = load_reference()
    found: list[tuple[int, str]] = []
    for sentence in _readable(sentences):
        for name in find_names(sentence, letter_case(sentence.segment), reference):
            located = name.anchor >= 0 and sentence.lower[name.anchor] in _INSIDE
            words = sentence.words[name.start : name.end] if located and not name.places else ()
            parts = (
                name,
                *(name._replace(key=fold_name(word), places=reference.gazetteer.find(word)) for word in words),
            )
            for part in parts:
                country = part.places[0].country if part.places else None
                inside = name.inside or words or (located and _begins_site(sentence, name, reference))
                if country and inside and (may_hint(part, reference) or _is_region(part, reference)):
                    found.append((name.sentence, country))
    return tuple(found)


def _begins_site(sentence: Sentence, name: Name, reference: Reference) -> bool:
    """Tell whether a name is followed by the word for a building: "the Ohio State University"."""
    end = name.end + (sentence.lower[name.end : name.end + 1] == (name.kind,))
    words = sentence.words[end : end + 1]
    return bool(words) and words[0][0].isupper() and words[0].lower() in reference.words.site_nouns


def _is_region(name: Name, reference: Reference) -> bool:
    """Tell whether a name with the word for a region is one, whatever else it means."""
    return name.kind in reference.words.region_kinds and name.places[0].precision == "admin1"


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
        elif (
            mention.precision == "sea"
            and only_borders(sentence.lower, name)
            or name.inside
            or any(_owns(sentence, name, after.name) for after in places[number + 1 : number + 2])
        ):
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
        aside = before is not None and mentions[-1].precision in ("town", "district")
        listed = listed and not (aside and before is not None and is_list(sentence.lower, before[0], name))
        if listed and any(earlier.role == "struck" for earlier in mentions):
            role = "struck"
        if role == "struck" and any(earlier.role == "struck" for earlier in mentions):
            if leads_between(sentence.lower, name):
                role = "mentioned"
            elif before is not None and only_bearing(sentence.lower, before[0], name) and before[1] == "struck":
                mentions[-1] = mentions[-1]._replace(role="mentioned")
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
    coarse = (
        "district"
        if precision == "town" and (kind in words.district_kinds or kind in words.region_kinds)
        else precision
    )
    finer = inner.place.precision if inner.place is not None else "town"
    if inner.name.inside or coarse == "sea":
        return False
    if in_apposition(sentence, inner.name, outer.name, reference):
        return True
    if COARSE[finer] >= COARSE[coarse]:
        return False
    if inner.place is not None and outer.place is not None and inner.place.country != outer.place.country:
        return False
    return bridges(sentence, inner.name, [one.name for one in between], outer.name, reference)


def _owns(sentence: Sentence, name: Name, after: Name) -> bool:
    """Tell whether a place only says whose the next one is: "Taiz's Maqbanah district"."""
    between = sentence.lower[name.end : after.start]
    kind = len(between) == 2 and between[0] in _CITY_WORDS and between[1] == "of"
    return kind or (after.anchor < name.start and ("'s" in between or "’s" in between))


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
    elif name.kind in words.district_kinds or sentence.lower[name.start] == "county":
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
