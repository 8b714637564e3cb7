"""``tocsin replay`` in this process: play, print or write a file that a later run can go on with, tell what came out.

Example: ``play_embedded(wanted, settings)`` returns the exit status.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from streams.cli.interrupts import Interrupts
    from streams.cli.replay_source import Source
    from streams.cli.selection import Selection
    from streams.counting import Counting
    from streams.incidents.state import Incidents
    from streams.memory import Memory
    from streams.pool import Pool
    from streams.replay import Pace, Tally
    from streams.resuming.keeper import Keeper, Standing
    from streams.settings import Settings
    from streams.stage import Record


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for; times as they were written, ``said`` every option that the output depends on."""

    archive: str
    selection: Selection
    said: Mapping[str, str]
    pace: Pace | None = None
    start: str | None = None
    end: str | None = None
    processes: int | None = None
    output: Path | None = None
    resume: bool = False
    skip_bad: bool = False


class _Sink(Protocol):
    def write(self, text: bytes, /) -> object: ...
    def flush(self) -> object: ...


def play_embedded(wanted: Wanted, settings: Settings) -> int:
    """Play an archive or standard input in this process and its children.

    Raises:
        CheckFailed: the archive is damaged, or is not the one that was begun with.
        Failure: no child can be started, or the archive changes meanwhile.
        WrongUsage: the archive cannot be read, the output not be written.
    """
    from streams.cli.interrupts import Interrupts
    from streams.cli.replay_source import opened
    from streams.resuming.keeper import Standing

    now = datetime.now(UTC)
    kept_between(wanted.start, wanted.end, now)  # a wrong time is told before an archive is read
    with Interrupts() as interrupts:
        source = opened(wanted.archive, skip_bad=wanted.skip_bad)
        if wanted.output is None:
            standing = Standing(now)
            with _told_when_broken_off(source, standing):
                _play(wanted, settings, source, standing, sys.stdout.buffer, interrupts)
        else:
            standing = _play_to_file(wanted, settings, source, wanted.output, interrupts, now)
    print(_summary(standing.tally, wanted.pace), file=sys.stderr)
    source.tell_skipped()
    return 0


def _play_to_file(
    wanted: Wanted, settings: Settings, source: Source, path: Path, interrupts: Interrupts, now: datetime
) -> Standing:
    from streams.cli.failure import CheckFailed, WrongUsage
    from streams.resuming.checkpoint import NoCheckpoint
    from streams.resuming.identity import identity_of
    from streams.resuming.keeper import Keeper, NotResumed
    from streams.resuming.output import NotOurs, Output

    identity = identity_of(Path(wanted.archive), {**wanted.said, **_settings_that_matter(settings)})
    try:
        with Output(path) as output:
            keeper = Keeper(output, identity)
            standing = keeper.begin(now, resume=wanted.resume)
            if standing.position:
                print(f"goes on behind line {standing.position} of {source.total}", file=sys.stderr)
            with _told_when_broken_off(source, standing, keeper, interrupts):
                source.skip(standing.position)
                _play(wanted, settings, source, standing, output, interrupts, keeper)
                keeper.publish()
            return standing
    except (NotResumed, NotOurs, NoCheckpoint) as error:
        raise CheckFailed(str(error)) from None
    except FileExistsError as error:
        raise WrongUsage(f"--output {path}: {error.strerror}") from None


def _settings_that_matter(settings: Settings) -> dict[str, str]:
    return {
        "TOCSIN_DEPLOYMENT": settings.deployment,
        "TOCSIN_TOPIC_PREFIX": settings.topic_prefix,
        "TOCSIN_MIN_LEVEL": settings.min_level,
        "TOCSIN_ARTICLE_SECONDS": str(settings.article_seconds),
    }


