"""Sketch a text in a few numbers, so that copies of one wire story are found without keeping the text.

A fingerprint is the MinHash of the body's word shingles followed by a smaller MinHash of the words of the lead. Bodies
with a ``similarity`` near 1 are one text, also when a copy was cut at the end or got a new headline; that of the leads
tells stories of two attacks in one city apart. Independent reports share almost no shingles.

Example: a story and its copy without the last paragraph have a body similarity of about 0.7.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from functools import lru_cache

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
_LAYOUT = struct.Struct(f"<{BODY_SIZE + LEAD_SIZE}H")
_LOWER = int.from_bytes(_LAYOUT.pack(*[0x7FFF] * (BODY_SIZE + LEAD_SIZE)), "little")
_HIGHEST = int.from_bytes(_LAYOUT.pack(*[0x8000] * (BODY_SIZE + LEAD_SIZE)), "little")
_BODY = (1 << 16 * BODY_SIZE) - 1
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


def packed(sketch: Fingerprint) -> int:
    """Return a sketch as one integer, 16 bits a number: small to hold, quick to compare. 0 when there is none."""
    return int.from_bytes(_LAYOUT.pack(*sketch), "little") if len(sketch) == BODY_SIZE + LEAD_SIZE else 0


def similarity(one: int, other: int) -> tuple[float, float]:
    """Return how alike two packed sketches are: the estimated shares of shingles and of telling words in the leads.

    Both are 0..1; 0 when either text is empty.
    """
    if not one or not other:
        return 0.0, 0.0
    differing = _differing(one, other)
    body = BODY_SIZE - (differing & _BODY).bit_count()
    lead = LEAD_SIZE - (differing & ~_BODY).bit_count()
    return body / BODY_SIZE, lead / LEAD_SIZE


def most_agreeing(one: int, others: Sequence[int]) -> int:
    """Return how many numbers of body and lead a packed sketch shares with the likest of others: quick to know."""
    fewest = BODY_SIZE + LEAD_SIZE
    for other in others:
        # As in `_differing`, whose call would take as long as what it does; mostly all numbers differ.
        differing = one ^ other
        differing = ((differing & _LOWER) + _LOWER | differing) & _HIGHEST
        if differing != _HIGHEST:
            fewest = min(fewest, differing.bit_count())
    return BODY_SIZE + LEAD_SIZE - fewest


def _differing(one: int, other: int) -> int:
    """Return an integer with one bit set for each number that differs."""
    differing = one ^ other
    # The highest bit of sixteen is set where any of them is: adding never carries into the next sixteen.
    return ((differing & _LOWER) + _LOWER | differing) & _HIGHEST


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    return frozenset(load_table("text/fingerprint.toml")["common"].split())


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _minima(items: list[str], size: int) -> tuple[int, ...]:
    sketch = RMinHash(num_perm=size, seed=_SEED)
    sketch.update(items)
    return tuple(value & _MASK for value in sketch.digest())
