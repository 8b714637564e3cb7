"""Tell whether words before a place speak of an earlier attack than the one reported.

Example: "ten days after they killed nine in X" and "on Monday a mine had killed three in X" tell of X's past.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.extraction.place_names import Reference

#: With "to" or "for" they tell what an attack answers, and how far before a place they stand.
_ANSWERS = frozenset(("answer", "response", "retaliation", "reprisal", "revenge", "reply"))
_ANSWER_REACH = 10
#: In the words "three days after they killed four in X" the unit before "after".
_UNITS = frozenset(("minutes", "hours", "days", "weeks", "months", "years", "day", "week", "month", "year", "hour"))

#: After a comma they tell in what the place before it lies: "killed nine in Bara, in neighbouring X".
_WITHIN: tuple[list[str], ...] = (["in"], ["near"], [])


def tells_earlier(lower: Sequence[str], at: int, reference: Reference) -> bool:
    """Tell whether the clause before a token tells of an earlier attack: "ten days after they killed nine in X".

    Or "on Monday a mine had killed three in X", unless the pluperfect is reported speech: "he said men had attacked X".
    """
    if _is_answered(lower, at):
        return True
    if "had" not in lower and "after" not in lower:
        return False
    words = reference.words
    clause = list(lower[max(0, at - 24) : at])
    if ";" in clause:
        clause = clause[len(clause) - clause[::-1].index(";") :]
    harm = [
        i
        for i, word in enumerate(clause)
        if word in words.strike_verbs or word in words.harm_words or word in words.impact_verbs
    ]
    for i in range(len(clause) - 1, 0, -1):
        if clause[i] == "," and clause[i + 1 : i + 2] not in _WITHIN:
            break
        if clause[i] == "after" and clause[i - 1] in _UNITS and any(found > i for found in harm):
            return True
    if "had" not in clause or not words.said_verbs.isdisjoint(clause) or "that" in clause:
        return False
    last = len(clause) - 1 - clause[::-1].index("had")
    return "," not in clause[last:] and any(last < found <= last + 3 for found in harm)


def _is_answered(lower: Sequence[str], at: int) -> bool:
    """Tell whether an attack answers what befell the place: "the raid was an answer to Monday's fire on X"."""
    left = lower[max(0, at - _ANSWER_REACH) : at]
    for i in range(len(left) - 1, 0, -1):
        if left[i] == "," or left[i] == ";":
            return False
        if left[i] in ("to", "for") and left[i - 1] in _ANSWERS:
            return True
    return False
