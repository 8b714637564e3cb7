"""People whom a side loses."""

from __future__ import annotations

import pytest

from tests.casualty_reading import Counts, counts_in
from tests.reading import event_of, killed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The clash cost the Janjaweed 60 men and the army 18.", {"killed": (78, 78)}),
        ("The blast cost nine clerks their jobs.", {}),
        ("Soldiers beat off the attack, killing 18 and losing five.", {"killed": (23, 23)}),
        ("The rebels lost nine fighters and the army four.", {"killed": (13, 13)}),
        ("The column lost three lorries and six men, and the allied troops eight.", {"killed": (14, 14)}),
        ("The column lost three lorries and six guns.", {}),
        ("Three sisters were hurt, one losing an eye.", {"wounded": (3, 3)}),
        ("Five police were killed and the attack was beaten off with the loss of four raiders.", {"killed": (9, 9)}),
        ("They killed 71 rebels and lost nine soldiers; seven villagers were killed too.", {"killed": (87, 87)}),
        ("They killed 71 rebels, and its own toll was two dead.", {"killed": (73, 73)}),
        ("A gardener lost a leg when a mine exploded.", {"wounded": (1, 1)}),
    ],
)
def test_a_loss_gives_its_counts(text: str, expected: Counts) -> None:
    assert counts_in(text) == expected


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("The army killed 13 rebels near Goma on Thursday and lost a captain and two soldiers.", 16),
        ("The army killed 13 rebels near Goma on Thursday and lost a captain.", 13),
        ("The army killed 13 rebels near Goma on Thursday and lost a truck and two tanks.", 13),
    ],
)
def test_a_side_loses_one_man_and_others(text: str, dead: int) -> None:
    assert killed(event_of(text)) == (dead, dead)
