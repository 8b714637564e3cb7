"""What a worker exports on a real broker: everything that is declared, true to the topics, through kills and tests."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import orjson
import pytest
from prometheus_client import Metric as Family
from prometheus_client.parser import text_string_to_metric_families

from dev.kafka.broker import wait_until
from schemas.topics import Topic
from streams.metrics import CATALOGUE
from streams.stage import Record
from streams.worker.faust_names import PREFIX, SHOWN
from tests.edges.test_worker import ROOT, Worker

pytestmark = pytest.mark.kafka
STRIKE = "A drone strike on a market in Kherson killed three people on Tuesday, the governor said."
Series = tuple[str, frozenset[tuple[str, str]]]


class Watched(Worker):
    """A worker whose metrics are read, all of them each time."""

    def families(self) -> list[Family]:
        with urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=20) as answer:
            return list(text_string_to_metric_families(answer.read().decode()))

    def series(self) -> dict[Series, float]:
        samples = [each for family in self.families() for each in family.samples]
        found = {(each.name, frozenset(each.labels.items())): each.value for each in samples}
        assert len(found) == len(samples), "each series once"
        return found

    def value(self, name: str, **labels: str) -> float | None:
        return self.series().get((f"tocsin_{name}", frozenset(labels.items())))

    def sum(self, name: str, **labels: str) -> float:
        chosen = frozenset(labels.items())
        return sum(
            value for (each, found), value in self.series().items() if each == f"tocsin_{name}" and chosen <= found
        )

    def pid(self, stage: str) -> int:
        return int(str([each["pid"] for each in self.told("started") if each["stage"] == stage][-1]))

    def assigned(self, times: int = 2) -> None:
        self.until(lambda: len(self.told("assigned")) >= times, "assigned")


@pytest.fixture
def worker(kafka: str, tmp_path: Path) -> Iterator[Watched]:
    made = Watched(kafka, tmp_path)
    yield made
    if made.process is not None and made.process.poll() is None:
        made.end()


def sample_stream() -> list[Record]:
    """Give the articles of the sample stream as they come, those among them that are none included."""
    lines = [orjson.loads(line) for line in (ROOT / "samples" / "stream.jsonl").read_bytes().splitlines()]
    values = [each["value"] for each in lines]
    return [
        Record("", b"k", value.encode() if isinstance(value, str) else orjson.dumps(value), each["timestamp"])
        for each, value in zip(lines, values, strict=True)
    ]


def test_every_metric_is_exported_and_true_to_the_topics(worker: Watched) -> None:
    articles = sample_stream()
    worker.start(worker__heartbeat_seconds=1, metrics__sources="Northwire", processes=2)
    worker.assigned()
    worker.send(articles)
    worker.until(
        lambda: worker.sum("articles_processed_total") + worker.sum("dead_letters_total") == len(articles), "read"
    )
    events = [orjson.loads(each.value or b"") for each in worker.records(Topic.EVENTS)]
    assert worker.sum("events_detected_total") == len([each for each in events if not each["withdraws"]]) > 20
    worker.until(
        lambda: worker.sum("alerts_published_total", status="Actual") == worker.count(Topic.ALERTS) > 20, "alerts"
    )
    worker.until(lambda: worker.value("consumer_lag", stage="detect", partition="0") is not None, "lag")
    names = {family.name for family in worker.families()}
    ours = {each.full_name.removesuffix("_total") for each in CATALOGUE}
    assert {each for each in names if not each.startswith(f"{PREFIX}_")} == ours
    assert {each.removeprefix(f"{PREFIX}_") for each in names - ours} == set(SHOWN)
    assert worker.sum("dead_letters_total") == worker.count(Topic.DEAD_LETTERS)
    assert worker.sum("incidents_opened_total") - worker.sum("incidents_closed_total") == worker.sum("incidents_active")
    assert worker.sum("stage_items_in_progress") in (0, 1, 2), "a sign of life at most"
    alive = worker.value("heartbeat_last_seen_timestamp_seconds", stage="track") or 0
    worker.until(lambda: (worker.value("heartbeat_last_seen_timestamp_seconds", stage="track") or 0) > alive, "alive")
    assert worker.end() == 0


def test_a_stage_that_is_killed_goes_on_counting(worker: Watched) -> None:
    worker.start(worker__heartbeat_seconds=1)
    worker.assigned()
    worker.feed(STRIKE)
    worker.until(lambda: worker.sum("alerts_published_total") == 1, "an alert")
    before, seen, over = worker.series(), [], threading.Event()

    def scrape() -> None:
        while not over.wait(0.02):
            seen.append(worker.series())

    scraping = threading.Thread(target=scrape)
    scraping.start()
    try:
        for number in (1, 2, 3):  # each restart waits longer than the one before: the last a whole second
            for stage in ("detect", "track"):
                os.kill(worker.pid(stage), signal.SIGKILL)
            worker.assigned(2 + 2 * number)
        worker.feed(STRIKE.replace("Kherson", "Odesa"))
        worker.until(lambda: worker.sum("alerts_published_total") >= 2, "another alert")
    finally:
        over.set()
        scraping.join()
    assert worker.value("stage_errors_total", stage="detect", reason="killed") == 3
    running: Series = ("tocsin_stage_running", frozenset({("stage", "track")}))
    shown = [value for value, _ in groupby(each[running] for each in [before, *seen])]
    assert shown in ([1, 0, 1], [1, 0, 1, 0, 1], [1, 0, 1, 0, 1, 0, 1]), "a short stop may fall between two scrapes"
    for earlier, later in zip([before, *seen], [*seen, worker.series()], strict=False):
        went_back = {each for each in earlier if is_count(each[0]) and later.get(each, -1) < earlier[each]}
        assert went_back == set()
    moments = [each[key] for each in seen for key in each if key[0].endswith("last_item_timestamp_seconds")]
    assert 0 < min(moments) <= max(moments) < time.time() + 1


def is_count(name: str) -> bool:
    return name.startswith("tocsin_") and name.endswith(("_total", "_count", "_bucket", "_timestamp_seconds"))


def test_a_scrape_of_a_worker_that_starts_is_whole(worker: Watched) -> None:
    worker.start()
    scrapes: list[dict[Series, float]] = []

    def starting() -> bool:
        try:
            scrapes.append(worker.series())
        except URLError:
            assert scrapes == [], "once it is there, it stays"
        return len(worker.told("assigned")) == 2

    assert wait_until(starting, 60)
    running: Series = ("tocsin_stage_running", frozenset({("stage", "detect")}))
    assert len(scrapes) > 1
    assert all(running in each for each in scrapes)
    active = [any(name == "tocsin_incidents_active" for name, _ in each) for each in scrapes]
    assert active[0] is False, "nobody knew yet how many there are"


def test_what_is_marked_as_a_test_moves_the_stages_and_alerts_of_tests_alone(worker: Watched) -> None:
    worker.start(worker__heartbeat_seconds=3600)
    worker.assigned()
    worker.until(lambda: worker.value("heartbeat_last_seen_timestamp_seconds", stage="track"), "the first sign of life")
    worker.until(lambda: worker.value("consumer_lag", stage="track", partition="0") == 0, "lag")
    before = worker.series()
    worker.feed(STRIKE, "The council met on Monday.", headers=(("_test", b"true"),))
    worker.until(lambda: worker.sum("alerts_published_total", status="Test") == 1, "an alert")
    worker.until(lambda: worker.sum("stage_items_out_total", stage="track") == 3, "written")
    after = worker.series()
    moved = {name for (name, labels), value in after.items() if before.get((name, labels)) != value}
    # A lag comes and goes with the looks at the topic, whatever a record is marked as.
    ours = {each for each in moved if each.startswith("tocsin_")} - {"tocsin_consumer_lag"}
    assert {each for each in ours if not each.startswith("tocsin_stage_")} == {"tocsin_alerts_published_total"}


def test_a_port_that_is_taken_is_told_and_costs_no_alert(worker: Watched) -> None:
    with socket.create_server(("127.0.0.1", worker.port)):
        worker.start()
        worker.feed(STRIKE)
        worker.until(lambda: worker.count(Topic.ALERTS) == 1, "an alert")
    (said,) = [line for line in worker.log.read_text().splitlines() if "no metrics at" in line]
    assert orjson.loads(said)["level"] == "error"


def test_a_spent_budget_shows_and_a_worker_that_ends_leaves_nothing(worker: Watched, tmp_path: Path) -> None:
    worker.env["TMPDIR"] = str(tmp_path)
    worker.feed(*(f"Item {number}" for number in range(9)))
    worker.start(worker__budget_in_a_row=2, article_seconds=0.000001)
    worker.until(lambda: worker.told("stopped"), "stopped")
    assert worker.value("stage_errors_total", stage="detect", reason="budget") == 1
    assert (worker.value("stage_running", stage="detect"), worker.value("stage_running", stage="track")) == (0, 1)
    assert list(tmp_path.glob("tocsin-metrics-*")) != []
    assert worker.end() == 0
    assert list(tmp_path.glob("tocsin-metrics-*")) == []
