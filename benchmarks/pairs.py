"""Does this checkout read faster than another one? Each article is read in both by turns; its least time counts.

Usage: ``python benchmarks/pairs.py CHECKOUT [--rounds 8]``. CHECKOUT is a work tree of another revision, as ``git
worktree add`` makes it; both run with this Python and its packages. The articles are those of ``benchmarks/detect.py``.
Prints the milliseconds of the processor by kind of article, there and here, and the ratio; the mixed stream is one
report of an attack in ten. By turns, because a busy machine slows both; the least time, because others only add to it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("conflict", "near misses", "other news")
#: Articles of the mixed stream, and of those the reports of attacks.
MIXED, ATTACKS = 10, 1
#: What the process of a checkout is started with.
READ = "--read"


class Reader:
    """A process that reads articles with the code of one checkout."""

    def __init__(self, checkout: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": str(checkout)}
        command, pipe = [sys.executable, __file__, READ], subprocess.PIPE
        self._process = subprocess.Popen(command, cwd=checkout, env=environment, stdin=pipe, stdout=pipe)

    def __enter__(self) -> Reader:
        """Give the reader; its process has started."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the process."""
        self._process.communicate()

    def seconds(self, article: bytes) -> float:
        """Return the processor seconds that an article took."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(article + b"\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())


def read() -> None:
    """Read articles from standard input, one a line, and say how long each took."""
    from schemas.topics import Topic
    from streams.runtime import context_of, run_stage
    from streams.stage import Record
    from streams.topology import DETECT

    for line in sys.stdin.buffer:
        record = Record(Topic.ARTICLES.name_with(), None, line.rstrip(b"\n"), 1_778_485_560_000, offset=0)
        started = time.process_time()
        run_stage(DETECT, record, context_of(record))
        print(time.process_time() - started, flush=True)


def articles(number: int) -> list[tuple[str, bytes]]:
    """Return so many articles of each kind, with the kind."""
    import orjson

    from benchmarks.detect import Writer, sample_articles

    writer = Writer()
    attacks, misses = sample_articles()
    chosen = [
        *((KINDS[0], writer.lengthened(attacks[at % len(attacks)], at)) for at in range(number)),
        *((KINDS[1], writer.lengthened(misses[at % len(misses)], at)) for at in range(number)),
        *((KINDS[2], writer.other_news(at)) for at in range(number)),
    ]
    return [(kind, orjson.dumps(article)) for kind, article in chosen]


def least(there: Reader, here: Reader, chosen: Sequence[tuple[str, bytes]], rounds: int) -> list[tuple[float, float]]:
    """Return the least seconds of each article, there and here; a first round, which loads tables, is left out."""
    found = [(float("inf"), float("inf"))] * len(chosen)
    for turn in range(rounds + 1):
        for at, (_, article) in enumerate(chosen):
            if (turn + at) % 2:
                took = there.seconds(article), here.seconds(article)
            else:
                mine = here.seconds(article)
                took = there.seconds(article), mine
            if turn:
                found[at] = min(found[at][0], took[0]), min(found[at][1], took[1])
    return found


def report(chosen: Sequence[tuple[str, bytes]], found: Sequence[tuple[float, float]]) -> Iterator[str]:
    """Yield the figures as lines of a Markdown table."""
    yield "| what | there, ms | here, ms | here / there |"
    yield "|---|---:|---:|---:|"
    means = {}
    for kind in KINDS:
        times = [took for (of, _), took in zip(chosen, found, strict=True) if of == kind]
        means[kind] = there, here = tuple(statistics.fmean(side) * 1000 for side in zip(*times, strict=True))
        yield f"| {kind}, an article | {there:.2f} | {here:.2f} | {here / there:.3f} |"
    attack, other = means[KINDS[0]], means[KINDS[2]]
    there, here = ((ATTACKS * attack[at] + (MIXED - ATTACKS) * other[at]) / MIXED for at in (0, 1))
    yield f"| mixed, an article | {there:.2f} | {here:.2f} | {here / there:.3f} |"


def main() -> None:
    """Compare and print."""
    if sys.argv[1:] == [READ]:
        read()
        return
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("checkout", type=Path, help="work tree of another revision")
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--articles", type=int, default=60, help="articles of each kind")
    options = parser.parse_args()
    chosen = articles(options.articles)
    with Reader(options.checkout.resolve()) as there, Reader(ROOT) as here:
        found = least(there, here, chosen, options.rounds)
    print(*report(chosen, found), sep="\n")


if __name__ == "__main__":
    main()
