"""Casualties, split into dead and hurt or not."""

from __future__ import annotations

import pytest

from tests.casualty_reading import Counts, counts_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells fell in fields, causing neither casualties nor damage.", {"killed": (0, 0), "wounded": (0, 0)}),
        ("Casualties in the raid numbered 19, of whom seven died.", {"killed": (7, 7), "wounded": (12, 12)}),
        ("There were no casualties on the government side.", {}),
        ("The army said there were no casualties among its men.", {}),
        ("There were no casualties on either side.", {"killed": (0, 0), "wounded": (0, 0)}),
        ("There were no casualties on the bridge.", {"killed": (0, 0), "wounded": (0, 0)}),
        ("The army suffered 25 casualties.", {"killed": (0, 25), "wounded": (0, 25)}),
        ("The attack caused 30 casualties, four of them fatal.", {"killed": (4, 4), "wounded": (26, 26)}),
    ],
)
def test_casualties_give_their_counts(text: str, expected: Counts) -> None:
    assert counts_in(text) == expected
