"""``tocsin replay``: play an archive, or lines from standard input, through the topology, or into topics of its own.

Example: ``tocsin replay news.jsonl.zst --emit alerts`` prints the alerts that this archive gives; no broker needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from streams.cli.playback import play_to, playback_settings

if TYPE_CHECKING:
    from schemas.topics import Topic
    from streams.replay import Pace

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
    country: Annotated[
        list[str] | None,
        typer.Option(help="Print only what concerns this country (UA, or UA,SD); may be repeated."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", help="Write this file, whole or not at all, instead of printing.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a replay that was broken off: its --output, or its topics.")
    ] = False,
    speed: Annotated[str, typer.Option(help="max, or how many times faster than the records' own pace.")] = "max",
    start: Annotated[str | None, typer.Option(help="Leave out records before this time: RFC 3339, or -2h.")] = None,
    end: Annotated[str | None, typer.Option(help="Leave out records from this time on: RFC 3339, or -2h.")] = None,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave out what is damaged in an archive, and say so at the end.")
    ] = False,
    processes: Annotated[
        int | None, typer.Option(min=1, help="Child processes that read articles [default: one per core].")
    ] = None,
) -> int:
    """Play recorded records through the topology and print what follows from them."""
    # Imported here: `tocsin version` and `--help` need none of it.
    if to == EMBEDDED:
        from streams.forking import forking

        forking()  # the server of the children loads while this process does
    from streams.cli.config import reading
    from streams.cli.embedded import Wanted, kept_between, play_embedded
    from streams.cli.failure import WrongUsage
    from streams.cli.replay_source import opened
    from streams.cli.selection import Selection

    topics = _topics("alerts" if emit is None else emit)
    countries = _countries(country or ())
    pace = _pace(speed)
    if archive == "-" and skip_bad:
        raise WrongUsage("--skip-bad goes with an archive: on standard input a bad line is a dead letter")
    settings = reading()
    if to != EMBEDDED:
        only_here = {"--emit": emit, "--processes": processes, "--country": country, "--output": output}
        _refuse_with_prefix(to, only_here)
        if resume and archive == "-":
            raise WrongUsage("--resume goes with an archive: standard input comes only once")
        keep = kept_between(start, end, datetime.now(UTC))
        target = playback_settings(settings, to)
        source = opened(archive, skip_bad=skip_bad)
        status = play_to(target, settings.topic_prefix, source, source.total, pace, keep, resume=resume)
        source.check_whole()
        source.tell_skipped()
        return status
    _check_output(archive, output, resume=resume)
    said = {
        "--emit": ",".join(sorted(topic.suffix for topic in topics)),
        "--country": ",".join(sorted(countries)),
        "--start": start or "",
        "--end": end or "",
        "--skip-bad": "yes" if skip_bad else "",
    }
    wanted = Wanted(
        archive, Selection(topics, countries), said, pace, start, end, processes, output, resume, skip_bad
    )  # fmt: skip
    return play_embedded(wanted, settings)


def _check_output(archive: str, output: Path | None, *, resume: bool) -> None:
    from streams.cli.failure import WrongUsage

    if output is None:
        if resume:
            raise WrongUsage("--resume goes with --output: what was printed cannot be gone on with")
        return
    if archive == "-":
        raise WrongUsage("--output goes with an archive: standard input comes only once (`tocsin replay - > FILE`)")
    if output.suffix == ".zst":
        raise WrongUsage(f"--output {output}: it is not compressed, a name without .zst would say so")
    if not output.parent.is_dir():
        raise WrongUsage(f"--output {output}: no such folder as {output.parent}")


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


def _countries(said: Sequence[str]) -> frozenset[str]:
    if not said:  # most replays: the import below loads the Kafka client
        return frozenset()
    from streams.cli.failure import WrongUsage
    from streams.subscribe.filters import parse_filter

    try:
        return parse_filter(country=[name.strip() for each in said for name in each.split(",")]).countries
    except ValueError as error:
        raise WrongUsage(f"--country {error}") from None
