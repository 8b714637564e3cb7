"""Every query asks for what is declared, leaves tests out, and shows a 0 only while the pipeline is seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import promql_parser
import pytest
from faust.sensors.prometheus import FaustMetrics
from prometheus_client import CollectorRegistry

from dashboards.queries import ALIVE, age, columns, counted, or_never, or_none, or_quiet, quantile, rate
from streams.metrics import ALERT_DELAY, ALERTS, CATALOGUE, HEARTBEAT, ITEMS_IN, SOURCE_LAST_ARTICLE, Metric
from streams.worker.faust_names import PREFIX, is_shown
from tests.dashboards.reading import Target, matchers, nodes, parsed, selectors, targets

#: What Prometheus itself knows of a target and of its rules, with the labels.
OF_PROMETHEUS: dict[str, set[str]] = {
    "up": set(),
    "scrape_samples_scraped": set(),
    "ALERTS": {"alertname", "alertstate", "severity", "stage", "source"},
}
#: Metrics of the catalogue that no panel shows, each with the reason.
UNUSED: dict[str, str] = {}
OURS = {
    each.full_name + suffix: each
    for each in CATALOGUE
    for suffix in (("_bucket", "_sum", "_count") if each.kind == "histogram" else ("",))
}


def of_faust() -> dict[str, set[str]]:
    """Return what Faust's sensors export of a stage, as the installed version declares it, with its labels."""
    found: dict[str, set[str]] = {}
    for made in FaustMetrics.create(CollectorRegistry(), PREFIX):
        family = next(iter(made.collect()))
        suffixes = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count")}.get(family.type, ("",))
        if is_shown(family.name):
            labels = set(made._labelnames)  # named nowhere else while no series is there
            found |= {family.name + each: labels | ({"le"} if each == "_bucket" else set()) for each in suffixes}
    return found


FAUST = of_faust()
TARGETS = list(targets())
TARGET_LABELS = {"job", "instance"}


def labels_of(metric: Metric, name: str) -> set[str]:
    return {*metric.labels, *TARGET_LABELS, *(("le",) if name.endswith("_bucket") else ())}


def unknown(expr: str) -> Iterator[str]:
    """Yield what a query asks for that nobody exports: names, labels, values."""
    labels = set(TARGET_LABELS)
    for selector, _ in selectors(expr):
        name = str(selector.name)
        metric = OURS.get(name)
        labels |= FAUST.get(name) or OF_PROMETHEUS.get(name) or set()
        if metric is None:
            if name not in OF_PROMETHEUS and name not in FAUST:
                yield name
            continue
        labels |= labels_of(metric, name)
        for label, operator, value in matchers(selector):
            if label not in labels_of(metric, name):
                yield f"{name}{{{label}}}"
            elif operator == "=" and value not in dict(metric.known).get(label, (value,)):
                yield f'{name}{{{label}="{value}"}}'
    for node in nodes(parsed(expr)):
        if isinstance(node.expr, promql_parser.AggregateExpr) and node.expr.modifier:
            yield from (f"by ({label})" for label in node.expr.modifier.labels if label not in labels)


@pytest.mark.parametrize("target", TARGETS, ids=str)
def test_a_query_asks_for_what_is_exported(target: Target) -> None:
    assert list(unknown(target.expr)) == []


@pytest.mark.parametrize(
    "planted",
    [
        "tocsin_alerts_total",
        "faust_http_latency_bucket",
        "tocsin_alert_delay_seconds",
        'tocsin_stage_running{stage="publish"}',
        'tocsin_stage_running{partition="1"}',
        "sum by (severity) (tocsin_stage_running)",
    ],
)
def test_a_query_that_asks_for_more_is_found(planted: str) -> None:
    assert list(unknown(planted))


def test_every_metric_is_shown_by_some_panel() -> None:
    asked = {OURS[str(each.name)].name for target in TARGETS for each, _ in selectors(target.expr) if each.name in OURS}
    assert {each.name for each in CATALOGUE} - asked == set(UNUSED)


