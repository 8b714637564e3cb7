"""Follow the open incidents by their records: how many, how severe, contested, and how their tolls change.

A few values are kept of each open incident, nothing of those that ended. An incident opens when its record is first
seen open; one that was closed and is opened again, by a newer version of a report, opens anew.
Example: the record of an incident with 14 killed, after one with 11, is a toll revision ``up``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import orjson

from schemas.incident import Incident
from schemas.topics import Topic
from schemas.vocabulary import IncidentStatus, Severity
from streams.incidents.withdrawals import model_of
from streams.memory import topic_of
from streams.metrics import (
    INCIDENTS_ACTIVE,
    INCIDENTS_CLOSED,
    INCIDENTS_CONTESTED,
    INCIDENTS_OPENED,
    TOLL_REVISIONS,
    Metrics,
)
from streams.stage import Record

_LEVELS = frozenset(map(str, Severity))


class Standing(NamedTuple):
    """What is kept of an open incident; ``killed`` and ``wounded`` are (min, max), None where not reported."""

    severity: str
    contested: bool
    killed: tuple[int, int | None] | None
    wounded: tuple[int, int | None] | None


def readable(written: Sequence[Record]) -> list[tuple[str, dict[str, Any] | None]]:
    """Return id and value of each incident record; None is a tombstone. Remembered withdrawals are no incidents."""
    found: list[tuple[str, dict[str, Any] | None]] = []
    for each in written:
        if topic_of(each.topic) is Topic.INCIDENTS:
            name = (each.key or b"").decode(errors="replace")
            if model_of(name) is Incident:
                found.append((name, None if each.value is None else orjson.loads(each.value)))
    return found


class OpenIncidents:
    """The open incidents, and their metrics in ``metrics``."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._open: dict[str, Standing] = {}
        self._active: Counter[str] = Counter()
        self._contested = 0

    def forget_all(self) -> None:
        """Begin anew."""
        self._open.clear()
        self._active.clear()
        self._contested = 0

    def know(self, name: str, value: dict[str, Any]) -> None:
        """Take in an incident that stands already; ``tell`` sets the gauges when all are known."""
        if value["status"] == IncidentStatus.OPEN:
            self._keep(name, _standing(value))

    def tell(self) -> None:
        """Set the gauges."""
        for level in _LEVELS:
            self._metrics.set(INCIDENTS_ACTIVE, self._active[level], severity=level)
        self._metrics.set(INCIDENTS_CONTESTED, self._contested)

    def put(self, name: str, value: dict[str, Any] | None) -> None:
        """Count the new record of an incident; None is its tombstone."""
        before = self._drop(name)
        if value is None or value["status"] != IncidentStatus.OPEN:
            if before is not None:
                self._metrics.count(INCIDENTS_CLOSED)
        else:
            now = _standing(value)
            self._keep(name, now)
            if before is None:
                self._metrics.count(INCIDENTS_OPENED)
            else:
                self._revised(before, now)
        self.tell()

    def _keep(self, name: str, standing: Standing) -> None:
        self._open[name] = standing
        self._active[standing.severity] += 1
        self._contested += standing.contested

    def _drop(self, name: str) -> Standing | None:
        standing = self._open.pop(name, None)
        if standing is not None:
            self._active[standing.severity] -= 1
            self._contested -= standing.contested
        return standing

    def _revised(self, before: Standing, now: Standing) -> None:
        for old, new in ((before.killed, now.killed), (before.wounded, now.wounded)):
            if (direction := revision(old, new)) is not None:
                self._metrics.count(TOLL_REVISIONS, direction=direction)


def revision(old: tuple[int, int | None] | None, new: tuple[int, int | None] | None) -> str | None:
    """Return how a count changed: up or down by what is known at least, else by what it is at most; None is not at all.

    The first count is no revision, and a bound that opens or closes is no direction; a count that nobody gives any more
    is down.

    >>> revision((4, None), (7, None)), revision((7, 9), (7, 8)), revision(None, (3, 3)), revision((3, None), (3, 3))
    ('up', 'down', None, None)
    """
    if old is None or old == new:
        return None
    if new is None:
        return "down"
    if old[0] != new[0]:
        return "up" if new[0] > old[0] else "down"
    if old[1] is None or new[1] is None:
        return None
    return "up" if new[1] > old[1] else "down"


def _standing(value: dict[str, Any]) -> Standing:
    toll = value["toll"] or {}
    severity = value["severity"]
    return Standing(
        severity if severity in _LEVELS else str(Severity.UNKNOWN),
        bool(value["contested"]),
        _span(toll.get("killed")),
        _span(toll.get("wounded")),
    )


def _span(count: dict[str, Any] | None) -> tuple[int, int | None] | None:
    return None if count is None else (count["min"], count["max"])
