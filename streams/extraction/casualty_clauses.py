"""Find where the clause of an act begins, for its subject stands in it.

Example: in "the camp fell; five guards (two of them boys) were shot" the clause of "were shot" begins at "five": the
semicolon parts clauses, a list in brackets does not.
"""

from __future__ import annotations

from streams.extraction.clauses import words
from streams.extraction.victims import View

BARRIERS = frozenset(';:—–()[]"“”')
_QUOTES = frozenset('"“”')


def acts_between(view: View, start: int, end: int) -> bool:
    """Whether a verb or an act stands between two tokens."""
    grammar = words()
    return any(
        at in view.harm or view.lower[at] in grammar.verb or view.lower[at] in grammar.auxiliary
        for at in range(start, end)
    )


def clause_start(view: View, at: int) -> int:
    """Return the start of the clause that a verb stands in, going back over commas that close an aside."""
    grammar, lower = words(), view.lower
    index = at - 1
    while index >= 0:
        word = lower[index]
        if word == "but" and index and lower[index - 1] == "all":
            index -= 1
            continue
        if word == "so" and index and lower[index - 1] == "or":
            # "a dozen or so prisoners"
            index -= 2
            continue
        opening = _opening_bracket(view, index) if word == ")" else 0
        if opening:
            # An acronym, an age or a list in brackets parts no clauses.
            index = opening - 1
            continue
        if word in _QUOTES and any(group.start < index < group.end for group in view.groups):
            # Ten "rebels" and a guard were killed: the marks are a part of the group.
            index -= 1
            continue
        if word in BARRIERS or (word in grammar.conjunction and word not in ("and", "or", "&", "plus", "as")):
            return index + 1
        if word in ("said", "says", "say", "that") and index < at - 1:
            return index + 1
        index -= 1
    return 0


def _opening_bracket(view: View, closing: int) -> int:
    """Return where the bracket opens that closes at a token; 0 where a clause stands in it.

    Class: "The Desert Front (DF)", "Nine people (seven clerks and two guards) were killed".
    """
    opening = next((at for at in range(closing - 1, max(0, closing - _BRACKET), -1) if view.lower[at] == "("), 0)
    return 0 if acts_between(view, opening, closing) else opening


#: A list in brackets has at most so many tokens.
_BRACKET = 16
