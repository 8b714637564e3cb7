"""Play recorded records through the topology without a broker: detect in child processes, track in this one.

The same lines give the same records, at any speed and with any number of processes. For each line: its verdict, then
events, incidents, alerts, each in the order in which its topic would hold them. Example::

    with detect_pool(2) as pool:
        for step in replay(lines, pool):
            ...
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import orjson

from schemas.codec import BadRecord
from schemas.incident import Incident
from schemas.topics import DEFAULT_PREFIX, Topic
from streams.archive.files import Line
from streams.archive.lines import read_line
from streams.counting import Counting
from streams.incidents.state import Incidents
from streams.incidents.withdrawals import model_of
from streams.memory import Memory, Ran, topic_of
from streams.pool import Pool, Work, Written
from streams.runtime import context_of, dead_letter
from streams.stage import Record
from streams.topology import DETECT, TOPOLOGY, TRACK

#: What can be printed, in the order in which it is printed for each line.
EMITTED = (Topic.VERDICTS, Topic.EVENTS, Topic.INCIDENTS, Topic.ALERTS, Topic.DEAD_LETTERS)
_RANKS = {topic: rank for rank, topic in enumerate(EMITTED)}
#: The stage that dead letters of unreadable lines name.
REPLAY = "replay"


Answer = tuple[Work, Written]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the input and every record it causes. ``ignored``: nothing reads its topic.

    ``position``: how many lines of the input were taken up to it, those included that took no part.
    """

    record: Record
    written: tuple[Record, ...]
    ignored: bool = False
    position: int = 0


def detect_pool(
    processes: int, *, seconds: float = 5.0, deployment: str = "default", timed: Callable[[float], None] | None = None
) -> Pool:
    """Return the pool for the first stage; what it writes is marked as test traffic. ``timed``: see Pool."""
    return Pool(DETECT, processes, seconds=seconds, test=True, deployment=deployment, timed=timed)


def track_memory(
    *,
    deployment: str = "default",
    min_level: str = "Unknown",
    incidents: Incidents | None = None,
    ran: Ran | None = None,
) -> Memory:
    """Return the stages behind detect with their state: an empty one, or ``incidents``. ``ran``: see Memory."""
    after_detect = [stage for stage in TOPOLOGY if stage is not DETECT]
    states = {} if incidents is None else {TRACK.name: incidents}
    return Memory(after_detect, test=True, deployment=deployment, min_level=min_level, states=states, ran=ran)


def replay(
    lines: Iterable[Line | None],
    pool: Pool,
    *,
    deployment: str = "default",
    prefix: str = DEFAULT_PREFIX,
    min_level: str = "Unknown",
    pace: Callable[[int], None] | None = None,
    keep: Callable[[Record], bool] = lambda _: True,
) -> Iterator[Step | None]:
    """Yield each line's step in the order of the lines.

    Args:
        lines: numbered lines of records; None when no more is at hand, handed on once all is answered.
        pool: the children of detect, started.
        deployment: name of the deployment, for ``ce_source``.
        prefix: topic prefix for the dead letters of lines that are no records.
        min_level: severity level from which an incident alerts.
        pace: waits until a record of that timestamp (Unix ms) is due.
        keep: which records take part; lines that are no records always do.
    """
    track = track_memory(deployment=deployment, min_level=min_level)
    for answer in answers(lines, pool, prefix=prefix, pace=pace, keep=keep):
        yield None if answer is None else followed(answer, track)


def answers(
    lines: Iterable[Line | None],
    pool: Pool,
    *,
    prefix: str = DEFAULT_PREFIX,
    pace: Callable[[int], None] | None = None,
    keep: Callable[[Record], bool] = lambda _: True,
    position: int = 0,
) -> Iterator[Answer | None]:
    """Yield what detect writes for each line, in the order of the lines; arguments as those of ``replay``.

    It changes nothing: between two answers a replay may be broken off. ``position``: lines taken before these.
    """
    return pool.ordered(_works(lines, prefix, pace, keep, position))


def followed(answer: Answer, track: Memory) -> Step:
    """Return the step of an answer: what the stages behind detect make of it goes into their state."""
    work, written = answer
    topic = topic_of(work.record.topic)
    if work.done is None or written:
        after = [each for record in written for each in track.feed(record)]
        return Step(work.record, tuple(sorted([*written, *after], key=_rank)), position=work.position)
    if topic is Topic.EVENTS:
        return Step(work.record, tuple(sorted(track.feed(work.record), key=_rank)), position=work.position)
    return Step(work.record, (), ignored=True, position=work.position)


