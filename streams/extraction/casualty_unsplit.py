"""Read casualties, of which the text may not say how many died.

Example: "40 casualties, seven of them fatal" are seven killed and 33 wounded; "40 casualties" alone up to 40 of either.
"""

from __future__ import annotations

from schemas.base import Count
from streams.extraction.casualty_conditions import of_one_side
from streams.extraction.casualty_findings import Finding, found, group_before, is_counted, plain
from streams.extraction.casualty_tolls import losses
from streams.extraction.victims import Group, View
from streams.text.numbers import count
from streams.text.types import ClaimRole, Term

#: "No casualties", "no civilian casualties" leave out nobody; "no Ukrainian casualties" the others.
CASUALTY_HEADS = frozenset(("victim", "casualty", "casualties", "loss", "losses", "human", "civilian", "reported", ""))
_FATAL = frozenset(("fatal", "dead", "killed", "deadly", "died"))


def casualties(view: View, act: Term) -> tuple[Finding, ...]:
    """Read casualties, which are killed or wounded.

    Class: "suffered 19 casualties", "no casualties", "60 casualties, eight of them fatal".
    """
    if act.name == "loss" and (told := losses(view, act)):
        return told
    if act.start > 1 and view.lower[act.start - 1] == "neither" and act.name == "casualty":
        # "causing neither casualties nor damage"
        return tuple(Finding(kind, count(0, 0), act.start - 1, act.end, act.start, "no_casualties") for kind in _BOTH)
    group = group_before(view, act.end) or _numbered(view, act)
    if group is None or not is_counted(group) or group.form == "article":
        return ()
    if group.form == "none":
        if view.lower[act.end : act.end + 2] == ("of", "life"):
            return (plain("killed", group, act, "no_deaths"),)
        whole = group.head in CASUALTY_HEADS and not of_one_side(view.lower, act.end)
        role: ClaimRole = "total" if whole else "subset"
        return tuple(plain(kind, group, act, "no_casualties", role) for kind in ("killed", "wounded"))
    if act.name == "loss":
        return ()
    fatal = _fatal_part(view, act)
    if fatal is not None:
        rest = _minus(group.amount, fatal.amount)
        return (
            found("killed", (fatal,), act, "casualties_split", "total"),
            Finding("wounded", rest, group.start, max(group.end, act.end), act.start, "casualties_split"),
        )
    either = count(0, group.amount.max)
    return tuple(
        Finding(kind, either, group.start, max(group.end, act.end), act.start, "casualties")
        for kind in ("killed", "wounded")
    )


_BOTH = ("killed", "wounded")
_NUMBERED = frozenset(("numbered", "number", "totalled", "totaled", "reached"))


def _numbered(view: View, act: Term) -> Group | None:
    """Return the figure that casualties are said to number ("casualties in the raid numbered 19")."""
    for at in range(act.end, min(len(view.lower), act.end + 12)):
        if view.lower[at] in (";", ",", "."):
            return None
        if view.lower[at] in _NUMBERED:
            return view.group_at(at + 1)
    return None


def _fatal_part(view: View, act: Term) -> Group | None:
    """Return the fatal part of casualties in the same sentence ("nine of them fatal", "including two dead")."""
    for group in view.groups:
        if group.start >= act.end and group.people:
            after = view.lower[group.end : group.end + 3]
            if after and (after[0] in _FATAL or (after[0] in ("was", "were") and after[1:2] and after[1] in _FATAL)):
                return group
    return None


def _minus(whole: Count, part: Count) -> Count:
    low = max(0, whole.min - (part.max if part.max is not None else whole.min))
    return count(low, None if whole.max is None else max(low, whole.max - part.min))
