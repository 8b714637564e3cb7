"""Turn what a source gives into records of the articles topic: read with every alias, written under our own names.

The record is RawArticle's JSON under the article's id; its timestamp is the time of sending, also for old articles:
that is when Tocsin learnt of them. ``retrieved_at`` stays as the source gives it. Where it is absent the record's
timestamp stands in for it (docs/messages.md), and the same article gives the same bytes whenever it is sent again.

Example: ``to_record(b'{"id": "a", "title": "Two hurt"}', "tocsin-articles", now_ms())``.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from schemas.article import RawArticle
from schemas.codec import MAX_RECORD_BYTES, BadRecord, decode, encode, printable
from schemas.ids import article_id
from schemas.vocabulary import DeadLetterReason
from streams.kafka.sender import TooLarge, check_size
from streams.stage import Record

HEADERS = (("content-type", b"application/json"),)
#: Characters of a name that a message repeats.
_MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Item:
    """What one place of a source gives: a record to send, or why there is none.

    ``source`` is shown to people and may be hostile text; ``line`` 0: the source has no lines. ``read`` is how many
    bytes of all sources are read by now.
    """

    source: str
    line: int = 0
    record: Record | None = None
    why: str | None = None
    read: int = 0

    @property
    def place(self) -> str:
        """Where it stands, as people write it: ``news.jsonl:17``."""
        name = printable(self.source, _MOST_SHOWN)
        return f"{name}:{self.line}" if self.line else name


def now_ms() -> int:
    """Return the time as Unix milliseconds."""
    return time.time_ns() // 1_000_000


def to_record(value: bytes, topic: str, timestamp_ms: int) -> Record:
    """Return the record of one article given as JSON.

    Raises:
        BadRecord: it is no article, or larger than a record may be; field, place and reason are told.
    """
    if len(value) > MAX_RECORD_BYTES:
        raise too_large()
    article = decode(RawArticle, value)
    record = Record(
        topic=topic,
        key=article_id(article.source.domain, article.uri).encode(),
        value=encode(article),
        timestamp_ms=timestamp_ms,
        headers=HEADERS,
    )
    try:
        check_size(record)  # escapes make it longer than it came
    except TooLarge as error:
        raise BadRecord(DeadLetterReason.TOO_LARGE, None, "/", str(error)) from None
    return record


def too_large() -> BadRecord:
    """Return the error for a document that is not even read to its end."""
    return BadRecord(
        DeadLetterReason.TOO_LARGE,
        None,
        f"byte {MAX_RECORD_BYTES}",
        f"more than {MAX_RECORD_BYTES} bytes; not sent",
    )
