"""What one subscription remembers of the stream: incidents that passed, and alerts it has given already. Bounded.

Example: ``screen.passes(alert, test=False)`` and then ``screen.is_new(alert, test=False)``; messages that stood before
the start are told by ``screen.recall``. A replay has the ids of the live run, so test traffic is remembered apart.
"""

from __future__ import annotations

from schemas.alert import Alert
from streams.subscribe.filters import Filter

#: Most incidents and alerts remembered; the longest untouched go first. About 250 bytes each.
MAX_INCIDENTS, MAX_ALERTS = 100_000, 50_000

_Key = tuple[str, bool]


class Recent:
    """A set that forgets what was touched longest ago."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._keys: dict[_Key, None] = {}

    def __contains__(self, key: _Key) -> bool:
        return key in self._keys

    def __len__(self) -> int:
        return len(self._keys)

    def touch(self, key: _Key) -> bool:
        """Add a key, or make it the latest; say whether it was there."""
        known = key in self._keys
        if known:
            del self._keys[key]
        self._keys[key] = None
        if len(self._keys) > self._most:
            del self._keys[next(iter(self._keys))]
        return known


class Screen:
    """The filter, with its memory."""

    def __init__(self, wanted: Filter, *, max_incidents: int = MAX_INCIDENTS, max_alerts: int = MAX_ALERTS) -> None:
        self._wanted = wanted
        self._passed = Recent(max_incidents)
        self._given = Recent(max_alerts)

    def passes(self, alert: Alert, *, test: bool) -> bool:
        """Say whether an alert passes, and remember its incident when it does."""
        if test and not self._wanted.include_test:
            return False
        incident = (alert.incident_id, test)
        if incident not in self._passed and not self._wanted.matches(alert):
            return False
        self._passed.touch(incident)
        return True

    def is_new(self, alert: Alert, *, test: bool) -> bool:
        """Say whether this alert was not given before, and remember it."""
        return not self._given.touch((alert.alert_id, test))

    def recall(self, alert: Alert, *, test: bool, given: bool) -> None:
        """Take in a message that stood before the start; ``given``: an earlier run of the group gave it."""
        if self.passes(alert, test=test) and given:
            self._given.touch((alert.alert_id, test))
