"""Incident: the whole current record of one attack, state and outbox in one.

Example: forty reports of one car bomb are one Incident with one toll, its history and the alerts sent.
The record holds all that recomputation needs: track can be rebuilt from the records alone.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from schemas.alert import SeverityBreakdown
from schemas.base import Count, Day, Many, Message, Sorted, Time, words
from schemas.event import Claim, Fingerprint, Munitions, Place, Toll
from schemas.vocabulary import (
    Certainty,
    DayPrecision,
    EventType,
    IncidentStatus,
    MessageType,
    Severity,
    Signal,
    Target,
    Urgency,
)

#: Fields in which False or 0 says more than the default None.
_FALSE_IS_TOLD = frozenset({"civilian_harm", "own_source", "version"})


class _Sparse(Message):
    """A part of the record that may occur hundreds of times: what reads as its default is not written."""

    @model_serializer(mode="wrap")
    def _without_absent_fields(self, serialise: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written: dict[str, Any] = serialise(self)
        return {
            name: value for name, value in written.items() if value or (value is not None and name in _FALSE_IS_TOLD)
        }


class Reading(_Sparse):
    """What one report says of the attack, as far as joining, toll and severity need it."""

    event_type: Annotated[str, words(EventType)]
    occurred_on: Day | None = None
    occurred_at: Time | None = None
    occurred_hours: tuple[int, int] | None = None
    occurred_precision: Annotated[str, words(DayPrecision)] | None = None
    places: Many[Place] = ()
    site: str | None = None
    country: str | None = None
    attacker: str | None = None
    target: str | None = None
    actors: Many[str] = ()
    toll: Toll | None = None
    munitions: Munitions = Field(default_factory=Munitions)
    civilian_harm: bool | None = None
    targets: Many[Annotated[str, words(Target)]] = ()
    contested: bool = False
    ongoing: bool = False
    denied_by: str | None = None


class Report(_Sparse):
    """One report (event of one version of one article) that joined; ``time`` is the report's time (incidents.md).

    Absent fields are not written: an incident may list many reports. A report that is ``withdrawn`` or ``replaced`` by
    a newer version stays listed and says nothing any more. Past 200 reports, copies keep the first three fields only.
    """

    event_id: str
    article_uri: str
    family: str | None = None
    syndicated_from: str | None = None
    #: A copy by its text or its credit, also when the original has not arrived.
    copy_of: str | None = None
    article_id: str | None = None
    digest: str | None = None
    version: int | None = None
    published_at: Time | None = None
    time: Time | None = None
    source: str | None = None
    domain: str | None = None
    url: str | None = None
    headline: str | None = None
    rights: str | None = None
    credits: Many[str] = ()
    own_source: bool | None = None
    official: bool = False
    signals: Many[Annotated[str, words(Signal)]] = ()
    #: Reports only that the attack did not happen, or withdraws.
    denial: bool = False
    #: Tells of this attack in passing, in an article about another one.
    aside: bool = False
    fingerprint: Fingerprint = ()
    #: Event ids of the reports here with nearly the same text, found when the later one arrived.
    near: Many[str] = ()
    reading: Reading | None = None
    claims: Many[Claim] = ()
    withdrawn: bool = False
    replaced: bool = False
    #: The event that withdrew or replaced it.
    ended_by: str | None = None
    why_joined: str | None = None


class Change(Message):
    """One entry of an incident's history: a field that changed, or a reading that lost."""

    when: Time
    field: str
    old: Any = None
    new: Any = None
    reason: str
    event_id: str


class SentAlert(Message):
    """One message of the incident; ``body`` is the alert byte for byte until its event is safely committed.

    ``position`` is the event's offset in the events topic, by which the body is dropped.
    """

    alert_id: str
    sequence: Annotated[int, Field(ge=0)]
    event_id: str
    msg_type: Annotated[str, words(MessageType)] | None = None
    position: int | None = None
    body: str | None = None
    headers: Sorted[str] = Field(default_factory=dict)


class Incident(Message):
    """The current record of one incident; ``incident_id`` is also its key."""

    incident_id: str
    country: str | None = None
    event_type: Annotated[str, words(EventType)]
    occurred_on: Day | None = None
    occurred_at: Time | None = None
    occurred_precision: Annotated[str, words(DayPrecision)] | None = None
    places: Many[Place] = ()
    site: str | None = None
    attacker: str | None = None
    target: str | None = None
    toll: Toll | None = None
    munitions: Munitions = Field(default_factory=Munitions)
    civilian_harm: bool | None = None
    targets: Many[Annotated[str, words(Target)]] = ()
    ongoing: bool = False
    history: Many[Change] = ()
    reports: Many[Report] = ()
    families: Many[str] = ()
    severity: Annotated[str, words(Severity)] = "Unknown"
    severity_score: Annotated[int, Field(ge=0, le=100)] | None = None
    severity_peak: Annotated[str, words(Severity)] | None = None
    severity_breakdown: SeverityBreakdown | None = None
    certainty: Annotated[str, words(Certainty)] = "Unknown"
    urgency: Annotated[str, words(Urgency)] = "Unknown"
    contested: bool = False
    #: A report that stands says that the attack did not happen.
    denied: bool = False
    #: The first official report or the second independent family has been seen; true once, true for ever.
    confirmed: bool = False
    alerts: Many[SentAlert] = ()
    #: Fields as last told to subscribers: what changes and thresholds are measured against.
    told: dict[str, Any] | None = None
    status: Annotated[str, words(IncidentStatus)] = "open"
    retracted_by: str | None = None
    retraction_reason: str | None = None
    #: Replay or test traffic: kept apart from live reports.
    test: bool = False
    first_seen: Time
    last_seen: Time
    #: Highest record timestamp applied to it; incident time is the highest of all records.
    applied_at: Time
    revision: Annotated[int, Field(ge=0)] = 0
    schema_version: int = 1


class Withdrawal(Message):
    """That an article was taken back, up to ``version``, by the event ``event_id``; ``at``: when its record came."""

    article_id: str
    version: Annotated[int, Field(ge=1)]
    event_id: str
    at: Time
    #: Taken back by its publisher in so many words, and not by a newer version that tells of no attack any more.
    canceled: bool = False


class Withdrawals(Incident):
    """Withdrawals of articles, kept for those that were overtaken by them; to other readers a closed incident.

    It stands among the incidents, under an id of its own kind, because track rebuilds its state from that topic alone;
    whoever reads it as an ``Incident`` finds no reports, no messages and no toll.
    """

    withdrawals: Many[Withdrawal] = ()


__all__ = ["Change", "Count", "Incident", "Reading", "Report", "SentAlert", "Withdrawal", "Withdrawals"]
