"""Bytes to messages and back; what cannot be read says which field, where and why, in one line.

``decode`` raises nothing but ``BadRecord``; its reason is one of DeadLetterReason: ``deserialization`` (no JSON, not
UTF-8, lone surrogates, binary, nested too deep), ``schema`` (missing, wrong type, out of range), ``too_large``,
``unsupported``. Example: ``decode(RawArticle, b'{"uri": 5, "headline": "Two hurt"}')`` raises
``schema: uri at /uri: must be text, got 5``.
"""

from __future__ import annotations

from typing import Any, TypeVar

import orjson
from pydantic import BaseModel, ValidationError

from schemas.aliases import received_name
from schemas.article import RawArticle
from schemas.vocabulary import DeadLetterReason

Model = TypeVar("Model", bound=BaseModel)

#: Longest record in bytes; topic, producer and fetch limits are set to it (messages.md).
MAX_RECORD_BYTES = 4 * 1024 * 1024
#: Longest piece of a record, and longest message, that an error repeats, in characters.
MAX_SAMPLE, MAX_MESSAGE = 40, 160

_REASONS = {
    "too_large": DeadLetterReason.TOO_LARGE,
    "string_too_long": DeadLetterReason.TOO_LARGE,
    "unsupported": DeadLetterReason.UNSUPPORTED,
    "string_unicode": DeadLetterReason.DESERIALIZATION,
}

#: What pydantic says in terms of Python, said in terms of JSON.
_MESSAGES = {
    "missing": "required, but absent or empty",
    "string_type": "must be text",
    "string_unicode": "holds a lone surrogate",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be true or false",
    "tuple_type": "must be an array",
    "dict_type": "must be an object",
    "model_type": "must be an object",
    "datetime_type": "must be an RFC 3339 date and time in text",
    "date_type": "must be a date YYYY-MM-DD in text",
}


class BadRecord(Exception):  # noqa: N818 - the name says what is bad
    """A record cannot be read. ``field`` is None for the whole record; ``place`` is a JSON pointer or a byte."""

    def __init__(self, reason: str, field: str | None, place: str, message: str) -> None:
        # All four are arguments of Exception, so that the error survives the way out of a child process.
        super().__init__(reason, field, place, message)
        self.reason = reason
        self.field = field
        self.place = place
        self.message = message

    def __str__(self) -> str:
        return f"{self.reason}: {self.field or 'record'} at {self.place}: {self.message}"


def encode(message: BaseModel) -> bytes:
    """Return the message as compact UTF-8 JSON; field order is the model's, so equal messages give equal bytes."""
    return orjson.dumps(message.model_dump(mode="json"))


def decode(model: type[Model], value: bytes) -> Model:
    """Return the message in a record's value.

    Args:
        model: the message's model; RawArticle also accepts the names of other formats.
        value: JSON in UTF-8, at most 4 MiB.

    Raises:
        BadRecord: the value is no such message.
    """
    if len(value) > MAX_RECORD_BYTES:
        message = f"{len(value)} bytes, at most {MAX_RECORD_BYTES} are allowed"
        raise BadRecord(DeadLetterReason.TOO_LARGE, None, f"byte {MAX_RECORD_BYTES}", message)
    try:
        parsed = orjson.loads(value)
    except orjson.JSONDecodeError as error:
        raise _unreadable(value, error) from None
    try:
        return model.model_validate(parsed)
    except ValidationError as error:
        raise _invalid(model, parsed, error) from None
    except RecursionError:
        raise BadRecord(DeadLetterReason.DESERIALIZATION, None, "byte 0", "nested too deep") from None


def printable(text: str, limit: int = MAX_SAMPLE) -> str:
    r"""Return hostile text as one short line without control, bidi, zero-width or surrogate characters.

    >>> print(printable("a\x1b[31m\u202eb"))
    a\x1b[31m\u202eb
    """
    # The cut comes first: a megabyte is not escaped to show forty characters of it.
    safe = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text[: limit + 1])
    return safe if len(safe) <= limit else safe[: limit - 1] + "…"


def _unreadable(value: bytes, error: orjson.JSONDecodeError) -> BadRecord:
    """Say where the bytes stop being JSON: as byte, line and column (all from 0 or 1 as editors count)."""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError as wrong:
        line = value.count(b"\n", 0, wrong.start) + 1
        place = f"byte {wrong.start}, line {line}"
        message = f"not UTF-8 (byte 0x{value[wrong.start]:02x})"
        return BadRecord(DeadLetterReason.DESERIALIZATION, None, place, message)
    byte = len(text[: error.pos].encode("utf-8"))
    place = f"byte {byte}, line {error.lineno}, column {error.colno}"
    return BadRecord(DeadLetterReason.DESERIALIZATION, None, place, f"not JSON: {printable(error.msg, MAX_MESSAGE)}")


def _invalid(model: type[BaseModel], parsed: Any, error: ValidationError) -> BadRecord:
    """Say which field is wrong, and under which name the record gives it."""
    if not isinstance(parsed, dict):
        return BadRecord(DeadLetterReason.SCHEMA, None, "/", f"not a JSON object but {_kind(parsed)}")
    first = error.errors(include_url=False)[0]
    field = str(first.get("ctx", {}).get("field") or _dotted(first["loc"])) or None
    kind = first["type"]
    message = _MESSAGES.get(kind) or first["msg"].removeprefix("Value error, ")
    if isinstance(first["input"], str | int | float) and kind != "string_unicode":
        message += f", got {_sample(first['input'])}"
    reason = _REASONS.get(kind, DeadLetterReason.SCHEMA)
    return BadRecord(reason, field, _pointer(model, parsed, field), printable(message, MAX_MESSAGE))


def _dotted(location: tuple[int | str, ...]) -> str:
    """Write a location as ``source.name`` or ``subjects[3]``."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{printable(part)}" for part in location)
    return "".join(parts).removeprefix(".")


def _pointer(model: type[BaseModel], parsed: dict[str, Any], field: str | None) -> str:
    """Write the place of a field as JSON pointer, under the name the record uses."""
    if field is None or " " in field:
        return "/"
    name, bracket, index = field.partition("[")
    if issubclass(model, RawArticle):
        name = name if isinstance(parsed.get("source"), dict) and "." in name else received_name(parsed, name)
    return "/" + (name + bracket + index).replace("[", "/").replace("]", "").replace(".", "/")


def _kind(parsed: Any) -> str:
    names = {list: "an array", str: "a string", bool: "a boolean", type(None): "null"}
    return names.get(type(parsed), "a number")


def _sample(value: str | int | float) -> str:
    if isinstance(value, str):
        return f'"{printable(value)}"'
    return str(value).lower() if isinstance(value, bool) else printable(str(value))
