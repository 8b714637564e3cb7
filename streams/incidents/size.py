"""Keep an incident's record small enough to be written, however many reports join it.

Past 200 reports, copies keep their event, article and family only. When the record is still near its limit of 256 kB,
reports lose, oldest first, what the toll does not rest on: their claims and texts, later all but their counts.

Example: the 350th copy of one wire story takes about 150 bytes.
"""

from __future__ import annotations

from collections.abc import Callable

from schemas.event import Munitions
from schemas.incident import Incident, Report

#: delivery, R4: what the incidents topic takes, with room for the alerts that are added later in the step.
MAX_RECORD_BYTES = 256_000
ROOM_FOR_ALERTS = 56_000
LIMIT = MAX_RECORD_BYTES - ROOM_FOR_ALERTS
FULL_REPORTS = 200
#: Below this many reports no record comes near the limit; do not measure it.
_SURELY_SMALL = 24


def fitted(incident: Incident) -> Incident:
    """Return the incident with its reports slimmed as far as its size asks for."""
    if len(incident.reports) <= _SURELY_SMALL:
        return incident
    if len(incident.reports) > FULL_REPORTS:
        incident = _slimmed(incident, _bare_copy)
    for slim in (_without_claims, _without_text, _counts_only, _bare_copy, _bare):
        if _size(incident) <= LIMIT:
            return incident
        incident = _slimmed(incident, slim)
    while len(incident.reports) > FULL_REPORTS and _size(incident) > LIMIT:
        # Beyond some 1,300 reports even their names are too many: the oldest that nothing rests on are forgotten.
        cited = _cited(incident)
        loose = [report.event_id for report in incident.reports if report.event_id not in cited]
        if not loose:
            break
        dropped = set(loose[: max(1, len(loose) // 10)])
        kept = tuple(report for report in incident.reports if report.event_id not in dropped)
        incident = incident.model_copy(update={"reports": kept})
    return incident


def _size(incident: Incident) -> int:
    """Return about how many bytes the record takes without its messages, rather too many: encoding it is slow."""
    return 4_000 + 250 * (len(incident.history) + len(incident.places)) + sum(map(_size_of, incident.reports))


def _size_of(report: Report) -> int:
    names = (report.article_uri, report.headline, report.source, report.url, report.rights, report.why_joined)
    size = 120 + sum(len(name.encode()) for name in names if name)
    if report.reading is None:
        return size
    quotes = sum(len(claim.quote.encode()) + 380 for claim in report.claims)
    places = 210 * len(report.reading.places)
    mentions = sum(len(mention.encode()) + 3 for mention in report.reading.munitions.mentions)
    return size + 1_000 + quotes + places + mentions + 7 * len(report.fingerprint) + 36 * len(report.near)


def _slimmed(incident: Incident, slim: Callable[[Report], Report]) -> Incident:
    """Slim all reports but those that the current counts rest on and the newest few."""
    cited = _cited(incident)
    newest = {report.event_id for report in incident.reports[-4:]}
    return incident.model_copy(
        update={
            "reports": tuple(
                report if report.event_id in newest or report.event_id in cited else slim(report)
                for report in incident.reports
            )
        }
    )


def _cited(incident: Incident) -> set[str]:
    counts = [] if incident.toll is None else [count for _, count in incident.toll if count is not None]
    munitions = incident.munitions
    counts += [count for count in (munitions.launched, munitions.intercepted, munitions.hit) if count is not None]
    claims = {claim_id for count in counts for claim_id in count.claims}
    return {report.event_id for report in incident.reports if any(claim.claim_id in claims for claim in report.claims)}


def _bare(report: Report) -> Report:
    return Report(event_id=report.event_id, article_uri=report.article_uri, family=report.family)


def _bare_copy(report: Report) -> Report:
    return _bare(report) if report.copy_of is not None else report


def _without_claims(report: Report) -> Report:
    return report.model_copy(update={"claims": (), "why_joined": None, "url": None})


def _without_text(report: Report) -> Report:
    return report.model_copy(update={"claims": (), "fingerprint": (), "near": ()})


def _counts_only(report: Report) -> Report:
    if report.reading is None:
        return report
    munitions = report.reading.munitions
    reading = report.reading.model_copy(
        update={
            "places": report.reading.places[:1],
            "actors": (),
            "munitions": Munitions(
                launched=munitions.launched, intercepted=munitions.intercepted, hit=munitions.hit, types=munitions.types
            ),
        }
    )
    return report.model_copy(update={"reading": reading, "headline": None, "source": None, "credits": ()})
