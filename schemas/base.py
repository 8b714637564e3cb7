"""What every message shares: frozen models, spans, counts, aware times.

Example: a toll of "at least seven" is ``Count(min=7, max=None)``; a toll nobody reported is ``None``, never zero.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, model_validator

#: Counts outside 0..5,000,000 are absurd in one attack; they are never claimed (delivery, security defaults).
MAX_COUNT = 5_000_000

TextField = Literal["headline", "summary", "body"]


class Message(BaseModel):
    """A frozen message; readers accept unknown fields, so that v1 can grow."""

    model_config = ConfigDict(frozen=True, extra="ignore")


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


def _from_rfc3339(value: Any) -> Any:
    """Parse RFC 3339 text; leave everything else to the type check. Numbers are no times here."""
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value.strip())
        except ValueError:
            raise ValueError("not an RFC 3339 date and time") from None
    if isinstance(value, int | float):
        raise ValueError("a number is not an RFC 3339 date and time")
    return value


def _aware(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("the time has no offset from UTC")
    return value


def _to_rfc3339(value: datetime) -> str:
    return value.isoformat().replace("+00:00", "Z")


#: An aware time, written as RFC 3339 with the offset it came with.
Time = Annotated[
    datetime, BeforeValidator(_from_rfc3339), AfterValidator(_aware), PlainSerializer(_to_rfc3339, when_used="json")
]
