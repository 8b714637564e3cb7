"""Read the plain words of an article as features: what the lexicons have no list for still speaks for a reason.

"Trams run again on four lines" has no term of war or repair, yet "again" and "lines" were seen in texts about an
aftermath. Names are left out, for where and who say nothing of what kind of text it is. Example: ``word.coffin``.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from streams.text.types import Sentence

PREFIX = "word."
#: What a word counts for by its zone, and how many sentences of a zone are looked at.
ZONES = {"headline": 1.0, "lead": 1.0, "body": 0.5}
SENTENCES = 10


class Observed(NamedTuple):
    """The value of a feature and the sentence where it was first seen."""

    value: float
    sentence: int


def words_of(
    sentences: Sequence[Sentence], zones: Mapping[str, Sequence[int]], known: Container[str] | None = None
) -> dict[str, Observed]:
    """Return each word of the zones as a feature, in order; ``known`` has the words wanted, None wants all."""
    found: dict[str, Observed] = {}
    done: set[str] = set()
    for zone, value in ZONES.items():
        for at in zones[zone][:SENTENCES]:
            words = sentences[at].words
            seen = Observed(value, at)
            for index, word in enumerate(sentences[at].lower):
                if word in done or (known is not None and word not in known) or not word[0].isalpha():
                    continue
                if not words[index].islower() and (index or not words[index].istitle()):
                    continue
                done.add(word)
                found[PREFIX + word] = seen
    return found


def place_of(feature: str, sentence: Sentence) -> tuple[int, int]:
    """Return the tokens of a word feature in the sentence where it was seen; (0, 0) if it is not there."""
    word = feature.removeprefix(PREFIX)
    at = next((at for at, token in enumerate(sentence.lower) if token == word), -1)
    return (at, at + 1) if at >= 0 else (0, 0)
