"""What the commands ``incidents`` and ``incident`` show, typed: the JSON they print is these models.

Counts are ranges: ``min`` 7 with ``max`` null is "at least seven"; both null is "not reported", which is never zero.
Example: ``Said(field="killed", min=9, max=None, quotes=("At least nine people were killed",))``.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from schemas.alert import Alert, SeverityBreakdown
from schemas.base import Day, Many, Message, Time


class Range(Message):
    """A count: at least ``min``, at most ``max`` (null: open); both null: not reported."""

    min: int | None
    max: int | None


class Summary(Message):
    """One incident as it stands now; ``sources`` are the families with an own report, ``applied_at`` the last change.

    ``counts`` holds what is known only, by name: killed, wounded, ..., launched, intercepted, hit.
    """

    incident_id: str
    status: str
    test: bool
    event_type: str
    country: str | None
    places: Many[str]
    site: str | None
    occurred_on: Day | None
    counts: dict[str, Range]
    weapons: Many[str]
    severity: str
    severity_score: int | None
    severity_peak: str
    certainty: str
    urgency: str
    contested: bool
    confirmed: bool
    sources: int
    reports: int
    messages: int
    first_seen: Time
    last_seen: Time
    applied_at: Time


class Said(Message):
    """A number of a report and the words it rests on: none when the article's rights forbid it, or they were dropped.

    ``attribution`` is whom the article names for it.
    """

    field: str
    min: int
    max: int | None
    quotes: Many[str] = ()
    attribution: str | None = None


class Original(Message):
    """The article that a copy copies; both null when it has not arrived."""

    article_uri: str | None = None
    outlet: str | None = None


#: How a report stands: ``own`` speaks for the incident, everything else does not.
Standing = Literal["own", "copy", "aside", "denial", "withdrawn", "replaced"]


class ToldReport(Message):
    """A report in the timeline. ``time`` is when it was published or arrived, null for one kept by its name only.

    ``late``: an earlier entry of the timeline reported later than it. ``headline`` is null when its rights forbid it.
    """

    kind: Literal["report"] = "report"
    event_id: str
    time: Time | None
    late: bool
    outlet: str
    family: str | None
    article_uri: str
    url: str | None
    headline: str | None
    version: int | None
    official: bool
    standing: Standing
    copy_of: Original | None
    #: The outlet of the report that withdrew or replaced it, and that report's event id.
    ended_by: str | None
    ended_by_event: str | None
    signals: Many[str]
    says: Many[Said]
    weapons: Many[str]
    why_joined: str | None


class ToldMessage(Message):
    """A message in the timeline; ``alert`` is the message itself, null where it is not kept any more."""

    kind: Literal["message"] = "message"
    sequence: int
    msg_type: str | None
    alert_id: str
    event_id: str
    alert: Alert | None


#: What became of a reading: the figure rests on the one that ``holds``, ``same`` gives the same, all others lost.
Outcome = Literal[
    "holds",
    "same",
    "lower",
    "overtaken",
    "corrected",
    "died_later",
    "found_dead",
    "copy",
    "aside",
    "denial",
    "withdrawn",
    "replaced",
    "retracted",
]


class TollReading(Message):
    """What one report gives for a figure, and why that is or is not the figure."""

    event_id: str
    outlet: str
    time: Time | None
    min: int
    max: int | None
    outcome: Outcome
    why: str


class Figure(Message):
    """A current count, the words it rests on, and every reading of it in the order of the reports' times."""

    field: str
    min: int | None
    max: int | None
    quotes: Many[str]
    readings: Many[TollReading]


class Life(Message):
    """The life of one incident: how it stands, its figures with their sources, its reports and messages in order."""

    headline: str
    incident: Summary
    attacker: str | None
    target: str | None
    retraction_reason: str | None
    severity_breakdown: SeverityBreakdown | None
    figures: Many[Figure]
    timeline: Many[Annotated[ToldReport | ToldMessage, Field(discriminator="kind")]]
