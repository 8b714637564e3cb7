"""People who are taken away, and people of whom nobody knows where they are."""

from __future__ import annotations

import pytest

from tests.casualty_reading import counts_in


@pytest.mark.parametrize(
    ("text", "abducted"),
    [
        ("Gunmen stopped two buses and took 18 passengers with them.", (18, 18)),
        ("The rebels took 60 passengers off a train and are holding them.", (60, 60)),
        ("Eighteen passengers were taken off a bus by gunmen.", (18, 18)),
        ("Bandits dragged a priest from his house and took him into the bush.", (1, 1)),
        ("Armed men left with a surgeon, her driver and a guard.", (3, 3)),
        ("Rebels led 12 girls away into the forest.", (12, 12)),
        ("Eight miners are in the hands of kidnappers.", (8, 8)),
        ("Eight miners are being held by police.", None),
        ("Yusuf led 12 men into the town.", None),
        ("Ambulances took three men to hospital.", None),
        ("Of the 28 pupils taken by bandits on Friday, nine came back.", (28, 28)),
        ("Twelve nurses were taken by gunmen from a clinic.", (12, 12)),
        ("Twelve nurses were taken by police from a clinic.", None),
        ("The ship's 19 sailors were taken off by helicopter.", None),
        ("Two lorries were burned and one was taken away.", None),
        ("Two nurses were hurt and one was taken away.", (1, 1)),
        ("Rifles seized in raid on rebel camp", None),
        ("The rebels spoke of a truce in a note left with the driver.", None),
        ("Raiders killed a guard and made off with two pickups.", None),
    ],
)
def test_who_is_taken_somewhere_by_force_is_abducted(text: str, abducted: tuple[int, int] | None) -> None:
    assert counts_in(text).get("abducted") == abducted


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Bandits seized 20 villagers, three of whom were later found dead.", (3, 3)),
        ("Pirates took 12 sailors hostage, of whom two were shot dead.", (2, 2)),
        ("Raiders killed nine guards and seized 20 villagers, three of whom were women.", (9, 9)),
        ("Three of them were found dead.", None),
    ],
)
def test_those_of_the_taken_who_died_are_all_the_dead_that_are_told(text: str, killed: tuple[int, int] | None) -> None:
    assert counts_in(text).get("killed") == killed


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("The whereabouts of three shepherds are unknown.", (3, 3)),
        ("A raid killed two, and villagers were still looking for 14 others.", (14, 14)),
        ("A raid killed two, and soldiers were looking for 14 rebels.", None),
        ("Rescuers were digging for up to ten residents believed trapped.", (0, 10)),
        ("Six people are feared trapped under the rubble.", (6, 6)),
        ("The fate of the talks is unknown.", None),
    ],
)
def test_who_cannot_be_found_is_missing(text: str, missing: tuple[int, int] | None) -> None:
    assert counts_in(text).get("missing") == missing
