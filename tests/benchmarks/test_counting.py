"""The benchmark counts every record once in each stage; how long that takes is measured by it, not here."""

from pathlib import Path

from benchmarks.counting import Cost, lines, of_faust, of_stages
from benchmarks.kafka_stream import mixed
from streams.worker.metric_files import FilesCollector


def test_every_record_is_counted(tmp_path: Path) -> None:
    costs = of_stages(list(mixed(40)), tmp_path)
    told = {(each.name, *each.labels.values()): each.value
            for family in FilesCollector(tmp_path).collect() for each in family.samples}  # fmt: skip
    assert told["tocsin_stage_items_in_total", "detect"] == costs["detect"].records == 40
    assert told["tocsin_stage_items_in_total", "track"] == costs["track"].records > 0


def test_every_message_passes_both_monitors(tmp_path: Path) -> None:
    assert of_faust(5, tmp_path).records == 5
    told = {each.name: each.value for family in FilesCollector(tmp_path).collect() for each in family.samples}
    assert told["faust_messages_received_total"] == 5


def test_a_table_has_a_line_for_each() -> None:
    assert list(lines({"detect": Cost(2, 0.002, 0.0001)}))[-1] == "| detect | 2 | 1000 | 50 | 5.0% |"
