"""Incident: the whole current record of one attack, state and outbox in one.

Example: forty reports of one car bomb are one Incident with one toll, its history and the alerts sent.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import Field

from schemas.base import Count, Message, Time
from schemas.event import Claim, Fingerprint, Munitions, Place, Toll


class Report(Message):
    """One report (event of one version of one article) that joined; ``time`` is the report's time (incidents.md)."""

    event_id: str
    article_uri: str
    family: str | None = None
    syndicated_from: str | None = None
    article_id: str | None = None
    digest: str | None = None
    version: int | None = None
    published_at: Time | None = None
    time: Time | None = None
    source: str | None = None
    url: str | None = None
    headline: str | None = None
    rights: str | None = None
    credits: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    fingerprint: Fingerprint = ()
    claims: tuple[Claim, ...] = ()
    #: The event as read, for recomputing the toll and the join; dropped for copies past 200 reports.
    event: dict[str, Any] | None = None
    withdrawn: bool = False
    replaced: bool = False
    late: bool = False
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
    """One message of the incident; ``body`` is the alert byte for byte until its event is safely committed."""

    alert_id: str
    sequence: int
    event_id: str
    body: str | None = None
    headers: dict[str, str] = Field(default_factory=dict)


class Incident(Message):
    """The current record of one incident; ``incident_id`` is also its key."""

    incident_id: str
    country: str | None = None
    event_type: str
    occurred_on: date | None = None
    places: tuple[Place, ...] = ()
    site: str | None = None
    toll: Toll | None = None
    munitions: Munitions = Field(default_factory=Munitions)
    civilian_harm: bool | None = None
    targets: tuple[str, ...] = ()
    history: tuple[Change, ...] = ()
    reports: tuple[Report, ...] = ()
    families: tuple[str, ...] = ()
    severity: str
    severity_score: int | None = None
    severity_peak: str | None = None
    certainty: str
    urgency: str
    contested: bool = False
    alerts: tuple[SentAlert, ...] = ()
    status: str = "open"
    first_seen: Time
    last_seen: Time
    revision: int = 0
    schema_version: int = 1


__all__ = ["Change", "Count", "Incident", "Report", "SentAlert"]
