"""People named beside an act: labels, asides, adjectives."""

from __future__ import annotations

import pytest

from tests.casualty_reading import Counts, claims_in, counts_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wounded: nine clerks.", {"wounded": (9, 9)}),
        ("Killed were a grocer and his apprentice.", {"killed": (2, 2)}),
        ("Eighteen dead singers were counted.", {"killed": (18, 18)}),
        ("The dead were a grocer, his wife and a nurse.", {"killed": (3, 3)}),
        ("Six of the dead were nuns.", {}),
        ("Those killed were no civilians.", {}),
        ("The blast killed at least eight; by evening the dead were 13.", {"killed": (13, 13)}),
    ],
)
def test_an_aside_gives_its_counts(text: str, expected: Counts) -> None:
    assert counts_in(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Among the dead were two nuns.",
        "The dead included two nuns.",
        "Among the dead were two nuns who died on the way to a clinic.",
    ],
)
def test_those_among_the_dead_are_a_subset(text: str) -> None:
    assert [(claim.count.min, claim.role) for claim in claims_in(text)] == [(2, "subset")]
