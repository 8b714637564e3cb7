"""Ages, ordinals and plurals beside people."""

from __future__ import annotations

import pytest

from schemas.base import Count
from streams.extraction.victim_numbers import is_age, is_nth, several
from tests.casualty_reading import view_in


@pytest.mark.parametrize(
    ("text", "at", "one"),
    [
        ("A third was hurt.", 1, True),
        ("A shell killed two and maimed a third.", 7, True),
        ("A shell killed a third of them.", 4, False),
        ("A third were hurt.", 1, False),
    ],
)
def test_an_ordinal_can_stand_for_one_person(text: str, at: int, one: bool) -> None:
    view = view_in(text)
    assert is_nth(view.lower, view.harm, at, at - 1) is one


@pytest.mark.parametrize(
    ("text", "at", "age"), [("A clerk of 40 fled.", 3, True), ("A toll of 40 was given.", 3, False)]
)
def test_of_and_a_number_after_a_person_is_an_age(text: str, at: int, age: bool) -> None:
    view = view_in(text)
    assert is_age(view.lower, view.people, at) is age


def test_ages_say_how_many() -> None:
    assert several(("her", "sons", "aged", "9", "and", "12"), 2) == Count(min=2, max=2)
    assert several(("her", "sons", "fled"), 2) == Count(min=2, max=None)
