"""Tell apart what stands before an act of harm without being its subject: things struck, some of those told before.

Example: in "A missile struck a mill in Sumy and ten people were hurt" the ten are the subject, the mill is not.
"""

from __future__ import annotations

from streams.extraction.clauses import words
from streams.extraction.victims import NO_PEOPLE, Group, View


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


def are_things_too(view: View, group: Group) -> bool:
    """Whether "one" or "others" are more of the things counted right before them.

    Class: "Two lorries were burned and one was taken away", "six tanks burnt, with four others seized in good order";
    not "burnt six trucks, killed a driver and seized four others".
    """
    if group.head != "others" and not (group.bare_number and view.lower[group.start] == "one"):
        return False
    before = [at for at in view.numbers if at < group.start]
    if not before:
        return False
    last = next((one for one in reversed(view.groups) if one.start <= max(before) < one.end), None)
    if group.head != "others":
        return last is None or not last.people
    nearer = [one for one in view.groups if last is not None and last.end <= one.start < group.start and one.people]
    return last is not None and last.victims in NO_PEOPLE and not nearer
