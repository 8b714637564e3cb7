"""The closed word classes that tell clauses and noun phrases apart.

Example: ``words().preposition`` holds "in", "near"; ``words().background`` finds "since the war began". The lists
stand in ``lexicons/clauses.toml``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from streams.lexicons.terms import Entry, TermIndex
from streams.ruleset import load_table
from streams.text.types import Sentence

#: The phrases of the scope lists that stand in a sentence: name of the list and first token, in order.
Marks = tuple[tuple[str, int], ...]
Phrases = dict[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """Word classes (single words) and phrase lists (by their first word, longest first)."""

    preposition: frozenset[str]
    conjunction: frozenset[str]
    auxiliary: frozenset[str]
    be: frozenset[str]
    modal: frozenset[str]
    reporting: frozenset[str]
    adverb: frozenset[str]
    determiner: frozenset[str]
    definite: frozenset[str]
    relative: frozenset[str]
    pronoun: frozenset[str]
    time: frozenset[str]
    months: frozenset[str]
    verb: frozenset[str]
    body_part: frozenset[str]
    hurt_noun: frozenset[str]
    fight: frozenset[str]
    unsure: frozenset[str]
    #: Words one of which makes a weak act ("suffer", "lose", "shoot") worth reading.
    harm_beside: frozenset[str]
    #: Besides numbers and nouns for people, what a group of people can start with.
    group_starters: frozenset[str]
    #: What ends a noun phrase.
    stop: frozenset[str]
    joining: Phrases
    subset: Phrases
    figure_to: Phrases
    figure_from: Phrases
    figure_speak: Phrases
    figure_correct: Phrases
    saying: frozenset[str]
    background: Phrases
    comparison: Phrases
    hypothetical: Phrases
    intent: Phrases
    denial: frozenset[str]
    undenied: frozenset[str]
    returned: Phrases
    freed: frozenset[str]
    risen: frozenset[str]
    reduced: frozenset[str]
    recovered: frozenset[str]
    no_death: frozenset[str]
    party: Phrases


def _phrases(items: Iterable[str]) -> Phrases:
    index: dict[str, list[tuple[str, ...]]] = {}
    for item in items:
        parts = tuple(item.split())
        index.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(known, key=lambda parts: (-len(parts), parts))) for first, known in index.items()}


@lru_cache(maxsize=1)
def words() -> ClauseWords:
    """Return the word classes, read once from ``lexicons/clauses.toml``."""
    table = load_table("lexicons/clauses.toml")
    scope, figure = table["scope"], table["figure"]
    single = {
        name: frozenset(table[name])
        for name in (
            *("preposition", "conjunction", "auxiliary", "be", "modal", "reporting", "adverb", "determiner"),
            *("definite", "relative", "pronoun", "time", "months", "verb", "body_part", "hurt_noun", "fight", "unsure"),
        )
    }
    stop = frozenset().union(
        *(
            single[name]
            for name in single
            if name not in ("body_part", "hurt_noun", "fight", "unsure", "reporting", "be", "modal", "definite")
        )
    )
    return ClauseWords(
        **single,
        harm_beside=frozenset((*table["body_part"], *table["hurt_noun"], *table["harm_beside"])),
        stop=stop,
        group_starters=frozenset((*table["definite"], *table["group"])),
        joining=_phrases(table["joining"]),
        subset=_phrases(table["subset"]),
        figure_to=_phrases(figure["to"]),
        figure_from=_phrases(figure["from"]),
        figure_speak=_phrases(figure["speak"]),
        figure_correct=_phrases(figure["correct"]),
        saying=frozenset(table["saying"]),
        background=_phrases(scope["background"]),
        comparison=_phrases(scope["comparison"]),
        hypothetical=_phrases(scope["hypothetical"]),
        intent=_phrases(scope["intent"]),
        denial=frozenset(scope["denial"]),
        undenied=frozenset(scope["undenied"]),
        returned=_phrases(scope["returned"]),
        freed=frozenset(scope["freed"]),
        risen=frozenset(scope["risen"]),
        reduced=frozenset(scope["reduced"]),
        recovered=frozenset(scope["recovered"]),
        no_death=frozenset(scope["no_death"]),
        party=_phrases(scope["party"]),
    )


@lru_cache(maxsize=1)
def _scope_index() -> TermIndex:
    """Return the phrases of the scope lists, ready for one pass over a sentence."""
    scope = load_table("lexicons/clauses.toml")["scope"]
    return TermIndex(Entry(tuple(item.split()), name, item, False) for name in _SCOPES for item in scope[name])


_SCOPES = (
    "background", "day_before", "opening", "ago", "lately", "comparison", "hypothetical", "unknown", "former",
    "avenged",
)  # fmt: skip


def marks_of(sentence: Sentence) -> Marks:
    """Return which scope phrases stand where in a sentence ("this week": background at its first token)."""
    return _marks_in(sentence.lower)


@lru_cache(maxsize=4)  # the claims of a sentence ask in turn
def _marks_in(lower: tuple[str, ...]) -> Marks:
    return tuple((term.category, term.start) for term in _scope_index().find_in(lower))


def mark_in(marks: Marks, name: str, start: int, end: int) -> int | None:
    """Return the first token in ``[start, end)`` at which a phrase of a scope list stands, or None.

    >>> mark_in((("background", 4),), "background", 0, 9)
    4
    """
    return next((at for found, at in marks if found == name and start <= at < end), None)


def phrase_at(phrases: Phrases, lower: tuple[str, ...], at: int) -> int:
    """Return the end of the longest phrase that stands at a token, or 0.

    >>> phrase_at({"as": (("as", "well", "as"),)}, ("dead", "as", "well", "as"), 1)
    4
    """
    if 0 <= at < len(lower):
        known = phrases.get(lower[at])
        if known is not None:
            for parts in known:
                if lower[at : at + len(parts)] == parts:
                    return at + len(parts)
    return 0


def phrase_ending(phrases: Phrases, lower: tuple[str, ...], end: int, longest: int = 4) -> int | None:
    """Return the start of a phrase that ends right before token ``end``, the longest first; None if there is none."""
    for start in range(max(0, end - longest), end):
        if lower[start] in phrases and phrase_at(phrases, lower[:end], start) == end:
            return start
    return None


def find_phrase(phrases: Phrases, lower: tuple[str, ...], start: int, end: int) -> int | None:
    """Return the first token in ``[start, end)`` at which a phrase stands, or None."""
    if phrases.keys().isdisjoint(lower[start:end]):
        # Most clauses hold no first word of any phrase: one look in C instead of one a token.
        return None
    for at in range(start, end):
        if lower[at] in phrases and phrase_at(phrases, lower, at):
            return at
    return None


#: Words that number an attack: "the third on the depot this year".
_RANKS = frozenset(
    ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "latest")
)
#: Words that rank an attack above those before it: "the deadliest raid in the town this year".
_MOST = frozenset(("deadliest", "worst", "bloodiest", "heaviest", "largest", "biggest", "gravest", "fiercest", "most"))
#: "The deadliest month this year" ranks a time, no attack.
_SPANS = frozenset(
    ("day", "days", "week", "month", "months", "year", "quarter", "period", "season", "summer", "winter")
)
#: A period stands in an aside that numbers the attack within so many tokens of the number.
_RANK_REACH = 8


def numbers_the_attack(lower: tuple[str, ...], at: int) -> bool:
    """Whether the period at a token only numbers the attack told.

    Class: "the bombing, the third on the depot this year, hurt two", "the third this month", "in the deadliest raid on
    the town this year".

    >>> numbers_the_attack(("the", "third", "on", "the", "depot", "this", "year"), 5)
    True
    """
    for place in range(at - 1, max(-1, at - 1 - _RANK_REACH), -1):
        if lower[place] in (",", ";", ":", "(", "—", "–"):
            return False
        if lower[place] in _RANKS:
            return place == at - 1 or (place > 0 and lower[place - 1] in ("the", "its"))
    return ranks_the_attack(lower, at)


def ranks_the_attack(lower: tuple[str, ...], at: int) -> bool:
    """Whether a time only says above which attacks the one told ranks.

    Class: "in the deadliest attack in the city since 2011"; but "the deadliest month since 2011" is a sum.

    >>> ranks_the_attack(("the", "worst", "raid", "there", "since", "May"), 4)
    True
    """
    for place in range(at - 1, max(-1, at - 1 - _RANK_REACH), -1):
        if lower[place] in (",", ";", ":", "(", "—", "–") or lower[place] in _SPANS:
            return False
        if lower[place] in _MOST:
            return place > 0 and lower[place - 1] in ("the", "its", "'s", "’s") and place < at - 1
    return False


_BREAKS = frozenset((*";:—–", "but", "while", "whereas", "when", "although", "though"))
_ASIDES = frozenset(
    ("bringing", "taking", "raising", "making", "which", "who", "whose", "where", "after", "days", "weeks", "compared")
)


def breaks(lower: tuple[str, ...], at: int) -> bool:
    """Whether a clause ends at a token: a mark, "but", "when", or a comma before "bringing", "which" and the like."""
    word = lower[at]
    if word in _BREAKS:
        return True
    if word != ",":
        return False
    following = lower[at + 1] if at + 1 < len(lower) else ""
    return following in _ASIDES or (following in ("a", "in") and _is_aside(lower, at + 1))


def _is_aside(lower: tuple[str, ...], at: int) -> bool:
    """Whether a comparison starts here ("in the worst attack since", "a day after")."""
    return any(
        word in ("most", "deadliest", "worst", "bloodiest", "heaviest", "since", "days", "day", "week", "month")
        for word in lower[at : at + 4]
    )
