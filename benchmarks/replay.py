"""Measure how fast ``tocsin replay`` plays an archive, as a user runs it: by processes, by size, and by its parts.

Usage: ``python benchmarks/replay.py [--sizes 10000 100000 1000000] [--processes 1 2 4] [--plot FILE] [--json FILE]``;
``--sizes 1000 --processes 1 2 --runs 1`` takes a minute. Prints medians as Markdown; asserts nothing.

Archives are the mixed stream of ``benchmarks/kafka_stream.py`` (1 article in 10 reports an attack), written as they are
generated. The floor reads the same archive in one process: unpacks it, decodes each line with orjson and finds the
trigger terms with one Aho-Corasick pass. They are compared by time of the processor, which other work on the machine
hardly changes; articles/s are those of the wall, beside how many cores the replay got of the machine. The first size is
played with each number of processes, the others with one for each core. The parts are measured in one process after the
other work, in time of the processor.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import orjson
import zstandard
from ahocorasick_rs import AhoCorasick

from benchmarks.detect import TOCSIN
from benchmarks.kafka_stream import mixed
from benchmarks.plot import Series, lines
from benchmarks.processes import Watch
from benchmarks.replay_parts import Part, parts
from streams.archive.lines import write_line
from streams.lexicons.terms import trigger_terms
from streams.settings import cores

#: What the process of the floor is started with.
FLOOR = "--floor"
#: Articles by which the parts are measured.
PARTS = 2_000


class Played(NamedTuple):
    """One replay: seconds of the wall and, of all its processes, of the processor; most MB of the parent and a reader.

    What a process spends in its last half second may be missed.
    """

    seconds: float
    processor: float
    parent_mb: float
    reader_mb: float


@dataclass(frozen=True, slots=True)
class Row:
    """A size and a number of processes, medians of the runs; ``start``: of the wall, a replay of one article.

    ``floor`` and ``processor`` are seconds of the processor, of the floor and of the replay.
    """

    articles: int
    processes: int
    seconds: float
    processor: float
    floor: float
    start: float
    parent_mb: float
    reader_mb: float

    @property
    def per_second(self) -> float:
        """Articles/s, the start counted."""
        return self.articles / self.seconds

    @property
    def per_second_started(self) -> float:
        """Articles/s, the start not counted."""
        return self.articles / max(self.seconds - self.start, 0.001)

    @property
    def cores(self) -> float:
        """How many cores were at work for it, on average."""
        return self.processor / self.seconds

    @property
    def milliseconds(self) -> float:
        """Processor time of an article in ms, the start counted."""
        return self.processor / self.articles * 1000


def write_archive(path: Path, number: int) -> None:
    """Write so many articles of the mixed stream as ``tocsin record`` would, none held longer than it is written."""
    with path.open("wb") as file, zstandard.ZstdCompressor(level=3).stream_writer(file) as stream:
        for at, record in enumerate(mixed(number)):
            stream.write(write_line(replace(record, offset=at), position=True))


def read_at_least(path: Path) -> int:
    """Read an archive as any reader must; return how many articles name a trigger term."""
    automaton = AhoCorasick(trigger_terms())
    found = 0
    with closing(zstandard.open(path, "rb")) as stream:
        rest = b""
        while piece := stream.read(1 << 20):
            *whole, rest = (rest + piece).split(b"\n")
            for line in whole:
                article = orjson.loads(line)["value"]
                text = f"{article['headline']}\n{article['body']}".lower()
                found += bool(automaton.find_matches_as_indexes(text))
    return found


def floor_seconds(path: Path) -> float:
    """Return the processor seconds of the floor in a process of its own, the loading of its terms not counted."""
    said = subprocess.run([sys.executable, __file__, FLOOR, str(path)], capture_output=True, check=True)
    return float(said.stdout)


def played(path: Path, processes: int, folder: Path) -> Played:
    """Play an archive by the command, alerts into a file.

    Raises:
        subprocess.CalledProcessError: it did not end well.
    """
    output = folder / "alerts.jsonl"
    command = [*TOCSIN, "replay", str(path), "--emit", "alerts", "--output", str(output), "--processes", str(processes)]
    started = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    with Watch(process.pid) as watch:
        _, said = process.communicate()
        seconds = time.perf_counter() - started
        costs = watch.costs()
    output.unlink(missing_ok=True)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stderr=said)
    most = {role: cost.peak_mb for role, cost in costs.items()}
    processor = sum(cost.seconds for cost in costs.values())
    return Played(seconds, processor, most.get("parent", 0.0), most.get("readers", 0.0))


def measure(path: Path, articles: int, processes: Sequence[int], runs: int, start: float) -> list[Row]:
    """Play an archive with each number of processes and by the floor, by turns."""
    floors: list[float] = []
    plays: dict[int, list[Played]] = {each: [] for each in processes}
    for _ in range(runs):
        floors.append(floor_seconds(path))
        for each in processes:
            plays[each].append(played(path, each, path.parent))
    return [_row(articles, each, found, floors, start) for each, found in plays.items()]


def _row(articles: int, processes: int, found: Sequence[Played], floors: Sequence[float], start: float) -> Row:
    return Row(
        articles,
        processes,
        seconds=statistics.median(each.seconds for each in found),
        processor=statistics.median(each.processor for each in found),
        floor=statistics.median(floors),
        start=start,
        parent_mb=max(each.parent_mb for each in found),
        reader_mb=max(each.reader_mb for each in found),
    )


def starting(folder: Path, runs: int) -> float:
    """Return the median wall seconds of a replay of one article."""
    path = folder / "one.jsonl.zst"
    write_archive(path, 1)
    return statistics.median(played(path, cores(), folder).seconds for _ in range(runs))


def report(rows: Sequence[Row], found: Sequence[Part]) -> Iterator[str]:
    """Yield the figures as lines of Markdown tables."""
    yield "| articles | processes | articles/s | start not counted | cores at work | ms an article | times the floor |"
    yield "|---:|---:|---:|---:|---:|---:|---:|"
    for row in rows:
        yield (
            f"| {row.articles:,} | {row.processes} | {row.per_second:,.0f} | {row.per_second_started:,.0f} "
            f"| {row.cores:.2f} | {row.milliseconds:.2f} | {row.processor / row.floor:.0f} |"
        )
    yield ""
    yield "| articles | processes | parent, MB | reader, MB |"
    yield "|---:|---:|---:|---:|"
    for row in rows:
        yield f"| {row.articles:,} | {row.processes} | {row.parent_mb:.0f} | {row.reader_mb:.0f} |"
    yield ""
    yield "| part | where | processor time |"
    yield "|---|---|---:|"
    for part in found:
        yield f"| {part.name} | {part.where} | {part.milliseconds:.3g} ms {part.per} |"


def plotted(rows: Sequence[Row]) -> str:
    """Return processor time and memory over the sizes as an SVG document: one process a core, where that was played.

    Not articles/s: an hour's replay of a large archive is seldom alone on a machine.
    """
    usual = {row.articles: row for row in sorted(rows, key=lambda row: row.processes == cores())}
    ordered = [usual[size] for size in sorted(usual)]
    sizes = ", ".join(f"{row.articles:,}" for row in ordered)
    series = [
        Series("processor time of an article, ms", [row.milliseconds for row in ordered]),
        Series("memory of the parent, MB", [row.parent_mb for row in ordered]),
        Series("memory of a reader, MB", [row.reader_mb for row in ordered]),
    ]
    return lines("tocsin replay", f"archives of {sizes} articles", series)


def run(options: argparse.Namespace) -> tuple[list[Row], list[Part]]:
    """Measure everything, in a temporary folder; say on standard error what is done."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = starting(folder, options.runs)
        print(f"start: {start:.2f} s", file=sys.stderr)
        for at, size in enumerate(sorted(options.sizes)):
            path = folder / f"news-{size}.jsonl.zst"
            write_archive(path, size)
            processes = sorted({*options.processes}) if not at else [cores()]
            rows += measure(path, size, processes, options.runs if not at else 1, start)
            print(*rows[-len(processes) :], sep="\n", file=sys.stderr, flush=True)
            if at:
                path.unlink()
        found = parts(folder / f"news-{min(options.sizes)}.jsonl.zst", PARTS, folder)
    return rows, found


