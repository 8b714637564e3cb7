"""The declaration of the metrics, and the registry they are counted in."""

import pytest
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from streams.metrics import (
    ALERT_DELAY,
    ALERTS,
    ARTICLES,
    CATALOGUE,
    INCIDENTS_CONTESTED,
    INCIDENTS_OPENED,
    ITEMS_IN,
    STAGES,
    WATERMARK,
    Metric,
    Metrics,
)
from streams.topology import TOPOLOGY


@pytest.fixture
def metrics() -> Metrics:
    return Metrics(CollectorRegistry())


def test_the_stages_are_those_of_the_topology() -> None:
    assert tuple(stage.name for stage in TOPOLOGY) == STAGES


def test_names_follow_the_conventions() -> None:
    for metric in CATALOGUE:
        assert metric.name.endswith("_total") == (metric.kind == "counter")
        assert metric.name.endswith("_seconds") or metric.kind != "histogram"
        assert bool(metric.buckets) == (metric.kind == "histogram")
        assert "timestamp" not in metric.name or metric.name.endswith("_timestamp_seconds")
        assert metric.help.endswith(".")
    assert len({metric.name for metric in CATALOGUE}) == len(CATALOGUE)


def test_a_label_set_is_known_or_bounded() -> None:
    for metric in CATALOGUE:
        assert not metric.labels or list(metric.initial()) or metric.most is not None, metric.name


def test_a_known_label_set_stands_at_zero_from_the_start(metrics: Metrics) -> None:
    value = metrics.registry.get_sample_value
    assert value("tocsin_stage_items_in_total", {"stage": "detect"}) == 0
    assert value("tocsin_articles_processed_total", {"verdict": "no_event", "reason": "historic"}) == 0
    assert value("tocsin_articles_processed_total", {"verdict": "event", "reason": "historic"}) is None
    assert value("tocsin_incidents_opened_total") == 0


def test_what_nobody_knows_yet_is_absent(metrics: Metrics) -> None:
    value = metrics.registry.get_sample_value
    assert value("tocsin_incidents_active", {"severity": "Severe"}) is None
    assert value("tocsin_incidents_contested") is None
    metrics.set(INCIDENTS_CONTESTED, 0)
    assert value("tocsin_incidents_contested") == 0


def test_a_process_says_nothing_of_stages_that_it_does_not_run() -> None:
    value = Metrics(CollectorRegistry(), stages=("detect",)).registry.get_sample_value
    assert value("tocsin_heartbeat_last_seen_timestamp_seconds", {"stage": "detect"}) == 0
    assert value("tocsin_heartbeat_last_seen_timestamp_seconds", {"stage": "track"}) is None
    assert value("tocsin_dead_letters_total", {"stage": "replay", "reason": "bug"}) == 0


def test_what_is_counted_is_exported(metrics: Metrics) -> None:
    metrics.count(ITEMS_IN, stage="detect")
    metrics.count(ITEMS_IN, 4, stage="detect")
    metrics.count(INCIDENTS_OPENED)
    metrics.set(WATERMARK, 1_780_000_000)
    metrics.observe(ALERT_DELAY, 42)
    value = metrics.registry.get_sample_value
    assert value("tocsin_stage_items_in_total", {"stage": "detect"}) == 5
    assert value("tocsin_incidents_opened_total") == 1
    assert value("tocsin_event_time_watermark_timestamp_seconds") == 1_780_000_000
    assert value("tocsin_alert_delay_seconds_bucket", {"le": "60.0"}) == 1
    assert value("tocsin_alert_delay_seconds_bucket", {"le": "30.0"}) == 0


@pytest.mark.parametrize(
    ("metric", "labels"),
    [
        (ITEMS_IN, {"stage": "elsewhere"}),
        (ITEMS_IN, {}),
        (ITEMS_IN, {"stage": "detect", "reason": "x"}),
        (ALERTS, {"severity": "Severe", "msg_type": "Alert", "status": "Draft"}),
        (ARTICLES, {"verdict": "event", "reason": "historic"}),
        (WATERMARK, {}),
    ],
)
def test_what_is_not_declared_is_refused(metrics: Metrics, metric: Metric, labels: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=metric.name):
        metrics.count(metric, **labels)


def test_what_was_allowed_once_is_not_taken_for_another_kind(metrics: Metrics) -> None:
    metrics.set(WATERMARK, 5)
    with pytest.raises(ValueError, match="is a gauge"):
        metrics.count(WATERMARK)


def test_two_registries_share_nothing(metrics: Metrics) -> None:
    metrics.count(INCIDENTS_OPENED)
    assert Metrics(CollectorRegistry()).registry.get_sample_value("tocsin_incidents_opened_total") == 0


def test_no_series_tells_when_another_was_created(metrics: Metrics) -> None:
    families = list(text_string_to_metric_families(generate_latest(metrics.registry).decode()))
    declared = {each.full_name.removesuffix("_total") for each in CATALOGUE if not each.told_first}
    assert {family.name for family in families} == declared
