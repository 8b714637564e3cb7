"""What a verdict and an event say of an article, in numbers: its language, the kind of attack, what was left open.

Example: an event without a day and without a count of the killed leaves open ``day`` and ``killed``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from streams.metrics import ABSTENTIONS, EVENTS, LANGUAGES, OTHER, Metrics


def language_of(verdict: dict[str, Any]) -> str:
    """Return the language of an article as it is counted.

    >>> language_of({"language": "uk"}), language_of({"language": "tlh"})
    ('uk', 'other')
    """
    language = verdict["language"]
    return language if language in LANGUAGES else OTHER


def count_event(metrics: Metrics, event: dict[str, Any]) -> None:
    """Count an event of an article and each field that it leaves open; a withdrawal tells of no attack."""
    if event["withdraws"]:
        return
    metrics.count(EVENTS, event_type=event["event_type"])
    for field in left_open(event):
        metrics.count(ABSTENTIONS, field=field)


def left_open(event: dict[str, Any]) -> Iterator[str]:
    """Yield the fields (streams.metrics.FIELDS) that an event leaves open; a bare country is no place."""
    toll = event["toll"] or {}
    told = {
        "attacker": event["attacker"],
        "country": event["country"],
        "day": event["occurred_on"],
        "killed": toll.get("killed"),
        "place": any(place["precision"] != "country" for place in event["places"]) or None,
        "wounded": toll.get("wounded"),
    }
    yield from (name for name, value in told.items() if value is None)
