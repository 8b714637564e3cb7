"""Read the plain words of an article as features: what the lexicons have no list for still speaks for a reason.

"Trams run again on four lines" has no term of war or repair, yet "again" and "lines" were seen in texts about an
aftermath. Names are left out, for where and who say nothing of what kind of text it is. Example: ``word.coffin``.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from streams.text.types import Sentence

PREFIX = "word."
#: What a word counts for by its zone, and how many sentences of a zone are looked at.
ZONES = {"headline": 1.0, "lead": 1.0, "body": 0.5}
SENTENCES = 10


class Seen(NamedTuple):
    """A word as a feature, what it counts for, and the sentence in which it was first seen."""

    name: str
    value: float
    sentence: int


def words_of(
    sentences: Sequence[Sentence], zones: Mapping[str, Sequence[int]], known: Container[str] | None = None
) -> Iterator[Seen]:
    """Yield each word of the zones once, in order; ``known`` names the features wanted, None wants all."""
    done: set[str] = set()
    for zone, value in ZONES.items():
        for at in zones[zone][:SENTENCES]:
            for index, word in enumerate(sentences[at].words):
                if not word.islower():
                    if index or not word.istitle():
                        continue
                    word = word.lower()
                name = PREFIX + word
                if name in done or not word[0].isalpha() or (known is not None and name not in known):
                    continue
                done.add(name)
                yield Seen(name, value, at)


def place_of(feature: str, sentence: Sentence) -> tuple[int, int]:
    """Return the tokens of a word feature in the sentence where it was seen; (0, 0) if it is not there."""
    word = feature.removeprefix(PREFIX)
    at = next((at for at, token in enumerate(sentence.lower) if token == word), -1)
    return (at, at + 1) if at >= 0 else (0, 0)
