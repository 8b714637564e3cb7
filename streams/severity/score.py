"""Second fold of track: severity, certainty and urgency of every incident that the event changed.

Example: a second family's report leaves the severity as it is and lifts the certainty from Possible to Likely.
"""

from __future__ import annotations

from dataclasses import replace

from schemas.incident import Incident
from streams.severity.certainty import certainty_of
from streams.severity.method import higher
from streams.severity.scoring import breakdown
from streams.severity.urgency import urgency_of
from streams.stage import Context
from streams.track_types import TrackStep


def score_severity(step: TrackStep, context: Context) -> TrackStep:
    """Return the step with the revised incidents scored; incidents that only time closed keep their scores."""
    revised = tuple(
        each if each.life_only else replace(each, after=_scored(each.after, context)) for each in step.revised
    )
    return replace(step, revised=revised)


def _scored(incident: Incident, context: Context) -> Incident:
    severity = breakdown(incident)
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
