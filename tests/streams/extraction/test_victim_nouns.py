"""The head of a noun phrase for people."""

from __future__ import annotations

import pytest

from streams.extraction.clauses import words
from streams.extraction.victim_nouns import NounReader
from tests.casualty_reading import view_in


@pytest.mark.parametrize(
    ("text", "head", "victims"),
    [
        ("masked Taliban fighters in Gao", "fighter", "fighter"),
        ("police depot in Gao", "depot", "thing"),
        ("Border Force (BF) guards fled", "guard", "fighter"),
        ("40 year old cook fled", "cook", "civilian"),
        ("District Reserve Guard jawans fled", "jawan", "fighter"),
        ("Iranian Revolutionary Guard fled", "guard", "fighter"),
        ('"terrorists" in Gao', "terrorist", "fighter"),
        ("potters working in Gao", "potters", None),
        ("guards' own lorry", "lorry", "thing"),
        ("year more than 180 people died", "year", "thing"),
    ],
)
def test_a_noun_phrase_has_its_head(text: str, head: str, victims: str | None) -> None:
    view = view_in(text)
    noun = NounReader(view.sentence, view.harm, view.people, view.numbers, words()).read(0)
    assert (noun.head, noun.victims) == (head, victims)
