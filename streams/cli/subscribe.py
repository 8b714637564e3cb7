"""``tocsin subscribe``: alerts from Kafka as they come, for people or as JSON lines for programs.

Each alert is written and flushed before its offset is committed, so a group repeats an alert rather than losing one.
Example: ``tocsin subscribe --from -1h --min-severity Severe --country UA``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from streams.settings import Settings
    from streams.subscribe.stream import Received, Request


class Output(StrEnum):
    """How an alert is written."""

    TABLE = "table"
    JSONL = "jsonl"
    ENVELOPE = "envelope"
    CLOUDEVENTS = "cloudevents"


def subscribe(
    start: Annotated[
        str | None,
        typer.Option("--from", help="earliest, latest (default), a time (RFC 3339), or back from now: -15m."),
    ] = None,
    until: Annotated[str | None, typer.Option(help="now (what is there already), or a time (RFC 3339).")] = None,
    until_eos: Annotated[bool, typer.Option("--until-eos", help="End when everything is read.")] = False,
    count: Annotated[int | None, typer.Option("-n", "--count", min=1, help="End after so many alerts.")] = None,
    group: Annotated[
        str | None, typer.Option("-g", "--group", help="Consumer group that keeps the place; without, nothing is kept.")
    ] = None,
    min_severity: Annotated[str | None, typer.Option(help="Only incidents that reached this level.")] = None,
    min_certainty: Annotated[str | None, typer.Option(help="Only what is at least this certain.")] = None,
    country: Annotated[list[str] | None, typer.Option(help="Only this country (UA); may be repeated.")] = None,
    event_type: Annotated[list[str] | None, typer.Option(help="Only this kind of attack; may be repeated.")] = None,
    near: Annotated[str | None, typer.Option(help="Only within km of a point: lat,lon,km.")] = None,
    include_test: Annotated[bool, typer.Option("--include-test", help="Also replays and tests.")] = False,
    output: Annotated[Output, typer.Option("-o", "--output", help="How to write an alert.")] = Output.TABLE,
    silence: Annotated[
        float, typer.Option(min=0.1, help="Seconds without a sign of life of the worker until a warning.")
    ] = 90.0,
) -> int:
    """Print alerts from Kafka as they come; Updates and Cancels of what was printed always follow."""
    # Imported here: `tocsin version` and `--help` need none of it.
    from streams.cli.broker import run_async
    from streams.cli.config import configured
    from streams.cli.failure import WrongUsage
    from streams.subscribe.filters import parse_filter
    from streams.subscribe.stream import request_of

    settings = configured()
    try:
        wanted = parse_filter(
            min_severity=min_severity, min_certainty=min_certainty, country=country or (), event_type=event_type or (),
            near=near, include_test=include_test,
        )  # fmt: skip
        request = request_of(
            start=start, until=until, until_eos=until_eos, count=count, group=group, silence_seconds=silence,
            wanted=wanted,
        )  # fmt: skip
    except ValueError as error:
        raise WrongUsage(str(error)) from None
    return run_async(_print_all(settings, request, _written_as(output)))


async def _print_all(settings: Settings, request: Request, written: Callable[[Received], bytes]) -> int:
    """Print until the end, a signal, or until nobody reads any more; return the exit status."""
    from contextlib import aclosing

    from streams.cli.outlet import Outlet
    from streams.subscribe.stream import received

    with Outlet() as outlet:
        async with aclosing(received(settings, request, outlet.tell)) as stream:
            return await outlet.print_all(written(each) async for each in stream)


def _written_as(output: Output) -> Callable[[Received], bytes]:
    """Return the function that writes an alert."""
    import sys

    from streams.subscribe.formats import cloudevents, envelope, for_terminal, jsonl

    if output is Output.TABLE:
        return _table()
    line = {Output.JSONL: jsonl, Output.ENVELOPE: envelope, Output.CLOUDEVENTS: cloudevents}[output]
    if sys.stdout.isatty():
        return lambda each: for_terminal(line(each.record))
    return lambda each: line(each.record)


def _table() -> Callable[[Received], bytes]:
    from rich.console import Console
    from rich.text import Text

    from streams.cli.alerts import rendered
    from streams.cli.demo import PIPE_WIDTH
    from streams.subscribe.filters import is_test

    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, emoji=False, width=PIPE_WIDTH)

    def written(each: Received) -> bytes:
        with console.capture() as captured:
            if is_test(each.alert, each.record):
                console.print(Text("Not live, a replay or a test:", style="bold reverse"))
            console.print(rendered(each.alert))
        return captured.get().encode("utf-8", "replace")

    return written
