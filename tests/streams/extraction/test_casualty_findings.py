"""Adding ranges and kinds of people."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from schemas.base import MAX_COUNT, Count
from streams.extraction.casualty_findings import add, victims_of
from tests.casualty_reading import view_in


def test_ranges_are_added_end_by_end() -> None:
    assert add(Count(min=1, max=1), Count(min=3, max=5)) == Count(min=4, max=6)


def test_an_open_end_stays_open() -> None:
    assert add(Count(min=7, max=None), Count(min=1, max=1)) == Count(min=8, max=None)


@given(st.integers(0, MAX_COUNT), st.integers(0, MAX_COUNT))
def test_a_sum_never_leaves_the_bounds(first: int, second: int) -> None:
    total = add(Count(min=first, max=first), Count(min=second, max=None))
    assert first <= total.min <= MAX_COUNT


def test_soldiers_and_farmers_are_mixed() -> None:
    groups = view_in("Two soldiers and a farmer fled.").groups
    assert [victims_of(groups), victims_of(groups[:1]), victims_of(groups[1:])] == ["mixed", "fighter", "civilian"]
