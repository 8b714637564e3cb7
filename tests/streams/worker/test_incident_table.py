"""The table that Faust recovers from the incidents topic."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from schemas.codec import BadRecord, encode
from schemas.topics import Topic
from streams.incidents.packed import pack, unpack
from streams.settings import Settings
from streams.topology import TRACK
from streams.worker.application import application
from streams.worker.incident_table import PARTITIONS, incident_table, recovered, restored
from streams.worker.writers import Writer
from tests.builders import Desk, event


def test_its_changelog_is_the_incidents_topic_in_bytes() -> None:
    loop = asyncio.new_event_loop()
    settings = Settings(topic_prefix="desk-")
    app = application(settings, TRACK, loop)
    table = incident_table(app, settings)
    assert table.changelog_topic.get_topic_name() == "desk-incidents"
    assert not table.changelog_topic.acks
    assert (table.partitions, table.key_serializer, table.value_serializer) == (PARTITIONS, "raw", "raw")
    assert PARTITIONS == Topic.INCIDENTS.value.partitions == Topic.EVENTS.value.partitions
    loop.close()


def test_what_recovery_reads_is_packed() -> None:
    loop = asyncio.new_event_loop()
    settings = Settings()
    table = incident_table(application(settings, TRACK, loop), settings)
    message = SimpleNamespace(value=b"{}", partition=0, headers=None)
    batch: Any = [SimpleNamespace(key=b"i-1", value=b"{}", message=message)]
    table.apply_changelog_batch(batch)
    assert {key: unpack(packed) for key, packed in table.items()} == {b"i-1": b"{}"}
    loop.close()


def test_what_a_process_wrote_that_had_been_replaced_is_left_out() -> None:
    loop = asyncio.new_event_loop()
    settings = Settings()
    table = incident_table(application(settings, TRACK, loop), settings)

    def read(key: bytes, value: bytes | None, generation: int, position: int) -> Any:
        headers = [Writer(generation, position).header]
        message = SimpleNamespace(value=value, partition=0, headers=headers, offset=position)
        return SimpleNamespace(key=key, value=value, message=message)

    table.apply_changelog_batch([read(b"i-1", b"old", 1, 10), read(b"i-1", b"new", 2, 12), read(b"i-2", b"x", 2, 13)])
    table.apply_changelog_batch([read(b"i-1", b"late", 1, 11), read(b"i-2", None, 1, 11)])
    assert {key: unpack(packed) for key, packed in table.items()} == {b"i-1": b"new", b"i-2": b"x"}
    loop.close()


def test_what_it_holds_is_read_back_as_incidents() -> None:
    desk = Desk()
    desk.take(event(killed=3))
    held: Any = {each.incident_id.encode(): pack(encode(each)) for each in desk.state}
    assert list(asyncio.run(restored(held))) == list(desk.state)


def test_a_record_that_cannot_be_read_is_named() -> None:
    held: Any = {b"i-1": pack(b'{"incident_id": 5}')}
    with pytest.raises(BadRecord, match="incident i-1"):
        asyncio.run(restored(held))


def test_what_recovery_has_read_is_a_sign_of_progress() -> None:
    offsets = {"a": 5, "b": 7}
    app: Any = SimpleNamespace(tables=SimpleNamespace(recovery=SimpleNamespace(active_offsets=offsets)))
    assert recovered(app) == 12
