"""Number phrases and their ranges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.base import MAX_COUNT
from streams.text.numbers import read_quantities
from tests.casualty_reading import Range, quantities_of, sentences_of


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("12", (12, 12)),
        ("1,200", (1200, 1200)),
        ("1.2 million", (1_200_000, 1_200_000)),
        ("thirty-four", (34, 34)),
        ("one hundred and six", (106, 106)),
        ("a hundred and six", (106, 106)),
        ("two dozen", (24, 24)),
        ("a dozen", (12, 12)),
        ("a dozen and a half", (18, 18)),
        ("half a dozen", (6, 6)),
        ("a couple of", (2, 2)),
        ("a few", (3, 5)),
        ("several", (3, 9)),
        ("several hundred", (300, 900)),
        ("dozens of", (12, None)),
        ("tens of thousands of", (10_000, None)),
        ("scores of", (20, None)),
        ("hundreds of", (100, None)),
        ("at least seven", (7, None)),
        ("no fewer than 31", (31, None)),
        ("more than 20", (21, None)),
        ("more than a dozen", (13, None)),
        ("over a hundred", (101, None)),
        ("up to 25", (0, 25)),
        ("as many as 60", (0, 60)),
        ("no more than four", (0, 4)),
        ("fewer than ten", (0, 9)),
        ("under 20", (0, 19)),
        ("nearly 80", (72, 79)),
        ("almost three", (2, 2)),
        ("about ten", (9, 11)),
        ("some 50", (45, 55)),
        ("roughly 70", (63, 77)),
        ("20 to 25", (20, 25)),
        ("20-25", (20, 25)),
        ("between eight and 11", (8, 11)),
        ("three or four", (3, 4)),
        ("ten or more", (10, None)),
        ("50 or so", (45, 55)),
        ("a total of 17", (17, 17)),
        ("no", (0, 0)),
    ],
)
def test_a_number_phrase_has_its_range(phrase: str, expected: Range) -> None:
    (quantity,) = quantities_of(f"Yesterday {phrase} guards fled.")
    assert (quantity.value.min, quantity.value.max) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Amina, 34, fled.",
        "The boys, aged 12 and 14, fled.",
        "The 54-year-old fled.",
        "Children under five fled.",
        "They fled on 12 March 2024.",
        "They fled on March 12.",
        "They fled in 2019.",
        "They fled at 7 a.m.",
        "They fled at 12.40.",
        "They fled 6 km.",
        "They fled from 155mm shells.",
        "They lost $12.",
        "They lost 40 per cent.",
        "They fled after 12 hours.",
        "They lost 4-0.",
        "They took route 12.",
        "They fled for the third time.",
        "Two thirds fled.",
        "They paid 9,000,000.",
        "How many fled?",
        "There is no longer fire.",
    ],
)
def test_what_counts_nobody_is_no_quantity(text: str) -> None:
    assert quantities_of(text) == ()


@pytest.mark.parametrize("text", ["Nobody fled.", "No one fled.", "Not one fled.", "None fled."])
def test_nobody_is_none(text: str) -> None:
    (quantity,) = quantities_of(text)
    assert (quantity.form, quantity.value.max) == ("none", 0)


def test_a_change_is_two_numbers_and_no_range() -> None:
    assert [found.value.min for found in quantities_of("It rose from 11 to 16.")] == [11, 16]


@given(st.text(max_size=300))
def test_any_text_gives_ordered_ranges(text: str) -> None:
    for sentence in sentences_of(text):
        found = read_quantities(sentence)
        assert all(first.end <= second.start for first, second in zip(found, found[1:], strict=False))
        assert all(0 <= one.value.min <= (one.value.max or MAX_COUNT) for one in found if one.form != "none")


@given(st.integers(0, 10_000_000), st.sampled_from(("", "at least ", "nearly ", "up to ", "about ", "more than ")))
def test_a_number_is_read_or_absurd(number: int, quantifier: str) -> None:
    found = [one for one in quantities_of(f"There were {quantifier}{number:,} guards.") if one.form != "none"]
    assert bool(found) == (number <= MAX_COUNT and not (quantifier == "nearly " and number < 2))


def test_a_figure_that_has_gone_up_to_a_number_is_that_number() -> None:
    (sentence,) = sentences_of("The toll has gone up to seven.")
    assert [(found.value.min, found.value.max) for found in read_quantities(sentence)] == [(7, 7)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine died and as many were hurt.", [(9, 9), (9, 9)]),
        ("Nine died and the same number fled.", [(9, 9), (9, 9)]),
        ("Nine died and twice as many were hurt.", [(9, 9), (18, 18)]),
        ("Nine died, three times as many were hurt.", [(9, 9), (27, 27)]),
        ("Nine died and as many as 20 were hurt.", [(9, 9), (0, 20)]),
        ("As many fled.", []),
    ],
)
def test_a_number_can_be_told_by_the_one_before_it(text: str, expected: list[Range]) -> None:
    assert [(found.value.min, found.value.max) for found in quantities_of(text)] == expected
