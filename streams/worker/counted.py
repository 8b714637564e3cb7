"""What a stage's process counts; whatever goes wrong with it is told once, and delays or ends nothing.

Example: ``Counted("detect")`` counts nothing, as in a stage that no supervisor gave a folder;
``Counted("detect", metrics, Counting(metrics))`` counts.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import faust
import structlog
from prometheus_client import CollectorRegistry

from streams.counting import Counting
from streams.incidents.state import Incidents
from streams.metrics import CONSUMER_LAG, Metrics
from streams.settings import Settings
from streams.stage import Record
from streams.topology import DETECT
from streams.worker.faust_metrics import watch
from streams.worker.metric_files import FOLDER, counting_in

log = structlog.get_logger("tocsin.metrics")


class Counted:
    """Counts for one stage. ``timed`` and ``behind`` may be called from any thread."""

    def __init__(self, stage: str, metrics: Metrics | None = None, counting: Counting | None = None) -> None:
        self._stage = stage
        self._metrics = metrics
        self._counting = counting
        self._failed = False

    def took(self, number: int) -> None:
        """Count records that the stage begins with."""
        if self._counting is not None:
            self._quietly(self._counting.took, self._stage, number)

    def timed(self, seconds: float) -> None:
        """Take note of how long the stage was at one record."""
        if self._counting is not None:
            self._quietly(self._counting.timed, self._stage, seconds)

    def detected(self, records: Sequence[Record], written: Sequence[Sequence[Record]]) -> None:
        """Count a batch of articles, and what detect wrote for each; the broker has it."""
        if self._counting is not None:
            for record, some in zip(records, written, strict=True):
                self._quietly(self._counting.detected, record, some)
            self._quietly(self._counting.done, self._stage, len(records))

    def tracked(self, record: Record, written: Sequence[Record], seconds: float) -> None:
        """Count an event and what track wrote for it within ``seconds``; the broker has it."""
        if self._counting is not None:
            self._quietly(self._counting.tracked, record, written, seconds)
            self._quietly(self._counting.done, self._stage, 1)

    def beginning(self, incidents: Incidents) -> Iterator[None]:
        """Begin with the incidents that were read; yield now and then, so that a loop may have its turn."""
        if self._counting is not None:
            try:
                yield from self._counting.beginning(incidents)
            except Exception as error:  # noqa: BLE001 - a figure may be missing; the stage begins all the same
                self._tell(error)

    def behind(self, lag: Mapping[int, int]) -> None:
        """Take note of how many records of each partition are not acknowledged yet."""
        if self._metrics is not None:
            for partition, records in lag.items():
                self._quietly(self._set_lag, str(partition), records)

    def _set_lag(self, partition: str, records: int) -> None:
        if self._metrics is not None:
            self._metrics.set(CONSUMER_LAG, records, stage=self._stage, partition=partition)

    def _quietly(self, count: Callable[..., object], *arguments: object) -> None:
        try:
            count(*arguments)
        except Exception as error:  # noqa: BLE001 - a figure may be missing; the stage goes on
            self._tell(error)

    def _tell(self, error: Exception) -> None:
        if not self._failed:
            self._failed = True
            log.error("not counted", stage=self._stage, why=f"{type(error).__name__}: {error}")


@contextmanager
def counted(settings: Settings, stage: str, app: faust.App) -> Iterator[Counted]:
    """Count in the folder that the supervisor gave to this process, Faust too; without one, or without room, nothing.

    To be entered before the application starts.
    """
    if FOLDER not in os.environ:
        yield Counted(stage)
        return
    with counting_in(stage):
        yield _counting(settings, stage, app)


def _counting(settings: Settings, stage: str, app: faust.App) -> Counted:
    try:
        metrics = Metrics(CollectorRegistry(), stages=(stage,))
        sources = settings.metrics.sources if stage == DETECT.name else ()
        counting = Counting(metrics, sources=sources)
        watch(app)
    except Exception as error:  # noqa: BLE001 - without figures the stage runs all the same
        log.error("not counted", stage=stage, why=f"{type(error).__name__}: {error}")
        return Counted(stage)
    return Counted(stage, metrics, counting)
