"""The word lists of number phrases."""

from __future__ import annotations

from streams.text.number_words import number_words, phrase_at


def test_the_longest_phrase_that_stands_at_a_token_is_found() -> None:
    found = phrase_at(number_words().quantifiers, ("no", "fewer", "than", "ten"), 0)
    assert found == (("no", "fewer", "than"), "at_least")


def test_nothing_is_found_past_the_end() -> None:
    assert phrase_at(number_words().quantifiers, ("ten",), 1) is None


def test_every_plural_says_at_least_two() -> None:
    assert min(number_words().plural.values()) >= 2


def test_a_lead_says_nothing_alone_and_knows_what_may_follow_it() -> None:
    leads = number_words().leads
    assert ("total",) in leads["the"]
    assert leads.keys().isdisjoint({"a", "no", "seven", "dozens", "about", "nobody"})
