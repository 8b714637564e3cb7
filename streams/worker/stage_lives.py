"""What the supervisor counts: which stages run, why they ended, and which version runs.

Where a stage ends, what it last finished stays told, for silence is measured from it; what it was at does not.
Example::

    with stage_lives(settings, ("detect", "track")) as lives:  # exports everything the worker counts, too
        lives.started("detect")
        lives.ended("detect", -9)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import structlog
from prometheus_client import CollectorRegistry

from streams.exporting import LIVE_PORT, exported, tell_build
from streams.metrics import (
    HEARTBEAT,
    LAST_ARTICLE,
    LAST_ITEM,
    SOURCE_LAST_ARTICLE,
    STAGE_ERRORS,
    STAGE_RUNNING,
    WATERMARK,
    Metrics,
)
from streams.settings import Settings
from streams.worker.exits import BUDGET, INFRASTRUCTURE, WATCHDOG
from streams.worker.faust_names import is_shown
from streams.worker.metric_files import FOLDER, GAUGES, FilesCollector, counting_in, make_files, metric_folder

#: The supervisor among the processes that count.
SUPERVISOR = "supervisor"
#: Moments of a stage that stay told when it ends.
MOMENTS = (LAST_ITEM, HEARTBEAT, WATERMARK, LAST_ARTICLE, SOURCE_LAST_ARTICLE)
_REASONS = {INFRASTRUCTURE: "infrastructure", WATCHDOG: "watchdog", BUDGET: "budget"}

log = structlog.get_logger("tocsin.metrics")


def reason_of(status: int) -> str:
    """Return why a stage's process ended, as it is counted.

    >>> reason_of(71), reason_of(-9), reason_of(1), reason_of(0)
    ('watchdog', 'killed', 'error', 'error')
    """
    return "killed" if status < 0 else _REASONS.get(status, "error")


class StageLives:
    """Counts in the files of a folder. Never raises: a figure may be missing, a stage is started all the same."""

    def __init__(self, folder: Path, metrics: Metrics) -> None:
        self._folder = folder
        self._metrics = metrics

    @property
    def environment(self) -> Mapping[str, str]:
        """What a stage's process needs in its environment, to count."""
        return {FOLDER: str(self._folder)}

    def started(self, stage: str) -> None:
        """Take note that the process of a stage runs."""
        with _quietly(stage):
            self._metrics.set(STAGE_RUNNING, 1, stage=stage)

    def ended(self, stage: str, status: int, *, wanted: bool = False) -> None:
        """Take note that it ended, ``wanted`` where it was told to."""
        with _quietly(stage):
            self._metrics.set(STAGE_RUNNING, 0, stage=stage)
            if not wanted:
                self._metrics.count(STAGE_ERRORS, stage=stage, reason=reason_of(status))
        with _quietly(stage):
            self._keep_moments()
        with _quietly(stage):
            make_files(self._folder, stage, GAUGES)

    def _keep_moments(self) -> None:
        told = {family.name: family.samples for family in FilesCollector(self._folder).collect()}
        for metric in MOMENTS:
            for sample in told.get(metric.full_name, ()):
                self._metrics.set(metric, sample.value, **sample.labels)


@contextmanager
def _quietly(stage: str) -> Iterator[None]:
    try:
        yield
    except Exception as error:  # noqa: BLE001 - the stage is to start again, whatever this is
        log.error("not counted", stage=stage, why=f"{type(error).__name__}: {error}")


@contextmanager
def stage_lives(settings: Settings, stages: Sequence[str]) -> Iterator[StageLives | None]:
    """Count and export what a worker's processes count; yield None where the deployment exports nothing, or cannot."""
    if settings.metrics.port == 0:
        yield None
        return
    with ExitStack() as held:
        folder = held.enter_context(metric_folder(log.error))
        lives = None if folder is None else _begun(held, folder, settings, stages)
        if folder is not None and lives is not None:
            registry = CollectorRegistry()
            registry.register(FilesCollector(folder, is_shown))
            address = held.enter_context(exported(registry, settings.metrics, LIVE_PORT, tell=log.error))
            if address is not None:
                log.info("exporting", address=address)
        yield lives


def _begun(held: ExitStack, folder: Path, settings: Settings, stages: Sequence[str]) -> StageLives | None:
    try:
        for process in (SUPERVISOR, *stages):
            make_files(folder, process)
        held.enter_context(counting_in(SUPERVISOR, folder))
        metrics = Metrics(CollectorRegistry(), stages=stages)
    except OSError as error:
        log.error("no metrics", why=str(error))
        return None
    tell_build(metrics, "worker")
    return StageLives(folder, metrics)
