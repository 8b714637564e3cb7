"""Several processes count as one, a process that starts again goes on, and a reader never meets half a file."""

import os
import struct
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import CollectorRegistry, Gauge, values

from streams.metrics import HEARTBEAT, INCIDENTS_ACTIVE, ITEMS_IN, ITEMS_IN_PROGRESS, STAGE_DURATION, WATERMARK, Metrics
from streams.worker.metric_files import (
    COUNTERS,
    FOLDER,
    GAUGES,
    NAME,
    READINGS,
    FilesCollector,
    counting_in,
    make_files,
    metric_folder,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for process in ("detect", "track"):
        make_files(tmp_path, process)
    return tmp_path


def count(folder: Path, process: str, how: Callable[[Metrics], object]) -> None:
    """Let a process begin, count and end without a word, as one that is killed."""
    with counting_in(process, folder):
        how(Metrics(CollectorRegistry(), stages=(process,)))


def told(folder: Path) -> dict[tuple[str, tuple[str, ...]], float]:
    families = FilesCollector(folder).collect()
    return {(each.name, tuple(each.labels.values())): each.value for family in families for each in family.samples}


def test_what_processes_count_is_added_up(folder: Path) -> None:
    count(folder, "detect", lambda metrics: metrics.set(WATERMARK, 7))
    count(folder, "track", lambda metrics: metrics.set(WATERMARK, 5))
    for process, number in (("detect", 3), ("track", 4)):
        count(folder, process, lambda metrics, p=process, n=number: metrics.count(ITEMS_IN, n, stage=p))  # type: ignore[misc]
    found = told(folder)
    assert found["tocsin_stage_items_in_total", ("detect",)] == 3
    assert found["tocsin_stage_items_in_total", ("track",)] == 4
    assert found["tocsin_event_time_watermark_timestamp_seconds", ()] == 7


def test_a_process_that_starts_again_goes_on_counting(folder: Path) -> None:
    for _ in range(3):
        count(folder, "detect", lambda metrics: metrics.count(ITEMS_IN, 5, stage="detect"))
        count(folder, "detect", lambda metrics: metrics.observe(STAGE_DURATION, 0.003, stage="detect"))
    found = told(folder)
    assert found["tocsin_stage_items_in_total", ("detect",)] == 15
    assert found["tocsin_stage_duration_seconds_count", ("detect",)] == 3


def test_gauges_that_are_made_anew_are_gone_and_counters_stay(folder: Path) -> None:
    count(folder, "track", lambda metrics: metrics.set(INCIDENTS_ACTIVE, 9, severity="Severe"))
    count(folder, "track", lambda metrics: metrics.count(ITEMS_IN, stage="track"))
    make_files(folder, "track", GAUGES)
    found = told(folder)
    assert ("tocsin_incidents_active", ("Severe",)) not in found
    assert ("tocsin_stage_items_in_progress", ("track",)) not in found
    assert found["tocsin_stage_items_in_total", ("track",)] == 1


def test_a_stage_tells_nothing_of_the_others(folder: Path) -> None:
    count(folder, "detect", lambda metrics: metrics.set(ITEMS_IN_PROGRESS, 1, stage="detect"))
    found = told(folder)
    assert ("tocsin_stage_items_in_progress", ("track",)) not in found
    assert (f"tocsin_{HEARTBEAT.name}", ("track",)) not in found
    assert not any(name == "tocsin_incidents_active" for name, _ in found), "nobody has said how many there are"


def test_a_gauge_of_each_process_says_whose_it_is(folder: Path) -> None:
    with counting_in("detect", folder):
        Gauge("faust_active_messages", "x", registry=CollectorRegistry()).set(2)
    assert told(folder)["faust_active_messages", ("detect",)] == 2
    (family,) = FilesCollector(folder, lambda name: name.startswith("faust_")).collect()
    assert family.samples[0].labels == {"stage": "detect"}


def test_nothing_outside_the_context_counts_in_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FOLDER, raising=False)
    before = values.ValueClass
    with counting_in("detect", tmp_path):
        assert os.environ[FOLDER] == str(tmp_path)
    assert (values.ValueClass, os.environ.get(FOLDER)) == (before, None)
    Metrics(CollectorRegistry()).count(ITEMS_IN, stage="detect")
    assert list(tmp_path.iterdir()) == []


def test_files_have_their_room_before_anybody_writes(folder: Path) -> None:
    made = sorted(each.name for each in folder.iterdir())
    assert made == sorted(f"{kind}_{process}.db" for kind in (*COUNTERS, *GAUGES) for process in ("detect", "track"))
    assert all(each.stat().st_blocks * 512 >= each.stat().st_size for each in folder.iterdir()), "no holes"
    before = {each.name: each.stat().st_size for each in folder.iterdir()}
    with counting_in("detect", folder):
        metrics = Metrics(CollectorRegistry())
        for level in ("Minor", "Severe"):
            metrics.set(INCIDENTS_ACTIVE, 1, severity=level)
    assert {each.name: each.stat().st_size for each in folder.iterdir()} == before


def test_a_file_that_appears_meanwhile_is_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failures: Iterator[Any] = iter([FileNotFoundError, struct.error, None])
    collector = FilesCollector(folder)
    reading = collector._files.collect

    def collect() -> Any:
        if (failure := next(failures)) is not None:
            raise failure
        return reading()  # type: ignore[no-untyped-call]

    monkeypatch.setattr(collector._files, "collect", collect)
    count(folder, "detect", lambda metrics: metrics.count(ITEMS_IN, stage="detect"))
    assert any(each.name == "tocsin_stage_items_in" for each in collector.collect())


def test_files_that_cannot_be_read_are_no_quiet(folder: Path) -> None:
    (folder / "counter_detect.db").write_bytes(b"")
    with pytest.raises(struct.error):
        FilesCollector(folder).collect()
    assert READINGS > 1


def test_the_folder_is_gone_at_the_end() -> None:
    with metric_folder(pytest.fail) as folder:
        assert folder is not None
        make_files(folder, "detect")
    assert not folder.exists()


def test_what_a_killed_worker_left_is_removed_and_what_is_in_use_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, elsewhere, link = tmp_path / f"{NAME}left", tmp_path / "elsewhere", tmp_path / f"{NAME}link"
    left.mkdir()
    make_files(left, "detect")
    elsewhere.mkdir()
    link.symlink_to(elsewhere)
    with metric_folder(pytest.fail) as first, metric_folder(pytest.fail) as second:
        assert first is not None
        assert second is not None
        assert {each.name for each in tmp_path.iterdir()} == {first.name, second.name, elsewhere.name, link.name}
    assert {each.name for each in tmp_path.iterdir()} == {elsewhere.name, link.name}


def test_without_room_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    lines: list[str] = []
    with metric_folder(lines.append) as folder:
        assert folder is None
    assert lines == ["no metrics: [Errno 28] No space left on device"]
