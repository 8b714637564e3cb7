"""Where a stage begins that has never run."""

import asyncio
import uuid
from datetime import UTC, datetime

import pytest

from schemas.topics import Topic
from streams.kafka.connection import admin
from streams.kafka.groups import group_name
from streams.kafka.sender import Sender
from streams.kafka.topics import create
from streams.settings import KafkaSettings, Settings
from streams.stage import Record
from streams.topology import DETECT
from streams.worker.first_start import set_start

pytestmark = pytest.mark.kafka
HOUR_MS = 3_600_000


async def fed(kafka: str) -> Settings:
    """Give a deployment whose one article partition holds a record of each hour of the day of 1 January 2026."""
    settings = Settings(kafka=KafkaSettings(bootstrap_servers=kafka), topic_prefix=f"s{uuid.uuid4().hex[:8]}-")
    await create(settings, partitions={Topic.ARTICLES: 1}, retention_ms=-1)
    midnight = round(datetime(2026, 1, 1, tzinfo=UTC).timestamp() * 1000)
    name = Topic.ARTICLES.name_with(settings.topic_prefix)
    async with Sender(settings) as sender:
        await sender.send([Record(name, b"k", b"v", midnight + hour * HOUR_MS) for hour in range(24)])
    return settings


async def committed(settings: Settings) -> list[int]:
    async with admin(settings.kafka) as client:
        found = await client.list_consumer_group_offsets(group_name(settings.topic_prefix, "detect"))
        return [at.offset for at in found.values()]


@pytest.mark.parametrize(
    ("start", "offset"),
    [
        ("latest", 24),
        (datetime(2026, 1, 1, 7, tzinfo=UTC), 7),
        (datetime(2026, 1, 1, 7, 30, tzinfo=UTC), 8),
        (datetime(2025, 1, 1, tzinfo=UTC), 0),
        (datetime(2027, 1, 1, tzinfo=UTC), 24),
    ],
)
def test_a_group_that_never_ran_begins_where_it_is_told(kafka: str, start: datetime | str, offset: int) -> None:
    async def run() -> tuple[list[int], list[int]]:
        settings = await fed(kafka)
        return await set_start(settings, DETECT, start), await committed(settings)

    assert asyncio.run(run()) == ([0], [offset])


def test_a_group_that_has_run_keeps_its_place(kafka: str) -> None:
    async def run() -> tuple[list[int], list[int]]:
        settings = await fed(kafka)
        await set_start(settings, DETECT, datetime(2026, 1, 1, 7, tzinfo=UTC))
        return await set_start(settings, DETECT, "latest"), await committed(settings)

    assert asyncio.run(run()) == ([], [7])
