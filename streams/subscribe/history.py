"""Read back what stood before the start: which incidents passed there, and what an earlier run of the group gave.

Example: a group filters for Ukraine and resumes in the middle of an incident whose last report names no country; its
first alert, read back, says that the incident passed, so the Update is given.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from aiokafka import AIOKafkaConsumer, TopicPartition

from schemas.alert import Alert
from schemas.codec import BadRecord, decode
from streams.kafka.connection import Unreachable
from streams.kafka.reading import reader, record_of
from streams.settings import Settings
from streams.subscribe.filters import Filter, is_test
from streams.subscribe.partitions import Placed
from streams.subscribe.screen import MAX_INCIDENTS, Screen

#: Most records of a partition that are read back: for incidents that passed; and for a worker's repeats, which follow
#: their originals within seconds.
MAX_HISTORY, MAX_REPEATS = MAX_INCIDENTS, 5_000
#: Seconds without a record after which the broker is taken for gone.
STALL_SECONDS = 30.0


async def recall(settings: Settings, placed: Sequence[Placed], screen: Screen, wanted: Filter) -> None:
    """Let the screen remember what stands before the places; reads nothing where nothing depends on it.

    Raises:
        Unreachable: the broker does not answer.
    """
    spans = {each.partition: each for each in placed if _first(each, wanted) < each.offset}
    if not spans:
        return
    topic = next(iter(spans)).topic
    async with reader(settings.kafka, topic) as consumer:
        consumer.assign(list(spans))
        for partition, each in spans.items():
            consumer.seek(partition, _first(each, wanted))
        await _read(consumer, spans, screen)


def _first(placed: Placed, wanted: Filter) -> int:
    """Return the offset at which reading back begins; that of the place itself where nothing is to be read."""
    most = MAX_HISTORY if wanted.forgets else MAX_REPEATS if placed.resumed else 0
    return max(placed.first, placed.offset - most)


async def _read(consumer: AIOKafkaConsumer, spans: dict[TopicPartition, Placed], screen: Screen) -> None:
    heard = asyncio.get_running_loop().time()
    while open_spans := [each for each, to in spans.items() if await consumer.position(each) < to.offset]:
        batches = await consumer.getmany(*open_spans, timeout_ms=500)
        for partition, batch in batches.items():
            for record in map(record_of, batch):
                if record.offset >= spans[partition].offset:
                    break
                try:
                    alert = decode(Alert, record.value or b"")
                except BadRecord:
                    continue  # told when it was new
                screen.recall(alert, test=is_test(alert, record), given=spans[partition].resumed)
            await asyncio.sleep(0)  # the group's heartbeats must not wait for a month of alerts
        now = asyncio.get_running_loop().time()
        if batches:
            heard = now
        elif now - heard > STALL_SECONDS:
            raise Unreachable("the broker stopped to answer while the topic was read back")
