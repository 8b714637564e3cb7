"""Faust's own sensors, as Prometheus metrics under ``faust_``: what its consumer, streams and rebalances do.

Faust's web server stays off; the worker exports these beside its own. Of Faust's metrics those are shown that can move
here: its producer sends nothing of ours, no stage has a table, and nothing is served. What it calls the time and the
number of rebalances is neither: the one is taken at once after its own end, the other goes down again. Example::

    with counting_in("detect"):
        watch(app)
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import faust
import structlog
from faust.sensors.prometheus import FaustMetrics, PrometheusMonitor
from faust.types.sensors import SensorInterfaceT
from prometheus_client import CollectorRegistry

PREFIX = "faust"
#: Metrics of Faust that tell something of a stage, without prefix, as they are collected.
SHOWN = (
    "active_messages",
    "assign_latency",
    "assignment_operations",
    "consumer_commit_latency",
    "events_runtime_ms",
    "messages_received",
    "messages_received_per_topic",
    "messages_received_per_topics_partition",
    "topic_partition_end_offset",
    "topic_partition_offset_commited",
    "total_active_events",
    "total_events",
    "total_events_per_stream",
)
#: What Faust calls, of sensors and of its monitor; an error in one of these would reach its consumer.
CALLED = (
    *(name for name in vars(SensorInterfaceT) if name.startswith("on_")),
    "count",
    "on_tp_commit",
    "track_tp_end_offset",
)

log = structlog.get_logger("tocsin.metrics")


def is_shown(family: str) -> bool:
    """Say whether a family is exported: ours are.

    >>> is_shown("faust_messages_received"), is_shown("faust_http_latency"), is_shown("tocsin_consumer_lag")
    (True, False, True)
    """
    return not family.startswith(f"{PREFIX}_") or family.removeprefix(f"{PREFIX}_") in SHOWN


def _guarded(sensor: type[Sensor]) -> type[Sensor]:
    """Let nothing that Faust calls raise."""
    for name in CALLED:
        setattr(sensor, name, _quiet(getattr(sensor, name)))
    return sensor


def _quiet(called: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(called)
    def quiet(self: Sensor, *arguments: Any, **options: Any) -> Any:
        try:
            return called(self, *arguments, **options)
        except Exception as error:  # noqa: BLE001 - a figure may be missing; the stage goes on
            if not self.told:
                self.told = True
                log.error("not counted", sensor=called.__name__, why=f"{type(error).__name__}: {error}")
            return None

    return quiet


@_guarded
class Sensor(PrometheusMonitor):
    """Faust's sensor, which ends nothing: its errors are told once.

    A rebalance ends the process of a stage that had partitions, and its gauges with it: nothing is to be cleared, and
    counters may not go down.
    """

    told = False

    def _clear_partition_related_metrics(self) -> None:
        self.tp_committed_offsets.clear()
        self.tp_read_offsets.clear()
        self.tp_end_offsets.clear()


def watch(app: faust.App) -> None:
    """Let Faust count; before the application starts."""
    app.monitor = Sensor(metrics=FaustMetrics.create(CollectorRegistry(), PREFIX))
