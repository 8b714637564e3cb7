"""Show the words each number of an alert rests on, unless the article's rights forbid it.

Example: field "killed", quote "At least seven people were killed", and the article's address.
"""

from __future__ import annotations

from schemas.alert import MAX_QUOTE, Evidence
from schemas.event import ClaimedCount
from schemas.incident import Incident, Report
from streams.alerting.words import may_quote, plain

_PEOPLE = ("killed", "wounded", "missing", "abducted")
_WEAPONS = ("launched", "intercepted", "hit")


def current_counts(incident: Incident) -> dict[str, ClaimedCount]:
    """Return the counts an alert shows, by field, those that are known only."""
    toll = incident.toll
    people = {name: None if toll is None else getattr(toll, name) for name in _PEOPLE}
    weapons = {name: getattr(incident.munitions, name) for name in _WEAPONS}
    return {name: count for name, count in (people | weapons).items() if count is not None}


def evidence_of(incident: Incident) -> tuple[Evidence, ...]:
    """Return one piece of evidence for each claim that a current count rests on."""
    return tuple(
        Evidence(field=name, quote=quote_of(incident, claim_id), url=_url_of(incident, claim_id))
        for name, count in current_counts(incident).items()
        for claim_id in dict.fromkeys(count.claims)
    )


def quote_of(incident: Incident, claim_id: str) -> str | None:
    """Return the words of a claim, safe to print and at most 300 code points; None when they may not be shown."""
    report = _report_of(incident, claim_id)
    if report is None or not may_quote(report.rights):
        return None
    quote = next((claim.quote for claim in report.claims if claim.claim_id == claim_id), None)
    if quote is None:
        return None
    shown = plain(quote)
    return shown[: MAX_QUOTE - 1].rstrip() + "…" if len(shown) > MAX_QUOTE else shown or None


def _url_of(incident: Incident, claim_id: str) -> str | None:
    report = _report_of(incident, claim_id)
    return None if report is None else report.url


def _report_of(incident: Incident, claim_id: str) -> Report | None:
    """Return the report a claim was read in; claim ids begin with the id of their event."""
    return next((report for report in incident.reports if claim_id.startswith(report.event_id)), None)
