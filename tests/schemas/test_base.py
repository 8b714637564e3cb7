"""Counts, spans, times and days: what cannot be built, and how it is written."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from schemas.base import MAX_COUNT, Count, Day, Latitude, Many, Sorted, Span, Time

TIME: TypeAdapter[datetime] = TypeAdapter(Time)
DAY: TypeAdapter[date] = TypeAdapter(Day)


def test_an_open_count_has_no_maximum() -> None:
    assert Count(min=7, max=None).max is None


@pytest.mark.parametrize(
    ("least", "most"), [(3, 2), (-1, 2), (0, MAX_COUNT + 1), (MAX_COUNT + 1, None), (1.0, 2), ("1", 2)]
)
def test_counts_that_no_attack_can_have_cannot_be_built(least: Any, most: Any) -> None:
    with pytest.raises(ValidationError):
        Count(min=least, max=most)


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2)])
def test_a_span_holds_at_least_one_character(start: int, end: int) -> None:
    with pytest.raises(ValidationError):
        Span(field="body", start=start, end=end)


def test_a_span_stands_in_a_field_of_the_article() -> None:
    with pytest.raises(ValidationError):
        Span.model_validate({"field": "caption", "start": 0, "end": 1})


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2026-03-03T09:30:00Z", "2026-03-03T09:30:00Z"),
        ("2026-03-03t09:30:00z", "2026-03-03T09:30:00Z"),
        ("2026-03-03 09:30:00+00:00", "2026-03-03T09:30:00Z"),
        ("2026-03-03T09:30:00.250-05:00", "2026-03-03T09:30:00.250000-05:00"),
    ],
)
def test_times_are_written_as_rfc_3339_with_their_offset(text: str, written: str) -> None:
    assert TIME.dump_python(TIME.validate_python(text), mode="json") == written


@pytest.mark.parametrize(
    "value",
    [
        "2026-03-03T09:30:00",
        "2026-03-03T09:30:00+00:00:30",
        "1899-12-31T23:59:59Z",
        "9999-01-01T00:00:00Z",
        0,
        1.5,
        True,
    ],
)
def test_other_times_are_refused(value: Any) -> None:
    with pytest.raises(ValidationError):
        TIME.validate_python(value)


def test_the_first_and_last_times_allow_arithmetic() -> None:
    for text in ("1900-01-01T00:00:00+14:00", "9998-12-31T23:59:59-12:00"):
        assert TIME.validate_python(text).astimezone(UTC).tzinfo is UTC


def test_a_time_built_in_code_needs_an_offset_too() -> None:
    with pytest.raises(ValidationError):
        TIME.validate_python(datetime(2026, 3, 3))  # noqa: DTZ001 - a naive time is what is refused


@pytest.mark.parametrize(
    "value", ["2026-02-31", "2026-03-03T00:00:00Z", 20260303, datetime(2026, 3, 3, tzinfo=UTC), True]
)
def test_a_day_is_a_calendar_day_in_text(value: Any) -> None:
    with pytest.raises(ValidationError):
        DAY.validate_python(value)
    assert DAY.validate_python("2026-03-03") == DAY.validate_python(date(2026, 3, 3))


def test_mappings_are_in_the_order_of_their_keys() -> None:
    mapping: TypeAdapter[dict[str, int]] = TypeAdapter(Sorted[int])
    assert list(mapping.validate_python({"b": 1, "a": 2})) == ["a", "b"]


@pytest.mark.parametrize("degrees", [91, -91, float("nan"), float("inf")])
def test_a_latitude_is_on_the_globe(degrees: float) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Latitude).validate_python(degrees)


def test_a_list_of_wrong_entries_is_one_error_not_as_many() -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Many[str]).validate_python([1] * 1000)
    assert caught.value.error_count() == 1
