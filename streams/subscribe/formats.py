"""Write an alert for programs: its bytes, its whole record, or a CloudEvent; one line of JSON each.

Example: ``cloudevents(record)`` is the structured mode of CloudEvents 1.0, with the alert as ``data``. The attributes
are those of the record's headers, which are the binary mode of the same event.
"""

from __future__ import annotations

import re
from typing import Any

import orjson

from streams.archive.lines import write_line
from streams.stage import Record

#: What the specification lets a name consist of.
_ATTRIBUTE = re.compile(r"ce_([a-z0-9]+)")
#: Names that are no attributes, or that come from elsewhere.
_NOT_ATTRIBUTES = ("data", "datacontenttype")


def jsonl(record: Record) -> bytes:
    """Return the value as it stands in the topic, and a line end; only a value of several lines is written anew."""
    value = record.value or b""
    return (orjson.dumps(orjson.loads(value)) if b"\n" in value or b"\r" in value else value) + b"\n"


def envelope(record: Record) -> bytes:
    """Return topic, partition, offset, timestamp, key, headers and value: a line that an archive may hold."""
    return write_line(record, position=True)


def cloudevents(record: Record) -> bytes:
    """Return a CloudEvent 1.0 in structured mode (application/cloudevents+json)."""
    value = record.value or b""
    event: dict[str, Any] = {}
    for name, _ in record.headers:
        attribute = _ATTRIBUTE.fullmatch(name)
        if attribute is not None and attribute[1] not in _NOT_ATTRIBUTES:
            event[attribute[1]] = record.header(name)
    # A record that somebody put there by hand may lack what a CloudEvent must have.
    parsed = orjson.loads(value)
    event.setdefault("specversion", "1.0")
    event.setdefault("id", parsed["alert_id"])
    event.setdefault("source", "/tocsin/unknown")
    event.setdefault("type", "io.tocsin.alert.v1")
    event["datacontenttype"] = record.header("content-type") or "application/json"
    event["data"] = parsed
    return orjson.dumps(event, option=orjson.OPT_APPEND_NEWLINE)


def for_terminal(line: bytes) -> bytes:
    r"""Return a line of JSON of the same meaning without characters that a terminal would obey.

    >>> print(for_terminal('"a\u009b2J\u202e"'.encode()).decode().strip())
    "a\u009b2J\u202e"
    """
    text = line.decode("utf-8", "replace").rstrip("\n")
    safe = "".join(each if each.isprintable() else _escaped(each) for each in text)
    return safe.encode("utf-8") + b"\n"


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
