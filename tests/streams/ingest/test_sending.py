"""Batches are bounded, in order, and what is safe is known when the broker fails."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import aclosing

import pytest

from streams.ingest.articles import Item, to_record
from streams.ingest.sending import BATCH_BYTES, BATCH_RECORDS, Outlet, Stopped, batches, in_thread
from tests.streams.ingest.conftest import Broker


def good(line: int, size: int = 10) -> Item:
    value = b'{"uri": "%d", "body": "%s"}' % (line, b"x" * size)
    return Item("news.jsonl", line, to_record(value, "tocsin-articles", 5))


def test_a_batch_is_full_by_number_or_by_bytes() -> None:
    assert [len(each) for each in batches(good(n) for n in range(BATCH_RECORDS + 1))] == [BATCH_RECORDS, 1]
    large = [good(n, 900_000) for n in range(7)]
    assert [len(each) for each in batches(large)] == [BATCH_BYTES // 900_000 + 1, 2]


def test_what_has_arrived_goes_out_before_more_is_there() -> None:
    assert [len(each) for each in batches([good(1), None, None, good(2), good(3), None])] == [1, 2]


def test_bad_items_are_told_and_the_others_sent() -> None:
    broker, told = Broker(), list[tuple[str, str]]()
    outlet = Outlet(broker, lambda place, why: told.append((place, why)))
    asyncio.run(outlet.deliver([good(1), Item("news.jsonl", 2, why="no article"), good(3)]))
    assert (told, [each.uri for each in broker.articles]) == ([("news.jsonl:2", "no article")], ["1", "3"])
    assert (outlet.tally.sent, outlet.tally.acknowledged, outlet.tally.bad) == (2, 2, 1)


def test_when_the_broker_fails_it_is_told_what_is_safe_and_where_to_go_on() -> None:
    outlet = Outlet(Broker(fails_from=2), lambda *_: None)

    async def go() -> None:
        await outlet.deliver([good(1), good(2)])
        await outlet.deliver([Item("news.jsonl", 3, why="bad"), good(4)])

    with pytest.raises(Stopped, match=r"no acknowledgement; 2 articles are acknowledged; go on from news\.jsonl:4"):
        asyncio.run(go())
    assert (outlet.tally.sent, outlet.tally.acknowledged) == (3, 2)


def collected(work: Iterator[list[Item]]) -> list[int]:
    async def go() -> list[int]:
        return [item.line async for batch in in_thread(work) for item in batch]

    return asyncio.run(go())


def test_a_thread_gives_everything_in_order() -> None:
    assert collected([good(n)] for n in range(50)) == list(range(50))


def test_what_goes_wrong_in_the_thread_is_raised_where_it_is_awaited() -> None:
    def work() -> Iterator[list[Item]]:
        yield [good(1)]
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        collected(work())


def test_the_thread_reads_only_a_few_batches_ahead_and_ends_with_its_reader() -> None:
    read: list[int] = []

    def work() -> Iterator[list[Item]]:
        for line in range(100):
            read.append(line)
            yield [good(line)]

    async def go() -> None:
        async with aclosing(in_thread(work())) as arriving:
            await anext(arriving)

    asyncio.run(go())
    for thread in threading.enumerate():
        if thread.name == "reader":
            thread.join(10)
            assert not thread.is_alive()
    assert len(read) < 6
