"""Closed word classes and phrases."""

from __future__ import annotations

from streams.extraction.clauses import breaks, find_phrase, mark_in, marks_of, phrase_at, phrase_ending, words
from tests.casualty_reading import sentence_of

_LOWER = ("raids", "this", "month", "have", "killed", "40", "people", "as", "well", "as", "a", "dog")


def test_a_phrase_is_found_where_it_stands() -> None:
    assert find_phrase(words().background, _LOWER, 0, len(_LOWER)) == 1


def test_the_longest_phrase_is_taken() -> None:
    assert phrase_at(words().joining, _LOWER, 7) == 10


def test_a_phrase_can_be_asked_by_its_end() -> None:
    assert phrase_ending(words().joining, _LOWER, 10) == 7
    assert phrase_ending(words().joining, _LOWER, 9) is None


def test_no_word_that_ends_a_noun_phrase_is_a_word_for_hurts() -> None:
    assert words().stop.isdisjoint({"injuries", "burns", "leg", "arm"})


def test_a_sentence_holds_the_marks_of_its_scope() -> None:
    marks = marks_of(sentence_of("Raids this month killed 40."))
    assert (mark_in(marks, "background", 0, 5), mark_in(marks, "background", 2, 5)) == (1, None)


def test_a_clause_breaks_at_but_and_before_bringing() -> None:
    lower = ("two", "died", "but", "four", "fled", ",", "bringing", "bread")
    assert [at for at in range(len(lower)) if breaks(lower, at)] == [2, 5]
