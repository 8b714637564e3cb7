"""Second fold of track: severity, certainty and urgency of every incident that the event changed.

Example: a second family's report leaves the severity as it is and lifts the certainty from Possible to Likely.

A level does not fall because a later report narrows a range: it falls by a correction, a newer version or a withdrawal.
"""

from __future__ import annotations

from dataclasses import replace

from schemas.event import ConflictEvent
from schemas.incident import Incident
from schemas.vocabulary import IncidentStatus, Signal
from streams.severity.certainty import certainty_of
from streams.severity.method import higher
from streams.severity.scoring import breakdown
from streams.severity.urgency import urgency_of
from streams.stage import Context
from streams.track_types import Revision, TrackStep


def score_severity(step: TrackStep, context: Context) -> TrackStep:
    """Return the step with the revised incidents scored; incidents that only time closed keep their scores."""
    revised = tuple(
        each if each.life_only else replace(each, after=_scored(each, step.event, context)) for each in step.revised
    )
    return replace(step, revised=revised)


def _scored(revision: Revision, event: ConflictEvent, context: Context) -> Incident:
    incident = revision.after
    held = None if revision.before is None or _may_fall(incident, event) else revision.before.severity
    severity = breakdown(incident, held)
    return incident.model_copy(
        update={
            "severity": severity.level,
            "severity_score": severity.score,
            "severity_peak": higher(incident.severity_peak or severity.level, severity.level),
            "severity_breakdown": severity,
            "certainty": certainty_of(incident),
            "urgency": urgency_of(incident, context.record_time),
        }
    )


def _may_fall(incident: Incident, event: ConflictEvent) -> bool:
    """Say whether the level may fall: a correction, or an event that replaced or withdrew a report."""
    ends = any(report.ended_by == event.event_id for report in incident.reports)
    return ends or Signal.CORRECTION in event.signals or incident.status == IncidentStatus.RETRACTED
