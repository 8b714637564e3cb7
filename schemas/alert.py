"""Alert: a full picture of an incident at the moment something changed that people act on.

Flat at the top, so that kcat, jq and Grafana's Kafka source need no decoder. Numbers are ranges: ``killed_min`` 7 with
``killed_max`` null is "at least seven"; both null is "not reported", which is never zero.
Example: ``{"msg_type": "Update", "why": "toll_up", "killed_min": 14, "killed_max": 14, ...}``.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, FiniteFloat, model_validator

from schemas.base import Day, Latitude, Longitude, Many, Message, Time, words
from schemas.event import Place
from schemas.vocabulary import (
    AlertStatus,
    Certainty,
    EventType,
    MessageType,
    Severity,
    Urgency,
    Why,
)

#: Longest quote in the evidence, in code points.
MAX_QUOTE = 300

#: The counts of an alert; each is a pair of fields ``<name>_min`` and ``<name>_max``.
COUNTS = ("killed", "wounded", "missing", "abducted", "launched", "intercepted", "hit")

Number = Annotated[int, Field(ge=0)]


class SeverityTerm(Message):
    """One term of the severity score: its value in points, how it came about and the claims it rests on."""

    term: str
    points: FiniteFloat
    explanation: str
    claims: Many[str] = ()


class SeverityBreakdown(Message):
    """The score's terms H, W, C, G, the floors that applied, and the score (None is Unknown)."""

    methodology: str
    score: Annotated[int, Field(ge=0, le=100)] | None
    level: Annotated[str, words(Severity)]
    terms: Many[SeverityTerm] = ()
    floors: Many[SeverityTerm] = ()


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

    alert_id: str = Field(
        description="Id of this message; the same message sent twice has the same id and the same bytes."
    )
    incident_id: str = Field(description="Id of the incident, and key of the record.")
    sequence: Number = Field(description="Number of this message within its incident.")
    msg_type: Annotated[str, words(MessageType)] = Field(
        description="CAP: Alert opens, Update changes, Cancel ends an incident."
    )
    status: Annotated[str, words(AlertStatus)] = Field(description="CAP: Actual is live; Test is a replay or a test.")
    sent: Time = Field(description="Timestamp of the article's record that caused the message.")
    headline: str = Field(description="One line to show.")
    description: str = Field(description="A few sentences to show.")
    severity: Annotated[str, words(Severity)] = Field(description="CAP: level of the incident as known now.")
    severity_peak: Annotated[str, words(Severity)] = Field(
        description="CAP: highest level the incident has had; filter on this one."
    )
    severity_score: Annotated[int, Field(ge=0, le=100)] | None = Field(
        None, description="0 to 100; null where nothing is known (Unknown)."
    )
    severity_breakdown: SeverityBreakdown = Field(
        description="Terms and floors of the score, with the claims they rest on."
    )
    certainty: Annotated[str, words(Certainty)] = Field(description="CAP: how well the incident is confirmed.")
    urgency: Annotated[str, words(Urgency)] = Field(description="CAP: how fresh it is, relative to `sent`.")
    event_type: Annotated[str, words(EventType)] = Field(description="Kind of attack.")
    country: str | None = Field(None, description="ISO 3166-1 alpha-2; null where unknown or on the high seas.")
    place: str | None = Field(None, description="Name of the main place struck.")
    lat: Latitude | None = Field(None, description="Latitude of the main place, WGS 84 degrees.")
    lon: Longitude | None = Field(None, description="Longitude of the main place, WGS 84 degrees.")
    places: Many[Place] = Field((), description="Every place struck.")
    site: str | None = Field(None, description="Ship, building or quarter, as written.")
    killed_min: Number | None = Field(
        None, description="Killed, attackers among them: at least; null is not reported, never zero."
    )
    killed_max: Number | None = Field(
        None, description="Killed, attackers among them: at most; null with a minimum is open."
    )
    wounded_min: Number | None = Field(None, description="Wounded: at least; null is not reported, never zero.")
    wounded_max: Number | None = Field(None, description="Wounded: at most; null with a minimum is open.")
    missing_min: Number | None = Field(None, description="Missing: at least; null is not reported, never zero.")
    missing_max: Number | None = Field(None, description="Missing: at most; null with a minimum is open.")
    abducted_min: Number | None = Field(None, description="Abducted: at least; null is not reported, never zero.")
    abducted_max: Number | None = Field(None, description="Abducted: at most; null with a minimum is open.")
    launched_min: Number | None = Field(
        None, description="Weapons launched, all kinds together: at least; null is not reported, never zero."
    )
    launched_max: Number | None = Field(
        None, description="Weapons launched, all kinds together: at most; null with a minimum is open."
    )
    intercepted_min: Number | None = Field(
        None, description="Weapons shot down or jammed: at least; null is not reported, never zero."
    )
    intercepted_max: Number | None = Field(
        None, description="Weapons shot down or jammed: at most; null with a minimum is open."
    )
    hit_min: Number | None = Field(
        None, description="Weapons that reached a target: at least; null is not reported, never zero."
    )
    hit_max: Number | None = Field(
        None, description="Weapons that reached a target: at most; null with a minimum is open."
    )
    weapons: Many[str] = Field((), description="Weapons as written.")
    sources: Number = Field(description="Independent publisher families with an own report.")
    reports: Number = Field(description="Reports that joined, copies among them.")
    contested: bool = Field(False, description="Live sources disagree.")
    why: Annotated[str, words(Why)] = Field(description="Why the message goes out.")
    also: Many[Annotated[str, words(Why)]] = Field((), description="Further reasons.")
    changes: Many[FieldChange] = Field((), description="What changed since the last message of the incident.")
    references: Many[str] = Field((), description="Ids of the earlier messages of the incident.")
    evidence: Many[Evidence] = Field((), description="The words each number rests on.")
    occurred_on: Day | None = Field(None, description="Local date of the attack.")
    first_seen: Time = Field(description="Time of the first report.")
    expires: Time = Field(description="`sent` plus 72 hours.")
    methodology: str = Field("severity/1", description="Version of the severity score.")
    schema_version: int = Field(1, description="Version of this message.")

    @model_validator(mode="after")
    def _ordered(self) -> Alert:
        for name in COUNTS:
            least, most = getattr(self, f"{name}_min"), getattr(self, f"{name}_max")
            if most is not None and (least is None or most < least):
                raise ValueError(f"{name}_max {most} is below {name}_min {least}")
        return self
