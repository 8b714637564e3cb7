"""Read what a dead letter says of itself, choose letters, and turn one back into the record it was.

Key, value and own headers of the original are untouched in a letter; what went wrong stands in headers beside them.
Any writer may have put anything there: nothing here trusts a header to be present or well formed. Example::

    letter = Letter(record)
    letter.reason, letter.origin          # "schema", "tocsin-articles/2/17"
    original(letter, "tocsin-", now_ms)   # the record to send again
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from schemas.codec import printable
from schemas.topics import Topic
from streams.runtime import CUT
from streams.stage import Record
from streams.topology import TOPOLOGY

ERRORS = "__streams.errors."
NOTES = "tocsin-dlq-"
ATTEMPTS = NOTES + "attempts"
#: Attempts from which a letter is left alone unless a person says otherwise: it would come back for ever.
MAX_ATTEMPTS = 5


class NotRedriven(Exception):  # noqa: N818 - it is an answer: this letter stays where it is, and why
    """A letter is not sent again; the message says why."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A record of the dead-letter topic and what its headers say; absent ones read as empty text or None."""

    record: Record

    @property
    def position(self) -> str:
        """Where the letter stands: partition/offset, as the verbs take it."""
        return f"{self.record.partition}/{self.record.offset}"

    @property
    def reason(self) -> str:
        """Why it is a dead letter: a word of schemas.vocabulary.DeadLetterReason."""
        return self._note("reason")

    @property
    def stage(self) -> str:
        """Which stage gave it up."""
        return self._note("stage")

    @property
    def attempts(self) -> int:
        """How often it was tried; at least 1."""
        number = _whole(self._note("attempts"))
        return number if number is not None and number > 0 else 1

    @property
    def topic(self) -> str:
        """The full name of the topic it was read from."""
        return self._error("topic")

    @property
    def origin(self) -> str:
        """Where the original stood: topic/partition/offset; "?" for what is not known."""
        return "/".join(self._error(name) or "?" for name in ("topic", "partition", "offset"))

    @property
    def origin_place(self) -> tuple[int | None, int | None]:
        """Partition and offset of the original."""
        return _whole(self._error("partition")), _whole(self._error("offset"))

    @property
    def exception(self) -> str:
        """The name of the error."""
        return self._error("exception")

    @property
    def message(self) -> str:
        """What the error said."""
        return self._error("message")

    @property
    def stack(self) -> str:
        """The end of the stack trace, with line breaks."""
        return self._error("stacktrace")

    @property
    def own_headers(self) -> tuple[tuple[str, bytes], ...]:
        """The headers that the original carried."""
        return tuple((name, value) for name, value in self.record.headers if not name.startswith((ERRORS, NOTES)))

    @property
    def content(self) -> bytes:
        """A digest of where it came from, its key and its value: the same for every letter about the same record."""
        digest = hashlib.sha256()
        for part in (self.topic.encode(), self.record.key, self.record.value):
            digest.update(b"-" if part is None else b"+%d:%b" % (len(part), part))
        return digest.digest()

    def _note(self, name: str) -> str:
        return self.record.header(NOTES + name) or ""

    def _error(self, name: str) -> str:
        return self.record.header(ERRORS + name) or ""

    def without_value(self) -> Letter:
        """Return the letter without the original's bytes, for those who keep many."""
        return Letter(replace(self.record, value=None))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letters: of these reasons and stages (empty: any), with a record time in [since, until), in Unix ms."""

    reasons: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    since_ms: int | None = None
    until_ms: int | None = None

    @property
    def is_all(self) -> bool:
        """Whether no letter is left out."""
        return self == Wanted()

    def takes(self, letter: Letter) -> bool:
        """Say whether a letter is wanted."""
        time = letter.record.timestamp_ms
        return (
            (not self.reasons or letter.reason in self.reasons)
            and (not self.stages or letter.stage in self.stages)
            and (self.since_ms is None or time >= self.since_ms)
            and (self.until_ms is None or time < self.until_ms)
        )


class Mark(NamedTuple):
    """What is kept of a letter to choose among many: which original, how new, whether wanted."""

    content: bytes
    rank: tuple[int, int, int, int]
    wanted: bool


def mark(letter: Letter, wanted: Wanted) -> Mark:
    """Return the mark of a letter; one that was tried more often is newer, whatever its time says."""
    record = letter.record
    rank = (letter.attempts, record.timestamp_ms, record.partition, record.offset)
    return Mark(letter.content, rank, wanted.takes(letter))


def latest(marks: Iterable[Mark]) -> list[tuple[int, int]]:
    """Return the positions of the wanted letters, at most one for each original.

    A record that became a dead letter again after a redrive has two letters. Only the last one speaks for it: else each
    redrive would double what the one before it sent.
    """
    newest: dict[bytes, Mark] = {}
    for each in marks:
        if each.content not in newest or newest[each.content].rank < each.rank:
            newest[each.content] = each
    return sorted((each.rank[2], each.rank[3]) for each in newest.values() if each.wanted)


def original(letter: Letter, prefix: str, now_ms: int) -> Record:
    """Return the record to send again: the original's key, value and headers, and how often it was tried.

    Its time is ``now_ms``, not the first one: an alert that follows must not claim to have been sent days ago. An
    article's header ``origin`` goes, because it stems from its new position; an event still stems from its article's.

    Raises:
        NotRedriven: it does not come from a topic that a stage of this deployment reads, is a sign of life, or was cut.
    """
    topics = {stage.reads.name_with(prefix): stage.reads for stage in TOPOLOGY}
    topic = topics.get(letter.topic)
    if topic is None:
        raise NotRedriven(f"it does not come from {' or '.join(topics)}")
    if letter.record.is_heartbeat:
        raise NotRedriven("a sign of life is not repeated")
    if (lacks := letter.record.header(CUT)) is not None:
        raise NotRedriven(f"it is not whole, it lacks: {printable(lacks)}")
    headers = tuple(
        (name, value) for name, value in letter.own_headers if name != "origin" or topic is not Topic.ARTICLES
    )
    return Record(
        topic=letter.topic,
        key=letter.record.key,
        value=letter.record.value,
        timestamp_ms=now_ms,
        headers=(*headers, (ATTEMPTS, str(letter.attempts).encode())),
    )


def _whole(text: str) -> int | None:
    """Return a count or an offset; None for what is neither."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
