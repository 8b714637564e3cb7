"""Say how urgent an incident is, in the CAP words, relative to the record's time and never to the wall clock.

Immediate: it goes on, or it began less than an hour ago. Past: it is over. Unknown: nothing says when it was. Expected
and Future (an attack announced or threatened) are read and compared, but an article that only threatens is no event.

Example: an attack at 04:10 in a record of 04:40 is Immediate; in a record of 06:00 it is Past.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from schemas.incident import Incident
from schemas.vocabulary import IncidentStatus, Urgency

FRESH = timedelta(hours=1)
#: "Ongoing" in a report says so of its own day; after that it is over unless said again.
GOES_ON = timedelta(hours=24)


def urgency_of(incident: Incident, record_time: datetime) -> str:
    """Return the urgency of an incident at the time of the record that changes it."""
    if incident.status == IncidentStatus.RETRACTED:
        return Urgency.PAST.value
    if incident.ongoing and record_time - incident.last_seen < GOES_ON:
        return Urgency.IMMEDIATE.value
    if incident.occurred_at is not None:
        return Urgency.IMMEDIATE.value if record_time - incident.occurred_at < FRESH else Urgency.PAST.value
    return Urgency.UNKNOWN.value if incident.occurred_on is None else Urgency.PAST.value
