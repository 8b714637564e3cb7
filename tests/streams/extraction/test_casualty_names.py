"""Names of people, each one victim."""

from __future__ import annotations

import pytest

from streams.extraction.victims import is_name
from tests.casualty_reading import Counts, counts_in, view_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Omar Haddad was killed.", {"killed": (1, 1)}),
        ("Omar Haddad, 34, was wounded.", {"wounded": (1, 1)}),
        ("Omar Haddad, a local leader, was killed in a raid.", {"killed": (1, 1)}),
        ("A drone killed Omar Haddad and his driver.", {"killed": (2, 2)}),
        ("Omar Haddad and three guards were killed.", {"killed": (4, 4)}),
        ("The raid led to the death of Omar Haddad.", {"killed": (1, 1)}),
        ("The murder of Omar Haddad shocked the town.", {"killed": (1, 1)}),
        ("REBELS KILLED OMAR HADDAD.", {"killed": (1, 1)}),
    ],
)
def test_a_name_is_one_victim(text: str, expected: Counts) -> None:
    assert counts_in(text) == expected


def test_a_month_and_a_number_are_no_names() -> None:
    view = view_in("Omar left in March with Two men.")
    assert [is_name(view, at) for at in (0, 1, 3, 5)] == [True, False, False, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kostiv was hit by two missiles and a boy was wounded.", {"wounded": (1, 1)}),
        ("Palm Street was hit by shells and a boy was wounded.", {"wounded": (1, 1)}),
        ("Bara was burned and two people were killed.", {"killed": (2, 2)}),
        ("Gunmen killed a guard and abducted Hotel Miramar staff.", {"killed": (1, 1)}),
        ("Omar Haddad was hit by two bullets and a boy was wounded.", {"wounded": (2, 2)}),
        ("Omar Haddad, 34, was hit by a shell and a boy was wounded.", {"wounded": (2, 2)}),
        ("Park Min-jun was killed.", {"killed": (1, 1)}),
    ],
)
def test_a_town_a_street_and_a_hotel_are_no_persons(text: str, expected: Counts) -> None:
    assert counts_in(text) == expected


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Jets bombed Bara and 20 people were killed.", 20),
        ("Jets bombed Bara on Sunday and at least 20 people were killed.", (20, None)),
        ("Drones struck the prison in Bara and six guards were killed.", 6),
        ("Gunmen attacked the mayor and two guards were killed.", 2),
        ("The mukhtar and 20 people were killed.", 21),
        ("Police said Omar Haddad and two men were killed.", 3),
        ("Three people and not four died in the raid.", 3),
        ("Three people, not four, were killed.", 3),
        ("Four (4) persons died and not five (5).", 4),
    ],
)
def test_what_was_attacked_or_is_denied_is_not_one_of_those_killed(text: str, killed: int | tuple[int, None]) -> None:
    assert counts_in(text) == {"killed": (killed, killed) if isinstance(killed, int) else killed}


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("In this action, Constable Omar Haddad and Sergeant Ali Noor of the 5th Brigade attained martyrdom.", 2),
        ("Major Ali Noor of the Sixth Division was killed.", 1),
        ("Nine Members of Parliament were killed.", 9),
        ("Two soldiers of the Sixth Division were killed.", 2),
    ],
)
def test_the_unit_of_the_dead_stands_between_their_names_and_the_verb(text: str, dead: int) -> None:
    assert counts_in(text) == {"killed": (dead, dead)}
