"""Tell a hole in a topic from an event that was skipped: the broker is asked whether a record stands in between.

The first event of a partition is held against the committed offset: after a start Faust may skip its first fetch.

Whoever writes with transactions leaves marks among the records that no reader ever sees, and time deletes from the
front. Example: after offset 4 comes 6, and the broker has no record 5: nothing was lost.
"""

from __future__ import annotations

import asyncio

from aiokafka import AIOKafkaConsumer, TopicPartition

from streams.kafka.connection import admin
from streams.kafka.reading import reader
from streams.settings import Settings
from streams.worker.guards import Skip

#: Longest time for the broker to say what there is.
SECONDS = 10.0


async def start_of(settings: Settings, group: str, topic: str, partition: int) -> int:
    """Return the offset from which a group goes on: the committed one, 0 where there is none.

    Raises:
        Unreachable, TimeoutError: the broker does not say.
    """
    asked = TopicPartition(topic, partition)
    async with asyncio.timeout(SECONDS), admin(settings.kafka) as client:
        found = await client.list_consumer_group_offsets(group, partitions=[asked])
    return max(0, found[asked].offset) if asked in found else 0


async def is_hole(settings: Settings, topic: str, skip: Skip) -> bool:
    """Return whether the topic has no record that was skipped; a step back is none.

    Raises:
        Unreachable, TimeoutError: the broker does not say.
    """
    if skip.found <= skip.expected:
        return False
    partition = TopicPartition(topic, skip.partition)
    async with asyncio.timeout(SECONDS), reader(settings.kafka, topic) as consumer:
        consumer.pause(*consumer.assignment())
        return await first_record(consumer, partition, skip.expected, skip.found) is None


async def first_record(consumer: AIOKafkaConsumer, partition: TopicPartition, start: int, end: int) -> int | None:
    """Return the offset of the first record from ``start`` on, None when there is none before ``end``.

    The partition is paused afterwards, so that nothing more of it is fetched.
    """
    consumer.seek(partition, start)
    consumer.resume(partition)
    try:
        while await consumer.position(partition) < end:
            for record in (await consumer.getmany(partition, timeout_ms=200, max_records=1)).get(partition, ()):
                return record.offset if record.offset < end else None
        return None
    finally:
        consumer.pause(partition)
