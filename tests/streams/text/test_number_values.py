"""The number itself, before its quantifier."""

from __future__ import annotations

import pytest

from streams.text.number_values import read_between, read_plain, read_range, read_value
from streams.text.number_words import number_words
from tests.casualty_reading import sentence_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ninety-nine men", (1, 99)),
        ("two thousand and five men", (4, 2005)),
        ("1,250 men", (1, 1250)),
        ("007 men", None),
        ("3.5 men", None),
        ("men", None),
    ],
)
def test_digits_and_words_are_read(text: str, expected: tuple[int, int] | None) -> None:
    value = read_plain(tuple(text.split()), 0, number_words())
    assert (value and (value.end, value.low)) == expected


def test_between_needs_two_numbers_in_order() -> None:
    assert read_between(("between", "8", "and", "11"), 0, number_words()) == (4, 8, 11, "range")
    assert read_between(("between", "11", "and", "8"), 0, number_words()) is None


def test_a_score_is_no_range() -> None:
    sentence = sentence_of("4 - 0 men")
    first = read_value(sentence, 0, number_words())
    assert first is not None
    assert read_range(sentence, first, number_words()) is None
