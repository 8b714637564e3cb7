"""What was left of weapons of several types."""

from __future__ import annotations

from schemas.base import Count
from tests.streams.extraction.weapon_reading import phrases_of


def test_all_but_some_of_two_types_leaves_the_rest_of_both() -> None:
    phrases = phrases_of("They sent 12 missiles and 44 drones, and all but four missiles and seven drones were downed.")

    assert (phrases[-1].groups[-1].count, phrases[-1].groups[-1].rest) == (Count(min=45, max=45), Count(min=11, max=11))
