"""Which group of terms a lexicon category belongs to, read once from ``groups.toml``.

Example: "act.drone_strike" is in the act group ``strong``; "topic.sport" in the cue group ``sport``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from streams.lexicons.terms import entries
from streams.ruleset import load_table


class Groups(NamedTuple):
    """Per category the bits of its groups; a bit is 1 shifted by the place of the group's name."""

    acts: dict[str, int]
    cues: dict[str, int]
    scopes: dict[str, str]
    act_names: tuple[str, ...]
    cue_names: tuple[str, ...]
    #: the bit of the cue group that makes a sentence a play
    play: int
    #: categories that a set phrase ("heart attack") takes its sense from
    maskable: frozenset[str]
    #: per category what it says: bits of acts, bits of cues, its scope; one look-up a term
    says: dict[str, tuple[int, int, str | None]]
    reach: dict[str, int]
    breaks: frozenset[str]
    soft: frozenset[str]
    openers: frozenset[str]


@lru_cache(maxsize=1)
def groups() -> Groups:
    """Return the groups of every category that the lexicons have."""
    table = load_table("classification/groups.toml")
    categories = _categories()
    acts, cues, scopes = ({c: _names_of(c, table[part]) for c in categories} for part in ("acts", "cues", "scopes"))
    act_names, cue_names = tuple(table["acts"]), tuple(table["cues"])
    reach = table["reach"]
    act_bits = {category: _bits(names, act_names) for category, names in acts.items() if names}
    cue_bits = {category: _bits(names, cue_names) for category, names in cues.items() if names}
    scope_of = {category: names[0] for category, names in scopes.items() if names}
    return Groups(
        act_bits,
        cue_bits,
        scope_of,
        act_names,
        cue_names,
        1 << cue_names.index("exercise"),
        frozenset(c for c in categories if c.startswith(("act.", "cue.arms.", "cue.party."))),
        {
            c: (act_bits.get(c, 0), cue_bits.get(c, 0), scope_of.get(c))
            for c in categories
            if c in act_bits or c in cue_bits or c in scope_of
        },
        {name: value for name, value in reach.items() if isinstance(value, int)},
        frozenset(reach["breaks"]),
        frozenset(reach["soft"]),
        frozenset(reach["openers"]),
    )


def categories_below(beginnings: tuple[str, ...]) -> tuple[str, ...]:
    """Return the categories of the lexicons that are one of ``beginnings`` or stand below one."""
    return tuple(c for c in _categories() if any(c == b or c.startswith(b + ".") for b in beginnings))


@lru_cache(maxsize=1)
def _categories() -> tuple[str, ...]:
    """Return every category that the lexicons have, in their order."""
    return tuple(dict.fromkeys(entry.category for entry in entries()))


def _names_of(category: str, table: dict[str, list[str]]) -> tuple[str, ...]:
    return tuple(
        name
        for name, beginnings in table.items()
        if any(category == beginning or category.startswith(beginning + ".") for beginning in beginnings)
    )


def _bits(names: tuple[str, ...], order: tuple[str, ...]) -> int:
    return sum(1 << order.index(name) for name in names)
