"""Open generated archives of several sizes, out of order, and tell the memory and the time that takes.

Example: ``python -m benchmarks.sorting 100 1000`` writes archives of 100 MB and 1 GB into a temporary folder, opens
each in a process of its own and prints lines, seconds, and the most memory that the process held.
"""

from __future__ import annotations

import itertools
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import orjson
import zstandard

from streams.archive.files import open_archive

#: Characters of an article's text, on average.
TEXT = 2500
WORDS = ("council", "market", "drone", "strike", "residents said", "on Tuesday", "officials", "killed", "wounded")


def write_archive(path: Path, megabytes: int) -> None:
    """Write articles in four partitions, one after the other, each in the order of time."""
    chance = random.Random(megabytes)
    text = " ".join(chance.choices(WORDS, k=TEXT // 2))
    number = megabytes * 1_000_000 // (TEXT + 300) // 4
    with path.open("wb") as file, zstandard.ZstdCompressor(level=1).stream_writer(file) as stream:
        for partition, offset in itertools.product(range(4), range(number)):
            begin = chance.randrange(len(text) - TEXT)
            value = {"uri": f"{partition}-{offset}", "headline": text[begin:][:60], "body": text[begin:][:TEXT]}
            line = {"topic": "tocsin-articles", "timestamp": 1_778_000_000_000 + offset * 1000, "key": None}
            stream.write(orjson.dumps({**line, "partition": partition, "offset": offset, "value": value}) + b"\n")


def measure(path: Path) -> None:
    """Read an archive in playing order and print what that took."""
    began = time.perf_counter()
    archive = open_archive(path)
    lines = sum(1 for _ in archive.lines)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{lines:,} lines, {time.perf_counter() - began:.1f} s, at most {peak:.0f} MB", flush=True)


def main() -> None:
    """Run what the module says."""
    if sys.argv[1:2] == ["--open"]:
        measure(Path(sys.argv[2]))
        return
    for megabytes in map(int, sys.argv[1:] or ("100", "1000")):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "news.jsonl.zst")
            write_archive(path, megabytes)
            print(f"{megabytes} MB: ", end="", flush=True)
            subprocess.run([sys.executable, "-m", "benchmarks.sorting", "--open", str(path)], check=True)


if __name__ == "__main__":
    main()
