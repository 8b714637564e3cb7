"""Decide whether people hear of a change, and why: the table "When a message goes out" of docs/incidents.md.

Example: killed 11 after 6 was last told is ``toll_up``; 10 after 9 is silent; a governor's first word is ``confirmed``.
"""

from __future__ import annotations

from typing import Any

from schemas.event import ConflictEvent
from schemas.incident import Incident
from schemas.vocabulary import IncidentStatus, Severity, Signal, Why

#: The toll is up by at least these people and by a fifth of what was last told, whichever is more.
LEAST_KILLED = 3
LEAST_WOUNDED = 10
_LEVELS = (Severity.UNKNOWN, Severity.MINOR, Severity.MODERATE, Severity.SEVERE, Severity.EXTREME)


def reasons(before: Incident | None, after: Incident, event: ConflictEvent, min_level: str) -> tuple[Why, ...]:
    """Return why a message goes out for this change, in order of precedence; empty: silence.

    >>> rises(10, 14, LEAST_KILLED), rises(100, 114, LEAST_KILLED)
    (True, False)
    """
    announced = bool(after.alerts)
    if after.status == IncidentStatus.RETRACTED:
        ended = before is None or before.status != IncidentStatus.RETRACTED
        return (Why.RETRACTED,) if announced and ended else ()
    if not announced:
        return (Why.NEW_INCIDENT,) if rank(after.severity) >= rank(min_level) else ()
    told = after.told or {}
    found = []
    if _toll_is_up(told, after):
        found.append(Why.TOLL_UP)
    if before is not None and _is_corrected_down(before, after, event):
        found.append(Why.TOLL_DOWN)
    if before is not None and after.confirmed and not before.confirmed:
        found.append(Why.CONFIRMED)
    if rank(after.severity) > rank(str(told.get("severity", Severity.UNKNOWN))):
        found.append(Why.LEVEL_RISE)
    return tuple(found)


def rises(old: int | None, new: int | None, least: int) -> bool:
    """Say whether a count is up by at least ``least`` and a fifth of the old one; None counts as 0."""
    up = (new or 0) - (old or 0)
    return up >= least and 5 * up >= (old or 0)


def rank(level: str) -> int:
    """Return the place of a severity level from the lowest; levels this version does not know are lowest."""
    return next((place for place, known in enumerate(_LEVELS) if known == level), 0)


def _toll_is_up(told: dict[str, Any], after: Incident) -> bool:
    killed = None if after.toll is None or after.toll.killed is None else after.toll.killed.min
    wounded = None if after.toll is None or after.toll.wounded is None else after.toll.wounded.min
    return rises(told.get("killed_min"), killed, LEAST_KILLED) or rises(told.get("wounded_min"), wounded, LEAST_WOUNDED)


def _is_corrected_down(before: Incident, after: Incident, event: ConflictEvent) -> bool:
    if Signal.CORRECTION not in event.signals or all(each.event_id != event.event_id for each in after.reports):
        return False
    old = None if before.toll is None else before.toll.killed
    new = None if after.toll is None else after.toll.killed
    return old is not None and (0 if new is None else new.min) < old.min
