"""Find a report of what fell down of a missile that was stopped: an attack, though nobody names one.

Example: "Sirens sounded in Haifa, and interceptor debris fell on a supermarket" reads like an accident in a shop.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from streams.classification.groups import groups
from streams.classification.reading import Reading
from streams.text.types import ReadArticle

#: Sentences in which the debris must come down, the headline among them.
_OPENING = 3
_THERE = frozenset(("struck", "mentioned"))
#: What makes debris no news: a trial, a memory, a drill, a study, a film.
_FRAMES = ("court", "historic", "mourning", "repair", "exercise", "play", "analysis", "tally", "supply", "culture")


def debris_report(read: ReadArticle, readings: Sequence[Reading]) -> int | None:
    """Return the sentence of the opening in which a missile's debris comes down, None where there is none.

    A place must be named in the opening; a frame or another time takes the news away: "missile debris from the 1991
    war is on display".
    """
    opening = range(min(_OPENING, len(read.terms)))
    if not any(place.role in _THERE and place.sentence in opening for place in read.places):
        return None
    frames, falls = _bits()
    if any(readings[at].cues & frames or readings[at].old for at in opening):
        return None
    for at in opening:
        told = readings[at]
        named = any(term.category == "cue.debris" for term in read.terms[at])
        if named and told.real & falls and not any(told[1:5]):
            return at
    return None


@lru_cache(maxsize=1)
def _bits() -> tuple[int, int]:
    """Return the bits of the frames and of the acts by which something comes down."""
    known = groups()
    return (
        sum(1 << known.cue_names.index(name) for name in _FRAMES),
        sum(1 << known.act_names.index(name) for name in ("hit", "kill")),
    )
