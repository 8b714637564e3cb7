"""Each test of the promise can fail: under the mistake it exists for it does, and without the mistake it does not."""

from __future__ import annotations

import asyncio
from pathlib import Path
from signal import SIGCONT

import pytest

from tests.faults.conftest import Report
from tests.faults.harness import deployment
from tests.faults.load import articles
from tests.faults.oracle import Judgement

pytestmark = pytest.mark.kafka

#: The mistake, the fault that exposes it, and the figures of which one must speak.
MUTANTS = [
    ("seen_and_skip", "die_before_alerts:5", {"lost"}),
    ("unawaited_send", "slow_send:5", {"lost"}),
    # The guard of the offsets sees two coroutines begin at once, and stops that too.
    ("two_at_once+guards_off", "slow_send:1", {"lost", "state", "divergent", "order"}),
    ("raising_agent", "failing_send:5", {"lost"}),
    ("guards_off", "hole:20", {"lost", "state"}),
]


async def outcome(kafka: str, folder: Path, report: Report, mutants: list[str], fault: str) -> Judgement:
    """Let one fault befall track, and judge."""
    async with deployment(kafka, folder, patches={"track": mutants}) as run:
        await run.feed(articles(21, 300))
        run.start("one", ["detect"])
        await run.until_committed(290, "detect")
        run.start("one", ["track"], faults=[fault])
        await run.settled()
        found = await run.judgement()
        report(found.line(mutant=(mutants or ["none"])[0], fault=fault, restarts=run.restarts))
        return found


@pytest.mark.parametrize(("mutant", "fault", "spoken"), MUTANTS, ids=[each[0] for each in MUTANTS])
def test_a_mistake_is_exposed_by_its_fault(
    kafka: str, folder: Path, report: Report, mutant: str, fault: str, spoken: set[str]
) -> None:
    found = asyncio.run(outcome(kafka, folder, report, mutant.split("+"), fault))
    assert spoken & set(found.faults())


#: Found by these runs: after one start in forty Faust hands on offset 200 first and commits past the 200 before it.
LATE_START = "hole:1"


@pytest.mark.parametrize("fault", [*(each[1] for each in MUTANTS), LATE_START])
def test_the_worker_as_it_is_stands_the_same_fault(kafka: str, folder: Path, report: Report, fault: str) -> None:
    found = asyncio.run(outcome(kafka, folder, report, [], fault))
    assert found.faults() == {}


@pytest.mark.parametrize("mutants", [[], ["no_lease"]], ids=["as it is", "no_lease"])
def test_a_sleeper_writes_over_newer_records_only_without_a_lease_and_they_do_not_count(
    kafka: str, folder: Path, report: Report, mutants: list[str]
) -> None:
    async def disturbed() -> Judgement:
        async with deployment(kafka, folder, patches={"track": mutants}) as run:
            await run.feed(articles(22, 1_500, fresh=0.01))
            run.start("one", ["detect"])
            await run.until_committed(1_500, "detect")
            run.start("one", ["track"], faults=["freeze:60"])
            await run.until(lambda: run.happened() == 1, "frozen")
            run.start("two", ["track"])
            await run.until_committed(300)  # it has all that the sleeper had read
            run.signal("one", "track", SIGCONT)
            await run.settled()
            found = await run.judgement()
            report(found.line(mutant=(mutants or ["none"])[0], fault="freeze", restarts=run.restarts))
            return found

    found = asyncio.run(disturbed())
    assert (found.faults(), found.late > 0) == ({}, bool(mutants))
