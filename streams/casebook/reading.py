"""Read incidents: from Kafka, to where the topic ends now, or from the lines of an archive.

An archive holds records as ``tocsin record`` and ``tocsin replay --emit incidents,alerts`` write them, or plain JSON
Lines of incident records. Example: ``collected = await from_kafka(settings)``.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing
from datetime import timedelta
from typing import Any

import orjson

from schemas.codec import BadRecord
from schemas.incident import Incident
from schemas.topics import Topic
from streams.archive.files import Line
from streams.archive.lines import read_line
from streams.casebook.collecting import Collected
from streams.casebook.finding import cleaned
from streams.incidents.reports import MAX_AHEAD
from streams.kafka.reading import reader, until_end
from streams.kafka.topics import require
from streams.settings import Settings
from streams.stage import Record

#: Clocks of the broker and of whoever sent an article may differ by as much.
_SLACK = timedelta(hours=1)


async def from_kafka(settings: Settings, messages_of: str | None = None) -> Collected:
    """Return the incidents of a deployment; with ``messages_of`` also the messages of the one whose id begins so.

    Raises:
        NotOne: no id begins so, or several do.
        BadRecord: the record of that incident cannot be read.
        MissingTopics, Unreachable: of the broker.
    """
    await require(settings, [Topic.INCIDENTS] if messages_of is None else [Topic.INCIDENTS, Topic.ALERTS])
    collected = Collected(None if messages_of is None else cleaned(messages_of))
    async with reader(settings.kafka, Topic.INCIDENTS.name_with(settings.topic_prefix)) as consumer:
        async for record in until_end(consumer):
            collected.take(record)
    if messages_of is not None:
        incident = collected.one(messages_of)
        async with aclosing(_alerts(settings, incident)) as records:
            async for record in records:
                collected.take(record)
    return collected


async def _alerts(settings: Settings, incident: Incident) -> AsyncGenerator[Record, None]:
    """Yield the alerts of an incident that its record does not hold any more, from its first one on."""
    lacking = {sent.alert_id for sent in incident.alerts if sent.body is None}
    key = incident.incident_id.encode()
    if not lacking:
        return
    async with reader(settings.kafka, Topic.ALERTS.name_with(settings.topic_prefix)) as consumer:
        since = round((incident.first_seen - MAX_AHEAD - _SLACK).timestamp() * 1000)
        partitions = list(consumer.assignment())
        places = await consumer.offsets_for_times(dict.fromkeys(partitions, max(0, since)))
        for partition in partitions:
            place = places[partition]
            if place is None:
                await consumer.seek_to_end(partition)
            else:
                consumer.seek(partition, place.offset)
        async for record in until_end(consumer):
            if record.key == key:
                yield record
                lacking -= {_alert_id(record)}
                if not lacking:
                    return


def from_lines(lines: Iterable[Line], messages_of: str | None = None) -> Collected:
    """Return the incidents of an archive; lines that are no records are told in ``bad``."""
    collected = Collected(None if messages_of is None else cleaned(messages_of))
    for line in lines:
        try:
            collected.take(record_in(line))
        except BadRecord as error:
            collected.bad.append(f"line {line.number}: {error}")
    return collected


def record_in(line: Line) -> Record:
    """Return the record in a line of an archive, or the one that holds a line that is an incident or alert itself.

    Raises:
        BadRecord: the line is no record.
    """
    try:
        record = read_line(line.text, line.number)
    except BadRecord:
        alone = _alone(line)
        if alone is None:
            raise
        return alone
    return record if record.key is not None else _keyed(record)


def _alone(line: Line) -> Record | None:
    """Return the record of a line that is a message without one around it."""
    fields = _object(line.text)
    name = fields.get("incident_id")
    if "topic" in fields or not isinstance(name, str):
        return None
    topic = Topic.ALERTS if "alert_id" in fields else Topic.INCIDENTS
    return Record(topic.name_with(), name.encode(), line.text, 0, offset=line.number)


def _keyed(record: Record) -> Record:
    """Return a record whose key was left out with the id that its value gives."""
    name = _object(record.value or b"").get("incident_id")
    if not isinstance(name, str):
        return record
    return Record(record.topic, name.encode(), record.value, record.timestamp_ms, record.headers)


def _alert_id(record: Record) -> Any:
    return _object(record.value or b"").get("alert_id")


def _object(text: bytes) -> dict[str, Any]:
    try:
        fields = orjson.loads(text)
    except orjson.JSONDecodeError:
        return {}
    return fields if isinstance(fields, dict) else {}
