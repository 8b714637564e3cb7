"""Send items to the articles topic in batches: at least once, each acknowledgement awaited, memory bounded.

One batch is on its way at a time, so that versions of an article keep their order; the next ones are read meanwhile,
in a thread of their own. At most ``_WAITING + 2`` batches are in memory. Example::

    async for batch in in_thread(batches(read_items(sources, topic))):
        await outlet.deliver(batch)
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator
from dataclasses import dataclass, field

from streams.ingest.articles import Item
from streams.kafka.sender import Sender, SendFailed

#: Most records and bytes of a batch.
BATCH_RECORDS, BATCH_BYTES = 1000, 4 * 1024 * 1024
#: Batches read ahead.
_WAITING = 2
#: Milliseconds the producer gathers records: they come by the thousand.
LINGER_MS = 5


@dataclass(slots=True)
class Tally:
    """What has happened so far, in articles; ``skipped`` ones are known from a feed already."""

    sent: int = 0
    acknowledged: int = 0
    bad: int = 0
    skipped: int = 0
    #: Feeds that could not be read the last time.
    failing: set[str] = field(default_factory=set)
    #: Bytes of files read.
    read: int = 0


class Stopped(Exception):  # noqa: N818 - the name says what happened
    """The broker did not acknowledge a batch; the message says what is safe and where to go on."""


@dataclass(slots=True)
class Outlet:
    """Where items go: the broker, and for bad ones ``complain`` (place and reason). ``changed`` is told of progress."""

    sender: Sender
    complain: Callable[[str, str], None]
    changed: Callable[[Tally], None] = lambda _: None
    tally: Tally = field(default_factory=Tally)
    _one: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def deliver(self, items: list[Item]) -> None:
        """Send a batch and wait until the broker has it.

        Raises:
            Stopped: it was not acknowledged.
        """
        for item in items:
            if item.why is not None:
                self.tally.bad += 1
                self.complain(item.place, item.why)
        good = [item for item in items if item.record is not None]
        if good:
            async with self._one:
                await self._send(good)
        self.tally.read = max(self.tally.read, items[-1].read if items else 0)
        self.changed(self.tally)

    def skip(self, articles: int) -> None:
        """Count articles that need not be sent."""
        self.tally.skipped += articles
        self.changed(self.tally)

    async def _send(self, items: list[Item]) -> None:
        self.tally.sent += len(items)
        try:
            await self.sender.send([item.record for item in items if item.record is not None])
        except SendFailed as error:
            safe = f"{self.tally.acknowledged} articles are acknowledged"
            raise Stopped(f"{error}; {safe}; go on from {items[0].place}") from None
        self.tally.acknowledged += len(items)


def batches(items: Iterable[Item | None]) -> Iterator[list[Item]]:
    """Gather items into batches; None among them means that no more is at hand: what there is goes out."""
    batch: list[Item] = []
    size = 0
    for item in items:
        if item is not None:
            batch.append(item)
            size += len(item.record.value or b"") if item.record is not None else 0
        if batch and (item is None or len(batch) >= BATCH_RECORDS or size >= BATCH_BYTES):
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


async def in_thread(work: Iterator[list[Item]]) -> AsyncGenerator[list[Item], None]:
    """Yield what an iterator gives, run in a thread that is at most a few batches ahead.

    The thread may wait for standard input for ever: it is a daemon, and nothing waits for it when this ends.
    """
    loop = asyncio.get_running_loop()
    arrived: asyncio.Queue[list[Item] | BaseException | None] = asyncio.Queue()
    room = threading.Semaphore(_WAITING)
    ended = threading.Event()

    def hand_over(batch: list[Item] | BaseException | None) -> bool:
        room.acquire()
        if ended.is_set():
            return False
        try:
            loop.call_soon_threadsafe(arrived.put_nowait, batch)
        except RuntimeError:  # the loop has ended, and with it whoever wanted this
            return False
        return True

    def read() -> None:
        try:
            for batch in work:
                if not hand_over(batch):
                    return
            hand_over(None)
        except BaseException as error:  # noqa: BLE001 - raised again where it is awaited
            hand_over(error)

    threading.Thread(target=read, name="reader", daemon=True).start()
    try:
        while (batch := await arrived.get()) is not None:
            room.release()
            if isinstance(batch, BaseException):
                raise batch
            yield batch
    finally:
        ended.set()
        room.release()
