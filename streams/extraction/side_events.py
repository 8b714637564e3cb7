"""Find the further attacks that an article newly reports beside its main one.

Example: "Shelling killed two in Goma on Friday. In a separate attack, gunmen shot dead four farmers in Rutshuru." -
the second sentence is an event of its own. Only an attack that the text itself sets apart, at a named place elsewhere,
with a number and not long ago, is one: what is merely recalled is background.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from schemas.vocabulary import EventType, MunitionType, Scope
from streams.extraction.anchoring import AnchoredClaim
from streams.extraction.event_day import FRESH_DAYS
from streams.extraction.munitions import read_weapons
from streams.extraction.story import SEPARATE, Story
from streams.extraction.time_spans import names_other_ship
from streams.text.types import ReadArticle

_COUNTED = frozenset(("killed", "wounded", "abducted", "launched"))
_FINE = frozenset(("town", "district", "sea"))
#: The type that a weapon alone tells, in order of how much it tells.
_TYPES = (
    (MunitionType.CHEMICAL, EventType.CHEMICAL_ATTACK),
    (MunitionType.AERIAL_BOMB, EventType.AIRSTRIKE),
    (MunitionType.MISSILE, EventType.MISSILE_STRIKE),
    (MunitionType.DRONE, EventType.DRONE_STRIKE),
    (MunitionType.SHELL, EventType.SHELLING),
    (MunitionType.ROCKET, EventType.SHELLING),
    (MunitionType.IED, EventType.BOMBING),
    (MunitionType.MINE, EventType.BOMBING),
    (MunitionType.GRENADE, EventType.BOMBING),
    (MunitionType.SMALL_ARMS, EventType.ARMED_ATTACK),
    (MunitionType.BLADE, EventType.ARMED_ATTACK),
)


@dataclass(frozen=True, slots=True)
class SideEvent:
    """A further attack: the sentences that tell of it, its type, its day and its claims."""

    sentences: tuple[int, ...]
    event_type: str
    day: date | None
    claims: tuple[AnchoredClaim, ...]


def side_events(
    read: ReadArticle, story: Story, anchored: Sequence[AnchoredClaim], main_places: Sequence[str]
) -> tuple[SideEvent, ...]:
    """Return the further attacks, in reading order. ``main_places`` are the names that the main event has."""
    found = []
    for group in _groups(story):
        claims = tuple(
            each._replace(scope=Scope.MAIN)
            for each in anchored
            if each.claim.sentence in group and each.scope is Scope.OTHER_EVENT
        )
        day = _day(group, story)
        counted = any(each.claim.kind in _COUNTED for each in claims)
        if counted and _is_elsewhere(group, read, main_places) and _is_fresh(day, read):
            found.append(SideEvent(group, _type(group, read), day, claims))
    return tuple(found)


def alone(read: ReadArticle, sentences: Sequence[int]) -> ReadArticle:
    """Return an article with the places of these sentences only: where the main attack was says nothing of another."""
    return replace(read, places=tuple(place for place in read.places if place.sentence in sentences))


def _groups(story: Story) -> list[tuple[int, ...]]:
    """Return the runs of sentences that begin with an attack set apart and go on with it."""
    groups: list[list[int]] = []
    for index, (scope, reason) in enumerate(story.scopes):
        if reason == SEPARATE:
            groups.append([index])
        elif groups and groups[-1][-1] == index - 1 and scope is Scope.OTHER_EVENT:
            groups[-1].append(index)
    return [tuple(group) for group in groups]


def _day(group: Sequence[int], story: Story) -> date | None:
    days = [
        mention.day for index in group for mention in story.mentions(index) if mention.day and mention.kind != "past"
    ]
    return days[0] if days else story.day


def _is_fresh(day: date | None, read: ReadArticle) -> bool:
    if day is None or read.published_local is None:
        return True
    return (read.published_local.date() - day).days <= FRESH_DAYS


def _is_elsewhere(group: Sequence[int], read: ReadArticle, main_places: Sequence[str]) -> bool:
    struck = [one for one in read.places if one.sentence in group and one.role == "struck" and one.precision in _FINE]
    # A place that no gazetteer knows was given the country of the main attack, where the other may not have been.
    return bool(struck) and all(one.name not in main_places and one.geoname_id is not None for one in struck)


def _type(group: Sequence[int], read: ReadArticle) -> str:
    if names_other_ship(read.sentences[group[0]], read.terms[group[0]]):
        return EventType.NAVAL_ATTACK
    used = {
        weapon.type
        for index in group
        for weapon in read_weapons(read.sentences[index], read.terms[index])
        if weapon.used
    }
    return next((event_type for munition, event_type in _TYPES if munition in used), EventType.ARMED_ATTACK)
