"""The loop of detect: a batch of articles of one partition is read by the pool, written, acknowledged.

Example: of 200 articles, the broker has 180 verdicts, 25 events and 20 dead letters before the batch is acknowledged.
"""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import faust
import structlog
from faust.types.events import EventT

from streams.kafka.sender import Sender
from streams.pool import Written
from streams.settings import Settings
from streams.stage import Record
from streams.topology import DETECT
from streams.worker import points
from streams.worker.correlation import tell_events
from streams.worker.counted import Counted
from streams.worker.exits import BUDGET, INFRASTRUCTURE, leave
from streams.worker.guards import Budget, Contiguity, Skip
from streams.worker.pool_thread import PoolThread
from streams.worker.records import fitting, reason_of, received

#: Longest time to wait for a batch to fill, in seconds: half of it is what an article waits on average.
WITHIN = 0.01

log = structlog.get_logger("tocsin.detect")


@dataclass(slots=True)
class DetectLoop:
    """What the loop needs. One coroutine runs for each partition; they share the pool.

    ``start`` gives the offset from which a partition goes on, ``is_hole`` whether the topic has no record where one
    was skipped; both ask the broker. ``counted`` is told what was taken, and what the broker has of it.
    """

    settings: Settings
    pool: PoolThread
    sender: Sender
    start: Callable[[int], Awaitable[int]]
    is_hole: Callable[[Skip], Awaitable[bool]]
    counted: Counted = field(default_factory=lambda: Counted(DETECT.name))
    contiguity: Contiguity = field(default_factory=Contiguity)
    budget: Budget = field(init=False)

    def __post_init__(self) -> None:
        worker = self.settings.worker
        self.budget = Budget(worker.budget_in_a_row, worker.budget_share)

    async def __call__(self, stream: faust.Stream[bytes]) -> None:
        """Run until the stream ends. Never raises, nor is it cancelled at work: Faust would acknowledge the batch."""
        async for events in stream.take_events(self.settings.worker.batch_records, within=WITHIN):
            try:
                await self._batch(events)
            except (Exception, CancelledError) as error:  # noqa: BLE001 - whatever it is, the batch must come again
                leave(INFRASTRUCTURE, f"{type(error).__name__}: {error}", stage="detect")

    async def _batch(self, events: Sequence[EventT[bytes]]) -> None:
        for event in events:
            partition, offset = event.message.partition, event.message.offset
            if not self.contiguity.knows(partition):
                self.contiguity.begin(partition, await self.start(partition), offset)
            skipped = self.contiguity.skipped(partition, offset)
            if skipped is not None and not await self.is_hole(skipped):
                leave(INFRASTRUCTURE, str(skipped), stage="detect")
        await points.reached("detect.received")
        records = [received(event.message) for event in events]
        self.counted.took(len(records))
        written = await self.pool.run(records)
        await points.reached("detect.read")
        self._spend(records, written)
        await self.sender.send([fitting(each) for some in written for each in some])
        self.counted.detected(records, written)
        for record, some in zip(records, written, strict=True):
            tell_events(record, some)
        await points.reached("detect.sent")

    def _spend(self, records: Sequence[Record], written: Sequence[Written]) -> None:
        for record, some in zip(records, written, strict=True):
            reason = reason_of(some)
            if reason is not None:
                log.warning("dead letter", position=record.position, reason=reason)
            if why := self.budget.spend(record.partition, reason):
                leave(BUDGET, why, stage="detect")
