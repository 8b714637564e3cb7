"""The rules as a file: made from the catalogue, for the live job alone, with thresholds that each matter."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import promql_parser
import pytest

from dashboards.rule_files import Alert, Recording
from dashboards.rules import RULES, Rules, main
from dashboards.thresholds import Thresholds
from streams.metrics import CATALOGUE

ALL = [rule for group in Rules().groups() for rule in group.rules]
RECORDED = {rule.record for rule in ALL if isinstance(rule, Recording)}
#: What Prometheus itself knows of a target.
OWN = {"up": {"job", "instance"}}
SUFFIXES = {"histogram": ("_bucket", "_count", "_sum")}


def exported() -> dict[str, set[str]]:
    """Return each series of the worker with its labels."""
    target = {"job", "instance"}
    series = {}
    for metric in CATALOGUE:
        for suffix in SUFFIXES.get(metric.kind, ("",)):
            series[metric.full_name + suffix] = target | set(metric.labels) | ({"le"} if suffix == "_bucket" else set())
    return series


def selectors(node: Any) -> list[Any]:
    """Return the selectors of a parsed query."""
    if isinstance(node, promql_parser.VectorSelector):
        return [node]
    inner = [getattr(node, name, None) for name in ("expr", "lhs", "rhs", "vector_selector")]
    if isinstance(node, promql_parser.Call):
        inner = list(node.args)
    return [found for each in inner if each is not None for found in selectors(each)]


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: getattr(rule, "name", None) or rule.record)
def test_every_rule_asks_for_series_that_are_exported_or_recorded(rule: Alert | Recording) -> None:
    known = exported() | OWN | {name: {"stage", "partition"} for name in RECORDED}
    asked = selectors(promql_parser.parse(rule.expr))
    assert asked
    for selector in asked:
        assert selector.name in known
        assert {each.name for each in selector.matchers.matchers} <= known[selector.name]


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: getattr(rule, "name", None) or rule.record)
def test_every_rule_looks_at_the_live_job_alone(rule: Alert | Recording) -> None:
    for selector in selectors(promql_parser.parse(rule.expr)):
        if selector.name not in RECORDED:
            assert [each.value for each in selector.matchers.matchers if each.name == "job"] == ["tocsin"]


def test_another_job_is_a_parameter() -> None:
    assert 'job="tocsin"' not in Rules(job="other").text().replace('"tocsin-', "")


def test_a_recording_comes_before_what_rests_on_it() -> None:
    seen: set[str] = set()
    for rule in ALL:
        names = {each.name for each in selectors(promql_parser.parse(rule.expr))}
        assert {each for each in names if each.startswith("job:")} <= seen
        if isinstance(rule, Recording):
            seen.add(rule.record)


def test_every_threshold_changes_a_rule() -> None:
    text, idle = Rules().text(), []
    for field in fields(Thresholds):
        changed = replace(Thresholds(), **{field.name: getattr(Thresholds(), field.name) * 7})
        if Rules(limits=changed).text() == text:
            idle.append(field.name)
    assert idle == []


def test_the_file_is_the_one_that_the_rules_give(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().err


def test_a_file_that_differs_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = tmp_path / "rules.yml"
    monkeypatch.setattr("dashboards.rules.RULES", changed)
    assert main(["--check"]) == 1
    changed.write_text(RULES.read_text().replace("300", "301"))
    assert main(["--check"]) == 1
    assert main([]) == 0
    assert changed.read_bytes() == RULES.read_bytes()
