"""Builders for the tests of weapons: a sentence with its terms, number phrases and weapon phrases."""

from __future__ import annotations

from streams.extraction.munition_groups import read_phrases
from streams.extraction.munition_types import Known, Phrase
from streams.lexicons.terms import term_index
from streams.text.numbers import read_quantities
from streams.text.sentences import split_sentences
from streams.text.types import Quantity, Segment, Sentence, Term


def sentence_of(text: str, kind: str = "paragraph") -> tuple[Sentence, tuple[Term, ...], tuple[Quantity, ...]]:
    """Return one sentence with its terms and number phrases."""
    segment = Segment(
        "headline" if kind == "headline" else "body", "headline" if kind == "headline" else "paragraph", text, 0
    )
    (sentence,) = split_sentences([segment])
    return sentence, term_index().find(sentence), read_quantities(sentence)


def phrases_of(text: str, known: Known | None = None, kind: str = "paragraph") -> tuple[Phrase, ...]:
    """Return the weapon phrases of one sentence."""
    sentence, terms, numbers = sentence_of(text, kind)
    return read_phrases(sentence, terms, numbers, known or Known({}))
