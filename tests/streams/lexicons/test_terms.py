"""Terms: how their forms are made, and which are found in a sentence."""

from __future__ import annotations

import pytest

from streams.lexicons.terms import Entry, TermIndex, entries, noun_forms, trigger_terms, verb_forms
from streams.text.sentences import split_sentences
from streams.text.types import Segment


def found(text: str, *terms: tuple[str, str]) -> list[tuple[str, str]]:
    """Return (category, words) found in a text by an index of (category, term)."""
    index = TermIndex(Entry(tuple(term.split()), category, term, False) for category, term in terms)
    sentence = split_sentences([Segment("body", "paragraph", text, 0)])[0]
    return [(term.category, sentence.text(term.start, term.end).lower()) for term in index.find(sentence)]


@pytest.mark.parametrize(
    ("noun", "forms"),
    [
        ("drone", ("drone", "drones")),
        ("body", ("body", "bodies")),
        ("blast", ("blast", "blasts")),
        ("ox|oxen", ("ox", "oxen")),
    ],
)
def test_a_noun_gets_its_plural(noun: str, forms: tuple[str, ...]) -> None:
    assert noun_forms(noun) == forms


@pytest.mark.parametrize(
    ("verb", "form"),
    [
        ("kill", "killed"),
        ("fire", "firing"),
        ("stab", "stabbed"),
        ("carry", "carried"),
        ("shoot|shot|shot", "shot"),
        ("blow up|blew up|blown up", "blowing up"),
    ],
)
def test_a_verb_gets_its_forms(verb: str, form: str) -> None:
    assert form in verb_forms(verb)


def test_the_longest_term_of_a_category_wins() -> None:
    assert found("A car bomb went off", ("w", "bomb"), ("w", "car bomb")) == [("w", "car bomb")]


def test_terms_of_two_categories_may_stand_on_one_word() -> None:
    assert found("A strike hit", ("act", "strike"), ("labour", "strike")) == [("act", "strike"), ("labour", "strike")]


def test_a_part_of_a_word_is_no_term() -> None:
    assert found("He bombarded them", ("w", "bomb")) == []


def test_every_term_list_gives_lower_case_forms_with_a_category() -> None:
    assert [
        entry for entry in entries() if not entry.category or any(word != word.lower() for word in entry.words)
    ] == []


def test_the_scan_has_terms_to_look_for() -> None:
    assert "killed" in trigger_terms() or "shelling" in trigger_terms()
