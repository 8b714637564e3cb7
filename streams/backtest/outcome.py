"""What of a replay is kept to be compared later: an answer for each article, the alerts, each incident's last record.

Example: ``Answer(origin="tocsin-articles/0/7", uri="a", title="Two hurt", publisher="x.example", verdict="event")``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from schemas.aliases import canonical_fields
from schemas.vocabulary import VerdictKind
from streams.backtest.values import incident_values
from streams.stage import Record

#: The answer to an article that could not be read; beside ``event`` and ``no_event``.
DEAD_LETTER = "dead_letter"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one record of the archive. ``origin`` is its topic/partition/offset."""

    origin: str
    uri: str | None
    title: str | None
    publisher: str | None
    verdict: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """One alert: the archived line of its record, and the origin of the record that caused it."""

    incident_id: str
    origin: str
    line: bytes

    def value(self) -> dict[str, Any]:
        """Return the message."""
        return dict(orjson.loads(self.line)["value"])


@dataclass(frozen=True, slots=True)
class Reported:
    """One report of an incident."""

    event_id: str
    article_id: str | None
    uri: str
    headline: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """An incident as its last record tells it (``incident_values``), and the headline of its latest alert."""

    incident_id: str
    headline: str | None
    fields: Mapping[str, Any]
    reports: tuple[Reported, ...]


Entry = Answer | Sent | Case


def answer_of(record: Record, verdict: Record | None, dead_letters: Iterable[Record]) -> Answer:
    """Return what became of a record: its verdict, or why it is a dead letter; an event has no verdict of its own."""
    uri, title, publisher = _named(record)
    told = [each.header("__streams.errors.message") or "unknown" for each in dead_letters]
    if told:
        return Answer(record.position, uri, title, publisher, DEAD_LETTER, "; ".join(told))
    if verdict is None:
        return Answer(record.position, uri, title, publisher, VerdictKind.EVENT)
    said = orjson.loads(verdict.value or b"{}")
    return Answer(record.position, said["uri"], title, publisher, said["verdict"], said["reason"])


def case_of(incident_id: str, headline: str | None, value: bytes) -> Case:
    """Return what is kept of an incident's record."""
    incident = orjson.loads(value)
    reports = tuple(
        Reported(each["event_id"], each.get("article_id"), each["article_uri"], each.get("headline"))
        for each in incident.get("reports", ())
    )
    return Case(incident_id, headline, incident_values(incident), reports)


def _named(record: Record) -> tuple[str | None, str | None, str | None]:
    """Return id, title and publisher of an article, or of the article an event is of, as far as they can be read."""
    try:
        raw = orjson.loads(record.value or b"")
        if isinstance(article := raw.get("article"), dict):
            raw = article
        fields = canonical_fields(raw)
    except (ValueError, AttributeError, TypeError, KeyError):
        return None, None, None
    source = fields.get("source")
    outlet = source if isinstance(source, dict) else {}
    return (
        _text(fields.get("uri")) or _text(fields.get("article_uri")),
        _text(fields.get("headline")),
        _text(outlet.get("domain")) or _text(outlet.get("name")),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
