"""The types passed between the folds of the track stage: join_incident -> score_severity -> decide_alert.

Each fold is ``(TrackStep, Context) -> TrackStep`` and pure: it reads the state and hands on what shall be written.
The runtime then writes ``revised`` in order, sends ``alerts``, and puts the records into the state (delivery, R8).
The order of ``revised`` matters: the incident that lists the event comes last, so that a crash in between repeats the
event instead of skipping it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from schemas.event import ConflictEvent
from schemas.incident import Incident, Withdrawals


class KnownIncidents(Protocol):
    """What the folds may ask of the state; ``streams.incidents.state.Incidents`` is the one implementation."""

    @property
    def clock(self) -> datetime | None:
        """Incident time: the highest record timestamp applied."""

    def get(self, incident_id: str) -> Incident | None:
        """Return the record, None when there is none."""


@dataclass(frozen=True, slots=True)
class TrackSettings:
    """What a deployment chooses: the level from which it alerts.

    The Alert of an incident goes out when that level is first reached; Unknown, the default, is below all levels, so
    that every incident alerts.
    """

    min_level: str = "Unknown"


class Outcome(StrEnum):
    """What became of an event."""

    APPLIED = "applied"
    #: Applied before: its stored alerts are sent again, nothing changes.
    DUPLICATE = "duplicate"
    #: A mere denial or withdrawal of nothing known: it opens no incident.
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Revision:
    """One incident that the event changes. ``before`` None: it is new. ``life_only``: closed by the passing of time."""

    before: Incident | None
    after: Incident
    life_only: bool = False


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message for the alerts topic: key, the alert's bytes, and its headers without those the edge adds."""

    incident_id: str
    body: bytes
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class TrackStep:
    """An event on its way through the folds.

    ``position`` is the event's offset in the events topic; alert bodies of events below ``committed_below`` are dropped
    from the records (messages, Incident). None: the edge keeps no offsets, and the last few bodies are kept.
    """

    event: ConflictEvent
    state: KnownIncidents
    settings: TrackSettings = field(default_factory=TrackSettings)
    position: int | None = None
    committed_below: int | None = None
    outcome: Outcome | None = None
    #: One line for people: which incident and why.
    explanation: str = ""
    revised: tuple[Revision, ...] = ()
    #: Incidents to which the event was applied before: their stored alerts go out again, byte for byte, when it is the
    #: same record that comes again after a crash.
    resend: tuple[Incident, ...] = ()
    tombstones: tuple[str, ...] = ()
    #: The withdrawals remembered with that of this event; written before everything else.
    remembered: Withdrawals | None = None
    alerts: tuple[Outgoing, ...] = ()
