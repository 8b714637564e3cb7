"""Decide how long an incident lives: open, closed 72 h after its last report, a tombstone 30 days later.

All in incident time (the highest record timestamp applied), never by the wall clock, and only while an event is
applied. An event takes a few such steps, the longest due first; what is due is joined by nothing, closed or not.

Example: the last report came on 10 March 12:00; the first event after 13 March 12:00 closes the incident.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from schemas.incident import Incident
from schemas.vocabulary import IncidentStatus

CLOSES_AFTER = timedelta(hours=72)
FORGOTTEN_AFTER = timedelta(days=30)
#: Steps that one event takes at most: after a pause of days all incidents are due, and an alert would wait for their
#: records. An event opens hardly ever more than one incident, each takes two steps: all are soon caught up with.
STEPS_AT_ONCE = 8


def due_at(incident: Incident) -> datetime:
    """Return the incident time at which an open incident closes, or a closed or retracted one becomes a tombstone.

    It counts from the arrival of the last report, so that a late article about an old attack finds its incident open.
    """
    if incident.status == IncidentStatus.OPEN:
        return incident.applied_at + CLOSES_AFTER
    closed = CLOSES_AFTER if incident.status == IncidentStatus.CLOSED else timedelta(0)
    return incident.applied_at + closed + FORGOTTEN_AFTER


def closed(incident: Incident) -> Incident:
    """Return the incident, closed."""
    return incident.model_copy(update={"status": IncidentStatus.CLOSED.value, "revision": incident.revision + 1})
