"""Play recorded records into topics of their own on Kafka, marked as a test; live topics are refused.

The topics of a playback share a prefix, keep everything (``retention.ms=-1``: that is what tells them from live ones)
and are read by a worker of that prefix, whose consumer groups are its own. Example::

    target = settings.model_copy(update={"topic_prefix": "try-"})
    await prepare(target, live=settings.topic_prefix)
    await play(open_archive(Path("news")).lines, target, Played())

Records keep key, value, headers and time; articles keep the archive's order, in one partition.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from schemas.topics import DEFAULT_PREFIX, Topic
from schemas.vocabulary import DeadLetterReason
from streams.archive.files import Line
from streams.kafka.held import Held
from streams.kafka.reading import reader
from streams.kafka.sender import Sender, TooLarge, check_size
from streams.kafka.topics import create, find
from streams.memory import topic_of
from streams.replay import REPLAY, Pace, work_of
from streams.runtime import context_of, dead_letter
from streams.settings import Settings
from streams.stage import Record

#: Records and bytes sent before their acknowledgements are awaited: what a playback holds in memory.
MOST_RECORDS, MOST_BYTES = 1000, 8 * 1024 * 1024
#: Gathers small records; a paced record waits no longer than that.
LINGER_MS = 2
#: Everything goes there: one order for all.
_PARTITION = 0


class LiveTopics(Exception):  # noqa: N818 - the name says what stands in the way
    """The prefix is that of a live deployment, or its topics are not those of a playback."""


@dataclass(slots=True)
class Played:
    """What a playback did so far: lines read, records acknowledged, sent without an acknowledgement, not to be sent.

    ``left_out``: by ``keep``; ``ignored``: nothing reads their topic, or they are signs of life; ``held``: were in the
    topics already.
    """

    read: int = 0
    held: int = 0
    written: Counter[Topic] = field(default_factory=Counter)
    unsure: int = 0
    left_out: int = 0
    ignored: int = 0


async def prepare(target: Settings, *, live: str) -> int:
    """Create the topics of a playback where they are missing; return how many articles and events they hold already.

    Raises:
        LiveTopics: the prefix is ``live`` or the default one, or there are topics that do not keep everything.
        Unreachable: no broker answers, or it refuses.
    """
    if target.topic_prefix in (live, DEFAULT_PREFIX):
        raise LiveTopics(f"{target.topic_prefix} is the prefix of live topics; name another one")
    await _refuse_live(target, complete=False)
    await create(target, partitions={Topic.ARTICLES: 1}, retention_ms=-1)
    # Again: somebody may have been faster, and a login may create what it does not see.
    await _refuse_live(target, complete=True)
    names = [topic.name_with(target.topic_prefix) for topic in (Topic.ARTICLES, Topic.EVENTS)]
    async with reader(target.kafka, *names) as consumer:
        assigned = list(consumer.assignment())
        begins, ends = await consumer.beginning_offsets(assigned), await consumer.end_offsets(assigned)
        return sum(ends[each] - begins[each] for each in assigned)


async def _refuse_live(target: Settings, *, complete: bool) -> None:
    found = await find(target)
    deleting = [each for each in found if each.topic.value.retention_ms is not None]
    for each in deleting:
        if (complete or each.partitions is not None) and each.configs.get("retention.ms") != "-1":
            raise LiveTopics(
                f"{each.name} is a live topic, or not to be seen (retention.ms is"
                f" {each.configs.get('retention.ms')}, not -1): records of an archive do not belong there"
            )
    if any(each.partitions is not None for each in found) and all(each.partitions is None for each in deleting):
        raise LiveTopics(f"{target.topic_prefix} has topics, and none that tells them to be those of a playback")


async def play(
    lines: Iterable[Line | None],
    target: Settings,
    played: Played,
    *,
    keep: Callable[[Record], bool] = lambda _: True,
    pace: Pace | None = None,
    advance: Callable[[int], None] = lambda _: None,
    idle: Callable[[], Awaitable[None]] | None = None,
    held: Held | None = None,
) -> None:
    """Write the articles and events of an archive in its order; ``played`` counts along, also up to an error.

    Args:
        lines: numbered lines of records; None when no more is at hand.
        target: settings whose prefix is that of the playback.
        played: counts what was done.
        keep: which records take part; lines that are no records always do.
        pace: tells when a record is due; None: at once.
        advance: called with the number of lines read.
        idle: returns when more lines are at hand; awaited before the first and after each None.
        held: what the topics hold already of this archive: it is not written again.

    Raises:
        OtherArchive: they hold something else.
        SendFailed: the broker refused a record or did not acknowledge in time.
        TooLarge: a record is too large even for the dead letters.
        Unreachable: no broker answers.
    """
    async with Sender(target, linger_ms=LINGER_MS) as sender:
        batch: list[Record] = []
        size = 0

        async def flush() -> None:
            nonlocal size
            played.unsure = len(batch)
            await sender.send(batch, partition=_PARTITION)
            played.written.update(topic for each in batch if (topic := topic_of(each.topic)) is not None)
            played.unsure = size = 0
            batch.clear()
            advance(played.read)

        if idle is not None:
            await idle()
        for line in lines:
            if line is None:
                await flush()
                if idle is not None:
                    await idle()
                continue
            for record in _records(line, target.topic_prefix, played, keep):
                if held is not None and await held.has(record):
                    played.held += 1
                    continue
                # A line that cannot be read has no time to be due at.
                if pace is not None and record.timestamp_ms and pace.due_in(record.timestamp_ms) > 0:
                    await flush()
                    await asyncio.sleep(pace.due_in(record.timestamp_ms))
                batch.append(record)
                size += len(record.value or b"")
                if len(batch) >= MOST_RECORDS or size >= MOST_BYTES:
                    await flush()
        await flush()


def _records(line: Line, prefix: str, played: Played, keep: Callable[[Record], bool]) -> Iterator[Record]:
    """Yield what a line gives: its record, marked, or a dead letter that says why there is none."""
    played.read += 1
    work = work_of(line, prefix)
    if not work.done and not keep(work.record):
        played.left_out += 1
        return
    topic = topic_of(work.record.topic)
    if work.done:
        yield from (_marked(each, work.record, Topic.DEAD_LETTERS, prefix) for each in work.done)
    elif topic not in (Topic.ARTICLES, Topic.EVENTS) or work.record.is_heartbeat:
        played.ignored += 1
    else:
        yield _fitting(_marked(work.record, work.record, topic, prefix), work.record, prefix)


def _marked(record: Record, origin: Record, topic: Topic, prefix: str) -> Record:
    """Return a record as it goes to a playback's topic: a test, whose origin is the archive's."""
    headers = record.headers
    if record.header("origin") is None:
        headers += (("origin", origin.position.encode()),)
    if record.header("_test") != "true":
        headers += (("_test", b"true"),)
    return replace(record, topic=topic.name_with(prefix), headers=headers)


def _fitting(record: Record, archived: Record, prefix: str) -> Record:
    """Return the record, or its dead letter where the topic does not take it."""
    try:
        check_size(record)
    except TooLarge as error:
        letter = dead_letter(REPLAY, archived, context_of(archived), DeadLetterReason.TOO_LARGE, error)
        return _marked(letter, archived, Topic.DEAD_LETTERS, prefix)
    return record
