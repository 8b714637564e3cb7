"""Where the time of ``tocsin replay`` goes: each part of its parent and of its children by itself, in one process.

Example: ``parts(Path("news.jsonl.zst"), 2000, Path("/tmp"))`` of an archive of articles.
Time is that of the processor; what the pipes between the processes cost the system is not in it, the packing is.
"""

from __future__ import annotations

import pickle
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import NamedTuple

from schemas.topics import DEFAULT_PREFIX, Topic
from streams.archive.files import Line, open_archive
from streams.archive.lines import write_line
from streams.cli.selection import Selection
from streams.memory import Memory
from streams.pool import GROUP_RECORDS
from streams.replay import followed, track_memory, work_of
from streams.resuming.identity import identity_of
from streams.resuming.keeper import Keeper, Standing
from streams.resuming.output import Output
from streams.runtime import context_of, run_stage
from streams.topology import DETECT

ARTICLE, ONCE = "an article", "once"
#: Parts in their order: where they are done, and whether for each article.
_WHERE = {
    "look the archive through": ("parent", ARTICLE),
    "read it again": ("parent", ARTICLE),
    "make records of lines": ("parent", ARTICLE),
    "hand articles over, take answers back": ("parent", ARTICLE),
    "take articles, hand answers back": ("child", ARTICLE),
    "read articles (detect)": ("child", ARTICLE),
    "follow incidents (track)": ("parent", ARTICLE),
    "write alerts": ("parent", ARTICLE),
    "count": ("parent", ARTICLE),
    "know archive and code again (SHA-256)": ("parent", ONCE),
    "write a checkpoint": ("parent", "each, every 15 s at most"),
}


class Part(NamedTuple):
    """A part of a replay; ``where`` it is done: parent or child; ``per``: what the milliseconds are counted for."""

    name: str
    where: str
    milliseconds: float
    per: str


class _Stopwatch:
    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        began = time.process_time_ns()
        yield
        self.spent[name] += time.process_time_ns() - began


def parts(path: Path, number: int, folder: Path) -> list[Part]:
    """Return what each part costs over the first ``number`` articles of an archive; ``folder``: for the output."""
    _warm(path)
    watch = _Stopwatch()
    with watch.of("look the archive through"):
        archive = open_archive(path)
    with watch.of("know archive and code again (SHA-256)"):
        identity = identity_of(path, {})
    with Output(folder / "parts.jsonl") as output:
        keeper = Keeper(output, identity)
        standing = keeper.begin(datetime.now(UTC), resume=False)
        track = track_memory(incidents=standing.incidents)
        played = 0
        given = islice(archive.lines, number)
        while batch := _taken(given, watch):
            _play(batch, watch, track, output, standing)
            played += len(batch)
        with watch.of("write a checkpoint"):
            keeper.save(standing)
        keeper.forget()
    counts = {"look the archive through": archive.total}
    return [
        Part(name, where, watch.spent[name] / 1e6 / (counts.get(name, played) if per == ARTICLE else 1), per)
        for name, (where, per) in _WHERE.items()
    ]


def _taken(lines: Iterator[Line], watch: _Stopwatch) -> list[Line]:
    with watch.of("read it again"):
        return list(islice(lines, GROUP_RECORDS))


def _play(batch: list[Line], watch: _Stopwatch, track: Memory, output: Output, standing: Standing) -> None:
    selection = Selection(frozenset({Topic.ALERTS}))
    with watch.of("make records of lines"):
        works = [work_of(line, DEFAULT_PREFIX, line.number) for line in batch]
    with watch.of("hand articles over, take answers back"):
        sent = ForkingPickler.dumps([work.record for work in works])
    with watch.of("take articles, hand answers back"):
        records = pickle.loads(sent)
    with watch.of("read articles (detect)"):
        written = [run_stage(DETECT, each, context_of(each, test=True)) for each in records]
    with watch.of("take articles, hand answers back"):
        answer = ForkingPickler.dumps(written)
    with watch.of("hand articles over, take answers back"):
        written = pickle.loads(answer)
    with watch.of("follow incidents (track)"):
        steps = [followed(each, track) for each in zip(works, written, strict=True)]
    with watch.of("write alerts"):
        for step in steps:
            for record in selection.of(step):
                output.write(write_line(record))
    with watch.of("count"):
        for step in steps:
            standing.tally.count(step)
            standing.position = step.position


def _warm(path: Path) -> None:
    """Load every table: once a process, and no part of an article."""
    track = track_memory()
    for line in islice(open_archive(path).lines, 100):
        work = work_of(line, DEFAULT_PREFIX)
        followed((work, run_stage(DETECT, work.record, context_of(work.record, test=True))), track)
