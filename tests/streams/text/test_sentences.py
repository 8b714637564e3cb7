"""Sentences and tokens: what stays whole, where a sentence ends, and that offsets lead back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.text.sentences import MAX_TOKENS, split_sentences
from streams.text.types import Segment, SegmentKind, Sentence


def sentences(text: str, kind: SegmentKind = "paragraph") -> tuple[Sentence, ...]:
    return split_sentences([Segment("body", kind, text, 0)])


@pytest.mark.parametrize(
    "word", ["20-year-old", "Shahed-136", "155mm", "U.S.", "1,200", "12.40", "Al-Shabaab", "don't", "twenty-five"]
)
def test_a_word_that_carries_digits_or_marks_stays_whole(word: str) -> None:
    assert word in sentences(f"He saw {word} there")[0].words


def test_a_possessive_is_a_token_of_its_own() -> None:
    assert sentences("Russia's drones")[0].words == ("Russia", "'s", "drones")


def test_a_range_of_numbers_is_three_tokens() -> None:
    assert sentences("3-5 died")[0].words == ("3", "-", "5", "died")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Shells hit Goma. Two died.", 2),
        ("Mr. Odo and Lt. Gen. Ba said so. Two died.", 2),
        ('"They came at dawn." Two died.', 2),
        ("They came at 5 p.m. The guns fell silent.", 2),
        ("The U.S. military said so.", 1),
        ("Dr. J. Kito treated No. 3.", 1),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_furniture_gives_no_sentences() -> None:
    assert sentences("Truck bomb leaves 87 dead.", "other") == ()


def test_a_line_without_an_end_is_cut_into_bounded_sentences() -> None:
    found = sentences("boom " * 5_000)
    assert max(len(sentence.words) for sentence in found) <= MAX_TOKENS
    assert sum(len(sentence.words) for sentence in found) == 5_000


@given(st.text(max_size=200))
def test_every_token_stands_in_the_text_where_it_says(text: str) -> None:
    for sentence in sentences(text):
        assert sentence.words == tuple(text[a:b] for a, b in zip(sentence.starts, sentence.ends, strict=True))
        assert list(sentence.starts) == sorted(sentence.starts)
