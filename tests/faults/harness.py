"""Run workers on a real Kafka, disturb them, wait until all is processed, and judge what the topics hold.

    async with deployment(bootstrap, folder) as run:
        await run.feed(articles(3, 2_000))
        run.start("one")
        await run.until_committed(500)
        run.kill("one", "track")
        await run.settled()
        assert (await run.judgement()).faults() == {}

Stages that end with 70 or 71, or by a signal we sent, start again, as under ``tocsin worker``. Nothing waits for a
time: every wait is for a condition, with a deadline.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
import uuid
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from signal import SIGKILL, SIGTERM, Signals
from typing import Any

from aiokafka import TopicPartition
from aiokafka.coordinator.protocol import ConsumerProtocolMemberAssignment

from dev.kafka.broker import ROOT
from schemas.topics import Topic
from streams.kafka.connection import Unreachable, admin
from streams.kafka.groups import group_name
from streams.kafka.reading import reader, until_end
from streams.kafka.sender import Sender
from streams.kafka.topics import create
from streams.settings import KafkaSettings, Settings
from streams.stage import Record
from streams.worker.metric_files import FOLDER
from tests.faults.oracle import Judgement, judge

STAGES = ("detect", "track")
#: Ended by: infrastructure, watchdog; the supervisor starts these again.
RESTARTED = (70, 71)
#: Seconds between two looks at a condition.
LOOK = 0.25

Key = tuple[str, str]


@dataclass(slots=True)
class Member:
    """One process of one stage of one worker."""

    process: subprocess.Popen[bytes]
    starts: int = 1
    #: Faults that shall befall it, and how many had happened in this deployment before.
    faults: Sequence[str] = ()
    before: int = 0


@dataclass(slots=True)
class Deployment:
    """A deployment with topics of its own. ``patches`` are applied to every process of a stage."""

    settings: Settings
    folder: Path
    patches: Mapping[str, Sequence[str]] = field(default_factory=dict)
    env: dict[str, str] = field(default_factory=dict)
    members: dict[Key, Member] = field(default_factory=dict)
    restarts: int = 0
    kills: int = 0

    @property
    def log(self) -> Path:
        """Where all processes write."""
        return self.folder / f"{self.settings.topic_prefix}log.txt"

    async def feed(self, records: Iterable[Record]) -> None:
        """Send articles to the articles topic."""
        name = Topic.ARTICLES.name_with(self.settings.topic_prefix)
        waiting = [replace(each, topic=name) for each in records]
        async with Sender(self.settings, linger_ms=5) as sender:
            for start in range(0, len(waiting), 1000):
                await sender.send(waiting[start : start + 1000])

    def start(self, worker: str, stages: Sequence[str] = STAGES, faults: Sequence[str] = ()) -> None:
        """Start a worker's stages; ``faults`` befall their first process that lives to see them, and no other."""
        for stage in stages:
            happened = self.happened()
            self.members[worker, stage] = Member(self._spawn(worker, stage, faults), 1, faults, happened)

    def _spawn(self, worker: str, stage: str, faults: Sequence[str] = ()) -> subprocess.Popen[bytes]:
        # Mutants come last, so that they wrap a fault: a send that nobody awaits may be a slow one.
        command = [sys.executable, "-m", "tests.faults.stage_with", stage, *faults, *self.patches.get(stage, ())]
        counts = self.folder / f"{self.settings.topic_prefix}{worker}"  # it counts, as under the supervisor
        counts.mkdir(exist_ok=True)
        env = {**os.environ, **self.env, "TOCSIN_WORKER__INSTANCE": worker, FOLDER: str(counts)}
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=env, cwd=ROOT, start_new_session=True
            )

    def signal(self, worker: str, stage: str, number: Signals) -> subprocess.Popen[bytes]:
        """Send a signal to a process and return it."""
        process = self.members[worker, stage].process
        process.send_signal(number)
        return process

    def kill(self, worker: str, stage: str) -> None:
        """Kill a process; it is started again at the next look."""
        self.signal(worker, stage, SIGKILL).wait()
        self.kills += 1

    async def die(self, worker: str, stage: str, fault: str, limit: float = 60.0) -> None:
        """Start a stage's process again with a fault that ends it, and wait until it has."""
        member = self.members[worker, stage]
        self.kill(worker, stage)
        member.faults, member.before = [fault], self.happened()
        member.process = self._spawn(worker, stage, member.faults)
        await self.until(lambda: self.happened() > member.before, f"{worker}/{stage} ends by {fault}", limit)

    def happened(self) -> int:
        """Return how many faults the processes have told of."""
        said = self.log.read_text(errors="replace") if self.log.exists() else ""
        return sum(line.startswith("FAULT ") for line in said.splitlines())

    def leave(self, worker: str, *, limit: float = 10.0, how: Signals = SIGTERM) -> list[int]:
        """End a worker for good; return the statuses of its stages.

        Raises:
            subprocess.TimeoutExpired: a stage takes longer than ``limit`` seconds.
        """
        leaving = [self.members.pop(key).process for key in list(self.members) if key[0] == worker]
        for process in leaving:
            process.send_signal(how)
        try:
            return [process.wait(limit) for process in leaving]
        finally:
            for process in leaving:
                process.kill()
                process.wait()

    def mind(self) -> None:
        """Start again what has ended.

        Raises:
            AssertionError: a stage ended with a status that no supervisor would restart.
        """
        for (worker, stage), member in self.members.items():
            status = member.process.poll()
            if status is None:
                continue
            assert status in RESTARTED or status == -SIGKILL, f"{worker}/{stage} ended with {status}: {self.tail()}"
            self.restarts += 1
            # A process may end before its fault: Faust's start is no sure thing.
            faults = member.faults if self.happened() == member.before else ()
            member.process, member.starts = self._spawn(worker, stage, faults), member.starts + 1

    async def until(self, holds: Callable[[], Any], what: str, limit: float = 120.0) -> None:
        """Look after the workers until a condition holds; it may be a coroutine function.

        Raises:
            AssertionError: it does not hold within ``limit`` seconds.
        """
        deadline = time.monotonic() + limit
        while True:
            self.mind()
            with suppress(Unreachable, TimeoutError, OSError):  # the broker may be what is disturbed
                met = holds()
                if await met if asyncio.iscoroutine(met) else met:
                    return
            assert time.monotonic() < deadline, f"not within {limit:g} s: {what}; {await self._said()}; {self.tail()}"
            await asyncio.sleep(LOOK)

    async def until_committed(self, more: int, stage: str = "track", limit: float = 120.0) -> None:
        """Wait until a stage has committed ``more`` records than now."""
        wanted: list[int] = []

        async def advanced() -> bool:
            committed, end = await self.progress(stage)
            wanted.append(committed + more)
            return committed >= min(wanted[0], end) > 0

        await self.until(advanced, f"{more} more records of {stage}", limit)

    async def settled(self, patience: float = 240.0) -> None:
        """Wait until both stages have committed all there is, and nothing more comes.

        Raises:
            AssertionError: nothing moved for ``patience`` seconds.
        """
        seen: list[tuple[int, int]] = []
        settled = False

        async def moved() -> bool:
            nonlocal settled
            found = [await self.progress(stage) for stage in STAGES]
            settled = all(committed == end for committed, end in found) and found == seen
            changed = found != seen
            seen[:] = found
            return settled or changed

        while not settled:
            await self.until(moved, "any progress", patience)
            await asyncio.sleep(LOOK)

    async def progress(self, stage: str) -> tuple[int, int]:
        """Return how many records of its topic a stage has committed, and how many there are."""
        topic = Topic.ARTICLES if stage == "detect" else Topic.EVENTS
        name = topic.name_with(self.settings.topic_prefix)
        async with (
            asyncio.timeout(10),
            reader(self.settings.kafka, name) as consumer,
            admin(self.settings.kafka) as client,
        ):
            partitions = sorted(consumer.assignment())
            ends = await consumer.end_offsets(partitions)
            group = group_name(self.settings.topic_prefix, stage)
            found = await client.list_consumer_group_offsets(group, partitions=partitions)
        committed: dict[TopicPartition, int] = {each: max(0, at.offset) for each, at in found.items()}
        return sum(committed.get(each, 0) for each in partitions), sum(ends.values())

    async def read(self) -> dict[Topic, list[Record]]:
        """Return what each topic holds, in order of partition and offset."""
        held: dict[Topic, list[Record]] = {}
        for topic in Topic:
            async with reader(self.settings.kafka, topic.name_with(self.settings.topic_prefix)) as consumer:
                records = [each async for each in until_end(consumer)]
            held[topic] = sorted(records, key=lambda each: (each.partition, each.offset))
        return held

    async def holder(self, stage: str) -> str | None:
        """Return the worker that has partitions of a stage's topic, None when several have or none."""
        async with admin(self.settings.kafka) as client:
            (described,) = await client.describe_consumer_groups([group_name(self.settings.topic_prefix, stage)])
        holding = {
            member[0].partition(f"-{stage}-")[0]
            for group in described.groups
            for member in group[5]
            if member[4] and any(given for _, given in ConsumerProtocolMemberAssignment.decode(member[4]).assignment)
        }
        return holding.pop() if len(holding) == 1 else None

    async def judgement(self, excused: Sequence[str] = ()) -> Judgement:
        """End the workers, read all topics and judge.

        Raises:
            AssertionError: something was not counted.
        """
        self.end()
        assert "not counted" not in self.log.read_text(errors="replace"), self.tail()
        return judge(await self.read(), excused=excused)

    def end(self) -> None:
        """Kill what still runs."""
        for member in self.members.values():
            member.process.kill()
            member.process.wait()
        self.members.clear()

    def tail(self, lines: int = 12) -> str:
        """Return the end of the log."""
        said = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(["log:", *said[-lines:]])

    def lives(self) -> str:
        """Return what the log tells of the stages' lives: what they were given, read and ended by."""
        told = ("assigned", "leaving", "incidents recovered", "late record", "drain", "FAULT")
        said = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(["log:", *(line for line in said if any(each in line for each in told))])

    async def _said(self) -> str:
        with suppress(Unreachable, TimeoutError, OSError):
            return ", ".join([f"{stage} {await self.progress(stage)}" for stage in STAGES])
        return "no broker"


@asynccontextmanager
async def deployment(
    bootstrap: str, folder: Path, *, patches: Mapping[str, Sequence[str]] | None = None, **worker: object
) -> AsyncIterator[Deployment]:
    """Create the topics of a new deployment; end all its processes at the end. ``worker``: settings of the worker."""
    prefix = f"f{uuid.uuid4().hex[:8]}-"
    settings = Settings(kafka=KafkaSettings(bootstrap_servers=bootstrap), topic_prefix=prefix)
    # The articles carry times of their own: nothing may be deleted for its age.
    await create(settings, retention_ms=-1)
    chosen = {"session_seconds": 6, "heartbeat_seconds": 3600, **worker}
    env = {f"TOCSIN_WORKER__{name.upper()}": str(value) for name, value in chosen.items()}
    env |= {"TOCSIN_KAFKA__BOOTSTRAP_SERVERS": bootstrap, "TOCSIN_TOPIC_PREFIX": prefix, "TOCSIN_PROCESSES": "2"}
    run = Deployment(settings, folder, patches or {}, env)
    try:
        yield run
    finally:
        run.end()
