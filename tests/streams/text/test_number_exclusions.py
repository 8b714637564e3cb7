"""Numbers that count nobody."""

from __future__ import annotations

import pytest

from streams.text.number_exclusions import is_no_count
from streams.text.number_values import Value
from streams.text.number_words import number_words
from tests.casualty_reading import sentence_of


@pytest.mark.parametrize(
    ("text", "at", "excluded"),
    [
        ("They fled 12 kilometres.", 2, True),
        ("Amina , 34 , fled.", 2, True),
        ("On March 12 they fled.", 2, True),
        ("Boeing 737 fell.", 1, True),
        ("In 2019 they fled.", 1, True),
        ("Of those, 12, all men, fled.", 3, False),
        ("Then 12 guards fled.", 1, False),
        ("Sisters aged nine and 11 fled.", 4, True),
        ("Girls aged between 5 and 9 fled.", 5, True),
        ("A couple, both 71, fled.", 4, True),
        ("The wounded now number 31.", 4, False),
        ("Then 2019 guards fled.", 1, False),
        ("They shot 15 - 14 women and a man - at noon.", 2, False),
        ("They shot 15 - 14 women and a man - at noon.", 4, False),
        ("They won 15 - 14 games in all.", 2, True),
        ("They won 15-14 games - in all.", 2, True),
    ],
)
def test_a_number_is_excluded_by_what_stands_beside_it(text: str, at: int, excluded: bool) -> None:
    sentence = sentence_of(text)
    number = int(sentence.words[at])
    assert is_no_count(sentence, at, at, Value(at + 1, number, number), number_words()) is excluded
