"""Run the whole topology in this process, without a broker: for demos, replays and tests.

Example: ``Memory(TOPOLOGY).feed(article_record)`` gives the verdict, then events, incidents and alerts.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from schemas.topics import Topic
from streams.runtime import context_of, run_stage
from streams.stage import Record, Stage

#: Told of each record that a stage took: the stage's name, the record, all it wrote, and the seconds that took.
Ran = Callable[[str, Record, Sequence[Record], float], object]


class Memory:
    """The topology with its state. ``test``, ``deployment`` and ``min_level``: see streams.stage.Context.

    ``states``: of stages, by name, where one is to begin with another than an empty state. ``ran``: see Ran.
    """

    def __init__(
        self,
        topology: Sequence[Stage],
        *,
        test: bool = False,
        deployment: str = "default",
        min_level: str = "Unknown",
        states: Mapping[str, Any] | None = None,
        ran: Ran | None = None,
    ) -> None:
        self._stages = {stage.reads: stage for stage in topology}
        self._states: dict[str, Any] = {stage.name: stage.state() for stage in topology if stage.state is not None}
        self._states |= states or {}
        self._test = test
        self._deployment = deployment
        self._min_level = min_level
        self._ran = ran

    def state(self, stage: str) -> Any:
        """Return the state of a stage, for looking at."""
        return self._states[stage]

    def feed(self, record: Record) -> Iterator[Record]:
        """Yield every record that follows from one, breadth first: in the order in which the topics would hold them."""
        waiting = [record]
        while waiting:
            current = waiting.pop(0)
            topic = topic_of(current.topic)
            stage = self._stages.get(topic) if topic is not None else None
            if stage is None:
                continue
            context = context_of(current, test=self._test, deployment=self._deployment)
            context = replace(context, min_level=self._min_level)
            began = time.perf_counter()
            written = run_stage(stage, current, context, self._states.get(stage.name))
            if self._ran is not None:
                self._ran(stage.name, current, written, time.perf_counter() - began)
            yield from written
            waiting += written


@lru_cache(maxsize=256)  # asked several times for every record, and there are few topics
def topic_of(name: str) -> Topic | None:
    """Return the topic that a full name means, whatever its prefix; None for a foreign one."""
    return next((topic for topic in Topic if name.endswith(topic.suffix)), None)
