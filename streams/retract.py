"""End a false story by hand: write the event that withdraws an incident; track then sends its Cancel.

The event says who and why. It counts as applied like any report, so that the same order given twice changes nothing.
Example::

    done = await retract(settings, "bbfedd85-...", reason="The video is two years old.", operator="anna", now_ms=now)
    done.position  # "tocsin-events/0/17"; None: it was retracted before, nothing was written
"""

from __future__ import annotations

from typing import NamedTuple

from schemas import ids
from schemas.codec import decode, encode
from schemas.event import ArticleRef, ConflictEvent
from schemas.incident import Incident
from schemas.topics import Topic
from schemas.vocabulary import IncidentStatus
from streams.extraction.outputs import UNKNOWN_COUNTRY
from streams.incidents.withdrawals import model_of
from streams.kafka.reading import reader, until_end
from streams.kafka.sender import Sender
from streams.kafka.topics import require
from streams.settings import Settings
from streams.stage import Record
from streams.worker.writers import Writers


class UnknownIncident(Exception):  # noqa: N818 - the name says what is the matter
    """The incidents topic holds no such incident, or its tombstone."""


class Retraction(NamedTuple):
    """The incident as it was before, and where the withdrawal stands; None where it was retracted already."""

    incident: Incident
    position: str | None


async def retract(settings: Settings, incident_id: str, *, reason: str, operator: str, now_ms: int) -> Retraction:
    """Write the withdrawal of an incident, unless it is retracted already.

    Raises:
        UnknownIncident: there is no such incident.
        MissingTopics, Unreachable: of the broker.
        SendFailed: whether the withdrawal is written is not known; giving the order again is harmless.
    """
    await require(settings, [Topic.INCIDENTS, Topic.EVENTS])
    record = await _current(settings, incident_id)
    incident = decode(Incident, record.value or b"")
    if incident.status == IncidentStatus.RETRACTED:
        return Retraction(incident, None)
    async with Sender(settings) as sender:
        event = withdrawal(incident, reason, operator)
        (stored,) = await sender.send([record_of(event, incident, record, settings.topic_prefix, now_ms)])
    return Retraction(incident, f"{stored.topic}/{stored.partition}/{stored.offset}")


def withdrawal(incident: Incident, reason: str, operator: str) -> ConflictEvent:
    """Return the event by which a person withdraws an incident; the same words give the same event."""
    uri = f"operator/{operator}/{incident.incident_id}"
    article_id = ids.article_id(None, uri)
    digest = ids.article_digest(None, None, reason, "usable")
    return ConflictEvent(
        event_id=ids.event_id(article_id, digest, 0),
        article=ArticleRef(uri=uri, article_id=article_id, digest=digest),
        event_type=incident.event_type,
        country=incident.country,
        withdraws=True,
        retracts=incident.incident_id,
        reason=reason,
        operator=operator,
    )


def record_of(event: ConflictEvent, incident: Incident, found: Record, prefix: str, now_ms: int) -> Record:
    """Return the record to write. A test incident, as ``found`` marks it, must not end in a live Cancel.

    It carries no ``origin``: what follows stems from no article but from this record.
    """
    headers = [("content-type", b"application/json")]
    if found.header("_test") == "true":
        headers.append(("_test", b"true"))
    key = (incident.country or UNKNOWN_COUNTRY).encode()
    return Record(Topic.EVENTS.name_with(prefix), key, encode(event), now_ms, tuple(headers))


async def _current(settings: Settings, incident_id: str) -> Record:
    """Return the newest record of an incident."""
    name = Topic.INCIDENTS.name_with(settings.topic_prefix)
    key, found, writers = incident_id.encode("utf-8", "replace"), None, Writers()
    async with reader(settings.kafka, name) as consumer:
        async for record in until_end(consumer):
            if record.key == key and model_of(incident_id) is Incident and not writers.is_late(key, record.headers):
                found = record
    if found is None or found.value is None:
        gone = "it was forgotten, 30 days after its end" if found is not None else "its alerts name it as incident_id"
        raise UnknownIncident(f"{name} holds no incident {incident_id}: {gone}")
    return found
