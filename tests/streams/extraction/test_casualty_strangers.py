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
