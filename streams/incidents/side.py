"""Keep live and test traffic apart: neither joins, confirms or withdraws what the other told.

A test report that opened an incident would else swallow the live one that follows: it joins, nothing is new, and nobody
hears of it. Example: after a drill in Kherson, the first live report from Kherson opens an incident of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from schemas import ids
from schemas.event import ConflictEvent
from schemas.incident import Incident, Withdrawals
from streams.incidents.profile import Profile
from streams.incidents.state import Incidents


@dataclass(frozen=True, slots=True)
class Side:
    """The incidents of live traffic, or of test traffic, as the folds ask for them."""

    incidents: Incidents
    test: bool

    @property
    def clock(self) -> datetime | None:
        """Incident time is one: see ``Incidents.clock``."""
        return self.incidents.clock

    def get(self, incident_id: str) -> Incident | None:
        """Return the record, None when there is none on this side."""
        return self._own(self.incidents.get(incident_id))

    def withdrawals(self, name: str) -> Withdrawals | None:
        """Return the remembered withdrawals of a record; its id names the side."""
        return self.incidents.withdrawals(name)

    def profile(self, incident_id: str) -> Profile | None:
        """Return what joining compares of an incident."""
        return self.incidents.profile(incident_id)

    def joinable(self, incident_id: str, now: datetime) -> bool:
        """Say whether an incident can still be joined at this incident time."""
        return self.incidents.joinable(incident_id, now)

    def last_seen(self, incident_id: str) -> datetime:
        """Return the time of the last report of an incident that is known."""
        return self.incidents.last_seen(incident_id)

    def with_event(self, event_id: str) -> Incident | None:
        """Return the incident of this side that lists the event."""
        return self._own(self.incidents.with_event(event_id))

    def with_article(self, article_id: str) -> tuple[Incident, ...]:
        """Return the incidents of this side that list a report of the article."""
        return tuple(each for each in self.incidents.with_article(article_id) if each.test == self.test)

    def candidates(self, event: Profile, *, by_family: bool = False) -> frozenset[str]:
        """Return the ids of the incidents of this side that an event could match by day and place."""
        return self.incidents.candidates(event, by_family=by_family, test=self.test)

    def is_told_live(self, event: ConflictEvent) -> bool:
        """Say whether a test event repeats one that is live: ids are the same, and the live record must stand."""
        if not self.test:
            return False
        known = self.incidents.with_event(event.event_id) or self.incidents.get(ids.incident_id(event.event_id))
        return known is not None and not known.test

    def _own(self, incident: Incident | None) -> Incident | None:
        return incident if incident is not None and incident.test == self.test else None
