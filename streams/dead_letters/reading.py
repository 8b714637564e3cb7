"""Read the dead-letter topic: the newest letters, the letter at a position, or all of them once.

Nothing is ever deleted from it: letters go when the topic's 14 days are over. Example::

    page = await newest(settings, Wanted(reasons=frozenset({"schema"})), 20)
"""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import NamedTuple

from aiokafka import AIOKafkaConsumer, TopicPartition

from schemas.topics import Topic
from streams.dead_letters.letter import Letter, Wanted
from streams.kafka.reading import reader, record_of, until_end
from streams.kafka.topics import require
from streams.settings import Settings

#: partition, offset
Position = tuple[int, int]


class NoSuchLetter(Exception):  # noqa: N818 - the name says what is the matter
    """There is no letter at a position; the message says which positions there are."""


class Page(NamedTuple):
    """The newest wanted letters, the newest last and without their values, and how many wanted ones are older."""

    letters: list[Letter]
    older: int


def topic_name(settings: Settings) -> str:
    """Return the full name of the dead-letter topic."""
    return Topic.DEAD_LETTERS.name_with(settings.topic_prefix)


@asynccontextmanager
async def letters(settings: Settings) -> AsyncIterator[AIOKafkaConsumer]:
    """Give a consumer of the dead letters, at their beginning.

    Raises:
        MissingTopics: there is no such topic.
        Unreachable: no broker answers, or it refuses.
    """
    await require(settings, [Topic.DEAD_LETTERS])
    # The broker answers one connection in order: a fetch that waits for records would hold up each question by 0.5 s.
    async with reader(settings.kafka, topic_name(settings), fetch_max_wait_ms=20) as consumer:
        yield consumer


async def newest(settings: Settings, wanted: Wanted, count: int) -> Page:
    """Return the ``count`` newest wanted letters (0: all), ordered by time.

    Raises:
        Unreachable: no broker answers, or it refuses.
    """
    async with letters(settings) as consumer:
        skipped = await _skip(consumer, wanted, count)
        # Partitions are read side by side: each keeps its own newest.
        kept: dict[int, deque[Letter]] = {}
        matched = 0
        async for record in until_end(consumer):
            letter = Letter(record)
            if wanted.takes(letter):
                matched += 1
                kept.setdefault(record.partition, deque(maxlen=count or None)).append(letter.without_value())
    found = sorted((each for some in kept.values() for each in some), key=_time)
    shown = found[-count:] if count else found
    return Page(shown, skipped + matched - len(shown))


async def at(settings: Settings, positions: Sequence[Position]) -> list[Letter]:
    """Return the letters at these positions, in their order.

    Raises:
        NoSuchLetter: one of them is not there, or not any more.
        Unreachable: no broker answers, or it refuses.
    """
    async with letters(settings) as consumer:
        await _check(consumer, positions)
        return [await _read(consumer, TopicPartition(topic_name(settings), part), offset) for part, offset in positions]


async def chosen(consumer: AIOKafkaConsumer, positions: Iterable[Position]) -> AsyncGenerator[Letter, None]:
    """Yield the letters at these positions in one pass over what lies between them; one that expired is left out."""
    left = set(positions)
    for each in consumer.assignment():
        first = min((offset for part, offset in left if part == each.partition), default=None)
        if first is None:
            await consumer.seek_to_end(each)
        else:
            consumer.seek(each, first)
    if not left:
        return
    async for record in until_end(consumer):
        if (record.partition, record.offset) in left:
            left.discard((record.partition, record.offset))
            yield Letter(record)
            if not left:
                return


async def _skip(consumer: AIOKafkaConsumer, wanted: Wanted, count: int) -> int:
    """Seek past what is not asked for, and return how many wanted letters that leaves out."""
    partitions = list(consumer.assignment())
    begins, ends = await consumer.beginning_offsets(partitions), await consumer.end_offsets(partitions)
    if wanted.is_all and count:
        starts = {each: max(begins[each], ends[each] - count) for each in partitions}
        for each, start in starts.items():
            consumer.seek(each, start)
        return sum(starts[each] - begins[each] for each in partitions)
    if wanted.since_ms is not None:
        # Before the first record of that time there is no later one; none at all: nothing is wanted.
        found = await consumer.offsets_for_times(dict.fromkeys(partitions, max(0, wanted.since_ms)))
        for each in partitions:
            consumer.seek(each, ends[each] if found[each] is None else found[each].offset)
    return 0


async def _check(consumer: AIOKafkaConsumer, positions: Iterable[Position]) -> None:
    partitions = sorted(consumer.assignment())
    begins, ends = await consumer.beginning_offsets(partitions), await consumer.end_offsets(partitions)
    there = {each.partition: (begins[each], ends[each]) for each in partitions}
    for part, offset in positions:
        begin, end = there.get(part, (0, 0))
        if not begin <= offset < end:
            held = [f"{name}/{low} to {name}/{high - 1}" for name, (low, high) in there.items() if low < high]
            raise NoSuchLetter(f"no dead letter at {part}/{offset}; there are {', '.join(held) or 'none'}")


async def _read(consumer: AIOKafkaConsumer, partition: TopicPartition, offset: int) -> Letter:
    consumer.seek(partition, offset)
    while True:
        for received in (await consumer.getmany(partition, timeout_ms=500, max_records=1)).get(partition, []):
            if received.offset != offset:
                raise NoSuchLetter(f"no dead letter at {partition.partition}/{offset} any more")
            return Letter(record_of(received))


def _time(letter: Letter) -> tuple[int, int, int]:
    return letter.record.timestamp_ms, letter.record.partition, letter.record.offset
