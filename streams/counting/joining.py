"""What became of an event in track, as far as the records it wrote tell.

An event that wrote no incident was applied before, or it only denied or withdrew and nothing fitted. Which of the two,
the records tell only of events that deny nothing: a denial without a trace is left out of the duplicates.
Example: ``joined(record, event_id, (), ()).duplicate`` is ``"redelivery"`` for a plain event.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from schemas.codec import decode
from schemas.event import ConflictEvent
from schemas.incident import Incident, Report
from schemas.topics import Topic
from schemas.vocabulary import IncidentStatus
from streams.incidents.reports import is_denial
from streams.memory import topic_of
from streams.stage import Record


class Joined(NamedTuple):
    """``duplicate``: redelivery or copy; ``silent_because``: why there was nothing to tell, if nothing was told."""

    duplicate: str | None = None
    silent_because: str | None = None


def joined(record: Record, event_id: str, written: Sequence[Record], incidents: Sequence[Incident]) -> Joined:
    """Return what became of an event.

    Args:
        record: the event as track took it.
        event_id: its id.
        written: what track wrote for it.
        incidents: the incidents whose records are among that.
    """
    if all(topic_of(each.topic) is not Topic.INCIDENTS for each in written):
        # Stored alerts that go out again tell that it was applied before.
        again = bool(written) or not is_denial(decode(ConflictEvent, record.value or b""))
        return Joined(duplicate="redelivery" if again else None)
    found = [(each, report) for each in incidents if (report := _report(each, event_id)) is not None]
    if not found:
        return Joined()
    *_, (_, report) = found
    return Joined(
        duplicate="copy" if report.copy_of is not None else None,
        silent_because="below_level" if all(_is_below_level(each) for each, _ in found) else "no_change",
    )


def _report(incident: Incident, event_id: str) -> Report | None:
    """Return the report of an event in an incident: it stands near the end."""
    return next((each for each in reversed(incident.reports) if each.event_id == event_id), None)


def _is_below_level(incident: Incident) -> bool:
    """Say whether nobody has heard of an open incident: its first word goes out from the level of the deployment on."""
    return incident.status == IncidentStatus.OPEN and not incident.alerts
