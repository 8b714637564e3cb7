"""``tocsin dead-letters list|show|redrive``: what could not be read, why, and how it is sent again.

Example: ``tocsin dead-letters redrive --reason bug`` after the bug is fixed.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from datetime import datetime

    from streams.dead_letters.letter import Letter, Wanted
    from streams.dead_letters.redriving import Order
    from streams.settings import Settings

_HEAD = ("position", "time", "reason", "stage", "origin", "attempts", "message")
#: Longest message in a row, in characters; `show` has the whole.
_ROW_MESSAGE = 160

Reasons = Annotated[
    list[str] | None,
    typer.Option("--reason", help="Only of this reason: deserialization, schema, ...; may be given again."),
]
Stages = Annotated[list[str] | None, typer.Option("--stage", help="Only of this stage: detect or track.")]
Since = Annotated[str | None, typer.Option(help="Only from this time on: RFC 3339, or back from now: -2h, -3d.")]
Until = Annotated[str | None, typer.Option(help="Only before this time.")]


def application() -> typer.Typer:
    """Return the verbs below ``dead-letters``."""
    app = typer.Typer(help="Look at what could not be read, and send it again.", no_args_is_help=True)
    app.command("list")(list_)
    app.command("show")(show)
    app.command("redrive")(redrive)
    return app


def list_(
    reason: Reasons = None,
    stage: Stages = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option("-n", "--limit", min=0, help="The newest so many; 0: all.")] = 20,
    output: Annotated[str, typer.Option("-o", "--output", help="table or jsonl.")] = "table",
) -> None:
    """List dead letters, the newest last."""
    import json

    from streams.cli.broker import run_async
    from streams.cli.config import configured
    from streams.cli.failure import WrongUsage
    from streams.cli.tables import print_table
    from streams.dead_letters.reading import newest

    if output not in ("table", "jsonl"):
        raise WrongUsage(f"-o {output}: not table or jsonl")
    wanted = _wanted(reason, stage, since, until)
    page = run_async(newest(configured(), wanted, limit))
    if page.older:
        print(f"tocsin: {page.older} older ones are not shown; -n 0 shows all", file=sys.stderr)
    if output == "table":
        print_table(_HEAD, map(row, page.letters))
        return
    for letter in page.letters:
        print(json.dumps(described(letter)))  # ASCII: whatever a letter holds, a terminal obeys none of it


def show(
    position: Annotated[str, typer.Argument(help="Where it stands, as `list` prints it: partition/offset.")],
    raw: Annotated[
        bool, typer.Option("--raw", help="Write the untouched bytes of the original, nothing else.")
    ] = False,
) -> None:
    """Show a dead letter: where it comes from, what went wrong, its headers and its value."""
    from streams.cli.broker import run_async
    from streams.cli.config import configured
    from streams.cli.failure import Failure
    from streams.dead_letters.reading import NoSuchLetter, at

    settings = configured()
    try:
        (letter,) = run_async(at(settings, [_position(position, settings)]))
    except NoSuchLetter as error:
        raise Failure(str(error)) from None
    if raw:
        sys.stdout.buffer.write(letter.record.value or b"")
        sys.stdout.buffer.flush()
        return
    print("\n".join(told(letter)))


def redrive(
    positions: Annotated[
        list[str] | None, typer.Argument(metavar="[POSITION]...", help="These letters, as `list` prints them.")
    ] = None,
    reason: Reasons = None,
    stage: Stages = None,
    since: Since = None,
    until: Until = None,
    everything: Annotated[bool, typer.Option("--all", help="Letters of every reason.")] = False,
    most: Annotated[int | None, typer.Option("--max", min=1, help="Send at most so many, the oldest first.")] = None,
    on_error: Annotated[str, typer.Option(help="When one cannot be sent: stop or skip it.")] = "stop",
    max_attempts: Annotated[int, typer.Option(min=1, help="Leave alone what was tried so often.")] = 5,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only print what would be sent.")] = False,
) -> int:
    """Send dead letters again into the topic they came from, byte for byte."""
    import time

    from streams.cli.broker import run_async
    from streams.cli.config import configured
    from streams.cli.failure import Failure, WrongUsage
    from streams.dead_letters.reading import NoSuchLetter
    from streams.dead_letters.redriving import Order

    if on_error not in ("stop", "skip"):
        raise WrongUsage(f"--on-error {on_error}: not stop or skip")
    wanted = _wanted(reason, stage, since, until)
    if positions and (everything or not wanted.is_all):
        raise WrongUsage(
            "positions name single letters: give no --reason, --stage, --since, --until or --all with them"
        )
    if not (positions or reason or everything):
        raise WrongUsage("say which letters: positions, --reason, or --all")
    settings = configured()
    order = Order(
        now_ms=time.time_ns() // 1_000_000,
        wanted=wanted,
        positions=[_position(each, settings) for each in dict.fromkeys(positions or ())],
        limit=most,
        max_attempts=max_attempts,
        on_error_stop=on_error == "stop",
        dry_run=dry_run,
    )
    try:
        return run_async(_redriven(settings, order))
    except NoSuchLetter as error:
        raise Failure(f"{error}; nothing was sent") from None


async def _redriven(settings: Settings, order: Order) -> int:
    """Print each letter sent and its new position, then the counts on standard error; return the exit status."""
    from collections import Counter
    from contextlib import aclosing

    from streams.cli.explanation import safe
    from streams.dead_letters.redriving import Redrive
    from streams.dead_letters.redriving import redrive as steps

    counts: Counter[Redrive] = Counter()
    try:
        async with aclosing(steps(settings, order)) as dealt:
            async for letter, outcome, said in dealt:
                counts[outcome] += 1
                if outcome in (Redrive.SENT, Redrive.PLANNED):
                    print(f"{letter.position}\t{safe(said)}", flush=True)
                else:
                    print(f"tocsin: {letter.position} ({safe(letter.origin)}) not sent: {safe(said)}", file=sys.stderr)
    finally:
        # Also when the broker goes away half way: people must know how far it came.
        told = f"{counts[Redrive.PLANNED]} would be sent" if order.dry_run else f"{counts[Redrive.SENT]} sent again"
        parts = [told, f"{counts[Redrive.EXHAUSTED]} tried too often", f"{counts[Redrive.FAILED]} failed"]
        print(f"tocsin: {', '.join(parts)}", file=sys.stderr)
    return 1 if counts[Redrive.FAILED] else 0


def row(letter: Letter) -> tuple[str, ...]:
    """Return a letter as a row of the table, every cell one printable line."""
    from schemas.codec import printable

    cells = (_time(letter), letter.reason, letter.stage, letter.origin, str(letter.attempts))
    return (letter.position, *(printable(cell, 100) for cell in cells), printable(letter.message, _ROW_MESSAGE))


def described(letter: Letter) -> dict[str, Any]:
    """Return a letter as an object for programs; what is not known is null."""
    partition, offset = letter.origin_place
    return {
        "position": letter.position,
        "time": _time(letter),
        "reason": letter.reason or None,
        "stage": letter.stage or None,
        "origin": {"topic": letter.topic or None, "partition": partition, "offset": offset},
        "attempts": letter.attempts,
        "key": None if letter.record.key is None else letter.record.key.decode("utf-8", "replace"),
        "message": letter.message or None,
    }


def told(letter: Letter) -> list[str]:
    """Return all of a letter as printable lines: facts, headers, stack, then the value, set out if it is JSON."""
    from streams.cli.explanation import safe

    record = letter.record
    key = "none" if record.key is None else record.key.decode("utf-8", "backslashreplace")
    facts = {
        "position": letter.position,
        "time": _time(letter),
        "reason": letter.reason,
        "stage": letter.stage,
        "origin": letter.origin,
        "attempts": str(letter.attempts),
        "key": key,
        "error": f"{letter.exception}: {letter.message}",
    }
    lines = [f"{name + ':':10}{safe(said)}" for name, said in facts.items()]
    for name, value in letter.own_headers:
        lines.append(f"{'header:':10}{safe(name)} = {safe(value.decode('utf-8', 'backslashreplace'))}")
    if letter.stack:
        lines += ["stack:", *(f"  {safe(line)}" for line in letter.stack.rstrip("\n").split("\n"))]
    size = "none" if record.value is None else f"{len(record.value)} bytes"
    return [*lines, f"value:    {size}", *map(safe, _value(record.value or b"").split("\n"))]


def _value(value: bytes) -> str:
    """Return a value as text: JSON set out over lines, everything else as it stands, bytes that are no text escaped."""
    import orjson

    try:
        return orjson.dumps(orjson.loads(value), option=orjson.OPT_INDENT_2).decode()
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):  # no JSON, or nested too deep to set out
        return value.decode("utf-8", "backslashreplace")


def _time(letter: Letter) -> str:
    from datetime import UTC, datetime

    moment = datetime.fromtimestamp(max(0, letter.record.timestamp_ms) / 1000, UTC)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _wanted(reason: list[str] | None, stage: list[str] | None, since: str | None, until: str | None) -> Wanted:
    from datetime import UTC, datetime

    from schemas.vocabulary import DeadLetterReason
    from streams.cli.failure import WrongUsage
    from streams.dead_letters.letter import Wanted
    from streams.topology import TOPOLOGY

    known = {"--reason": [each.value for each in DeadLetterReason], "--stage": [each.name for each in TOPOLOGY]}
    for option, given in (("--reason", reason), ("--stage", stage)):
        for each in given or ():
            # A mistyped word would find nothing, which reads as "all is well".
            if each not in known[option]:
                raise WrongUsage(f"{option} {each}: not one of {', '.join(known[option])}")
    now = datetime.now(UTC)
    return Wanted(
        frozenset(reason or ()), frozenset(stage or ()), _moment("--since", since, now), _moment("--until", until, now)
    )


def _moment(option: str, text: str | None, now: datetime) -> int | None:
    """Return a time in Unix ms."""
    from streams.cli.moments import moment

    found = moment(option, text, now)
    return None if found is None else round(found.timestamp() * 1000)


def _position(text: str, settings: Settings) -> tuple[int, int]:
    """Return partition and offset of ``0/17``, also written with the topic's name before it."""
    from streams.cli.failure import WrongUsage
    from streams.dead_letters.reading import topic_name

    partition, _, offset = text.removeprefix(topic_name(settings) + "/").partition("/")
    numbers = (partition, offset)
    if not all(each.isascii() and each.isdigit() and len(each) < 19 for each in numbers):
        raise WrongUsage(f"{text}: not a position like 0/17, as `tocsin dead-letters list` prints it")
    return int(partition), int(offset)
