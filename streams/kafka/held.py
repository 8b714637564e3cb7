"""Go through what the topics of a playback hold already, beside the records of the archive: where it may go on.

Example::

    async with Held(target) as held:
        if not await held.has(record):  # the next one of its topic
            batch.append(record)
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from types import TracebackType

from schemas.topics import Topic
from streams.kafka.reading import reader, until_end
from streams.memory import topic_of
from streams.replay import REPLAY
from streams.settings import Settings
from streams.stage import Record

#: Where a playback writes.
PLAYED = (Topic.ARTICLES, Topic.EVENTS, Topic.DEAD_LETTERS)


class OtherArchive(Exception):  # noqa: N818 - the name says what stands in the way
    """The topics hold something else than the beginning of this archive."""


class Held:
    """The records of a playback in its topics, read once, in order; a worker's own records there are passed over."""

    def __init__(self, target: Settings) -> None:
        self._target = target
        self._stack = AsyncExitStack()
        self._records: dict[Topic, AsyncIterator[Record]] = {}
        #: Records found so far.
        self.found = 0

    async def __aenter__(self) -> Held:
        """Open nothing yet: an archive of articles needs no look at the events."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Disconnect."""
        await self._stack.aclose()

    async def has(self, record: Record) -> bool:
        """Say whether the topic of a record holds it, as the next one that was not asked for.

        Raises:
            OtherArchive: it holds another one there.
            Unreachable: no broker answers.
        """
        topic = topic_of(record.topic)
        assert topic in PLAYED, f"a playback writes no {record.topic}"
        if topic not in self._records:
            self._records[topic] = await self._opened(topic)
        there = await anext(self._records[topic], None)
        if there is None:
            return False
        if _told_apart(there) != _told_apart(record):
            raise OtherArchive(
                f"{there.position} is not the record that follows in this archive ({record.header('origin')}):"
                " these topics were played from another one, or with other options"
            )
        self.found += 1
        return True

    async def _opened(self, topic: Topic) -> AsyncIterator[Record]:
        name = topic.name_with(self._target.topic_prefix)
        consumer = await self._stack.enter_async_context(reader(self._target.kafka, name))
        return (record async for record in until_end(consumer) if _is_played(record))


def _is_played(record: Record) -> bool:
    """Whether a playback wrote it: a worker of the same prefix writes signs of life, events and dead letters."""
    if record.is_heartbeat:
        return False
    return topic_of(record.topic) is not Topic.DEAD_LETTERS or record.header("tocsin-dlq-stage") == REPLAY


def _told_apart(record: Record) -> tuple[object, ...]:
    return record.key or b"", record.value, record.header("origin")
