"""Noun phrases for people: how many and what kind."""

from __future__ import annotations

import pytest

from tests.casualty_reading import Range, view_in


@pytest.mark.parametrize(
    ("text", "expected", "victims"),
    [
        ("At least 12 bus passengers fled.", (12, None), "civilian"),
        ("A family of five fled.", (5, 5), "civilian"),
        ("A group of 12 pilgrims fled.", (12, 12), "civilian"),
        ("A group of pilgrims fled.", (2, None), "civilian"),
        ("A platoon of 30 fled.", (30, 30), "fighter"),
        ("An elderly couple fled.", (2, 2), "civilian"),
        ("Twins fled.", (2, 2), None),
        ("Dozens of villagers fled.", (12, None), "civilian"),
        ("Soldiers fled.", (2, None), "fighter"),
        ("The driver fled.", (1, 1), "civilian"),
        ("Her two sons fled.", (2, 2), "civilian"),
        ("Two potters fled.", (2, 2), None),
        ("The Taliban leader fled.", (1, 1), None),
        ("All but three of the 20 guests fled.", (17, 17), "civilian"),
        ("All but one of 12 clerks fled.", (11, 11), "civilian"),
        ("Half of the 30 guards fled.", (15, 15), "fighter"),
        ("Half the 30 guards fled.", (15, 15), "fighter"),
        ("Twelve guards at most fled.", (0, 12), "fighter"),
        ("Twelve guards at least fled.", (12, None), "fighter"),
        ("Both guards fled.", (2, 2), "fighter"),
        ("The other four fled.", (4, 4), None),
        ("Another nurse fled.", (1, 1), "civilian"),
        ("A 54-year-old cook fled.", (1, 1), "civilian"),
        ("No villager fled.", (0, 0), "civilian"),
        ("The bomber fled.", (1, 1), "attacker"),
    ],
)
def test_a_group_has_its_number_and_kind(text: str, expected: Range, victims: str | None) -> None:
    group = view_in(text).groups[0]
    assert ((group.amount.min, group.amount.max), group.victims) == (expected, victims)


def test_a_part_keeps_its_whole() -> None:
    group = view_in("Nine of the 20 gunmen fled.").groups[0]
    assert (group.amount.min, group.partitive, group.whole and group.whole.min, group.victims) == (
        9,
        True,
        20,
        "fighter",
    )


def test_an_age_after_of_is_no_number_of_people() -> None:
    assert [group.people for group in view_in("A clerk of 40 fled.").groups] == [True, False]


def test_an_adjective_of_harm_is_kept() -> None:
    attribute = view_in("Three wounded soldiers fled.").groups[0].attribute
    assert attribute is not None
    assert attribute.category.startswith("harm.")


@pytest.mark.parametrize(
    "text", ["A police station burned.", "Two military bases burned.", "The guards' lorry burned.", "30 goats fled."]
)
def test_a_noun_before_a_thing_is_no_people(text: str) -> None:
    assert [group.people for group in view_in(text).groups if group.form != "bare"] == [False]
