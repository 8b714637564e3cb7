"""Records as lines of an archive: JSON Lines, plain or zstd, in one file or a folder of them.

A line is ``{"topic", "timestamp", "key", "value"}``, timestamp in Unix milliseconds, with ``partition``, ``offset`` and
``headers`` (an object of strings) where they are known. ``value`` is an object, a string that holds the raw bytes, or
null (a tombstone). Example: ``{"topic": "tocsin-articles", "timestamp": 1778485560000, "key": "a", "value": {...}}``.

What ``write_line`` writes, ``read_line`` reads back; bytes that are not UTF-8 travel as lone surrogates.
"""

from __future__ import annotations

import json
from typing import Any

import orjson

from schemas.codec import BadRecord
from schemas.vocabulary import DeadLetterReason
from streams.stage import Record

#: Latest record time: the last millisecond of the year 9999.
MAX_TIMESTAMP_MS = 253_402_300_799_999
#: Longest line, in bytes: a record of 4 MiB with every byte escaped in six, twice over for its headers. A longer one is
#: never held whole.
MAX_LINE_BYTES = 48 << 20
#: Largest partition and offset, as Kafka counts them.
_MAX_INT = {"partition": 2**31 - 1, "offset": 2**63 - 1, "timestamp": MAX_TIMESTAMP_MS}


def read_line(line: bytes, number: int) -> Record:
    """Return the record in one line; without an offset its position is partition 0 and the line's number.

    Raises:
        BadRecord: the line is no record, or is nested too deep; the error names field, place and reason.
    """
    fields = checked(line)
    offset = fields.get("offset")
    return Record(
        topic=fields["topic"],
        key=_key(fields.get("key")),
        value=_value(fields["value"]),
        timestamp_ms=fields["timestamp"],
        headers=tuple((name, _bytes(text)) for name, text in (fields.get("headers") or {}).items()),
        partition=fields.get("partition") or 0,
        offset=number if offset is None else offset,
    )


def checked(line: bytes) -> dict[str, Any]:
    """Return the fields of a line that is a record, as they stand there.

    Raises:
        BadRecord: the line is no record; the error names field, place and reason.
    """
    if len(line) > MAX_LINE_BYTES:
        raise BadRecord(DeadLetterReason.TOO_LARGE, None, "/", f"more than {MAX_LINE_BYTES} bytes")
    fields = _parse(line)
    if not isinstance(fields, dict):
        raise BadRecord(DeadLetterReason.SCHEMA, None, "/", "not a JSON object")
    topic = fields.get("topic")
    if not isinstance(topic, str) or not topic:
        raise _wrong("topic", "required, must be text")
    if "value" not in fields:
        raise _wrong("value", "required: an object, text or null")
    if fields.get("timestamp") is None:
        raise _wrong("timestamp", "required, in Unix milliseconds")
    for name, most in _MAX_INT.items():
        number = fields.get(name)
        if number is not None and (type(number) is not int or not 0 <= number <= most):
            raise _wrong(name, f"must be a whole number from 0 to {most}")
    if not isinstance(fields["value"], dict | str | None):
        raise _wrong("value", "must be an object, text or null")
    headers = fields.get("headers")
    if headers is not None and (
        not isinstance(headers, dict) or not all(isinstance(text, str) for text in headers.values())
    ):
        raise _wrong("headers", "must be an object of strings")
    return fields


def write_line(record: Record, *, position: bool = False) -> bytes:
    """Return a record as one line, its value byte for byte; with ``position`` its partition and offset too."""
    line: dict[str, Any] = {
        "topic": record.topic,
        "key": None if record.key is None else _text(record.key),
        "timestamp": record.timestamp_ms,
        "headers": {name: _text(value) for name, value in record.headers},
    }
    if position:
        line |= {"partition": record.partition, "offset": record.offset}
    value = b"null" if record.value is None else _as_json(record.value)
    return _dump(line)[:-1] + b',"value":' + value + b"}\n"


def _as_json(value: bytes) -> bytes:
    """Return a value as the object it is, where reading that gives the same bytes, else as text of its bytes."""
    try:
        parsed = orjson.loads(value)
        if isinstance(parsed, dict) and orjson.dumps(parsed) == value:
            return value
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):
        pass
    return _dump(_text(value))


def _dump(value: Any) -> bytes:
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:
        pass
    try:
        return json.dumps(value, separators=(",", ":")).encode()
    except RecursionError:
        raise BadRecord(DeadLetterReason.DESERIALIZATION, None, "/", "nested too deep") from None


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _parse(line: bytes) -> Any:
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError as error:
        # Lone surrogates, which orjson refuses, stand for bytes that are not UTF-8.
        if b"\\ud" not in line and b"\\uD" not in line:
            raise BadRecord(
                DeadLetterReason.DESERIALIZATION, None, f"byte {error.pos}", f"not JSON: {error.msg}"
            ) from None
    try:
        return json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise BadRecord(DeadLetterReason.DESERIALIZATION, None, "byte 0", f"not JSON: {type(error).__name__}") from None


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _wrong(field: str, message: str) -> BadRecord:
    return BadRecord(DeadLetterReason.SCHEMA, field, f"/{field}", message)


def _key(value: Any) -> bytes | None:
    """Return the key as it travels; it is not checked."""
    if value is None:
        return None
    return _bytes(value) if isinstance(value, str) else _dump(value)


def _value(value: dict[str, Any] | str | None) -> bytes | None:
    if value is None:
        return None
    if isinstance(value, str):
        return _bytes(value)
    return _dump(value)  # a lone surrogate inside is written as such: the stage refuses it by name


def _bytes(text: str) -> bytes:
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
