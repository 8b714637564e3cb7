"""Read deaths that are numbered: who dies as the third has two before him.

Example: "A third guard has died of his wounds" is one later death, and says that three are dead in all. Of attackers
nothing follows: "a second gunman was shot" counts those who shoot.
"""

from __future__ import annotations

import re

from streams.extraction.casualty_findings import Finding
from streams.extraction.victims import Group, View
from streams.text.numbers import count
from streams.text.types import Term

#: The rule of a total that an ordinal gives.
ORDINAL = "ordinal"
_RANKS = {
    word: rank
    for rank, word in enumerate(
        ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"), 2
    )
}


def rank_of(view: View, group: Group) -> int:
    """Return the place of one person in a count ("a third guard": 3), 0 for people without one."""
    if group.victims == "attacker" or group.amount.max != 1 or group.partitive:
        return 0
    return next((_RANKS[word] for word in view.lower[group.start : group.start + 2] if word in _RANKS), 0)


def is_ranked(view: View, group: Group, helpers: tuple[str, ...]) -> bool:
    """Whether somebody told before is only ranked ("the 13th soldier to be killed there this month")."""
    if group.form not in ("definite", "bare") or group.amount.max != 1 or not ("to" in helpers or not helpers):
        return False
    at = group.start + (group.form == "definite")
    rank = view.lower[at if group.form == "definite" else at - 1]
    return (rank in _RANKS or _NTH.fullmatch(rank) is not None) and "the" in view.lower[max(0, at - 2) : at]


def nth_death(view: View, act: Term) -> tuple[Finding, ...]:
    """Read the total that a numbered death tells as a noun.

    Class: "died on Thursday, becoming its fifth fatality", "his death was the fourth".
    """
    lower = view.lower
    if act.category != "harm.death" or not _BECOMING.intersection(lower[max(0, act.start - 4) : act.start]):
        return ()
    rank = _RANKS.get(lower[act.start - 1], 0)
    if not rank or lower[act.start - 2] not in ("its", "the", "a"):
        return ()
    return (Finding("killed", count(rank, rank), act.start - 1, act.end, act.start, ORDINAL),)


_BECOMING = frozenset(("becoming", "became", "becomes", "marking", "marked"))
_NTH = re.compile(r"\d{1,3}(?:st|nd|rd|th)")


def numbered(view: View, group: Group, at: int) -> tuple[Finding, ...]:
    """Return the total that a numbered death tells, nothing where no ordinal stands.

    Class: "A third guard has died", "a fourth victim of the shelling died in hospital". ``at`` is the act.
    """
    rank = rank_of(view, group)
    if not rank:
        return ()
    return (Finding("killed", count(rank, rank), group.start, group.end, at, ORDINAL, "total", group.victims),)
