"""Count a replay or a demo and export the numbers as long as it runs; the past it plays is a test, and says so.

Example: ``with counted(settings, "demo", tell=print) as (counting, address): ...``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from streams.counting import Counting
    from streams.incidents.state import Incidents
    from streams.settings import Settings


@contextmanager
def counted(
    settings: Settings,
    mode: Literal["replay", "demo"],
    *,
    tell: Callable[[str], object],
    incidents: Incidents | None = None,
) -> Iterator[tuple[Counting, str | None]]:
    """Give what counts into a registry of its own, and the address where that is exported; None: it is not.

    Args:
        settings: where to export, and the sources to watch.
        mode: what runs.
        tell: told why nothing is exported although it should be.
        incidents: those with which a replay goes on.
    """
    from prometheus_client import CollectorRegistry

    from streams.counting import Counting
    from streams.exporting import REPLAY_PORT, exported, tell_build
    from streams.incidents.state import Incidents
    from streams.metrics import STAGE_RUNNING, STAGES, Metrics

    metrics = Metrics(CollectorRegistry())
    tell_build(metrics, mode)
    for stage in STAGES:
        metrics.set(STAGE_RUNNING, 1, stage=stage)
    counting = Counting(metrics, run_is_test=True, sources=settings.metrics.sources)
    counting.began(Incidents() if incidents is None else incidents)
    with exported(metrics.registry, settings.metrics, REPLAY_PORT, tell=tell) as address:
        yield counting, address
