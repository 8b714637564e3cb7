"""The state people are left in: wounds, no survivors, unhurt crews, fallen fighters."""

from __future__ import annotations

import pytest

from tests.casualty_reading import Counts, claims_in, counts_in
from tests.reading import event_of, killed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The raid left about 30 people with bullet wounds.", {"wounded": (27, 33)}),
        ("Seven people with gunshot wounds were brought in.", {"wounded": (7, 7)}),
        ("A third guard, who played dead, survived with a bullet in the arm.", {"wounded": (1, 1)}),
        ("Three sailors are missing and a fourth was pulled out with burns.", {"missing": (3, 3), "wounded": (1, 1)}),
        ("The blast buried three cooks in a cellar, none of whom survived.", {"killed": (3, 3)}),
        ("Not one of the nine guards of the depot survived.", {"killed": (9, 9)}),
        ("None of the nine survived.", {"killed": (9, 9)}),
        ("The crew of 17 escaped unhurt.", {"killed": (0, 0), "wounded": (0, 0)}),
        ("The tanker Castor Star was hit off Mokha.", {}),
        ("Neither the ship nor its crew was harmed.", {"killed": (0, 0), "wounded": (0, 0)}),
        ("A mine hit a car; neither the driver nor his three guests survived.", {"killed": (4, 4)}),
        ("Neither the clerk nor her son was hurt.", {}),
        ("Nine passengers jumped out with wounds.", {"wounded": (9, 9)}),
        ("One guard did not survive, and three are recovering.", {"killed": (1, 1), "wounded": (3, 3)}),
        ("The driver was unharmed.", {}),
        ("Debris fell on a barn without hurting anyone.", {"killed": (0, 0), "wounded": (0, 0)}),
        ("The troops returned fire without any reported casualties.", {"killed": (0, 0), "wounded": (0, 0)}),
        ("The ministry said nine of its scouts had fallen in the battle.", {"killed": (9, 9)}),
        ("Two shells had fallen in the yard during the battle.", {}),
        ("Four guards fell and nine of the raiders were killed.", {"killed": (13, 13)}),
        ("A fighter of the group fell when the army shelled a farm.", {"killed": (1, 1)}),
        ("Four guards fell and broke their legs.", {}),
        ("They killed 15 rebels without a loss of their own.", {"killed": (15, 15)}),
        ("Three of the 21 wounded have since died.", {"killed": (3, 3), "wounded": (18, 18)}),
        ("Nobody could reach wounded people in the valley.", {}),
        ("Nurses treated the wounded in a corridor.", {}),
    ],
)
def test_a_condition_gives_its_counts(text: str, expected: Counts) -> None:
    assert counts_in(text) == expected


def test_those_who_die_of_wounds_were_wounded_before() -> None:
    wounded, died = claims_in("Three of the 21 wounded have since died.")
    assert (wounded.kind, wounded.count.min, wounded.role) == ("wounded", 21, "total")
    assert (died.kind, died.count.min, died.role) == ("killed", 3, "died_later")


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Eleven people are wounded, among them a boy of nine with shrapnel in the leg.", {"wounded": (11, 11)}),
        ("Two women died, and a boy with shrapnel wounds lives.", {"killed": (2, 2), "wounded": (1, 1)}),
        ("Four people have been killed, he said, after a girl and a pensioner had died there.", {"killed": (4, 4)}),
        ("Four people were killed when a bomb went off, and two more had died in Sake.", {"killed": (6, 6)}),
        ("Two men who were wounded on Monday have died, so that 14 people were killed.", {"killed": (14, 14)}),
    ],
)
def test_who_is_told_apart_is_not_counted_twice(text: str, counts: dict[str, tuple[int, int]]) -> None:
    assert counts_in(text) == counts


@pytest.mark.parametrize(
    ("body", "dead"),
    [
        ("Eight soldiers were killed in a blast in Gao on Thursday. The driver of the bus, Omar Haddad, also died.", 9),
        ("Eight soldiers were killed in a blast in Gao on Thursday. The general also died.", 8),
        ("Eight people were killed in a blast in Gao on Thursday. The driver of the bus, Omar Haddad, also died.", 8),
        ("Four guards and a driver were killed in Gao on Thursday. The driver also died of his burns.", 5),
    ],
)
def test_a_civilian_who_also_died_is_none_of_the_fighters(body: str, dead: int) -> None:
    assert killed(event_of(body)) == (dead, dead)
