"""Say whether a vehicle or a building comes to grief by itself, or stored explosives go off: an accident, no attack.

Such sentences hold no word of accidents, and what they kill is counted as in any attack.

Example: "A bus fell into a gorge near Doda, killing 11 people"; not "A bus fell into a gorge after gunmen fired at it".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from streams.ruleset import load_table
from streams.text.types import Term

#: Tokens between a vehicle and what it does ("a van with twelve wedding guests on board plunged"), and what it hits.
_REACH = 8
_OBJECT_REACH = 5
#: Between explosives and their blast.
_BLAST_REACH = 12
#: What somebody did, other than that people died or that something was hit or came down.
_DONE = ("weapon.", "act.")
_BARE = ("act.kill", "act.hit", "act.intercept")
_KILLS = "act.kill"
_SENT = (
    "act.airstrike",
    "act.drone",
    "act.missile",
    "act.combined",
    "act.shelling",
    "act.attack",
    "act.bombing",
    "act.hit",
)
_STORES = frozenset(
    ("explosives", "ammunition", "munitions", "shells", "grenades", "ordnance", "chemicals", "gunpowder", "bombs")
)
_STORED = frozenset(("seized", "confiscated", "stored", "stockpiled", "recovered", "surplus", "expired", "obsolete"))


class _Kind(NamedTuple):
    """What comes to grief, and how: by verbs alone, by verbs with a word of direction, by what it hits."""

    nouns: frozenset[str]
    verbs: frozenset[str]
    moves: frozenset[str]
    ways: frozenset[str]
    hits: frozenset[str]


@lru_cache(maxsize=1)
def _kinds() -> tuple[_Kind, _Kind]:
    table = load_table("classification/mishaps.toml")
    vehicles, structures = (
        _Kind(*(frozenset(table[name].get(field, "").split()) for field in _Kind._fields))
        for name in ("vehicles", "structures")
    )
    return vehicles, structures


def is_mishap(lower: Sequence[str], terms: Sequence[Term]) -> bool:
    """Return whether a sentence tells of a mishap; ``lower`` are its tokens, ``terms`` what was found in them."""
    return _goes_off_alone(lower, terms) or _comes_to_grief(lower, terms)


def _comes_to_grief(lower: Sequence[str], terms: Sequence[Term]) -> bool:
    vehicles, structures = _kinds()
    if vehicles.nouns.isdisjoint(lower) and structures.nouns.isdisjoint(lower):
        return False
    if any(term.category.startswith(_DONE) and not term.category.startswith(_BARE) for term in terms):
        return False
    if any(_moves(lower, at, vehicles) for at, word in enumerate(lower) if word in vehicles.nouns):
        return True
    # "The roof came down" may be said of what a missile left: only where it is told what killed.
    if not any(term.category.startswith(_KILLS) for term in terms):
        return False
    return any(_moves(lower, at, structures) for at, word in enumerate(lower) if word in structures.nouns)


def _moves(lower: Sequence[str], at: int, kind: _Kind) -> bool:
    """Whether what is named at a token does something that ends badly, in the same clause."""
    for place in range(at + 1, min(len(lower), at + 1 + _REACH)):
        word = lower[place]
        if word in (",", ";", ".", ":"):
            return False
        if word in kind.verbs or (word in kind.moves and not kind.ways.isdisjoint(lower[place + 1 : place + 2])):
            return True
        if word in kind.hits:
            return not kind.nouns.isdisjoint(lower[place + 1 : place + 1 + _OBJECT_REACH])
    return False


def _goes_off_alone(lower: Sequence[str], terms: Sequence[Term]) -> bool:
    """Whether explosives that lay in somebody's store blow up: "a cache of seized explosives went off in a station".

    Not where weapons were sent at them: "a drone hit a depot, and stored ammunition exploded".
    """
    blasts = [term.start for term in terms if term.category == "act.blast"]
    if not blasts or any(term.category.startswith(_SENT) for term in terms):
        return False
    for at, word in enumerate(lower):
        if word in _STORES and not _STORED.isdisjoint((*lower[max(0, at - 1) : at], *lower[at + 1 : at + 2])):
            return any(0 < blast - at <= _BLAST_REACH for blast in blasts)
    return False
