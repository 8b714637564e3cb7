"""What the loops of the stages are tested with: a stream of events, a sender that keeps all, an end that raises."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from streams.kafka.sender import Sender
from streams.settings import Settings
from streams.stage import Record
from streams.worker import detect, track
from streams.worker.guards import Skip


async def beginning(_: int) -> int:
    """Give offset 0 as the one to go on from."""
    return 0


async def never(_: Skip) -> bool:
    """Say that what was skipped is in the topic."""
    return False


class Left(BaseException):
    """Stands for the end of the process: nothing in a loop catches it."""


@pytest.fixture
def leaving(monkeypatch: pytest.MonkeyPatch) -> type[Left]:
    """Let a loop that leaves raise ``Left`` instead of ending the tests."""

    def leave(status: int, why: str, **_: object) -> None:
        raise Left(f"{status} {why}")

    monkeypatch.setattr(detect, "leave", leave)
    monkeypatch.setattr(track, "leave", leave)
    return Left


def event(record: Record) -> Any:
    """Return what Faust hands over for a record."""
    return SimpleNamespace(
        message=SimpleNamespace(
            topic=record.topic,
            partition=record.partition,
            offset=record.offset,
            timestamp=record.timestamp_ms / 1000,
            headers=list(record.headers),
            key=record.key,
            value=record.value,
        )
    )


@dataclass
class Stream:
    """Gives its records one by one, or in batches of two."""

    records: Sequence[Record]

    async def events(self) -> AsyncIterator[Any]:
        for record in self.records:
            yield event(record)

    async def take_events(self, _most: int, within: float) -> AsyncIterator[list[Any]]:
        assert within <= 0.02
        for start in range(0, len(self.records), 2):
            yield [event(record) for record in self.records[start : start + 2]]


@dataclass
class Kept(Sender):
    """A sender without a broker; ``fails`` raises instead."""

    fails: BaseException | None = None
    calls: list[list[Record]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(Settings())

    async def send(self, records: Iterable[Record], *, partition: int | None = None) -> list[Any]:
        if self.fails is not None:
            raise self.fails
        self.calls.append(list(records))
        return []

    @property
    def topics(self) -> list[list[str]]:
        """The suffixes of the topics that each call wrote to."""
        return [[record.topic.removeprefix("tocsin-") for record in call] for call in self.calls]
