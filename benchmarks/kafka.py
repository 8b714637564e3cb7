"""Measure the worker on a real Kafka: against a bare relay and against the same stages without a broker.

Usage: ``python benchmarks/kafka.py [--articles 50000] [--seconds 60] [--incidents 10000] [--quick] [--json FILE]``.
One run on one broker of its own; it ends by itself and asserts nothing. It prints, of one mixed stream
(``kafka_stream.py``):

- relay, worker, in process: articles/s, processor seconds per 1,000 articles, the most memory of each kind of process;
- steady: 200 articles/s for a minute, from the moment an article is due to the moment a reader has its alert;
- restart: with so many incidents open, both stages are killed with -9; seconds until the alert of a later article.

Broker, worker and this process share the cores. Rates leave out starts: they count from the first answer on.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks.kafka_delays import STEADY, counter, restarts, steady
from benchmarks.kafka_parts import write_lines
from benchmarks.kafka_stream import mixed, of_many_incidents
from benchmarks.processes import Cost, Watch
from dev.kafka.broker import Broker
from schemas.topics import Topic
from streams.kafka.sender import Sender
from streams.kafka.topics import create
from streams.settings import KafkaSettings, Settings, cores
from streams.stage import Record

ROOT = Path(__file__).resolve().parent.parent
TOCSIN = (sys.executable, "-c", "from streams.cli import main; main()")
PARTS = (sys.executable, str(ROOT / "benchmarks" / "kafka_parts.py"))
#: Records sent at once when a topic is filled.
CHUNK = 500


class Run(NamedTuple):
    """What one way of doing it took: seconds of the wall for so many articles, and the cost by role."""

    articles: int
    seconds: float
    costs: dict[str, Cost]

    def figures(self) -> dict[str, float]:
        """Return what is printed."""
        found = {
            "articles_per_second": self.articles / self.seconds,
            "cpu_s_per_1000": sum(each.seconds for each in self.costs.values()) / self.articles * 1000,
        }
        for role, cost in sorted(self.costs.items()):
            if cost.seconds:
                found[f"cpu_s_per_1000 {role}"] = cost.seconds / self.articles * 1000
            found[f"peak_mb {role}"] = cost.peak_mb
        return found


def settings_of(broker: Broker, prefix: str) -> Settings:
    """Return the settings of a deployment on the broker."""
    return Settings(topic_prefix=prefix, kafka=KafkaSettings(bootstrap_servers=broker.bootstrap))


def environment(settings: Settings) -> dict[str, str]:
    """Return the environment that gives a process these settings."""
    given = {
        "TOCSIN_KAFKA__BOOTSTRAP_SERVERS": settings.kafka.bootstrap_servers,
        "TOCSIN_TOPIC_PREFIX": settings.topic_prefix,
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TOCSIN_")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)  # an installation has its bytecode; without, a start takes twice as long
    return {**kept, **given}


async def fill(settings: Settings, records: Iterable[Record]) -> int:
    """Create the topics if need be and put records into them; return how many."""
    await create(settings, retention_ms=-1)  # the news is of any date: retention must not take it
    count = 0
    async with Sender(settings) as sender:
        given = iter(records)
        while chunk := list(itertools.islice(given, CHUNK)):
            await sender.send(chunk)
            count += len(chunk)
    return count


def part(arguments: Sequence[str], settings: Settings, folder: Path, *others: int | None) -> Run:
    """Run one of the parts and return what it took, the cost of ``others`` included."""
    process = subprocess.Popen(
        [*PARTS, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(settings), cwd=folder
    )
    assert process.stdout is not None
    with process, Watch(process.pid, *others) as watch:
        if process.stdout.readline() != b"started\n":
            raise RuntimeError(f"{arguments[0]} did not start")
        watch.mark()
        started = time.perf_counter()
        articles = int(process.stdout.readline().split()[1])
        took = time.perf_counter() - started
        spent = watch.spent()
        process.communicate()
    return Run(articles, took, spent)


@contextmanager
def worker(settings: Settings, folder: Path) -> Iterator[int]:
    """Run ``tocsin worker`` and give its process id; its log is in the folder."""
    with (folder / f"{settings.topic_prefix}worker.log").open("ab") as log:
        process = subprocess.Popen([*TOCSIN, "worker"], stderr=log, env=environment(settings), cwd=folder)
        try:
            yield process.pid
        finally:
            process.terminate()
            process.wait(30)


async def through(settings: Settings, articles: int, watch: Watch) -> Run:
    """Wait until the worker has done so many articles, from its first verdict to its last alert."""
    ends = Topic.VERDICTS, Topic.DEAD_LETTERS
    async with counter(settings) as count:
        await count.until(1, *ends)
        watch.mark()
        started, before = time.perf_counter(), await count.records(*ends)
        await count.until(articles, *ends)
        await count.until_tracked()
        return Run(articles - before, time.perf_counter() - started, watch.spent())


async def speeds(options: argparse.Namespace, broker: Broker, folder: Path) -> dict[str, dict[str, float]]:
    """Run one stream through the relay, the worker and this machine alone, and more of it at a steady rate."""
    found: dict[str, dict[str, float]] = {}
    settings = settings_of(broker, "bench-")
    stream = mixed(options.articles + options.seconds * STEADY, prefix="bench-")
    first = list(itertools.islice(stream, options.articles))
    write_lines(folder / "articles.jsonl", iter(first))
    await fill(settings, first)
    found["relay"] = part(["relay", "bench-", str(len(first))], settings, folder, broker.pid).figures()
    tell(found)
    with worker(settings, folder) as pid, Watch(pid, broker.pid) as watch:
        found["worker"] = (await through(settings, len(first), watch)).figures()
        tell(found)
        found["in process"] = part(["replay", str(folder / "articles.jsonl")], settings, folder).figures()
        tell(found)
        ratio = found["worker"]["articles_per_second"] / found["in process"]["articles_per_second"]
        found["worker"]["times_in_process"] = ratio
        found["steady"] = await steady(settings, stream, watch)
        tell(found)
    return found


async def restart(options: argparse.Namespace, broker: Broker, folder: Path) -> dict[str, dict[str, float]]:
    """Open many incidents, then kill the stages again and again while articles come."""
    settings = settings_of(broker, "full-")
    events = await fill(settings, of_many_incidents(options.incidents, options.reports, prefix="full-"))
    figures: dict[str, float] = {"open_incidents": options.incidents, "reports_each": options.reports}
    found = {"restart": figures}
    with worker(settings, folder) as pid, Watch(pid, broker.pid) as watch:
        started = time.perf_counter()
        async with counter(settings) as count:
            await count.until_tracked()
        figures["events_per_second"] = events / (time.perf_counter() - started)
        figures["peak_mb track, first life"] = watch.costs()["track"].peak_mb
        figures |= await restarts(settings, mixed(100_000, prefix="full-"), watch)
        figures["peak_mb track"] = watch.costs()["track"].peak_mb
        tell(found)
    return found


def tell(found: dict[str, dict[str, float]]) -> None:
    """Say on stderr what was found last: the run takes minutes."""
    name = list(found)[-1]
    told = ", ".join(f"{what} {value:.4g}" for what, value in found[name].items())
    print(f"{name}: {told} (load {os.getloadavg()[0]:.1f})", file=sys.stderr, flush=True)


def report(found: dict[str, dict[str, float]]) -> Iterator[str]:
    """Yield the figures as lines of a Markdown table."""
    yield "| what | figure | value |"
    yield "|---|---|---:|"
    for what, figures in found.items():
        for name, value in figures.items():
            yield f"| {what} | {name} | {value:,.3g} |" if value < 100 else f"| {what} | {name} | {value:,.0f} |"


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=50_000, help="articles of the mixed stream")
    parser.add_argument("--seconds", type=int, default=60, help="seconds of the steady stream")
    parser.add_argument("--incidents", type=int, default=10_000, help="open incidents at the restart")
    parser.add_argument("--reports", type=int, default=3, help="reports of each of them")
    parser.add_argument("--only", choices=("speeds", "restart"), help="leave the other half out")
    parser.add_argument("--quick", action="store_true", help="a tenth of everything")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    options = parser.parse_args()
    if options.quick:
        options.articles, options.seconds, options.incidents = (
            options.articles // 10, max(5, options.seconds // 6), options.incidents // 10,
        )  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="tocsin-benchmark-") as scratch:
        folder = Path(scratch)
        with Broker(folder / "kafka") as broker:
            found = {
                what: figures
                for part_of in (speeds, restart)
                if options.only in (None, part_of.__name__)
                for what, figures in asyncio.run(part_of(options, broker, folder)).items()
            }
    print("\n".join(report(found)))
    print(f"\n{cores()} cores, load {os.getloadavg()[0]:.1f} at the end")
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
