"""Measure how fast articles are read: against the floor of parsing and scanning the same bytes, on one core.

Usage: ``python benchmarks/detect.py [--runs 7] [--articles 1000] [--json FILE]``. Prints medians and ratios; asserts
nothing. Streams of articles of about 3 kB, made of the sample stream's texts and of ``filler.toml``:

- mixed: 1 article in 10 reports an attack, the rest is business, sport, city and science;
- conflict: the reports of attacks alone;
- near misses: accidents, crimes, drills, anniversaries, which have to be read before they are dismissed.

The floor decodes each record with orjson and finds the trigger terms with one Aho-Corasick pass; nothing that reads
news in Python can be faster. Floor and stage run by turns, so that a busy machine slows both; times are of the
processor, not of the wall, except where a process is started.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson
from ahocorasick_rs import AhoCorasick

from schemas.topics import Topic
from streams.demo import sample_lines
from streams.lexicons.terms import trigger_terms
from streams.runtime import context_of, run_stage
from streams.settings import cores
from streams.stage import Record
from streams.topology import DETECT

#: Length that articles are filled up to, in characters; with the other fields a record is about 3 kB.
BODY_CHARACTERS = 2600
ROOT = Path(__file__).parent.parent
TOCSIN = (sys.executable, "-c", "from streams.cli import main; main()")


def sample_articles() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the sample's reports of attacks, and its articles that only look like that."""
    rows = [orjson.loads(line) for line in (ROOT / "samples" / "gold.jsonl").read_bytes().splitlines()]
    gold = {row["uri"]: row["gold"]["verdict"] for row in rows}
    texts = [orjson.loads(line.text)["value"] for line in sample_lines()]
    texts = [text for text in texts if isinstance(text, dict) and text.get("pub_status", "usable") == "usable"]
    plain = [text for text in texts if text.get("content_type", "text/plain") == "text/plain" and text.get("body")]
    attacks = [text for text in plain if gold.get(text.get("uri")) == "event"]
    return attacks, [text for text in plain if gold.get(text.get("uri")) == "no_event"]


class Writer:
    """Write articles from the sentences of ``filler.toml``; the same seed writes the same ones."""

    def __init__(self, seed: int = 5) -> None:
        self._chance = random.Random(seed)
        self._filler = tomllib.loads((Path(__file__).parent / "filler.toml").read_text("utf-8"))

    def other_news(self, number: int) -> dict[str, Any]:
        """Return an article that is not about conflict."""
        topic = self._filler[self._chance.choice(["business", "sport", "city", "science"])]
        headline = self._said(self._chance.choice(topic["headlines"]))
        return {"uri": f"other-{number}", "headline": headline, "body": self._text(topic, "")}

    def lengthened(self, article: dict[str, Any], number: int) -> dict[str, Any]:
        """Return an article of the sample with background after it, up to the length of the others."""
        body = self._text(self._filler["background"], article["body"])
        return {**article, "uri": f"{article['uri']}-{number}", "body": body}

    def _text(self, topic: dict[str, Any], text: str) -> str:
        while len(text) < BODY_CHARACTERS:
            sentences = self._chance.sample(topic["sentences"], 3)
            text += "\n\n" * bool(text) + " ".join(self._said(each) for each in sentences)
        return text

    def _said(self, sentence: str) -> str:
        place, name = self._chance.choice(self._filler["places"]), self._chance.choice(self._filler["names"])
        return sentence.format(place=place, name=name, n=self._chance.randint(2, 60))


def records(articles: Sequence[dict[str, Any]]) -> list[Record]:
    """Return articles as records."""
    name = Topic.ARTICLES.name_with()
    return [Record(name, None, orjson.dumps(each), 1_778_485_560_000, offset=at) for at, each in enumerate(articles)]


