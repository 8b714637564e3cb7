"""Show a comparison to people: the numbers, then what flipped and which incidents and alerts differ in what.

A pipe gets the same lines without styles. Long lists are cut here, and say so: the page and the JSON have all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from streams.backtest.compare import AlertChange, Comparison, FieldChange, Flip, IncidentChange
from streams.backtest.summary import KINDS, Row, kind_of, summary
from streams.backtest.values import DERIVED, said
from streams.cli.explanation import safe

#: Columns in a pipe or a file; verdicts and incidents shown at most.
PIPE_WIDTH, MOST = 110, 30
_STYLES = {"new": "bold green", "lost": "bold red", "changed": "bold yellow"}


def print_differences(compared: Comparison) -> None:
    """Print a comparison on standard output."""
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, emoji=False, width=PIPE_WIDTH)
    totals = compared.totals
    console.print(
        f"{totals.records} records; incidents {totals.old_incidents} before, {totals.new_incidents} now; "
        f"alerts {totals.old_alerts} before, {totals.new_alerts} now"
    )
    if not compared.differences:
        console.print("nothing differs")
        return
    numbers = summary(compared)
    whole = Row("all", numbers.incidents, numbers.alerts)
    groups = ("level", numbers.by_level), ("type", numbers.by_type), ("country", numbers.by_country)
    console.print(_table(("", [whole]), *groups))
    if compared.flips:
        console.print(f"verdicts that flipped: {len(compared.flips)}", style="bold")
        for kind, count in numbers.flips.items():
            console.print(f"  {count:>6}  {safe(kind)}", soft_wrap=True)
        _print_some(console, map(_flip, compared.flips), len(compared.flips))
    _print_some(console, map(_incident, compared.incidents), len(compared.incidents))


def _print_some(console: Console, texts: Iterable[Text], total: int) -> None:
    for _, text in zip(range(MOST), texts, strict=False):
        console.print(text, soft_wrap=True)
    if total > MOST:
        console.print(f"... and {total - MOST} more: --html FILE or --json FILE has all", style="dim")


def _table(*groups: tuple[str, Iterable[Row]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("", no_wrap=True)
    for what in ("incidents", "alerts"):
        for kind in KINDS:
            table.add_column(f"{what} {kind}", justify="right")
    for group, rows in groups:
        for row in rows:
            counts = (counted[kind] for counted in (row.incidents, row.alerts) for kind in KINDS)
            name = safe(f"{group} {row.name}".strip().replace("_", " "))
            table.add_row(Text(name), *(Text(str(each) if each else "-") for each in counts))
    return table


def _flip(flip: Flip) -> Text:
    text = Text("  ")
    text.append(safe(flip.title or "no title"), style="bold")
    text.append(f" ({safe(flip.publisher or 'publisher unknown')}, {safe(flip.uri or flip.origin)}): ", style="dim")
    return text.append(safe(kind_of(flip)))


def _incident(change: IncidentChange) -> Text:
    text = Text("\n")
    text.append(f"{change.kind} ", style=_STYLES[change.kind])
    text.append(safe(change.title), style="bold")
    where = f"{change.level}, {change.event_type.replace('_', ' ')}, {change.country or 'country unknown'}"
    text.append(f"  {safe(where)}", style="dim")
    for line in _lines_of(change):
        text.append(f"\n    {line}")
    for alert in change.alerts:
        text.append("\n    ")
        text.append(f"{alert.kind} ", style=_STYLES[alert.kind])
        text.append(safe(f"{alert.msg_type} of {alert.sent}: {alert.headline}"))
        for line in _lines_of_alert(alert):
            text.append(f"\n        {line}")
    return text


def _lines_of(change: IncidentChange) -> Iterator[str]:
    if change.paired_by == "reports":
        yield f"was {change.old_id}, is {change.new_id}: another first report, the same other reports"
    if change.shares_with:
        verb = "are now" if change.kind == "lost" else "were"
        yield f"its reports {verb} in {', '.join(map(safe, change.shares_with))}"
    if change.kind == "changed":
        yield from map(_field, change.fields)
    for name, reports in (("without", change.reports_lost), ("with", change.reports_new)):
        if change.kind == "changed":
            yield from (f"{name} the report {safe(each.headline or each.uri)}" for each in reports)


def _lines_of_alert(alert: AlertChange) -> Iterator[str]:
    if alert.kind == "changed":
        yield from (_field(each) for each in alert.fields if each.field not in DERIVED)
        for each in alert.evidence:
            before = each.old if each.old != each.new else ()
            yield from (f"{each.field} rested on \u201c{safe(quote)}\u201d" for quote in before)
            yield from (f"{each.field} rests on \u201c{safe(quote)}\u201d" for quote in each.new)


def _field(change: FieldChange) -> str:
    return f"{change.field.replace('_', ' ')}: {safe(said(change.old))} -> {safe(said(change.new))}"
