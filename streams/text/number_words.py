"""The words of number phrases, ready for look-up (``lexicons/quantities.toml``).

Example: ``number_words().plural["dozens"]`` is 12, the least that "dozens" says.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from streams.ruleset import load_table

#: Phrases with their form by their first word, the longest first.
Phrases = dict[str, tuple[tuple[tuple[str, ...], str], ...]]


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The word lists, ready for look-up."""

    number: frozenset[str]
    multipliers: dict[str, int]
    plural: dict[str, int]
    bounded: dict[str, tuple[int, int]]
    quantifiers: Phrases
    suffixes: Phrases
    none: Phrases
    no_before: frozenset[str]
    units: frozenset[str]
    before: frozenset[str]
    months: frozenset[str]
    aged: frozenset[str]
    parts: frozenset[str]
    #: What can begin a number phrase, and what makes "a" more than one.
    starters: frozenset[str]
    #: Of the starters, those that say nothing alone ("the" of "the total of"), each with what may follow it.
    leads: dict[str, frozenset[tuple[str, ...]]]
    after_article: frozenset[str]


def _by_first(table: dict[str, list[str]]) -> Phrases:
    """Index phrases by their first word, the longest first."""
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for form, phrases in table.items():
        for phrase in phrases:
            words = tuple(phrase.split())
            index.setdefault(words[0], []).append((words, form))
    return {first: tuple(sorted(known, key=lambda item: -len(item[0]))) for first, known in index.items()}


def _seconds(index: Phrases) -> set[str]:
    """Return the second words of the phrases that begin with an article ("a total of")."""
    return {parts[1] for article in ("a", "an") for parts, _ in index.get(article, ()) if len(parts) > 1}


def _following(word: str, *indices: Phrases) -> frozenset[tuple[str, ...]]:
    """Return the second words of the phrases that begin with a word; ``()`` for a phrase of that word alone."""
    return frozenset(parts[1:2] for index in indices for parts, _ in index.get(word, ()))


@lru_cache(maxsize=1)
def number_words() -> NumberWords:
    """Return the word lists, read once."""
    table = load_table("lexicons/quantities.toml")
    quantifiers = _by_first(table["quantifiers"])
    none = _by_first({"none": table["none"]["alone"]})
    number = frozenset(table["words"])
    bounded = {word: (low, high) for word, (low, high) in table["bounded"].items()}
    values = {*number, *table["plural"], *bounded, "a", "an", "no", "half", "between", "both", *table["multipliers"]}
    starters = {*values, *quantifiers, *none}
    return NumberWords(
        number=number,
        multipliers=table["multipliers"],
        plural=table["plural"],
        bounded=bounded,
        quantifiers=quantifiers,
        suffixes=_by_first(table["suffixes"]),
        none=none,
        no_before=frozenset(table["none"]["no_before"]),
        units=frozenset(table["units"]["after"]),
        before=frozenset(table["units"]["before"]),
        months=frozenset(table["units"]["months"]),
        aged=frozenset(table["units"]["aged"]),
        parts=frozenset(table["units"]["parts"]),
        starters=frozenset(starters),
        leads={word: found for word in starters - values if () not in (found := _following(word, quantifiers, none))},
        after_article=frozenset(
            {*_seconds(quantifiers), *bounded, *table["multipliers"], *quantifiers, "half", "number"}
        ),
    )


def phrase_at(index: Phrases, lower: tuple[str, ...], at: int) -> tuple[tuple[str, ...], str] | None:
    """Return the longest phrase that stands at a token, with its form; None if there is none."""
    if at < len(lower):
        for known in index.get(lower[at], ()):
            if lower[at : at + len(known[0])] == known[0]:
                return known
    return None
