"""Follow feeds: fetch, read, send what is new, remember it once the broker has it, and wait.

One feed that fails does not stop the others; it is tried again after twice the time, four times, ... up to an hour, and
never before the server wants it (``Retry-After``). Example: ``await Following(...).follow(url)``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from streams.ingest.articles import now_ms
from streams.ingest.feeds import read_feed
from streams.ingest.fetch import MAX_WAIT, FetchFailed, fetch
from streams.ingest.remembered import FeedMemory, save, select
from streams.ingest.sending import Outlet, batches

#: Longest time between two tries of a feed that fails, unless polls are rarer, in seconds.
MAX_BACK_OFF = 3600.0


@dataclass(slots=True)
class Following:
    """What following feeds needs. ``every``: seconds between polls, None for one; ``tell``: a feed and news of it."""

    session: aiohttp.ClientSession
    outlet: Outlet
    topic: str
    tell: Callable[[str, str], None]
    every: float | None = None
    allowed: frozenset[str] = frozenset()
    state: Path | None = None
    memories: dict[str, FeedMemory] = field(default_factory=dict)
    #: Documents are read by two children at a time, however many feeds there are.
    _reading: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))
    _notices: dict[str, str | None] = field(default_factory=dict)

    async def follow(self, url: str) -> None:
        """Poll a feed, once or for ever.

        Raises:
            Stopped: the broker did not acknowledge what was sent.
            BadState: the state file cannot be written.
        """
        failures = 0
        while True:
            wait = self.every or 0.0
            try:
                await self.poll(url)
                if failures:
                    self.tell(url, "can be read again")
                failures = 0
                self.outlet.tally.failing.discard(url)
            except FetchFailed as error:
                failures += 1
                self.outlet.tally.failing.add(url)
                wait = back_off(wait, failures, error.wait)
                self.tell(url, f"{error}; next try in {wait:.0f} s" if self.every is not None else str(error))
            if self.every is None:
                return
            await asyncio.sleep(wait)

    async def poll(self, url: str) -> None:
        """Fetch a feed once and send what is new in it.

        Raises:
            FetchFailed: it cannot be fetched or read.
        """
        memory = self.memories.get(url, FeedMemory())
        got = await fetch(self.session, url, allowed=self.allowed, etag=memory.etag, last_modified=memory.last_modified)
        if got.body is None:
            return
        async with self._reading:
            feed = await read_feed(got.body, url, got.content_type)
        if feed.notice is not None and feed.notice != self._notices.get(url):
            self.tell(url, feed.notice)
        self._notices[url] = feed.notice
        chosen = select(feed.articles, memory.entries, url, self.topic, now_ms())
        for batch in batches(chosen.items):
            await self.outlet.deliver(batch)
        self.outlet.skip(chosen.skipped)
        # Only now: what the broker does not have yet must come again.
        self.memories[url] = FeedMemory(etag=got.etag, last_modified=got.last_modified, entries=chosen.entries)
        if self.state is not None:
            save(self.state, self.memories)


def back_off(every: float, failures: int, wanted: float | None) -> float:
    """Return the seconds until a feed that failed so many times in a row is tried again.

    >>> back_off(60, 1, None), back_off(60, 3, None), back_off(60, 30, None), back_off(60, 1, 900)
    (120, 480, 3600.0, 900)
    """
    doubled: float = every * 2 ** min(failures, 20)
    return min(max(min(doubled, MAX_BACK_OFF), every, wanted or 0.0), max(MAX_WAIT, every))
