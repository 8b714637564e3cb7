"""Faust's sensors count under `faust_`, show what can move here, and end nothing."""

from typing import Any

import pytest
from faust.sensors.prometheus import FaustMetrics, PrometheusMonitor
from faust.types.tuples import TP
from prometheus_client import CollectorRegistry
from structlog.testing import capture_logs

from streams.worker.faust_metrics import CALLED, Sensor
from streams.worker.faust_names import PREFIX

ARTICLES = TP("tocsin-articles", 3)


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


@pytest.fixture
def sensor(registry: CollectorRegistry) -> Sensor:
    return Sensor(metrics=FaustMetrics.create(registry, PREFIX))


def test_offsets_are_told_by_partition(registry: CollectorRegistry, sensor: Sensor) -> None:
    sensor.on_tp_commit({ARTICLES: 17})
    sensor.track_tp_end_offset(ARTICLES, 20)
    labels = {"topic": "tocsin-articles", "partition": "3"}
    assert registry.get_sample_value("faust_topic_partition_offset_commited", labels) == 17
    assert registry.get_sample_value("faust_topic_partition_end_offset", labels) == 20


def test_a_rebalance_takes_no_counter_back(registry: CollectorRegistry, sensor: Sensor) -> None:
    app: Any = type("App", (), {"rebalancing_count": 1})()
    message: Any = type("Message", (), {})()
    sensor.on_message_in(ARTICLES, 1, message)
    state: Any = sensor.on_rebalance_start(app)
    sensor.on_rebalance_return(app, state)
    sensor.on_rebalance_end(app, state)
    assert registry.get_sample_value("faust_messages_received_per_topic_total", {"topic": ARTICLES.topic}) == 1
    assert sensor.tp_read_offsets == {}


def test_an_error_in_a_sensor_is_told_once_and_reaches_nobody(sensor: Sensor) -> None:
    nothing: Any = None
    with capture_logs() as logs:
        for _ in range(2):
            sensor.on_message_in(nothing, 0, nothing)
            sensor.on_rebalance_end(nothing, nothing)
    assert [(line["event"], line["sensor"]) for line in logs] == [("not counted", "on_message_in")]


def test_whatever_faust_calls_is_guarded() -> None:
    assert {"on_message_in", "on_stream_event_out", "on_commit_completed", "on_rebalance_end"} <= set(CALLED)
    assert all(getattr(Sensor, name) is not getattr(PrometheusMonitor, name) for name in CALLED)
