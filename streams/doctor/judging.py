"""Judge what was found on the broker: fine, worth a look, or a reason why alerts may be missing. No I/O.

Silence is never taken for quiet: what cannot be seen fails. Example: the newest heartbeat is 95 s old, so
``Check(Level.FAIL, "heartbeat", "last sign of life 95 s ago, from worker-1", "...")``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from schemas.heartbeat import Heartbeat
from streams.kafka.topics import Found


class Level(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


class Check(NamedTuple):
    """One line: what was looked at, what was found, and what to do next (empty: nothing)."""

    level: Level
    about: str
    said: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What still counts as well: age of the last sign of life in s, records not read yet, share of dead letters."""

    max_age_s: float = 90
    max_lag: int = 10_000
    max_dead_share: float = 0.01


@dataclass(frozen=True, slots=True)
class Group:
    """A stage's consumer group: its members, and for each partition the offsets that tell how far it is.

    ``offsets`` maps a partition to (first, end, committed); committed is None where the group never committed.
    """

    stage: str
    name: str
    members: int
    offsets: dict[int, tuple[int, int, int | None]] = field(default_factory=dict)


class Beat(NamedTuple):
    """A record of the heartbeats topic. Its time is that of the record: when the worker sent it off."""

    timestamp_ms: int
    life: Heartbeat


def judge_topics(found: Sequence[Found]) -> list[Check]:
    """Return a line for each topic that is not as declared; one line when all are."""
    checks = []
    for each in found:
        if each.partitions is None:
            checks.append(Check(Level.FAIL, "topics", f"{each.name} does not exist", "run `tocsin topics create`"))
            continue
        for said in each.differs:
            # Another retention loses nothing that is read in time; everything else breaks a promise of the messages.
            level = Level.WARN if said.startswith("retention.ms") else Level.FAIL
            advice = f"set it with Kafka's own tools, or delete {each.name} and run `tocsin topics create`"
            checks.append(Check(level, "topics", f"{each.name}: {said}", advice))
    return checks or [Check(Level.OK, "topics", f"{len(found)} topics as declared")]


def judge_group(group: Group, limits: Limits) -> list[Check]:
    """Return whether somebody reads for a stage, how far behind, and whether records expired before they were read."""
    lags = {partition: lag_of(*offsets) for partition, offsets in group.offsets.items()}
    parts = ", ".join(f"partition {partition}: {lag}" for partition, lag in sorted(lags.items()) if lag)
    total = sum(lags.values())
    checks = []
    for partition, (first, _, committed) in sorted(group.offsets.items()):
        if committed is not None and committed < first:
            said = f"{first - committed} records of partition {partition} expired before {group.name} read them"
            checks.append(Check(Level.FAIL, group.stage, said, "they are lost; send the articles again"))
    if not group.members:
        said = f"nobody reads as {group.name}, {total} records wait"
        checks.append(Check(Level.FAIL, group.stage, said, "start `tocsin worker`"))
    elif total > limits.max_lag:
        said = f"{total} records behind, more than {limits.max_lag} ({parts})"
        checks.append(Check(Level.FAIL, group.stage, said, "see the worker's log; more workers share detect"))
    else:
        members = f"{group.members} member{'s' if group.members > 1 else ''} of {group.name}"
        said = f"{members}, {total} records behind" + (f" ({parts})" if parts else "")
        checks.append(Check(Level.OK, group.stage, said))
    return checks


def lag_of(first: int, end: int, committed: int | None) -> int:
    """Return how many records a group has still to read.

    >>> lag_of(3, 10, None), lag_of(3, 10, 8), lag_of(3, 10, 1)
    (7, 2, 7)
    """
    return max(0, end - max(first, committed or 0))


def judge_beats(beats: Iterable[Beat], now_ms: int, limits: Limits) -> list[Check]:
    """Return what the heartbeats say: a stage that is stopped fails at once, silence once it is too old.

    A record about a problem goes around the stages, so it is no sign of their life.
    """
    oldest_ms = now_ms - round(limits.max_age_s * 1000)
    ahead_ms = now_ms + round(limits.max_age_s * 1000)
    known = sorted(beats, key=lambda beat: beat.timestamp_ms)
    newest = {beat.life.instance: beat for beat in known}
    told: dict[str, str] = {}
    for beat in known:
        # One stage of a worker may beat on while another is stopped: what it said last does not cancel the problem.
        if beat.life.problem and (beat.timestamp_ms >= oldest_ms or beat is newest[beat.life.instance]):
            told[beat.life.instance] = beat.life.problem
    checks = [
        Check(Level.FAIL, "heartbeat", f"{name}: {problem}", "see its log and the dead letters, then restart it")
        for name, problem in told.items()
    ]
    alive: dict[str, int] = {}
    for beat in known:
        if beat.life.problem is None and beat.timestamp_ms <= ahead_ms:
            alive[beat.life.instance] = beat.timestamp_ms
        elif beat.timestamp_ms > ahead_ms and beat is newest[beat.life.instance]:
            said = f"{beat.life.instance}: its clock is {(beat.timestamp_ms - now_ms) // 1000} s ahead of this one"
            checks.append(Check(Level.WARN, "heartbeat", said, "set the clocks: its signs of life do not count"))
    return checks + _judge_silence(alive, now_ms, limits)


def _judge_silence(alive: dict[str, int], now_ms: int, limits: Limits) -> list[Check]:
    advice = "a worker, or a stage of it, stands still: see its log"
    if not alive:
        return [Check(Level.FAIL, "heartbeat", "no sign of life at all", "start `tocsin worker`, or see its log")]
    ages = {name: max(0, now_ms - at_ms) / 1000 for name, at_ms in alive.items()}
    first = min(ages, key=lambda name: ages[name])
    said = f"last sign of life {ages[first]:.0f} s ago, from {first}"
    if ages[first] > limits.max_age_s:
        return [Check(Level.FAIL, "heartbeat", said, advice)]
    silent = [
        Check(Level.WARN, "heartbeat", f"{name} is silent for {age:.0f} s", "if it shall still run, see its log")
        for name, age in ages.items()
        if age > limits.max_age_s
    ]
    return [Check(Level.OK, "heartbeat", said), *silent]


def judge_dead_letters(letters: int, verdicts: int, limits: Limits) -> list[Check]:
    """Return whether the dead letters of the last hour are many beside the verdicts on its articles."""
    said = f"{_counted(letters, 'dead letter')} to {_counted(verdicts, 'verdict')} in the last hour"
    if letters > limits.max_dead_share * verdicts:
        return [Check(Level.WARN, "dead letters", said, "see `tocsin dead-letters list`")]
    return [Check(Level.OK, "dead letters", said)]


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number != 1 else ''}"
