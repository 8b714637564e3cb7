"""An event loop waits for child processes without standing still."""

import asyncio
from collections.abc import Sequence

import pytest

from streams.pool import GROUP_RECORDS, Pool, PoolBroken
from streams.stage import Record
from streams.worker.pool_thread import PoolThread
from tests.streams.test_pool import OBEDIENT, work


def told(written: Sequence[tuple[Record, ...]]) -> list[str]:
    return [some[0].header("tocsin-dlq-reason") or (some[0].key or b"").decode() for some in written]


def records(numbers: range, headline: str = "work") -> list[Record]:
    return [work(number, headline).record for number in numbers]


def test_orders_side_by_side_are_answered_each_in_its_order() -> None:
    async def run(pool: PoolThread) -> list[list[str]]:
        orders = [range(0, 3 * GROUP_RECORDS), range(100, 101), range(200, 200)]
        return [told(each) for each in await asyncio.gather(*(pool.run(records(order)) for order in orders))]

    pool = PoolThread(Pool(OBEDIENT, 2, seconds=30))
    pool.start()
    assert asyncio.run(run(pool)) == [[str(n) for n in range(3 * GROUP_RECORDS)], ["100"], []]
    pool.close()


def test_a_record_that_hangs_costs_itself_and_the_loop_goes_on_meanwhile() -> None:
    async def run(pool: PoolThread) -> tuple[list[str], list[str]]:
        slow = asyncio.create_task(pool.run([*records(range(1), "sleep"), *records(range(1, 3))]))
        quick = await pool.run(records(range(7, 8)))
        assert not slow.done()
        return told(await slow), told(quick)

    pool = PoolThread(Pool(OBEDIENT, 2, seconds=3))
    pool.start()
    assert asyncio.run(run(pool)) == (["timeout", "1", "2"], ["7"])
    pool.close()


def test_whoever_waits_learns_that_no_child_can_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Pool) -> None:
        raise PoolBroken("no child")

    monkeypatch.setattr(Pool, "_start", broken)
    pool = PoolThread(Pool(OBEDIENT, 1))
    pool.start()
    with pytest.raises(PoolBroken, match="no child"):
        asyncio.run(pool.run(records(range(1))))


def test_answers_within_an_order_show_that_the_pool_does_not_stand_still() -> None:
    async def run(pool: PoolThread) -> tuple[int, int]:
        order = asyncio.create_task(pool.run([*records(range(1), "sleep"), *records(range(1, 3))]))
        while not (answered := pool.answered(0)) and not order.done():
            await asyncio.sleep(0.001)
        await order
        return answered, pool.answered(0)

    pool = PoolThread(Pool(OBEDIENT, 1, seconds=1))
    pool.start()
    during, after = asyncio.run(run(pool))
    pool.close()
    assert 0 < during < 3
    assert after == 0
