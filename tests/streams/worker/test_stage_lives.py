"""What the supervisor counts of the stages' lives, and what stays told when one ends."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from prometheus_client import CollectorRegistry
from prometheus_client.parser import text_string_to_metric_families
from structlog.testing import capture_logs

from streams.metrics import ENDINGS, INCIDENTS_ACTIVE, ITEMS_IN, LAST_ITEM, SOURCE_LAST_ARTICLE, Metrics
from streams.settings import MetricsSettings, Settings
from streams.worker import stage_lives as module
from streams.worker.exits import BUDGET, INFRASTRUCTURE, WATCHDOG
from streams.worker.metric_files import FOLDER, FilesCollector, counting_in, make_files
from streams.worker.stage_lives import StageLives, reason_of, stage_lives


@pytest.fixture
def lives(tmp_path: Path) -> Iterator[StageLives]:
    for process in ("supervisor", "detect", "track"):
        make_files(tmp_path, process)
    with counting_in("supervisor", tmp_path):
        yield StageLives(tmp_path, Metrics(CollectorRegistry()))


def told(lives: StageLives, name: str, **labels: str) -> float | None:
    families = FilesCollector(Path(lives.environment[FOLDER])).collect()
    found = [each for family in families for each in family.samples if (each.name, each.labels) == (name, labels)]
    return found[0].value if found else None


def stage(lives: StageLives, name: str) -> Metrics:
    """Give the metrics of a stage that was killed: what it counts stays in its files."""
    with counting_in(name, Path(lives.environment[FOLDER])):
        metrics = Metrics(CollectorRegistry(), stages=(name,))
        metrics.count(ITEMS_IN, 3, stage=name)
        metrics.set(LAST_ITEM, 1000, stage=name)
        metrics.set(SOURCE_LAST_ARTICLE, 900, source="Northwire")
        metrics.set(INCIDENTS_ACTIVE, 4, severity="Severe")
    return metrics


@pytest.mark.parametrize(
    ("status", "reason"),
    [(INFRASTRUCTURE, "infrastructure"), (WATCHDOG, "watchdog"), (BUDGET, "budget"), (-9, "killed"), (-7, "killed"),
     (1, "error"), (0, "error")],
)  # fmt: skip
def test_an_end_is_counted_by_its_cause(lives: StageLives, status: int, reason: str) -> None:
    lives.started("detect")
    assert told(lives, "tocsin_stage_running", stage="detect") == 1
    lives.ended("detect", status)
    assert told(lives, "tocsin_stage_running", stage="detect") == 0
    counted = {each: told(lives, "tocsin_stage_errors_total", stage="detect", reason=each) for each in ENDINGS}
    assert counted == dict.fromkeys(ENDINGS, 0) | {reason_of(status): 1} == dict.fromkeys(ENDINGS, 0) | {reason: 1}


def test_an_end_that_was_asked_for_is_no_error(lives: StageLives) -> None:
    lives.started("track")
    lives.ended("track", -9, wanted=True)
    assert told(lives, "tocsin_stage_errors_total", stage="track", reason="killed") == 0


def test_moments_and_counters_of_a_stage_that_ended_stay_and_what_it_knew_does_not(lives: StageLives) -> None:
    stage(lives, "track")
    lives.ended("track", -9)
    assert told(lives, "tocsin_stage_last_item_timestamp_seconds", stage="track") == 1000
    assert told(lives, "tocsin_source_last_article_timestamp_seconds", source="Northwire") == 900
    assert told(lives, "tocsin_stage_items_in_total", stage="track") == 3
    assert told(lives, "tocsin_incidents_active", severity="Severe") is None


def test_a_stage_that_starts_again_does_not_look_as_if_it_had_never_finished_anything(lives: StageLives) -> None:
    stage(lives, "track")
    lives.ended("track", -9)
    with counting_in("track", Path(lives.environment[FOLDER])):
        Metrics(CollectorRegistry(), stages=("track",))
    assert told(lives, "tocsin_stage_last_item_timestamp_seconds", stage="track") == 1000
    assert told(lives, "tocsin_stage_items_in_progress", stage="track") == 0


def test_without_room_a_stage_is_started_all_the_same(lives: StageLives, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "make_files", full)
    with capture_logs() as logs:
        lives.ended("detect", 70)
    assert [line["event"] for line in logs] == ["not counted"]
    assert told(lives, "tocsin_stage_errors_total", stage="detect", reason="infrastructure") == 1


def settings(port: int) -> Settings:
    return Settings(metrics=MetricsSettings(port=port, sources=("Northwire",)))


def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port: int = held.getsockname()[1]
    return port


def test_everything_is_exported_at_one_address_and_only_of_the_stages_that_run_here() -> None:
    port = free()
    with stage_lives(settings(port), ("detect",)) as here:
        assert here is not None
        stage(here, "detect")
        here.started("detect")
        with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
            text = answer.read().decode()
    samples = [each for family in text_string_to_metric_families(text) for each in family.samples]
    assert len({(each.name, *each.labels.items()) for each in samples}) == len(samples), "each series once"
    assert 'tocsin_stage_running{stage="detect"} 1.0' in text
    assert 'mode="worker"' in text
    assert 'stage="track"' not in text
    assert "_created" not in text
    assert FOLDER not in os.environ


def test_a_port_that_is_taken_is_told_and_the_stages_count_all_the_same() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as held,
        capture_logs() as logs,
        stage_lives(settings(held.getsockname()[1]), ("detect",)) as here,
    ):
        assert here is not None
    assert [(line["log_level"], line["event"][:10]) for line in logs] == [("error", "no metrics")]


def test_port_zero_counts_nothing() -> None:
    with stage_lives(settings(0), ("detect",)) as here:
        assert here is None


def test_without_room_for_the_files_nothing_is_counted_and_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "make_files", full)
    with capture_logs() as logs, stage_lives(settings(free()), ("detect",)) as here:
        assert here is None
    assert [(line["event"], line["log_level"]) for line in logs] == [("no metrics", "error")]


def test_files_that_cannot_be_read_leave_no_gauge_behind(lives: StageLives, tmp_path: Path) -> None:
    stage(lives, "track")
    broken = tmp_path / "counter_elsewhere.db"
    broken.write_bytes(b"")
    with capture_logs() as logs:
        lives.ended("track", -9)
    broken.unlink()
    assert [line["event"] for line in logs] == ["not counted"]
    assert told(lives, "tocsin_incidents_active", severity="Severe") is None
    assert told(lives, "tocsin_stage_errors_total", stage="track", reason="killed") == 1
