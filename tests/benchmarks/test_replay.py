"""The benchmark of replay: its archive, its command, its report. No figure of it is asserted."""

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks import replay
from benchmarks.kafka_stream import mixed
from benchmarks.replay import Row, floor_seconds, measure, plotted, read_at_least, report, write_archive
from benchmarks.replay_parts import Part
from streams.archive.files import open_archive
from streams.archive.lines import read_line

ROWS = [
    Row(10_000, 1, 20.0, 15.0, 0.5, 2.0, 80.0, 90.0),
    Row(10_000, 2, 10.0, 15.0, 0.5, 2.0, 80.0, 91.0),
    Row(100_000, 2, 82.0, 140.0, 5.0, 2.0, 81.0, 92.0),
]


def test_the_archive_holds_the_mixed_stream_in_playing_order(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl.zst"
    write_archive(path, 120)
    found = [read_line(line.text, line.number) for line in open_archive(path).lines]
    assert [each.value for each in found] == [each.value for each in mixed(120)]
    assert [each.offset for each in found] == list(range(120))


def test_the_floor_reads_every_line_and_finds_the_attacks(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl.zst"
    write_archive(path, 600)  # more than is unpacked at once
    assert read_at_least(path) >= 60
    assert floor_seconds(path) > 0


def test_an_archive_is_played_by_the_command_and_nothing_is_left(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl.zst"
    write_archive(path, 60)
    (row,) = measure(path, 60, [1], 1, 0.0)
    assert row.seconds > 0 and row.parent_mb > 10 and row.reader_mb > 10
    assert list(tmp_path.iterdir()) == [path]


def test_speed_is_told_with_the_start_and_without() -> None:
    assert (ROWS[1].per_second, ROWS[1].per_second_started, ROWS[1].cores, ROWS[1].milliseconds) == (
        1000,
        1250,
        1.5,
        1.5,
    )
    said = list(report(ROWS, [Part("count", "parent", 0.0083, "an article")]))
    assert "| 10,000 | 2 | 1,000 | 1,250 | 1.50 | 1.50 | 30 |" in said
    assert "| 100,000 | 2 | 81 | 92 |" in said
    assert "| count | parent | 0.0083 ms an article |" in said


def test_the_plot_compares_sizes_that_were_played_with_one_process_a_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "cores", lambda: 2)
    with_more = replace(ROWS[0], processes=4)
    assert "processor time of an article, ms: 1.5 to 1.4" in plotted([ROWS[1], with_more, ROWS[2]])


def test_the_plot_has_a_point_for_each_size() -> None:
    drawn = ElementTree.fromstring(plotted(ROWS))
    assert len(drawn.findall("{http://www.w3.org/2000/svg}circle")) == 3 * 2


def test_figures_are_printed_drawn_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    figures, plot = tmp_path / "figures.json", tmp_path / "growth.svg"
    given = ["replay", "--sizes", "40", "20", "--processes", "1", "--runs", "1", "--json", str(figures)]
    monkeypatch.setattr("sys.argv", [*given, "--plot", str(plot)])
    replay.main()
    rows = json.loads(figures.read_text())["rows"]
    assert [row["articles"] for row in rows] == [20, 40]
    assert "| 40 |" in capsys.readouterr().out
    ElementTree.fromstring(plot.read_text())
