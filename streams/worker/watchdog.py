"""End a stage that stands still: what the broker holds as committed is the only sign of progress that does not lie.

It runs in a thread with clients of its own, so that it also sees an event loop that is stuck. Example: lag on a
partition of ours, and no commit for 60 s, ends the process with status 71.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

import structlog
from aiokafka import AIOKafkaConsumer, TopicPartition

from streams.kafka.connection import Unreachable, admin
from streams.kafka.reading import reader
from streams.settings import Settings
from streams.worker.exits import WATCHDOG, leave
from streams.worker.holes import first_record

#: Seconds between two looks, at most; a look that comes this many times too late means that we were asleep.
INTERVAL, ASLEEP = 5.0, 3

log = structlog.get_logger("tocsin.watchdog")

#: By partition: the committed offset (None: none yet) and the end of what there is to do.
Offsets = Mapping[int, tuple[int | None, int]]


@dataclass(slots=True)
class Progress:
    """Judge what was seen; pure. ``stall`` and ``broker``: seconds without progress, without an answer."""

    stall: float
    broker: float
    _since: dict[int, tuple[object, float]] = field(default_factory=dict)
    _answered: float | None = None
    _looked: float | None = None

    def stuck(
        self, now: float, offsets: Offsets | None, ours: frozenset[int], signs: Callable[[int], int], interval: float
    ) -> str | None:
        """Return why the stage must be restarted, None when all is well.

        Args:
            now: seconds on a clock that does not jump.
            offsets: what the broker says, None when it did not answer.
            ours: the partitions of this process.
            signs: for a partition, a number that changes with progress that is not committed, such as recovery.
            interval: seconds after which the next look is due.
        """
        if self._looked is not None and now - self._looked > ASLEEP * max(interval, 1.0):
            self._since.clear()  # the process was stopped and goes on: nobody can have made progress
            self._answered = now
        self._looked = now
        if offsets is None:
            self._answered = now if self._answered is None else self._answered
            silent = now - self._answered
            return f"no broker for {silent:.0f} s" if silent >= self.broker else None
        self._answered = now
        lagging = {each for each in ours & offsets.keys() if offsets[each][1] > (offsets[each][0] or 0)}
        for partition in self._since.keys() - lagging:
            del self._since[partition]
        for partition in sorted(lagging):
            committed, end = offsets[partition]
            state = (committed, signs(partition))
            before, since = self._since.get(partition, (None, now))
            if before != state:
                since = now
            self._since[partition] = (state, since)
            if now - since >= self.stall:
                return f"partition {partition}: committed {committed} of {end} for {now - since:.0f} s"
        return None


def lag(offsets: Offsets, begins: Mapping[int, int], ours: frozenset[int]) -> dict[int, int]:
    """Return how many records of each partition of ours are not acknowledged yet.

    ``begins``: the first offset that each partition still has; what time deleted before it was read is not waited for.

    >>> lag({0: (4, 10), 1: (None, 10)}, {0: 0, 1: 7}, frozenset({0, 1}))
    {0: 6, 1: 3}
    """
    return {
        each: max(0, offsets[each][1] - max(offsets[each][0] or 0, begins[each]))
        for each in sorted(ours & offsets.keys())
    }


class Watchdog(threading.Thread):
    """Looks after one stage. ``ours``, ``signs`` and ``behind`` are called from its thread and must be cheap.

    ``behind`` is told how many records of each partition of ours are not acknowledged, with each answer of the broker.
    """

    def __init__(
        self,
        settings: Settings,
        group: str,
        topic: str,
        ours: Callable[[], frozenset[int]],
        signs: Callable[[int], int],
        behind: Callable[[Mapping[int, int]], None],
    ) -> None:
        super().__init__(name="watchdog", daemon=True)
        self._settings = settings
        self._group = group
        self._topic = topic
        self._ours = ours
        self._signs = signs
        self._behind = behind
        self._progress = Progress(settings.worker.stall_seconds, settings.worker.broker_seconds)
        self._offsets: Offsets = {}
        self._told: Offsets = {}
        self._interval = min(INTERVAL, settings.worker.stall_seconds / 4, settings.worker.broker_seconds / 4)

    def committed(self, partition: int) -> int | None:
        """Return the offset that the broker held as committed at the last look."""
        return self._offsets.get(partition, (None, 0))[0]

    def run(self) -> None:
        """Look, judge and wait, for ever."""
        asyncio.run(self._watch())

    async def _watch(self) -> None:
        while True:
            # Clients are made anew after each failure: one that lost its broker may never find it again.
            with suppress(Unreachable, TimeoutError, OSError):
                await self._look_while_connected()
            self._judge(None)
            await asyncio.sleep(self._interval)

    async def _look_while_connected(self) -> None:
        async with admin(self._settings.kafka) as client, reader(self._settings.kafka, self._topic) as consumer:
            partitions = list(consumer.assignment())
            consumer.pause(*partitions)
            while True:
                async with asyncio.timeout(max(10.0, self._interval)):
                    committed = await client.list_consumer_group_offsets(self._group, partitions=partitions)
                    ends = await consumer.end_offsets(partitions)
                    begins = await consumer.beginning_offsets(partitions)
                    told = {each.partition: (_known(committed.get(each)), ends[each]) for each in partitions}
                    seen = dict(told)
                    for each in partitions:
                        if self._told.get(each.partition) == told[each.partition]:
                            seen[each.partition] = await _to_do(consumer, each, *told[each.partition])
                self._told = told
                self._judge(seen)
                self._behind(lag(seen, {each.partition: begins[each] for each in partitions}, self._ours()))
                await asyncio.sleep(self._interval)

    def _judge(self, offsets: Offsets | None) -> None:
        if offsets is not None:
            self._offsets = offsets
        if why := self._progress.stuck(time.monotonic(), offsets, self._ours(), self._signs, self._interval):
            leave(WATCHDOG, why, group=self._group)


async def _to_do(
    consumer: AIOKafkaConsumer, partition: TopicPartition, committed: int | None, end: int
) -> tuple[int | None, int]:
    """Return the offsets without what is no record: time deleted it, or it marks a transaction."""
    start = committed or 0
    is_idle = start < end and await first_record(consumer, partition, start, end) is None
    return committed, start if is_idle else end


def _known(found: object) -> int | None:
    """Return a committed offset as the admin client gives it: -1 stands for none."""
    offset = getattr(found, "offset", -1)
    return offset if isinstance(offset, int) and offset >= 0 else None
