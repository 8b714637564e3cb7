"""A pipeline whose metrics are counted, for tests: it takes articles and events, and tells what a metric shows.

``Counted().takes(event(killed=3), at="10:00").shows("tocsin_incidents_opened_total")`` is 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import orjson
from prometheus_client import CollectorRegistry

from schemas.codec import encode
from schemas.event import ConflictEvent
from schemas.heartbeat import Heartbeat
from streams.counting import Counting
from streams.incidents.state import Incidents
from streams.metrics import Metrics
from streams.runtime import context_of, run_stage
from streams.stage import HEARTBEAT, Record
from streams.topology import DETECT, TRACK
from tests.builders import clock

TEST = (("_test", b"true"),)
Headers = tuple[tuple[str, bytes], ...]


class Counted:
    """Runs the stages and counts. ``now``: the time of the clock, on 10 March 2026 like the builders' times."""

    def __init__(
        self, *, run_is_test: bool = False, sources: Sequence[str] = (), min_level: str = "Unknown", now: str = "12:00"
    ) -> None:
        self.now = now
        self.state = Incidents()
        self.metrics = Metrics(CollectorRegistry())
        self.run_is_test = run_is_test
        self.counting = Counting(
            self.metrics, run_is_test=run_is_test, sources=sources, clock=lambda: clock(self.now).timestamp()
        )
        self.counting.began(self.state)
        self._min_level = min_level
        self._offset = 0

    def reads(self, article: Mapping[str, object] | bytes, at: str = "10:00", headers: Headers = ()) -> Counted:
        """Let detect read an article whose record came ``at`` that time."""
        value = article if isinstance(article, bytes) else orjson.dumps(article)
        self._detect(self._record("tocsin-articles", value, at, headers))
        return self

    def takes(self, taken: ConflictEvent, at: str = "10:00", headers: Headers = (), *, again: bool = False) -> Counted:
        """Let track take an event, ``again``: the record that it took last once more."""
        self._offset -= again
        self._track(self._record("tocsin-events", encode(taken), at, headers))
        return self

    def beats(self, sent: str, headers: Headers = ()) -> Counted:
        """Let a sign of life pass both stages."""
        life = encode(Heartbeat(instance="w", sent=clock(sent)))
        (handed_on,) = self._detect(self._record("tocsin-articles", life, sent, ((HEARTBEAT, b"true"), *headers)))
        self._track(handed_on)
        return self

    def shows(self, name: str, **labels: str) -> float | None:
        """Return what a metric shows, None where it is absent."""
        return self.metrics.registry.get_sample_value(f"tocsin_{name}", labels)

    def sum_of(self, name: str) -> float:
        """Return the sum over the label sets of a metric."""
        return sum(
            sample.value
            for family in self.metrics.registry.collect()
            for sample in family.samples
            if sample.name == f"tocsin_{name}"
        )

    def _record(self, topic: str, value: bytes, at: str, headers: Headers) -> Record:
        self._offset += 1
        return Record(topic, b"k", value, round(clock(at).timestamp() * 1000), headers, offset=self._offset)

    def _detect(self, record: Record) -> tuple[Record, ...]:
        self.counting.took("detect")
        written = run_stage(DETECT, record, context_of(record, test=self.run_is_test))
        self.counting.detected(record, written)
        self.counting.done("detect")
        return written

    def _track(self, record: Record) -> None:
        self.counting.took("track")
        context = replace(context_of(record, test=self.run_is_test), min_level=self._min_level)
        written = run_stage(TRACK, record, context, self.state)
        self.counting.tracked(record, written, 0.002)
        self.counting.done("track")
