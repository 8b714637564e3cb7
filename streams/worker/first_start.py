"""Where a stage begins that has never run: ``--from`` sets the offsets of a group that has none.

Example: ``await set_start(settings, DETECT, datetime(2026, 3, 1, tzinfo=UTC))``; a group that has run keeps its place.
"""

from __future__ import annotations

from datetime import datetime

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from streams.kafka.connection import client_options, connected, unreachable
from streams.kafka.groups import group_name
from streams.kafka.reading import partitions_of
from streams.settings import Settings
from streams.stage import Stage


async def set_start(settings: Settings, stage: Stage, start: datetime | str) -> list[int]:
    """Commit where ``stage`` begins on partitions that its group never committed; return those partitions.

    ``start``: ``latest``, or the time of the first record to read.

    Raises:
        Unreachable: the broker does not answer or refuses; it refuses while the group runs elsewhere.
    """
    topic = stage.reads.name_with(settings.topic_prefix)
    consumer = AIOKafkaConsumer(
        **client_options(settings.kafka),
        group_id=group_name(settings.topic_prefix, stage.name),
        enable_auto_commit=False,
    )
    try:
        await connected(settings.kafka, consumer.start())
        partitions = [TopicPartition(topic, each) for each in sorted(await partitions_of(consumer, topic))]
        consumer.assign(partitions)
        fresh = [each for each in partitions if await consumer.committed(each) is None]
        if not fresh:
            return []
        offsets = await consumer.end_offsets(fresh)
        if isinstance(start, datetime):
            asked = dict.fromkeys(fresh, round(start.timestamp() * 1000))
            found = await consumer.offsets_for_times(asked)
            # None: every record is older; the end is where newer ones will be.
            offsets |= {each: at.offset for each, at in found.items() if at is not None}
        await consumer.commit(offsets)
        return [each.partition for each in fresh]
    except KafkaError as error:
        raise unreachable(settings.kafka, error) from None
    finally:
        await consumer.stop()