def streams(number: int) -> dict[str, list[Record]]:
    """Return the streams by name; those of one kind are a tenth as long as the mixed one."""
    writer = Writer()
    attacks, misses = sample_articles()
    tenth = range(number // 10)
    conflict = [writer.lengthened(attacks[at % len(attacks)], at) for at in tenth]
    near = [writer.lengthened(misses[at % len(misses)], at) for at in tenth]
    mixed = [conflict[at // 10] if at % 10 == 5 else writer.other_news(at) for at in range(number // 10 * 10)]
    return {"mixed": records(mixed), "conflict": records(conflict), "near misses": records(near)}


def floor() -> Callable[[Record], object]:
    """Return what reads a record at the least: parse it and look for the trigger terms."""
    automaton = AhoCorasick(trigger_terms())

    def read(record: Record) -> object:
        article = orjson.loads(record.value or b"")
        return automaton.find_matches_as_indexes(f"{article['headline']}\n{article['body']}".lower())

    return read


def detect(record: Record) -> object:
    """Read a record as the stage does."""
    return run_stage(DETECT, record, context_of(record))


def seconds_of(read: Callable[[Record], object], stream: Sequence[Record]) -> list[float]:
    """Return the processor seconds of each record."""
    marks = [time.process_time()]
    for record in stream:
        read(record)
        marks.append(time.process_time())
    return [after - before for before, after in zip(marks, marks[1:], strict=False)]


def compare(stream: Sequence[Record], runs: int) -> dict[str, float]:
    """Return articles/s of stage and floor, their ratio, and milliseconds an article: medians over paired runs."""
    low = floor()
    pairs, single = [], []
    for _ in range(runs):
        least, spent = sum(seconds_of(low, stream)), seconds_of(detect, stream)
        pairs.append((least, sum(spent)))
        single += spent
    cuts = statistics.quantiles(single, n=100, method="inclusive")
    return {
        "bytes": statistics.mean(len(record.value or b"") for record in stream),
        "per_second": len(stream) / statistics.median(spent for _, spent in pairs),
        "floor_per_second": len(stream) / statistics.median(least for least, _ in pairs),
        "times_floor": statistics.median(spent / least for least, spent in pairs),
        "p50_ms": statistics.median(single) * 1000,
        "p99_ms": cuts[98] * 1000,
    }


def starting(arguments: Sequence[str], given: bytes, runs: int) -> float:
    """Return the median wall seconds from the start of the command to its end."""
    took = []
    for _ in range(runs):
        started = time.perf_counter()
        subprocess.run([*TOCSIN, *arguments], input=given, capture_output=True, check=True)
        took.append(time.perf_counter() - started)
    return statistics.median(took)


def replaying(stream: Sequence[Record], runs: int) -> dict[str, float]:
    """Return articles/s of wall time of a whole replay, its start included: with one process and with one per core."""
    lines = b"".join(
        b'{"topic":"%b","timestamp":%d,"value":%b}\n' % (each.topic.encode(), each.timestamp_ms, each.value or b"")
        for each in (*stream, *stream, *stream)
    )
    took: dict[int, list[float]] = {1: [], cores(): []}
    for _ in range(runs):
        for processes, seconds in took.items():
            seconds.append(starting(("replay", "-", "--processes", str(processes)), lines, 1))
    return {f"per_second_{n}_processes": 3 * len(stream) / statistics.median(took[n]) for n in took}


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
    parser.add_argument("--runs", type=int, default=7, help="paired runs of each stream")
    parser.add_argument("--articles", type=int, default=1000, help="articles of the mixed stream")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    options = parser.parse_args()
    given = streams(options.articles)
    for record in given["conflict"][:5]:
        detect(record)  # loads the tables
    found = {name: compare(stream, options.runs) for name, stream in given.items()}
    first = given["conflict"][0].value or b""
    found["memory"] = {"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
    found["start"] = {
        "version_seconds": starting(("version",), b"", options.runs),
        "first_verdict_seconds": starting(("detect",), first, options.runs),
    }
    found["replay"] = replaying(given["mixed"], min(3, options.runs))
    print("\n".join(report(found)))
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
