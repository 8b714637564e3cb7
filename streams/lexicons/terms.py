"""Load the term lists of ``terms/*.toml`` and find their terms in sentences.

A file holds tables named by category, for example::

    [weapon.drone]
    about = "unmanned aircraft that strike"
    nouns = ["drone", "quadcopter"]         # adds the regular plural
    verbs = ["shell", "shoot|shot|shot"]    # adds -s, -ed, -ing; irregular: base|past|participle
    terms = ["shahed-136", "loitering munition"]   # exactly as written here, lower case
    trigger = true                          # the scan for conflict terms looks for it

``Term.name`` is the base form. One pass over the tokens of a sentence finds the longest term of every category.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from typing import Any, NamedTuple

from streams.ruleset import in_force, load_table
from streams.text.types import Sentence, Term

_VOWELS = frozenset("aeiou")


#: A term from its four fields, checked by nobody: half the time of ``Term(...)``, and there are ten in a sentence.
_term: Callable[[tuple[int, int, str, str]], Term] = partial(tuple.__new__, Term)


class Entry(NamedTuple):
    """One form of one term: its words, its category and its base form."""

    words: tuple[str, ...]
    category: str
    name: str
    trigger: bool


class TermIndex:
    """Terms by their first two words. Build it once from entries; finding costs a look-up or two a token."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        #: first word -> (category and name of terms of one word, second word -> longer terms, longest first)
        self._by_first: dict[str, tuple[tuple[tuple[str, str], ...], dict[str, list[Entry]]]] = {}
        known: dict[str, tuple[dict[str, str], dict[str, list[Entry]]]] = {}
        for entry in sorted(entries, key=lambda entry: (-len(entry.words), entry.category, entry.name)):
            single, longer = known.setdefault(entry.words[0], ({}, {}))
            if len(entry.words) == 1:
                single.setdefault(entry.category, entry.name)
            else:
                longer.setdefault(entry.words[1], []).append(entry)
        self._by_first = {word: (tuple(single.items()), longer) for word, (single, longer) in known.items()}

    def find(self, sentence: Sentence) -> tuple[Term, ...]:
        """Return the longest term of each category at each token, in order; terms of one category do not overlap."""
        return self.find_in(sentence.lower)

    def find_in(self, lower: tuple[str, ...]) -> tuple[Term, ...]:
        """Return the terms of lower-case tokens, as ``find`` does."""
        found: list[Term] = []
        free_from: dict[str, int] = {}
        free = 0  # no longer term reaches beyond
        last = len(lower) - 1
        for start, known in enumerate(map(self._by_first.get, lower)):
            if known is None:
                continue
            single, longer = known
            if longer and start < last and lower[start + 1] in longer:
                for words, category, name, _ in longer[lower[start + 1]]:
                    end = start + len(words)
                    if lower[start:end] == words and free_from.get(category, 0) <= start:
                        free_from[category] = end
                        free = max(free, end)
                        found.append(_term((start, end, category, name)))
            for category, name in single:
                if free <= start or free_from.get(category, 0) <= start:
                    found.append(_term((start, start + 1, category, name)))
        return tuple(found)


@lru_cache(maxsize=1)
def term_index() -> TermIndex:
    """Return the index of every term in ``terms/*.toml``."""
    return TermIndex(entries())


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """Return every form of every term, in the order of files and tables."""
    return tuple(entry for name in in_force().terms() for entry in _entries_of(load_table(name), ()))


def trigger_terms() -> tuple[str, ...]:
    """Return the forms that the scan looks for, sorted."""
    return tuple(sorted({" ".join(entry.words) for entry in entries() if entry.trigger}))


def _entries_of(table: dict[str, Any], path: tuple[str, ...]) -> Iterator[Entry]:
    category = ".".join(path)
    trigger = bool(table.get("trigger", False))
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _entries_of(value, (*path, key))
        elif key in ("nouns", "verbs", "terms"):
            forms_of = {"nouns": noun_forms, "verbs": verb_forms, "terms": _as_is}[key]
            for item in value:
                base = item.split("|")[0]
                for form in forms_of(item):
                    yield Entry(tuple(form.split()), category, base, trigger)


def _as_is(term: str) -> tuple[str, ...]:
    return (term,)


def noun_forms(noun: str) -> tuple[str, ...]:
    """Return a noun and its plural; an irregular plural follows a bar.

    >>> noun_forms("body"), noun_forms("child|children")
    (('body', 'bodies'), ('child', 'children'))
    """
    if "|" in noun:
        return tuple(noun.split("|"))
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun, noun[:-1] + "ies"
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun, noun + "es"
    return noun, noun + "s"


def verb_forms(verb: str) -> tuple[str, ...]:
    """Return base, third person, past, participle and -ing form; a particle after the verb stays ("blow up").

    >>> verb_forms("kill"), verb_forms("shoot|shot|shot")[2:]
    (('kill', 'kills', 'killed', 'killing'), ('shot', 'shooting'))
    """
    base, *irregular = verb.split("|")
    head, _, tail = base.partition(" ")
    tail = f" {tail}" if tail else ""
    third = noun_forms(head)[1]
    if head.endswith("e") and not head.endswith(("ee", "ye", "oe")):
        past, participle_ing = head + "d", head[:-1] + "ing"
    elif head.endswith("y") and head[-2:-1] not in _VOWELS:
        past, participle_ing = head[:-1] + "ied", head + "ing"
    elif _doubles(head):
        past, participle_ing = head + head[-1] + "ed", head + head[-1] + "ing"
    else:
        past, participle_ing = head + ("d" if head.endswith("e") else "ed"), head + "ing"
    pasts = tuple(f"{form}{tail}" for form in irregular) if irregular else (past + tail,)
    return tuple(dict.fromkeys((base, third + tail, *pasts, participle_ing + tail)))


def _doubles(verb: str) -> bool:
    """Whether a one-syllable verb doubles its last consonant ("stab" -> "stabbed")."""
    return (
        len(verb) >= 3
        and verb[-1] not in _VOWELS | {"w", "x", "y"}
        and verb[-2] in _VOWELS
        and verb[-3] not in _VOWELS
        and sum(letter in _VOWELS for letter in verb) == 1
    )
