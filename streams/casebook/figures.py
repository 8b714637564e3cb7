"""Say for each count of an incident which report it rests on, and of every other reading why it is not the figure.

What holds and what lost is decided by the fold of track itself (streams.incidents.toll); nothing is decided here anew.

Example: killed 16, Harrow Wire holds it; 14 of the Desert Post was overtaken; a copy's 9 never counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from schemas.base import Count
from schemas.event import ClaimedCount
from schemas.incident import Incident, Report
from schemas.vocabulary import IncidentStatus, Signal
from streams.alerting.evidence import quote_of
from streams.casebook.outlets import outlet_of
from streams.casebook.views import Figure, Outcome, TollReading
from streams.incidents.picture import redrawn
from streams.incidents.reports import count_of, order, voices
from streams.incidents.toll import FIELDS, PEOPLE

_WHY: dict[Outcome, str] = {
    "holds": "the figure rests on it",
    "same": "says the same",
    "lower": "lower, and no correction",
    "overtaken": "{by} then gave as much or more",
    "corrected": "{by} corrected it",
    "died_later": "{by} then said that wounded had died",
    "found_dead": "{by} then told of more dead and fewer missing",
    "copy": "a copy changes no figure",
    "aside": "told in passing: a report about this attack goes first",
    "denial": "a denial gives no figure",
    "withdrawn": "withdrawn",
    "replaced": "a newer version took its place",
    "retracted": "the incident is retracted: no figure stands",
}


class _Given(NamedTuple):
    """A count that a report gives."""

    report: Report
    said: Count


def figures_of(incident: Incident) -> tuple[Figure, ...]:
    """Return every count that some report gives, current or not, in the order of the fields."""
    _, folded = redrawn(incident)
    lost = {(report.event_id, field) for report, field, _ in folded.lost}
    speaking = {report.event_id for report in voices(incident.reports)}
    figures = []
    for field in FIELDS:
        given = _given(incident, field)
        if not given:
            continue
        holder = folded.rests_on.get(field)
        taking = [
            each
            for each in given
            if each.report.event_id in speaking and (each.report.event_id, field) not in lost
        ]  # fmt: skip
        readings = []
        for each in given:
            outcome, by = _outcome(incident, field, each, holder, taking, lost)
            readings.append(_reading(each, outcome, by))
        current = _current(incident, field)
        figures.append(
            Figure(
                field=field,
                min=None if current is None else current.min,
                max=None if current is None else current.max,
                quotes=() if current is None else quotes_of(incident, current.claims),
                readings=tuple(readings),
            )
        )
    return tuple(figures)


def quotes_of(incident: Incident, claims: Sequence[str]) -> tuple[str, ...]:
    """Return the words of claims, each once, without those that may not be shown."""
    found = (quote_of(incident, claim) for claim in claims)
    return tuple(dict.fromkeys(quote for quote in found if quote is not None))


def _current(incident: Incident, field: str) -> ClaimedCount | None:
    holder: object = incident.toll if field in PEOPLE else incident.munitions
    found: ClaimedCount | None = None if holder is None else getattr(holder, field)
    return found


def _given(incident: Incident, field: str) -> list[_Given]:
    """Return what the reports give, in the order of the fold; reports kept by name only give nothing."""
    told = sorted((each for each in incident.reports if each.reading is not None and each.time is not None), key=order)
    return [_Given(report, count) for report in told if (count := count_of(report, field)) is not None]


def _outcome(
    incident: Incident,
    field: str,
    given: _Given,
    holder: Report | None,
    taking: Sequence[_Given],
    lost: set[tuple[str, str]],
) -> tuple[Outcome, Report | None]:
    """Return what became of a reading, and the report that took its place."""
    report = given.report
    ended = _ended(report)
    if ended is not None:
        return ended, None
    if incident.status == IncidentStatus.RETRACTED:
        return "retracted", None
    if (report.event_id, field) in lost:
        return "lower", None
    if holder is not None and holder.event_id == report.event_id:
        return "holds", None
    if report.copy_of is not None:
        return "copy", None
    current = _current(incident, field)
    if given in taking and current is not None and (given.said.min, given.said.max) == (current.min, current.max):
        return "same", None
    following = [each for each in taking if order(each.report) > order(report)]
    if given not in taking or not following:
        return "aside", None
    return _overtaken(field, given, following[0]), following[0].report


def _ended(report: Report) -> Outcome | None:
    if report.withdrawn:
        return "withdrawn"
    if report.replaced:
        return "replaced"
    return "denial" if report.denial else None


def _overtaken(field: str, given: _Given, by: _Given) -> Outcome:
    """Return how the next report that was taken took the place of a reading: by a lower count only for a reason."""
    if by.said.min >= given.said.min:
        return "overtaken"
    if Signal.CORRECTION in by.report.signals:
        return "corrected"
    return "died_later" if field == "wounded" else "found_dead"


def _reading(given: _Given, outcome: Outcome, by: Report | None) -> TollReading:
    report = given.report
    return TollReading(
        event_id=report.event_id,
        outlet=outlet_of(report),
        time=report.time,
        min=given.said.min,
        max=given.said.max,
        outcome=outcome,
        why=_WHY[outcome].format(by="" if by is None else outlet_of(by)),
    )
