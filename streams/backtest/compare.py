"""Compare two outcomes of one archive: verdicts that flipped, incidents and alerts new, lost or changed.

Pure: it knows neither files nor rules. Example: ``comparison(old, new).differences`` is 0 for an outcome and
itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from streams.backtest.outcome import Answer, Case, Entry, Reported, Sent
from streams.backtest.pairing import Pair, pairs
from streams.backtest.sides import Cause, Sides
from streams.backtest.values import alert_values, quotes

NEW, LOST, CHANGED = "new", "lost", "changed"


class NotComparable(Exception):  # noqa: N818 - the name says what is wrong
    """The two sides did not play the same records; the message names the first that differs."""


@dataclass(frozen=True, slots=True)
class Flip:
    """An article whose verdict or reason is another now; a verdict is ``(kind, reason)``."""

    origin: str
    uri: str | None
    title: str | None
    publisher: str | None
    old: tuple[str, str | None]
    new: tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field and its value on both sides (``streams.backtest.values``)."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Quoted:
    """The sentences that a field of an alert rests on, on both sides."""

    field: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AlertChange:
    """An alert that is new, lost or changed; a new or lost one has its fields against nothing."""

    kind: str
    old_id: str | None
    new_id: str | None
    origin: str
    sent: str
    msg_type: str
    level: str
    headline: str
    fields: tuple[FieldChange, ...]
    evidence: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class IncidentChange:
    """An incident that is new, lost or changed, with its alerts that are. ``paired_by`` is id or reports.

    ``level`` is the highest it had; ``shares_with`` names incidents of the other side that hold its reports.
    """

    kind: str
    old_id: str | None
    new_id: str | None
    paired_by: str | None
    shares_with: tuple[str, ...]
    title: str
    country: str | None
    event_type: str
    level: str
    fields: tuple[FieldChange, ...]
    reports_lost: tuple[Reported, ...]
    reports_new: tuple[Reported, ...]
    alerts: tuple[AlertChange, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """How much was compared."""

    records: int
    old_incidents: int
    new_incidents: int
    old_alerts: int
    new_alerts: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every difference of two outcomes."""

    totals: Totals
    flips: tuple[Flip, ...]
    incidents: tuple[IncidentChange, ...]

    @property
    def differences(self) -> int:
        """The number of articles whose verdict flipped and of incidents that are new, lost or changed."""
        return len(self.flips) + len(self.incidents)


def comparison(old: Iterable[Entry], new: Iterable[Entry]) -> Comparison:
    """Compare two outcomes, entry by entry as they come; what both have is not kept.

    Raises:
        NotComparable: the answers are not those to the same records in the same order.
    """
    sides = Sides()
    flips, records = [], 0
    for one, other in zip_longest(sides.stops(0, old), sides.stops(1, new)):
        if not isinstance(one, Answer) and not isinstance(other, Answer):
            continue  # the incidents: they are matched by their ids
        if not isinstance(one, Answer) or not isinstance(other, Answer) or one.origin != other.origin:
            places = [each.origin if isinstance(each, Answer) else "the end" for each in (one, other)]
            raise NotComparable(f"they played different records: {places[0]} on one side, {places[1]} on the other")
        records += 1
        if flip := flipped(one, other):
            flips.append(flip)
    totals = Totals(records, *sides.incidents, *sides.alerts)
    return Comparison(totals, tuple(flips), tuple(incident_changes(sides)))


def flipped(old: Answer, new: Answer) -> Flip | None:
    """Return the difference of two answers to one record, where there is one."""
    verdicts = (old.verdict, old.reason), (new.verdict, new.reason)
    if verdicts[0] == verdicts[1]:
        return None
    return Flip(new.origin, new.uri or old.uri, new.title or old.title, new.publisher or old.publisher, *verdicts)


def incident_changes(sides: Sides) -> list[IncidentChange]:
    """Return the incidents that are new, lost or changed, or have such alerts."""
    found = (_incident(pair, sides) for pair in pairs(*sides.cases))
    return [change for change in found if change is not None]


