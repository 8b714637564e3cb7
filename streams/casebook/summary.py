"""Sum up an incident record in one row, and choose the rows that are asked for.

Example: ``listed(incidents, Wanted(countries=frozenset({"SD"})), 20)`` gives the first twenty of Sudan.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from schemas.incident import Incident
from schemas.vocabulary import Severity
from streams.alerting.reasons import rank
from streams.alerting.words import plain
from streams.casebook.views import Range, Summary
from streams.incidents.toll import PEOPLE, WEAPONS

#: Country of an incident whose country is unknown or that happened on the high seas, as in ``subscribe``.
NOWHERE = "ZZ"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which incidents; None or empty asks for nothing.

    ``since``: changed then or later. ``min_level`` is compared with the highest level the incident has had.
    """

    countries: frozenset[str] = frozenset()
    since: datetime | None = None
    min_level: Severity | None = None
    statuses: frozenset[str] = frozenset()

    def takes(self, incident: Incident) -> bool:
        """Say whether an incident is one of them."""
        return (
            (not self.countries or bool(self.countries & _countries(incident)))
            and (self.since is None or incident.applied_at >= self.since)
            and (self.min_level is None or rank(incident.severity_peak or incident.severity) >= rank(self.min_level))
            and (not self.statuses or incident.status in self.statuses)
        )


class Page(NamedTuple):
    """The rows to show, and whether there are more."""

    rows: list[Summary]
    more: bool


def summary_of(incident: Incident) -> Summary:
    """Return an incident as one row."""
    return Summary(
        incident_id=incident.incident_id,
        status=incident.status,
        test=incident.test,
        event_type=incident.event_type,
        country=incident.country,
        places=tuple(dict.fromkeys(plain(place.name) for place in incident.places)),
        site=plain(incident.site or "") or None,
        occurred_on=incident.occurred_on,
        counts=counts_of(incident),
        weapons=incident.munitions.types,
        severity=incident.severity,
        severity_score=incident.severity_score,
        severity_peak=incident.severity_peak or incident.severity,
        certainty=incident.certainty,
        urgency=incident.urgency,
        contested=incident.contested,
        confirmed=incident.confirmed,
        sources=len(incident.families),
        reports=len(incident.reports),
        messages=len(incident.alerts),
        first_seen=incident.first_seen,
        last_seen=incident.last_seen,
        applied_at=incident.applied_at,
    )


def counts_of(incident: Incident) -> dict[str, Range]:
    """Return the current counts that are known, by field."""
    people = {name: None if incident.toll is None else getattr(incident.toll, name) for name in PEOPLE}
    weapons = {name: getattr(incident.munitions, name) for name in WEAPONS}
    return {
        name: Range(min=count.min, max=count.max) for name, count in (people | weapons).items() if count is not None
    }


def listed(incidents: Iterable[Incident], wanted: Wanted, most: int) -> Page:
    """Return the first ``most`` incidents that are wanted (0: all), in their order; no more are asked for."""
    found = (summary_of(each) for each in incidents if wanted.takes(each))
    if not most:
        return Page(list(found), more=False)
    rows = list(islice(found, most + 1))
    return Page(rows[:most], more=len(rows) > most)


def _countries(incident: Incident) -> set[str]:
    return {each for each in (incident.country, *(place.country for place in incident.places)) if each} or {NOWHERE}
