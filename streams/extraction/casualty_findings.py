"""What a reading rule finds in a sentence, before scope and source are known.

Example: for "killed six civilians and two soldiers" the finding is eight people of mixed kind, rule ``active_object``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from schemas.base import MAX_COUNT, Count
from streams.extraction.victims import Group, View
from streams.text.numbers import count
from streams.text.types import ClaimRole, Term


@dataclass(frozen=True, slots=True)
class Finding:
    """A number of people at tokens ``[start, end)`` and the act at ``at`` that says what happened to them.

    ``unreal``: the act is said not to have happened, or not to have happened yet.
    """

    kind: str
    count: Count
    start: int
    end: int
    at: int
    rule: str
    role: ClaimRole = "total"
    victims: str | None = None
    unreal: bool = False


#: The rule that reads a side's own losses.
LOST = "lost_men"
#: A rule reads one act and returns what it finds, or nothing: then the next rule is asked.
Rule = Callable[[View, Term], tuple[Finding, ...]]

KIND = {
    "harm.kill": "killed",
    "harm.neutralize": "killed",
    "harm.execute": "killed",
    "harm.die": "killed",
    "harm.dead": "killed",
    "harm.wound": "wounded",
    "harm.hurt": "wounded",
    "harm.treat": "wounded",
    "harm.injured": "wounded",
    "harm.violence": "wounded",
    "harm.abduct": "abducted",
    "harm.seize": "abducted",
    "harm.capture": "captured",
    "harm.missing": "missing",
    "harm.sought": "missing",
    "harm.captive": "abducted",
}


#: "None of the crew was hurt" speaks of all who were attacked, "no villager was hurt" of some.
_WHOLE = frozenset(("", "person", "crew", "crew member", "one", "crewman", "soul", "human"))


def add(first: Count, second: Count) -> Count:
    """Add two ranges end by end.

    >>> add(Count(min=1, max=1), Count(min=3, max=5))
    Count(min=4, max=6)
    """
    high = None if first.max is None or second.max is None else min(MAX_COUNT, first.max + second.max)
    return count(min(MAX_COUNT, first.min + second.min), high)


def victims_of(groups: Sequence[Group]) -> str | None:
    """Return the kind of people of several groups: the common one, or mixed."""
    kinds = {group.victims for group in groups if group.victims != "open"} - {None}
    if len(kinds) > 1:
        return "mixed"
    return next(iter(kinds), None)


def found(kind: str, groups: Sequence[Group], act: Term, rule: str, role: ClaimRole | None = None) -> Finding:
    """Return the finding that adds the groups; its role follows from how they are named unless given."""
    total = groups[0].amount
    for group in groups[1:]:
        total = add(total, group.amount)
    return Finding(
        kind=kind,
        count=total,
        start=groups[0].start,
        end=groups[-1].end,
        at=act.start,
        rule=rule,
        role=role or role_of(groups[0]),
        victims=victims_of(groups),
    )


def role_of(group: Group) -> ClaimRole:
    """Return what a group counts: "nobody else" is a part to be added, "no villager" says nothing of the others."""
    if group.form != "none":
        return "total"
    if group.other:
        return "part"
    return "total" if group.head in _WHOLE else "subset"


def is_counted(group: Group | None) -> bool:
    """Whether a group has a number of its own."""
    return group is not None and group.form not in ("definite", "bare", "pronoun", "self")


def group_before(view: View, at: int) -> Group | None:
    """Return the group that a noun ends or follows ("200 civilian deaths", "nine deaths")."""
    return next((group for group in view.groups if group.start < at <= group.end and at - group.start <= 8), None)


def plain(kind: str, group: Group, act: Term, rule: str, role: ClaimRole = "total") -> Finding:
    """Return the finding of a noun and the group that counts it."""
    return Finding(kind, group.amount, group.start, max(group.end, act.end), act.start, rule, role)
