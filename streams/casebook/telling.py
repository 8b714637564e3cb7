"""Tell the life of an incident: its reports and messages in the order in which they came, its figures and sources.

Pure: a record and the messages that are known give a typed view; how it looks is decided in streams.cli.incident.

Example: ``life_of(incident, {}).timeline[0]`` is the report that opened it; ``[1]`` the Alert that it caused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from schemas.alert import Alert
from schemas.event import Claim
from schemas.incident import Incident, Report, SentAlert
from streams.alerting.evidence import quote_of
from streams.alerting.wording import headline_of
from streams.alerting.words import may_quote, plain
from streams.casebook.figures import figures_of, quotes_of
from streams.casebook.outlets import outlet_of
from streams.casebook.summary import summary_of
from streams.casebook.views import Life, Original, Said, Standing, ToldMessage, ToldReport
from streams.incidents.copies import ABSENT
from streams.incidents.reports import count_of, voices
from streams.incidents.toll import FIELDS


def life_of(incident: Incident, alerts: Mapping[str, Alert]) -> Life:
    """Return the life of an incident; ``alerts`` are its messages as far as they are known, by their ids."""
    return Life(
        headline=headline_of(incident),
        incident=summary_of(incident),
        attacker=plain(incident.attacker or "") or None,
        target=plain(incident.target or "") or None,
        retraction_reason=plain(incident.retraction_reason or "") or None,
        severity_breakdown=incident.severity_breakdown,
        figures=figures_of(incident),
        timeline=_timeline(incident, alerts),
    )


def _timeline(incident: Incident, alerts: Mapping[str, Alert]) -> tuple[ToldReport | ToldMessage, ...]:
    """Return the reports as they arrived, and each message behind the report that caused it.

    What caused a message need not be listed: a newer version that tells of this attack no more is not. Its message
    stands before the first report that came out after it.
    """
    speaking = {report.event_id for report in voices(incident.reports)}
    left = list(incident.alerts)
    timeline: list[ToldReport | ToldMessage] = []
    latest: datetime | None = None
    for report in incident.reports:
        caused = [sent for sent in left if sent.event_id == report.event_id]
        for sent in _before(report, left, incident, alerts):
            timeline.append(_message(sent, alerts))
            left.remove(sent)
        late = report.time is not None and latest is not None and report.time < latest
        timeline.append(_report(incident, report, late=late, speaks=report.event_id in speaking))
        if report.time is not None:
            latest = report.time if latest is None else max(latest, report.time)
        for sent in caused:
            timeline.append(_message(sent, alerts))
            left.remove(sent)
    return (*timeline, *(_message(sent, alerts) for sent in left))


def _before(
    report: Report, left: Sequence[SentAlert], incident: Incident, alerts: Mapping[str, Alert]
) -> list[SentAlert]:
    """Return the messages that no listed report caused and that went out before this one came out."""
    listed = {each.event_id for each in incident.reports}
    return [
        sent
        for sent in left
        if sent.event_id not in listed
        and (known := alerts.get(sent.alert_id)) is not None
        and report.time is not None
        and known.sent < report.time
    ]


def _message(sent: SentAlert, alerts: Mapping[str, Alert]) -> ToldMessage:
    return ToldMessage(
        sequence=sent.sequence,
        msg_type=sent.msg_type,
        alert_id=sent.alert_id,
        event_id=sent.event_id,
        alert=alerts.get(sent.alert_id),
    )


def _report(incident: Incident, report: Report, *, late: bool, speaks: bool) -> ToldReport:
    shown = may_quote(report.rights)
    ender = next((each for each in incident.reports if each.event_id == report.ended_by), None)
    return ToldReport(
        event_id=report.event_id,
        time=report.time,
        late=late,
        outlet=outlet_of(report),
        family=report.family,
        article_uri=report.article_uri,
        url=report.url,
        headline=plain(report.headline or "") or None if shown else None,
        version=report.version,
        official=report.official,
        standing=_standing(report, speaks=speaks),
        copy_of=_original(incident, report),
        ended_by=None if ender is None else outlet_of(ender),
        ended_by_event=report.ended_by,
        signals=report.signals,
        says=tuple(_said(incident, report)),
        weapons=() if report.reading is None else report.reading.munitions.types,
        why_joined=plain(report.why_joined or "") or None,
    )


def _standing(report: Report, *, speaks: bool) -> Standing:
    if report.denial:
        return "denial"
    if report.withdrawn:
        return "withdrawn"
    if report.replaced:
        return "replaced"
    if report.copy_of is not None or report.syndicated_from is not None:
        return "copy"
    if report.aside and not speaks:
        return "aside"
    return "own"


def _original(incident: Incident, report: Report) -> Original | None:
    if report.copy_of is None and report.syndicated_from is None:
        return None
    if report.copy_of == ABSENT:
        return Original()
    found = next((each for each in incident.reports if each.article_uri == report.syndicated_from), None)
    return Original(article_uri=report.syndicated_from, outlet=None if found is None else outlet_of(found))


def _said(incident: Incident, report: Report) -> list[Said]:
    """Return the counts of a report with the words each rests on."""
    claims = {claim.claim_id: claim for claim in report.claims}
    said = []
    for field in FIELDS:
        count = count_of(report, field)
        if count is None:
            continue
        cited: Sequence[str] = getattr(count, "claims", ())
        said.append(
            Said(
                field=field,
                min=count.min,
                max=count.max,
                quotes=quotes_of(incident, cited),
                attribution=_attribution([claims[each] for each in cited if each in claims], incident),
            )
        )
    return said


def _attribution(claims: Sequence[Claim], incident: Incident) -> str | None:
    """Return whom the words name for a number, where the words may be shown."""
    named = (
        plain(each.attribution) for each in claims if each.attribution and quote_of(incident, each.claim_id) is not None
    )
    return next((name for name in named if name), None)
