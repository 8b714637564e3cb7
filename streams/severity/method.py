"""Load the weights of severity/1 from ``severity.toml``, and name the level of a score.

Example: ``level_of(54) == "Severe"``, ``level_of(None) == "Unknown"``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from schemas.vocabulary import Severity
from streams.ruleset import load_table


class Method(NamedTuple):
    """The table as it stands in the file, and its name."""

    name: str
    table: dict[str, Any]


@lru_cache(maxsize=1)
def method() -> Method:
    """Load the table of weights."""
    table = load_table("severity/severity.toml")
    return Method(table["methodology"], table)


def level_of(score: int | None) -> str:
    """Return the CAP word of a score 0..100; Unknown when there is none.

    >>> [level_of(score) for score in (0, 19, 20, 40, 65, None)]
    ['Minor', 'Minor', 'Moderate', 'Severe', 'Extreme', 'Unknown']
    """
    if score is None:
        return Severity.UNKNOWN.value
    levels = [entry for entry in method().table["levels"] if score >= entry["from"]]
    return str(levels[-1]["word"])


def lowest_score(level: str) -> int | None:
    """Return the lowest score of a level; None for Unknown and words this version does not know."""
    return next((int(entry["from"]) for entry in method().table["levels"] if entry["word"] == level), None)


def levels() -> tuple[str, ...]:
    """Return the level words from lowest to highest, Unknown first."""
    return (Severity.UNKNOWN.value, *(entry["word"] for entry in method().table["levels"]))


def higher(one: str, other: str) -> str:
    """Return the higher of two level words; words this version does not know are below all.

    >>> higher("Minor", "Severe")
    'Severe'
    """
    known = levels()
    return max((one, other), key=lambda word: known.index(word) if word in known else -1)
