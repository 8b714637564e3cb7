"""Show an alert to people: what happened where, the toll as ranges, why it is sent, the words each number rests on."""

from __future__ import annotations

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
#: Changes that the toll line or the level shows already.
_SHOWN = 4
_INDENT = "        "


def rendered(alert: Alert) -> Text:
    """Return an alert as a few styled lines; without its styles it says the same."""
    text = Text()
    text.append(f"{alert.sent:%d %b %H:%M}  ", style="dim")
    text.append(_VERBS.get(alert.msg_type, safe(alert.msg_type)), style="bold")
    text.append("  ")
    score = "" if alert.severity_score is None else f" {alert.severity_score}"
    text.append(f"{safe(alert.severity)}{score}", style=LEVEL_COLOURS.get(alert.severity, "bold"))
    text.append(f", {safe(alert.certainty).lower()}  ", style="dim")
    text.append(f"{safe(alert.headline)}\n", style="bold")
    text.append(f"{_INDENT}{places(alert)}: {tolls(alert)}\n")
    text.append(f"{_INDENT}{reasons(alert)}\n", style="italic")
    for fields, quote in quotes(alert):
        text.append(f"{_INDENT}{fields}: ", style="dim")
        text.append(f"\u201c{quote}\u201d\n", style="dim italic")
    return text


def places(alert: Alert) -> str:
    """Return every place struck with its country, and the site.

    The country stands once, where all places lie in it.
    """
    names = [safe(place.name) for place in alert.places] or ["place unknown"]
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
    changes = [
        f"{change.field.replace('_', ' ')} {_value(change.old)} -> {_value(change.new)}"
        for change in alert.changes
        if change.field.endswith(("_min", "_max")) or change.field in ("severity", "certainty")
    ]
    changed = f" ({'; '.join(changes[:_SHOWN])})" if changes else ""
    sources = f"{_several(alert.sources, 'source')}, {_several(alert.reports, 'report')}"
    contested = ", contested" if alert.contested else ""
    return f"{why}{changed}; {sources}{contested}"


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
