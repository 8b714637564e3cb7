"""One act and one noun for people a token."""

from __future__ import annotations

from streams.extraction.victim_terms import terms_by_token
from streams.lexicons.terms import term_index
from tests.casualty_reading import sentence_of


def _acts(text: str) -> dict[int, str]:
    sentence = sentence_of(text)
    harm, _ = terms_by_token(sentence, term_index().find(sentence))
    return {at: term.category for at, term in harm.items()}


def test_murder_before_of_is_the_noun() -> None:
    assert _acts("The murder of a cook shocked them.") == {1: "harm.killing"}


def test_burns_after_with_are_no_verb() -> None:
    assert _acts("Two men with burns came in.")[3] == "harm.wounds"


def test_wounds_after_with_are_no_verb() -> None:
    assert _acts("Two men escaped with wounds.")[4] == "harm.wounds"
