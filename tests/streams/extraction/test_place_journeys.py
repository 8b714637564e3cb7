"""Places that weapons come from and ships go to."""

from __future__ import annotations

import pytest

from streams.extraction.place_context import load_reference
from streams.extraction.place_journeys import is_launched_from, sails_there
from tests.streams.extraction.reading import role_in


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


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Five wounded had reached Dhusamareb on the back of a water truck.", "Dhusamareb", "destination"),
        ("Seven of the wounded reached Gao by night, four people were killed.", "Gao", "destination"),
        ("The bodies of four killed traders arrived in Bunia on a lorry.", "Bunia", "destination"),
        ("Rebels arrived in Goma and killed four people.", "Goma", "struck"),
        ("Four wounded soldiers were killed when a mine exploded as they arrived in Gao.", "Gao", "struck"),
    ],
)
def test_where_the_wounded_come_to_is_not_struck(text: str, name: str, role: str) -> None:
    assert role_in(text, name) == role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The wounded of the mosque in Samarra were just being carried in when a rickshaw exploded.", "mentioned"),
        ("Survivors of the strike in Samarra were being treated when shells hit the clinic in Tikrit.", "mentioned"),
        ("The injured from the attack in Samarra were taken in when a car bomb exploded.", "mentioned"),
        ("It exploded while victims of the bombing in Samarra were being brought in.", "mentioned"),
        ("Fourteen ambulances had taken part after the bombing, three of them from Samarra.", "mentioned"),
        ("The wounded of the mosque in Samarra died when a second bomb exploded there.", "struck"),
        ("Pilgrims in Samarra were being fed when a car bomb exploded, killing two.", "struck"),
    ],
)
def test_where_the_wounded_come_from_is_not_struck_again(text: str, role: str) -> None:
    assert role_in(text, "Samarra") == role


def test_a_hospital_where_the_wounded_succumb_was_not_struck() -> None:
    assert role_in("A guard hurt in a blast in Quetta succumbed in a hospital in Karachi.", "Karachi") == "destination"
    assert role_in("Nine died in a blast in a hospital in Karachi.", "Karachi") == "struck"
