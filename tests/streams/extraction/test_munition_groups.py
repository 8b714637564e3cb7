"""Weapon phrases: number, type, and what a part is taken from."""

from __future__ import annotations

import pytest

from schemas.base import Count
from streams.extraction.munition_types import Known
from tests.streams.extraction.weapon_reading import phrases_of


def test_a_part_knows_its_whole() -> None:
    (phrase,) = phrases_of("Gunners downed 31 of the 44 drones.")
    (group,) = phrase.groups
    assert (group.count, group.whole, group.partitive) == (Count(min=31, max=31), Count(min=44, max=44), True)


def test_calibres_are_no_numbers_of_shells() -> None:
    (phrase,) = phrases_of("They fired thirty-two 105 mm and 155 mm shells.")
    assert phrase.groups[0].count == Count(min=32, max=32)


@pytest.mark.parametrize(
    ("text", "known", "number"),
    [
        ("The shells fell near a well.", {}, Count(min=2, max=None)),
        ("The shells fell near a well.", {"shell": Count(min=6, max=6)}, None),
        ("The drones fell near a well.", {}, None),
    ],
)
def test_shells_that_nobody_counted_are_two_or_more(
    text: str, known: dict[str | None, Count], number: Count | None
) -> None:
    (phrase,) = phrases_of(text, Known(known))
    assert phrase.groups[0].count == number


def test_all_but_some_leaves_the_rest() -> None:
    known = Known({"rocket": Count(min=20, max=20)})
    (phrase,) = phrases_of("All but three of the rockets were stopped.", known)
    (group,) = phrase.groups
    assert (group.count, group.rest) == (Count(min=17, max=17), Count(min=3, max=3))


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("They fired two missiles and five drones.", [["missile", "drone"]]),
        ("They fired 30 missiles and drones.", [[None]]),
        ("They fired rockets, shells and missiles.", [[None]]),
        ("Allies promised 50 missiles, a rocket hit a mill.", [["missile"], ["rocket"]]),
    ],
)
def test_weapons_joined_in_a_list_are_one_phrase(text: str, types: list[list[str | None]]) -> None:
    assert [[group.type for group in phrase.groups] for phrase in phrases_of(text)] == types


@pytest.mark.parametrize(
    "text", ["The drone factory burned.", "A missile strike hit a mill.", "A roadside bomb hit a bus."]
)
def test_a_noun_that_only_describes_another_and_a_placed_bomb_are_no_groups(text: str) -> None:
    assert phrases_of(text) == ()


def test_a_bare_singular_is_one_in_a_headline_only() -> None:
    text = "Missile hits school"
    assert len(phrases_of(text, kind="headline")) == 1
    assert phrases_of(text) == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("They launched 120 Shahed-type and decoy drones.", (120, 120)),
        ("They attacked with 96 strike and decoy drones.", (96, 96)),
        ("They fired a missile and attack drones.", (1, 1)),
        ("They shelled 30 villages and drones hit a bus.", (2, None)),
    ],
)
def test_two_words_that_describe_one_weapon_stand_behind_its_number(text: str, number: tuple[int, int | None]) -> None:
    first = phrases_of(text)[0].groups[0].count
    assert first == Count(min=number[0], max=number[1])
