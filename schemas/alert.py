"""Alert: a full picture of an incident at the moment something changed that people act on.

Flat at the top, so that kcat, jq and Grafana's Kafka source need no decoder.
Example: ``{"msg_type": "Update", "why": "toll_up", "killed_min": 14, "killed_max": 14, ...}``.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from schemas.base import Message, Time
from schemas.event import Place

#: Longest quote in the evidence, in code points.
MAX_QUOTE = 300


class SeverityTerm(Message):
    """One term of the severity score: its value in points, how it came about and the claims it rests on."""

    term: str
    points: float
    explanation: str
    claims: tuple[str, ...] = ()


class SeverityBreakdown(Message):
    """The score's terms H, W, C, G, the floors that applied, and the score (None is Unknown)."""

    methodology: str
    score: int | None
    level: str
    terms: tuple[SeverityTerm, ...] = ()
    floors: tuple[SeverityTerm, ...] = ()


class FieldChange(Message):
    """What changed since the last message of the incident."""

    field: str
    old: Any = None
    new: Any = None


class Evidence(Message):
    """The words a field rests on; no quote when the article's rights forbid it."""

    field: str
    quote: Annotated[str, Field(max_length=MAX_QUOTE)] | None = None
    url: str | None = None


class Alert(Message):
    """One message to subscribers."""

    alert_id: str
    incident_id: str
    sequence: int
    msg_type: str
    status: str
    sent: Time
    headline: str
    description: str
    severity: str
    severity_peak: str
    severity_score: Annotated[int, Field(ge=0, le=100)] | None = None
    severity_breakdown: SeverityBreakdown
    certainty: str
    urgency: str
    event_type: str
    country: str | None = None
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    places: tuple[Place, ...] = ()
    site: str | None = None
    killed_min: int | None = None
    killed_max: int | None = None
    wounded_min: int | None = None
    wounded_max: int | None = None
    missing_min: int | None = None
    missing_max: int | None = None
    abducted_min: int | None = None
    abducted_max: int | None = None
    launched_min: int | None = None
    launched_max: int | None = None
    intercepted_min: int | None = None
    intercepted_max: int | None = None
    hit_min: int | None = None
    hit_max: int | None = None
    weapons: tuple[str, ...] = ()
    sources: Annotated[int, Field(ge=0)]
    reports: Annotated[int, Field(ge=0)]
    contested: bool = False
    why: str
    also: tuple[str, ...] = ()
    changes: tuple[FieldChange, ...] = ()
    references: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    occurred_on: date | None = None
    first_seen: Time
    expires: Time
    methodology: str = "severity/1"
    schema_version: int = 1