def main() -> None:
    """Measure and print."""
    if sys.argv[1:2] == [FLOOR]:
        trigger_terms()
        began = time.process_time()
        read_at_least(Path(sys.argv[2]))
        print(time.process_time() - began)
        return
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], help="articles")
    parser.add_argument(
        "--processes", type=int, nargs="+", default=[1, 2, 4], help="with which the first size is played"
    )
    parser.add_argument("--runs", type=int, default=3, help="runs of the first size; the others are played once")
    parser.add_argument("--plot", type=Path, help="draw the growth there, as SVG")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    options = parser.parse_args()
    before = os.getloadavg()[0]
    rows, found = run(options)
    print(*report(rows, found), sep="\n")
    load = f"{before:.1f} before, {os.getloadavg()[0]:.1f} after"
    print(f"\n{cores()} cores, {statistics.median(row.start for row in rows):.2f} s to start; load {load}")
    if options.plot:
        options.plot.write_text(plotted(rows))
    if options.json:
        figures = {"rows": [_as_json(row) for row in rows], "parts": [part._asdict() for part in found], "load": load}
        options.json.write_text(json.dumps(figures, indent=2) + "\n")


def _as_json(row: Row) -> dict[str, float]:
    names = ("articles", "processes", "seconds", "processor", "floor", "start", "parent_mb", "reader_mb")
    return {name: getattr(row, name) for name in names}


if __name__ == "__main__":
    main()
