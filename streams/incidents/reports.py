"""Turn an event into the report that an incident keeps, and say which reports speak for the incident.

Example: an article published at 12:00 and retrieved at 12:05 reports at 12:00; one published "next week" reports when
it was retrieved.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from schemas.alert import MAX_QUOTE
from schemas.base import Count
from schemas.event import Claim, ClaimedCount, ConflictEvent, Munitions, Toll
from schemas.incident import Reading, Report
from schemas.vocabulary import Scope, Signal
from streams.lexicons.publishers import family_of, is_official

#: A report may run ahead of its record by as much as clocks differ; beyond that its date is wrong.
MAX_AHEAD = timedelta(hours=1)
#: Claims kept of one report, those that counts rest on first.
MAX_CLAIMS = 16


def report_time(event: ConflictEvent, record_time: datetime) -> datetime:
    """Return when an article reported: the earlier of publication and retrieval, never far ahead of its record.

    ``record_time`` is the timestamp of the article's record; it stands in for a missing ``retrieved_at``.
    """
    retrieved = event.article.retrieved_at or record_time
    published = event.article.published_at or retrieved
    time = min(published, retrieved)
    return record_time if time > record_time + MAX_AHEAD else time


def family_of_event(event: ConflictEvent) -> str:
    """Return the publisher family of an event's article."""
    article = event.article
    return family_of(article.domain, article.family, article.source)


def precision_of(event: ConflictEvent) -> str | None:
    """Return how the day of an event was found; a further attack of an article shares the day of the first one."""
    if event.ordinal and event.occurred_on is not None and event.occurred_precision is None:
        return "inferred"
    return event.occurred_precision


def is_denial(event: ConflictEvent) -> bool:
    """Say whether an event reports only that an attack did not happen, or withdraws a report of it.

    Words of withdrawal or denial beside a count of victims are about that figure, not the attack.
    """
    if event.withdraws or event.retracts is not None:
        return True
    counts = () if event.toll is None else (event.toll.killed, event.toll.wounded, event.toll.missing)
    denies = Signal.RETRACTION in event.signals or event.denied_by is not None
    return denies and not any(count is not None and count.min > 0 for count in counts)


def report_of(event: ConflictEvent, record_time: datetime, *, near: tuple[str, ...], why_joined: str) -> Report:
    """Return the report an incident keeps of an event; ``near`` are the reports there with nearly the same text."""
    article = event.article
    return Report(
        event_id=event.event_id,
        article_uri=article.uri,
        family=family_of_event(event),
        article_id=article.article_id,
        digest=article.digest,
        version=article.version,
        published_at=article.published_at,
        time=report_time(event, record_time),
        source=article.source,
        domain=article.domain,
        url=article.url,
        headline=article.headline,
        rights=article.rights,
        credits=article.credits,
        own_source=article.own_source,
        official=Signal.OFFICIAL in event.signals or is_official(article.domain),
        signals=event.signals,
        denial=is_denial(event),
        aside=event.ordinal > 0,
        fingerprint=article.fingerprint,
        near=near,
        reading=_reading(event),
        claims=_claims(event),
        why_joined=why_joined,
    )


def voices(reports: Iterable[Report], *, ended: bool = False) -> list[Report]:
    """Return the reports that speak for an incident, in order of (time, uri).

    These are the own reports that stand (neither copy nor denial, neither withdrawn nor replaced); one that tells of
    the attack in passing speaks only while no other does. As long as there is none, the earliest copy of something that
    has not arrived speaks. With ``ended``, when nothing stands, those that spoke last: what a retracted incident was
    about.
    """
    told = sorted(
        (report for report in reports if report.reading is not None and not report.denial),
        key=order,
    )
    for group in (
        [report for report in told if not report.withdrawn and not report.replaced],
        [report for report in told if not report.replaced] if ended else [],
        told if ended else [],
    ):
        own = direct([report for report in group if report.copy_of is None])
        if own or group:
            return own or [report for report in group if report.syndicated_from is None][:1] or (group if ended else [])
    return []


def direct(reports: list[Report]) -> list[Report]:
    """Return the reports that are about this attack; those that tell of it in passing where there is no other."""
    return [report for report in reports if not report.aside] or reports


def order(report: Report) -> tuple[datetime, str, str]:
    """Return the place of a report in the fold: by time, then uri; its event id parts two events of one article."""
    assert report.time is not None  # only reports that are no longer folded lack it
    return report.time, report.article_uri, report.event_id


def count_of(report: Report, field: str) -> Count | None:
    """Return the count a report gives for a field of toll or munitions."""
    reading = report.reading
    if reading is None:
        return None
    if field in ("launched", "intercepted", "hit"):
        found: Count | None = getattr(reading.munitions, field)
        return found
    return None if reading.toll is None else getattr(reading.toll, field)


def _qualified(event: ConflictEvent, claim_id: str) -> str:
    """Return a claim's id as it is unique in an incident, where claims of many events meet."""
    return claim_id if claim_id.startswith(event.event_id) else f"{event.event_id}:{claim_id}"


def _requalified(event: ConflictEvent, count: ClaimedCount) -> ClaimedCount:
    return count.model_copy(update={"claims": tuple(_qualified(event, claim_id) for claim_id in count.claims)})


def _toll(event: ConflictEvent) -> Toll | None:
    if event.toll is None:
        return None
    counts = {name: _requalified(event, count) for name, count in event.toll if count is not None}
    return Toll(**counts) if counts else None


def _munitions(event: ConflictEvent) -> Munitions:
    read = event.munitions
    counts = {name: getattr(read, name) for name in ("launched", "intercepted", "hit")}
    update: dict[str, object] = {
        name: _requalified(event, count) for name, count in counts.items() if count is not None
    }
    update["by_type"] = {kind: _requalified(event, count) for kind, count in read.by_type.items()}
    return read.model_copy(update=update)


def _reading(event: ConflictEvent) -> Reading:
    return Reading(
        event_type=event.event_type,
        occurred_on=event.occurred_on,
        occurred_at=event.occurred_at,
        occurred_hours=event.occurred_hours,
        occurred_precision=precision_of(event),
        places=event.places,
        site=event.site,
        country=event.country,
        attacker=event.attacker,
        target=event.target,
        actors=event.actors,
        toll=_toll(event),
        munitions=_munitions(event),
        civilian_harm=event.civilian_harm,
        targets=event.targets,
        contested=event.contested,
        ongoing=event.ongoing,
        denied_by=event.denied_by,
    )


def _claims(event: ConflictEvent) -> tuple[Claim, ...]:
    """Keep the claims of this attack, those that counts rest on first, with quotes as long as an alert may show."""
    counts = [] if event.toll is None else [count for _, count in event.toll if count is not None]
    munitions = event.munitions
    counts += [count for count in (munitions.launched, munitions.intercepted, munitions.hit) if count is not None]
    counts += list(munitions.by_type.values())
    cited = {claim_id for count in counts for claim_id in count.claims}
    main = [claim for claim in event.claims if claim.claim_id in cited or claim.scope == Scope.MAIN]
    main.sort(key=lambda claim: claim.claim_id not in cited)
    kept = main[: max(MAX_CLAIMS, len(cited))]
    return tuple(
        claim.model_copy(
            update={"claim_id": _qualified(event, claim.claim_id), "quote": claim.quote[:MAX_QUOTE]},
        )
        for claim in kept
    )
