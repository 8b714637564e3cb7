"""A second source's number in the same sentence."""

from __future__ import annotations

import pytest

from tests.casualty_reading import Range, claims_in, counts_in


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("The rebels said they killed 40 men; the army said only six died.", (6, 40)),
        ("A clerk said 13 people died, while the mayor gave the number of dead as nine.", (9, 13)),
        ("Police put the dead at eight, but a monitor said 11 people had been killed.", (8, 11)),
        ("State media said three people were killed; a monitor reported seven deaths.", (3, 7)),
        ("The rebels said they killed 40 guards, but the ministry rejected the claim, saying two had died.", (2, 40)),
    ],
)
def test_two_speakers_of_a_sentence_span_a_range(text: str, killed: Range) -> None:
    assert counts_in(text)["killed"] == killed


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Doctors said that five people died; the rebels confirmed the death of their leader and four guards.", (5, 5)),
        ("Doctors said that five people died; the rebels told of the death of nine guards.", (14, 14)),
    ],
)
def test_who_confirms_the_death_of_his_own_adds_nobody(text: str, killed: Range) -> None:
    assert counts_in(text)["killed"] == killed


def test_only_so_many_are_another_figure_where_somebody_says_so() -> None:
    told = "Raiders killed 42 guests. Police confirmed a raid but said that only 11 people had died."
    assert [claim.role for claim in claims_in(told)] == ["total", "total"]
    told = "Raiders killed 42 guests. Only 11 people died on the spot."
    assert [claim.role for claim in claims_in(told)] == ["total", "subset"]


def test_the_losses_of_two_sides_are_added() -> None:
    text = "The army said it killed 12 rebels, while the rebels said they killed five soldiers."
    assert counts_in(text)["killed"] == (17, 17)
