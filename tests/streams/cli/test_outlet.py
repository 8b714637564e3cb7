"""Standard output of a command that runs for hours: it ends on a signal, between two pieces."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator

import pytest

from streams.cli.outlet import Outlet


def printed(pieces: AsyncIterator[bytes]) -> int:
    async def run() -> int:
        with Outlet() as outlet:
            return await outlet.print_all(pieces)

    return asyncio.run(run())


async def endless(done: list[int], number: int | None = None) -> AsyncIterator[bytes]:
    """Give two pieces, each noted when the next is asked for; then a signal comes, or the next never does."""
    for piece in (1, 2):
        yield b"piece %d\n" % piece
        done.append(piece)
    if number is not None:
        os.kill(os.getpid(), number)
    await asyncio.Event().wait()


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_signal_ends_it_when_all_that_was_printed_is_done(
    number: int, status: int, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    done: list[int] = []
    assert printed(endless(done, number)) == status
    assert (done, capfdbinary.readouterr().out) == ([1, 2], b"piece 1\npiece 2\n")


def test_the_signals_are_given_back(capfd: pytest.CaptureFixture[str]) -> None:
    kinds = (signal.SIGINT, signal.SIGTERM, signal.SIGALRM)
    before = [signal.getsignal(each) for each in kinds]
    printed(endless([], signal.SIGTERM))
    assert [signal.getsignal(each) for each in kinds] == before


def test_the_end_of_the_pieces_is_the_end(capfd: pytest.CaptureFixture[str]) -> None:
    async def one() -> AsyncIterator[bytes]:
        yield b"only\n"

    assert (printed(one()), capfd.readouterr().out) == (0, "only\n")


def test_a_cancellation_from_outside_passes_on(capfd: pytest.CaptureFixture[str]) -> None:
    async def run() -> None:
        with Outlet() as outlet:
            task = asyncio.create_task(outlet.print_all(endless([])))
            await asyncio.sleep(0)
            task.cancel()
            await task

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(run())


def test_warnings_go_to_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    async def run() -> None:
        Outlet().tell("the stream may be down")

    asyncio.run(run())
    assert capfd.readouterr() == ("", "tocsin: the stream may be down\n")
