"""The loop of track: one event at a time; first the incident records, then the alerts, then the acknowledgement.

A crash anywhere in between repeats the event: a record that has it sends its stored alerts again, byte for byte, and
one that does not have it yet gets it now. Example: killed between record and alert, the alert goes out on restart.
"""

from __future__ import annotations

import asyncio
import time
from asyncio import CancelledError
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import faust
import structlog
from faust.types.events import EventT

from schemas.topics import Topic
from streams.alerting.envelope import rfc3339
from streams.incidents.state import Incidents
from streams.kafka.sender import Sender
from streams.memory import topic_of
from streams.runtime import context_of, run_stage
from streams.settings import Settings
from streams.stage import Context, Record
from streams.topology import TRACK
from streams.worker import points
from streams.worker.correlation import tell_track
from streams.worker.counted import Counted
from streams.worker.exits import BUDGET, INFRASTRUCTURE, leave
from streams.worker.guards import Budget, Contiguity, Skip
from streams.worker.lease import Lease
from streams.worker.records import fitting, reason_of, received
from streams.worker.writers import Writer

#: Stored alerts are dropped this many events below the committed offset.
MARGIN = 1000

log = structlog.get_logger("tocsin.track")


@dataclass(slots=True)
class TrackLoop:
    """What the loop needs. ``read`` reads the incidents; ``committed`` gives the committed offset of a partition.

    ``start`` gives the offset from which a partition goes on, ``is_hole`` whether the topic has no record where one
    was skipped; both ask the broker. ``generation`` gives that of the consumer group. ``counted`` is told what was
    taken, and what the broker has of it.
    """

    settings: Settings
    read: Callable[[], Awaitable[Incidents]]
    sender: Sender
    committed: Callable[[int], int | None]
    start: Callable[[int], Awaitable[int]]
    is_hole: Callable[[Skip], Awaitable[bool]]
    lease: Lease
    generation: Callable[[], int]
    clock: Callable[[], float] = time.time
    counted: Counted = field(default_factory=lambda: Counted(TRACK.name))
    contiguity: Contiguity = field(default_factory=Contiguity)
    budget: Budget = field(init=False)
    _state: Incidents | None = None

    def __post_init__(self) -> None:
        worker = self.settings.worker
        self.budget = Budget(worker.budget_in_a_row, worker.budget_share)

    async def __call__(self, stream: faust.Stream[bytes]) -> None:
        """Run until the stream ends. Never raises, nor is it cancelled at work: Faust would acknowledge the event."""
        async for event in stream.events():
            try:
                await self._one(event)
            except (Exception, CancelledError) as error:  # noqa: BLE001 - whatever it is, the event must come again
                leave(INFRASTRUCTURE, f"{type(error).__name__}: {error}", stage="track")

    async def _one(self, event: EventT[bytes]) -> None:
        partition, offset = event.message.partition, event.message.offset
        if not self.contiguity.knows(partition):
            self.contiguity.begin(partition, await self.start(partition), offset)
        skipped = self.contiguity.skipped(partition, offset)
        if skipped is not None and not await self.is_hole(skipped):
            leave(INFRASTRUCTURE, str(skipped), stage="track")
        await points.reached("track.received")
        if self._state is None:
            leave(INFRASTRUCTURE, "an event came before the incidents were read", stage="track")
        record = received(event.message)
        self.counted.took(1)
        began = time.perf_counter()
        written = run_stage(TRACK, record, self._context(record), self._state)
        seconds = time.perf_counter() - began
        await points.reached("track.decided")
        reason = reason_of(written)
        if reason is not None:
            log.warning("dead letter", position=record.position, reason=reason)
        if why := self.budget.spend(partition, reason):
            leave(BUDGET, why, stage="track")
        writer = Writer(self.generation(), offset).header
        records = [
            replace(each, headers=(*each.headers, writer))
            for each in written
            if topic_of(each.topic) is Topic.INCIDENTS
        ]
        if records:
            # A newer owner's record must not be written over. What follows for alerts is the same for both.
            await self.lease.held()
            await self.sender.send(records, partition=partition)
        await points.reached("track.recorded")
        others = [fitting(self._stamped(each)) for each in written if topic_of(each.topic) is not Topic.INCIDENTS]
        await self.sender.send(others)
        self.counted.tracked(record, written, seconds)
        tell_track(record, written, self._state.with_event)
        await points.reached("track.sent")

    def _context(self, record: Record) -> Context:
        context = context_of(record, deployment=self.settings.deployment)
        committed = self.committed(record.partition)
        return replace(
            context,
            min_level=self.settings.min_level,
            position=record.offset,
            committed_below=0 if committed is None else max(0, committed - MARGIN),
        )

    async def prepare(self) -> None:
        """Read the incidents; to be called with each assignment of the partition, before its first event."""
        try:
            self._state = await self.read()
            for _ in self.counted.beginning(self._state):
                await asyncio.sleep(0)
        except Exception as error:  # noqa: BLE001 - Faust would go on without a word
            leave(INFRASTRUCTURE, f"{type(error).__name__}: {error}", stage="track")

    def _stamped(self, record: Record) -> Record:
        """Return an alert with the time at which it is sent, the one header that differs between two sendings."""
        if topic_of(record.topic) is not Topic.ALERTS:
            return record
        now = rfc3339(datetime.fromtimestamp(self.clock(), UTC))
        return replace(record, headers=(*record.headers, ("ce_recordedtime", now.encode())))
