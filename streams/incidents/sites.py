"""Tell whether two site names ("Deh Mazang area", "gate in Deh Mazang") mean one ship, building or quarter.

A site is named by what remains without words of kind ("district", "tanker"), the town's own name and small words; a few
facilities of which a town has one ("the airport") name themselves.

Example: "bulk carrier Nordic Elm" and "the Nordic Elm" are the same; "Saltivka district" and "Kyivskyi area" differ.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from streams.ruleset import load_table

_WORD = re.compile(r"[^\W_]+")
_KINDS = ("ship", "building", "quarter", "way", "region")
#: "Local Government Area", as a district is called in Nigeria.
_GOVERNED = frozenset(("local", "government", "area"))


class Site(NamedTuple):
    """A site's own name as words, and what kind of thing it is: ship, building, quarter, way, region or None."""

    names: frozenset[str]
    kind: str | None
    #: Words of kind as written ("hospital"), to keep a market and a hospital of one quarter apart.
    things: frozenset[str] = frozenset()


class Likeness(Enum):
    """How two sites compare. ``OTHER_KIND``: different names of different kinds, one may lie in the other."""

    SAME = "same"
    DIFFERENT = "different"
    OTHER_KIND = "other_kind"
    UNCLEAR = "unclear"


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    table = load_table("incidents/sites.toml")
    return {kind: frozenset(words.split()) for kind, words in table.items()}


@lru_cache(maxsize=4096)
def site_of(written: str | None, towns: frozenset[str] = frozenset()) -> Site | None:
    """Return the site that the words name; None when they name none ("a nine-storey apartment block").

    ``towns`` are lower-case words of the places struck: "Kabul market" names no site beyond Kabul. Beside a capital
    letter what is written small is a word of kind that no list need know: "Tamarind perfumery".

    >>> sorted(site_of("bulk carrier Nordic Elm").names)
    ['elm', 'nordic']
    >>> site_of("the apartment block") is None
    True
    """
    if not written:
        return None
    lists = _words()
    spelled = _WORD.findall(written)
    words = [word.casefold() for word in spelled]
    kind = next((kind for kind in _KINDS if any(word in lists[kind] for word in words)), None)
    if kind in ("quarter", None) and (not lists["region"].isdisjoint(words) or {*words} >= _GOVERNED):
        kind = "region"
    of_kind = frozenset[str]().union(*(lists[kind] for kind in _KINDS))
    no_name = of_kind | lists["noise"] | towns | _of_sea(words)
    names = frozenset(word for word in words if word not in no_name)
    names = names & {word.casefold() for word in spelled if word[0].isupper()} or names
    things = frozenset(word for word in words if word in lists["building"])
    if not names:
        names = frozenset(word for word in words if word in lists["unique"])
    return Site(names, kind, things) if names else None


def _of_sea(words: Sequence[str]) -> frozenset[str]:
    """Return the words of a sea's name: a "Red Sea port" and a "Sea of Azov resort" are called by what they are."""
    at = words.index("sea") if "sea" in words else -1
    if at < 0:
        return frozenset()
    return frozenset(words[at : at + 3] if words[at + 1 : at + 2] == ["of"] else words[max(0, at - 1) : at + 1])


def compare(one: Site, other: Site) -> Likeness:
    """Return how two named sites compare.

    >>> compare(site_of("Saltivka district"), site_of("Kyivskyi district"))
    <Likeness.DIFFERENT: 'different'>
    """
    if one.names & other.names:
        if not (one.names <= other.names or other.names <= one.names):
            # "Alma Roe" and "Alma Star" are two ships; half a name of a place says little.
            return Likeness.DIFFERENT if "ship" in (one.kind, other.kind) else Likeness.UNCLEAR
        if one.things and other.things and not one.things & other.things:
            return Likeness.UNCLEAR
        return Likeness.SAME
    kinds = {one.kind, other.kind}
    if kinds == {"way", "quarter"} or (len(kinds) > 1 and "region" in kinds):
        return Likeness.UNCLEAR  # a road leads through quarters, and a region holds all of them
    if "building" in kinds and not kinds.isdisjoint(("quarter", "way")):
        return Likeness.OTHER_KIND
    return Likeness.DIFFERENT


def compare_all(ones: frozenset[Site], others: frozenset[Site]) -> Likeness:
    """Return how the sites of two sides compare: one that is the same decides, else the one furthest apart."""
    found = {compare(one, other) for one in ones for other in others}
    order = (Likeness.SAME, Likeness.DIFFERENT, Likeness.OTHER_KIND)
    return next((likeness for likeness in order if likeness in found), Likeness.UNCLEAR)
