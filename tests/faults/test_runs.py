"""Kill, stop, pause: nothing is lost, nothing is invented, order holds, and every article is accounted for."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random
from signal import SIGCONT, SIGKILL, SIGSTOP, SIGTERM

import orjson
import pytest

from schemas.topics import Topic
from streams.kafka.sender import Sender
from streams.stage import Record
from streams.worker.points import POINTS
from tests.faults.conftest import Report
from tests.faults.harness import STAGES, Deployment, deployment
from tests.faults.load import articles
from tests.faults.markers import LOOP

pytestmark = pytest.mark.kafka


async def judged(run: Deployment, report: Report, **known: object) -> None:
    """Wait until all is processed; nothing may be lost."""
    await run.settled()
    found = await run.judgement()
    report(found.line(**known, kills=run.kills, restarts=run.restarts))
    assert found.faults() == {}, f"{found.examples}; {run.lives()}"


async def killed_at_random(kafka: str, folder: Path, report: Report, seed: int, count: int, kills: int) -> None:
    """Kill a stage again and again while there is still something to do."""
    chance = Random(seed)
    async with deployment(kafka, folder) as run:
        await run.feed(articles(seed, count))
        run.start("one")
        for _ in range(kills):
            stage = chance.choice(STAGES)
            # Three articles make one event: either stage has half of its work before it when the last kill comes.
            share = count / kills / 2 if stage == "detect" else count / kills / 6
            await run.until_committed(round(chance.uniform(0.5, 1.0) * share), stage)
            run.kill("one", stage)
        await judged(run, report, seed=seed)


@pytest.mark.parametrize(("seed", "count", "kills"), [(3, 20_000, 10)])
def test_stages_killed_at_random_lose_nothing(
    kafka: str, folder: Path, report: Report, seed: int, count: int, kills: int
) -> None:
    asyncio.run(killed_at_random(kafka, folder, report, seed, count, kills))


@pytest.mark.soak
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_stages_killed_thirty_times_lose_nothing_of_100_000_articles(
    kafka: str, folder: Path, report: Report, seed: int
) -> None:
    asyncio.run(killed_at_random(kafka, folder, report, seed, 100_000, 30))


def test_a_stage_killed_at_each_point_of_its_loop_loses_nothing(kafka: str, folder: Path, report: Report) -> None:
    async def disturbed() -> None:
        async with deployment(kafka, folder) as run:
            await run.feed(articles(4, 2_000))
            run.start("one")
            for number, point in enumerate(POINTS):
                await run.die("one", point.partition(".")[0], f"die:{point}:{2 + 3 * number}")
            await judged(run, report, seed=4)

    asyncio.run(disturbed())


#: What two workers do: one starts, joins, dies, leaves, comes back.
STEPS = (
    ("start", "two"), ("kill", "one"), ("leave", "two"), ("start", "two"), ("kill", "two"),
    ("start", "three"), ("kill", "one"), ("leave", "one"), ("start", "one"),
)  # fmt: skip


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_workers_that_join_leave_and_die_lose_nothing(kafka: str, folder: Path, report: Report, seed: int) -> None:
    async def disturbed() -> None:
        chance = Random(seed)
        async with deployment(kafka, folder) as run:
            await run.feed(articles(seed, 4_000))
            run.start("one")
            for action, worker in STEPS:
                await run.until_committed(chance.randint(50, 250), "detect")
                if action == "start":
                    run.start(worker)
                elif action == "leave":
                    # It may be about to leave by itself, or so young that nothing catches the signal yet.
                    assert set(run.leave(worker)) <= {0, 70, -SIGTERM}
                else:
                    run.kill(worker, chance.choice(STAGES))
            await judged(run, report, seed=seed)

    asyncio.run(disturbed())


def test_a_worker_that_sleeps_past_its_session_and_wakes_loses_nothing(
    kafka: str, folder: Path, report: Report
) -> None:
    async def disturbed() -> None:
        async with deployment(kafka, folder) as run:
            await run.feed(articles(6, 3_000))
            run.start("one")
            await run.until_committed(100)
            for stage in STAGES:
                run.signal("one", stage, SIGSTOP)
            run.start("two")
            await run.until_committed(200)  # it has what the sleeper had
            for stage in STAGES:
                run.signal("one", stage, SIGCONT)
            await judged(run, report, seed=6)

    asyncio.run(disturbed())


def test_a_stage_that_stood_by_begins_at_the_first_attempt(kafka: str, folder: Path, report: Report) -> None:
    """Faust opens the partitions some steps before it shuts them again: here those steps take two seconds."""

    async def disturbed() -> None:
        waiting = list(articles(31, 1_500))
        slow = {"track": ["slow_assignment:2"]}
        async with deployment(kafka, folder, patches=slow, session_seconds=12) as run:
            await run.feed(waiting[:750])
            run.start("reader", ["detect"])
            run.start("one", ["track"])
            await run.until_committed(100)
            run.start("two", ["track"])
            await run.until(lambda: '"partitions": []' in run.lives(), "one of them stands by")
            restarts = run.restarts
            holder = await run.holder("track")
            assert holder is not None
            run.leave(holder, how=SIGKILL)
            await run.feed(waiting[750:])
            await judged(run, report, seed=31)
            assert run.restarts == restarts

    asyncio.run(disturbed())


def test_a_stage_with_a_state_and_a_backlog_starts_at_the_first_attempt(
    kafka: str, folder: Path, report: Report
) -> None:
    """Nothing is committed yet, so that no seek would bring back what a start lets slip."""

    async def started(seed: int) -> None:
        async with deployment(kafka, folder, session_seconds=30) as run:  # a slow machine is no restart
            await run.feed(articles(seed, 1_500))
            run.start("one", ["detect"])
            await run.until_committed(1_500, "detect")
            incidents = Topic.INCIDENTS.name_with(run.settings.topic_prefix)
            async with Sender(run.settings, linger_ms=5) as sender:
                await sender.send([Record(incidents, b"gone-%d" % each, None, 1) for each in range(500)])
            run.start("one", ["track"])
            await run.settled()
            found = await run.judgement()
            report(found.line(seed=seed, restarts=run.restarts))
            assert (found.faults(), run.restarts) == ({}, 0)

    for seed in (13, 14, 15):
        asyncio.run(started(seed))


def test_a_worker_told_to_end_under_load_ends_within_ten_seconds_and_repeats_nothing(
    kafka: str, folder: Path, report: Report
) -> None:
    async def disturbed() -> None:
        async with deployment(kafka, folder) as run:
            await run.feed(articles(7, 2_000))
            for _ in range(2):
                run.start("one")
                await run.until_committed(100)
                assert run.leave("one", limit=10) == [0, 0]
            run.start("one")
            await run.settled()
            found = await run.judgement()
            report(found.line(seed=7))
            assert (found.faults(), found.repeats, found.events_repeats) == ({}, 0, 0)

    asyncio.run(disturbed())


def marked(headline: str) -> Record:
    value = orjson.dumps({"uri": headline, "headline": headline})
    return Record("tocsin-articles", b"k", value, 1_773_122_400_000)


def test_a_worker_told_to_end_ends_though_an_article_is_stuck(kafka: str, folder: Path, report: Report) -> None:
    async def disturbed() -> None:
        async with deployment(kafka, folder, patches={"detect": ["markers"]}) as run:
            run.env["TOCSIN_ARTICLE_SECONDS"] = "300"
            await run.feed([*articles(8, 300), marked(LOOP)])
            run.start("one")
            await run.until_committed(150, "detect")
            assert run.leave("one", limit=10) == [0, 0]
            run.env["TOCSIN_ARTICLE_SECONDS"] = "2"
            run.start("one")
            await run.settled()
            found = await run.judgement(excused=["timeout"])
            report(found.line(seed=8))
            assert (found.faults(), found.dead_letters) == ({}, 1)

    asyncio.run(disturbed())