def _play(
    wanted: Wanted,
    settings: Settings,
    source: Source,
    standing: Standing,
    sink: _Sink,
    interrupts: Interrupts,
    keeper: Keeper | None = None,
) -> None:
    from streams.archive.lines import write_line
    from streams.cli.failure import Failure
    from streams.cli.progress import watching
    from streams.pool import PoolBroken
    from streams.replay import answers, count_answer, followed

    wanted.selection.passed = standing.passed
    try:
        with (
            _stages(wanted, settings, standing.incidents) as (pool, track, counting),
            watching(source.total, standing.position) as advance,
        ):
            for answer in answers(
                source,
                pool,
                prefix=settings.topic_prefix,
                pace=wanted.pace,
                keep=kept_between(wanted.start, wanted.end, standing.began),
                position=standing.position,
            ):
                with interrupts.held():
                    if answer is None:
                        sink.flush()
                        continue
                    count_answer(answer, counting)
                    step = followed(answer, track)
                    for record in wanted.selection.of(step):
                        sink.write(write_line(record))
                    standing.tally.count(step)
                    standing.position = step.position
                    advance(standing.tally, step.position)
                    if keeper is not None:
                        keeper.save_when_due(standing)
            sink.flush()
    except PoolBroken as error:
        raise Failure(str(error)) from None
    source.check_whole()


@contextmanager
def _stages(wanted: Wanted, settings: Settings, incidents: Incidents) -> Iterator[tuple[Pool, Memory, Counting]]:
    """Give the children of detect, started, the stages behind it with their state, and what counts all of them."""
    from functools import partial

    from streams.cli.counted import counted
    from streams.replay import detect_pool, track_memory
    from streams.topology import DETECT

    processes = wanted.processes or settings.processes
    # Whoever compares runs reads both outputs: the address is told to a person, or where a port was asked for.
    is_told = sys.stderr.isatty() or settings.metrics.port is not None

    def tell(line: str) -> None:
        if is_told:
            print(line, file=sys.stderr)

    with counted(settings, "replay", tell=tell, incidents=incidents) as (counting, address):
        if address is not None:
            tell(f"metrics as long as it plays: {address}")
        pool = detect_pool(
            processes,
            seconds=settings.article_seconds,
            deployment=settings.deployment,
            timed=partial(counting.timed, DETECT.name),
        )
        track = track_memory(
            deployment=settings.deployment, min_level=settings.min_level, incidents=incidents, ran=counting.ran
        )
        with pool:
            yield pool, track, counting


@contextmanager
def _told_when_broken_off(
    source: Source, standing: Standing, keeper: Keeper | None = None, interrupts: Interrupts | None = None
) -> Iterator[None]:
    """Say that the output is not whole, however it came to that, and keep what a later run can go on with."""
    try:
        yield
    except BrokenPipeError:  # who read it has seen enough
        raise
    except BaseException as error:
        goes_on = ""
        if keeper is not None and not standing.position:
            keeper.forget()
        elif keeper is not None and interrupts is not None:
            if isinstance(error, KeyboardInterrupt) and interrupts.clean:
                keeper.save(standing)
            goes_on = "; --resume goes on with it"
        of = "" if source.total is None else f" of {source.total}"
        print(f"broken off behind line {standing.position}{of}: the output is not whole{goes_on}", file=sys.stderr)
        raise


def kept_between(start: str | None, end: str | None, now: datetime) -> Callable[[Record], bool]:
    """Return which records lie between two times, the second left out; times as streams.cli.moments reads them.

    Raises:
        WrongUsage: a text is no time.
    """
    from streams.cli.moments import moment

    first, last = moment("--start", start, now), moment("--end", end, now)
    first_ms = None if first is None else first.timestamp() * 1000
    last_ms = None if last is None else last.timestamp() * 1000

    def keep(record: Record) -> bool:
        at = record.timestamp_ms
        return (first_ms is None or at >= first_ms) and (last_ms is None or at < last_ms)

    return keep


def _summary(tally: Tally, pace: Pace | None) -> str:
    """Say in one line what went in and what came out."""

    def listed(counts: Mapping[str, int]) -> str:
        return ", ".join(f"{name} {number}" for name, number in sorted(counts.items())) or "none"

    parts = [
        f"{tally.articles} articles ({listed(tally.verdicts)})",
        f"{tally.events} events, {tally.incidents} incidents, alerts: {listed(tally.alerts)}",
        f"dead letters: {listed(tally.dead_letters)}",
    ]
    if tally.ignored:
        parts.append(f"{tally.ignored} records of other topics ignored")
    if pace is not None:
        parts.append(f"at most {pace.latest:.2f} s late")
    return "; ".join(parts)
