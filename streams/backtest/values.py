"""Lay out an incident and an alert as named values, in the order in which they are read, and say a value in words.

A count is ``{"min": 7, "max": None}``, as in the messages. Ids are left out: they follow from the first report of an
incident, and would differ in every message of one whose first report is another now.
Example: ``said({"min": 7, "max": None})`` is ``"7 or more"``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from schemas.alert import COUNTS

_PEOPLE = ("killed", "wounded", "missing", "abducted", "captured", "attackers_killed")
_WEAPONS = ("launched", "intercepted", "hit")
_INCIDENT = (
    *("status", "event_type", "country", "places", "site", "occurred_on", "occurred_at", "attacker", "target"),
    *_PEOPLE,
    *_WEAPONS,
    *("weapons", "severity", "severity_score", "severity_peak", "certainty", "urgency"),
    *("contested", "denied", "confirmed", "civilian_harm", "targets", "ongoing", "families", "retraction_reason"),
)
#: What people look at first; every other field of an alert follows as it stands there.
_ALERT = (
    *("headline", "msg_type", "why", "also", "event_type", "country", "place", "places", "site", "occurred_on"),
    *COUNTS,
    *("weapons", "severity", "severity_score", "severity_peak", "certainty", "urgency"),
    *("sources", "reports", "contested"),
)
#: Fields of an alert that follow from others or from its place among the messages: told to programs, seldom to people.
DERIVED = frozenset({"description", "changes", "sent", "expires", "sequence", "first_seen"})
_ALERT_IDS = frozenset({"alert_id", "incident_id", "references"})
#: Said otherwise here: counts as ranges, the score by its terms, quotes on their own.
_SAID_OTHERWISE = frozenset(
    {"severity_breakdown", "evidence", *(f"{name}_{end}" for name in COUNTS for end in ("min", "max"))}
)


def incident_values(incident: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an incident's record tells of the attack; what is absent is None."""
    toll, munitions = incident.get("toll") or {}, incident.get("munitions") or {}
    values = dict(incident)
    values |= {name: _count(toll.get(name)) for name in _PEOPLE}
    values |= {name: _count(munitions.get(name)) for name in _WEAPONS}
    values["weapons"] = munitions.get("types")
    values["places"] = _places(incident.get("places") or ())
    return {name: values.get(name) for name in _INCIDENT} | _terms(incident.get("severity_breakdown"))


def alert_values(alert: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an alert says, without its ids and its quotes."""
    values = dict(alert)
    values |= {name: _range(alert.get(f"{name}_min"), alert.get(f"{name}_max")) for name in COUNTS}
    values["places"] = _places(alert.get("places") or ())
    others = [name for name in alert if name not in _ALERT and name not in _ALERT_IDS | _SAID_OTHERWISE]
    terms = _terms(alert.get("severity_breakdown"))
    return {name: values.get(name) for name in _ALERT} | terms | {name: alert[name] for name in others}


def quotes(alert: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the quotes of an alert, each once, by the field that rests on them."""
    found: dict[str, dict[str, None]] = {}
    for each in alert.get("evidence") or ():
        if each.get("quote"):
            found.setdefault(each["field"], {})[each["quote"]] = None
    return {name: tuple(listed) for name, listed in found.items()}


def said(value: Any) -> str:
    """Return a value in words.

    >>> [said(value) for value in (None, True, {"min": 2, "max": 2}, {"min": 2, "max": 5}, ["drone", "shell"], [], 4.5)]
    ['none', 'yes', '2', '2 to 5', 'drone, shell', 'none', '4.5']
    """
    if value is None or value == [] or value == {}:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        if value.keys() == {"min", "max"}:
            return _said_range(value["min"], value["max"])
        if value.keys() == {"field", "old", "new"}:
            return f"{value['field']} {said(value['old'])} -> {said(value['new'])}"
        return "; ".join(f"{name} {said(each)}" for name, each in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(said(each) for each in value)
    return str(value)


def _said_range(least: int, most: int | None) -> str:
    if most is None:
        return f"{least} or more"
    return str(least) if least == most else f"{least} to {most}"


def _count(count: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if count is None else _range(count["min"], count["max"])


def _range(least: int | None, most: int | None) -> dict[str, Any] | None:
    return None if least is None else {"min": least, "max": most}


def _places(places: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return each place as its name, district and country: what a reader would call another place."""
    return [" / ".join(filter(None, (each["name"], each.get("admin1"), each.get("country")))) for each in places]


def _terms(breakdown: Mapping[str, Any] | None) -> dict[str, str]:
    """Return each term and floor of a score with how it came about."""
    known = breakdown or {}
    listed = [("severity", each) for each in known.get("terms") or ()]
    listed += [("floor", each) for each in known.get("floors") or ()]
    return {f"{kind}_{each['term']}": f"{each['points']:g} ({each['explanation']})" for kind, each in listed}
