"""Reading dead letters back from a real broker."""

import asyncio

import pytest

from streams.dead_letters.letter import Wanted
from streams.dead_letters.reading import NoSuchLetter, at, newest
from streams.kafka.sender import Sender
from streams.kafka.topics import MissingTopics
from streams.settings import Settings
from streams.stage import Record
from tests.streams.dead_letters.letters import dead

pytestmark = pytest.mark.kafka


async def send(settings: Settings, *records: Record) -> None:
    async with Sender(settings) as sender:
        await sender.send(records)


async def positions(settings: Settings, wanted: Wanted, count: int) -> tuple[list[str], int]:
    page = await newest(settings, wanted, count)
    return [letter.position for letter in page.letters], page.older


def test_letters_are_listed_as_asked_the_newest_last(deployment: Settings) -> None:
    bug = frozenset({"bug"})
    times = {3_000: "bug", 4_000: "schema", 5_000: "bug", 6_000: "bug"}

    async def listed() -> list[tuple[list[str], int]]:
        letters = [
            dead(b"%d" % at_ms, prefix=deployment.topic_prefix, at_ms=at_ms, reason=reason)
            for at_ms, reason in times.items()
        ]
        await send(deployment, *letters)
        asked = [(Wanted(), 2), (Wanted(), 0), (Wanted(reasons=bug), 2), (Wanted(since_ms=5_000), 9)]
        asked += [(Wanted(since_ms=9_000), 9), (Wanted(until_ms=4_000), 9)]
        return [await positions(deployment, *each) for each in asked]

    everything = ["0/0", "0/1", "0/2", "0/3"]
    expected = [(["0/2", "0/3"], 2), (everything, 0), (["0/2", "0/3"], 1), (["0/2", "0/3"], 0), ([], 0), (["0/0"], 0)]
    assert asyncio.run(listed()) == expected


def test_a_letter_is_found_where_it_stands_and_nowhere_else(deployment: Settings) -> None:
    async def read() -> list[bytes | None]:
        await send(deployment, *(dead(value, prefix=deployment.topic_prefix) for value in (b"a", b"\xff", None)))
        found = [letter.record.value for letter in await at(deployment, [(0, 1), (0, 2), (0, 0)])]
        for missing in ((0, 3), (7, 0)):
            with pytest.raises(NoSuchLetter, match="there are 0/0 to 0/2"):
                await at(deployment, [missing])
        return found

    assert asyncio.run(read()) == [b"\xff", None, b"a"]


def test_a_topic_that_does_not_exist_is_told_with_what_creates_it(kafka: str, deployment: Settings) -> None:
    elsewhere = deployment.model_copy(update={"topic_prefix": "nowhere-"})
    with pytest.raises(MissingTopics, match="nowhere-dead-letters; `tocsin topics create`"):
        asyncio.run(newest(elsewhere, Wanted(), 1))
