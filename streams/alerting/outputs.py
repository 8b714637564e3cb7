"""What the track stage writes for an event: the incident records first, then the messages (delivery, R8).

Example: a first report gives one incident record and one alert; a silent copy gives the record alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.topics import Topic
from streams.stage import Context, Output
from streams.track_types import TrackStep


def emit_track(step: TrackStep, context: Context) -> Iterator[Output]:
    """Yield the revised records and tombstones under their incident's id, then the alerts with their stored headers."""
    headers = {"content-type": "application/json", "origin": context.origin}
    if context.test:
        headers["_test"] = "true"
    if step.remembered is not None:
        yield Output(Topic.INCIDENTS, step.remembered.incident_id, step.remembered, headers)
    for incident_id in step.tombstones:
        yield Output(Topic.INCIDENTS, incident_id, None, headers)
    for revision in step.revised:
        yield Output(Topic.INCIDENTS, revision.after.incident_id, revision.after, headers)
    for alert in step.alerts:
        yield Output(Topic.ALERTS, alert.incident_id, alert.body, alert.headers)
