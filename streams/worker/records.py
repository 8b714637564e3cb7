"""What Faust hands over as a record of ours, what a stage's answer was, and a dead letter that can be sent.

Example: ``received(event.message).position == "tocsin-articles/2/17"``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from faust.types.tuples import Message

from schemas.topics import Topic
from streams.kafka.sender import TooLarge, check_size
from streams.memory import topic_of
from streams.pool import Written
from streams.runtime import CUT
from streams.stage import Record

#: Headers that say where the record stands and what is wrong with it.
OURS = ("__streams.errors.", "tocsin-dlq-")


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


def fitting(written: Record) -> Record:
    """Return the record, a dead letter that its topic does not take without what is in the way.

    A compressed batch may hold a record of any size, and a record any number of headers: one of those would end the
    stage again and again. The whole stands at the position that the letter names, as long as its topic keeps it.

    Raises:
        TooLarge: it is another record.
    """
    try:
        check_size(written)
    except TooLarge:
        if topic_of(written.topic) is not Topic.DEAD_LETTERS:
            raise
    else:
        return written
    told = tuple((name, value) for name, value in written.headers if name.startswith(OURS))
    without_headers = replace(written, headers=(*told, (CUT, b"headers")))
    try:
        check_size(without_headers)
    except TooLarge:
        return replace(written, key=b"", value=None, headers=(*told, (CUT, b"key,value,headers")))
    return without_headers
