"""What the reading of weapons passes on: groups of weapons, phrases of them, and what was counted before.

Example: "31 of the 44 drones" is ``Group(count=31, whole=44, type="drone", partitive=True)``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemas.base import Count


@dataclass(frozen=True, slots=True)
class Group:
    """Weapons at tokens ``[start, end)``. ``count`` None: named before, not counted here ("the missiles").

    ``whole``: what a part is taken from ("31 of the 44"), ``partitive`` that it is a part, ``rest`` those left over by
    "all but four". ``form``: of the number, or bare, definite, pronoun. ``named`` is False where only a number or a
    pronoun stands. ``every``: said of all of them ("all six", "both", "none of the 30").
    """

    start: int
    end: int
    count: Count | None
    form: str
    type: str | None
    named: bool = True
    partitive: bool = False
    whole: Count | None = None
    rest: Count | None = None
    every: bool = False
    mix: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Groups joined by "and": one subject or object."""

    start: int
    end: int
    groups: tuple[Group, ...]


class Known(NamedTuple):
    """Weapons counted in the text before, by type: a bare number or pronoun can stand for some of them.

    ``implied``: that they were launched follows only from what they hit, so "two more" come on top of them.
    """

    launched: Mapping[str | None, Count]
    implied: bool = False

    def of(self, kind: str | None) -> Count | None:
        """Return how many of a type were said to have been launched."""
        return self.launched.get(kind)


def names_launcher(lower: Sequence[str], at: int) -> bool:
    """Whether "launch" at a token only says what a thing is for, and is no act.

    >>> names_launcher(("three", "launch", "pads"), 1), names_launcher(("they", "launch", "drones"), 1)
    (True, False)
    """
    return lower[at] == "launch" and at + 1 < len(lower) and lower[at + 1] in _LAUNCHERS


_LAUNCHERS = frozenset(("pad", "pads", "site", "sites", "point", "points", "position", "positions", "ramp", "ramps"))
