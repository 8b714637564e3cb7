"""A value is shown as Grafana shows it: its unit, its words, its colour."""

from __future__ import annotations

import math
from typing import Any

import pytest

from dashboards.appearance import COLOURS, fixed, judged, legend, shown, worded

STEPS = {"steps": [{"value": None, "color": "red"}, {"value": 0, "color": "green"}, {"value": 90, "color": "red"}]}


@pytest.mark.parametrize(
    ("value", "defaults", "expected"),
    [
        (16.52, {"unit": "s", "decimals": 1}, "16.5 s"),
        (95, {"unit": "s", "decimals": 1}, "1.6 min"),
        (7200, {"unit": "s"}, "2 h"),
        (172800, {"unit": "s"}, "2 day"),
        (0.0025, {"unit": "s"}, "2.5 ms"),
        (0, {"unit": "s"}, "0 s"),
        (-3, {"unit": "s"}, "-3 s"),
        (0.1234, {"unit": "percentunit"}, "12.3 %"),
        (0.5, {"unit": "cps"}, "0.5 c/s"),
        (1234, {"unit": "none", "decimals": 0}, "1234"),
        (math.nan, {"unit": "none"}, "NaN"),
        (None, {"noValue": "no data: the pipeline is not seen"}, "no data: the pipeline is not seen"),
    ],
)
def test_a_value_in_its_unit(value: float | None, defaults: dict[str, Any], expected: str) -> None:
    assert worded(value, defaults) == expected


@pytest.mark.parametrize(("value", "colour"), [(None, "red"), (-1, "red"), (0, "green"), (89.9, "green"), (90, "red")])
def test_the_colour_is_that_of_the_highest_threshold_reached(value: float | None, colour: str) -> None:
    assert judged(value, {"thresholds": STEPS}) == COLOURS[colour]


def test_words_stand_for_values() -> None:
    said = {"type": "value", "options": {"0": {"text": "stopped", "color": "red"}}}
    defaults = {"unit": "none", "thresholds": STEPS, "mappings": [said]}
    assert shown(0, defaults) == ("stopped", COLOURS["red"])
    assert shown(2, defaults) == ("2", COLOURS["green"])


def test_a_legend_takes_its_labels_and_auto_takes_all() -> None:
    labels = {"__name__": "x", "stage": "track", "reason": "bug"}
    assert legend("{{stage}}: {{reason}}", labels) == "track: bug"
    assert legend("__auto", labels) == "bug, track"
    assert legend("{{verdict}} {{nothing}}", {"verdict": "event"}) == "event"


def test_a_series_has_the_colour_of_its_name() -> None:
    colour = {"id": "color", "value": {"mode": "fixed", "fixedColor": "purple"}}
    override = {"matcher": {"id": "byName", "options": "Cancel"}, "properties": [colour]}
    panel = {"fieldConfig": {"overrides": [override]}}
    assert fixed("Cancel", panel) == COLOURS["purple"]
    assert fixed("Alert", panel) is None
