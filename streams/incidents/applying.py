"""Apply a report to an incident: newer versions, withdrawals, denials and what each ends.

Example: when the only family with an own report withdraws it, the incident is retracted; when another family still
stands, only the withdrawn claims and their copies go.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from schemas.event import ConflictEvent
from schemas.incident import Incident, Report
from schemas.vocabulary import IncidentStatus, Signal
from streams.incidents.history import with_history
from streams.incidents.picture import redrawn
from streams.incidents.reports import order, voices


def opened(
    incident_id: str, report: Report, event: ConflictEvent, record_time: datetime, *, test: bool = False
) -> Incident:
    """Return a new incident with its first report; ``test`` marks replay and test traffic."""
    time = report.time or record_time
    new = Incident(
        incident_id=incident_id,
        test=test,
        event_type=event.event_type,
        first_seen=time,
        last_seen=time,
        applied_at=record_time,
        reports=(report,),
        revision=1,
    )
    after, folded = redrawn(new)
    return with_history(None, after, folded, report, record_time)


def applied(incident: Incident, report: Report, event: ConflictEvent, record_time: datetime) -> Incident:
    """Return the incident with one more report, and with what that report ends."""
    reports = (*incident.reports, report)
    if incident.status == IncidentStatus.RETRACTED:
        # Listed in silence: whatever is said later of a false story changes nothing.
        return _next(incident, _superseded(reports, report), report, record_time)
    reports = _superseded(reports, report)
    retracts = event.retracts is not None
    if event.withdraws:
        reports = _ended(reports, report, lambda other: other.article_id == report.article_id)
    elif report.denial:
        says_none = Signal.RETRACTION in event.signals  # who only rejects an accusation does not say that nothing was
        retracts = retracts or (says_none and report.official and not _is_party(incident, event))
        reports = _ended(reports, report, lambda other: other.family == report.family and not other.denial)
    return _next(incident, reports, report, record_time, retracts=retracts, reason=event.reason)


def taken_back(incident: Incident, late: tuple[Report, ...], by: Report, record_time: datetime) -> Incident:
    """Return the incident with ``late`` reports of an article that ``by`` had taken back before they came.

    They never speak, not even in between: what they told must confirm nothing.
    """
    version = by.version or 1
    reports = _ended(
        (*incident.reports, *late),
        by,
        lambda other: other.article_id == by.article_id and (other.version or 1) <= version,
    )
    listed = any(other.event_id == by.event_id for other in reports)
    return _next(incident, reports if listed else (*reports, by), by, record_time)


def moved(incident: Incident, event: ConflictEvent, report: Report, record_time: datetime) -> Incident:
    """Return an incident that a newer version of an article no longer reports, without that article's claims."""
    reports = _ended(incident.reports, report, lambda other: other.article_id == report.article_id)
    if incident.status == IncidentStatus.RETRACTED:
        return _next(incident, reports, report, record_time)
    return _next(incident, reports, report, record_time, reason=event.reason)


def _next(
    incident: Incident,
    reports: tuple[Report, ...],
    report: Report,
    record_time: datetime,
    *,
    retracts: bool = False,
    reason: str | None = None,
) -> Incident:
    """Redraw the incident with these reports, and retract it when it shall be or when nobody speaks for it any more."""
    applied_at = max(incident.applied_at, record_time)
    changed = incident.model_copy(
        update={"reports": reports, "applied_at": applied_at, "revision": incident.revision + 1, **_reopened(incident)}
    )
    after, folded = redrawn(changed)
    silenced = any(other.ended_by == report.event_id for other in after.reports) and not voices(after.reports)
    if incident.status != IncidentStatus.RETRACTED and (retracts or silenced):
        update = {
            "status": IncidentStatus.RETRACTED.value,
            "retracted_by": report.event_id,
            "retraction_reason": reason,
        }
        after, folded = redrawn(after.model_copy(update=update))
    return with_history(incident, after, folded, report, record_time)


def _reopened(incident: Incident) -> dict[str, str]:
    """Open a closed incident again: only a version of an article it lists reaches it, and that is a new report."""
    return {"status": IncidentStatus.OPEN.value} if incident.status == IncidentStatus.CLOSED else {}


def _superseded(reports: tuple[Report, ...], report: Report) -> tuple[Report, ...]:
    """Mark the older of two versions of one article as replaced; a version that comes late is replaced at once."""
    versions = [
        other
        for other in reports
        if other.article_id == report.article_id and other.article_id is not None and other.reading is not None
    ]
    newest = max(versions, key=_version, default=report)
    return tuple(
        other.model_copy(update={"replaced": True, "ended_by": newest.event_id})
        if other in versions and other.digest != newest.digest and not other.replaced and not other.withdrawn
        else other
        for other in reports
    )


def _version(report: Report) -> tuple[int, object]:
    return report.version or 1, order(report)


def _ended(reports: tuple[Report, ...], by: Report, whom: Callable[[Report], bool]) -> tuple[Report, ...]:
    """Mark the reports that ``whom`` names, but not ``by`` itself, as withdrawn by it."""
    return tuple(
        other.model_copy(update={"withdrawn": True, "ended_by": by.event_id})
        if other.event_id != by.event_id and not other.withdrawn and whom(other)
        else other
        for other in reports
    )


def _is_party(incident: Incident, event: ConflictEvent) -> bool:
    """Say whether who denies is the accused or the struck side: such a denial only contests."""
    return event.denied_by is not None and event.denied_by in (incident.attacker, incident.target)
