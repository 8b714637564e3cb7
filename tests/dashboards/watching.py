"""A real worker on a real broker, watched by a real Prometheus whose rules have short times: seconds for minutes."""

from __future__ import annotations

import os
import signal
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson

from dashboards.rules import Rules
from dashboards.thresholds import Thresholds
from dev.kafka.broker import wait_until
from dev.prometheus import Prometheus
from streams.stage import Record
from tests.edges.test_worker import Worker, family, free_port

#: Rates and ages that a loaded machine of two cores keeps while all is well: a stage starts again within half of 30 s.
SHORT = Thresholds(
    down_for=20,
    stalled=30,
    stalled_for=1,
    heartbeat=30,
    heartbeat_for=1,
    lag_seconds=1,
    lag_window=5,
    lag_for=3,
    delay_window=20,
    delay_alerts=3,
    delay_for=1,
    dead_letter_window=20,
    source_silent=10,
    storm_window=20,
    storm_alerts=20,
    storm_factor=2,
    storm_mean=600,
    leak_window=20,
    rate_window=5,
)
#: Settings of the worker: signs of life every second; nobody but the test ends what it freezes.
OPTIONS = {
    "worker__heartbeat_seconds": 1,
    "worker__stall_seconds": 600,
    "worker__budget_in_a_row": 100,
    "article_seconds": 600,
    "processes": 2,
    "metrics__sources": "Harrow Wire,silent.example",
}
#: Seconds within which a state must be reached; on a quiet machine it takes a tenth.
LIMIT_S = 120


class Watched(Worker):
    """The worker, and what Prometheus knows of it."""

    def __init__(self, kafka: str, folder: Path) -> None:
        super().__init__(kafka, folder)
        self.env["TMPDIR"] = str(folder)  # its figures lie there, and nobody tidies them away
        self.replay_port = free_port()
        rules = folder / "rules.yml"
        rules.write_text(Rules(limits=SHORT).text())
        targets = {"tocsin": [f"127.0.0.1:{self.port}"], "tocsin-replay": [f"127.0.0.1:{self.replay_port}"]}
        self.prometheus = Prometheus(folder / "prometheus", targets, [rules], every_s=1)

    def begin(self, **options: object) -> None:
        """Start it and wait until both stages have their partitions; its log begins anew."""
        self.start(**(OPTIONS | options))
        self.until(lambda: len(self.told("assigned")) == 2, "assigned")

    def pid(self, stage: str) -> int:
        """Give the process of a stage."""
        return int(str([each["pid"] for each in self.told("started") if each["stage"] == stage][-1]))

    def readers(self) -> list[int]:
        """Give the processes that read articles for detect."""
        return family(self.pid("detect"))[1:]

    def until(self, met: Callable[[], object], what: str) -> None:
        """Wait for a state; say what was wrong when it does not come."""
        reached = wait_until(lambda: bool(met()), LIMIT_S)
        assert reached, f"{what}\nfiring: {self.prometheus.firing()}\n{self.log.read_text()[-3000:]}"

    def fires(self, name: str, **labels: str) -> bool:
        """Say whether an alert fires."""
        return any(labels.items() <= each.items() for each in self.prometheus.firing() if each["alertname"] == name)

    def fired_since(self, moment: float) -> set[str]:
        """Give the names of the alerts that fired at some time since a moment (0: since Prometheus was there)."""
        seconds = min(3600, max(1, round(time.time() - moment)))
        fired = f'count_over_time(ALERTS{{alertstate="firing"}}[{seconds}s])'
        return {labels["alertname"] for labels, _ in self.prometheus.query(f"count by (alertname) ({fired})")}

    def false_alarms(self, begun: float) -> set[str]:
        """Give the alerts that fired since, until now that all works, without cause.

        On a machine that is so busy that the worker stood still for longer than the limits, that was to be told.
        """
        stood = time.time() - begun > min(SHORT.stalled, SHORT.heartbeat)
        return self.fired_since(begun) - {"SourceSilent"} - ({"StageStalled", "HeartbeatMissing"} if stood else set())

    def value(self, query: str) -> float | None:
        """Give the value of a query that has one."""
        found = self.prometheus.query(query)
        return found[0][1] if found else None

    def calm(self) -> None:
        """Wait until nothing fires, nor has for some seconds, but for the source that is silent all the time."""
        self.until(lambda: self.fired_since(time.time() - 3) <= {"SourceSilent"}, "calm")

    def articles(self, *bodies: str, test: bool = False) -> None:
        """Send articles, spread over the partitions."""
        headers = (("_test", b"true"),) if test else ()
        values = [orjson.dumps({"uri": uuid.uuid4().hex, "headline": "News", "body": each}) for each in bodies]
        self.send([Record("", uuid.uuid4().bytes, value, self.now_ms(), headers) for value in values])

    def raw(self, value: bytes, number: int) -> None:
        """Send records that may be anything."""
        self.send([Record("", uuid.uuid4().bytes, value, self.now_ms()) for _ in range(number)])

    def now_ms(self) -> int:
        """Give the time by Prometheus, in Unix milliseconds."""
        return round((self.value("time()") or 0) * 1000)


@contextmanager
def watched(kafka: str, folder: Path) -> Iterator[Watched]:
    """Give a worker that is seen by Prometheus; both end with it."""
    made = Watched(kafka, folder)
    made.begin()
    try:
        with made.prometheus:
            made.until(lambda: made.value('up{job="tocsin"}') == 1, "seen")
            yield made
    finally:
        if made.process is not None and made.process.poll() is None:
            made.end()


@contextmanager
def frozen(*pids: int) -> Iterator[None]:
    """Let processes stand still for a while."""
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)
