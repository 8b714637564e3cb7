"""Third fold of track: write the messages that the event causes into the incident records, and hand them on.

The record is the outbox: it keeps each message byte for byte, so that an event that is applied again sends the same.

Example: an event that confirms an incident adds ``SentAlert(sequence=2, ...)`` to its record and sends that body.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from schemas.codec import encode
from schemas.event import ConflictEvent
from schemas.incident import Incident, SentAlert
from streams.alerting.envelope import alert_headers
from streams.alerting.message import alert_of, told_fields
from streams.alerting.reasons import reasons
from streams.stage import Context
from streams.track_types import Outgoing, Revision, TrackStep

#: Bodies kept where the edge keeps no offsets.
KEPT_BODIES = 8


def decide_alert(step: TrackStep, context: Context) -> TrackStep:
    """Return the step with its messages: stored ones of an event applied before, then new ones, one per incident.

    Stored ones go out again only for the record they were written for, which a crash may have cut short. An article
    that is delivered anew stands elsewhere in its topic: it says nothing new, and nobody hears of it.
    """
    alerts = [
        stored
        for incident in step.resend
        for stored in _stored(incident, step.event)
        if stored.headers.get("origin") == context.origin
    ]
    revised = []
    for revision in step.revised:
        after = revision.after if revision.life_only else _decided(revision, step, context)
        revised.append(replace(revision, after=after))
        if after is not revision.after:
            alerts += _stored(after, step.event)
    return replace(step, revised=tuple(revised), alerts=tuple(alerts))


def _decided(revision: Revision, step: TrackStep, context: Context) -> Incident:
    event, after = step.event, revision.after
    if any(sent.event_id == event.event_id for sent in after.alerts):
        return after  # sent before: resend has it
    why = reasons(revision.before, after, event, step.settings.min_level)
    if not why:
        return after
    alert = alert_of(after, why, sent=context.record_time, test=context.test)
    headers = alert_headers(
        alert,
        article_uri=event.article.uri,
        occurred=_occurred(after, event, context.record_time),
        deployment=context.deployment,
        origin=context.origin,
        test=context.test,
    )
    sent = SentAlert(
        alert_id=alert.alert_id,
        sequence=alert.sequence,
        event_id=event.event_id,
        msg_type=alert.msg_type,
        position=step.position,
        body=encode(alert).decode(),
        headers=headers,
    )
    kept = _kept((*after.alerts, sent), step.committed_below)
    return after.model_copy(update={"alerts": kept, "told": told_fields(after)})


def _kept(alerts: tuple[SentAlert, ...], committed_below: int | None) -> tuple[SentAlert, ...]:
    """Drop the bodies that no crash can ask for again: of events safely committed, or all but the last few."""

    def is_needed(place: int, sent: SentAlert) -> bool:
        if committed_below is not None and sent.position is not None:
            return sent.position >= committed_below
        return place >= len(alerts) - KEPT_BODIES

    return tuple(
        sent if sent.body is None or is_needed(place, sent) else sent.model_copy(update={"body": None, "headers": {}})
        for place, sent in enumerate(alerts)
    )


def _stored(incident: Incident, event: ConflictEvent) -> list[Outgoing]:
    return [
        Outgoing(incident.incident_id, sent.body.encode(), sent.headers)
        for sent in incident.alerts
        if sent.event_id == event.event_id and sent.body is not None
    ]


def _occurred(incident: Incident, event: ConflictEvent, record_time: datetime) -> datetime:
    """Return when it happened, as far as an hour is known; else when it was published; else the record's time."""
    return incident.occurred_at or event.article.published_at or record_time
