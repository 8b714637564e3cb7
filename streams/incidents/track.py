"""Open the track stage's step on an event, and write its outcome into the state.

Example: ``apply_step(decide_alert(score_severity(join_incident(open_step(event, state, c), c), c), c), state)``.
"""

from __future__ import annotations

from schemas.event import ConflictEvent
from streams.incidents.state import Incidents
from streams.stage import Context
from streams.track_types import TrackSettings, TrackStep


def open_step(event: ConflictEvent, state: Incidents, context: Context) -> TrackStep:
    """Return the step that the folds work on."""
    settings = TrackSettings(min_level=context.min_level)
    return TrackStep(
        event=event,
        state=state,
        settings=settings,
        position=context.position,
        committed_below=context.committed_below,
    )


def apply_step(step: TrackStep, state: Incidents) -> None:
    """Put the revised records and remembered withdrawals into the state and take out the incidents that ended."""
    if step.remembered is not None:
        state.put(step.remembered)
    for incident_id in step.tombstones:
        state.remove(incident_id)
    for revision in step.revised:
        state.put(revision.after)
