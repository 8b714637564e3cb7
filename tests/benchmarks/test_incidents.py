"""A small generated stream is followed as well as the large one of benchmarks/incidents.py, whose figures are in docs.

No floor is about time: a busy machine must not turn the build red.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.incident_scores import Followed, judge
from benchmarks.incidents import PARTS, events_of, follow, kept, plot, read, report
from benchmarks.stream import Stream

ARTICLES, INCIDENTS = 1_200, 60


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Followed:
    folder = tmp_path_factory.mktemp("stream")
    kept(folder / "events.gz", events_of(Stream(ARTICLES, INCIDENTS), processes=0))
    number = sum(1 for _ in read(folder / "events.gz"))
    return follow(read(folder / "events.gz"), number, folder / "log")


@pytest.fixture(scope="module")
def figures(found: Followed) -> dict[str, float]:
    stream = Stream(ARTICLES, INCIDENTS)
    return judge(stream, stream.truths, found).figures


def test_reports_are_grouped(figures: dict[str, float]) -> None:
    assert figures["reports"] > 300
    assert figures["b_cubed.f1"] >= 0.99


@pytest.mark.parametrize(
    "what", ["wrong_killed", "wrong_wounded", "wrong_sources", "wrong_retracted", "wrong_copies", "merged_incidents"]
)
def test_the_ends_are_right(what: str, figures: dict[str, float]) -> None:
    assert figures[what] <= 1


def test_what_is_held_does_not_grow_with_what_was_read(found: Followed) -> None:
    # Sixty attacks are told within a week: everything is still held, and nothing beside it.
    assert len(found.parts) == PARTS
    assert found.parts[-1].records <= len(found.last)
    assert found.parts[-1].state_mb < 1


def test_the_report_and_the_plot_show_every_part(found: Followed, tmp_path: Path) -> None:
    stream = Stream(ARTICLES, INCIDENTS)
    lines = list(report(judge(stream, stream.truths, found), found.parts))
    assert sum(line.startswith("| ") for line in lines) > PARTS + 10
    assert len(ElementTree.fromstring(plot(found.parts, 1_000, 50))) > 10
