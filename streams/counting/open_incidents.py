"""Follow the open incidents by their records: how many, how severe, contested, and how their tolls change.

A few values are kept of each open incident, nothing of those that ended. An incident opens when its record is first
seen open; one that was closed and is opened again, by a newer version of a report, opens anew.
Example: the record of an incident with 14 killed, after one with 11, is a toll revision ``up``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from schemas.event import ClaimedCount, Toll
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


def incidents_of(written: Sequence[Record]) -> list[str]:
    """Return the ids of the incidents whose records were written; remembered withdrawals are none."""
    keys = [(each.key or b"").decode(errors="replace") for each in written if topic_of(each.topic) is Topic.INCIDENTS]
    return [key for key in keys if model_of(key) is Incident]


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
        """Take in the record of an incident that stands already; ``tell`` sets the gauges when all are known."""
        if value["status"] == IncidentStatus.OPEN:
            toll = value.get("toll")
            known = None if toll is None else Toll.model_validate(toll)
            self._keep(name, _standing(value["severity"], value["contested"], known))

    def tell(self) -> None:
        """Set the gauges."""
        for level in _LEVELS:
            self._metrics.set(INCIDENTS_ACTIVE, self._active[level], severity=level)
        self._metrics.set(INCIDENTS_CONTESTED, self._contested)

    def put(self, name: str, incident: Incident | None) -> None:
        """Count the new record of an incident; None is its tombstone."""
        before = self._drop(name)
        now = None
        if incident is not None and incident.status == IncidentStatus.OPEN:
            now = _standing(incident.severity, incident.contested, incident.toll)
            self._keep(name, now)
            if before is None:
                self._metrics.count(INCIDENTS_OPENED)
            else:
                self._revised(before, now)
        elif before is not None:
            self._metrics.count(INCIDENTS_CLOSED)
        self._tell_changed(before, now)

    def _tell_changed(self, before: Standing | None, now: Standing | None) -> None:
        """Set the gauges that may have changed."""
        levels = {standing.severity for standing in (before, now) if standing is not None}
        for level in levels:
            self._metrics.set(INCIDENTS_ACTIVE, self._active[level], severity=level)
        if levels:
            self._metrics.set(INCIDENTS_CONTESTED, self._contested)

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


def _standing(severity: str, contested: bool, toll: Toll | None) -> Standing:
    killed, wounded = (None, None) if toll is None else (toll.killed, toll.wounded)
    return Standing(
        severity if severity in _LEVELS else str(Severity.UNKNOWN), contested, _span(killed), _span(wounded)
    )


def _span(count: ClaimedCount | None) -> tuple[int, int | None] | None:
    return None if count is None else (count.min, count.max)