def _incident(pair: Pair, sides: Sides) -> IncidentChange | None:
    before, after = (
        {} if case is None else kept.get(case.incident_id, {})
        for case, kept in zip((pair.old, pair.new), sides.sent, strict=True)
    )
    shown = pair.new or pair.old
    if shown is None:  # a pair has one side at least
        raise ValueError("a pair of nothing")
    fields = field_changes(_fields(pair.old), _fields(pair.new))
    lost, gained = _reports(pair.old, pair.new)
    alerts = alert_changes(before, after)
    if pair.old is not None and pair.new is not None and not (fields or lost or gained or alerts):
        return None
    return IncidentChange(
        kind=NEW if pair.old is None else LOST if pair.new is None else CHANGED,
        old_id=None if pair.old is None else pair.old.incident_id,
        new_id=None if pair.new is None else pair.new.incident_id,
        paired_by=pair.by,
        shares_with=pair.shares_with,
        title=shown.headline or _title(shown),
        country=shown.fields["country"],
        event_type=shown.fields["event_type"],
        level=shown.fields["severity_peak"] or shown.fields["severity"],
        fields=fields,
        reports_lost=lost,
        reports_new=gained,
        alerts=alerts,
    )


def field_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """Return the fields that differ, in their order; an absent one is None, like an empty list."""
    values = ((name, old.get(name), new.get(name)) for name in dict.fromkeys((*new, *old)))
    return tuple(FieldChange(*each) for each in values if _told(each[1]) != _told(each[2]))


def alert_changes(old: Mapping[Cause, Sent], new: Mapping[Cause, Sent]) -> tuple[AlertChange, ...]:
    """Return the alerts of one incident that are new, lost or changed; the same record of the archive caused a pair."""
    changes = (_alert(old.get(cause), new.get(cause)) for cause in dict.fromkeys((*new, *old)))
    return tuple(sorted((each for each in changes if each is not None), key=lambda change: change.sent))


def _alert(old: Sent | None, new: Sent | None) -> AlertChange | None:
    if old is not None and new is not None and old.line == new.line:
        return None
    before = {} if old is None else old.value()
    after = {} if new is None else new.value()
    fields = field_changes(
        alert_values(before) if before else {},
        alert_values(after) if after else {},
    )
    evidence = _quoted(before, after, {each.field for each in fields})
    if before and after and not fields and not any(each.old != each.new for each in evidence):
        return None  # but for its ids, which are those of its incident
    shown = after or before
    cause = new or old
    return AlertChange(
        kind=NEW if not before else LOST if not after else CHANGED,
        old_id=before.get("alert_id"),
        new_id=after.get("alert_id"),
        origin="" if cause is None else cause.origin,
        sent=shown["sent"],
        msg_type=shown["msg_type"],
        level=shown["severity"],
        headline=shown["headline"],
        fields=fields,
        evidence=evidence,
    )


def _quoted(old: Mapping[str, Any], new: Mapping[str, Any], changed: set[str]) -> tuple[Quoted, ...]:
    """Return the quotes of the fields that changed, and of those whose quotes did."""
    before, after = quotes(old), quotes(new)
    listed = (Quoted(name, before.get(name, ()), after.get(name, ())) for name in dict.fromkeys((*after, *before)))
    return tuple(each for each in listed if each.old != each.new or each.field in changed)


def _reports(old: Case | None, new: Case | None) -> tuple[tuple[Reported, ...], tuple[Reported, ...]]:
    """Return the reports that only the old and only the new incident has."""
    before = {each.event_id: each for each in (old.reports if old else ())}
    after = {each.event_id: each for each in (new.reports if new else ())}
    return (
        tuple(each for name, each in before.items() if name not in after),
        tuple(each for name, each in after.items() if name not in before),
    )


def _fields(case: Case | None) -> Mapping[str, Any]:
    return {} if case is None else case.fields


def _told(value: Any) -> Any:
    return None if value == [] else value


def _title(case: Case) -> str:
    """Return what happened where; nobody was told of it."""
    where = (case.fields["places"] or [case.fields["country"] or "place unknown"])[0]
    return f"{case.fields['event_type'].replace('_', ' ')}, {where}"
