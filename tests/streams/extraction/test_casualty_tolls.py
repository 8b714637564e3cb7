"""Tolls and what they were before."""

from __future__ import annotations

import pytest

from tests.casualty_reading import Counts, claims_in, counts_in
from tests.reading import event_of, killed


def test_a_toll_that_rose_keeps_what_it_was() -> None:
    claims = claims_in("The death toll rose to 14 from nine.")
    assert [(claim.count.min, claim.role) for claim in claims] == [(14, "total"), (9, "former")]


def test_a_toll_that_rose_by_some_keeps_the_difference() -> None:
    claims = claims_in("The death toll climbed by six to 20.")
    assert [(claim.count.min, claim.role) for claim in claims] == [(6, "delta"), (20, "total")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two more guards died, bringing the toll to 16.", {"killed": (16, 16)}),
        ("The number of people wounded now stands at 40.", {"wounded": (40, 40)}),
        ("The town hall put the number of dead at 33, up from 28.", {"killed": (33, 33)}),
        ("The town hall put the number of dead at 28 on Friday and at 33 on Saturday.", {"killed": (33, 33)}),
        (
            "The town hall put the toll at 28 on Friday and at least 12 are missing.",
            {"killed": (28, 28), "missing": (12, None)},
        ),
        ("The number of dead is therefore eight, not nine.", {"killed": (8, 8)}),
        ("The number of people killed in the blast of 18 May is ten and not 11.", {"killed": (10, 10)}),
        ("The number of people killed in the blast may be ten.", {}),
        ("The raid raised to 14 the number of dead.", {"killed": (14, 14)}),
        ("The rebels put at nine the number of dead.", {"killed": (9, 9)}),
        ("Two more died, so that there are now 13 dead.", {"killed": (13, 13)}),
        ("Nine are in hospital; the dead remain at six.", {"killed": (6, 6), "wounded": (9, 9)}),
        ("The toll, which had stood at nine, rose to 12.", {"killed": (12, 12)}),
        ("The toll: nine guards and a cook dead.", {"killed": (10, 10)}),
        ("The tally of wounded guards stands at five.", {"wounded": (5, 5)}),
    ],
)
def test_a_toll_is_what_the_number_has_come_to(text: str, expected: Counts) -> None:
    assert counts_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor cut the missing from nine to four.", {"missing": (4, 4)}),
        ("He raised by four, to 21, the number of men killed, and cut the number of missing from 12 to five.",
         {"killed": (21, 21), "missing": (5, 5)}),
        ("Nine people died. The wounded now number 31.", {"killed": (9, 9), "wounded": (31, 31)}),
        ("The number of martyrs rose to 9 and that of the wounded to 31.", {"killed": (9, 9), "wounded": (31, 31)}),
        ("The number of dead is nine and that of injured at 31.", {"killed": (9, 9), "wounded": (31, 31)}),
        ("Nine people died. The ward and that of the wounded from the war are full.", {"killed": (9, 9)}),
        ("The death toll could rise as 12 of the wounded are in critical condition.", {}),
    ],
)  # fmt: skip
def test_a_state_is_counted_like_a_toll(text: str, expected: Counts) -> None:
    assert counts_in(text) == expected


@pytest.mark.parametrize(
    "told",
    [
        "The number of soldiers killed in a raid on Goma rose to 54, officials said, from a previous toll of eight.",
        "The death toll of a raid on Goma rose to 54 from an initial toll of eight.",
        "A raid on Goma killed 54 soldiers, officials said, updating an earlier toll of eight.",
    ],
)
def test_a_toll_that_another_left_behind_is_none(told: str) -> None:
    assert killed(event_of(told)) == (54, 54)


def test_some_among_the_dead_are_no_toll() -> None:
    event = event_of("Drones killed at least 48 people in Goma. He put the number of children among the dead at 33.")
    assert killed(event) == (48, None)


@pytest.mark.parametrize("text", ["The ministry put its own dead at 18.", "It put its own losses at 18 dead."])
def test_what_a_side_puts_its_own_losses_at_is_no_toll_of_both(text: str) -> None:
    assert [(claim.count.min, claim.role, claim.rule) for claim in claims_in(text)] == [(18, "part", "lost_men")]
