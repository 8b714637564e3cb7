"""The objects of acts: who was killed or taken by somebody."""

from __future__ import annotations

import pytest

from tests.casualty_reading import Counts, counts_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels killed, in three raids on Friday, ten guards.", {"killed": (10, 10)}),
        ("Soldiers executed 52 Fulani.", {"killed": (52, 52)}),
        ("Rebels killed four soldiers and took 20 prisoner.", {"killed": (4, 4), "captured": (20, 20)}),
        ("The attackers killed a guard and made off with 11 rifles.", {"killed": (1, 1)}),
        ("Police found the two clerks whom they abducted on Sunday.", {"abducted": (2, 2)}),
        ("The troops lost no soldiers and killed 12 gunmen.", {"killed": (12, 12)}),
        ("The rebels said they killed or wounded 38 soldiers.", {"killed": (0, 38), "wounded": (0, 38)}),
        ("The strike killed Omar al-Haddad, a senior commander, and three guards.", {"killed": (4, 4)}),
        ("A strike killed 14 people, neighbours and a radio station said.", {"killed": (14, 14)}),
        ("Gunmen killed a baker, his wife and their two sons, and made away with flour.", {"killed": (4, 4)}),
        ("Gunmen killed 12 fishermen and abducted an unknown number of women.", {"killed": (12, 12)}),
    ],
)
def test_an_object_gives_its_counts(text: str, expected: Counts) -> None:
    assert counts_in(text) == expected


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Two gunmen opened fire on a bus, killing six people before a guard shot them dead.", (8, 8)),
        ("A gunman opened fire on a bus, killing six people before police killed him.", (7, 7)),
        ("Police stopped a bus with six men before two gunmen shot them dead.", None),
    ],
)
def test_attackers_who_are_shot_dead_in_the_end_are_dead_too(text: str, killed: tuple[int, int] | None) -> None:
    assert counts_in(text).get("killed") == killed


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("The militia, which killed the people of Bara, is the last to speak.", None),
        ("The militia, which killed nine people of Bara, fled.", (9, 9)),
        ("The militia killed the people of a house.", (2, None)),
    ],
)
def test_who_a_side_is_said_to_be_counts_nobody(text: str, killed: tuple[int, int | None] | None) -> None:
    assert counts_in(text).get("killed") == killed
