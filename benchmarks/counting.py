"""What does counting cost, beside what is counted?

Usage: ``python benchmarks/counting.py [--articles 1000]``. Runs detect and track on the mixed stream in this process,
and counts each record as a stage of a worker does, in files; then passes as many messages through Faust's own monitor
and through the one that counts for Prometheus; then scrapes. Times are of the processor, by turns for each record, so
that they may be compared on a busy machine too.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

from faust.sensors.monitor import Monitor
from faust.sensors.prometheus import FaustMetrics
from faust.types.tuples import TP
from prometheus_client import CollectorRegistry

from benchmarks.kafka_stream import mixed
from schemas.topics import Topic
from streams.counting import Counting
from streams.incidents.state import Incidents
from streams.memory import topic_of
from streams.metrics import Metrics
from streams.runtime import context_of, run_stage
from streams.stage import Record
from streams.topology import DETECT, TRACK
from streams.worker.counted import Counted
from streams.worker.faust_metrics import Sensor
from streams.worker.faust_names import PREFIX
from streams.worker.metric_files import FilesCollector, counting_in, make_files


@dataclass(slots=True)
class Cost:
    """Processor seconds spent on ``records``: by what is counted, and by counting it."""

    records: int = 0
    counted: float = 0.0
    counting: float = 0.0


def counts(stage: str) -> Counted:
    """Return what counts for a stage, in the files of the context."""
    metrics = Metrics(CollectorRegistry(), stages=(stage,))
    return Counted(stage, metrics, Counting(metrics))


def of_stages(articles: Sequence[Record], folder: Path) -> dict[str, Cost]:
    """Return the cost of each stage for the articles."""
    costs = {stage.name: Cost() for stage in (DETECT, TRACK)}
    events: list[Record] = []
    for stage in costs:
        make_files(folder, stage)
    with counting_in(DETECT.name, folder):
        counted = counts(DETECT.name)
        for article in articles:
            written, seconds = _timed(run_stage, DETECT, article, context_of(article))
            events += [each for each in written if topic_of(each.topic) is Topic.EVENTS]
            _add(costs[DETECT.name], seconds, _detected, counted, article, written, seconds)
    with counting_in(TRACK.name, folder):
        counted, state = counts(TRACK.name), Incidents()
        list(counted.beginning(state))
        for offset, event in enumerate(events):
            record = replace(event, offset=offset)
            written, seconds = _timed(run_stage, TRACK, record, context_of(record), state)
            _add(costs[TRACK.name], seconds, _tracked, counted, record, written, seconds)
    return costs


def of_faust(messages: int, folder: Path) -> Cost:
    """Return the cost of Faust's monitor without and with metrics for Prometheus."""
    make_files(folder, "faust")
    with counting_in("faust", folder):
        monitors = Monitor(), Sensor(metrics=FaustMetrics.create(CollectorRegistry(), PREFIX))
        plain, exported = (_timed(_pass, each, messages)[1] for each in monitors)
    return Cost(messages, plain, exported - plain)


def _detected(counted: Counted, article: Record, written: tuple[Record, ...], seconds: float) -> None:
    counted.took(1)
    counted.timed(seconds)
    counted.detected([article], [written])


def _tracked(counted: Counted, event: Record, written: tuple[Record, ...], seconds: float) -> None:
    counted.took(1)
    counted.tracked(event, written, seconds)


def _pass(monitor: Monitor, messages: int) -> None:
    class Stream:
        shortlabel = "Stream: <topic: tocsin-articles>"
        task_owner = SimpleNamespace

    partition, stream, message = TP("tocsin-articles", 1), Stream(), SimpleNamespace(time_in=None)
    given: Any = (stream, None, message)
    for offset in range(messages):
        monitor.on_message_in(partition, offset, given[2])
        state = monitor.on_stream_event_in(partition, offset, given[0], given[1])
        monitor.on_stream_event_out(partition, offset, given[0], given[1], state)
        monitor.on_message_out(partition, offset, given[2])


def _timed(work: Callable[..., Any], *arguments: Any) -> tuple[Any, float]:
    began = time.process_time()
    return work(*arguments), time.process_time() - began


def _add(cost: Cost, seconds: float, count: Callable[..., None], *arguments: Any) -> None:
    cost.records += 1
    cost.counted += seconds
    cost.counting += _timed(count, *arguments)[1]


def lines(costs: dict[str, Cost]) -> Iterator[str]:
    """Yield a table: microseconds for a record."""
    yield "| of | records | itself, µs a record | counting it, µs a record | share |"
    yield "|---|---:|---:|---:|---:|"
    for name, cost in costs.items():
        itself, counting = (each / cost.records * 1e6 for each in (cost.counted, cost.counting))
        yield f"| {name} | {cost.records:,} | {itself:.0f} | {counting:.0f} | {counting / itself:.1%} |"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=1000)
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        costs = of_stages(list(mixed(options.articles)), folder)
        costs["Faust's monitor"] = of_faust(options.articles, folder)
        print("\n".join(lines(costs)))
        families, seconds = _timed(FilesCollector(folder).collect)
        print(f"\na scrape: {seconds * 1000:.1f} ms for {sum(len(each.samples) for each in families)} series")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
