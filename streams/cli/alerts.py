"""Show an alert to people: what happened where, the toll as ranges, why it is sent, the words each number rests on."""

from __future__ import annotations

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from schemas.alert import COUNTS, Alert
from streams.cli.explanation import range_text, safe

LEVEL_COLOURS = {
    "Extreme": "bold white on red",
    "Severe": "bold red",
    "Moderate": "bold yellow",
    "Minor": "bold cyan",
    "Unknown": "bold",
}
_WHY = {
    "new_incident": "a new incident",
    "toll_up": "the toll rose",
    "toll_down": "the toll fell",
    "confirmed": "confirmed",
    "level_rise": "the level rose",
    "retracted": "retracted",
}
_VERBS = {"Alert": "ALERT ", "Update": "UPDATE", "Cancel": "CANCEL"}
#: Other fields whose change is worth a word here.
_TOLD = ("severity", "certainty")
#: Columns by which the lines below the first one are set in.
_INDENT = 8


def rendered(alert: Alert) -> Group:
    """Return an alert as a few styled lines; without its styles it says the same."""
    head = Text()
    head.append(f"{alert.sent:%d %b %H:%M}  ", style="dim")
    head.append(_VERBS.get(alert.msg_type, safe(alert.msg_type)), style="bold")
    head.append("  ")
    score = "" if alert.severity_score is None else f" {alert.severity_score}"
    head.append(f"{safe(alert.severity)}{score}", style=LEVEL_COLOURS.get(alert.severity, "bold"))
    head.append(f", {safe(alert.certainty).lower()}  ", style="dim")
    head.append(safe(alert.headline), style="bold")
    body = [Text(f"{places(alert)}: {tolls(alert)}"), Text(reasons(alert), style="italic")]
    for fields, quote in quotes(alert):
        said = Text(f"{fields}: ", style="dim")
        body.append(said.append(f"\u201c{quote}\u201d", style="italic"))
    return Group(head, *(Padding(line, (0, 0, 0, _INDENT), expand=False) for line in body), Text())


def places(alert: Alert) -> str:
    """Return every place struck with its country, and the site.

    The country stands once, where all places lie in it.
    """
    names = list(dict.fromkeys(safe(place.name) for place in alert.places)) or ["place unknown"]
    country = [safe(alert.country)] if alert.country else []
    site = [f"({safe(alert.site)})"] if alert.site else []
    return " ".join([", ".join([*names, *country]), *site])


def tolls(alert: Alert) -> str:
    """Return every reported count as a range; killed and wounded also when nothing is reported."""
    said = []
    for name in COUNTS:
        least, most = getattr(alert, f"{name}_min"), getattr(alert, f"{name}_max")
        if least is not None or name in ("killed", "wounded"):
            said.append(f"{name} {range_text(least, most)}")
    weapons = ", ".join(safe(weapon).replace("_", " ") for weapon in alert.weapons)
    return "; ".join([*said, *([f"weapons: {weapons}"] if weapons else [])])


def reasons(alert: Alert) -> str:
    """Return why the message is sent, what changed, and on how many sources it stands."""
    why = " and ".join(_WHY.get(each, safe(each)) for each in (alert.why, *alert.also))
    changes = changed_counts(alert) + [
        f"{each.field} {_value(each.old)} -> {_value(each.new)}" for each in alert.changes if each.field in _TOLD
    ]
    changed = f" ({'; '.join(changes)})" if changes else ""
    sources = f"{_several(alert.sources, 'source')}, {_several(alert.reports, 'report')}"
    contested = ", contested" if alert.contested else ""
    return f"{why}{changed}; {sources}{contested}"


def changed_counts(alert: Alert) -> list[str]:
    """Return each count that changed, as "killed 6 -> 11 or more"."""
    old = {change.field: change.old for change in alert.changes}
    said = []
    for name in COUNTS:
        ends = (f"{name}_min", f"{name}_max")
        if any(end in old for end in ends):
            least, most = (getattr(alert, end) for end in ends)
            before = range_text(*(old.get(end, getattr(alert, end)) for end in ends))
            said.append(f"{name} {before} -> {range_text(least, most)}")
    return said


def quotes(alert: Alert) -> list[tuple[str, str]]:
    """Return each sentence once, with the names of the numbers that rest on it."""
    fields: dict[str, list[str]] = {}
    for each in alert.evidence:
        if each.quote:
            fields.setdefault(each.quote, []).append(each.field)
    return [(", ".join(dict.fromkeys(names)), safe(quote)) for quote, names in fields.items()]


def _several(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _value(value: object) -> str:
    return "none" if value is None else safe(str(value))
