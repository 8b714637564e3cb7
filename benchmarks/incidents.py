"""Follow a long generated stream: are the incidents and tolls right, and do memory and time per event stay flat?

Usage: ``python benchmarks/incidents.py [--articles 100000] [--incidents 5000] [--events FILE] [--plot FILE]``. The
stream (``benchmarks/stream.py``) is read once, in all processes, into FILE (kept when it is there already); then its
events are followed in this process, so that the figures of time and memory are those of following alone.

Prints B-cubed over reports, false and missed reports, final tolls, sources, copies, and for each tenth of the stream
the milliseconds per event, resident memory, records held and their packed size; the plot is an SVG of the same.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import gzip
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from benchmarks.incident_scores import Followed, Judged, Part, judge
from benchmarks.plot import Series, lines
from benchmarks.stream import Stream
from benchmarks.stream_story import Delivery
from schemas.codec import encode
from schemas.topics import Topic
from schemas.vocabulary import IncidentStatus
from streams.incidents.packed import pack
from streams.incidents.state import Incidents
from streams.pool import Pool, Work
from streams.runtime import context_of, run_stage
from streams.settings import cores
from streams.stage import Record
from streams.topology import DETECT, TRACK

#: Parts of the stream of which time and memory are given.
PARTS = 10
EVENTS = Topic.EVENTS.name_with()


def article_record(delivery: Delivery, offset: int) -> Record:
    """Return a delivery as it stands in the topic of articles."""
    moment = round(delivery.moment.timestamp() * 1000)
    return Record(Topic.ARTICLES.name_with(), None, orjson.dumps(delivery.article), moment, offset=offset)


def events_of(deliveries: Iterable[Delivery], processes: int) -> Iterator[Record]:
    """Read the articles and yield the events."""
    records = (article_record(delivery, at) for at, delivery in enumerate(deliveries))
    if not processes:
        for record in records:
            yield from (each for each in run_stage(DETECT, record, context_of(record)) if each.topic == EVENTS)
        return
    with Pool(DETECT, processes) as pool:
        for done in pool.ordered(Work(record) for record in records):
            assert done is not None  # no pause was asked for
            yield from (each for each in done[1] if each.topic == EVENTS)


def kept(file: Path, events: Iterable[Record]) -> None:
    """Write events into a file."""
    with gzip.open(file, "wb", compresslevel=1) as out:
        for event in events:
            out.write(b"%d\t%b\n" % (event.timestamp_ms, event.value or b""))


def read(file: Path) -> Iterator[Record]:
    """Yield the events of a file."""
    with gzip.open(file, "rb") as lines_of_file:
        for at, line in enumerate(lines_of_file):
            moment, _, value = line.rstrip(b"\n").partition(b"\t")
            yield Record(EVENTS, None, value, int(moment), offset=at)


def follow(events: Iterable[Record], number: int, log: Path) -> Followed:
    """Follow the events, ``number`` in all; what is said of incidents goes to ``log``, so that it takes no memory."""
    state = Incidents()
    parts: list[Part] = []
    spent: list[float] = []
    with log.open("wb") as out:
        for at, event in enumerate(events, 1):
            started = time.process_time()
            written = run_stage(TRACK, event, context_of(event), state)
            spent.append(time.process_time() - started)
            for record in written:
                if record.topic == Topic.INCIDENTS.name_with() and record.value:
                    out.write(_digest(record.value))
            if at * PARTS // number > len(parts):
                parts.append(_part(spent, state))
                spent.clear()
    joined: dict[str, str] = {}
    last: dict[str, dict[str, Any]] = {}
    for line in log.read_bytes().splitlines():
        row = orjson.loads(line)
        last[row["incident_id"]] = row
        # For good: the first incident that lists an event keeps it, and lists it as its last report then.
        joined |= dict.fromkeys(row["events"], row["incident_id"])
    return Followed(joined, last, parts)


def _digest(value: bytes) -> bytes:
    record = orjson.loads(value)
    told = [report for report in record["reports"] if not report.get("aside")]
    return orjson.dumps(
        {
            "incident_id": record["incident_id"],
            "toll": record.get("toll"),
            "status": record["status"],
            "families": record.get("families", []),
            "events": [report["event_id"] for report in told],
            "copies": [report["event_id"] for report in told if report.get("copy_of")],
            "retracted": bool(record.get("retracted_by")),
        },
        option=orjson.OPT_APPEND_NEWLINE,
    )


def _part(spent: list[float], state: Incidents) -> Part:
    gc.collect()
    records = list(state)
    size = sum(len(pack(encode(record))) for record in records)
    living = sum(record.status == IncidentStatus.OPEN for record in records)
    return Part(
        len(spent),
        statistics.median(spent) * 1000,
        statistics.mean(spent) * 1000,
        _resident_mb(),
        len(records),
        living,
        size / 1e6,
    )


def _resident_mb() -> float:
    """Return the resident memory of this process; 0 where the system does not tell."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return 0.0


def report(judged: Judged, parts: list[Part]) -> Iterator[str]:
    """Yield the figures as Markdown tables."""
    yield "| figure | value |"
    yield "|---|---:|"
    for name, value in judged.figures.items():
        yield f"| `{name}` | {value:,} |" if isinstance(value, int) else f"| `{name}` | {value:.4f} |"
    yield ""
    yield "| tenth | events | median ms | mean ms | memory MB | records | open | state MB |"
    yield "|---:|---:|---:|---:|---:|---:|---:|---:|"
    for number, part in enumerate(parts, 1):
        yield (
            f"| {number} | {part.events:,} | {part.median_ms:.2f} | {part.mean_ms:.2f} | {part.memory_mb:.0f} | "
            f"{part.records:,} | {part.open:,} | {part.state_mb:.1f} |"
        )


def plot(parts: list[Part], articles: int, incidents: int) -> str:
    """Return an SVG of time and memory along a stream of so many articles and incidents."""
    return lines(
        f"Following a year of news: {articles:,} articles, {incidents:,} incidents",
        "tenth of the stream",
        [
            Series("ms per event (mean)", [part.mean_ms for part in parts]),
            Series("resident memory, MB", [part.memory_mb for part in parts]),
            Series("records held", [float(part.records) for part in parts]),
        ],
    )


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--incidents", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--events", type=Path, help="keep the events there, or take them from there")
    parser.add_argument("--plot", type=Path, help="write an SVG there")
    parser.add_argument("--wrong", type=Path, help="write a line for each thing that went wrong there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = options.events or Path(folder) / "events.gz"
        if not file.exists():
            kept(file, events_of(Stream(options.articles, options.incidents, options.seed), cores()))
            print(f"read the articles into {file}", file=sys.stderr)
        found = follow(read(file), sum(1 for _ in read(file)), Path(folder) / "log")
    stream = Stream(options.articles, options.incidents, options.seed)
    judged = judge(stream, stream.truths, found)
    print("\n".join(report(judged, found.parts)))
    if options.plot:
        options.plot.write_text(plot(found.parts, options.articles, options.incidents))
    if options.wrong:
        options.wrong.write_text("\n".join(judged.wrong) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
