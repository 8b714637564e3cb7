"""The state with which track begins, as the incidents topic holds it."""

import asyncio
import uuid
from collections.abc import Sequence
from dataclasses import replace

import pytest

from schemas.codec import BadRecord, encode
from schemas.incident import Incident
from schemas.topics import Topic
from streams.kafka.sender import Sender
from streams.kafka.topics import create
from streams.settings import KafkaSettings, Settings
from streams.stage import Record
from streams.worker.incident_records import AT_ONCE, IncidentRecords
from streams.worker.writers import Writer
from tests.builders import Desk, event

pytestmark = pytest.mark.kafka


@pytest.fixture
def settings(kafka: str) -> Settings:
    made = Settings(kafka=KafkaSettings(bootstrap_servers=kafka), topic_prefix=f"i{uuid.uuid4().hex[:8]}-")
    asyncio.run(create(made, topics=[Topic.INCIDENTS], retention_ms=-1))
    return made


def told(count: int) -> list[Incident]:
    """Return incidents of different towns, in order of their ids."""
    desk = Desk().take_all(event(place=f"Town {number}", uri=f"a{number}", killed=3) for number in range(1, count + 1))
    return sorted(desk.state, key=lambda each: each.incident_id)


def record(incident: Incident, value: bytes | None, *headers: tuple[str, bytes]) -> Record:
    return Record("", incident.incident_id.encode(), value, 1, headers=headers)


def read(settings: Settings, records: Sequence[Record]) -> tuple[dict[str, bytes], int]:
    """Write records to the incidents topic and read the state back; return it with the number of records seen."""
    name = Topic.INCIDENTS.name_with(settings.topic_prefix)

    async def both() -> tuple[dict[str, bytes], int]:
        async with Sender(settings) as sender:
            await sender.send([replace(each, topic=name) for each in records])
        reading = IncidentRecords(settings)
        return {each.incident_id: encode(each) for each in await reading.read()}, reading.seen

    return asyncio.run(both())


def test_the_state_holds_the_last_record_of_each_incident_and_none_that_is_gone(settings: Settings) -> None:
    first, *others = told(2 * AT_ONCE + 5)
    newer = first.model_copy(update={"revision": first.revision + 1})
    records = [record(each, encode(each)) for each in (first, *others)]
    state, seen = read(settings, [*records, record(first, encode(newer)), record(others[-1], None)])
    assert state == {each.incident_id: encode(each) for each in (newer, *others[:-1])}
    assert seen == len(records) + 2


def test_an_empty_topic_is_an_empty_state(settings: Settings) -> None:
    assert read(settings, []) == ({}, 0)


def test_what_a_process_wrote_that_had_been_replaced_is_left_out(settings: Settings) -> None:
    (first, second) = told(2)
    newer = first.model_copy(update={"revision": first.revision + 1})
    state, _ = read(
        settings,
        [
            record(first, encode(first), Writer(1, 10).header),
            record(first, encode(newer), Writer(2, 12).header),
            record(second, encode(second), Writer(2, 13).header),
            record(first, encode(first), Writer(1, 11).header),
            record(second, None, Writer(1, 11).header),
        ],
    )
    assert state == {first.incident_id: encode(newer), second.incident_id: encode(second)}


def test_a_record_that_cannot_be_read_is_named(settings: Settings) -> None:
    (first,) = told(1)
    with pytest.raises(BadRecord, match=f"incident {first.incident_id}"):
        read(settings, [record(first, b'{"incident_id": 5}')])


def test_track_sees_one_order_of_events_and_holds_one_state() -> None:
    assert Topic.INCIDENTS.value.partitions == Topic.EVENTS.value.partitions == 1


def test_they_come_in_the_order_of_their_last_change(settings: Settings) -> None:
    first, second, third = told(3)
    changes = [first, second, third, first]
    state, _ = read(settings, [record(each, encode(each)) for each in changes])
    assert list(state) == [each.incident_id for each in (second, third, first)]
