"""Adding up the claims of a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from streams.extraction.counting import combine
from streams.text.numbers import count
from streams.text.types import ReadClaim
from tests.casualty_reading import Range
from tests.reading import event_of, killed


def claim(kind: str, low: int, high: int | None = None, **fields: Any) -> ReadClaim:
    told = {"rule": "active_object", **fields}
    return ReadClaim(kind, count(low, low if high is None else high), 0, 0, 1, (0, 1), **told)


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([claim("killed", 3, role="part"), claim("killed", 1, role="part")], (4, 4)),
        ([claim("killed", 10), claim("killed", 7, role="part"), claim("killed", 3, role="part")], (10, 10)),
        ([claim("killed", 10), claim("killed", 4, role="subset")], (10, 10)),
        ([claim("killed", 9, role="former"), claim("killed", 14, rule="toll")], (14, 14)),
        ([claim("killed", 9), claim("killed", 3, role="delta")], (12, 12)),
        ([claim("killed", 21), claim("killed", 13, rule="second_figure")], (13, 21)),
        ([claim("killed", 5), claim("killed", 1, rule="corrected_figure")], (1, 1)),
        ([claim("killed", 40, attribution="a"), claim("killed", 25, rule="toll", attribution="b")], (25, 40)),
        ([claim("killed", 6, role="part", rule="lost_men"), claim("killed", 19, rule="bodies")], (25, 25)),
        ([claim("killed", 18, modality="denied")], (0, 18)),
        ([claim("killed", 4), claim("killed", 30, scope="background")], (4, 4)),
        ([claim("killed", 2), claim("killed", 1, role="died_later")], (3, 3)),
    ],
)
def test_claims_of_one_kind_are_added_up(claims: list[ReadClaim], expected: Range) -> None:
    found = combine(claims)["killed"]
    assert (found.min, found.max) == expected


def test_one_who_dies_leaves_the_wounded() -> None:
    counts = combine([claim("wounded", 8), claim("killed", 1, role="died_later")])
    assert (counts["wounded"].min, counts["killed"].min) == (7, 1)


def test_a_subset_alone_says_nothing() -> None:
    assert combine([claim("killed", 2, role="subset")]) == {}


def test_an_authority_closes_what_at_least_left_open() -> None:
    told = (
        "A bomb killed at least five people in Goma, state media said, and police later said the toll had risen to 14."
    )
    assert killed(event_of(told)) == (14, 14)
