"""Places that weapons come from and ships go to."""

from __future__ import annotations

import pytest

from streams.extraction.place_context import load_reference
from streams.extraction.place_journeys import is_launched_from, sails_there


@pytest.mark.parametrize(
    ("left", "launched"),
    [
        ("nine uavs from the directions of", True),
        ("they fired six missiles from over", True),
        ("the mayor came from the direction of", False),
        ("six missiles fell east of", False),
    ],
)
def test_weapons_come_from_the_direction_of_a_place(left: str, launched: bool) -> None:
    words = tuple(left.split()[:-1])
    assert is_launched_from(words, words, load_reference()) is launched


@pytest.mark.parametrize(
    ("left", "sails"),
    [("two tankers heading empty", True), ("a column heading", False), ("the ship burned close", False)],
)
def test_a_ship_on_its_way_is_not_at_its_port(left: str, sails: bool) -> None:
    assert sails_there(left.split()) is sails
