"""Read two outcomes side by side and keep what only one of them has: memory grows with differences, not with incidents.

Example: an alert that both sides have byte for byte is forgotten as soon as the second has come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from streams.backtest.outcome import Answer, Case, Entry, Sent

#: What caused an alert: a record of the archive, and the alert's number among those of its incident that it caused.
Cause = tuple[str, int]


class Sides:
    """What two outcomes do not have in common so far: side 0 is the old one, side 1 the new one.

    ``cases``: incidents by id; ``sent``: alerts by incident and cause; ``incidents``, ``alerts``: how many there were.
    """

    def __init__(self) -> None:
        self.cases: tuple[dict[str, Case], dict[str, Case]] = ({}, {})
        self.sent: tuple[dict[str, dict[Cause, Sent]], dict[str, dict[Cause, Sent]]] = ({}, {})
        self.incidents = [0, 0]
        self.alerts = [0, 0]

    def stops(self, side: int, entries: Iterable[Entry]) -> Iterator[Answer | Case]:
        """Yield answers and incidents as they come: where the other side is to catch up."""
        caused: Counter[tuple[str, str]] = Counter()
        for entry in entries:
            if isinstance(entry, Answer):
                caused.clear()
                yield entry
            elif isinstance(entry, Sent):
                both = entry.incident_id, entry.origin
                self._take_alert(side, entry, (entry.origin, caused[both]))
                caused[both] += 1
            else:
                self._take_case(side, entry)
                yield entry

    def _take_alert(self, side: int, alert: Sent, cause: Cause) -> None:
        self.alerts[side] += 1
        beyond = self.sent[1 - side].get(alert.incident_id, {})
        if beyond.get(cause) != alert:
            self.sent[side].setdefault(alert.incident_id, {})[cause] = alert
            return
        del beyond[cause]
        if not beyond:
            del self.sent[1 - side][alert.incident_id]

    def _take_case(self, side: int, case: Case) -> None:
        """Keep an incident that differs, or one that does not and has alerts that do; alerts come before incidents."""
        self.incidents[side] += 1
        name = case.incident_id
        if self.cases[1 - side].get(name) == case and not any(name in kept for kept in self.sent):
            del self.cases[1 - side][name]
        else:
            self.cases[side][name] = case
