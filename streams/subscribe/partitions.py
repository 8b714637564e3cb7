"""The consumer of a subscription: alone or as a member of a group, each partition placed before it is read.

Alone it reads all partitions and commits nothing. In a group the broker deals them out and keeps the offsets: a
partition resumes at its committed offset; only one that has none starts where the subscription says. Example::

    async with partitions_of_group(settings, topic, "my-desk", start, tell) as partitions:
        places = await partitions.places()  # what stands before them can be read back now
        await partitions.settle(places)
        batch = await partitions.consumer.getmany(timeout_ms=500)
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError

from streams.kafka.connection import client_options, connected, unreachable
from streams.kafka.header_names import read_any_header_name
from streams.kafka.reading import partitions_of, reader
from streams.kafka.sender import MAX_REQUEST_BYTES
from streams.settings import Settings
from streams.subscribe.positions import Start, resolve

#: Longest wait for an answer of the broker, in seconds.
ANSWER_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a partition starts to be read; ``first`` is the oldest offset it holds.

    ``resumed``: an earlier run of the group gave what stands before. ``said``: what people should know of it.
    """

    partition: TopicPartition
    first: int
    offset: int
    resumed: bool
    said: str | None = None


class Partitions(ConsumerRebalanceListener):  # type: ignore[misc]  # aiokafka ships no types
    """The partitions that are read now, and how far each is done."""

    def __init__(
        self, consumer: AIOKafkaConsumer, start: Start | None, group: str | None, tell: Callable[[str], None]
    ) -> None:
        self.consumer = consumer
        self._unplaced: set[TopicPartition] = set()
        self._dealt = False
        self.group = group
        self._start = start
        self._tell = tell
        self._done: dict[TopicPartition, int] = {}
        self._next: dict[TopicPartition, int] = {}
        self._dealt_anew = False

    def on_partitions_assigned(self, assigned: set[TopicPartition]) -> None:
        """Note what the broker dealt out; it is placed before it is read."""
        self._unplaced |= assigned
        self._dealt = True
        # A fetch that waits for records would keep every question about offsets waiting behind it.
        self.consumer.pause(*assigned)
        self._dealt_anew = True

    async def on_partitions_revoked(self, revoked: set[TopicPartition]) -> None:
        """Commit what is done, so that the next reader repeats as little as possible."""
        await self.commit()
        self._unplaced -= revoked
        self._dealt_anew = True
        self._done.clear()

    def reads(self, partition: TopicPartition) -> bool:
        """Say whether the partition is ours and placed."""
        return partition in self.consumer.assignment() and partition not in self._unplaced

    @property
    def settled(self) -> bool:
        """Whether every partition that is ours has its place; before, not even having none means anything."""
        return self._dealt and not self._unplaced

    async def places(self) -> list[Placed]:
        """Return where every new partition starts; nothing is read of it until it is settled.

        Raises:
            KafkaError, TimeoutError: the broker does not answer; ask again.
        """
        waiting = sorted(self._unplaced & self.consumer.assignment())
        if not waiting:
            return []
        self._dealt_anew = False
        async with asyncio.timeout(ANSWER_SECONDS):
            firsts = await self.consumer.beginning_offsets(waiting)
            ends = await self.consumer.end_offsets(waiting)
            return [await self._place(each, firsts[each], ends[each]) for each in waiting]

    async def settle(self, placed: Iterable[Placed]) -> None:
        """Go to these places, unless the group was dealt out anew meanwhile: then other places hold."""
        if self._dealt_anew:
            return
        for each in placed:
            if each.said is not None:
                self._tell(each.said)
            self.consumer.seek(each.partition, each.offset)
            self.consumer.resume(each.partition)
            self._next[each.partition] = each.offset
            self._unplaced.discard(each.partition)
            if not each.resumed:
                self.done(each.partition, each.offset)
        # At once: if it dies before its first alert, the next run must not start later than this one.
        await self.commit()

    async def _place(self, partition: TopicPartition, first: int, end: int) -> Placed:
        committed = None if self.group is None else await self.consumer.committed(partition)
        if committed is None:
            starts = await resolve(self.consumer, self._start or Start("latest"), [partition])
            return Placed(partition, first, starts[partition], resumed=False)
        where = f"{partition.topic}/{partition.partition}"
        if not first <= committed <= end:
            gone = (
                f"{where}: offset {committed}, where the group {self.group} stopped, is gone (the topic holds {first} "
                f"to {end}): alerts may be lost; starting at the earliest"
            )
            return Placed(partition, first, first, True, gone)
        resumed = f"{where}: the group {self.group} resumes where it stopped; a start holds for a new group only"
        said = None if self._start is None or partition in self._next else resumed
        return Placed(partition, first, committed, True, said)

    def received(self, partition: TopicPartition, offset: int) -> None:
        """Note which record comes next; tell when some were deleted before they could be read."""
        due = self._next.get(partition, offset)
        if offset != due:
            where = f"{partition.topic}/{partition.partition}"
            gone = f"offsets {due} to {offset - 1} are gone" if offset > due else f"goes back from {due} to {offset}"
            self._tell(f"{where}: {gone}: the topic deleted records that were not read; alerts may be lost")
        self._next[partition] = offset + 1

    def done(self, partition: TopicPartition, next_offset: int) -> None:
        """Note that everything before ``next_offset`` is done, if the partition still is ours."""
        if self.group is not None and self.reads(partition):
            self._done[partition] = next_offset

    async def commit(self) -> bool:
        """Commit what is done; return False when the broker does not answer, then it is kept for the next time."""
        offsets = {each: at for each, at in self._done.items() if self.reads(each)}
        if not offsets:
            return True
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await self.consumer.commit(offsets)
        except (CommitFailedError, IllegalStateError):
            pass  # the group has dealt the partitions out anew: their next reader repeats some alerts
        except (KafkaError, TimeoutError):
            return False
        # More may have been done while the broker answered.
        self._done = {each: at for each, at in self._done.items() if offsets.get(each) != at}
        return True


