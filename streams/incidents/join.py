"""First fold of track: which incident an event belongs to, and what that incident says after it.

An event joins the incident that fits best, opens a new one when none fits well enough, or, when it only denies or
withdraws and none fits, is dropped; a withdrawal is remembered, for an article that comes after it. An event applied
before changes nothing. A newer version of an article stays with its predecessor and ends what that said elsewhere.
Incidents are never merged.

Example: the third report of one car bomb joins "place same town +40, day same stated +15, type same +10 = 65".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from schemas import ids
from schemas.event import ConflictEvent
from schemas.incident import Incident, Report
from schemas.vocabulary import IncidentStatus, Signal
from streams.incidents.applying import applied, moved, opened, taken_back
from streams.incidents.credits import credited, names_of
from streams.incidents.joining import Match, match, weights
from streams.incidents.life import STEPS_AT_ONCE, closed
from streams.incidents.profile import Profile, names_place, profile_of_event
from streams.incidents.reports import family_of_event, is_denial, report_of
from streams.incidents.side import Side
from streams.incidents.size import fitted
from streams.incidents.state import Incidents
from streams.incidents.withdrawals import record_id, remembering, report_of_withdrawal, withdrawal_of
from streams.lexicons.publishers import is_official
from streams.stage import Context
from streams.text.fingerprint import packed, similarity
from streams.track_types import Outcome, Revision, TrackStep


class Choice(NamedTuple):
    """The incident an event joins, None for a new one, and why."""

    incident: Incident | None
    why: str


def join_incident(step: TrackStep, context: Context) -> TrackStep:
    """Return the step with the incidents this event changes; the one that lists the event comes last.

    ``revised`` is empty when the event was applied before or dropped. ``step.state`` is read, never written.
    """
    event, everything = step.event, step.state
    if not isinstance(everything, Incidents):
        raise TypeError("join_incident needs streams.incidents.state.Incidents")
    now = context.record_time
    state = Side(everything, test=context.test)
    if state.is_told_live(event):
        return replace(step, outcome=Outcome.DROPPED, explanation=f"a test of {event.event_id}, which is live")
    known = state.with_event(event.event_id)
    targets = _withdrawn_from(event, state) if event.withdraws else ()
    done = _done(event, state, known)
    # A withdrawal may concern several incidents; after a crash between their records it goes on where it stopped.
    if known is not None and not targets:
        said = f"{event.event_id} was applied to {known.incident_id} before"
        return replace(step, outcome=Outcome.DUPLICATE, explanation=said, resend=done)
    step = replace(step, remembered=remembering(event, state.withdrawals, now, test=state.test))
    overtaken_by = _overtaken_by(event, state, max(now, state.clock or now))
    if event.withdraws:
        own, why = _withdrawn(event, targets, now)
    elif overtaken_by is not None:
        own, why = _overtaken(event, state, now, overtaken_by)
    else:
        own, why = _joined(event, state, now)
    left = not event.withdraws and overtaken_by is None
    others = _left_behind(event, state, now, {each.after.incident_id for each in own}) if left else []
    if not own and not others:
        return replace(step, outcome=Outcome.DROPPED, explanation=why)
    touched = {each.after.incident_id for each in (*own, *others)}
    passed, gone = _passing(everything, max(now, state.clock or now), touched)
    revised = (*passed, *(_fit(each) for each in (*others, *own)))
    return replace(step, outcome=Outcome.APPLIED, explanation=why, revised=revised, tombstones=gone, resend=done)


def choose(event: ConflictEvent, state: Side, now: datetime) -> Choice:
    """Return the open or retracted incident that fits an event best, with the reasons; None when none fits.

    A retracted incident takes what comes late about the false story: its own family's reports, copies and denials. An
    own report of another family opens a new incident. A denial that names no place and may mean several equally well
    means none: a Cancel is for good.
    """
    family, denial = family_of_event(event), is_denial(event)
    profile = profile_of_event(event, report_of(event, now, near=(), why_joined=""))
    earlier = {each.incident_id for each in _with_older_version(event, state)}
    fitting: dict[tuple[float, datetime, str], Match] = {}
    pool = state.candidates(profile, by_family=denial or _corrects(event, profile))
    pool |= {each.incident_id for each in state.with_article(event.article.article_id)}
    closing = max(now, state.clock or now)
    for name in pool:
        if name not in earlier and not state.joinable(name, closing):
            continue
        found = _match(event, profile, name, state, newer_version=name in earlier, denial=denial)
        if not found.barred and found.score >= weights().threshold:
            fitting[found.score, state.last_seen(name), name] = found
    # The best first: to read a record takes ten times as long as to compare a profile.
    ranks = sorted(fitting, reverse=True)
    for at, rank in enumerate(ranks):
        incident = state.get(rank[-1])
        if incident is None or _is_taken(event, incident) or not _admits(event, incident, family, denial):
            continue
        if denial and not names_place(profile) and at + 1 < len(ranks) and ranks[at + 1][0] == rank[0]:
            return Choice(None, "no incident fits: dropped, it denies and does not say which of several")
        return Choice(incident, f"{', '.join(fitting[rank].reasons)} = {fitting[rank].score:g}")
    return Choice(None, "no incident fits: " + ("dropped, it only denies" if denial else "a new one"))


def _match(
    event: ConflictEvent, profile: Profile, name: str, state: Side, *, newer_version: bool, denial: bool
) -> Match:
    known = state.profile(name)
    if known is None:  # closed: only a newer version comes here
        return Match(weights().points["article"]["newer_version"], ("newer version of a report there",))
    own = bool(profile.families & known.families)
    return match(
        profile,
        known,
        newer_version=newer_version,
        denial=denial,
        own_denial=own and denial and not is_official(event.article.domain),
        own_correction=own and not denial and _corrects(event, profile),
    )


def _corrects(event: ConflictEvent, profile: Profile) -> bool:
    """Say whether an event only corrects figures, of an attack whose place it need not name again."""
    return Signal.CORRECTION in event.signals and not names_place(profile)


def _admits(event: ConflictEvent, incident: Incident, family: str, denial: bool) -> bool:
    """Say whether a retracted incident takes the event; others take all."""
    if incident.status != IncidentStatus.RETRACTED or denial or family in incident.families:
        return True
    if _near(event, incident.reports):
        return True
    leans_on = credited(report_of(event, incident.applied_at, near=(), why_joined=""))
    return any(names_of(report) & leans_on for report in incident.reports)


def _is_taken(event: ConflictEvent, incident: Incident) -> bool:
    """Say whether the incident lists another event of this very version: an article keeps their tolls apart."""
    return any(
        report.article_id == event.article.article_id and report.digest == event.article.digest
        for report in incident.reports
    )


def _joined(event: ConflictEvent, state: Side, now: datetime) -> tuple[list[Revision], str]:
    choice = choose(event, state, now)
    if choice.incident is None:
        if is_denial(event):
            return [], choice.why
        name = ids.incident_id(event.event_id)
        report = report_of(event, now, near=(), why_joined="opened it")
        return [Revision(None, opened(name, report, event, now, test=state.test))], choice.why
    before = choice.incident
    report = report_of(event, now, near=_near(event, before.reports), why_joined=choice.why)
    return [Revision(before, applied(before, report, event, now))], f"joins {before.incident_id}: {choice.why}"


def _overtaken_by(event: ConflictEvent, state: Side, now: datetime) -> Report | None:
    """Return the withdrawal of an event's article that came before it; None when there was none."""
    record = state.withdrawals(record_id(event.article.article_id, test=state.test))
    found = withdrawal_of(event, record, now)
    return None if found is None else report_of_withdrawal(found, event)


