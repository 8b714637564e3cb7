"""Say of the people of an act how many they are and what was done to them.

Example: "killed three in Gao and one in Menaka" is two parts, "killed one person in each of the two towns" two people;
violence kills when "dead" or "to death" follows.
"""

from __future__ import annotations

from dataclasses import replace

from streams.extraction.casualty_findings import KIND, Finding, found
from streams.extraction.victims import Group, View
from streams.text.numbers import count
from streams.text.types import Term


def open_low(group: Group) -> Group:
    """Return a group of which perhaps nobody is meant: "killed or wounded five" may be none dead."""
    return group._replace(amount=count(0, group.amount.max))


def kind_of(view: View, act: Term, end: int) -> str:
    """Return what an act does; violence kills when "dead" or "to death" follows its object or "fatally" precedes it."""
    if act.category == "harm.violence":
        ahead = view.lower[end : end + 2]
        around = (*view.lower[act.end : act.end + 2], *ahead, *view.lower[max(0, act.start - 1) : act.start])
        if "dead" in around or "death" in around or "fatally" in around or "alive" in around:
            return "killed"
    return KIND[act.category]


def fatal_part(view: View, kind: str, groups: tuple[Group, ...], act: Term) -> tuple[Finding, ...]:
    """Read whom an act of violence killed and whom it only hurt.

    Class: "stabbed two clerks, one of them fatally", "shot five men, two fatally".
    """
    lower, end = view.lower, groups[-1].end
    part = view.by_start.get(end + 1)
    if act.category != "harm.violence" or kind != "wounded" or lower[end : end + 1] != (",",) or part is None:
        return ()
    if lower[part.end : part.end + 1] != ("fatally",) or part.amount.max is None:
        return ()
    hurt = found("wounded", groups, act, "fatal_part")
    high = None if hurt.count.max is None else max(0, hurt.count.max - part.amount.min)
    left = replace(hurt, count=count(max(0, hurt.count.min - part.amount.max), high))
    return (found("killed", (part,), act, "fatal_part", "total"), left)


def with_places(view: View, kind: str, groups: tuple[Group, ...], act: Term, rule: str) -> list[Finding]:
    """Return one finding, or one a place when places part the groups ("three in Gao and one in Menaka")."""
    own = [group for group in groups if group.form == "self"]
    rest = [group for group in groups if group.form != "self"]
    findings: list[Finding] = []
    placed = [view.lower[group.end : group.end + 1] in (("in",), ("at",), ("near",)) for group in rest]
    if len(rest) == len(groups) == 1:
        rest = _in_each(view, rest)
        groups = tuple(rest)
    if len(rest) > 1 and sum(placed) > 1:
        findings += [found(kind, (group,), act, rule, "part") for group in rest]
    elif rest:
        findings.append(found(kind, groups, act, rule))
    elif own:
        findings.append(found(kind, own, act, rule))
    attackers = [group for group in groups if group.form == "self" or group.victims == "attacker"]
    if attackers and kind == "killed":
        findings.append(found("attackers_killed", attackers, act, rule))
    return findings


def _in_each(view: View, groups: list[Group]) -> list[Group]:
    """Multiply what is said of each of some places ("one person in each of the two towns")."""
    if len(groups) != 1:
        return groups
    lower, end = view.lower, groups[0].end
    if lower[end : end + 3] not in (("in", "each", "of"), ("at", "each", "of"), ("from", "each", "of")):
        return groups
    times = next((view.numbers[at].value for at in range(end + 3, end + 6) if at in view.numbers), None)
    amount = groups[0].amount
    if times is None or times.max is None or times.min != times.max or amount.max is None:
        return groups
    return [groups[0]._replace(amount=count(amount.min * times.min, amount.max * times.min))]
