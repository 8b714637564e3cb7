"""Read topics from and to positions, without a group: for subscribers, archives, dead letters and checks.

Example::

    async with reader(settings.kafka, "tocsin-alerts") as consumer:
        async for record in until_end(consumer): ...
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError
from aiokafka.structs import ConsumerRecord

from streams.kafka.connection import client_options, connected, unreachable
from streams.kafka.header_names import read_any_header_name
from streams.kafka.sender import MAX_REQUEST_BYTES
from streams.kafka.topics import look_up, missing
from streams.settings import KafkaSettings
from streams.stage import Record

#: How long the broker may hold a fetch that finds nothing: aiokafka tells of no position before its first one is back.
FETCH_WAIT_MS = 100


@asynccontextmanager
async def reader(kafka: KafkaSettings, *topics: str, **options: Any) -> AsyncIterator[AIOKafkaConsumer]:
    """Give a consumer assigned to all partitions of the topics, at their beginnings; it belongs to no group.

    ``options`` are those of AIOKafkaConsumer. Any error of Kafka inside the block is told as Unreachable.

    Raises:
        MissingTopics: one of them does not exist.
        Unreachable: no broker answers, or it refuses.
    """
    read_any_header_name()
    consumer = AIOKafkaConsumer(
        **client_options(kafka),
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=MAX_REQUEST_BYTES,
        **({"fetch_max_wait_ms": FETCH_WAIT_MS} | options),
    )
    try:
        await connected(kafka, consumer.start())
        partitions = [
            TopicPartition(topic, each) for topic in topics for each in sorted(await partitions_of(consumer, topic))
        ]
        consumer.assign(partitions)
        await consumer.seek_to_beginning(*partitions)
        yield consumer
    except KafkaError as error:
        raise unreachable(kafka, error) from None
    finally:
        await _stopped(consumer)


async def _stopped(consumer: AIOKafkaConsumer) -> None:
    try:
        await consumer.stop()
    except asyncio.CancelledError:
        # After a failed start the client hands on the end of a task that it has cancelled itself.
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            raise


async def partitions_of(consumer: AIOKafkaConsumer, topic: str, *, seconds: float = 10) -> set[int]:
    """Return the partitions of a topic; a new one needs a moment until the broker tells of it.

    Raises:
        MissingTopics: the topic does not exist, nor does it within ``seconds``.
        KafkaError: the broker does not answer, or does not let this login see the topic.
    """
    deadline = asyncio.get_running_loop().time() + seconds
    while True:
        # The consumer's own cache knows only topics that it was told to follow.
        found = await look_up(consumer._client, [topic])  # noqa: SLF001 - no public way to ask by name
        if topic in found:
            return {each["partition"] for each in found[topic]}
        if asyncio.get_running_loop().time() > deadline:
            raise missing([topic])
        await asyncio.sleep(0.1)


async def until_end(consumer: AIOKafkaConsumer, *, timeout_ms: int = 500) -> AsyncIterator[Record]:
    """Yield every record up to where the partitions end now, in order within each partition."""
    partitions = list(consumer.assignment())
    ends = await consumer.end_offsets(partitions)
    open_ends = {each for each in partitions if await consumer.position(each) < ends[each]}
    while open_ends:
        for partition, batch in (await consumer.getmany(*open_ends, timeout_ms=timeout_ms)).items():
            for each in batch:
                if each.offset < ends[partition]:
                    yield record_of(each)
        # Compaction may have taken the last records: the position, not the record, says that the end is reached.
        open_ends = {each for each in open_ends if await consumer.position(each) < ends[each]}


def record_of(received: ConsumerRecord[bytes | None, bytes | None]) -> Record:
    """Return what was received as a record of ours."""
    return Record(
        topic=received.topic,
        key=received.key,
        value=received.value,
        timestamp_ms=received.timestamp,
        headers=tuple((name, value or b"") for name, value in received.headers),
        partition=received.partition,
        offset=received.offset,
    )
