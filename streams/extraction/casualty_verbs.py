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

#: Marks that set a verb apart as the source's own word.
QUOTES = frozenset('"“”')


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
    """Return where the auxiliaries before a verb start, and the words from there ("have also been").

    A quotation mark that sets the verb apart is no barrier ('were "neutralised"'), and "IS" is a group, no auxiliary.
    """
    grammar, lower = words(), view.lower
    start = at
    index = at - 1 - (at > 0 and lower[at - 1] in QUOTES)
    while index >= 0 and at - index <= 8:
        word = lower[index]
        if word == "is" and _is_group_name(view, index):
            break
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
    return start, tuple(word for word in lower[start:at] if word not in QUOTES)


def _is_group_name(view: View, at: int) -> bool:
    """Whether "IS" in capitals names a group; in a sentence of capitals it is a verb."""
    words_of = view.sentence.words
    return words_of[at] == "IS" and any(word.islower() for word in words_of[max(0, at - 2) : at + 3])


def is_passive(helpers: tuple[str, ...]) -> bool:
    """Whether auxiliaries make a past participle passive ("were also")."""
    return any(word in words().be for word in helpers)


_COMING = frozenset(("arrived", "came", "ended"))


def complement_of(view: View, start: int, helpers: tuple[str, ...]) -> int:
    """Return the start of the verb that an adjective completes ("were dragged out hurt"), else ``start``."""
    lower = view.lower
    at = start - 1
    while at > 0 and lower[at] in ("out", "up", "away", "in", "alive", "back"):
        at -= 1
    if not helpers and at > 0 and lower[at] in _COMING:
        # "nine people arrived dead", "two came away hurt"
        return at
    if helpers or at < 1 or not lower[at].endswith(("ed", "en", "brought")) or lower[at] in words().reporting:
        return start
    begin, passive = auxiliaries(view, at)
    return begin if is_passive(passive) else start


def is_verb(view: View, at: int) -> bool:
    """Whether a token is a verb of doing, whose object follows: "jets bombed the prison and 20 people were killed"."""
    word, grammar = view.lower[at], words()
    return (word in grammar.verb or word.endswith("ed")) and word not in grammar.saying and at not in view.harm


def before_rejected(view: View, end: int) -> int:
    """Return the end of a subject without the number it is not ("three people and not four were killed")."""
    lower = view.lower
    group = next((each for each in view.groups if each.end == end and lower[each.start - 1] == "not"), None)
    joined = group is not None and lower[group.start - 2] in ("and", ",")
    return group.start - 2 if group is not None and joined else end
