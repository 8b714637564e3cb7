"""How a stage's process lives between start and end: which partitions it has, and what ends it in an orderly way.

A rebalance that takes partitions away ends it at once: Faust's queues may hold records whose holes would be committed.
Restarted under the same name it rejoins without another rebalance, with empty queues, at the committed offset.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Iterable
from typing import Any

import faust
import structlog
from faust.types.tuples import TP

from streams.worker.exits import INFRASTRUCTURE, leave

#: Told where the group knows this process no more.
REMOVED = "removed from the group: silent for too long, or another worker has this name (TOCSIN_WORKER__INSTANCE)"

log = structlog.get_logger("tocsin.worker")


class Life:
    """Connected to the application's signals. ``ours``: the partitions of the stage's topic that it has now."""

    def __init__(self, app: faust.App, topic: str, *, stage: str) -> None:
        self.ours: frozenset[int] = frozenset()
        self.draining = False
        self._app = app
        self._topic = topic
        self._stage = stage
        app.on_partitions_assigned.connect(self._assigned, weak=False)
        app.on_partitions_revoked.connect(self._revoked, weak=False)

    async def _assigned(self, _app: Any, /, *sent: Any, **_: Any) -> None:
        assigned: Iterable[TP] = sent[0]
        self.ours = frozenset(each.partition for each in assigned if each.topic == self._topic)
        log.info("assigned", stage=self._stage, partitions=sorted(self.ours))

    async def _revoked(self, _app: Any, /, *sent: Any, **_: Any) -> None:
        held, self.ours = self.ours, frozenset()
        if self.draining:
            end(why="a rebalance; the rest comes again")  # Faust's queues may hold records whose holes it commits
        if held and sent[0]:
            why = "rebalance" if self._is_member() else REMOVED
            leave(INFRASTRUCTURE, why, stage=self._stage, partitions=sorted(held))

    def _is_member(self) -> bool:
        """Say whether the group still knows this process: the client forgets its own name where it does not."""
        try:
            consumer: Any = self._app.consumer
            return bool(consumer._thread._consumer._coordinator.member_id)  # noqa: SLF001 - there is no other way to see
        except AttributeError:  # it only words the log
            return True


class StageWorker(faust.Worker):
    """Faust's own runner, silent, that ends within ``drain_seconds`` of SIGTERM, however stuck an event is."""

    def __init__(self, app: faust.App, life: Life, *, drain_seconds: float, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(app, quiet=True, override_logging=False, redirect_stdouts=False, loop=loop)
        self.spinner = None
        self._life = life
        self._drain_seconds = drain_seconds

    def _setproctitle(self, info: str, *, ident: str = "") -> None:
        """Leave the name of the process as it is."""

    def _on_sigterm(self) -> None:
        if self._life.draining:
            return
        log.info("draining")
        self._life.draining = True
        # A thread, not a timer of the loop: the loop may be what is stuck. What is not committed comes again.
        limit = threading.Timer(self._drain_seconds, end)
        limit.daemon = True
        limit.start()
        super()._on_sigterm()


def end(why: str = "time is up; the rest comes again after the next start") -> None:
    """End at once, as one who was told to end."""
    log.warning("drained in part", why=why)
    sys.stderr.flush()
    os._exit(0)
