"""Kill, stop, pause, starve: nothing is lost, nothing is invented, order holds, and every article is accounted for."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random

import pytest

from tests.faults.conftest import Report
from tests.faults.harness import STAGES, deployment
from tests.faults.load import articles

pytestmark = pytest.mark.kafka


def test_workers_killed_at_random_lose_nothing(kafka: str, folder: Path, report: Report) -> None:
    async def run() -> None:
        chance = Random(3)
        async with deployment(kafka, folder) as work:
            await work.feed(articles(3, 3_000))
            work.start("one")
            for _ in range(3):
                stage = chance.choice(STAGES)
                await work.until_committed(chance.randint(50, 300), stage)
                work.kill("one", stage)
            await work.settled()
            found = await work.judgement()
            report(found.line(seed=3, kills=work.kills, restarts=work.restarts))
            assert found.faults() == {}

    asyncio.run(run())
