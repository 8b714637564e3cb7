"""Signs of life: written in turns to every partition, handed on by every stage."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from schemas.codec import decode
from schemas.heartbeat import Heartbeat
from schemas.topics import Topic
from streams.kafka.sender import Sender
from streams.memory import Memory
from streams.settings import Settings, WorkerSettings
from streams.stage import Record
from streams.topology import TOPOLOGY
from streams.worker.heartbeats import Heart, heartbeat

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
SETTINGS = Settings(worker=WorkerSettings(instance="worker-1", heartbeat_seconds=0.01))


class Ears(Sender):
    """A sender that keeps what it is given, and ends after eight."""

    def __init__(self) -> None:
        super().__init__(SETTINGS)
        self.heard: list[tuple[Record, int | None]] = []

    async def partitions(self, topic: str) -> list[int]:
        return [0, 1, 2, 3]

    async def send(self, records: Any, *, partition: int | None = None) -> list[Any]:
        self.heard += [(record, partition) for record in records]
        if len(self.heard) == 8:
            raise asyncio.CancelledError
        return []


def test_every_partition_has_its_turn() -> None:
    ears = Ears()
    asyncio.run(silenced(Heart(SETTINGS, ears)))
    assert [partition for _, partition in ears.heard] == [0, 1, 2, 3, 0, 1, 2, 3]
    assert [decode(Heartbeat, record.value or b"").sequence for record, _ in ears.heard] == list(range(8))


async def silenced(heart: Heart) -> None:
    task = asyncio.create_task(heart.beat())
    await asyncio.wait([task])


def test_a_sign_of_life_passes_every_stage_without_verdict_or_event() -> None:
    sent = heartbeat(SETTINGS, Topic.ARTICLES, NOW, sequence=7)
    passed = list(Memory(TOPOLOGY).feed(sent))
    assert [record.topic for record in passed] == ["tocsin-events", "tocsin-heartbeats"]
    life = decode(Heartbeat, passed[-1].value or b"")
    assert (life.instance, life.sequence, life.stages, life.sent) == ("worker-1", 7, ("detect", "track"), NOW)
    assert (passed[-1].key, passed[-1].timestamp_ms) == (b"worker-1", 1_773_144_000_000)


def test_a_problem_is_told_straight() -> None:
    record = heartbeat(SETTINGS, Topic.HEARTBEATS, NOW, problem="track is stopped")
    assert decode(Heartbeat, record.value or b"").problem == "track is stopped"
