"""Readable builders for tests of numbers of people: a text in, claims or counts out."""

from __future__ import annotations

from streams.extraction.casualties import read_casualties
from streams.extraction.counting import combine
from streams.extraction.victim_groups import view_of
from streams.extraction.victims import View
from streams.lexicons.terms import term_index
from streams.text.numbers import read_quantities
from streams.text.sentences import split_sentences
from streams.text.types import Quantity, ReadClaim, Segment, Sentence

#: A range as tests write it: minimum, maximum or None.
Range = tuple[int, int | None]
Counts = dict[str, Range]

_ATTACKERS = "attackers_killed"


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of one paragraph."""
    return split_sentences([Segment("body", "paragraph", text, 0)])


def sentence_of(text: str) -> Sentence:
    """Return a text that is one sentence."""
    (sentence,) = sentences_of(text)
    return sentence


def quantities_of(text: str) -> tuple[Quantity, ...]:
    """Return the number phrases of one sentence."""
    return read_quantities(sentence_of(text))


def view_in(text: str) -> View:
    """Return one sentence with its groups of people."""
    sentence = sentence_of(text)
    return view_of(sentence, term_index().find(sentence), read_quantities(sentence))


def claims_in(text: str) -> tuple[ReadClaim, ...]:
    """Return the claims of all sentences of a text, each read with those before it."""
    claims: tuple[ReadClaim, ...] = ()
    for sentence in sentences_of(text):
        claims += read_casualties(sentence, term_index().find(sentence), read_quantities(sentence), claims)
    return claims


def counts_in(text: str) -> Counts:
    """Return the counts that one sentence says, attackers left out of sight."""
    return {kind: (found.min, found.max) for kind, found in combine(claims_in(text)).items() if kind != _ATTACKERS}


def claim_in(text: str) -> ReadClaim:
    """Return the only claim of a text."""
    (claim,) = claims_in(text)
    return claim
