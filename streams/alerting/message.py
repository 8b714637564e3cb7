"""Write an Alert, Update or Cancel: always the full picture of the incident, with what changed since the last message.

Example: after killed 6 was told, an Update with 11 has the change ``{"field": "killed_min", "old": 6, "new": 11}``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from schemas import ids
from schemas.alert import Alert, FieldChange, SeverityBreakdown
from schemas.event import Place
from schemas.incident import Incident
from schemas.vocabulary import AlertStatus, MessageType, Why
from streams.alerting.evidence import current_counts, evidence_of
from streams.alerting.wording import description_of, headline_of
from streams.alerting.words import plain

EXPIRES_AFTER = timedelta(hours=72)
_COUNTED = ("killed", "wounded", "missing", "abducted", "launched", "intercepted", "hit")


def alert_of(incident: Incident, why: Sequence[Why], *, sent: datetime, test: bool) -> Alert:
    """Return the next message of an incident; ``why`` in order of precedence; ``sent`` is the record's time."""
    sequence = len(incident.alerts) + 1
    located = next((place for place in incident.places if place.lat is not None and place.lon is not None), None)
    first = incident.places[0] if incident.places else None
    now = told_fields(incident)
    before = incident.told
    return Alert(
        alert_id=ids.alert_id(incident.incident_id, sequence),
        incident_id=incident.incident_id,
        sequence=sequence,
        msg_type=_message_type(why[0]),
        status=AlertStatus.TEST.value if test else AlertStatus.ACTUAL.value,
        sent=sent,
        headline=headline_of(incident),
        description=description_of(incident, [reason.value for reason in why]),
        severity=incident.severity,
        severity_peak=incident.severity_peak or incident.severity,
        severity_score=incident.severity_score,
        severity_breakdown=incident.severity_breakdown
        or SeverityBreakdown(methodology="severity/1", score=incident.severity_score, level=incident.severity),
        certainty=incident.certainty,
        urgency=incident.urgency,
        event_type=incident.event_type,
        country=incident.country,
        place=None if first is None else plain(first.name),
        lat=None if located is None else located.lat,
        lon=None if located is None else located.lon,
        places=tuple(_printable(place) for place in incident.places),
        site=plain(incident.site or "") or None,
        **_flat_counts(incident),
        weapons=incident.munitions.types,
        sources=len(incident.families),
        reports=len(incident.reports),
        contested=incident.contested,
        why=why[0].value,
        also=tuple(reason.value for reason in why[1:]),
        changes=() if before is None else tuple(_changes(before, now)),
        references=tuple(each.alert_id for each in incident.alerts),
        evidence=evidence_of(incident),
        occurred_on=incident.occurred_on,
        first_seen=incident.first_seen,
        expires=sent + EXPIRES_AFTER,
        methodology="severity/1" if incident.severity_breakdown is None else incident.severity_breakdown.methodology,
    )


def told_fields(incident: Incident) -> dict[str, Any]:
    """Return the fields whose change subscribers are told, as JSON values by the alert's field names."""
    return {
        "event_type": incident.event_type,
        "country": incident.country,
        "places": [plain(place.name) for place in incident.places],
        "site": plain(incident.site or "") or None,
        "occurred_on": None if incident.occurred_on is None else incident.occurred_on.isoformat(),
        **_flat_counts(incident),
        "severity": incident.severity,
        "severity_score": incident.severity_score,
        "certainty": incident.certainty,
        "urgency": incident.urgency,
        "contested": incident.contested,
        "sources": len(incident.families),
    }


def _flat_counts(incident: Incident) -> dict[str, Any]:
    counts = current_counts(incident)
    flat: dict[str, Any] = {}
    for name in _COUNTED:
        count = counts.get(name)
        flat[f"{name}_min"] = None if count is None else count.min
        flat[f"{name}_max"] = None if count is None else count.max
    return flat


def _changes(before: dict[str, Any], now: dict[str, Any]) -> list[FieldChange]:
    return [
        FieldChange(field=name, old=before.get(name), new=value)
        for name, value in now.items()
        if before.get(name) != value
    ]


def _printable(place: Place) -> Place:
    name = plain(place.name)
    return place if name == place.name else place.model_copy(update={"name": name})


def _message_type(why: Why) -> str:
    if why == Why.NEW_INCIDENT:
        return MessageType.ALERT.value
    return MessageType.CANCEL.value if why == Why.RETRACTED else MessageType.UPDATE.value