def _overtaken(event: ConflictEvent, state: Side, now: datetime, by: Report) -> tuple[list[Revision], str]:
    """List an event whose article was taken back before it came; where nothing fits, in a retracted incident.

    That takes the copies that still come, in silence; nobody ever heard of it.
    """
    why = f"withdrawn by {by.event_id} before it came"
    if is_denial(event):
        return [], why
    before = choose(event, state, now).incident
    near = () if before is None else _near(event, before.reports)
    report = report_of(event, now, near=near, why_joined=why)
    if before is not None:
        return [Revision(before, taken_back(before, (report,), by, now))], f"joins {before.incident_id}: {why}"
    new = opened(ids.incident_id(event.event_id), report, event, now, test=state.test)
    return [Revision(None, taken_back(new, (), by, now))], why


def _done(event: ConflictEvent, state: Side, known: Incident | None) -> tuple[Incident, ...]:
    """Return the incidents that sent messages because of this event before."""
    listed = {each.incident_id: each for each in state.with_article(event.article.article_id)}
    if known is not None:
        listed[known.incident_id] = known
    return tuple(
        each for _, each in sorted(listed.items()) if any(sent.event_id == event.event_id for sent in each.alerts)
    )


def _withdrawn_from(event: ConflictEvent, state: Side) -> tuple[Incident, ...]:
    """Return the incidents a withdrawal concerns and does not stand in yet: the one named, or those of its article."""
    found = state.with_article(event.article.article_id)
    if event.retracts is not None:
        named = state.get(event.retracts)
        found = () if named is None else (named,)
    version = event.article.version or 1
    return tuple(
        each
        for each in found
        if all(report.event_id != event.event_id for report in each.reports)
        and (event.retracts is not None or any(_is_of(event, report, version) for report in each.reports))
    )


