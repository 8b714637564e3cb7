"""Tell the form of a verb of harm and the auxiliaries before it.

Example: "have also been killed" is a past form with the auxiliaries "have also been", so it is passive; in "were pulled
out hurt" the adjective completes a passive.
"""

from __future__ import annotations

from streams.extraction.clauses import words
from streams.extraction.victims import View
from streams.text.types import Term

#: Past forms that are spelled like a base form, or begin a term.
_PAST = frozenset(("hurt", "hit", "beat", "cut", "put", "shot", "led", "held", "took", "made", "drove"))


def shape(view: View, act: Term) -> str:
    """Return the form of a verb: ing, base, present, or past (which may be a participle)."""
    word = view.lower[act.start]
    base = act.name.split()[0]
    if word.endswith("ing"):
        return "ing"
    if word == base and not (word.endswith(("ed", "en")) or word in _PAST):
        return "base"
    if word == base + "s" or word == base + "es" or word.endswith("ies"):
        return "present"
    return "past"


def auxiliaries(view: View, at: int) -> tuple[int, tuple[str, ...]]:
    """Return where the auxiliaries before a verb start, and the words from there ("have also been")."""
    grammar, lower = words(), view.lower
    start = at
    index = at - 1
    while index >= 0 and at - index <= 8:
        word = lower[index]
        if word in grammar.auxiliary or word in ("to", "'ve", "'re"):
            start = index
        elif word == "since" and index and lower[index - 1] in ("has", "have", "had"):
            pass
        elif (
            word not in grammar.adverb
            and word not in grammar.reporting
            or start == at
            and word in ("said", "found", "left")
            and word != "found"
        ):
            break
        index -= 1
    return start, lower[start:at]


def is_passive(helpers: tuple[str, ...]) -> bool:
    """Whether auxiliaries make a past participle passive ("were also")."""
    return any(word in words().be for word in helpers)


def complement_of(view: View, start: int, helpers: tuple[str, ...]) -> int:
    """Return the start of the verb that an adjective completes ("were dragged out hurt"), else ``start``."""
    lower = view.lower
    at = start - 1
    while at > 0 and lower[at] in ("out", "up", "away", "in", "alive", "back"):
        at -= 1
    if helpers or at < 1 or not lower[at].endswith(("ed", "en", "brought")) or lower[at] in words().reporting:
        return start
    begin, passive = auxiliaries(view, at)
    return begin if is_passive(passive) else start
