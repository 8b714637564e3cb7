"""Find the words that only tell after which other attack the news came: they say nothing of what kind it is.

Example: in "A day after a bomb blast in Kosti, rebels shot two herders" the blast is no bombing of the herders.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.text.types import Sentence, Term


def told_before(sentence: Sentence, terms: Sequence[Term]) -> tuple[int, int]:
    """Return the tokens ``[start, end)`` that tell of an attack before, (0, 0) where none do.

    Class: "Day after blast, rebels kill two", "The killings came hours after a blast".

    Not "Two days after a blast killed nine, 22 are missing", which tells of no other.
    """
    lower = sentence.lower
    after = next((at for at, word in enumerate(lower) if word == "after" and lower[at - 1] in _UNITS), 0)
    came = not _CAME.isdisjoint(lower[max(0, after - _REACH) : after])
    end = len(lower) if came else next((at for at in range(after, len(lower)) if lower[at] == ","), 0)
    acts = came or any(term.start >= end and term.category.startswith(_DEEDS) for term in terms)
    return (after, end) if after and acts and (came or after < _OPENING) else (0, 0)


#: Tokens of an opening before its "after": "Two days after", "SUKMA, Dec 10 - A day after"; from "came" to it.
_OPENING, _REACH = 9, 4
_UNITS = frozenset(("day", "days", "hours", "hour", "week", "weeks"))
_CAME = frozenset(("came", "comes"))
_DEEDS = ("act.", "harm.kill", "harm.violence", "munition.land", "munition.hit")