def _is_of(event: ConflictEvent, report: Report, version: int) -> bool:
    return report.article_id == event.article.article_id and (report.version or 1) <= version


def _withdrawn(event: ConflictEvent, targets: tuple[Incident, ...], now: datetime) -> tuple[list[Revision], str]:
    if not targets:
        return [], "withdraws nothing known"
    why = f"withdrawn by {event.operator}" if event.operator else "withdraws its article"
    report = report_of(event, now, near=(), why_joined=why)
    revised = [Revision(each, applied(each, report, event, now)) for each in targets]
    return revised, f"{why}: {', '.join(each.incident_id for each in targets)}"


def _left_behind(event: ConflictEvent, state: Side, now: datetime, joined: set[str]) -> list[Revision]:
    """Return the incidents that only the older version of the article reported, without its claims.

    That is known when the last event of the new version is applied.
    """
    if event.ordinal + 1 < event.of:
        return []
    left = [
        each
        for each in _with_older_version(event, state)
        if each.incident_id not in joined and not _is_taken(event, each)
    ]
    if not left:
        return []
    report = report_of(event, now, near=(), why_joined="")
    # What a crash left half done is already as it shall be: its stored alerts are sent again.
    return [
        Revision(each, moved(each, event, report, now))
        for each in left
        if not any(other.ended_by == event.event_id for other in each.reports)
    ]


def _with_older_version(event: ConflictEvent, state: Side) -> list[Incident]:
    """Return the incidents that list an older version of the event's article which this one replaces."""
    article = event.article

    def is_older(report: Report) -> bool:
        same = report.article_id == article.article_id and report.digest != article.digest
        ended = report.ended_by is not None and report.ended_by != event.event_id
        return same and not ended and (report.version or 1) <= (article.version or 1)

    return [each for each in state.with_article(article.article_id) if any(is_older(report) for report in each.reports)]


def _passing(state: Incidents, now: datetime, touched: set[str]) -> tuple[list[Revision], tuple[str, ...]]:
    """Close incidents that are due and name those whose tombstone is, apart from those the event changes."""
    due = state.due(now, touched, STEPS_AT_ONCE)
    ended = [each for each in due if each.status == IncidentStatus.OPEN]
    gone = tuple(each.incident_id for each in due if each.status != IncidentStatus.OPEN)
    return [Revision(each, closed(each), life_only=True) for each in ended], gone


def _near(event: ConflictEvent, reports: Iterable[Report]) -> tuple[str, ...]:
    least = weights().points["text"]["near_copy_similarity"]
    mine = packed(event.article.fingerprint)
    return tuple(
        report.event_id
        for report in reports
        if report.article_id != event.article.article_id and similarity(mine, packed(report.fingerprint))[0] >= least
    )


def _fit(revision: Revision) -> Revision:
    return replace(revision, after=fitted(revision.after))
