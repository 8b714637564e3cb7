"""Let an event loop await a pool of child processes: the waiting is done in a thread, the heartbeats go on.

Example: ``written = await pool.run(records)`` gives, for each record, what the stage writes for it.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import Pipe

from streams.pool import Group, Pool, Written
from streams.stage import Record


@dataclass(slots=True)
class _Order:
    records: Sequence[Record]
    loop: asyncio.AbstractEventLoop
    answer: asyncio.Future[list[Written]]
    groups: list[Group] | None = None

    def complete(self) -> bool:
        return self.groups is not None and all(group.complete() for group in self.groups)

    def written(self) -> list[Written]:
        return [written or () for group in self.groups or () for written in group.written]


class PoolThread:
    """Owns the pool: only its thread touches it. Orders of several partitions run side by side."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._orders: deque[_Order] = deque()
        self._lock = threading.Lock()
        self._heard, self._bell = Pipe(duplex=False)
        self._ended = False
        self._broken: Exception | None = None
        self._running: list[_Order] = []
        self._thread = threading.Thread(target=self._run, name="pool", daemon=True)

    def start(self) -> None:
        """Start the children; they load their tables meanwhile."""
        self._thread.start()

    def close(self) -> None:
        """End the children; orders that are not answered never will be."""
        self._ended = True
        self._ring()
        self._thread.join()
        self._heard.close()
        self._bell.close()

    async def run(self, records: Sequence[Record]) -> list[Written]:
        """Return what the stage writes for each record, in their order.

        Raises:
            PoolBroken: children cannot be started.
        """
        if not records:
            return []
        loop = asyncio.get_running_loop()
        order = _Order(records, loop, loop.create_future())
        with self._lock:
            if self._broken is not None:
                raise self._broken
            self._orders.append(order)
        self._ring()
        return await order.answer

    def answered(self, partition: int) -> int:
        """Return how many records of the orders at work have their answer: a sign that the pool does not stand still.

        May be called from any thread.
        """
        groups = [each.groups or () for each in tuple(self._running) if each.records[0].partition == partition]
        return sum(written is not None for some in groups for group in some for written in group.written)

    def _ring(self) -> None:
        self._bell.send_bytes(b"!")

    def _run(self) -> None:
        running = self._running
        try:
            with self._pool:
                while not self._ended:
                    while self._heard.poll():
                        self._heard.recv_bytes()
                    with self._lock:
                        arrived = list(self._orders)
                        self._orders.clear()
                    for order in arrived:
                        order.groups = self._pool.put(order.records)
                        running.append(order)
                    self._pool.turn(self._heard)
                    for order in [each for each in running if each.complete()]:
                        running.remove(order)
                        order.loop.call_soon_threadsafe(_answer, order, order.written())
        except Exception as error:  # noqa: BLE001 - whoever waits must learn of it: the stage ends
            with self._lock:
                self._broken = error
                running += self._orders
            for order in running:
                order.loop.call_soon_threadsafe(_fail, order, error)


def _answer(order: _Order, written: list[Written]) -> None:
    if not order.answer.done():
        order.answer.set_result(written)


def _fail(order: _Order, error: Exception) -> None:
    if not order.answer.done():
        order.answer.set_exception(error)
