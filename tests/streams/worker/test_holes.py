"""A hole in a topic is told from a skipped record: transactions leave holes, and time deletes."""

import asyncio
import uuid

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin.records_to_delete import RecordsToDelete

from schemas.topics import Topic
from streams.kafka.connection import admin, client_options
from streams.kafka.reading import reader
from streams.kafka.topics import create
from streams.settings import KafkaSettings, Settings
from streams.worker.guards import Skip
from streams.worker.holes import first_record, is_hole, start_of

pytestmark = pytest.mark.kafka


@pytest.fixture(scope="module")
def settings(kafka: str) -> Settings:
    """Give a topic with records 0 to 4, a transaction's mark at 5, records 6 to 8, another mark; 0 to 2 are deleted."""
    made = Settings(kafka=KafkaSettings(bootstrap_servers=kafka), topic_prefix=f"h{uuid.uuid4().hex[:8]}-")
    asyncio.run(fill(made))
    return made


async def fill(settings: Settings) -> None:
    await create(settings, topics=[Topic.EVENTS])
    name = Topic.EVENTS.name_with(settings.topic_prefix)
    producer = AIOKafkaProducer(**client_options(settings.kafka), transactional_id=settings.topic_prefix)
    await producer.start()
    for count in (5, 3):
        async with producer.transaction():
            for _ in range(count):
                await producer.send_and_wait(name, b"x", partition=0)
    await producer.stop()
    async with admin(settings.kafka) as client:
        await client.delete_records({TopicPartition(name, 0): RecordsToDelete(before_offset=3)})


@pytest.mark.parametrize(
    ("expected", "found", "hole"),
    [(5, 6, True), (4, 6, False), (6, 5, False), (3, 4, False), (0, 3, True), (0, 4, False)],
)
def test_only_what_the_topic_does_not_hold_is_a_hole(settings: Settings, expected: int, found: int, hole: bool) -> None:
    topic = Topic.EVENTS.name_with(settings.topic_prefix)
    assert asyncio.run(is_hole(settings, topic, Skip(0, expected, found))) is hole


@pytest.mark.parametrize(("start", "first"), [(0, 3), (5, 6), (9, None)])
def test_the_first_record_is_found_past_marks_and_deleted_ones(
    settings: Settings, start: int, first: int | None
) -> None:
    async def found() -> int | None:
        name = Topic.EVENTS.name_with(settings.topic_prefix)
        async with reader(settings.kafka, name) as consumer:
            return await first_record(consumer, TopicPartition(name, 0), start, end=10)

    assert asyncio.run(found()) == first


def test_a_group_goes_on_from_its_committed_offset_or_from_the_beginning(settings: Settings) -> None:
    name = Topic.EVENTS.name_with(settings.topic_prefix)

    async def starts() -> list[int]:
        before = await start_of(settings, "somebody", name, 0)
        consumer = AIOKafkaConsumer(**client_options(settings.kafka), group_id="somebody", enable_auto_commit=False)
        await consumer.start()
        consumer.assign([TopicPartition(name, 0)])
        await consumer.commit({TopicPartition(name, 0): 7})
        await consumer.stop()
        return [before, await start_of(settings, "somebody", name, 0)]

    assert asyncio.run(starts()) == [0, 7]
