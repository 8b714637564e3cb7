"""What a reader meets: a first screen that answers, no panel on another, words where nothing is, links that lead."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from itertools import product
from typing import Any

import pytest

from dashboards.appearance import COLOURS
from dashboards.asking import panels
from dashboards.board import TAG, WIDTH
from dashboards.rule_files import Alert
from dashboards.rules import Rules
from schemas.vocabulary import Severity
from tests.dashboards.reading import DASHBOARDS, Data

STRIP = [
    "Last sign of life", "Last article", "Stages", "Records waiting", "Alert delay, p95 of 30m", "Dead letters, 1 h",
]  # fmt: skip
#: Rows of the grid that a browser of 1080 pixels shows at least.
SCREEN = 18
#: The runbook is text: it asks nothing.
ASKING = {name: dashboard for name, dashboard in DASHBOARDS.items() if name != "runbook"}
EVERY = [(name, dict(panel)) for name, dashboard in ASKING.items() for panel in panels(dashboard)]


def named(panel: tuple[str, Data]) -> str:
    return f"{panel[0]}: {panel[1]['title']}"


def overlaps(dashboard: Data) -> list[tuple[int, int]]:
    cells: Counter[tuple[int, int]] = Counter()
    for panel in dashboard["panels"]:
        at = panel["gridPos"]
        cells.update(product(range(at["x"], at["x"] + at["w"]), range(at["y"], at["y"] + at["h"])))
    return [cell for cell, times in cells.items() if times > 1 or cell[0] >= WIDTH]


@pytest.mark.parametrize("name", DASHBOARDS)
def test_panels_stand_side_by_side_and_fill_their_rows(name: str) -> None:
    assert overlaps(DASHBOARDS[name]) == []
    widths = Counter[int]()
    for panel in DASHBOARDS[name]["panels"]:
        widths[panel["gridPos"]["y"]] += panel["gridPos"]["w"]
    assert {y: width for y, width in widths.items() if width != WIDTH} == {}


@pytest.mark.parametrize("moved", [{"x": 0}, {"x": 22}])
def test_a_panel_on_another_or_outside_is_found(moved: dict[str, int]) -> None:
    broken = deepcopy(DASHBOARDS["situation"])
    broken["panels"][1]["gridPos"].update(moved)
    assert overlaps(broken)


@pytest.mark.parametrize("name", ASKING)
def test_trust_stands_first(name: str) -> None:
    first = [panel["title"] for panel in DASHBOARDS[name]["panels"] if panel["gridPos"]["y"] == 0]
    assert first == STRIP


def test_the_first_screen_says_what_happens() -> None:
    shown = {
        panel["title"]
        for panel in DASHBOARDS["situation"]["panels"]
        if panel["gridPos"]["y"] + panel["gridPos"]["h"] <= SCREEN
    }
    assert {"Alerts, last hour", "Alerts, last 24 hours", "Open incidents", "Alerts by severity"} <= shown


@pytest.mark.parametrize("panel", EVERY, ids=named)
def test_no_data_is_said_in_words_and_is_no_zero(panel: tuple[str, Data]) -> None:
    said = panel[1]["fieldConfig"]["defaults"]["noValue"]
    assert "not seen" in said and "0" not in said


@pytest.mark.parametrize("panel", EVERY, ids=named)
def test_the_strip_is_red_without_data(panel: tuple[str, Data]) -> None:
    first = panel[1]["fieldConfig"]["defaults"]["thresholds"]["steps"][0]
    assert first["value"] is None
    assert first["color"] == "red" or panel[1]["title"] not in STRIP


@pytest.mark.parametrize("panel", EVERY, ids=named)
def test_the_gravest_severity_comes_first(panel: tuple[str, Data]) -> None:
    # What a query gives comes in any order: each severity has a query of its own.
    named_so = [target["legendFormat"] for target in panel[1]["targets"]]
    if {*named_so} & {*map(str, Severity)}:
        assert named_so == ["Extreme", "Severe", "Moderate", "Minor", "Unknown"]
    assert "{{severity}}" not in named_so


#: Two series of which each is read by itself: on top of each other they would add up to nothing.
SIDE_BY_SIDE = {"Incidents opened and closed"}


@pytest.mark.parametrize("panel", EVERY, ids=named)
def test_columns_do_not_cover_each_other(panel: tuple[str, Data]) -> None:
    drawn = panel[1]["fieldConfig"]["defaults"].get("custom", {})
    if drawn.get("drawStyle") == "bars" and panel[1]["title"] not in SIDE_BY_SIDE:
        assert drawn["stacking"]["mode"] == "normal"


@pytest.mark.parametrize("panel", EVERY, ids=named)
def test_series_of_one_panel_differ_in_colour(panel: tuple[str, Data]) -> None:
    values = [each["value"] for over in panel[1]["fieldConfig"]["overrides"] for each in over["properties"]]
    colours = [value["fixedColor"] for value in values]
    assert len({COLOURS[colour] for colour in colours}) == len(colours)


@pytest.mark.parametrize("panel", [each for each in EVERY if each[1]["type"] == "bargauge"], ids=named)
def test_a_bar_alone_leaves_room_for_its_name(panel: tuple[str, Data]) -> None:
    shown = panel[1]["options"]
    assert (shown["sizing"], shown["maxVizHeight"], shown["text"]["titleSize"]) == ("manual", 40, 12)


#: Panels that turn red where an alert fires: the number is the rule's.
JUDGED = [
    ("Last sign of life", "HeartbeatMissing"),
    ("Age of signs of life", "HeartbeatMissing"),
    ("Age of the last record", "StageStalled"),
    ("Records waiting, by partition", "ConsumerLagGrowing"),
    ("Alert delay, p95 of 30m", "AlertDelayHigh"),
    ("Delay: publication to alert", "AlertDelayHigh"),
    ("Share of dead letters", "DeadLetterRatioHigh"),
    ("Age of the last article, by source", "SourceSilent"),
]


@pytest.mark.parametrize(("title", "alert"), JUDGED)
def test_a_panel_is_red_from_where_the_alert_fires(title: str, alert: str) -> None:
    rules = [rule for group in Rules().groups() for rule in group.rules]
    expressions = {rule.name: rule.expr for rule in rules if isinstance(rule, Alert)}
    found = [panel for _, panel in EVERY if panel["title"] == title]
    limit = found[0]["fieldConfig"]["defaults"]["thresholds"]["steps"][-1]["value"]
    assert f"> {limit:g}" in expressions[alert]


@pytest.mark.parametrize("name", DASHBOARDS)
def test_dashboards_lead_to_each_other_and_keep_what_was_chosen(name: str) -> None:
    (link,) = DASHBOARDS[name]["links"]
    assert (link["type"], link["tags"], link["keepTime"], link["includeVars"]) == ("dashboards", [TAG], True, True)
    assert TAG in DASHBOARDS[name]["tags"]


def test_names_are_stable_and_ids_are_unique() -> None:
    assert {name: each["uid"] for name, each in DASHBOARDS.items()} == {name: f"tocsin-{name}" for name in DASHBOARDS}
    for dashboard in DASHBOARDS.values():
        ids = [panel["id"] for panel in dashboard["panels"]]
        assert ids == list(range(1, len(ids) + 1))


def test_the_live_job_is_chosen_and_stays_in_the_list_when_it_is_gone() -> None:
    for dashboard in DASHBOARDS.values():
        job: dict[str, Any] = next(each for each in dashboard["templating"]["list"] if each["name"] == "job")
        assert job["current"]["value"] == ["tocsin"]
        assert job["query"].startswith("label_values(up{")
