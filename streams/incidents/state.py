"""Hold the current incidents and find those an event may belong to: a few buckets instead of every record.

Everything here follows from the records alone, so that a new owner rebuilds it from the incidents topic (delivery, R9):
``Incidents(records)`` equals the state that wrote them.

Example: an event of 10 March in Kharkiv looks into the buckets of Kharkiv on 9, 10 and 11 March only.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple, TypeVar

from schemas.incident import Incident, Withdrawals
from schemas.vocabulary import IncidentStatus
from streams.incidents.life import due_at
from streams.incidents.packed import Packed
from streams.incidents.profile import Profile, index_keys, profile_of_incident, query_keys
from streams.incidents.reports import voices

Bucket = tuple[date, str]
_Key = TypeVar("_Key")


class _Entry(NamedTuple):
    """What the index knows of one incident."""

    profile: Profile | None
    buckets: tuple[Bucket, ...]
    events: tuple[str, ...]
    articles: tuple[str, ...]
    due: datetime
    test: bool


class Incidents:
    """The records by id, with an index by day and place, by article and by event. No I/O; one owner at a time."""

    def __init__(self, records: Iterable[Incident] = ()) -> None:
        self._records = Packed()
        self._entries: dict[str, _Entry] = {}
        self._buckets: dict[Bucket, set[str]] = {}
        self._by_event: dict[str, str] = {}
        self._by_article: dict[str, set[str]] = {}
        self._due: list[tuple[datetime, str]] = []
        self._clock: datetime | None = None
        self._withdrawals: dict[str, Withdrawals] = {}
        for record in records:
            self.put(record)

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[Incident]:
        return iter(self._records)

    @property
    def clock(self) -> datetime | None:
        """Incident time: the highest record timestamp applied; None before the first."""
        return self._clock

    def get(self, incident_id: str) -> Incident | None:
        """Return the record, None when there is none."""
        return self._records.get(incident_id)

    def withdrawals(self, name: str) -> Withdrawals | None:
        """Return the remembered withdrawals of a record, None when there is none (streams.incidents.withdrawals)."""
        return self._withdrawals.get(name)

    @property
    def remembered(self) -> tuple[Withdrawals, ...]:
        """All remembered withdrawals; they are no incidents and are not among them."""
        return tuple(self._withdrawals.values())

    def profile(self, incident_id: str) -> Profile | None:
        """Return what joining compares of an incident; None when it is closed or unknown."""
        entry = self._entries.get(incident_id)
        return None if entry is None else entry.profile

    def with_event(self, event_id: str) -> Incident | None:
        """Return the incident that lists the event, None when it was never applied."""
        return self.get(self._by_event.get(event_id, ""))

    def with_article(self, article_id: str) -> tuple[Incident, ...]:
        """Return the incidents that list a report of the article, closed ones too, in order of their ids."""
        return self._found(sorted(self._by_article.get(article_id, ())))

    def candidates(self, event: Profile, *, denial: bool = False, test: bool = False) -> frozenset[str]:
        """Return the ids of open and retracted incidents that an event could match by day and place.

        They are live ones, or, for ``test`` traffic, those of tests. A ``denial`` may name no place: it is also held
        against all that its family reported. Ids, not records: a large agency's are many, their profiles are at hand,
        and to read a record takes ten times as long as to compare a profile.
        """
        # A copy may come days after the attack with a date inferred from its own publication.
        earliest = -1 if event.stated else -3
        days = [event.day + timedelta(days=shift) for shift in range(earliest, 2)]
        keys = query_keys(event, by_family=denial)
        found: set[str] = set()
        for day in days:
            for key in keys:
                found |= self._buckets.get((day, key), set())
        return frozenset(name for name in found if self._entries[name].test == test)

    def due(self, now: datetime) -> tuple[Incident, ...]:
        """Return the incidents whose next step of life (closing, tombstone) is due, soonest first."""
        names = []
        for when, name in self._due:
            if when > now:
                break
            names.append(name)
        return self._found(names)

    def put(self, record: Incident, packed: bytes | None = None) -> None:
        """Set the current record of an incident; ``packed``: its bytes (streams.incidents.packed), where they exist."""
        name = record.incident_id
        if isinstance(record, Withdrawals):
            self._withdrawals[name] = record
            return
        self._forget(name)
        # Closed incidents match no new events; versions and withdrawals still find them by article.
        closed = record.status == IncidentStatus.CLOSED
        profile = None if closed else profile_of_incident(record, voices(record.reports, ended=True))
        buckets = () if profile is None else tuple((profile.day, key) for key in sorted(index_keys(profile)))
        entry = _Entry(
            profile,
            buckets,
            tuple(report.event_id for report in record.reports),
            tuple(dict.fromkeys(report.article_id for report in record.reports if report.article_id)),
            due_at(record),
            record.test,
        )
        self._records.put(record, packed)
        self._entries[name] = entry
        for bucket in buckets:
            self._buckets.setdefault(bucket, set()).add(name)
        for event_id in entry.events:
            self._by_event[event_id] = name
        for article in entry.articles:
            self._by_article.setdefault(article, set()).add(name)
        insort(self._due, (entry.due, name))
        if self._clock is None or record.applied_at > self._clock:
            self._clock = record.applied_at

    def remove(self, incident_id: str) -> None:
        """Forget an incident: its tombstone was written."""
        self._forget(incident_id)
        self._records.pop(incident_id)

    def _found(self, names: Iterable[str]) -> tuple[Incident, ...]:
        return tuple(record for name in names if (record := self._records.get(name)) is not None)

    def _forget(self, name: str) -> None:
        entry = self._entries.pop(name, None)
        if entry is None:
            return
        for bucket in entry.buckets:
            _discard(self._buckets, bucket, name)
        for article in entry.articles:
            _discard(self._by_article, article, name)
        for event_id in entry.events:
            self._by_event.pop(event_id, None)
        del self._due[bisect_left(self._due, (entry.due, name))]


def _discard(index: dict[_Key, set[str]], key: _Key, name: str) -> None:
    names = index[key]
    names.discard(name)
    if not names:
        del index[key]
