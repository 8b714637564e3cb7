"""Belligerents: armed groups with their other names, states and their forces, and words for nameless fighters.

Example: ``load_actors().names["rsf"]`` holds the Rapid Support Forces, in capitals only. The lists stand in
``actors.toml``; countries, their adjectives and seats of government in ``countries.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from streams.lexicons.countries import load_countries
from streams.ruleset import load_table

#: Shorter all-capital names are acronyms ("IS", "AA"): in lower case they are other words.
_LONGEST_ACRONYM = 6


class ActorName(NamedTuple):
    """A way to name a belligerent. ``kind``: group, unnamed, state, adjective ("Russian") or home ("the army").

    ``words`` are lower case; ``exact`` the words as they must be spelled, for acronyms; ``capital``: the first letter
    must be a capital. ``country`` is the ISO code of a state, or None.
    """

    words: tuple[str, ...]
    name: str
    kind: str
    country: str | None = None
    exact: tuple[str, ...] | None = None
    capital: bool = True


class Actors(NamedTuple):
    """``names`` by their first word, the longest first; ``forces``: nouns that make an adjective a belligerent.

    ``beginnings``: by the first word the same names by their second word, names of one word among them all, and the
    names of one word alone, for any other second word ("the" begins hundreds).
    ``members``: nouns for people or things of a belligerent ("fighters of", "a jet of"); ``countries``: usual names by
    ISO code.
    """

    names: Mapping[str, tuple[ActorName, ...]]
    beginnings: Mapping[str, tuple[Mapping[str, tuple[ActorName, ...]], tuple[ActorName, ...]]]
    forces: frozenset[str]
    members: frozenset[str]
    countries: Mapping[str, str]


@lru_cache(maxsize=1)
def load_actors() -> Actors:
    """Return the belligerents; read once per process.

    >>> [name.name for name in load_actors().names["jnim"]]
    ['JNIM']
    """
    tables = load_table("lexicons/actors.toml")
    found: dict[tuple[tuple[str, ...], str], ActorName] = {}
    for name in (*_groups(tables), *_unnamed(tables), *_states(tables), *_home(tables)):
        found.setdefault((name.words, name.kind), name)
    by_first: dict[str, list[ActorName]] = {}
    for name in found.values():
        by_first.setdefault(name.words[0], []).append(name)
    words = tables["words"]
    names = {
        first: tuple(sorted(known, key=lambda one: (-len(one.words), _KINDS.index(one.kind), one.name)))
        for first, known in by_first.items()
    }
    return Actors(
        names=names,
        beginnings={first: _by_second(known) for first, known in names.items()},
        forces=frozenset(words["forces"]),
        members=frozenset(words["members"]),
        countries={code: country.name for code, country in load_countries().by_code.items()},
    )


def _by_second(
    known: tuple[ActorName, ...],
) -> tuple[Mapping[str, tuple[ActorName, ...]], tuple[ActorName, ...]]:
    seconds = {name.words[1] for name in known if len(name.words) > 1}
    single = tuple(name for name in known if len(name.words) == 1)
    return {word: tuple(name for name in known if name.words[1:2] in ((), (word,))) for word in seconds}, single


_KINDS = ("group", "unnamed", "state", "adjective", "home")


def _words(name: str) -> tuple[str, ...]:
    """Return the tokens of a name as the sentence splitter makes them."""
    return tuple(name.replace("'s", " 's").replace("s' ", "s ' ").replace("/", " / ").replace(",", " ,").split())


def _named(alias: str, name: str, kind: str, country: str | None = None) -> Iterator[ActorName]:
    parts = _words(alias)
    lower = tuple(part.lower() for part in parts)
    acronym = alias.isupper() and len(alias) <= _LONGEST_ACRONYM
    yield ActorName(lower, name, kind, country, parts if acronym else None)
    if "'s" in lower:
        curly = tuple("’s" if part == "'s" else part for part in lower)
        yield ActorName(curly, name, kind, country)


def _groups(tables: Mapping[str, Mapping[str, Mapping[str, list[str]]]]) -> Iterator[ActorName]:
    for region in tables["groups"].values():
        for name, aliases in region.items():
            for alias in (name, *aliases):
                yield from _named(alias, name, "group")


def _unnamed(tables: Mapping[str, Mapping[str, list[str]]]) -> Iterator[ActorName]:
    for name, forms in tables["unnamed"].items():
        for form in (name, *forms):
            yield ActorName(_words(form), name, "unnamed", capital=False)


def _home(tables: Mapping[str, Mapping[str, list[str]]]) -> Iterator[ActorName]:
    for form in tables["words"]["home_forces"]:
        yield ActorName(_words(form), form, "home", capital=False)


def _states(tables: Mapping[str, Mapping[str, list[str]]]) -> Iterator[ActorName]:
    countries = load_countries().by_code
    for code, aliases in tables["states"].items():
        for alias in aliases:
            yield from _named(alias, countries[code].name, "state", code)
    for code, country in countries.items():
        for alias in (country.name, *country.aliases):
            yield from _named(alias, country.name, "state", code)
        for seat in country.seats:
            if seat:
                yield from _named(seat, country.name, "state", code)
        for adjective in country.adjectives:
            yield from _named(adjective, country.name, "adjective", code)
