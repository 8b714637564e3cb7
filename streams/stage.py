"""The vocabulary of the topology: a stage, its context, and what it may answer.

Example: ``Stage("detect", reads=Topic.ARTICLES, steps=(clean_article, ...), writes=(Topic.EVENTS, Topic.VERDICTS))``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from pydantic import BaseModel

from schemas.topics import Topic

#: Header that marks a sign of life.
HEARTBEAT = "_heartbeat"


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it stands in a topic. ``timestamp_ms`` is Unix milliseconds; a None ``value`` is a tombstone."""

    topic: str
    key: bytes | None
    value: bytes | None
    timestamp_ms: int
    headers: tuple[tuple[str, bytes], ...] = ()
    partition: int = 0
    offset: int = 0

    @property
    def is_heartbeat(self) -> bool:
        """Whether the record is a sign of life: it gets no verdict and touches no state."""
        return self.header(HEARTBEAT) is not None

    @property
    def position(self) -> str:
        """Where the record stands: topic/partition/offset."""
        return f"{self.topic}/{self.partition}/{self.offset}"

    def __reduce__(self) -> tuple[type[Record], tuple[object, ...]]:
        """Return how it is packed for another process: in half the time that a dataclass takes by itself."""
        return Record, (
            self.topic, self.key, self.value, self.timestamp_ms, self.headers, self.partition, self.offset
        )  # fmt: skip

    def header(self, name: str) -> str | None:
        """Return the last header of that name as text."""
        found = [value for key, value in self.headers if key == name]
        return found[-1].decode("utf-8", "replace") if found else None


@dataclass(frozen=True, slots=True)
class Context:
    """What a step may know beside its input: the record's time (Unix ms) and where the article's record stands.

    ``test`` marks replay and test traffic, whose alerts carry the CAP status Test; ``deployment`` names the sender;
    ``min_level`` is the severity level from which a deployment alerts. ``position`` is the offset of the record itself
    in its topic, ``committed_below`` the offset below which all is safely committed, where an edge keeps offsets.
    """

    timestamp_ms: int
    origin: str = "-/0/0"
    test: bool = False
    deployment: str = "default"
    min_level: str = "Unknown"
    position: int | None = None
    committed_below: int | None = None

    @property
    def record_time(self) -> datetime:
        """The record's timestamp as an aware UTC time."""
        return datetime.fromtimestamp(self.timestamp_ms / 1000, UTC)


class Reject(Exception):  # noqa: N818 - it is an answer, not an error: the record goes to the dead letters
    """A step refuses a record: it becomes a dead letter with this reason (schemas.vocabulary.DeadLetterReason)."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


class Output(NamedTuple):
    """What a stage wants written: a message (or its bytes, where they are stored) under a key; None is a tombstone."""

    topic: Topic
    key: str
    message: BaseModel | bytes | None
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: what it reads, the pure functions it applies in order, what it writes.

    ``steps`` are stateless, each ``(value, Context) -> value``. A stage with state makes an empty one (``state()``),
    opens a fold step on it (``open(value, state, Context)``), hands that through ``folds`` and lets
    ``close(step, state)`` write the state. ``emit`` turns the last value into outputs. A sign of life passes by all
    of that: it is handed on to the topic ``heartbeats``.
    """

    name: str
    reads: Topic
    writes: tuple[Topic, ...]
    emit: Callable[[Any, Context], Iterable[Output]]
    steps: tuple[Callable[[Any, Context], Any], ...] = ()
    folds: tuple[Callable[[Any, Context], Any], ...] = ()
    state: Callable[[], Any] | None = None
    open: Callable[[Any, Any, Context], Any] | None = None
    close: Callable[[Any, Any], None] | None = None
    heartbeats: Topic = Topic.HEARTBEATS
