"""Reading to the end ends, whatever stands there: nothing, a hole, or a marker that is no record."""

import asyncio

import pytest
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin.records_to_delete import RecordsToDelete
from aiokafka.structs import ConsumerRecord

from schemas.topics import Topic
from streams.kafka.connection import admin
from streams.kafka.reading import partitions_of, reader, record_of, until_end
from streams.kafka.sender import Sender
from streams.kafka.topics import MissingTopics, create
from streams.settings import Settings
from streams.stage import Record


async def sent(settings: Settings, topic: Topic, values: range) -> str:
    """Create a topic, send a record for each number, and return its name."""
    name = topic.name_with(settings.topic_prefix)
    await create(settings, topics=[topic])
    async with Sender(settings) as sender:
        await sender.send([Record(topic=name, key=b"%d" % n, value=b"%d" % n, timestamp_ms=n) for n in values])
    return name


async def read(settings: Settings, *names: str) -> list[Record]:
    async with asyncio.timeout(30):  # instead of for ever
        async with reader(settings.kafka, *names) as consumer:
            return [each async for each in until_end(consumer)]


def test_what_was_received_keeps_its_place_and_its_headers() -> None:
    received = ConsumerRecord(
        topic="t", partition=3, offset=7, timestamp=5, timestamp_type=0, key=b"k", value=None, checksum=None,
        serialized_key_size=1, serialized_value_size=-1, headers=(("_test", b"true"), ("empty", None)),
    )  # fmt: skip
    assert record_of(received) == Record(
        topic="t",
        key=b"k",
        value=None,
        timestamp_ms=5,
        headers=(("_test", b"true"), ("empty", b"")),
        partition=3,
        offset=7,
    )


@pytest.mark.kafka
def test_everything_is_read_over_all_partitions_and_topics(settings: Settings) -> None:
    async def work() -> list[Record]:
        names = [await sent(settings, Topic.ARTICLES, range(200)), await sent(settings, Topic.ALERTS, range(200, 220))]
        return await read(settings, *names)

    found = asyncio.run(work())
    assert sorted(int(each.value or b"") for each in found) == list(range(220))
    places = [(each.topic, each.partition, each.offset) for each in found]
    for partition in {place[:2] for place in places}:  # in order within each
        mine = [place[2] for place in places if place[:2] == partition]
        assert mine == list(range(len(mine)))


@pytest.mark.kafka
def test_an_empty_topic_ends_at_once(settings: Settings) -> None:
    async def work() -> list[Record]:
        return await read(settings, await sent(settings, Topic.ALERTS, range(0)))

    assert asyncio.run(work()) == []


@pytest.mark.kafka
def test_records_that_are_gone_are_no_reason_to_wait(settings: Settings) -> None:
    async def work() -> tuple[list[Record], list[Record]]:
        name = await sent(settings, Topic.ALERTS, range(5))
        found = []
        for before in (3, 5):
            async with admin(settings.kafka) as client:
                await client.delete_records({TopicPartition(name, 0): RecordsToDelete(before_offset=before)})
            found.append(await read(settings, name))
        return found[0], found[1]

    some, none = asyncio.run(work())
    assert ([each.value for each in some], none) == ([b"3", b"4"], [])


@pytest.mark.kafka
def test_an_end_that_no_record_holds_is_reached(settings: Settings) -> None:
    async def work() -> list[Record]:
        name = await sent(settings, Topic.ALERTS, range(2))
        producer = AIOKafkaProducer(bootstrap_servers=settings.kafka.servers, transactional_id=settings.topic_prefix)
        async with producer, producer.transaction():  # its end is a marker at the last offset
            await producer.send_and_wait(name, b"2")
        return await read(settings, name)

    assert [each.value for each in asyncio.run(work())] == [b"0", b"1", b"2"]


@pytest.mark.kafka
def test_what_comes_while_reading_is_left_for_the_next_reader(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work() -> list[bytes | None]:
        name = await sent(settings, Topic.ALERTS, range(2))
        async with reader(settings.kafka, name) as consumer:
            ask = consumer.end_offsets

            async def ends_and_then_more(partitions: list[TopicPartition]) -> dict[TopicPartition, int]:
                ends: dict[TopicPartition, int] = await ask(partitions)
                await sent(settings, Topic.ALERTS, range(2, 4))
                consumer.seek(TopicPartition(name, 0), 0)  # one fetch brings all four
                return ends

            monkeypatch.setattr(consumer, "end_offsets", ends_and_then_more)
            return [each.value async for each in until_end(consumer)]

    assert asyncio.run(work()) == [b"0", b"1"]


@pytest.mark.kafka
def test_a_topic_that_is_not_there_is_named(settings: Settings) -> None:
    async def work() -> None:
        name = await sent(settings, Topic.ALERTS, range(0))
        async with reader(settings.kafka, name) as consumer:
            assert await partitions_of(consumer, name) == {0}
            await partitions_of(consumer, "nowhere", seconds=0)

    with pytest.raises(MissingTopics, match="missing on the broker: nowhere; `tocsin topics create`"):
        asyncio.run(work())
