"""Count differences: in all, and by country, type of event and highest level.

Example: ``summary(compared).incidents`` is ``{"new": 1, "lost": 0, "changed": 4}``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from streams.backtest.compare import CHANGED, LOST, NEW, Comparison, Flip, IncidentChange
from streams.severity.method import levels

KINDS = (NEW, LOST, CHANGED)


@dataclass(frozen=True, slots=True)
class Row:
    """One group of incidents: how many are new, lost or changed, and how many of their alerts are."""

    name: str
    incidents: dict[str, int]
    alerts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Summary:
    """The numbers of a comparison; ``flips`` by "from -> to" in words, most frequent first."""

    incidents: dict[str, int]
    alerts: dict[str, int]
    flips: dict[str, int]
    by_country: tuple[Row, ...]
    by_type: tuple[Row, ...]
    by_level: tuple[Row, ...]


def summary(compared: Comparison) -> Summary:
    """Return the numbers of a comparison."""
    known = levels()
    whole = _row("all", compared.incidents)
    flips = Counter(kind_of(flip) for flip in compared.flips)
    return Summary(
        whole.incidents,
        whole.alerts,
        dict(sorted(flips.items(), key=lambda item: (-item[1], item[0]))),
        _rows(compared.incidents, lambda change: change.country or "unknown"),
        _rows(compared.incidents, lambda change: change.event_type),
        tuple(
            sorted(
                _rows(compared.incidents, lambda change: change.level),
                key=lambda row: -known.index(row.name) if row.name in known else 1,
            )
        ),
    )


def kind_of(flip: Flip) -> str:
    """Return from what to what a verdict flipped, in words.

    >>> kind_of(Flip("t/0/1", "a", None, None, ("event", None), ("no_event", "exercise")))
    'event -> no event: exercise'
    """
    return f"{_words(*flip.old)} -> {_words(*flip.new)}"


def _words(verdict: str, reason: str | None) -> str:
    # The message of a dead letter names its article: the kinds would be as many as the articles.
    reason = None if reason is None else reason.partition(":")[0]
    said = verdict.replace("_", " ")
    return said if reason is None else f"{said}: {reason.replace('_', ' ')}"


def _rows(changes: Iterable[IncidentChange], name_of: Callable[[IncidentChange], str]) -> tuple[Row, ...]:
    """Return a row for each name, the one with most incidents first."""
    groups: dict[str, list[IncidentChange]] = {}
    for change in changes:
        groups.setdefault(name_of(change), []).append(change)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return tuple(_row(name, inside) for name, inside in ordered)


def _row(name: str, changes: Iterable[IncidentChange]) -> Row:
    incidents: Counter[str] = Counter()
    alerts: Counter[str] = Counter()
    for change in changes:
        incidents[change.kind] += 1
        alerts.update(alert.kind for alert in change.alerts)
    return Row(name, {kind: incidents[kind] for kind in KINDS}, {kind: alerts[kind] for kind in KINDS})
