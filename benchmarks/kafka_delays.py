"""Follow a worker from outside: what the topics got, when an article was due, when a reader had its alert.

Example: ``await steady(settings, records, watch)`` gives the delays of the alerts of a steady stream.
"""

from __future__ import annotations

import asyncio
import os
import signal
import statistics
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaConsumer, TopicPartition

from benchmarks.processes import Watch
from schemas.topics import Topic
from streams.kafka.groups import group_name
from streams.kafka.reading import partitions_of, reader
from streams.kafka.sender import Sender
from streams.settings import Settings
from streams.stage import Record

#: Articles a second of the steady stream and of the one under which the worker is killed.
STEADY, KILLED_UNDER = 200, 50
#: Seconds of the steady stream after which its delays are told once more: by then clients have connected.
FIRST_SECONDS = 5.0
#: Seconds within which anything must have happened.
PATIENCE = 900.0
KILLS = 3


class Counter:
    """Counts the records of topics, and what the groups have committed."""

    def __init__(self, settings: Settings, consumer: AIOKafkaConsumer) -> None:
        self._settings = settings
        self._consumer = consumer

    async def records(self, *topics: Topic) -> int:
        """Return how many records the topics got so far; compacted ones too."""
        ends = await self._consumer.end_offsets(await self._partitions(topics))
        return sum(ends.values())

    async def _partitions(self, topics: Iterable[Topic]) -> list[TopicPartition]:
        names = [topic.name_with(self._settings.topic_prefix) for topic in topics]
        return [TopicPartition(name, at) for name in names for at in await partitions_of(self._consumer, name)]

    async def until(self, number: int, *topics: Topic) -> None:
        """Wait until the topics got so many records."""
        async with asyncio.timeout(PATIENCE):
            while await self.records(*topics) < number:
                await asyncio.sleep(0.05)

    async def until_tracked(self) -> None:
        """Wait until track has committed every event there is."""
        (events,) = await self._partitions([Topic.EVENTS])
        async with asyncio.timeout(PATIENCE), _group(self._settings, "track") as member:
            while (await member.committed(events) or 0) < await self.records(Topic.EVENTS):
                await asyncio.sleep(0.05)


@asynccontextmanager
async def _group(settings: Settings, stage: str) -> AsyncIterator[AIOKafkaConsumer]:
    """Give a client that may ask what the group of a stage has committed, without joining it."""
    member = AIOKafkaConsumer(
        bootstrap_servers=settings.kafka.bootstrap_servers,
        group_id=group_name(settings.topic_prefix, stage),
        enable_auto_commit=False,
    )
    async with member:
        yield member


@asynccontextmanager
async def counter(settings: Settings) -> AsyncIterator[Counter]:
    """Give what counts."""
    async with reader(settings.kafka, Topic.VERDICTS.name_with(settings.topic_prefix)) as consumer:
        consumer.pause(*consumer.assignment())
        yield Counter(settings, consumer)


class Arrivals:
    """Reads a topic as a subscriber would; ``got``: when the first record of an article came, by its position."""

    def __init__(self, settings: Settings, topic: Topic) -> None:
        self._kafka = settings.kafka
        self._topic = topic.name_with(settings.topic_prefix)
        self.got: dict[str, float] = {}

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[dict[str, float]]:
        """Take note of what comes from now on until the end of the context."""
        ready = asyncio.Event()
        listening = asyncio.create_task(self._listen(ready))
        await ready.wait()
        try:
            yield self.got
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    async def _listen(self, ready: asyncio.Event) -> None:
        async with reader(self._kafka, self._topic) as consumer:
            await consumer.seek_to_end()
            ready.set()
            async for record in consumer:
                self.got.setdefault(dict(record.headers)["origin"].decode(), time.perf_counter())


