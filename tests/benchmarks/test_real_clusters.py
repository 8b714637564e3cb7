"""Joining of labelled pages: every page counts as an event, and a file that is not there is skipped in a line."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.real_clusters import event_of, report

PAGES = [
    ("a", "one", "Shells fell on Kherson on Tuesday, killing two people, police said."),
    ("b", "one", "Two people were killed in Kherson on Tuesday when shells fell on the town, doctors said."),
    ("c", "two", "A bomb exploded in Quetta on Monday, killing nine people, police said."),
]


def written(folder: Path) -> Path:
    lines = [
        json.dumps({"id": name, "title": None, "text": text, "published": "2026-03-11", "gold": {"cluster_id": group}})
        for name, group, text in PAGES
    ]
    path = folder / "pages.dev.jsonl"
    path.write_text("\n".join(lines))
    return path


def test_pages_of_one_attack_are_joined(tmp_path: Path) -> None:
    assert list(report(written(tmp_path))) == ["| pages | 3 | 2 | 2 | 1.000 | 1.000 | 1.000 |"]


def test_a_page_counts_as_an_event_whatever_it_says() -> None:
    row = {"id": "x", "title": "Bread", "text": "The bakery sells bread.", "published": None}
    assert event_of(row, 3)[0].article.uri == "x"


def test_a_file_that_is_not_there_is_skipped(tmp_path: Path) -> None:
    (line,) = report(tmp_path / "none.dev.jsonl")
    assert line.startswith("skipped none.dev.jsonl")
