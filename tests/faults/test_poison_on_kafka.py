"""Hostile records through a real broker and real workers: none stops a partition, restarts a stage or goes missing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import orjson
import pytest

from schemas.topics import Topic
from streams.stage import Record
from tests.faults.conftest import Report
from tests.faults.harness import deployment
from tests.faults.load import articles
from tests.faults.markers import DIE, EAT, LOOP
from tests.faults.poison import poison

pytestmark = pytest.mark.kafka


def test_hostile_records_cost_themselves_and_no_good_article(kafka: str, folder: Path, report: Report) -> None:
    async def disturbed() -> None:
        hostile = [each.record for each in poison(1) if each.record.timestamp_ms >= 0]
        good = list(articles(31, len(hostile)))
        async with deployment(kafka, folder) as run:
            run.env["TOCSIN_ARTICLE_SECONDS"] = "60"  # a slow machine is none of the hostilities here
            await run.feed(each for pair in zip(hostile, good, strict=True) for each in pair)
            run.start("one")
            await run.settled()
            found = await run.judgement()
            report(found.line(hostile=len(hostile), restarts=run.restarts))
            assert (found.faults(), run.restarts) == ({}, 0)
            assert found.dead_letters > 200

    asyncio.run(disturbed())


def marked(headline: str, number: int) -> Record:
    value = orjson.dumps({"uri": f"{headline}-{number}", "headline": headline})
    return Record("tocsin-articles", str(number).encode(), value, 1_773_122_400_000)


def test_articles_that_loop_eat_or_die_cost_themselves(kafka: str, folder: Path, report: Report) -> None:
    async def disturbed() -> None:
        bad = [marked(headline, number) for number, headline in enumerate((LOOP, EAT, DIE) * 2)]
        good = list(articles(32, 600))
        async with deployment(kafka, folder, patches={"detect": ["markers"]}) as run:
            run.env["TOCSIN_ARTICLE_SECONDS"] = "2"
            await run.feed([*good[:100], *bad, *good[100:]])
            run.start("one")
            await run.settled()
            held = await run.read()
            found = await run.judgement(excused=["timeout", "bug"])
            report(found.line(bad=len(bad), restarts=run.restarts))
            assert (found.faults(), run.restarts, found.dead_letters) == ({}, 0, len(bad))
            letters = [each.value for each in held[Topic.DEAD_LETTERS]]
            assert sorted(filter(None, letters)) == sorted(filter(None, (each.value for each in bad)))

    asyncio.run(disturbed())
