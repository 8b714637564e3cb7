"""The dashboards keep the rules of Grafana's dashboard-linter, and each rule finds what breaks it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

import pytest

from tests.dashboards.lint import EXCLUSIONS, RULES, excluded
from tests.dashboards.reading import DASHBOARDS, Data


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("name", DASHBOARDS)
def test_a_dashboard_keeps_the_rule(name: str, rule: str) -> None:
    found = [each for each in RULES[rule](DASHBOARDS[name]) if not excluded(DASHBOARDS[name], rule, each)]
    assert found == []


@pytest.mark.parametrize("rule", EXCLUSIONS)
def test_an_exclusion_has_its_reason_and_is_still_needed(rule: str) -> None:
    assert EXCLUSIONS[rule]["reason"]
    found = [(each, line) for each in DASHBOARDS.values() for line in RULES[rule](each)]
    hidden = [line for each, line in found if excluded(each, rule, line)]
    assert len(hidden) == len(EXCLUSIONS[rule]["entries"])


def _variable(which: str, /, **changed: object) -> Callable[[Data], None]:
    def break_it(dashboard: Data) -> None:
        next(each for each in dashboard["templating"]["list"] if each["name"] == which).update(changed)

    return break_it


def _panel(**changed: object) -> Callable[[Data], None]:
    return lambda dashboard: dashboard["panels"][0].update(changed)


def _expr(expr: str) -> Callable[[Data], None]:
    return lambda dashboard: dashboard["panels"][0]["targets"][0].update(expr=expr)


def _unit(dashboard: Data) -> None:
    dashboard["panels"][0]["fieldConfig"]["defaults"]["unit"] = "seconds"


PLANTED: list[tuple[str, Callable[[Data], None]]] = [
    ("template-datasource-rule", _variable("datasource", name="source")),
    ("template-datasource-rule", _variable("datasource", type="query")),
    ("template-job-rule", _variable("job", multi=False)),
    ("template-instance-rule", _variable("instance", allValue=".*")),
    ("template-label-promql-rule", _variable("job", query="labels_of(up, job)")),
    ("template-label-promql-rule", _variable("job", query="label_values(up{job=}, job)")),
    ("template-on-time-change-reload-rule", _variable("job", refresh=1)),
    ("panel-datasource-rule", _panel(datasource={"uid": "prometheus"})),
    ("panel-title-description-rule", _panel(description="")),
    ("panel-units-rule", _unit),
    ("panel-no-targets-rule", _panel(targets=[])),
    ("target-promql-rule", _expr("sum(up")),
    ("target-rate-interval-rule", _expr('rate(x_total{job=~"$job", instance=~"$instance"}[5m])')),
    ("target-job-rule", _expr('up{job="tocsin", instance=~"$instance"}')),
    ("target-instance-rule", _expr('up{job=~"$job"}')),
    ("target-counter-agg-rule", _expr('sum(x_total{job=~"$job", instance=~"$instance"})')),
    ("uneditable-dashboard", lambda dashboard: dashboard.update(editable=True)),
]


@pytest.mark.parametrize(("rule", "break_it"), PLANTED, ids=[rule for rule, _ in PLANTED])
def test_a_planted_error_is_found_by_its_rule(rule: str, break_it: Callable[[Data], None]) -> None:
    broken = deepcopy(DASHBOARDS["situation"])
    break_it(broken)
    assert list(RULES[rule](broken))


def test_every_rule_has_its_planted_error() -> None:
    assert {rule for rule, _ in PLANTED} == set(RULES)
