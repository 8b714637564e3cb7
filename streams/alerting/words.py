r"""Load how alerts name attacks, weapons and reasons, and make foreign text safe to print.

Example: ``plain("Kosti\u202e")`` is "Kosti".
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from streams.ruleset import load_table
from streams.text.normalise import normalise


class Words(NamedTuple):
    """``wording.toml`` and ``rights.toml``."""

    attacks: dict[str, str]
    weapons: dict[str, str]
    reasons: dict[str, str]
    about: frozenset[str]
    forbidding: tuple[str, ...]


@lru_cache(maxsize=1)
def words() -> Words:
    """Load the tables."""
    wording, rights = load_table("alerting/wording.toml"), load_table("alerting/rights.toml")
    return Words(
        attacks=wording["attacks"],
        weapons=wording["weapons"],
        reasons=wording["reasons"],
        about=frozenset(wording["about"]["words"]),
        forbidding=tuple(rights["forbidding"]),
    )


def plain(text: str) -> str:
    r"""Return text on one line without control, bidi or zero-width characters and terminal sequences.

    >>> plain("two\n\x1b[31mlines")
    'two lines'
    """
    return normalise(text)[0].strip()


def may_quote(rights: str | None) -> bool:
    """Say whether an article's rights allow a short quote.

    >>> may_quote("(c) Northwire"), may_quote("Internal use only. No redistribution.")
    (True, False)
    """
    lowered = (rights or "").casefold()
    return not any(phrase in lowered for phrase in words().forbidding)
