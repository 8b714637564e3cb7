"""Record a range of topics into an archive: partition after partition, each record once, up to where they end now.

A range is half-open: from the first time or offset on, before the second. Times are those of the records, which need
not be sorted: everything that may lie in the range is read, and what lies outside is left out. Example::

    with NewArchive(Path("news")) as archive:
        await record(settings, [Topic.ARTICLES], Bound(time_ms=0), Bound(), archive)
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass, field

from aiokafka import AIOKafkaConsumer, TopicPartition

from schemas.topics import Topic
from streams.archive.writing import NewArchive
from streams.kafka.connection import Unreachable
from streams.kafka.reading import reader, record_of
from streams.kafka.topics import require
from streams.settings import Settings
from streams.stage import Record

#: Records taken over from the client at a time; they are at most 4 MiB each.
BATCH_RECORDS = 500
#: Time without anything from the broker after which recording ends with an error.
STALL_SECONDS = 60.0


class NotThere(Exception):  # noqa: N818 - the name says what is the matter
    """A partition or an offset that was asked for does not exist, or not any more."""


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a range: a time (Unix ms), or an offset for each partition that is named. Neither: no limit.

    Where a bound names partitions, only these are recorded.
    """

    time_ms: int | None = None
    offsets: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Range:
    """The offsets of a partition to read, the last one exclusive."""

    partition: TopicPartition
    first: int
    after: int


async def record(
    settings: Settings,
    topics: Iterable[Topic],
    start: Bound,
    end: Bound,
    archive: NewArchive,
    advance: Callable[[int, int], None] = lambda _read, _total: None,
    *,
    stall_seconds: float = STALL_SECONDS,
) -> None:
    """Write the records of topics from ``start`` on and before ``end``, one file a topic.

    ``advance`` is called with how many offsets are read, and of how many.

    Raises:
        NotThere: an offset or partition does not exist.
        Unreachable: no broker answers, it refuses, or it stops answering; topics are missing.
    """
    names = [topic.name_with(settings.topic_prefix) for topic in topics]
    await require(settings, topics)
    async with reader(settings.kafka, *names) as consumer:
        ranges = {name: await _ranges(consumer, name, start, end) for name in names}
        consumer.pause(*consumer.assignment())
        total, read = sum(each.after - each.first for found in ranges.values() for each in found), 0
        for name in names:
            file = archive.file(name)
            for asked in ranges[name]:
                counted, expected = file.partition(asked.partition.partition), asked.first
                async for each in _records(consumer, asked, stall_seconds):
                    counted.holes += each.offset - expected
                    expected = each.offset + 1
                    read += 1
                    if _within(each, start, end):
                        file.add(each)
                    advance(read, total)
                counted.holes += asked.after - expected
                read += counted.holes
                advance(read, total)


async def _ranges(consumer: AIOKafkaConsumer, topic: str, start: Bound, end: Bound) -> list[Range]:
    """Return which offsets of each partition may lie between the bounds."""
    partitions = {each.partition: each for each in consumer.assignment() if each.topic == topic}
    for asked in (*start.offsets, *end.offsets):
        if asked not in partitions:
            raise NotThere(f"{topic} has no partition {asked}, it has {len(partitions)}")
    named = set(start.offsets) | set(end.offsets) or set(partitions)
    chosen = [partitions[number] for number in sorted(named)]
    begins, ends = await consumer.beginning_offsets(chosen), await consumer.end_offsets(chosen)
    from_time = {} if start.time_ms is None else await consumer.offsets_for_times(dict.fromkeys(chosen, start.time_ms))
    ranges = []
    for each in chosen:
        first, after = begins[each], ends[each]
        for bound in (start, end):
            offset = bound.offsets.get(each.partition)
            if offset is not None and not first <= offset <= after:
                raise NotThere(
                    f"{topic}/{each.partition} holds the offsets from {first} to before {after}, not {offset}"
                )
        if each in from_time:
            # The first record that is not older; none: the partition has nothing to give.
            found = from_time[each]
            first = after if found is None else max(first, found.offset)
        first = start.offsets.get(each.partition, first)
        ranges.append(Range(each, first, max(first, end.offsets.get(each.partition, after))))
    return ranges


async def _records(consumer: AIOKafkaConsumer, asked: Range, stall_seconds: float) -> AsyncIterator[Record]:
    """Yield the records of a partition's range in order."""
    partition, position = asked.partition, asked.first
    if position >= asked.after:
        return
    consumer.resume(partition)
    consumer.seek(partition, position)
    while position < asked.after:
        before = position
        try:
            async with asyncio.timeout(stall_seconds):
                # An empty answer whose position moved on is a gap: compacted, or deleted since we began.
                while not (batch := await _fetch(consumer, partition)) and position == before:
                    position = await consumer.position(partition)
        except TimeoutError:
            place = f"{partition.topic}/{partition.partition}"
            raise Unreachable(f"{place}: nothing came from offset {position} on for {stall_seconds:g} s") from None
        for each in batch:
            if each.offset >= asked.after:
                break
            yield each
        position = await consumer.position(partition)
    consumer.pause(partition)


async def _fetch(consumer: AIOKafkaConsumer, partition: TopicPartition) -> list[Record]:
    found = await consumer.getmany(partition, timeout_ms=500, max_records=BATCH_RECORDS)
    return [record_of(each) for each in found.get(partition, ())]


def _within(record: Record, start: Bound, end: Bound) -> bool:
    return (start.time_ms is None or record.timestamp_ms >= start.time_ms) and (
        end.time_ms is None or record.timestamp_ms < end.time_ms
    )
