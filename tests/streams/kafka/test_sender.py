"""A send returns when the broker has the records, in order; what cannot be sent is refused before anything is."""

import asyncio

import pytest

from schemas.topics import Topic
from streams.kafka.reading import reader, until_end
from streams.kafka.sender import (
    MAX_REQUEST_BYTES,
    Sender,
    SendFailed,
    TooLarge,
    check_size,
)
from streams.kafka.topics import create
from streams.settings import Settings, WorkerSettings
from streams.stage import Record
from tests.conftest import PrivateBroker


def record(topic: str, value: bytes, **given: bytes) -> Record:
    return Record(topic=topic, value=value, timestamp_ms=1_778_485_560_000, key=given.get("key"))


@pytest.mark.parametrize(
    ("topic", "most"),
    [
        ("t-alerts", 64_000),
        ("t-incidents", 256_000),
        ("t-articles", Topic.ARTICLES.value.max_message_bytes),
        ("t-dead-letters", Topic.DEAD_LETTERS.value.max_message_bytes),
    ],
)
def test_a_record_may_have_the_size_its_topic_takes_and_not_a_byte_more(topic: str, most: int) -> None:
    check_size(record(topic, b"x" * most))
    with pytest.raises(TooLarge, match=f"^{most + 1} bytes, the topic {topic} takes at most {most}$"):
        check_size(record(topic, b"x" * (most + 1)))


def test_key_and_headers_count_where_the_broker_counts_them() -> None:
    most = Topic.VERDICTS.value.max_message_bytes
    with pytest.raises(TooLarge):
        check_size(record("t-verdicts", b"x" * most, key=b"k"))


@pytest.mark.kafka
def test_records_are_acknowledged_in_order_with_key_time_and_headers(settings: Settings) -> None:
    name = Topic.ALERTS.name_with(settings.topic_prefix)
    sent = [
        Record(topic=name, key=b"i", value=b"%d" % n, timestamp_ms=1_778_485_560_000 + n, headers=(("ce_id", b"a"),))
        for n in range(50)
    ]

    async def work() -> tuple[list[int], list[Record]]:
        await create(settings, topics=[Topic.ALERTS])
        async with Sender(settings) as sender:
            offsets = [each.offset for each in await sender.send(sent)]
        async with reader(settings.kafka, name) as consumer:
            return offsets, [each async for each in until_end(consumer)]

    offsets, found = asyncio.run(work())
    assert offsets == list(range(50))
    assert [(each.key, each.value, each.timestamp_ms, each.headers) for each in found] == [
        (each.key, each.value, each.timestamp_ms, each.headers) for each in sent
    ]


@pytest.mark.kafka
def test_the_largest_record_of_every_topic_passes_the_broker(settings: Settings) -> None:
    records = [
        record(each.name_with(settings.topic_prefix), b"x" * (each.value.max_value_bytes or most - 1), key=b"k")
        for each in Topic
        if (most := each.value.max_message_bytes)
    ]

    async def work() -> int:
        await create(settings)
        async with Sender(settings) as sender:
            return len(await sender.send(records))

    assert asyncio.run(work()) == len(Topic)
    assert max(len(each.value or b"") for each in records) < MAX_REQUEST_BYTES


@pytest.mark.kafka
def test_one_record_too_large_and_none_is_sent(settings: Settings) -> None:
    name = Topic.ALERTS.name_with(settings.topic_prefix)

    async def work() -> list[Record]:
        await create(settings, topics=[Topic.ALERTS])
        async with Sender(settings) as sender:
            with pytest.raises(TooLarge):
                await sender.send([record(name, b"small"), record(name, b"x" * 64_001)])
        async with reader(settings.kafka, name) as consumer:
            return [each async for each in until_end(consumer)]

    assert asyncio.run(work()) == []


@pytest.mark.kafka
def test_a_broker_that_does_not_acknowledge_fails_the_send(private_broker: PrivateBroker) -> None:
    broker = private_broker()
    settings = Settings.model_validate(
        {"kafka": {"bootstrap_servers": broker.bootstrap}, "worker": WorkerSettings(send_seconds=1)}
    )

    async def work() -> None:
        await create(settings, topics=[Topic.ALERTS])
        async with Sender(settings) as sender:
            await sender.send([record("tocsin-alerts", b"1")])
            broker.pause()
            try:
                with pytest.raises(SendFailed, match=r"(no acknowledgement within 1 s|RequestTimedOut)"):
                    await sender.send([record("tocsin-alerts", b"2")])
            finally:
                broker.resume()

    asyncio.run(work())


@pytest.mark.kafka
def test_a_record_without_key_and_value_is_sent(settings: Settings) -> None:
    name = Topic.DEAD_LETTERS.name_with(settings.topic_prefix)

    async def work() -> list[Record]:
        await create(settings, topics=[Topic.DEAD_LETTERS])
        async with Sender(settings) as sender:
            await sender.send([Record(topic=name, key=None, value=None, timestamp_ms=1_778_485_560_000)])
        async with reader(settings.kafka, name) as consumer:
            return [each async for each in until_end(consumer)]

    (read,) = asyncio.run(work())
    assert (read.key, read.value) == (b"", None)
