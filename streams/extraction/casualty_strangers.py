"""Tell apart what stands before an act of harm without being its subject: things struck, some of those told before.

Example: in "A missile struck a mill in Sumy and ten people were hurt" the ten are the subject, the mill is not.
"""

from __future__ import annotations

from streams.extraction.clauses import words
from streams.extraction.victims import Group, View


def is_struck_thing(view: View, group: Group) -> bool:
    """Whether a group is a thing that was struck: "A missile struck a mill in Sumy and ten people were hurt"."""
    before = view.lower[group.start - 1] if group.start else ""
    struck = before in _STRUCK or (before.endswith("ed") and before not in words().auxiliary)
    return struck and group.form == "article" and not group.known


_STRUCK = frozenset(("hit", "struck", "hitting", "striking"))


def is_one_of_them(view: View, group: Group, end: int) -> bool:
    """Whether a group is among those told before: "Three died, a clerk from Kyiv among them, and six were hurt"."""
    lower = view.lower
    close = next((at for at in range(group.end, min(end, group.end + _ASIDE)) if lower[at] == ","), 0)
    return close > 1 and lower[close - 2 : close] in (("among", "them"), ("among", "these")) and close < end - 1


#: An aside is at most so long.
_ASIDE = 12


def is_spoken_of(view: View, group: Group, start: int) -> bool:
    """Whether somebody speaks of people, which makes them no part of others ("the mayor spoke of 21 dead")."""
    return group.preposition == "of" and view.lower[group.start - 2] in _SPOKEN and start in view.harm


_SPOKEN = frozenset(("spoke", "spoken", "speaks", "speak", "speaking", "talked", "reports", "report", "word"))
