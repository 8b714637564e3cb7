"""Sketch a text in a few numbers, so that copies of one wire story are found without keeping the text.

A fingerprint is the MinHash of the body's word shingles followed by a smaller MinHash of the words of the lead:
``body_similarity`` near 1 means one text, also when a copy was cut at the end or got a new headline;
``lead_similarity`` tells stories of two attacks in one city apart. Independent reports share almost no shingles.

Example: a story and its copy without the last paragraph have a body similarity of about 0.7.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from operator import eq

from rensa import RMinHash

from schemas.event import Fingerprint
from streams.ruleset import load_table

#: Numbers of the body sketch and of the lead sketch. 64 keep the error of a similarity near 0.06.
BODY_SIZE = 64
LEAD_SIZE = 32
#: Words in a shingle: three are rarely shared by chance and survive light editing around them.
SHINGLE = 3
#: Words that count as the lead, and the longest body that is sketched.
LEAD_WORDS = 60
MAX_WORDS = 2_000
# Sixteen bits of each minimum: two texts agree by chance once in 65,536, and the record stays small.
_MASK = 0xFFFF
_SEED = 20
_WORD = re.compile(r"[^\W_]+")


def fingerprint(text: str, lead: str | None = None) -> Fingerprint:
    """Return the sketch of a text; ``lead`` is its first paragraph, by default its first 60 words.

    Deterministic on every machine. A text without words gives ``()``, which is like nothing.

    >>> len(fingerprint("Two drones hit a depot in Odesa, the mayor said."))
    96
    """
    words = _words(text)[:MAX_WORDS]
    if not words:
        return ()
    opening = words[:LEAD_WORDS] if lead is None else _words(lead)[:LEAD_WORDS]
    shingles = list(map(" ".join, zip(*(words[at:] for at in range(SHINGLE)), strict=False))) or [" ".join(words)]
    telling = [word for word in opening if word not in _common_words()] or opening or words[:1]
    return (*_minima(shingles, BODY_SIZE), *_minima(telling, LEAD_SIZE))


def body_similarity(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the estimated share of word shingles that two texts have in common, 0..1; 0 when either is empty."""
    return _agreement(one[:BODY_SIZE], other[:BODY_SIZE])


def lead_similarity(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the estimated share of telling words that two leads have in common, 0..1; 0 when either is empty."""
    return _agreement(one[BODY_SIZE:], other[BODY_SIZE:])


def _agreement(one: Sequence[int], other: Sequence[int]) -> float:
    if not one or len(one) != len(other):
        return 0.0
    same: int = sum(map(eq, one, other))
    return same / len(one)


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    return frozenset(load_table("text/fingerprint.toml")["common"].split())


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _minima(items: list[str], size: int) -> tuple[int, ...]:
    sketch = RMinHash(num_perm=size, seed=_SEED)
    sketch.update(items)
    return tuple(value & _MASK for value in sketch.digest())
