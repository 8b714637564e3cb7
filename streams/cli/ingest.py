"""``tocsin ingest``: bring articles from files, folders, standard input and feeds to the articles topic.

At least once: it ends with 0 only when the broker has acknowledged every article. A bad line is told with its number
and the run goes on, to end with 1.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

if TYPE_CHECKING:
    from streams.ingest.remembered import FeedMemory
    from streams.ingest.sending import Tally
    from streams.ingest.sources import Source
    from streams.settings import Settings

#: Bad articles told one by one; more are counted.
MAX_TOLD = 20


def ingest(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, feeds (https://...); - is standard input.")
    ],
    every: Annotated[
        float | None, typer.Option(min=1, help="Poll the feeds every so many seconds; once without it.")
    ] = None,
    state: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Remember in this file what of the feeds was sent.")
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", help="A host of this network that feeds may be fetched from; may be repeated."),
    ] = None,
) -> int:
    """Send articles to the articles topic: JSON Lines, ninjs, HTML files, RSS and Atom feeds."""
    # Imported here: `tocsin version` and `--help` need none of it.
    from streams.cli.broker import run_async
    from streams.cli.config import configured
    from streams.cli.failure import WrongUsage
    from streams.ingest.remembered import BadState, load
    from streams.ingest.sources import Kind, NoSource, find_sources

    try:
        found = find_sources(sources)
        memories = load(state) if state is not None else {}
    except (NoSource, BadState) as error:
        raise WrongUsage(str(error)) from None
    feeds = [source.name for source in found if source.kind is Kind.FEED]
    if not feeds and (every is not None or state is not None):
        raise WrongUsage("--every and --state are for feeds, and no source is one")
    files = [source for source in found if source.kind is not Kind.FEED]
    if sys.stdin is None and any(source.kind is Kind.STDIN for source in files):
        raise WrongUsage("standard input (-) is closed")
    allowed = frozenset(host.lower() for host in allow_host or ())
    return run_async(_run(configured(), files, list(dict.fromkeys(feeds)), every, state, memories, allowed))


async def _run(
    settings: Settings,
    files: list[Source],
    feeds: list[str],
    every: float | None,
    state: Path | None,
    memories: dict[str, FeedMemory],
    allowed: frozenset[str],
) -> int:
    import asyncio
    from contextlib import AsyncExitStack, aclosing

    from schemas.codec import printable
    from schemas.topics import Topic
    from streams.cli.broker import MAX_LINE
    from streams.cli.failure import Failure
    from streams.ingest.files import read_items
    from streams.ingest.remembered import BadState
    from streams.ingest.sending import LINGER_MS, Outlet, Stopped, batches, in_thread
    from streams.kafka.sender import Sender
    from streams.kafka.topics import require

    topic = Topic.ARTICLES.name_with(settings.topic_prefix)
    await require(settings, [Topic.ARTICLES])

    async def send_files(outlet: Outlet) -> None:
        async with aclosing(in_thread(batches(read_items(files, topic, _standard_input())))) as arriving:
            async for batch in arriving:
                await outlet.deliver(batch)

    complaints = Complaints()
    with watching(_total(files, feeds)) as changed:
        async with AsyncExitStack() as stack:
            sender = await stack.enter_async_context(Sender(settings, linger_ms=LINGER_MS))
            outlet = Outlet(sender, complaints.complain, changed)
            work = [send_files(outlet)] if files else []
            if feeds:
                from streams.ingest.fetch import client
                from streams.ingest.following import Following

                session = await stack.enter_async_context(client(allowed))
                following = Following(session, outlet, topic, told, every, allowed, state, memories)
                work += [following.follow(url) for url in feeds]
            failures: list[BaseException] = []
            try:
                async with asyncio.TaskGroup() as together:
                    for each in work:
                        together.create_task(each)
            except* (Stopped, BadState) as errors:
                failures += errors.exceptions
            finally:
                complaints.rest()
                told("", summary(outlet.tally))
    if failures:  # raised out here: within except* it would be wrapped in a group
        raise Failure(printable(str(failures[0]), MAX_LINE))
    return int(outlet.tally.bad > 0 or bool(outlet.tally.failing))


class Complaints:
    """Tell bad articles on standard error, the first ones each, then how many more there were."""

    def __init__(self) -> None:
        self._number = 0

    def complain(self, place: str, why: str) -> None:
        """Take note of a bad article."""
        self._number += 1
        if self._number <= MAX_TOLD:
            told(place, why)

    def rest(self) -> None:
        """Tell how many were not told."""
        if self._number > MAX_TOLD:
            told("", f"{self._number - MAX_TOLD} more articles are bad")


def told(place: str, news: str) -> None:
    """Tell people one line."""
    from schemas.codec import printable

    print(f"{printable(place, 300)}: {news}" if place else news, file=sys.stderr, flush=True)


def summary(tally: Tally) -> str:
    """Return the last line: what became of the articles, and of the feeds that could not be read."""
    said = f"sent {tally.sent}, acknowledged {tally.acknowledged}, bad {tally.bad}, skipped {tally.skipped}"
    return said + (f", feeds that cannot be read {len(tally.failing)}" if tally.failing else "")


def _standard_input() -> BinaryIO:
    """Give standard input without its buffer: a thread that waits in one cannot be left behind at the end."""
    stream: BinaryIO = sys.stdin.buffer if sys.stdin is not None else io.BytesIO()
    try:
        return open(stream.fileno(), "rb", buffering=0, closefd=False)  # noqa: SIM115 - it is not ours to close
    except (AttributeError, io.UnsupportedOperation):
        return stream


def _total(files: list[Source], feeds: list[str]) -> int | None:
    """Return how many bytes there are to read; None where that is not known."""
    sizes = [source.size for source in files]
    return None if feeds or None in sizes else sum(size or 0 for size in sizes)


@contextmanager
def watching(total: int | None) -> Iterator[Callable[[Tally], None]]:
    """Give a function to call with the tally after each batch, which shows it on a terminal; ``total`` in bytes."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        TextColumn("{task.fields[acknowledged]} acknowledged, {task.fields[rate]}/s, {task.fields[bad]} bad"),
        TimeElapsedColumn() if total is None else TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total, acknowledged=0, bad=0, rate=0)

        def changed(tally: Tally) -> None:
            rate = tally.acknowledged / max(progress.tasks[0].elapsed or 0, 0.001)
            progress.update(
                task, completed=tally.read, acknowledged=tally.acknowledged, bad=tally.bad, rate=round(rate)
            )

        yield changed
