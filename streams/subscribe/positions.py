"""Where a subscription starts and where it stops.

Example: ``parse_start("-15m", now_ms)`` is the first record of the last 15 minutes, ``parse_stop("now")`` what the
topic holds at the start and no more. A time means the timestamp of records: that of the article that caused the alert.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from aiokafka import AIOKafkaConsumer, TopicPartition

#: Seconds of the units that a time back from now may have.
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_BACK = re.compile(r"-([0-9]{1,9})([smhd])")


@dataclass(frozen=True, slots=True)
class Start:
    """The first record: the oldest there is, the next one to come, or the first since a time (Unix ms)."""

    at: Literal["earliest", "latest"] | int


@dataclass(frozen=True, slots=True)
class Stop:
    """The end: what is there at the start (``now``), when all is read (``eos``), or a time (Unix ms), which is out."""

    at: Literal["now", "eos"] | int

    def excludes(self, timestamp_ms: int) -> bool:
        """Say whether a record of that time comes after the end."""
        return isinstance(self.at, int) and timestamp_ms >= self.at

    def reached(self, now_ms: float) -> bool:
        """Say whether the end is settled: nothing that is written from now on belongs to the subscription."""
        return self.at == "now" or (isinstance(self.at, int) and now_ms >= self.at)


def parse_start(said: str | datetime | timedelta, now_ms: int) -> Start:
    """Return where to start.

    >>> parse_start("-15m", 1_000_000), parse_start("1970-01-01T00:00:01Z", 0)
    (Start(at=100000), Start(at=1000))

    Raises:
        ValueError: neither earliest, latest, a time with its zone, nor a time back from now.
    """
    if isinstance(said, timedelta):
        return Start(_kept(now_ms - abs(said).total_seconds() * 1000))
    if said == "earliest":
        return Start("earliest")
    if said == "latest":
        return Start("latest")
    if isinstance(said, str) and (back := _BACK.fullmatch(said)):
        return Start(_kept(now_ms - int(back[1]) * _UNITS[back[2]] * 1000))
    moment = _moment(said)
    if moment is None:
        raise ValueError(
            f"{said}: not earliest, latest, a time with its zone (2026-05-11T08:00:00Z), nor -15m, -2h, -1d"
        )
    return Start(moment)


def parse_stop(said: str | datetime) -> Stop:
    """Return where to stop.

    >>> parse_stop("now"), parse_stop("1970-01-01T00:00:01Z")
    (Stop(at='now'), Stop(at=1000))

    Raises:
        ValueError: neither now nor a time with its zone.
    """
    if said == "now":
        return Stop("now")
    moment = _moment(said)
    if moment is None:
        raise ValueError(f"{said}: not now, nor a time with its zone (2026-05-11T08:00:00Z)")
    return Stop(moment)


async def resolve(
    consumer: AIOKafkaConsumer, start: Start, partitions: Iterable[TopicPartition]
) -> dict[TopicPartition, int]:
    """Return the offset at which each partition starts."""
    asked = list(partitions)
    if start.at == "earliest":
        return dict(await consumer.beginning_offsets(asked))
    # The end comes first: a record that arrives between the two questions must lie behind it, not before it.
    ends: dict[TopicPartition, int] = await consumer.end_offsets(asked)
    if not isinstance(start.at, int):
        return ends
    found = await consumer.offsets_for_times(dict.fromkeys(asked, start.at))
    return {each: ends[each] if found.get(each) is None else found[each].offset for each in asked}


def _moment(said: str | datetime) -> int | None:
    try:
        moment = said if isinstance(said, datetime) else datetime.fromisoformat(said.strip().upper())
    except (AttributeError, ValueError):
        return None
    return None if moment.tzinfo is None else _kept(moment.timestamp() * 1000)


def _kept(ms: float) -> int:
    """Round a time to the milliseconds that a topic knows; negative ones mean something else to a broker."""
    return max(0, round(ms))
