"""Say which weapon nouns of a sentence are joined: by "and" or a comma, with where they came from between them.

Example: in "two missiles from Bryansk region and 92 Shahed, Gerbera and other types of drones from Kursk" all are one
phrase, and the last two nouns one group of 92.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from streams.extraction.clauses import words
from streams.extraction.munition_types import Group, Phrase
from streams.text.types import Sentence

_JOINERS = frozenset(("and", ",", "plus", "or", "/", "&"))
_TOGETHER = (("as", "well", "as"), ("along", "with"), ("together", "with"), (",", "along", "with"))
#: Before the last of several kinds: "Shahed, Gerbera and other types of drones".
_KINDS = frozenset(("other", "types", "type", "kinds", "of", "decoy", "imitator", "various"))
#: Tokens from a weapon to the next, where it is told where the first came from.
_LONGEST_ORIGIN = 9


def are_joined(sentence: Sentence, end: int, start: int, acts: Collection[int]) -> bool:
    """Whether the weapon nouns that end and start at two tokens are joined; ``acts`` are the tokens of acts.

    Class: "missiles and drones", "two missiles from Bryansk region, and 85 drones from Kursk", "nine drones along with
    two missiles".
    """
    between = sentence.lower[end:start]
    if between in _TOGETHER:
        return True
    if between[:1] == ("from",) and _is_origin(between[1:-1], range(end, start), acts):
        between = between[-2:] if between[-2:] == (",", "and") else between[-1:]
    return 0 < len(between) <= 2 and only_joiners(between)


def only_joiners(between: Sequence[str]) -> bool:
    """Whether nothing but words that join stands between two weapons."""
    return len(between) <= 2 and all(word in _JOINERS for word in between)


def opens_thought(lower: tuple[str, ...], last: Phrase, group: Group) -> bool:
    """Whether ", and" after weapons opens a new thought: "hit posts with missiles, and nine drones were shot down"."""
    bare = len(last.groups) == 1 and last.groups[0].form == "bare" and group.form != "bare"
    means = lower[max(0, last.start - 1) : last.start] in (("with",), ("by",), ("using",))
    return bare and means and lower[last.end : group.start] == (",", "and")


def _is_origin(between: Sequence[str], tokens: range, acts: Collection[int]) -> bool:
    """Whether these words only tell from where weapons came: no act and no verb stands among them."""
    grammar = words()
    if not between or len(between) > _LONGEST_ORIGIN or any(at in acts for at in tokens):
        return False
    return all(
        word in _JOINERS or (word[0].isalnum() and word not in grammar.auxiliary and word not in grammar.verb)
        for word in between
    )


def end_of_kinds(sentence: Sentence, end: int) -> int:
    """Return where a weapon noun ends with the kinds that follow it.

    Class: "59 drones of several types", "92 Shahed, Gerbera and other types of", where the noun for all comes next.
    """
    lower = sentence.lower
    if lower[end : end + 1] == ("of",) and lower[end + 2 : end + 3] in (("types",), ("kinds",)):
        return end + 3
    at = end
    while at < min(len(lower), end + _LONGEST_KINDS) and (lower[at] in _JOINERS or sentence.words[at][0].isupper()):
        at += 1
    others = at
    while others < len(lower) and lower[others] in _KINDS:
        others += 1
    return others if others > at and lower[at] == "other" and lower[at - 1] == "and" else end


_LONGEST_KINDS = 7
