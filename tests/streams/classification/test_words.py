"""Plain words as features."""

from __future__ import annotations

from streams.classification.words import place_of, words_of
from tests.reading import read

ZONES = {"headline": [0], "lead": [1], "body": [2]}
TEXT = read("Rebels shelled Goma. The bakers of Sake weep.", "Mourners fill the square")


def test_each_word_counts_once_and_less_in_the_body() -> None:
    found = {name: seen.value for name, seen in words_of(TEXT.sentences, ZONES).items()}
    assert (found["word.square"], found["word.shelled"], found["word.bakers"]) == (1.0, 1.0, 0.5)


def test_names_are_left_out_but_not_the_first_word_of_a_sentence() -> None:
    names = words_of(TEXT.sentences, ZONES).keys()
    assert "word.mourners" in names
    assert not names & {"word.goma", "word.sake"}


def test_only_the_words_asked_for_are_given() -> None:
    assert list(words_of(TEXT.sentences, ZONES, {"weep"})) == ["word.weep"]


def test_a_word_is_found_again_in_its_sentence() -> None:
    assert place_of("word.shelled", TEXT.sentences[1]) == (1, 2)
    assert place_of("word.absent", TEXT.sentences[1]) == (0, 0)
