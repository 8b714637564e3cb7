"""Play an archive by the rules in force and give what is compared, entry by entry.

Example: ``comparison(golden.entries, played(Path("news.jsonl.zst"), plan))``.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO, NamedTuple

import orjson

from schemas.incident import Incident
from schemas.topics import Topic
from streams import ruleset
from streams.archive.files import Archive, Bad, Line, open_archive
from streams.archive.lines import read_line, write_line
from streams.backtest.golden import Head
from streams.backtest.outcome import Case, Entry, Sent, answer_of, case_of
from streams.incidents.withdrawals import model_of
from streams.memory import topic_of
from streams.replay import Step, detect_pool, replay
from streams.stage import Record

#: Incidents whose latest record is kept as it came: one in motion is not taken apart anew with every report.
IN_MOTION = 256


class Changed(Exception):  # noqa: N818 - the name says what happened
    """The archive is not what it was when it was looked at."""


class Plan(NamedTuple):
    """How to play. What of it changes an outcome stands in the head of a golden.

    ``keep``: which records take part (None: all); ``skip_bad``: leave out what is damaged.
    """

    processes: int
    article_seconds: float
    prefix: str
    deployment: str
    min_level: str
    keep: Callable[[Record], bool] | None = None
    skip_bad: bool = False


class Look(NamedTuple):
    """What an outcome will be the outcome of, and what was left out of the archive because it is damaged."""

    head: Head
    archive: Archive


def head_of(archive: Path, plan: Plan) -> Head:
    """Return what the outcome of this archive, under the rules in force, is the outcome of; errors as ``look``."""
    return look(archive, plan).head


def look(archive: Path, plan: Plan) -> Look:
    """Read an archive to its end; return what its outcome, under the rules in force, is the outcome of.

    Raises:
        Damaged: the archive is not what its manifest says, or has lines that cannot be played.
        OSError: it cannot be read.
    """
    lines = _Digested(archive, plan)
    for _ in lines:
        pass
    rules = ruleset.in_force()
    settings = {"deployment": plan.deployment, "min_level": plan.min_level}
    methodology, digest = rules.methodology(), rules.digest()
    head = Head(lines.digest.hexdigest(), lines.number, settings, version("tocsin"), methodology, digest)
    return Look(head, lines.opened)


def played(
    archive: Path, plan: Plan, tell: Callable[[int], None] = lambda _: None, head: Head | None = None
) -> Iterator[Entry]:
    """Play an archive; yield answers and alerts in playing order, then the incidents, the first told first.

    ``tell`` is called with the number of records played, after each.

    Raises:
        Damaged, OSError: as ``look``.
        Changed: the archive is not that of ``head``, where one is given.
        PoolBroken: the children of detect cannot be started.
    """
    with tempfile.TemporaryFile() as spool:
        latest = _Latest(spool)
        lines = _Digested(archive, plan)
        yield from _played(lines, plan, tell, latest)
        if head is not None and lines.digest.hexdigest() != head.archive:
            raise Changed(f"{archive} changed while it was played")
        yield from latest.cases()


class _Digested:
    """The lines of an archive that take part, and the SHA-256 over those that were taken."""

    def __init__(self, archive: Path, plan: Plan) -> None:
        self.opened = open_archive(archive, Bad.SKIP if plan.skip_bad else Bad.REFUSE)
        self.digest = hashlib.sha256()
        self.number = 0
        self._keep = plan.keep

    def __iter__(self) -> Iterator[Line]:
        for line in self.opened.lines:
            if self._keep is not None and not self._keep(read_line(line.text, line.number)):
                continue
            self.digest.update(line.text + b"\n")
            self.number += 1
            yield line


def _played(lines: Iterable[Line], plan: Plan, tell: Callable[[int], None], latest: _Latest) -> Iterator[Entry]:
    with detect_pool(plan.processes, seconds=plan.article_seconds, deployment=plan.deployment) as pool:
        steps = replay(
            lines,
            pool,
            deployment=plan.deployment,
            prefix=plan.prefix,
            min_level=plan.min_level,
        )
        for done, step in enumerate(filter(None, steps), 1):
            tell(done)
            yield from _entries(step, latest)


def _entries(step: Step, latest: _Latest) -> Iterator[Entry]:
    """Yield the answer of a step and its alerts; signs of life and what nothing reads have none."""
    written: dict[Topic | None, list[Record]] = {}
    for record in step.written:
        written.setdefault(topic_of(record.topic), []).append(record)
    if not step.ignored and not step.record.is_heartbeat:
        verdicts = written.get(Topic.VERDICTS)
        yield answer_of(step.record, verdicts[0] if verdicts else None, written.get(Topic.DEAD_LETTERS, ()))
    for record in written.get(Topic.ALERTS, ()):
        if not record.is_heartbeat:
            latest.tell(record)
            yield Sent((record.key or b"").decode(), record.header("origin") or "", write_line(record)[:-1])
    for record in written.get(Topic.INCIDENTS, ()):
        latest.take(record)


class _Latest:
    """The latest record of each incident, on disk once it has rested, and the headline of its latest alert."""

    def __init__(self, spool: BinaryIO) -> None:
        self._spool = spool
        self._moving: OrderedDict[str, bytes] = OrderedDict()
        #: Where in the file the record of an incident is; -1: it is in motion. In the order of their first record.
        self._places: dict[str, int] = {}
        self._headlines: dict[str, str] = {}

    def tell(self, record: Record) -> None:
        """Keep the headline of an alert."""
        self._headlines[(record.key or b"").decode()] = orjson.loads(record.value or b"{}")["headline"]

    def take(self, record: Record) -> None:
        """Keep the record of an incident; withdrawals are none, and a deletion leaves what was last known."""
        name = (record.key or b"").decode(errors="replace")
        if record.is_heartbeat or record.value is None or model_of(name) is not Incident:
            return
        self._places[name] = -1
        self._moving[name] = record.value
        self._moving.move_to_end(name)
        if len(self._moving) > IN_MOTION:
            rested, value = self._moving.popitem(last=False)
            self._places[rested] = self._spool.tell()
            self._spool.write(value + b"\n")

    def cases(self) -> Iterator[Case]:
        """Yield every incident, in the order of their first record."""
        for name, place in self._places.items():
            if place < 0:
                value = self._moving[name]
            else:
                self._spool.seek(place)
                value = self._spool.readline()
            yield case_of(name, self._headlines.get(name), value)
