"""A stage counts where its supervisor gave it a folder, and nothing that goes wrong with it reaches the stage."""

from pathlib import Path
from typing import Any

import faust
import pytest
from prometheus_client import CollectorRegistry
from structlog.testing import capture_logs

from schemas.codec import encode
from schemas.topics import Topic
from streams.counting import Counting
from streams.incidents.state import Incidents
from streams.metrics import Metrics
from streams.settings import MetricsSettings, Settings
from streams.stage import Record
from streams.worker.counted import Counted, counted
from streams.worker.faust_metrics import Sensor
from streams.worker.metric_files import FOLDER, FilesCollector, make_files
from tests.builders import event

SETTINGS = Settings(metrics=MetricsSettings(sources=("Northwire",)))
EVENT = Record(Topic.EVENTS.name_with(), b"UA", encode(event(killed=3)), 1_773_144_000_000)


@pytest.fixture
def metrics() -> Metrics:
    return Metrics(CollectorRegistry())


class Broken:
    """A counting in which everything fails."""

    def __getattr__(self, name: str) -> Any:
        def fail(*_: object) -> None:
            raise ZeroDivisionError(name)

        return fail


def use(counts: Counted) -> None:
    counts.took(2)
    counts.timed(0.1)
    counts.detected([EVENT, EVENT], [(), ()])
    counts.tracked(EVENT, (), 0.1)
    counts.behind({0: 3})
    assert list(counts.beginning(Incidents())) == []


def test_what_was_taken_and_what_is_done_is_counted(metrics: Metrics) -> None:
    counts, value = Counted("detect", metrics, Counting(metrics)), metrics.registry.get_sample_value
    counts.took(2)
    assert value("tocsin_stage_items_in_progress", {"stage": "detect"}) == 2
    counts.detected([EVENT, EVENT], [(), ()])
    assert value("tocsin_stage_items_in_progress", {"stage": "detect"}) == 0
    assert value("tocsin_stage_items_in_total", {"stage": "detect"}) == 2


def test_lag_is_told_by_partition(metrics: Metrics) -> None:
    Counted("track", metrics, Counting(metrics)).behind({0: 3, 7: 0})
    lag = {each: metrics.registry.get_sample_value(
        "tocsin_consumer_lag", {"stage": "track", "partition": each}) for each in ("0", "7", "1")}  # fmt: skip
    assert lag == {"0": 3, "7": 0, "1": None}


def test_an_error_is_told_once_and_ends_nothing(metrics: Metrics) -> None:
    broken: Any = Broken()
    counts = Counted("detect", metrics, broken)
    with capture_logs() as logs:
        use(counts)
        use(counts)
    assert [(line["event"], line["stage"], line["log_level"]) for line in logs] == [("not counted", "detect", "error")]


def test_without_a_folder_nothing_is_counted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(FOLDER, raising=False)
    monkeypatch.chdir(tmp_path)
    app = faust.App("quiet")
    with capture_logs() as logs, counted(SETTINGS, "detect", app) as counts:
        use(counts)
    assert (logs, list(tmp_path.iterdir()), isinstance(app.monitor, Sensor)) == ([], [], False)


def test_in_a_folder_the_stage_and_faust_count(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    make_files(tmp_path, "detect")
    monkeypatch.setenv(FOLDER, str(tmp_path))
    app = faust.App("counting")
    with counted(SETTINGS, "detect", app) as counts:
        use(counts)
        app.monitor.count("x")
    assert isinstance(app.monitor, Sensor)
    found = {each.name: each for each in FilesCollector(tmp_path).collect()}
    assert {"tocsin_stage_items_in", "tocsin_consumer_lag", "faust_messages_received"} <= found.keys()
    (source,) = found["tocsin_source_last_article_timestamp_seconds"].samples
    assert source.value == 0, "a start must not look like an article"


def test_a_folder_that_is_gone_is_told_and_the_stage_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path / "gone"))
    with capture_logs() as logs, counted(SETTINGS, "track", faust.App("gone")) as counts:
        use(counts)
    assert [line["event"] for line in logs] == ["not counted"]
