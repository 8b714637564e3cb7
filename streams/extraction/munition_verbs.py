"""Find the acts of a sentence that can be done by or to weapons, with their voice.

Example: in "the drones were not shot down" the act "shot down" is passive and negated; in "rockets fired at a base"
"fired" is a passive without its auxiliary.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from streams.extraction.clauses import words
from streams.extraction.munition_types import Phrase, names_launcher
from streams.lexicons.roles import role_words
from streams.text.types import Sentence, Term

_NO_ACTS = frozenset(("munition.part", "munition.holder", "munition.idle", "munition.stock"))


class Act(NamedTuple):
    """An act at tokens ``[start, end)``; ``kind``: its category without "munition."; ``reduced``: a bare participle."""

    start: int
    end: int
    kind: str
    passive: bool
    negated: bool
    reduced: bool


def acts_of(sentence: Sentence, terms: Sequence[Term], phrases: Sequence[Phrase]) -> list[Act]:
    """Return the acts outside of the phrases, of overlapping ones the longest."""
    chosen: dict[int, Term] = {}
    for term in terms:
        if not term.category.startswith("munition.") or term.category in _NO_ACTS:
            continue
        if any(phrase.start <= term.start < phrase.end for phrase in phrases) or _is_noun(
            sentence.lower, term, phrases
        ):
            continue
        known = chosen.get(term.start)
        if known is None or _order(sentence.lower, term, phrases) < _order(sentence.lower, known, phrases):
            chosen[term.start] = term
    acts: list[Act] = []
    covered = 0
    for start in sorted(chosen):
        term = chosen[start]
        if start < covered and term.category != "munition.launch":
            continue
        covered = max(covered, term.end)
        passive, negated = _voice(sentence, term)
        reduced = not passive and any(phrase.end == start for phrase in phrases) and _participle(sentence, term)
        acts.append(Act(start, term.end, term.category.split(".")[1], passive, negated, reduced))
    return acts


def _order(lower: tuple[str, ...], term: Term, phrases: Sequence[Phrase]) -> tuple[int, int]:
    """Return what puts one reading of a verb before another: its length, then its rank; "shot both down" goes first."""
    if term.category == "munition.down" and any(
        phrase.start == term.end and lower[phrase.end : phrase.end + 1] == ("down",) for phrase in phrases
    ):
        return -len(lower), 0
    return -term.end, _RANK.get(term.category, 9)


def _is_noun(lower: tuple[str, ...], term: Term, phrases: Sequence[Phrase]) -> bool:
    """Whether a word is the damage done and no act: "causing neither deaths nor damage", but "drones damage port"."""
    before = lower[term.start - 1] if term.start else ""
    if names_launcher(lower, term.start):
        return True
    if term.category == "munition.hit" and lower[term.start] in ("strike", "strikes"):  # "a strike on Kyiv with drones"
        return lower[term.end : term.end + 1] in (("on",), ("against",), ("in",))
    if lower[term.start] in ("hits", "impacts"):  # "with hits at nine sites"
        return lower[term.end : term.end + 1] in (("at",), ("on",), ("in",), ("of",), ("by",), ("were",))
    if lower[term.start] in ("approach", "targets"):  # "shot down on approach to the city"
        return before in words().preposition or before in words().determiner
    if lower[term.start] != "damage":
        return False
    return (
        before not in words().modal and before not in words().adverb and all(one.end != term.start for one in phrases)
    )


_RANK = {"munition.stop": 0, "munition.launch": 1, "munition.hit": 2, "munition.onslaught": 8, "munition.down": 9}


def _voice(sentence: Sentence, term: Term) -> tuple[bool, bool]:
    """Return whether the act is passive and whether it is negated."""
    grammar, lower = words(), sentence.lower
    passive = negated = False
    ing = lower[term.start].endswith("ing")
    for at in range(term.start - 1, max(-1, term.start - 6), -1):
        word = lower[at]
        if word in role_words().negation:
            negated = True
        elif word in grammar.be:
            passive = passive or not ing
        elif word not in grammar.auxiliary and word not in grammar.adverb and word not in ("to", "all", '"', "“"):
            break
    return passive, negated


def _participle(sentence: Sentence, term: Term) -> bool:
    """Whether a past participle right after its noun is a passive ("rockets fired at", "drones downed overnight")."""
    if term.category not in ("munition.launch", "munition.use", "munition.stop", "munition.send") or sentence.lower[
        term.start
    ].endswith("ing"):
        return False
    return has_no_object(sentence.lower, term.end)


def has_no_object(lower: Sequence[str], end: int) -> bool:
    """Whether nothing is done to after an act that ends at a token: the clause ends, or tells where and when.

    >>> has_no_object(("drones", "downed", "over", "Haifa"), 2), has_no_object(("destroyed", "a", "bridge"), 1)
    (True, False)
    """
    following = lower[end] if end < len(lower) else "."
    return not following[0].isalnum() or following in words().preposition or following in words().time
