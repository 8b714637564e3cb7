"""Tell weapons that were taken, found or shown, item by item, from those of an attack.

Example: in "Troops seized 14 rifles, three drones and 60 mortar grenades" nothing was used; in "Rebels seized the post
with rifles and grenades" both were.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.text.types import Sentence, Term

#: What is done with weapons after a fight (base forms of the category ``munition.idle``).
_TAKES = frozenset(
    (
        "seize",
        "confiscate",
        "recover",
        "find",
        "discover",
        "capture",
        "display",
        "surrender",
        "collect",
        "hand over",
        "defuse",
    )
)
#: Weapons of the hand: these are destroyed where they lie, others mostly in flight.
_OF_THE_HAND = ("weapon.guns", "weapon.grenade", "weapon.mine", "weapon.ied")
_DESTROYED = "destroy"
#: An inventory is at most so long.
_LONGEST = 40
_LIST = frozenset((",", "and", "of", "including", "as", "well", "-", "plus", "other", "an", "a", "the"))
_BE = frozenset(("was", "were", "been", "being", "are", "is"))
_HELP = frozenset(("also", "have", "has", "had", "later", "afterwards", "all", "reportedly"))
_LINKS = frozenset(
    ("with", "in", "on", "at", "by", "from", "to", "into", "near", "after", "before", "when", "while", "who", "which",
     "that", "but", "for", "using", "during", "against", "over", "as", "because", "where", "then")
)  # fmt: skip


def is_seized(sentence: Sentence, terms: Sequence[Term], weapon: Term) -> bool:
    """Whether a weapon stands in an inventory of what was taken or found.

    Class: "seized 14 rifles, three drones and 60 grenades", "weapons including 12 rockets, six IEDs and a mortar were
    recovered". Not: "found three bodies in a house hit by a rocket", "seized the post with rifles".
    """
    if sentence.lower[weapon.start] in _LINKS:
        return False
    for term in terms:
        ahead, behind = weapon.start - term.end, term.start - weapon.end
        # Nearness first: a text may list thousands of weapons.
        if not (0 <= ahead <= _LONGEST or 0 <= behind <= _LONGEST) or not _takes(term, weapon):
            continue
        if ahead >= 0 and _lists(sentence, terms, term.end, weapon.start):
            return True
        if behind >= 0 and _is_passive(sentence, weapon.end, term.start):
            start = _auxiliaries(sentence.lower, term.start)
            if _lists(sentence, terms, weapon.end, start):
                return True
    return False


def _takes(term: Term, weapon: Term) -> bool:
    """Whether a term tells of weapons taken, or of those of the hand destroyed."""
    if term.category == "munition.idle":
        return term.name in _TAKES
    return term.name == _DESTROYED and term.category == "munition.hit" and weapon.category in _OF_THE_HAND


def _lists(sentence: Sentence, terms: Sequence[Term], start: int, end: int) -> bool:
    """Whether nothing but the items of an inventory stands between two tokens."""
    for at, word in enumerate(sentence.lower[start:end], start):
        if word in _BE or (word in _LINKS and sentence.lower[at : at + 3] != ("as", "well", "as")):
            return False
        if not word[0].isalnum() and word not in _LIST and word not in ("(", ")"):
            return False
    return not any(
        start <= term.start < end
        and term.category.startswith(("munition.", "harm.kill", "harm.wound", "attack."))
        and term.category not in _NOUNS
        for term in terms
    )


_NOUNS = frozenset(
    ("munition.placed", "munition.holder", "munition.part", "munition.stock", "munition.idle", "munition.comprise")
)


def _is_passive(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a verb at a token is a passive: a form of "to be" stands right before it."""
    at = _auxiliaries(sentence.lower, end)
    return at > start - 1 and not _BE.isdisjoint(sentence.lower[at:end])


def _auxiliaries(lower: tuple[str, ...], at: int) -> int:
    """Return where the auxiliaries before a verb begin."""
    while at and (lower[at - 1] in _BE or lower[at - 1] in _HELP):
        at -= 1
    return at