class Paced:
    """Sends articles at a rate; ``due``: when each was due, by its position, however late it was sent."""

    def __init__(self, sender: Sender, rate: float) -> None:
        self._sender = sender
        self._rate = rate
        self.due: dict[str, float] = {}
        self.latest = 0.0

    async def send(self, records: Iterable[Record]) -> None:
        """Send all."""
        started = time.perf_counter()
        async with asyncio.TaskGroup() as sending:
            for at, record in enumerate(records):
                due = started + at / self._rate
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                self.latest = max(self.latest, time.perf_counter() - due)
                sending.create_task(self._one(record, due))

    async def _one(self, record: Record, due: float) -> None:
        (place,) = await self._sender.send([record])
        self.due[f"{place.topic}/{place.partition}/{place.offset}"] = due


async def steady(settings: Settings, records: Iterable[Record], watch: Watch) -> dict[str, float]:
    """Send a steady stream to a worker that runs; return the delays of its alerts in ms, and the cost."""
    watch.mark()
    async with (
        Arrivals(settings, Topic.EVENTS).listening() as events,
        Arrivals(settings, Topic.ALERTS).listening() as alerts,
        Sender(settings) as sender,
        counter(settings) as count,
    ):
        before = await count.records(Topic.VERDICTS, Topic.DEAD_LETTERS)
        paced = Paced(sender, STEADY)
        await paced.send(records)
        await count.until(before + len(paced.due), Topic.VERDICTS, Topic.DEAD_LETTERS)
        await count.until_tracked()
        spent = {role: cost.seconds / len(paced.due) * 1000 for role, cost in watch.spent().items() if cost.seconds}
        await asyncio.sleep(1.0)  # what was acknowledged last arrives
    # The first part of the way, of the articles that alert.
    read = delays({each: paced.due[each] for each in alerts.keys() & paced.due.keys()}, events)
    begun = min(paced.due.values())
    later = delays({each: due for each, due in paced.due.items() if due >= begun + FIRST_SECONDS}, alerts)
    return {
        **delays(paced.due, alerts),
        **{f"{name} of the event": read[name] for name in ("p50_ms", "p99_ms")},
        **{f"{name} after {FIRST_SECONDS:g} s": later[name] for name in ("p50_ms", "p99_ms") if name in later},
        "sent_late_ms": paced.latest * 1000,
        "cpu_s_per_1000": sum(spent.values()),
        **{f"cpu_s_per_1000 {role}": seconds for role, seconds in sorted(spent.items())},
    }


def delays(due: dict[str, float], got: dict[str, float]) -> dict[str, float]:
    """Return p50, p99 and maximum in ms of what arrived, and how many that were; of less than two only how many.

    >>> delays({"a": 1.0, "b": 2.0, "c": 3.0}, {"a": 1.5, "b": 2.25})
    {'alerts': 2, 'p50_ms': 375.0, 'p99_ms': 497.5, 'max_ms': 500.0}
    """
    found = sorted((got[each] - due[each]) * 1000 for each in due.keys() & got.keys())
    if len(found) < 2:
        return {"alerts": len(found)}
    cuts = statistics.quantiles(found, n=100, method="inclusive")
    return {"alerts": len(found), "p50_ms": cuts[49], "p99_ms": cuts[98], "max_ms": found[-1]}


async def restarts(settings: Settings, records: Iterator[Record], watch: Watch) -> dict[str, float]:
    """Kill both stages some times; return the median seconds until the first alert of an article sent afterwards."""
    took = []
    async with Arrivals(settings, Topic.ALERTS).listening() as alerts, Sender(settings) as sender:
        paced = Paced(sender, KILLED_UNDER)
        sending = asyncio.create_task(paced.send(records))
        for _ in range(KILLS):
            await _new_alert(paced, alerts, time.perf_counter())
            for pid in (*watch.pids("detect"), *watch.pids("track")):
                os.kill(pid, signal.SIGKILL)
            killed = time.perf_counter()
            took.append(await _new_alert(paced, alerts, killed) - killed)
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
    return {"first_alert_s": statistics.median(took), "first_alert_longest_s": max(took)}


async def _new_alert(paced: Paced, alerts: dict[str, float], since: float) -> float:
    """Wait for an alert of an article that was due after ``since``; return when it came."""
    async with asyncio.timeout(PATIENCE):
        while True:
            came = [at for name, at in list(alerts.items()) if paced.due.get(name, 0.0) > since]
            if came:
                return min(came)
            await asyncio.sleep(0.02)
