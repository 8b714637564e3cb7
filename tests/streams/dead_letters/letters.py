"""Dead letters as the runtime writes them: ``letter(b"no json")`` is one about an article that is no JSON."""

from __future__ import annotations

from dataclasses import replace

from schemas.topics import Topic
from schemas.vocabulary import DeadLetterReason
from streams.dead_letters.letter import Letter, original
from streams.runtime import context_of, dead_letter
from streams.stage import Record
from streams.topology import TOPOLOGY

PREFIX = "tocsin-"


def dead(
    value: bytes | None = b"no json",
    *,
    key: bytes | None = b"a1",
    reason: str = DeadLetterReason.DESERIALIZATION,
    topic: Topic = Topic.ARTICLES,
    prefix: str = PREFIX,
    said: str = "broken",
    headers: tuple[tuple[str, bytes], ...] = (),
    at_ms: int = 1_000,
    offset: int = 0,
) -> Record:
    """Return the dead letter of a record that stood at partition 2, as it is before a broker stores it."""
    stage = next((each.name for each in TOPOLOGY if each.reads is topic), "track")
    record = Record(topic.name_with(prefix), key, value, at_ms, headers, partition=2, offset=offset)
    return dead_letter(stage, record, context_of(record), reason, ValueError(said))


def letter(*args: bytes | None, stands_at: int = 0, **fields: object) -> Letter:
    """Return a letter that stands at partition 0 and this offset of the dead-letter topic."""
    return Letter(replace(dead(*args, **fields), offset=stands_at))  # type: ignore[arg-type]  # dead() names them


def again(first: Letter, *, stands_at: int, reason: str = DeadLetterReason.BUG) -> Letter:
    """Return the letter that the record of ``first`` becomes when it fails once more after a redrive."""
    record = original(first, PREFIX, 2_000)
    return Letter(replace(dead_letter("detect", record, context_of(record), reason, ValueError("x")), offset=stands_at))
