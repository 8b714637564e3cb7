"""A second source's number in the same sentence."""

from __future__ import annotations

import pytest

from tests.casualty_reading import Range, counts_in


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


def test_the_losses_of_two_sides_are_added() -> None:
    text = "The army said it killed 12 rebels, while the rebels said they killed five soldiers."
    assert counts_in(text)["killed"] == (17, 17)
