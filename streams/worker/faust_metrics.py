"""Faust's own sensors, as Prometheus metrics under ``faust_``: what its consumer, streams and rebalances do.

Faust's web server stays off; the worker exports these beside its own, as far as they tell something here
(``faust_names``). Example::

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

from streams.worker.faust_names import PREFIX

#: What Faust calls, of sensors and of its monitor; an error in one of these would reach its consumer.
CALLED = (
    *(name for name in vars(SensorInterfaceT) if name.startswith("on_")),
    "count",
    "on_tp_commit",
    "track_tp_end_offset",
)

log = structlog.get_logger("tocsin.metrics")


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
