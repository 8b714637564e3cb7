"""The table of docs/metrics.md follows from the catalogue, and the check finds a page that does not."""

from __future__ import annotations

import re

from dev.build_metrics_doc import PAGE, labels, rows, written
from streams.metrics import ALERT_DELAY, ALERTS_BY_COUNTRY, ARTICLES, BUILD_INFO, CATALOGUE, DEAD_LETTERS


def test_the_page_is_in_step_and_a_page_out_of_step_is_found() -> None:
    page = PAGE.read_text("utf-8")
    assert written(page) == page
    changed = page.replace("| counter | `stage`: detect, track |", "| gauge | `stage`: detect, track |")
    assert written(changed) == page != changed


def test_every_metric_has_its_row() -> None:
    assert [row[0] for row in rows()][1:] == [f"`{metric.full_name}`" for metric in CATALOGUE]


def test_labels_are_told_with_their_values_or_their_bound() -> None:
    assert labels(ALERTS_BY_COUNTRY) == "`country`; at most 252 series"
    assert labels(ARTICLES).startswith("`verdict`: event, no_event; `reason`: (empty), not_conflict, ")
    assert labels(DEAD_LETTERS).startswith("`stage`: detect, track, replay; `reason`: deserialization, ")
    assert labels(BUILD_INFO) == "`version`; `methodology`; `mode`; at most 3 series"
    assert labels(ALERT_DELAY) == ""


def test_buckets_are_told_with_their_unit() -> None:
    (row,) = (row for row in rows() if row[0] == f"`{ALERT_DELAY.full_name}`")
    assert row[1] == "histogram up to 1, 5, 15, 30, 60, 120, 300, 600, 1800, 3600, 10800 s"


def test_every_metric_named_in_the_text_exists() -> None:
    text = PAGE.read_text("utf-8").partition("## All metrics")[0]
    names = {metric.name for metric in CATALOGUE}
    named = re.findall(r"`(?:tocsin_)?([a-z_]+_(?:total|seconds|active|contested|info))[`{]", text)
    assert len(named) > 10
    assert set(named) <= names
