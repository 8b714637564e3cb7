"""Keep what changed in an incident and what lost: the record of how a toll came about.

Example: ``killed 6 -> 11, newer reading``; ``killed [4, open], kept 11: lower, no correction``.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from schemas.base import Count
from schemas.incident import Change, Incident, Report
from schemas.vocabulary import IncidentStatus, Signal
from streams.incidents.toll import PEOPLE, WEAPONS, Folded

#: Entries kept, newest last.
MAX_ENTRIES = 200


def with_history(
    before: Incident | None, after: Incident, folded: Folded, report: Report, record_time: datetime
) -> Incident:
    """Return ``after`` with the changes since ``before`` and the readings of ``report`` that lost."""
    changes = [
        Change(
            when=record_time,
            field=name,
            old=old,
            new=new,
            reason=_reason(after, report, name, old, new),
            event_id=report.event_id,
        )
        for name in (*PEOPLE, *WEAPONS)
        if (old := _value(before, name)) != (new := _value(after, name))
    ]
    for loser, name, count in folded.lost:
        if loser.event_id == report.event_id and after.status != IncidentStatus.RETRACTED:
            kept = _value(after, name)
            changes.append(
                Change(
                    when=record_time,
                    field=name,
                    old=_span(count),
                    new=kept,
                    reason="lower without a correction: kept the other",
                    event_id=report.event_id,
                )
            )
    return after.model_copy(update={"history": (*after.history, *changes)[-MAX_ENTRIES:]}) if changes else after


def _reason(
    after: Incident, report: Report, name: str, old: list[int | None] | None, new: list[int | None] | None
) -> str:
    if after.status == IncidentStatus.RETRACTED:
        return "retracted"
    listed = any(each.event_id == report.event_id for each in after.reports)
    if report.denial or not listed:
        return "withdrawn"
    if Signal.CORRECTION in report.signals:
        return str(Signal.CORRECTION)
    if any(each.replaced and each.ended_by == report.event_id for each in after.reports):
        return "newer version"
    if Signal.DIED_LATER in report.signals and _has_moved(name, old, new):
        return str(Signal.DIED_LATER)
    return "newer reading" if report.time == after.last_seen else "late report"


def _has_moved(name: str, old: list[int | None] | None, new: list[int | None] | None) -> bool:
    """Say whether a late death explains a change: more dead, fewer wounded."""
    before, now = (None if span is None else span[0] for span in (old, new))
    if name == "killed":
        return now is not None and now > (before or 0)
    return name == "wounded" and now is not None and before is not None and now < before


def _value(incident: Incident | None, name: str) -> list[int | None] | None:
    if incident is None:
        return None
    holder: Any = incident.munitions if name in WEAPONS else incident.toll
    return _span(None if holder is None else getattr(holder, name))


def _span(count: Count | None) -> list[int | None] | None:
    return None if count is None else [count.min, count.max]
