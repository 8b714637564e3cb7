"""``tocsin replay``: play an archive, or lines from standard input, through the topology, or into topics of its own.

Example: ``tocsin replay news.jsonl.zst --emit alerts`` prints the alerts that this archive gives; no broker needed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from streams.cli.playback import play_to, playback_settings

if TYPE_CHECKING:
    from datetime import datetime

    from schemas.topics import Topic
    from streams.archive.files import Line
    from streams.replay import Pace, Tally
    from streams.stage import Record

EMBEDDED = "embedded"


def replay(
    archive: Annotated[str, typer.Argument(help="JSON Lines, plain or .zst, a folder of them, or - (standard input).")],
    to: Annotated[
        str, typer.Option("--to", help="embedded (this process, no broker), or a prefix for topics of its own: try-.")
    ] = EMBEDDED,
    emit: Annotated[
        str | None,
        typer.Option(
            help="What to print: verdicts, events, incidents, alerts, dead-letters; comma-separated [default: alerts]."
        ),
    ] = None,
    speed: Annotated[str, typer.Option(help="max, or how many times faster than the records' own pace.")] = "max",
    start: Annotated[str | None, typer.Option(help="Leave out records before this time (RFC 3339).")] = None,
    end: Annotated[str | None, typer.Option(help="Leave out records from this time on (RFC 3339).")] = None,
    processes: Annotated[
        int | None, typer.Option(min=1, help="Child processes that read articles [default: one per core].")
    ] = None,
) -> int:
    """Play recorded records through the topology and print what follows from them."""
    # Imported here: `tocsin version` and `--help` need none of it.
    from streams.archive.lines import write_line
    from streams.cli.config import configured
    from streams.cli.failure import Failure
    from streams.cli.progress import watching
    from streams.memory import topic_of
    from streams.pool import PoolBroken
    from streams.replay import Tally, detect_pool
    from streams.replay import replay as play

    wanted = _topics("alerts" if emit is None else emit)
    pace = _pace(speed)
    keep = _between(_moment("--start", start), _moment("--end", end))
    settings = configured()
    if to != EMBEDDED:
        _refuse_with_prefix(to, {"--emit": emit, "--processes": processes})
        target = playback_settings(settings, to)
        return play_to(target, settings.topic_prefix, *_source(archive), pace, keep)
    lines, total = _source(archive)
    tally = Tally()
    out = sys.stdout.buffer
    pool = detect_pool(
        processes or settings.processes, seconds=settings.article_seconds, deployment=settings.deployment
    )
    try:
        with pool, watching(total) as advance:
            steps = play(
                lines,
                pool,
                deployment=settings.deployment,
                prefix=settings.topic_prefix,
                min_level=settings.min_level,
                pace=pace,
                keep=keep,
            )
            for step in steps:
                if step is None:
                    out.flush()
                    continue
                tally.count(step)
                out.writelines(write_line(record) for record in step.written if topic_of(record.topic) in wanted)
                advance(tally)
            out.flush()
    except PoolBroken as error:
        raise Failure(str(error)) from None
    print(_summary(tally, pace), file=sys.stderr)
    return 0


def _refuse_with_prefix(prefix: str, options: Mapping[str, object]) -> None:
    """Refuse what only a replay in this process can do."""
    from schemas.codec import printable
    from streams.cli.failure import WrongUsage

    for name, value in options.items():
        if value is not None:
            told = (
                f"a worker reads the topics of {printable(prefix)}; `tocsin subscribe --include-test` shows its alerts"
            )
            raise WrongUsage(f"{name} goes with --to {EMBEDDED} only: {told}")


def _source(archive: str) -> tuple[Iterable[Line | None], int | None]:
    """Return the lines to play and their number; standard input plays as it comes, its number unknown."""
    from pathlib import Path

    from streams.archive.files import open_archive
    from streams.archive.manifest import Damaged
    from streams.cli.failure import CheckFailed, unreadable
    from streams.cli.inputs import arriving_lines

    if archive == "-":
        return _numbered(arriving_lines(sys.stdin.buffer)), None
    try:
        opened = open_archive(Path(archive))
    except Damaged as error:
        place = f"{archive}: " if Path(archive).is_dir() else ""  # the error names the file
        raise CheckFailed(f"{place}{error.strerror}") from None
    except OSError as error:
        raise unreadable(archive, error) from None
    if opened.left_out:
        print(f"{opened.left_out} events left out: they follow from the articles", file=sys.stderr)
    return opened.lines, opened.total


def _numbered(lines: Iterable[bytes | None]) -> Iterator[Line | None]:
    from streams.archive.files import Line

    number = 0
    for line in lines:
        number += line is not None
        if line is None:
            yield None
        elif line.strip():
            yield Line(number, line)


def _topics(names: str) -> frozenset[Topic]:
    from streams.cli.failure import WrongUsage
    from streams.replay import EMITTED

    known = {topic.suffix: topic for topic in EMITTED}
    asked = [name.strip() for name in names.split(",") if name.strip()]
    for name in asked:
        if name not in known:
            raise WrongUsage(f"--emit {name}: not one of {', '.join(known)}")
    return frozenset(known[name] for name in asked)


def _pace(speed: str) -> Pace | None:
    from streams.cli.failure import WrongUsage
    from streams.replay import Pace

    if speed == "max":
        return None
    try:
        factor = float(speed)
    except ValueError:
        factor = 0.0
    if not 0 < factor < float("inf"):
        raise WrongUsage(f"--speed {speed}: neither max nor a number above 0")
    return Pace(factor)


def _moment(option: str, text: str | None) -> datetime | None:
    from datetime import datetime

    from streams.cli.failure import WrongUsage

    try:
        moment = None if text is None else datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if text is not None and (moment is None or moment.tzinfo is None):
        raise WrongUsage(f"{option} {text}: not a time with its zone (2026-05-11T08:00:00Z)")
    return moment


def _between(start: datetime | None, end: datetime | None) -> Callable[[Record], bool]:
    first = None if start is None else start.timestamp() * 1000
    last = None if end is None else end.timestamp() * 1000

    def keep(record: Record) -> bool:
        return (first is None or record.timestamp_ms >= first) and (last is None or record.timestamp_ms < last)

    return keep


def _summary(tally: Tally, pace: Pace | None) -> str:
    """Say in one line what went in and what came out."""

    def listed(counts: Mapping[str, int]) -> str:
        return ", ".join(f"{name} {number}" for name, number in sorted(counts.items())) or "none"

    parts = [
        f"{tally.articles} articles ({listed(tally.verdicts)})",
        f"{tally.events} events, {len(tally.incidents)} incidents, alerts: {listed(tally.alerts)}",
        f"dead letters: {listed(tally.dead_letters)}",
    ]
    if tally.ignored:
        parts.append(f"{tally.ignored} records of other topics ignored")
    if pace is not None:
        parts.append(f"at most {pace.latest:.2f} s late")
    return "; ".join(parts)
