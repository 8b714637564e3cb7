"""What stands before an act of harm and is no subject of it."""

from __future__ import annotations

import pytest

from tests.casualty_reading import Counts, counts_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A shell damaged a kiln in Sumy and nine people were wounded.", {"wounded": (9, 9)}),
        (
            "A missile struck an industrial zone in the city on Friday and nine people were wounded.",
            {"wounded": (9, 9)},
        ),
        ("A clerk and nine people were wounded.", {"wounded": (10, 10)}),
        ("Four died, a clerk from Gao among them, and nine were wounded.", {"killed": (4, 4), "wounded": (9, 9)}),
    ],
)
def test_things_struck_and_some_of_those_told_are_not_counted_again(text: str, expected: Counts) -> None:
    assert counts_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Six tanks were burnt, with four others seized in good order.", {}),
        ("They burnt six trucks and seized four others.", {}),
        ("Six millers were killed, with four others seized.", {"killed": (6, 6), "abducted": (4, 4)}),
        ("They burnt six trucks, killed a miller and seized four others.", {"killed": (1, 1), "abducted": (4, 4)}),
    ],
)
def test_others_that_are_seized_beside_things_are_things(text: str, expected: Counts) -> None:
    assert counts_in(text) == expected
