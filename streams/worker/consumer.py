"""Faust's consumer with what it lacks: a short wait, a bound in bytes, shut partitions that stay shut, and a lease.

``application`` puts it in place; the settings of Faust reach none of this.
"""

from __future__ import annotations

import asyncio
from collections.abc import Set
from typing import Any

from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread, Consumer
from faust.types.tuples import TP

#: Longest wait of the broker for records, in milliseconds. Faust waits 1,500, and a record that arrives on a partition
#: left out of the request that is waiting, because it had just been read, waits as long.
FETCH_WAIT_MS = 20
#: Bytes of records that a stage may hold before it asks for more. Faust counts records, and one may have 4 MiB.
HELD_BYTES = 32 * 1024 * 1024
#: Seconds between two looks whether it has room again.
ROOM_SECONDS = 0.02


class Open:
    """The partitions that are open at the moment, and never all.

    Faust hands on its own set, which may be emptied meanwhile, and the client takes an empty set for all partitions:
    it then gives out records of one that is shut, which Faust drops. This one is true when it is empty.
    """

    def __init__(self, partitions: Set[TP]) -> None:
        self._partitions = partitions

    def __bool__(self) -> bool:
        return True

    def __contains__(self, partition: object) -> bool:
        return partition in self._partitions


class Held:
    """How many bytes of records are at hand: fetched, and not done. Each figure is written by one thread only."""

    def __init__(self) -> None:
        self.fetched = 0
        self.done = 0

    @property
    def bytes(self) -> int:
        """What is at hand now."""
        return self.fetched - self.done


class ConsumerThread(AIOKafkaConsumerThread):
    """The thread in which the client runs; ``app`` is a ``streams.worker.application.Application``."""

    async def on_start(self) -> None:
        """Connect, and let the lease follow what the group answers."""
        await super().on_start()
        app: Any = self.app
        app.lease.follow(self._ensure_consumer()._coordinator)  # noqa: SLF001 - it has no other name

    def _create_worker_consumer(self, transport: Any) -> Any:
        consumer: Any = super()._create_worker_consumer(transport)
        consumer._fetch_max_wait_ms = FETCH_WAIT_MS  # noqa: SLF001 - Faust has no setting for it
        return consumer

    async def _fetch_records(
        self, consumer: Any, active_partitions: Any, timeout: float | None = None, max_records: int | None = None
    ) -> Any:
        held: Held = self.consumer.held  # type: ignore[attr-defined]  # the consumer is a GuardedConsumer
        if held.bytes > HELD_BYTES:
            await asyncio.sleep(ROOM_SECONDS)
            return {}
        open_now: Any = Open(active_partitions)
        fetched = await super()._fetch_records(consumer, open_now, timeout, max_records)
        for records in fetched.values():
            held.fetched += sum(len(each.value or b"") for each in records)
        return fetched

    def verify_event_path(self, now: float, tp: TP) -> None:
        """Judge nothing: the watchdog does, by what the broker holds."""


class GuardedConsumer(Consumer):
    """Faust's consumer with this thread, and with partitions that stay shut until the stage begins with them."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.held = Held()
        super().__init__(*arguments, **options)

    async def perform_seek(self) -> None:
        """Begin at the committed offsets; what was fetched before is gone."""
        self.held = Held()
        await super().perform_seek()

    def ack(self, message: Any) -> bool:
        """Take note that a record is done."""
        if not message.acked:
            self.held.done += len(message.value or b"")
        return super().ack(message)

    def _new_consumer_thread(self) -> AIOKafkaConsumerThread:
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    def _set_active_tps(self, tps: set[TP]) -> set[TP]:
        # Faust opens what it is given and shuts it some steps later: a stage that stood by, whose fetching goes on,
        # would be handed records in between.
        self._paused_partitions.update(tps)
        return super()._set_active_tps(tps)
