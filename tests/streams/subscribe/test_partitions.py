"""Each partition is placed before it is read; a group resumes at its committed offset, and what is gone is told."""

import asyncio
from contextlib import AsyncExitStack

import pytest
from aiokafka import TopicPartition
from aiokafka.admin import RecordsToDelete

from streams.kafka.connection import admin
from streams.subscribe.partitions import Partitions, ends_of, partitions_of_group
from streams.subscribe.positions import Start
from tests.alerts_topic import PATIENCE_SECONDS, AlertsTopic, alert

pytestmark = pytest.mark.kafka


class Member:
    """A member of the group; ``at``: where its partitions start."""

    def __init__(self, topic: AlertsTopic, start: str | None = None) -> None:
        self.topic, self.start = topic, None if start is None else Start(start)  # type: ignore[arg-type]  # a word
        self.told: list[str] = []
        self.stack = AsyncExitStack()

    async def __aenter__(self) -> "Member":
        opened = partitions_of_group(
            self.topic.settings, self.topic.name, self.topic.group, self.start, self.told.append
        )
        self.partitions: Partitions = await self.stack.enter_async_context(opened)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stack.aclose()

    async def place(self, count: int = 1) -> list[int]:
        """Settle as many partitions as there should be; return their offsets."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                placed = await self.partitions.places()
                if len(placed) == count:
                    await self.partitions.settle(placed)
                    return [each.offset for each in placed]
                await self.partitions.consumer.getmany(timeout_ms=50)


async def place_once(topic: AlertsTopic, start: str | None = None, *, done: int | None = None) -> list[int]:
    """Let a member come, take its place, be done with some records, and go."""
    async with Member(topic, start) as member:
        offsets = await member.place()
        if done is not None:
            member.partitions.done(TopicPartition(topic.name, 0), done)
            assert await member.partitions.commit()
        return offsets


def test_a_new_group_keeps_its_first_place_though_it_dies_at_once(kafka: str) -> None:
    topic = AlertsTopic(kafka).put(alert("market"))
    assert asyncio.run(place_once(topic)) == [1]  # latest
    topic.put(alert("depot"))
    assert asyncio.run(place_once(topic)) == [1]


def test_a_start_holds_for_a_new_group_only_and_that_is_told(kafka: str) -> None:
    topic = AlertsTopic(kafka).put(alert("market"), alert("depot"))
    assert asyncio.run(place_once(topic, "earliest", done=1)) == [0]

    async def again() -> tuple[list[int], list[str]]:
        async with Member(topic, "earliest") as member:
            return await member.place(), member.told

    offsets, told = asyncio.run(again())
    assert offsets == [1]
    assert told == [
        f"{topic.name}/0: the group {topic.group} resumes where it stopped; a start holds for a new group only"
    ]


def test_a_place_that_was_deleted_is_told_and_replaced_by_the_earliest(kafka: str) -> None:
    topic = AlertsTopic(kafka).put(*(alert(f"i{n}") for n in range(5)))
    asyncio.run(place_once(topic, "earliest", done=1))

    async def deleted() -> tuple[list[int], list[str]]:
        async with admin(topic.settings.kafka) as client:
            await client.delete_records({TopicPartition(topic.name, 0): RecordsToDelete(before_offset=3)})
        async with Member(topic) as member:
            return await member.place(), member.told

    offsets, told = asyncio.run(deleted())
    assert offsets == [3]
    assert (
        f"offset 1, where the group {topic.group} stopped, is gone (the topic holds 3 to 5): alerts may be lost"
        in told[0]
    )


def test_records_that_were_deleted_before_they_were_read_are_told(kafka: str) -> None:
    told: list[str] = []

    async def skipping(topic: AlertsTopic) -> None:
        async with Member(topic, "earliest") as member:
            await member.place()
            for offset in (0, 1, 5, 6, 2):
                member.partitions.received(TopicPartition(topic.name, 0), offset)
            told.extend(each.split(": ")[1] for each in member.told)

    asyncio.run(skipping(AlertsTopic(kafka)))
    assert told == ["offsets 2 to 4 are gone", "goes back from 7 to 2"]


def test_what_another_member_was_dealt_is_neither_read_nor_committed(kafka: str) -> None:
    topic = AlertsTopic(kafka, partitions=2)

    async def joined() -> None:
        async with Member(topic, "earliest") as first:
            assert await first.place(2) == [0, 0]
            async with Member(topic, "earliest") as second:
                await asyncio.gather(first.place(), second.place())
                owned = [member.partitions.consumer.assignment() for member in (first, second)]
                assert [len(each) for each in owned] == [1, 1] and owned[0] != owned[1]
                (theirs,) = owned[1]
                first.partitions.done(theirs, 5)
                assert await first.partitions.commit() and not first.partitions.reads(theirs)
                assert await second.partitions.consumer.committed(theirs) == 0
                assert await ends_of(first.partitions.consumer, topic.name) == dict.fromkeys(owned[0] | owned[1], 0)

    asyncio.run(joined())
