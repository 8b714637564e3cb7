"""What people are sought for was done before, and elsewhere."""

from __future__ import annotations

from datetime import date

import pytest

from streams.extraction.deeds import in_deed, of_a_deed
from tests.reading import event_of, killed


@pytest.mark.parametrize(
    ("text", "word", "inside", "apart"),
    [
        ("Four men wanted for the massacre of nine guests were killed in Kosti", "nine", True, True),
        ("Four men , two of them suspected of killing nine guests , were killed in Kosti", "nine", True, True),
        ("Four men wanted for the massacre of nine guests were killed in Kosti", "kosti", False, False),
        ("The army was accused of killing nine guests in a raid", "nine", True, False),
        ("Nine guests were killed in Kosti", "kosti", False, False),
    ],
)
def test_a_deed_ends_where_those_who_did_it_are_told_of_again(text: str, word: str, inside: bool, apart: bool) -> None:
    lower = text.casefold().split()
    at = lower.index(word)
    assert (in_deed(lower, at), of_a_deed(lower, at)) == (inside, apart)


def test_the_deed_gives_neither_figure_nor_day_nor_place() -> None:
    told = event_of(
        "Four militants, two of them wanted for Tuesday's massacre of nine tourists near Beni, were killed in Butembo "
        "on Thursday along with three soldiers, the army said."
    )
    assert killed(told) == (7, 7)
    assert told.occurred_on == date(2026, 3, 12)
    assert [place.name for place in told.places] == ["Butembo"]
