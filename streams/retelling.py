"""Tell the sample stream anew, as if it happened these days, round after round: for a demo that runs for hours.

The samples are four days of May 2026. A round tells them as the last four days, in some minutes: names of days and
dates in the texts move with them, an article is published shortly before it is sent, and has an id of its own in each
round. Three rounds of a day are news: each lies two days before the one before it, and an attack of another day is
another attack. A story told twice of one day is known by then, so that later rounds are taken for copies, as they
would be in life, until the date changes. Example::

    for record in of_round(records(sample_lines()), 0):
        retold(record, "tocsin-articles", Telling(name="1", days=202), now_ms)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

import orjson

from schemas.article import RawArticle
from schemas.codec import BadRecord, decode
from streams.archive.files import Line
from streams.archive.lines import read_line
from streams.stage import Record

#: Header of each record: it stems from the samples.
MARK = ("tocsin-demo", b"true")
#: Rounds that differ by days, and by how many.
_ROUNDS, _DAYS_APART = 3, 2
#: How much less time than in the samples passes between the publication of an article and its arrival.
_SOONER = 10
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = re.compile(rf"\b(?:{'|'.join(_DAYS)})\b")
#: A day of the samples' own month; other months are history.
_DATE = re.compile(r"\bMay (\d{1,2})\b(?!, \d{4})")
_ISO = re.compile(r"\b2026-05-\d\d\b")
_TIMES = ("published_at", "retrieved_at", "modified_at", "embargoed_until")


class Telling(NamedTuple):
    """One round: the name that makes its ids its own, and by how many days it moves what the texts say."""

    name: str
    days: int


def records(lines: Iterable[Line]) -> list[Record]:
    """Return the samples as records, as they stand in the file."""
    return [read_line(line.text, line.number) for line in lines]


def of_round(samples: Sequence[Record], number: int) -> list[Record]:
    """Return what a round tells: of the records that must end as dead letters only one, a share as in life."""
    broken = [record for record in samples if not _is_article(record)]
    kept = broken[number % len(broken)] if broken else None
    return [record for record in samples if record is kept or record not in broken]


def telling(samples: Sequence[Record], number: int, today: date, name: str) -> Telling:
    """Return how a round is told: the last day of the samples is today, or some days ago.

    >>> last = Record("tocsin-articles", b"", b"", 1778738520000)  # 14 May 2026
    >>> [telling([last], number, date(2026, 5, 20), "a").days for number in range(4)]
    [6, 4, 2, 6]
    """
    last = datetime.fromtimestamp(samples[-1].timestamp_ms / 1000, UTC).date()
    return Telling(name, (today - last).days - _DAYS_APART * (number % _ROUNDS))


def retold(sample: Record, topic: str, how: Telling, now_ms: int) -> Record:
    """Return a sample as it is sent now: its days moved, published shortly before now, with an id of its own."""
    value: dict[str, Any] = orjson.loads(moved((sample.value or b"{}").decode(), how.days))
    original: dict[str, Any] = orjson.loads(sample.value or b"{}")
    for name in ("uri", "url"):
        if isinstance(value.get(name), str):
            value[name] = f"{value[name]}-{how.name}"
    for name in _TIMES:
        if isinstance(original.get(name), str):
            value[name] = _time(original[name], sample.timestamp_ms, now_ms)
    key = (sample.key or b"") + f"-{how.name}".encode()
    return Record(topic, key, orjson.dumps(value), now_ms, (("content-type", b"application/json"), MARK))


def moved(text: str, days: int) -> str:
    """Return a text whose days are some days later; other months and years are history, and stay.

    >>> moved("on Monday, May 11, after the war of May 30, 2014", 21)
    'on Monday, June 1, after the war of May 30, 2014'
    >>> moved("since Thursday", 2)
    'since Saturday'
    """

    def day(found: re.Match[str]) -> str:
        return _DAYS[(_DAYS.index(found[0]) + days) % 7]

    def dated(found: re.Match[str]) -> str:
        if not 1 <= int(found[1]) <= 31:
            return found[0]
        later = date(2026, 5, int(found[1])) + timedelta(days=days)
        return f"{later:%B} {later.day}"

    def iso(found: re.Match[str]) -> str:
        return (date.fromisoformat(found[0]) + timedelta(days=days)).isoformat()

    return _ISO.sub(iso, _DATE.sub(dated, _DAY.sub(day, text)))


def _time(told: str, arrived_ms: int, now_ms: int) -> str:
    """Return a time that lies before or after now as it did before or after the arrival of the sample."""
    moment = datetime.fromisoformat(told)
    away = moment - datetime.fromtimestamp(arrived_ms / 1000, UTC)
    if away < timedelta(0):
        away /= _SOONER
    return (datetime.fromtimestamp(now_ms / 1000, UTC) + away).isoformat(timespec="seconds")


def _is_article(record: Record) -> bool:
    try:
        decode(RawArticle, record.value or b"")
    except BadRecord:
        return False
    return True