def count_answer(answer: Answer, counting: Counting) -> None:
    """Count what detect made of a line, or that the line is no record."""
    work, written = answer
    if work.done is None:
        counting.took(DETECT.name)
        counting.detected(work.record, written)
        counting.done(DETECT.name)
    else:
        counting.refused(written)


def _works(
    lines: Iterable[Line | None],
    prefix: str,
    pace: Callable[[int], None] | None,
    keep: Callable[[Record], bool],
    position: int,
) -> Iterator[Work | None]:
    for line in lines:
        if line is None:
            yield None
            continue
        position += 1
        work = work_of(line, prefix, position)
        if not work.done and not keep(work.record):  # a line that cannot be read is told, whatever its time may be
            continue
        if pace is not None and not work.done:  # a line that cannot be read has no time to be due at
            pace(work.record.timestamp_ms)
        yield work
        if pace is not None:
            yield None  # paced: each record is answered before the next one is due


def work_of(line: Line, prefix: str, position: int = 0) -> Work:
    """Return the record of a line as work for detect; a line that is none is done: a dead letter with its bytes."""
    try:
        record = read_line(line.text, line.number)
    except BadRecord as error:
        broken = Record(Topic.ARTICLES.name_with(prefix), None, line.text, 0, offset=line.number)
        return Work(broken, (dead_letter(REPLAY, broken, context_of(broken), error.reason, error),), position)
    return Work(record, None if topic_of(record.topic) is Topic.ARTICLES else (), position)


def _rank(record: Record) -> int:
    topic = topic_of(record.topic)
    return len(_RANKS) if topic is None else _RANKS.get(topic, len(_RANKS))


class Pace:
    """Wait until records are due: their distances in time, divided by ``speed``, from one anchor, so nothing drifts."""

    def __init__(
        self,
        speed: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._speed = speed
        self._clock = clock
        self._sleep = sleep
        self._anchor: tuple[int, float] | None = None
        self._due = float("-inf")
        #: Seconds by which the latest record was late.
        self.latest = 0.0

    def __call__(self, timestamp_ms: int) -> None:
        """Return when the record of that time is due."""
        if (wait := self.due_in(timestamp_ms)) > 0:
            self._sleep(wait)

    def due_in(self, timestamp_ms: int) -> float:
        """Return the seconds until the record of that time is due, and take note where it is late; the first is due."""
        if self._anchor is None:
            self._anchor = timestamp_ms, self._clock()
        since_ms, started = self._anchor
        # Where times go back (events), a record is due with the one before it: that is no lateness.
        self._due = max(self._due, started + (timestamp_ms - since_ms) / 1000 / self._speed)
        wait = self._due - self._clock()
        self.latest = max(self.latest, -wait)
        return max(0.0, wait)


@dataclass(slots=True)
class Tally:
    """What went in and what came out, in numbers that add up: articles = verdicts + dead letters of articles."""

    lines: int = 0
    articles: int = 0
    ignored: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    dead_letters: Counter[str] = field(default_factory=Counter)
    alerts: Counter[str] = field(default_factory=Counter)
    events: int = 0
    incidents: int = 0

    def count(self, step: Step) -> None:
        """Take one step into account."""
        self.lines += 1
        self.ignored += step.ignored
        self.articles += topic_of(step.record.topic) is Topic.ARTICLES and not step.record.is_heartbeat
        for record in step.written:
            self._count(record, topic_of(record.topic))

    def _count(self, record: Record, topic: Topic | None) -> None:
        if record.is_heartbeat:
            return
        if topic is Topic.EVENTS:
            self.events += 1
        elif topic is Topic.INCIDENTS:
            # Not their names, which a replay of any length would keep: the first record of each is counted.
            if record.value is not None and model_of((record.key or b"").decode(errors="replace")) is Incident:
                self.incidents += orjson.loads(record.value)["revision"] == 1
        elif topic is Topic.DEAD_LETTERS:
            self.dead_letters[record.header("tocsin-dlq-reason") or "unknown"] += 1
        elif topic is Topic.VERDICTS:
            verdict = orjson.loads(record.value or b"{}")
            self.verdicts[verdict["reason"] or verdict["verdict"]] += 1
        elif topic is Topic.ALERTS:
            self.alerts[record.header("ce_capmsgtype") or "unknown"] += 1
