"""Small outcomes for the tests of a comparison, and heads to go with them."""

from __future__ import annotations

from typing import Any

import orjson

from streams.backtest.golden import Head
from streams.backtest.outcome import Answer, Case, Entry, Reported, Sent
from streams.backtest.values import incident_values

HEAD = Head("a" * 64, 3, {"deployment": "default", "min_level": "Unknown"}, "0.1.0", "severity/1", "b" * 64)


def answer(number: int, verdict: str = "event", reason: str | None = None, title: str = "Two hurt") -> Answer:
    return Answer(f"tocsin-articles/0/{number}", f"uri-{number}", title, "desk.example", verdict, reason)


def case(name: str, *reports: str, **fields: Any) -> Case:
    """Build an incident of these reports, each the only event of an article of its own."""
    told = {"event_type": "drone_strike", "country": "UA", "status": "open", "severity": "Minor"} | fields
    listed = tuple(Reported(f"event-{each}", f"article-{each}", f"uri-{each}", f"Report {each}") for each in reports)
    return Case(name, None, incident_values(told), listed)


def alert(incident: str, number: int, **fields: Any) -> Sent:
    """Build an alert that the article of this number caused."""
    value = {
        "alert_id": f"{incident}/{number}",
        "incident_id": incident,
        "msg_type": "Alert",
        "sent": f"2026-05-11T07:{number:02}:00Z",
        "headline": "Drone strike on Kherson",
        "severity": "Minor",
        "why": "new_incident",
        "evidence": [],
    }
    line = {"topic": "tocsin-alerts", "key": incident, "value": value | fields}
    return Sent(incident, f"tocsin-articles/0/{number}", orjson.dumps(line))


def outcome() -> list[Entry]:
    """Build two answers, and an incident of one alert."""
    return [answer(1), alert("x", 1, killed_min=2, killed_max=2), answer(2, "no_event", "exercise"), case("x", "1")]
