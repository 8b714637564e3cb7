"""Follow the topic of alerts: each alert once, in order for each incident, committed only after it was dealt with.

Example::

    async for alert in alerts(start="-1h", min_severity="Severe", group="my-desk"):
        print(alert.headline)  # asking for the next one says that this one is done
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiokafka import TopicPartition
from aiokafka.errors import (
    AuthenticationFailedError,
    GroupAuthorizationFailedError,
    IllegalStateError,
    KafkaError,
    TopicAuthorizationFailedError,
)

from schemas.alert import Alert
from schemas.codec import BadRecord, decode
from schemas.topics import Topic
from streams.kafka.connection import Unreachable
from streams.kafka.reading import record_of
from streams.kafka.topics import require
from streams.settings import Settings
from streams.stage import Record
from streams.subscribe.filters import Filter, is_test, parse_filter
from streams.subscribe.heartbeats import SILENCE_SECONDS, watch
from streams.subscribe.history import recall
from streams.subscribe.outages import Outage
from streams.subscribe.partitions import Partitions, all_partitions, ends_of, partitions_of_group
from streams.subscribe.positions import Start, Stop, parse_start, parse_stop
from streams.subscribe.screen import Screen

#: Longest wait for records, and time between two commits or two looks whether the broker is there.
POLL_MS = 500
COMMIT_SECONDS = 1.0
LOOK_SECONDS = 5.0

Tell = Callable[[str], None]

_REFUSALS = (AuthenticationFailedError, GroupAuthorizationFailedError, TopicAuthorizationFailedError)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for; ``start`` None is latest, ``stop`` None never stops. ``count``: stop after so many alerts."""

    start: Start | None = None
    stop: Stop | None = None
    count: int | None = None
    group: str | None = None
    wanted: Filter = field(default_factory=Filter)
    silence_seconds: float = SILENCE_SECONDS


@dataclass(frozen=True, slots=True)
class Received:
    """An alert, and the record that carries it."""

    alert: Alert
    record: Record


def alerts(
    *,
    settings: Settings | None = None,
    start: str | datetime | timedelta | None = None,
    until: str | datetime | None = None,
    until_eos: bool = False,
    count: int | None = None,
    group: str | None = None,
    min_severity: str | None = None,
    min_certainty: str | None = None,
    country: str | Iterable[str] = (),
    event_type: str | Iterable[str] = (),
    near: str | tuple[float, float, float] | None = None,
    include_test: bool = False,
    silence_seconds: float = SILENCE_SECONDS,
    tell: Tell | None = None,
) -> AsyncGenerator[Alert, None]:
    """Yield alerts as they come, each once.

    Args:
        settings: where the broker is and how the topics are called; by default from the environment.
        start: "earliest", "latest" (the default), a time with its zone, or a time back ("-15m", a timedelta). A group
            that has been here before resumes where it stopped instead.
        until: "now" (what the topic holds already) or a time: records from then on are left out.
        until_eos: end when everything is read.
        count: end after so many alerts.
        group: consumer group that keeps the place; an alert is committed once the next one is asked for.
        min_severity: CAP word; filters by ``severity_peak``.
        min_certainty: CAP word.
        country: codes of two letters; "ZZ" is unknown or the high seas.
        event_type: kinds of attack.
        near: latitude, longitude and kilometres.
        include_test: also replays and tests.
        silence_seconds: time without a sign of life of the worker after which that is told.
        tell: takes warnings, one line each; by default the log ``streams.subscribe``.

    Raises:
        ValueError: at once, when an argument means nothing.
        Unreachable: while iterating, when no broker answers at the start, or it refuses.
    """
    request = request_of(
        start=start, until=until, until_eos=until_eos, count=count, group=group, silence_seconds=silence_seconds,
        wanted=parse_filter(
            min_severity=min_severity, min_certainty=min_certainty, country=country, event_type=event_type, near=near,
            include_test=include_test,
        ),
    )  # fmt: skip
    stream = received(settings or Settings(), request, tell or logging.getLogger("streams.subscribe").warning)
    return _alerts_of(stream)


def request_of(
    *,
    start: str | datetime | timedelta | None,
    until: str | datetime | None,
    until_eos: bool,
    count: int | None,
    group: str | None,
    silence_seconds: float,
    wanted: Filter,
) -> Request:
    """Return the request that the words ask for.

    Raises:
        ValueError: one of them means nothing.
    """
    if until is not None and until_eos:
        raise ValueError("until and until_eos: only one of them")
    if count is not None and count < 1:
        raise ValueError(f"count {count}: at least 1")
    if silence_seconds <= 0:
        raise ValueError(f"silence_seconds {silence_seconds}: above 0")
    if group is not None and not group.strip():
        raise ValueError("group: a name")
    started = None if start is None else parse_start(start, time.time_ns() // 1_000_000)
    stop = Stop("eos") if until_eos else None if until is None else parse_stop(until)
    return Request(started, stop, count, group, wanted, silence_seconds)


async def _alerts_of(stream: AsyncGenerator[Received, None]) -> AsyncGenerator[Alert, None]:
    async with aclosing(stream):
        async for each in stream:
            yield each.alert


async def received(settings: Settings, request: Request, tell: Tell) -> AsyncGenerator[Received, None]:
    """Yield alerts with their records; see ``alerts``. ``tell`` takes warnings.

    Raises:
        Unreachable: no broker answers at the start, or it refuses.
    """
    await require(settings, [Topic.ALERTS])
    topic = Topic.ALERTS.name_with(settings.topic_prefix)
    opened = (
        all_partitions(settings, topic, request.start, tell)
        if request.group is None
        else partitions_of_group(settings, topic, request.group, request.start, tell)
    )
    # What is read to an end that is there already does not wait for a worker.
    waits = request.stop is None or not (request.stop.at == "eos" or request.stop.reached(time.time() * 1000))
    watching = asyncio.create_task(watch(settings, request.silence_seconds, tell)) if waits else None
    try:
        async with opened as partitions, aclosing(_Following(settings, request, tell, topic, partitions).run()) as run:
            async for each in run:
                yield each
    finally:
        if watching is not None:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)


