"""What became of an event in track, as far as the records it wrote tell.

An event that wrote no incident was applied before, or it only denied or withdrew and nothing fitted. Which of the two,
the records tell only of events that deny nothing: a denial without a trace is left out of the duplicates.
Example: ``joined(record, event, (), ()).duplicate`` is ``"redelivery"`` for a plain event.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from schemas.codec import decode
from schemas.event import ConflictEvent
from schemas.topics import Topic
from schemas.vocabulary import IncidentStatus
from streams.incidents.reports import is_denial
from streams.memory import topic_of
from streams.stage import Record


class Joined(NamedTuple):
    """``duplicate``: redelivery or copy; ``silent_because``: why there was nothing to tell, if nothing was told."""

    duplicate: str | None = None
    silent_because: str | None = None


def joined(
    record: Record, event: dict[str, Any], written: Sequence[Record], incidents: Sequence[dict[str, Any]]
) -> Joined:
    """Return what became of an event.

    Args:
        record: the event as track took it.
        event: its value.
        written: what track wrote for it.
        incidents: the values of the incident records among that.
    """
    if all(topic_of(each.topic) is not Topic.INCIDENTS for each in written):
        # Stored alerts that go out again tell that it was applied before.
        again = bool(written) or not is_denial(decode(ConflictEvent, record.value or b""))
        return Joined(duplicate="redelivery" if again else None)
    found = [(each, report) for each in incidents if (report := _report(each, event["event_id"])) is not None]
    if not found:
        return Joined()
    *_, (_, report) = found
    return Joined(
        duplicate="copy" if report.get("copy_of") else None,
        silent_because="below_level" if all(_is_below_level(each) for each, _ in found) else "no_change",
    )


def _report(incident: dict[str, Any], event_id: str) -> dict[str, Any] | None:
    """Return the report of an event in an incident: it stands near the end."""
    return next((each for each in reversed(incident["reports"]) if each["event_id"] == event_id), None)


def _is_below_level(incident: dict[str, Any]) -> bool:
    """Say whether nobody has heard of an open incident: its first word goes out from the level of the deployment on."""
    return incident["status"] == IncidentStatus.OPEN and not incident["alerts"]
