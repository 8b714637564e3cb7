"""Hold the current incidents and find those an event may belong to: a few buckets instead of every record.

Everything here follows from the records alone, so that a new owner rebuilds it from the incidents topic (delivery, R9):
``Incidents(records)`` equals the state that wrote them.

Example: an event of 10 March in Kharkiv looks into the buckets of Kharkiv on 9, 10 and 11 March only.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, insort
from collections.abc import Container, Iterable, Iterator
from datetime import date, datetime, timedelta
from sys import intern
from typing import NamedTuple

from schemas.codec import encode
from schemas.incident import Incident, Withdrawals
from schemas.vocabulary import IncidentStatus
from streams.incidents.life import due_at
from streams.incidents.names import Names
from streams.incidents.packed import Packed, pack
from streams.incidents.profile import (
    Profile,
    index_keys,
    profile_of_incident,
    publisher_keys,
    query_keys,
)
from streams.incidents.reach import meant, within_reach
from streams.incidents.reports import voices


class _Entry(NamedTuple):
    """What the index knows of one incident."""

    profile: Profile | None
    keys: tuple[str, ...]
    events: tuple[str, ...]
    articles: tuple[str, ...]
    due: datetime
    last_seen: datetime
    test: bool
    #: How many changes of all incidents there were before.
    change: int


class Incidents:
    """The records by id, with an index by day and place, by article and by event. No I/O; one owner at a time."""

    def __init__(self, records: Iterable[Incident] = ()) -> None:
        self._records = Packed()
        self._entries: dict[str, _Entry] = {}
        #: By day of the attack and key.
        self._days: dict[date, Names[str]] = {}
        self._by_event = Names[str]()
        self._by_article = Names[str]()
        self._due: list[tuple[datetime, str]] = []
        self._clock: datetime | None = None
        self._changes = 0
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

    def saved(self) -> Iterator[tuple[str, bytes]]:
        """Yield id and packed record of everything here, in the order of their last change.

        Put into an empty state in that order, they make it equal to this one.
        """
        yield from ((name, pack(encode(each))) for name, each in self._withdrawals.items())
        yield from ((name, self._records.packed(name)) for name in self._entries)

    def unclosed(self) -> Iterator[tuple[str, bytes]]:
        """Yield id and packed record of the incidents that are open or retracted; nothing may be put in meanwhile."""
        yield from ((name, self._records.packed(name)) for name, each in self._entries.items() if each.profile)

    def profile(self, incident_id: str) -> Profile | None:
        """Return what joining compares of an incident; None when it is closed or unknown."""
        entry = self._entries.get(incident_id)
        return None if entry is None else entry.profile

    def joinable(self, incident_id: str, now: datetime) -> bool:
        """Say whether an incident can still be joined at this incident time: closing comes before joining."""
        entry = self._entries.get(incident_id)
        return entry is not None and entry.profile is not None and entry.due > now

    def last_seen(self, incident_id: str) -> datetime:
        """Return the time of the last report of an incident that is known."""
        return self._entries[incident_id].last_seen

    def with_event(self, event_id: str) -> Incident | None:
        """Return the incident that lists the event, the one changed last of several; None when it was never applied."""
        names = self._by_event.get(event_id)
        return self.get(max(names, key=lambda name: self._entries[name].change)) if names else None

    def with_article(self, article_id: str) -> tuple[Incident, ...]:
        """Return the incidents that list a report of the article, closed ones too, in order of their ids."""
        return self._found(sorted(self._by_article.get(article_id)))

    def candidates(self, event: Profile, *, by_family: bool = False, test: bool = False) -> frozenset[str]:
        """Return the ids of open and retracted incidents that an event could match by day and place.

        They are live ones, or, for ``test`` traffic, those of tests. A denial or correction may name no place: it is
        also held against what its family reported, ``by_family``. Ids, not records: a large agency's are many, their
        profiles are at hand, and to read a record takes ten times as long as to compare a profile. Those that share
        nothing but a publisher are left out where that cannot be enough.
        """
        # A copy may come days after the attack with a date inferred from its own publication.
        earliest = -1 if event.stated else -3
        days = [event.day + timedelta(days=shift) for shift in range(earliest, 2)]
        found = self._found_by(days, query_keys(event))
        publishers = self._found_by([event.day], publisher_keys(event, by_family=by_family))
        others = publisher_keys(event, by_family=by_family, other_day=True)
        publishers |= self._found_by([day for day in days if day != event.day], others)
        known = self._open(publishers - found)
        found |= meant(event, known) if by_family else within_reach(event, known)
        return frozenset(name for name in found if self._entries[name].test == test)

    def _found_by(self, days: Iterable[date], keys: Iterable[str]) -> set[str]:
        known = [names for day in days if (names := self._days.get(day)) is not None]
        return {name for names in known for key in keys for name in names.get(key)}

    def _open(self, names: Iterable[str]) -> list[tuple[str, Profile]]:
        """Return the incidents with their profiles; closed ones, which have none, are under no key."""
        entries = self._entries
        return [(name, profile) for name in names if (profile := entries[name].profile) is not None]

    def due(self, now: datetime, besides: Container[str] = (), most: int | None = None) -> tuple[Incident, ...]:
        """Return incidents whose next step of life (closing, tombstone) is due, soonest first, without ``besides``."""
        due = itertools.takewhile(lambda entry: entry[0] <= now, self._due)
        return self._found(itertools.islice((name for _, name in due if name not in besides), most))

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
        # Of equal keys ("u:northwire") one is kept.
        keys = () if profile is None else tuple(map(intern, sorted(index_keys(profile))))
        entry = _Entry(
            profile,
            keys,
            tuple(report.event_id for report in record.reports),
            tuple(dict.fromkeys(report.article_id for report in record.reports if report.article_id)),
            due_at(record),
            record.last_seen,
            record.test,
            self._changes,
        )
        self._changes += 1
        self._records.put(record, packed)
        self._entries[name] = entry
        if profile is not None:
            names = self._days.setdefault(profile.day, Names())
            for key in keys:
                names.add(key, name)
        for event_id in entry.events:
            self._by_event.add(event_id, name)
        for article in entry.articles:
            self._by_article.add(article, name)
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
        if entry.profile is not None:
            names = self._days[entry.profile.day]
            for key in entry.keys:
                names.discard(key, name)
            if not names:
                del self._days[entry.profile.day]
        for article in entry.articles:
            self._by_article.discard(article, name)
        for event_id in entry.events:
            self._by_event.discard(event_id, name)
        del self._due[bisect_left(self._due, (entry.due, name))]