class _Following:
    """One run over the topic: places partitions, screens records, commits, and knows when it ends."""

    def __init__(self, settings: Settings, request: Request, tell: Tell, topic: str, partitions: Partitions) -> None:
        self._settings = settings
        self._request = request
        self._tell = tell
        self._topic = topic
        self._partitions = partitions
        self._screen = Screen(request.wanted)
        self._outage = Outage(settings.kafka.servers, tell)
        self._ends: dict[TopicPartition, int] | None = None
        #: Partitions with a record that was left out because it comes after the end: not done, nor what follows it.
        self._left: set[TopicPartition] = set()
        self._given = 0
        self._idle = False
        self._committed_at = self._looked_at = time.monotonic()

    async def run(self) -> AsyncGenerator[Received, None]:
        """Yield until the end; commit what is done, also when the caller has enough."""
        try:
            while not await self._ended():
                for partition, batch in (await self._batch()).items():
                    for record in map(record_of, batch):
                        if not self._partitions.reads(partition):
                            break  # dealt out anew meanwhile: its next reader starts at the committed offset
                        if (found := self._screened(partition, record)) is not None:
                            yield found
                            self._given += 1
                        if partition not in self._left:
                            self._partitions.done(partition, record.offset + 1)
                        if self._given == self._request.count:
                            return
                        await self._commit_sometimes()
                await self._commit()
        finally:
            await self._commit()

    async def _batch(self) -> dict[TopicPartition, list[object]]:
        """Return the next records of partitions that are placed; empty when none came, or the broker is away."""
        consumer = self._partitions.consumer
        try:
            if placed := await self._partitions.places():
                await recall(self._settings, placed, self._screen, self._request.wanted)
                await self._partitions.settle(placed)
            batch = await consumer.getmany(timeout_ms=POLL_MS)
            if self._outage.told or (not batch and time.monotonic() - self._looked_at >= LOOK_SECONDS):
                await ends_of(consumer, self._topic)
                self._looked_at = time.monotonic()
                self._outage.back()
        except (KafkaError, TimeoutError, Unreachable) as error:
            await self._bear(error)
            batch = {}
        self._idle = not batch
        return dict(batch)

    async def _bear(self, error: Exception) -> None:
        """Go on without the broker; a refusal is final."""
        if isinstance(error, _REFUSALS):
            raise error
        # A partition that was dealt out anew in the middle of a question is no outage.
        if not isinstance(error, IllegalStateError):
            self._outage.away(str(error) if isinstance(error, Unreachable) else None)
        await asyncio.sleep(POLL_MS / 1000)

    def _screened(self, partition: TopicPartition, record: Record) -> Received | None:
        """Return the alert of a record if it is to be given."""
        self._partitions.received(partition, record.offset)
        stop = self._request.stop
        after = self._ends is not None and record.offset >= self._ends.get(partition, 0)
        if after or (stop is not None and stop.excludes(record.timestamp_ms)):
            self._left.add(partition)
            return None
        try:
            alert = decode(Alert, record.value or b"")
        except BadRecord as error:
            self._tell(f"{record.position}: skipped, this is no alert: {error}")
            return None
        test = is_test(alert, record)
        if self._screen.passes(alert, test=test) and self._screen.is_new(alert, test=test):
            return Received(alert, record)
        return None

    async def _ended(self) -> bool:
        """Say whether all that belongs to the subscription is read."""
        stop = self._request.stop
        if stop is None:
            return False
        consumer = self._partitions.consumer
        try:
            if self._ends is None and stop.reached(time.time() * 1000):
                self._ends = await ends_of(consumer, self._topic)
            if not self._partitions.settled:
                return False
            ends = await ends_of(consumer, self._topic) if stop.at == "eos" and self._idle else self._ends
            if ends is None:
                return False
            async with asyncio.timeout(LOOK_SECONDS):
                return all([await consumer.position(each) >= ends[each] for each in consumer.assignment()])
        except (KafkaError, TimeoutError, Unreachable) as error:
            await self._bear(error)
            return False

    async def _commit(self) -> None:
        self._committed_at = time.monotonic()
        if not await self._partitions.commit():
            self._outage.away()

    async def _commit_sometimes(self) -> None:
        if time.monotonic() - self._committed_at >= COMMIT_SECONDS:
            await self._commit()
