"""What a vehicle or a building does by itself is an accident; what was done to it is none."""

from __future__ import annotations

import pytest

from streams.classification.mishaps import is_mishap
from streams.lexicons.terms import term_index
from tests.casualty_reading import sentence_of


@pytest.mark.parametrize(
    ("text", "mishap"),
    [
        ("A bus fell into a gorge near Riyom, killing 11 people.", True),
        ("A van carrying twelve wedding guests plunged into a canal.", True),
        ("A lorry hit a minibus head-on, killing nine.", True),
        ("A wall fell on workers in Goma, killing six people.", True),
        ("The roof of a school came down in Jos, killing 12 pupils.", True),
        ("Explosives seized last week blew up in a police station in Lviv.", True),
        ("A bus fell into a gorge after gunmen fired at it, killing 11 people.", False),
        ("A bus hit a mine near Djibo, killing nine people.", False),
        ("A missile fell into a courtyard, killing two people.", False),
        ("The roof came down on the drying hall.", False),
        ("A bus was on the way to Goma when it was stopped.", False),
        ("A drone hit a depot in Lviv, and stored ammunition exploded.", False),
    ],
)
def test_a_mishap_is_told_by_what_moves_and_how(text: str, mishap: bool) -> None:
    sentence = sentence_of(text)
    assert is_mishap(sentence.lower, term_index().find(sentence)) is mishap
