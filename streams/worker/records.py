"""What Faust hands over as a record of ours, and what a stage's answer was.

Example: ``received(event.message).position == "tocsin-articles/2/17"``.
"""

from __future__ import annotations

from collections.abc import Mapping

from faust.types.tuples import Message

from streams.pool import Written
from streams.stage import Record


def received(message: Message) -> Record:
    """Return a message as a record: the bytes as they came, the time in Unix ms."""
    headers = message.headers.items() if isinstance(message.headers, Mapping) else message.headers or ()
    return Record(
        topic=message.topic,
        key=message.key,
        value=message.value,
        timestamp_ms=round(message.timestamp * 1000),
        headers=tuple((name, value or b"") for name, value in headers),
        partition=message.partition,
        offset=message.offset,
    )


def reason_of(written: Written) -> str | None:
    """Return the reason of the dead letter among what a stage wrote, None when there is none."""
    return next((reason for each in written if (reason := each.header("tocsin-dlq-reason"))), None)
