"""Choose, for every token, the one act of harm and the one noun for people that stand there.

Example: "the murder of" is the noun, "they murder" the verb; "suicide bomber" goes before "bomber".
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.text.types import Sentence, Term

#: Which of two readings of the same words goes first; what is not named here follows, the adjectives last.
_RANK = {
    category: place
    for place, category in enumerate(
        ("harm.kill", "harm.die", "harm.wound", "harm.wounds", "harm.violence", "people.attacker", "people.fighter")
    )
}


_NOUNS = frozenset(("harm.killing", "harm.injury"))


def terms_by_token(sentence: Sentence, terms: Sequence[Term]) -> tuple[dict[int, Term], dict[int, Term]]:
    """Return the acts and the nouns for people by their first token, the longest or the first in rank."""
    harm: dict[int, Term] = {}
    people: dict[int, Term] = {}
    for term in terms:
        kind = term.category[:5]
        table = harm if kind == "harm." else people if kind == "peopl" else None
        if table is not None:
            known = table.get(term.start)
            following = sentence.lower[term.end] if term.end < len(sentence.lower) else ""
            before = sentence.lower[term.start - 1] if term.start else ""
            if (
                known is None
                or term.end > known.end
                or (term.end == known.end and _prefers(term, known, before, following))
            ):
                table[term.start] = term
    return harm, people


#: What stands before wounds that somebody has: "escaped with wounds" is the noun.
_BEFORE_NOUN = frozenset(("with", "from", "of", "for", "severe", "serious", "minor", "his", "her", "their"))


def _prefers(term: Term, known: Term, before: str, following: str) -> bool:
    """Whether the first of two terms of the same tokens is the one to read ("the murder of" is the noun)."""
    if before in _BEFORE_NOUN and "harm.wounds" in (term.category, known.category):
        return term.category == "harm.wounds"
    if following == "of" and not _NOUNS.isdisjoint((term.category, known.category)):
        return term.category in _NOUNS
    return _RANK.get(term.category, len(_RANK)) < _RANK.get(known.category, len(_RANK))
