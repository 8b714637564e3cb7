"""Find where a text goes over to an attack before the one it tells of.

Examples: in "A strike on a car killed four people, hours after a strike on a school" the school is not what was struck;
below news of Goma "Earlier on Friday, a car bomb in Bukavu wounded 24" tells of another attack of the day.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.text.types import ReadArticle, Sentence, Term

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


def earlier_elsewhere(read: ReadArticle) -> frozenset[int]:
    """Return the sentences (indices) below the lead that open with an attack earlier on the day at another place.

    Class: "Earlier on Friday, a drone strike in Bukavu killed 14", "Earlier in the day, a bomb went off in Sake". Not
    where the place was named before ("a shell hit the camp"): then it may be the attack that the text is about.
    """
    found = set()
    named: set[str] = set()
    for sentence, terms in zip(read.sentences, read.terms, strict=True):
        here = [place for place in read.places if place.sentence == sentence.index]
        struck = {place.name for place in here if place.role == "struck" and place.precision in _FINE}
        if sentence.segment.paragraph > 0 and struck and named.isdisjoint(struck) and _opens_earlier(sentence, terms):
            found.add(sentence.index)
        named.update(place.name for place in here)
    return frozenset(found)


def _opens_earlier(sentence: Sentence, terms: Sequence[Term]) -> bool:
    """Whether a sentence begins with "earlier" and an attack that is new to the text ("a", "another")."""
    lower = sentence.lower
    if lower[:1] != ("earlier",):
        return False
    at = next((at for at in range(1, min(len(lower), _OPENING)) if lower[at] in _NEW), None)
    if at is None or any(term.category == "attribution.verb" and term.start < at for term in terms):
        return False
    return any(
        at < term.start <= at + _NAMED and term.category.startswith(_ATTACKS) and term.category != "act.kill"
        for term in terms
    )


_FINE = frozenset(("town", "district"))
_NEW = frozenset(("a", "an", "another"))
#: "Earlier in the day on Friday, another": so many tokens before the attack, and so many from its article to its name.
_OPENING = 9
_NAMED = 5
