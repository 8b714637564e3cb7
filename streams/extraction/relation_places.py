"""Say how the places of two figures stand to each other: the toll of another town, or a part of a wider toll.

Example: after "killed six people in Kyiv", the sentence "In Odesa a drone killed two" tells of further dead; after
"killed 12 people across Ukraine" it tells of two of the twelve.
"""

from __future__ import annotations

from streams.extraction.clauses import words
from streams.lexicons.distances import km
from streams.text.types import PlaceMention, ReadArticle, ReadClaim

#: Places so wide that others may lie within them.
_WIDE = frozenset(("country", "admin1", "sea"))
#: Nearer places may be one town under two names, or a quarter and its town.
_FAR_KM = 25.0
_PEOPLE = frozenset(("killed", "wounded", "missing", "abducted"))


def struck_in(sentence: int, read: ReadArticle) -> frozenset[PlaceMention]:
    """Return the towns and districts that a sentence says were struck."""
    return frozenset(
        place
        for place in read.places
        if place.sentence == sentence and place.role == "struck" and place.precision not in _WIDE
    )


def is_apart(claim: ReadClaim, told: frozenset[PlaceMention], read: ReadArticle) -> bool:
    """Whether a number of people is of a town far from those told of before: it disputes nothing that they say."""
    own = struck_in(claim.sentence, read)
    far = all(_km(one, other) > _FAR_KM for one in own for other in told)
    return claim.kind in _PEOPLE and bool(own) and bool(told) and far


def is_elsewhere(claim: ReadClaim, held: ReadClaim, read: ReadArticle) -> bool:
    """Whether a number that ``is_apart`` is of the same wave of attacks as the one held before.

    Class: "A missile killed six people in Kyiv. In Odesa a drone killed two, the governor said"; not "During the night
    missiles had killed nine in Jammu", which has a time of its own, nor who died where a death toll was given first:
    that is of all places. "Four bodies were found in the Brick district, he said" are some of those the same man told.
    """
    near = _paragraph(claim, read) - _paragraph(held, read) <= _NEAR
    towns = all(place.precision == "town" for place in struck_in(claim.sentence, read))
    return (
        near
        and towns
        and held.rule != _TOLL
        and claim.rule in _TOLD_PLAINLY
        and (claim.attribution or "").lower() not in words().pronoun
        and _is_violent(claim, read)
        and not _has_own_time(claim, read)
    )


def _paragraph(claim: ReadClaim, read: ReadArticle) -> int:
    return read.sentences[claim.sentence].segment.paragraph


def _is_violent(claim: ReadClaim, read: ReadArticle) -> bool:
    """Whether a sentence tells of an attack or a killing; not "Two dead as lorry overturns", "Two die in a well"."""
    return any(
        term.category.startswith(_VIOLENT) and (term.category != _KILL or term.name == "kill")
        for term in read.terms[claim.sentence]
    )


def _has_own_time(claim: ReadClaim, read: ReadArticle) -> bool:
    lower = read.sentences[claim.sentence].lower
    return any(time.sentence == claim.sentence for time in read.times) or not _TIMES.isdisjoint(lower)


#: The rule that reads a death toll, however many places it is of.
_TOLL = "toll"
#: At most so many paragraphs after the number held before: the last ones speak of other news.
_NEAR = 4
_KILL = "act.kill"
#: Rules that read who was killed or hurt from a verb; bodies, tolls and lists are of people told before.
_TOLD_PLAINLY = frozenset(("active_object", "passive_subject"))
_VIOLENT = ("weapon.", "munition.", "act.", "harm.kill", "harm.violence")
_TIMES = frozenset(
    ("morning", "afternoon", "evening", "night", "dawn", "noon", "midday", "midnight", "earlier", "later", "had")
)


def is_local_part(claim: ReadClaim, least: int, told: frozenset[PlaceMention], read: ReadArticle) -> bool:
    """Whether a number is of one town, and so a part of the ``least`` who came to harm in several or in a whole region.

    Class: "Strikes across Gaza killed 31. A strike on a tent in Khan Younis killed ten, a hospital said".
    """
    own, before = _names(struck_in(claim.sentence, read)), _names(told)
    smaller = claim.count.max is not None and claim.count.max < least
    return claim.kind in _PEOPLE and smaller and bool(own) and (not before or own < before)


def _names(places: frozenset[PlaceMention]) -> frozenset[str]:
    return frozenset(place.name for place in places)


def _km(one: PlaceMention, other: PlaceMention) -> float:
    """Return the distance of two places; 0 where one is nowhere on the map."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 0.0
    return km(one.lat, one.lon, other.lat, other.lon)
