"""``tocsin incidents``: the current incidents, the newest change first, from Kafka or an archive.

Example: ``tocsin incidents --country SD --since -2d --min-level Severe``.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.table import Table
    from rich.text import Text

    from streams.casebook.summary import Wanted
    from streams.casebook.views import Range, Summary

#: Characters of an id that a terminal shows at least; all of them in a pipe.
SHORT_ID = 8
#: Places named in a row.
_PLACES = 3

Archive = Annotated[
    str | None,
    typer.Option(
        help="Read this instead of Kafka: JSON Lines, plain or .zst, a folder of them, or - (standard input)."
    ),
]


def incidents(
    archive: Archive = None,
    country: Annotated[list[str] | None, typer.Option(help="Only this country (UA); may be repeated.")] = None,
    since: Annotated[
        str | None, typer.Option(help="Only what changed since: a time (RFC 3339), or back from now: -2d.")
    ] = None,
    min_level: Annotated[str | None, typer.Option(help="Only incidents that reached this severity level.")] = None,
    status: Annotated[list[str] | None, typer.Option(help="open, closed or retracted; may be repeated.")] = None,
    limit: Annotated[int, typer.Option("-n", "--limit", min=0, help="The newest so many; 0: all.")] = 20,
    output: Annotated[str, typer.Option("-o", "--output", help="table or jsonl.")] = "table",
) -> int:
    """List the current incidents, the newest change first."""
    import json

    from streams.casebook.summary import listed
    from streams.cli.failure import WrongUsage
    from streams.cli.incidents_source import collect, tell_faults
    from streams.cli.tables import print_table

    if output not in ("table", "jsonl"):
        raise WrongUsage(f"-o {output}: not table or jsonl")
    wanted = _wanted(country, since, min_level, status)
    collected = collect(archive)
    page = listed(collected.incidents(), wanted, limit)
    if page.more:
        print("tocsin: older ones are not shown; -n 0 shows all", file=sys.stderr)
    if output == "jsonl":
        for each in page.rows:
            print(json.dumps(each.model_dump(mode="json")))  # ASCII: a terminal obeys none of it
    elif sys.stdout.isatty():
        from rich.console import Console

        Console(highlight=False, markup=False, emoji=False).print(table(page.rows, short(list(collected.ids()))))
    else:
        print_table((), map(row, page.rows))
    return tell_faults(collected.bad, collected.late)


def _wanted(
    country: Sequence[str] | None, since: str | None, min_level: str | None, status: Sequence[str] | None
) -> Wanted:
    from datetime import UTC, datetime

    from schemas.vocabulary import IncidentStatus
    from streams.casebook.summary import Wanted
    from streams.cli.failure import WrongUsage
    from streams.cli.moments import moment
    from streams.subscribe.filters import parse_filter

    try:
        asked = parse_filter(min_severity=min_level, country=country or ())
    except ValueError as error:
        raise WrongUsage(str(error)) from None
    known = [each.value for each in IncidentStatus]
    for each in status or ():
        if each not in known:
            raise WrongUsage(f"--status {each}: not one of {', '.join(known)}")
    return Wanted(
        countries=asked.countries,
        since=moment("--since", since, datetime.now(UTC)),
        min_level=asked.min_severity,
        statuses=frozenset(status or ()),
    )


def short(ids: Sequence[str]) -> int:
    """Return how many characters tell all ids apart, eight at least.

    >>> short(["45bdd5e8-1", "45bdd5e8-2"])
    10
    """
    ordered = sorted(ids)
    shared = (_shared(one, other) for one, other in zip(ordered, ordered[1:], strict=False))
    return max(SHORT_ID, max(shared, default=0) + 1)


def _shared(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def row(summary: Summary) -> tuple[str, ...]:
    """Return an incident as the cells of a line in a pipe, in the order that docs/cli.md names."""
    from streams.cli.explanation import safe

    cells = (
        summary.incident_id,
        f"{summary.applied_at:%Y-%m-%dT%H:%M:%SZ}",
        "" if summary.occurred_on is None else summary.occurred_on.isoformat(),
        ", ".join(summary.places),
        summary.country or "",
        summary.event_type,
        "; ".join(counts(summary)),
        summary.severity,
        "" if summary.severity_score is None else str(summary.severity_score),
        summary.certainty,
        str(summary.reports),
        str(summary.sources),
        summary.status,
        "test" if summary.test else "",
    )
    return tuple(safe(cell) for cell in cells)


def table(rows: Sequence[Summary], length: int) -> Table:
    """Return incidents as a table for a terminal, two lines each or a few more; ids are cut to ``length``."""
    from rich import box
    from rich.table import Table

    drawn = Table(box=box.SIMPLE_HEAD, show_lines=False, pad_edge=False)
    for name in ("incident", "last change", "what and where", "toll", "severity", "sources"):
        drawn.add_column(name, no_wrap=name != "what and where", ratio=1 if name == "what and where" else None)
    for each in rows:
        drawn.add_row(*_cells(each, length))
    return drawn


def _cells(each: Summary, length: int) -> Iterator[Text]:
    from rich.text import Text

    from streams.cli.alerts import LEVEL_COLOURS
    from streams.cli.explanation import safe

    state = Text(each.incident_id[:length], style="bold")
    state.append(f"\n{safe(each.status)}", style="dim" if each.status == "open" else "bold")
    if each.test:
        state.append("\ntest", style="bold reverse")
    yield state
    yield Text(f"{each.applied_at:%d %b %H:%M}\n").append(f"{each.applied_at:%Y}", style="dim")
    day = "day unknown" if each.occurred_on is None else f"{each.occurred_on:%d %b %Y}"
    yield Text(where(each), style="bold").append(f"\n{kind(each)}, {day}", style="not bold")
    yield Text("\n".join(counts(each)))
    score = "" if each.severity_score is None else f" {each.severity_score}"
    level = Text(f"{safe(each.severity)}{score}", style=LEVEL_COLOURS.get(each.severity, "bold"))
    contested = ", contested" if each.contested else ""
    yield level.append(f"\n{safe(each.certainty)}{contested}", style="not bold dim")
    yield Text(f"{each.sources} of\n{each.reports} report{'' if each.reports == 1 else 's'}")


def kind(summary: Summary) -> str:
    """Return the kind of attack in words."""
    from streams.cli.explanation import safe

    return safe(summary.event_type).replace("_", " ")


def where(summary: Summary) -> str:
    """Return the first places with the country, and the site."""
    from streams.cli.explanation import safe

    named = [safe(name) for name in summary.places[:_PLACES]] or ["place unknown"]
    others = len(summary.places) - _PLACES
    more = [f"{others} more"] if others > 0 else []
    country = [safe(summary.country)] if summary.country else []
    site = f" ({safe(summary.site)})" if summary.site else ""
    return ", ".join([*named, *more, *country]) + site


def counts(summary: Summary) -> list[str]:
    """Return the counts that are known as ranges, for an incident without any a word that says so."""
    if summary.status == "retracted":
        return ["retracted: no toll"]
    return [f"{name.replace('_', ' ')} {ranged(count)}" for name, count in summary.counts.items()] or ["not reported"]


def ranged(count: Range) -> str:
    """Return a range for people."""
    from streams.cli.explanation import range_text

    return range_text(count.min, count.max)
