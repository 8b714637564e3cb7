"""Remember which articles were taken back: one that comes after its withdrawal must alert nobody.

Between two topics, or after a failure, an article may arrive later than the word that takes it back. The memory is
bounded (``withdrawals.toml``), lasts as long as the record of a retracted incident, and is part of track's state:
records of the incidents topic (schemas.incident, Withdrawals), a few for live and as many for test traffic.

Example: version 2 of an article is canceled at 10:00; its version 1, delayed until 10:05, is listed and never told.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from schemas.event import ConflictEvent
from schemas.incident import Incident, Report, Withdrawal, Withdrawals
from schemas.vocabulary import EventType, IncidentStatus, PubStatus
from streams.incidents.life import FORGOTTEN_AFTER
from streams.incidents.reports import family_of_event, is_denial
from streams.ruleset import load_table

#: How the ids of such records begin; those of incidents are UUIDs.
PREFIX = "withdrawals-"


class Limits(NamedTuple):
    """How many withdrawals are remembered, and in how many records."""

    most: int
    records: int


@lru_cache(maxsize=1)
def limits() -> Limits:
    """Load the limits."""
    return Limits(**load_table("incidents/withdrawals.toml"))


def model_of(key: str) -> type[Incident]:
    """Return what a record of the incidents topic is, by its key.

    >>> model_of("withdrawals-3").__name__, model_of("45bdd5e8-0000-5000-8000-000000000000").__name__
    ('Withdrawals', 'Incident')
    """
    return Withdrawals if key.startswith(PREFIX) else Incident


def record_id(article_id: str, *, test: bool) -> str:
    """Return the id of the record in which withdrawals of an article are remembered.

    >>> record_id("6f1ed002ab5595859014ebf0951522d9", test=True)
    'withdrawals-test-12'
    """
    return f"{PREFIX}{'test-' if test else ''}{crc32(article_id.encode()) % limits().records}"


def remembering(
    event: ConflictEvent, known: Callable[[str], Withdrawals | None], now: datetime, *, test: bool
) -> Withdrawals | None:
    """Return the record that remembers what an event takes back; None when it takes nothing back or it is known.

    ``known`` gives the record of an id as it is, ``now`` is the time of the event's record.
    """
    version = _taken_back(event)
    if version < 1:
        return None
    name = record_id(event.article.article_id, test=test)
    before = known(name)
    kept = () if before is None else before.withdrawals
    if any(each.event_id == event.event_id for each in kept):
        return None
    new = Withdrawal(
        article_id=event.article.article_id,
        version=version,
        event_id=event.event_id,
        at=now,
        canceled=event.article.pub_status == PubStatus.CANCELED or not event.withdraws,
    )
    remembered = _bounded((*kept, new), now)
    if new not in remembered:
        return None
    return Withdrawals(
        incident_id=name,
        event_type=EventType.OTHER_ATTACK.value,
        status=IncidentStatus.CLOSED.value,
        test=test,
        first_seen=now if before is None else before.first_seen,
        last_seen=now,
        applied_at=now,
        revision=1 if before is None else before.revision + 1,
        withdrawals=remembered,
    )


def withdrawal_of(event: ConflictEvent, record: Withdrawals | None, now: datetime) -> Withdrawal | None:
    """Return what took back an event's version of its article, or a newer one, before it came; None when nothing did.

    What is published under the old number after that is a new article.
    """
    if record is None or event.withdraws:
        return None
    article, version = event.article, event.article.version or 1
    found = [
        each
        for each in record.withdrawals
        if each.article_id == article.article_id
        and each.event_id != event.event_id
        and _lasts(each, now)
        and (version < each.version or (version == each.version and not _is_published_after(event, each.at)))
    ]
    return min(found, key=lambda each: (each.at, each.event_id), default=None)


def report_of_withdrawal(found: Withdrawal, event: ConflictEvent) -> Report:
    """Return the report under which an incident lists the withdrawal of an event's article."""
    return Report(
        event_id=found.event_id,
        article_uri=event.article.uri,
        family=family_of_event(event),
        article_id=found.article_id,
        version=found.version,
        time=found.at,
        source=event.article.source,
        domain=event.article.domain,
        denial=True,
        why_joined="withdrew its article before that came",
    )


def _taken_back(event: ConflictEvent) -> int:
    """Return the version up to which an event takes its own article back, 0 when it does not.

    A newer version that denies what the older ones told takes them back; it does not take back itself.
    """
    version = event.article.version or 1
    if event.retracts is not None:
        return 0
    if event.withdraws:
        return version
    return version - 1 if is_denial(event) else 0


def _is_published_after(event: ConflictEvent, moment: datetime) -> bool:
    return event.article.published_at is not None and event.article.published_at > moment


def _lasts(withdrawal: Withdrawal, now: datetime) -> bool:
    return withdrawal.at + FORGOTTEN_AFTER > now


def _bounded(withdrawals: tuple[Withdrawal, ...], now: datetime) -> tuple[Withdrawal, ...]:
    """Leave out what is too old, then what is too much: the oldest, those of mere newer versions first."""
    lasting = [each for each in withdrawals if _lasts(each, now)]
    most = max(1, limits().most // limits().records)
    ranked = sorted(lasting, key=lambda each: (each.canceled, each.at, each.event_id))
    kept = {each.event_id for each in ranked[-most:]}
    return tuple(each for each in lasting if each.event_id in kept)
