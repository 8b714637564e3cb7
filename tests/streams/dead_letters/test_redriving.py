"""Sending dead letters again on a real broker."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from schemas.topics import Topic
from streams.dead_letters.letter import Wanted
from streams.dead_letters.reading import NoSuchLetter
from streams.dead_letters.redriving import Order, Redrive, redrive
from streams.kafka.reading import reader, until_end
from streams.kafka.sender import Sender
from streams.runtime import context_of, dead_letter
from streams.settings import Settings
from streams.stage import Record
from tests.streams.dead_letters.letters import dead

pytestmark = pytest.mark.kafka
NOW = 1_790_000_000_000


async def send(settings: Settings, *records: Record) -> None:
    async with Sender(settings) as sender:
        await sender.send(records)


async def run(settings: Settings, **order: Any) -> list[tuple[str, Redrive]]:
    return [(step.letter.position, step.outcome) async for step in redrive(settings, Order(now_ms=NOW, **order))]


async def held(settings: Settings, topic: Topic) -> list[Record]:
    async with reader(settings.kafka, topic.name_with(settings.topic_prefix)) as consumer:
        return [record async for record in until_end(consumer)]


def test_what_is_sent_again_stands_in_its_topic_byte_for_byte(deployment: Settings) -> None:
    async def sent() -> list[Record]:
        value = b'{"uri": "\xff'
        await send(deployment, dead(value, key=b"k", prefix=deployment.topic_prefix, headers=(("feed", b"1"),)))
        assert await run(deployment, wanted=Wanted(reasons=frozenset({"deserialization"}))) == [("0/0", Redrive.SENT)]
        return await held(deployment, Topic.ARTICLES)

    (record,) = asyncio.run(sent())
    assert (record.key, record.value, record.timestamp_ms) == (b"k", b'{"uri": "\xff', NOW)
    assert record.headers == (("feed", b"1"), ("tocsin-dlq-attempts", b"1"))


def test_a_second_redrive_sends_each_record_once_and_ends_after_five_attempts(deployment: Settings) -> None:
    async def fails_again() -> None:
        (*_, newest) = sorted(
            await held(deployment, Topic.ARTICLES), key=lambda each: each.header("tocsin-dlq-attempts") or ""
        )
        await send(deployment, dead_letter("detect", newest, context_of(newest), "bug", ValueError("still")))

    async def rounds() -> list[list[tuple[str, Redrive]]]:
        await send(deployment, dead(b"a", prefix=deployment.topic_prefix, reason="bug"))
        seen = []
        for _ in range(5):
            seen.append(await run(deployment))
            await fails_again()
        return seen

    sent, exhausted = Redrive.SENT, Redrive.EXHAUSTED
    assert asyncio.run(rounds()) == [
        [("0/0", sent)],
        [("0/1", sent)],
        [("0/2", sent)],
        [("0/3", sent)],
        [("0/4", exhausted)],
    ]


def test_an_error_stops_or_is_skipped_as_asked(deployment: Settings) -> None:
    async def tried() -> list[list[tuple[str, Redrive]]]:
        stranger = dead(b"x", prefix="elsewhere-")
        ours = replace(stranger, topic=Topic.DEAD_LETTERS.name_with(deployment.topic_prefix))
        await send(deployment, ours, dead(b"y", prefix=deployment.topic_prefix))
        return [await run(deployment, on_error_stop=stop) for stop in (True, False)]

    assert asyncio.run(tried()) == [[("0/0", Redrive.FAILED)], [("0/0", Redrive.FAILED), ("0/1", Redrive.SENT)]]


def test_no_more_are_sent_than_asked_for_and_none_in_a_dry_run(deployment: Settings) -> None:
    async def tried() -> tuple[list[list[tuple[str, Redrive]]], int]:
        await send(deployment, *(dead(value, prefix=deployment.topic_prefix) for value in (b"a", b"b", b"c")))
        planned = await run(deployment, dry_run=True, limit=2)
        assert await held(deployment, Topic.ARTICLES) == []
        some = await run(deployment, limit=1)
        named = await run(deployment, positions=[(0, 2), (0, 0)])
        with pytest.raises(NoSuchLetter):
            await run(deployment, positions=[(0, 1), (0, 3)])
        return [planned, some, named], len(await held(deployment, Topic.ARTICLES))

    planned, sent = Redrive.PLANNED, Redrive.SENT
    steps, count = asyncio.run(tried())
    assert steps == [[("0/0", planned), ("0/1", planned)], [("0/0", sent)], [("0/2", sent), ("0/0", sent)]]
    assert count == 3
