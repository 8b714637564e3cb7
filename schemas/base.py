"""What every message shares: frozen models, spans, counts, aware times.

Example: a toll of "at least seven" is ``Count(min=7, max=None)``; a toll nobody reported is ``None``, never zero.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)

#: Counts outside 0..5,000,000 are absurd in one attack; they are never claimed (delivery, security defaults).
MAX_COUNT = 5_000_000

#: Years a time may have. Earlier ones are defaults of broken software (year 1); 9999 overflows when a zone is applied.
FIRST_YEAR, LAST_YEAR = 1900, 9998

TextField = Literal["headline", "summary", "body"]
Value = TypeVar("Value")


class Message(BaseModel):
    """A frozen message; readers accept unknown fields, so that v1 can grow."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def words(kind: type[StrEnum]) -> WithJsonSchema:
    """Publish the words of an enumeration; the model itself accepts any string, because v1 may add words.

    >>> class Colour(StrEnum):
    ...     RED = "red"
    >>> words(Colour).json_schema
    {'type': 'string', 'enum': ['red']}
    """
    return WithJsonSchema({"type": "string", "enum": [word.value for word in kind]})


class Count(Message):
    """How many: at least ``min``, at most ``max`` people or weapons; ``max`` None is open.

    >>> Count(min=7, max=None).model_dump()
    {'min': 7, 'max': None}
    """

    min: Annotated[int, Field(ge=0, le=MAX_COUNT, strict=True)]
    max: Annotated[int, Field(ge=0, le=MAX_COUNT, strict=True)] | None

    @model_validator(mode="after")
    def _ordered(self) -> Count:
        if self.max is not None and self.max < self.min:
            raise ValueError(f"max {self.max} is below min {self.min}")
        return self


class Span(Message):
    """Where a text stands: code points ``[start, end)`` of a field as received (HTML: of its extracted text)."""

    field: TextField
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]

    @model_validator(mode="after")
    def _not_empty(self) -> Span:
        if self.end <= self.start:
            raise ValueError(f"span ends at {self.end}, not after its start {self.start}")
        return self


def _rfc3339(value: Any) -> Any:
    """Parse RFC 3339 text and check that the time is one; other types are left to the type check, numbers refused."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip().upper())
        except ValueError:
            raise ValueError("not an RFC 3339 date and time") from None
    elif isinstance(value, int | float):
        raise ValueError("a number is not an RFC 3339 date and time")
    if not isinstance(value, datetime):
        return value
    offset = value.utcoffset()
    if offset is None:
        raise ValueError("the time has no offset from UTC")
    if offset.seconds % 60 or offset.microseconds:
        raise ValueError("the offset from UTC is not in whole minutes")
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(f"the year is not within {FIRST_YEAR} to {LAST_YEAR}")
    return value


def _to_rfc3339(value: datetime) -> str:
    return value.isoformat().replace("+00:00", "Z")


def _from_iso_day(value: Any) -> Any:
    """Parse ``YYYY-MM-DD``; leave everything else to the type check. Numbers and times are no days here."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError("not a date YYYY-MM-DD") from None
    if isinstance(value, int | float | datetime):
        raise ValueError("not a date YYYY-MM-DD")
    return value


def _sorted_by_key(value: dict[str, Value]) -> dict[str, Value]:
    return dict(sorted(value.items()))


#: A list that is refused at its first wrong entry: a million wrong ones must not make a million errors.
Many = Annotated[tuple[Value, ...], FailFast()]

#: An aware time, written as RFC 3339 with the offset it came with.
Time = Annotated[datetime, BeforeValidator(_rfc3339), PlainSerializer(_to_rfc3339, when_used="json")]

#: A calendar day, written YYYY-MM-DD.
Day = Annotated[date, BeforeValidator(_from_iso_day)]

#: A mapping in the order of its keys, so that equal messages give equal bytes.
Sorted = Annotated[dict[str, Value], AfterValidator(_sorted_by_key)]

#: WGS 84 degrees.
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
