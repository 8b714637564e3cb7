"""Standard output of a command that runs for hours: ends on a signal, or when nobody reads, and says what was flushed.

The next piece is asked for when the last one is flushed, which is what lets a consumer group commit. Example::

    with Outlet() as outlet:
        status = await outlet.print_all(pieces)  # 130 after Ctrl-C
"""

from __future__ import annotations

import asyncio
import contextlib
import select
import signal
import sys
from collections.abc import AsyncIterator
from types import FrameType, TracebackType
from typing import Any

from streams.cli.failure import forget_output

#: Seconds between two looks whether anybody still reads.
LOOK_SECONDS = 0.5
#: Seconds that a write may go on after a signal before it is taken for blocked.
BLOCKED_SECONDS = 0.5


class _Stopped(Exception):  # noqa: N818 - it is a request, not an error
    """A signal came while a write was blocked."""


class Outlet:
    """Writes pieces; SIGINT and SIGTERM end it between two pieces, or in one that nobody takes."""

    def __init__(self) -> None:
        self._signal: int | None = None
        self._gone = False
        self._writing = False
        self._work: asyncio.Task[None] | None = None
        self._loop = asyncio.get_running_loop()
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Outlet:
        """Take over SIGINT and SIGTERM, and SIGALRM, which ends a write that is blocked."""
        self._before[signal.SIGALRM] = signal.signal(signal.SIGALRM, self._on_alarm)
        for each in (signal.SIGINT, signal.SIGTERM):
            self._before[each] = signal.signal(each, self._on_signal)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Give the signals back."""
        signal.setitimer(signal.ITIMER_REAL, 0)
        for each, before in self._before.items():
            signal.signal(each, before)

    def tell(self, said: str) -> None:
        """Print a warning."""
        with contextlib.suppress(OSError):
            print(f"tocsin: {said}", file=sys.stderr, flush=True)

    async def print_all(self, pieces: AsyncIterator[bytes]) -> int:
        """Write and flush each piece before the next is asked for; return the exit status.

        Raises:
            BrokenPipeError: nobody reads any more, noticed in writing.
        """
        self._work = asyncio.create_task(self._write_all(pieces))
        looking = asyncio.create_task(self._look_for_reader(self._work))
        try:
            await self._work
        except asyncio.CancelledError:
            if self._signal is None and not self._gone:
                raise
        except _Stopped:
            forget_output()
        finally:
            looking.cancel()
            await asyncio.gather(looking, return_exceptions=True)
        return 130 if self._signal == signal.SIGINT else 0

    async def _write_all(self, pieces: AsyncIterator[bytes]) -> None:
        out = sys.stdout.buffer
        async for piece in pieces:
            # Only here: that this one was asked for says that the last one is done.
            if self._signal is not None:
                return
            self._writing = True
            try:
                out.write(piece)
                out.flush()
            finally:
                self._writing = False

    async def _look_for_reader(self, work: asyncio.Task[None]) -> None:
        """End the work when the reader of the pipe has gone, though there is nothing to write: ``... | head -1``."""
        try:
            poll = select.poll()
            poll.register(sys.stdout.fileno(), select.POLLERR | select.POLLHUP)
        except (OSError, ValueError):
            return
        while not poll.poll(0):
            await asyncio.sleep(LOOK_SECONDS)
        self._gone = True
        work.cancel()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._signal = number
        if self._work is not None:
            self._loop.call_soon_threadsafe(self._work.cancel)
        signal.setitimer(signal.ITIMER_REAL, BLOCKED_SECONDS)

    def _on_alarm(self, number: int, frame: FrameType | None) -> None:
        if self._writing:
            raise _Stopped
