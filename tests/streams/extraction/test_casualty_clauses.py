"""Where the clause of an act begins."""

from __future__ import annotations

import pytest

from streams.extraction.casualty_clauses import acts_between, clause_start
from tests.casualty_reading import view_in


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("The camp fell; five guards (two of them boys) were shot", "five"),
        ("The Desert Front (DF) was shot", "the"),
        ("The camp fell (two men died) while guards were shot", "guards"),
        ("Police said three men and a boy were shot", "three"),
        ('The camp fell: ten "rebels" and a guard were shot', "ten"),
        ('"The camp fell," he said, and guards were shot', ","),
    ],
)
def test_a_clause_begins_behind_a_mark_or_a_conjunction(text: str, begins: str) -> None:
    view = view_in(text)
    assert view.lower[clause_start(view, len(view.lower) - 2)] == begins


def test_acts_and_verbs_stand_between_tokens() -> None:
    view = view_in("Two men fled and a boy was shot")
    assert acts_between(view, 0, 3)
    assert not acts_between(view, 3, 6)
