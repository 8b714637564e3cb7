"""Find where a sentence goes over to an attack before the one it tells of.

Example: in "A strike on a car killed four people, hours after a strike on a school" the school is not what was struck.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.text.types import Sentence, Term

_UNITS = frozenset(("minutes", "hours", "day", "days", "week", "weeks", "months", "shortly", "hour"))
_ATTACKS = ("act.", "weapon.", "munition.")
#: Between "after" and the attack it counts from.
_REACH = 12


def before_earlier(sentence: Sentence, terms: Sequence[Term]) -> tuple[Term, ...]:
    """Return the terms of a sentence that stand before words of an earlier attack; all, where there are none.

    The attack that is told stands before them: "Two days after rockets hit a block, four are missing" tells of that.
    """
    lower = sentence.lower
    if "after" not in lower:
        return tuple(terms)
    for at in range(2, len(lower)):
        if lower[at] != "after" or lower[at - 1] not in _UNITS:
            continue
        told = any(term.category.startswith("act.") and term.end <= at - 1 for term in terms)
        attacks = (term.start for term in terms if term.category.startswith(_ATTACKS))
        if told and any(at < start <= at + _REACH for start in attacks):
            return tuple(term for term in terms if term.start < at)
    return tuple(terms)