def legend_labels(target: Target) -> set[str]:
    return set(re.findall(r"\{\{(\w+)\}\}", target.target.get("legendFormat", "")))


def kept(expr: str) -> set[str]:
    """Return the labels that an answer can have: those by which something is summed."""
    found = [node.expr for node in nodes(parsed(expr)) if isinstance(node.expr, promql_parser.AggregateExpr)]
    return {label for each in found if each.modifier for label in each.modifier.labels}


def nameless(target: Target) -> set[str]:
    """Return the labels in a legend that the answer cannot have."""
    return legend_labels(target) - kept(target.expr)


def of_tests(expr: str) -> bool:
    """Say whether alerts of tests are among what a query counts."""
    asked = [matchers(each) for each, _ in selectors(expr) if each.name == ALERTS.full_name]
    return any(("status", "=", "Actual") not in each for each in asked)


def outdated(target: Target) -> bool:
    """Say whether one number is asked for over time: the last value of a target that is gone would stay."""
    of_now = bool(target.target["instant"])
    is_curve: bool = target.panel["type"] == "timeseries"
    return of_now == is_curve


def groundless(expr: str) -> bool:
    """Say whether a count may be 0 although nothing is seen of the pipeline."""
    counts = "floor(increase(" in expr or "round(rate(" in expr
    counted_of = expr.removeprefix("sort_desc(").removesuffix(")") if expr.startswith("sort_desc(") else expr
    return counts and not counted_of.endswith((" > 0", f"and on () ({ALIVE}))"))


@pytest.mark.parametrize("target", TARGETS, ids=str)
def test_a_query_says_what_it_seems_to_say(target: Target) -> None:
    assert nameless(target) == set()
    assert not of_tests(target.expr)
    assert not outdated(target)
    assert not groundless(target.expr)


def test_queries_that_mislead_are_found() -> None:
    count = counted(ALERTS, "1h", by="severity")
    tile = Target("", {"type": "stat"}, {"expr": count, "instant": False, "legendFormat": "{{msg_type}}"})
    assert nameless(tile) == {"msg_type"}
    assert of_tests(count.replace(', status="Actual"', ""))
    assert outdated(tile)
    assert groundless(count)
    assert groundless(f"sort_desc({count})")
    assert not groundless(f"sort_desc({count} > 0)")
    assert not groundless(or_quiet(count))


def test_counts_rates_and_quantiles_are_what_they_say() -> None:
    selected = 'job=~"$job", instance=~"$instance"'
    assert counted(ITEMS_IN, "1h") == f"sum(floor(increase(tocsin_stage_items_in_total{{{selected}}}[1h])))"
    assert columns(ITEMS_IN, by="stage") == (
        f"sum by (stage) (round(rate(tocsin_stage_items_in_total{{{selected}}}[$__rate_interval])"
        " * $__interval_ms / 1000))"
    )
    assert rate(ITEMS_IN, by="stage") == (
        f"sum by (stage) (rate(tocsin_stage_items_in_total{{{selected}}}[$__rate_interval]))"
    )
    assert quantile(0.95, ALERT_DELAY, "30m") == (
        f"histogram_quantile(0.95, sum by (le) (increase(tocsin_alert_delay_seconds_bucket{{{selected}}}[30m])))"
    )


def test_a_moment_that_never_was_has_no_age() -> None:
    assert age(HEARTBEAT).endswith(" > 0)")


def test_a_zero_without_signs_of_life_is_no_zero() -> None:
    assert or_quiet("x") == f"x > 0 or (x and on () ({ALIVE}))"


def test_where_there_is_nothing_to_have_a_value_of_a_word_stands_while_the_pipeline_is_seen() -> None:
    assert or_none("q") == f"(q >= 0 and on () ({ALIVE})) or on () (({ALIVE}) * 0 -1)"


def test_a_source_of_which_nothing_came_has_its_line() -> None:
    assert or_never("ages", SOURCE_LAST_ARTICLE, "source") == (
        "ages or on (source) (max by (source) (tocsin_source_last_article_timestamp_seconds"
        '{job=~"$job", instance=~"$instance"} == 0) -1)'
    )