@asynccontextmanager
async def all_partitions(
    settings: Settings, topic: str, start: Start | None, tell: Callable[[str], None]
) -> AsyncIterator[Partitions]:
    """Give all partitions of a topic, without a group.

    Raises:
        Unreachable: no broker answers, or it refuses.
    """
    async with reader(settings.kafka, topic) as consumer:
        partitions = Partitions(consumer, start, None, tell)
        partitions.on_partitions_assigned(consumer.assignment())
        yield partitions


@asynccontextmanager
async def partitions_of_group(
    settings: Settings, topic: str, group: str, start: Start | None, tell: Callable[[str], None]
) -> AsyncIterator[Partitions]:
    """Give the partitions that the group deals out to this member; at the end it leaves the group.

    Raises:
        Unreachable: no broker answers, or it refuses.
    """
    read_any_header_name()
    consumer = AIOKafkaConsumer(
        **client_options(settings.kafka),
        group_id=group,
        enable_auto_commit=False,
        # Never relied on: each partition is placed by a seek of ours before it is read.
        auto_offset_reset="earliest",
        session_timeout_ms=round(settings.worker.session_seconds * 1000),
        max_partition_fetch_bytes=MAX_REQUEST_BYTES,
    )
    partitions = Partitions(consumer, start, group, tell)
    try:
        # Subscribed afterwards: to meet the other members may take longer than to connect.
        await connected(settings.kafka, consumer.start())
        consumer.subscribe([topic], listener=partitions)
        yield partitions
    except KafkaError as error:
        raise unreachable(settings.kafka, error) from None
    finally:
        await consumer.stop()


async def ends_of(consumer: AIOKafkaConsumer, topic: str) -> dict[TopicPartition, int]:
    """Return where the partitions of a topic end now, those of other members too.

    Raises:
        KafkaError, TimeoutError: the broker does not answer.
    """
    async with asyncio.timeout(ANSWER_SECONDS):
        known = [TopicPartition(topic, each) for each in await partitions_of(consumer, topic)]
        return dict(await consumer.end_offsets(known))
