"""Show the life of an incident to people: how it stands, what each figure rests on, then report by report.

Without its styles the text says the same; texts of articles are shown without what a terminal would obey.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from schemas.vocabulary import IncidentStatus
from streams.casebook.views import Figure, Life, Said, ToldMessage, ToldReport, TollReading
from streams.cli.alerts import LEVEL_COLOURS, reasons, tolls
from streams.cli.explanation import range_text, safe
from streams.cli.incidents import kind

#: Columns by which what belongs to a line is set in, and those of a time.
_INDENT, _TIME = 2, 12
_COLOURS = {"killed": "bold red", "attackers_killed": "red", "launched": "bold cyan", "intercepted": "bold cyan"}
_STANDINGS = {
    "own": "own report",
    "copy": "copy",
    "aside": "in passing",
    "denial": "denies or withdraws it",
    "withdrawn": "withdrawn",
    "replaced": "replaced",
}


def as_json(life: Life) -> str:
    """Return the life as one object, set out over lines, in ASCII: a terminal obeys none of it."""
    return json.dumps(life.model_dump(mode="json"), indent=2)


def rendered(life: Life) -> Group:
    """Return the life as styled lines."""
    parts: list[RenderableType] = [*_head(life), Text("\nFigures", style="bold")]
    for figure in life.figures:
        parts += _figure(figure, life.incident.status == IncidentStatus.RETRACTED)
    if not life.figures:
        parts.append(_set_in(Text("no report gives one"), _INDENT))
    parts.append(Text("\nLife", style="bold"))
    for entry in life.timeline:
        parts += _report(entry) if isinstance(entry, ToldReport) else _message(entry)
    return Group(*parts)


def _head(life: Life) -> Iterator[Text]:
    summary = life.incident
    if summary.test:
        yield Text("Not live, a replay or a test:", style="bold reverse")
    yield Text(safe(life.headline), style="bold")
    score = "" if summary.severity_score is None else f" {summary.severity_score}"
    day = "day unknown" if summary.occurred_on is None else f"{summary.occurred_on.day} {summary.occurred_on:%B %Y}"
    standing = Text(f"{day}, {kind(summary)}: ")
    standing.append(f"{safe(summary.severity)}{score}", style=LEVEL_COLOURS.get(summary.severity, "bold"))
    peak = f" (once {safe(summary.severity_peak)})" if summary.severity_peak != summary.severity else ""
    contested = ", contested" if summary.contested else ""
    standing.append(f"{peak}, certainty {safe(summary.certainty)}, urgency {safe(summary.urgency)}")
    yield standing.append(f"; {safe(summary.status)}{contested}")
    if life.retraction_reason:
        yield Text(f"retracted: {safe(life.retraction_reason)}")
    for what, names in (
        ("places", summary.places if len(summary.places) > 1 else ()),
        ("site", (summary.site,) if summary.site else ()),
        ("by", (life.attacker,) if life.attacker else ()),
        ("against", (life.target,) if life.target else ()),
        ("weapons", tuple(each.replace("_", " ") for each in summary.weapons)),
    ):
        if names:
            yield Text(f"{what}: {', '.join(map(safe, names))}")
    yield Text(
        f"{_several(summary.reports, 'report')}, {_several(summary.sources, 'source')}, "
        f"{_several(summary.messages, 'message')}; first reported {_at(summary.first_seen)}, "
        f"last change {_at(summary.applied_at)} UTC"
    )
    if life.severity_breakdown is not None and life.severity_breakdown.score is not None:
        said = life.severity_breakdown
        terms = "; ".join(
            f"{each.term} {each.points:g}: {safe(each.explanation)}" for each in (*said.terms, *said.floors)
        )
        yield Text(f"severity {terms}", style="dim")
    yield Text(summary.incident_id, style="dim")


def _figure(figure: Figure, retracted: bool) -> Iterator[RenderableType]:
    gone = "none stands" if retracted else "no longer reported"
    said = gone if figure.min is None else range_text(figure.min, figure.max)
    line = Text(f"{figure.field.replace('_', ' ')} {said}", style=_COLOURS.get(figure.field, "bold"))
    holders = [each for each in figure.readings if each.outcome == "holds"]
    if holders and figure.min is not None:
        line.append(f"  {safe(holders[0].outlet)}, {_at(holders[0].time)}", style="not bold default")
    yield _set_in(line, _INDENT)
    for quote in figure.quotes:
        yield _set_in(Text(f"\u201c{safe(quote)}\u201d", style="italic"), 2 * _INDENT)
    for each in figure.readings:
        if each not in holders:
            yield _set_in(_lost(each), 2 * _INDENT)


def _lost(reading: TollReading) -> Text:
    word = "also" if reading.outcome == "same" else "not"
    said = f"{word} {range_text(reading.min, reading.max)}: {safe(reading.outlet)}, {_at(reading.time)}"
    return Text(f"{said}: {safe(reading.why)}", style="dim")


def _report(report: ToldReport) -> Iterator[RenderableType]:
    head = Text(safe(report.outlet), style="bold")
    family = f" ({safe(report.family)})" if report.family and report.family != report.outlet else ""
    version = f", version {report.version}" if report.version is not None and report.version > 1 else ""
    late = ", arrived late" if report.late else ""
    body = [head.append(f"{family}: {_standing(report)}{version}{late}", style="not bold")]
    if report.headline:
        body.append(Text(safe(report.headline)))
    body += (_numbers(fields, quotes) for fields, quotes in _by_quotes(report.says))
    if report.weapons:
        body.append(Text(f"weapons: {', '.join(safe(each).replace('_', ' ') for each in report.weapons)}"))
    if report.why_joined:
        body.append(Text(f"joined: {safe(report.why_joined)}", style="dim"))
    yield _entry(_at(report.time), body)


def _numbers(says: Sequence[Said], quotes: Sequence[str]) -> Text:
    line = Text()
    for number, each in enumerate(says):
        said = f"{each.field.replace('_', ' ')} {range_text(each.min, each.max)}"
        line.append("; " if number else "").append(said, style=_COLOURS.get(each.field, "bold"))
    for quote in quotes:
        line.append(f" \u201c{safe(quote)}\u201d", style="italic")
    return line


def _standing(report: ToldReport) -> str:
    said = _STANDINGS[report.standing]
    if report.copy_of is not None:
        source = report.copy_of.outlet or report.copy_of.article_uri
        copied = f"copy of {safe(source)}" if source else "copy of something that has not arrived"
        said = copied if report.standing == "copy" else f"{copied}, {said}"
    if report.standing == "replaced":
        said += " by a newer version"
    elif report.standing == "withdrawn" and report.ended_by not in (None, report.outlet):
        said += f" by {safe(report.ended_by or '')}"
    signals = [each.replace("_", " ") for each in report.signals if each != "official"]
    return ", ".join([said, *(["official"] if report.official else []), *map(safe, signals)])


def _by_quotes(says: Sequence[Said]) -> list[tuple[list[Said], tuple[str, ...]]]:
    """Return the numbers that rest on the same words together."""
    grouped: dict[tuple[str, ...], list[Said]] = {}
    for each in says:
        grouped.setdefault(tuple(each.quotes), []).append(each)
    return [(fields, quotes) for quotes, fields in grouped.items()]


def _message(message: ToldMessage) -> Iterator[RenderableType]:
    alert = message.alert
    head = Text(f"{safe((message.msg_type or 'message').upper())} {message.sequence}", style="bold reverse")
    if alert is None:
        yield _entry("", [head.append("  its alert has expired", style="not bold not reverse")])
        return
    score = "" if alert.severity_score is None else f" {alert.severity_score}"
    head.append("  ", style="not reverse")
    head.append(f"{safe(alert.severity)}{score}", style=f"{LEVEL_COLOURS.get(alert.severity, 'bold')} not reverse")
    head.append(f", {safe(alert.certainty).lower()}: {reasons(alert)}", style="not bold not reverse")
    yield _entry(_at(alert.sent), [head, Text(tolls(alert))])


def _entry(time: str, body: Sequence[Text]) -> RenderableType:
    """Return an entry of the timeline: the time at the left, all else beside it."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(min_width=_TIME, no_wrap=True, style="dim")
    grid.add_column()
    grid.add_row(time, Group(*body))
    return grid


def _set_in(line: Text, columns: int) -> Padding:
    return Padding(line, (0, 0, 0, columns), expand=False)


def _at(time: datetime | None) -> str:
    return "no time kept" if time is None else f"{time:%d %b %H:%M}"


def _several(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
