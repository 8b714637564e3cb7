"""The loop of detect: nothing is acknowledged before it is written, and nothing raises into Faust."""

import asyncio
from collections.abc import Sequence
from typing import Any

import orjson
import pytest
from prometheus_client import CollectorRegistry

from streams.counting import Counting
from streams.kafka.sender import SendFailed
from streams.metrics import Metrics
from streams.pool import Pool, Written
from streams.runtime import context_of, dead_letter, run_stage
from streams.settings import Settings, WorkerSettings
from streams.stage import Record
from streams.topology import DETECT
from streams.worker.counted import Counted
from streams.worker.detect import DetectLoop
from streams.worker.pool_thread import PoolThread
from tests.streams.worker.conftest import Kept, Left, Stream, beginning, never

SETTINGS = Settings(worker=WorkerSettings(budget_in_a_row=2))
STRIKE = "A drone strike killed three people in Kherson on Tuesday, the governor said."


class Here(PoolThread):
    """A pool that reads in this process; records with the key ``hangs`` overrun."""

    def __init__(self) -> None:
        super().__init__(Pool(DETECT, 1))

    async def run(self, records: Sequence[Record]) -> list[Written]:
        return [
            (dead_letter("detect", each, context_of(each), "timeout", TimeoutError("5 s")),)
            if each.key == b"hangs"
            else run_stage(DETECT, each, context_of(each))
            for each in records
        ]


def article(offset: int, body: str = "The council met on Monday.", key: bytes = b"k") -> Record:
    value = orjson.dumps(
        {"uri": f"a{offset}", "headline": "News", "body": body, "published_at": "2026-03-10T12:00:00Z"}
    )
    return Record("tocsin-articles", key, value, 1_773_144_000_000, offset=offset)


def run(
    records: Sequence[Record], sender: Kept | None = None, is_hole: Any = never, counted: Counted | None = None
) -> Kept:
    kept = sender or Kept()
    stream: Any = Stream(records)
    asyncio.run(DetectLoop(SETTINGS, Here(), kept, beginning, is_hole, counted or Counted("detect"))(stream))
    return kept


def test_a_batch_is_written_in_the_order_of_its_articles() -> None:
    kept = run([article(0, STRIKE), article(1), article(2)])
    assert kept.topics == [["verdicts", "events", "verdicts"], ["verdicts"]]
    assert kept.calls[0][1].header("origin") == "tocsin-articles/0/0"


def test_a_bad_article_is_a_dead_letter_among_the_verdicts() -> None:
    bad = Record("tocsin-articles", b"k", b"{", 0, offset=1)
    assert run([article(0), bad]).topics == [["verdicts", "dead-letters"]]


def test_a_skipped_offset_ends_the_process_before_anything_is_written(leaving: type[Left]) -> None:
    kept = Kept()
    with pytest.raises(leaving, match="70 partition 0 went from offset 0 to 2"):
        run([article(0), article(2)], kept)
    assert kept.calls == []


def test_a_first_offset_beyond_the_committed_one_ends_the_process(leaving: type[Left]) -> None:
    with pytest.raises(leaving, match="70 partition 0 went from offset -1 to 200"):
        run([article(200)])


def test_a_hole_that_the_topic_has_is_passed() -> None:
    async def always(_: Any) -> bool:
        return True

    assert run([article(0), article(2)], is_hole=always).topics == [["verdicts", "verdicts"]]


def test_a_broker_that_does_not_acknowledge_ends_the_process(leaving: type[Left]) -> None:
    with pytest.raises(leaving, match="70 SendFailed: timed out"):
        run([article(0)], Kept(SendFailed("timed out")))


def test_cancelled_at_work_it_ends_the_process_for_faust_would_acknowledge_the_batch(leaving: type[Left]) -> None:
    with pytest.raises(leaving, match="70 CancelledError"):
        run([article(0)], Kept(asyncio.CancelledError()))


def test_a_spent_budget_ends_the_process_before_the_batch_drains(leaving: type[Left]) -> None:
    kept = Kept()
    with pytest.raises(leaving, match="72 more than 2 records in a row"):
        run([article(offset, key=b"hangs") for offset in range(4)], kept)
    assert kept.topics == [["dead-letters", "dead-letters"]]


def counts() -> tuple[Counted, Metrics]:
    metrics = Metrics(CollectorRegistry())
    return Counted("detect", metrics, Counting(metrics)), metrics


def test_what_the_broker_has_is_counted() -> None:
    counted, metrics = counts()
    run([article(0, STRIKE), article(1), article(2)], counted=counted)
    value = metrics.registry.get_sample_value
    assert value("tocsin_stage_items_in_total", {"stage": "detect"}) == 3
    assert value("tocsin_stage_items_out_total", {"stage": "detect"}) == 4
    assert value("tocsin_articles_processed_total", {"verdict": "event", "reason": ""}) == 1
    assert value("tocsin_stage_items_in_progress", {"stage": "detect"}) == 0


def test_what_the_broker_has_not_acknowledged_is_in_progress_and_counts_as_nothing_else(leaving: type[Left]) -> None:
    counted, metrics = counts()
    with pytest.raises(leaving):
        run([article(0, STRIKE)], Kept(SendFailed("timed out")), counted=counted)
    value = metrics.registry.get_sample_value
    assert value("tocsin_stage_items_in_progress", {"stage": "detect"}) == 1
    assert value("tocsin_stage_items_out_total", {"stage": "detect"}) == 0
    assert value("tocsin_articles_processed_total", {"verdict": "event", "reason": ""}) == 0
