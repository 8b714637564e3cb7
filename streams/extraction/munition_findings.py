"""Say which numbers follow from an act that is bound to weapons, and keep those that a sentence bears out.

Example: "all but four of the 18 rockets were shot down; the four hit a runway": launched 18, intercepted 14, hit 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas.base import Count
from streams.extraction.munition_acts import Binding
from streams.extraction.munition_types import Group
from streams.text.numbers import count


@dataclass(frozen=True, slots=True)
class Found:
    """A number of weapons and the rule that found it; ``implied``: that they were launched follows from a hit."""

    kind: str
    count: Count
    group: Group
    rule: str
    at: int
    implied: bool = False


def of_binding(binding: Binding, fresh: bool) -> list[Found]:
    """Return the numbers that follow from what is said of a phrase; ``fresh``: no weapons were counted before."""
    found: list[Found] = []
    for group in binding.phrase.groups:
        found += _of_group(binding, _one_alone(binding, group, fresh))
    return found


def _one_alone(binding: Binding, group: Group, fresh: bool) -> Group:
    """Count "the third missile was shot down" as one, and "the drone struck a bus" where nothing was counted before."""
    if _is_introduced(binding, group) and fresh:
        return replace(group, count=count(2, None), partitive=False)
    alone = len(binding.phrase.groups) == 1 and group.count is None and group.named
    if alone and group.form == "ordinal" and binding.meaning == "stop":
        return replace(group, count=count(1, 1))
    if alone and group.form == "the_one" and binding.meaning == "hit" and fresh:
        return replace(group, count=count(1, 1), partitive=False)
    return group


def _is_introduced(binding: Binding, group: Group) -> bool:
    """Whether a relative clause first tells of weapons: "hurt by the shells that the rebels fired at the town"."""
    new = group.form == "definite" and group.count is None and group.named
    return new and binding.meaning == "launch" and binding.at > group.end and not binding.passive


def _of_group(binding: Binding, group: Group) -> list[Found]:
    meaning, amount, at = binding.meaning, group.count, binding.at
    found: list[Found] = []
    if meaning == "launch":
        sent = group.whole if group.whole is not None else amount
        if sent is not None and sent.max != 0 and (group.whole is not None or not group.partitive):
            one_of_them = binding.reduced and group.form in ("article", "headline") and len(binding.phrase.groups) == 1
            found.append(Found("launched", sent, group, "hit" if one_of_them else "launched", at, implied=one_of_them))
        return found
    if group.whole is not None and (group.partitive or group.every):
        found.append(Found("launched", group.whole, group, "whole", at, implied=not group.named))
    if meaning == "stop":
        if amount is not None and group.form != "pronoun":
            found.append(Found("intercepted", amount, group, "stopped", at))
        if group.rest is not None and group.rest.max is not None:
            found.append(Found("hit", count(0, group.rest.max), group, "rest", at))
    elif meaning in ("miss", "unreached"):
        if group.every or not group.partitive:
            found.append(Found("hit", count(0, 0), group, "missed", at))
            if not group.partitive and amount is not None:
                found.append(Found("launched", amount, group, "missed", at, implied=True))
    elif meaning in ("hit", "reach"):
        if amount is not None:
            found.append(Found("hit", amount, group, meaning, at))
        if meaning == "hit" and amount is not None and amount.max != 0 and not group.partitive:
            found.append(Found("launched", amount, group, "hit", at, implied=True))
    elif meaning == "attack" and amount is not None and amount.max != 0 and not group.partitive:
        found.append(Found("launched", amount, group, "attacked", at, implied=True))
    return found


def settle(found: Sequence[Found], lower: tuple[str, ...]) -> list[Found]:
    """Keep one number of each kind per group, and drop what a firmer reading of the sentence makes needless."""
    kept: list[Found] = []
    for one in found:
        if not any(other.kind == one.kind and other.group == one.group for other in kept):
            kept.append(one)
    stopped = [one.group for one in kept if one.kind == "intercepted"]
    if stopped:  # "two were shot down and a third hit": one hit says nothing of how many came
        least = sum(group.count.min for group in stopped if group.count is not None)
        kept = [one for one in kept if not one.implied or one.group in stopped or one.count.min >= least]
    kept = _with_sharper_whole(kept)
    stated = [one for one in kept if one.kind == "launched" and not one.implied]
    if not stated:
        kept = _with_another(kept)
    if stated:
        ends = [one.group.start for one in stated]
        kept = [one for one in kept if not one.implied or all(_parted(lower, one.group.start, end) for end in ends)]
    if any(one.kind == "hit" and one.rule != "rest" for one in kept):
        kept = [one for one in kept if one.rule != "rest"]
    if any(one.kind == "hit" and one.count.max != 0 for one in kept):
        kept = [one for one in kept if one.rule != "missed" or one.kind != "hit"]
    return _without_totals_of_parts(kept, lower)


def _with_sharper_whole(kept: list[Found]) -> list[Found]:
    """Let the whole of a part replace a bare plural: "rockets were fired; two of the five hit a pier"."""
    wholes = [one for one in kept if one.kind == "launched" and one.rule == "whole" and not one.group.named]
    vague = [one for one in kept if one.kind == "launched" and one.group.form == "bare" and one.count.max is None]
    if len(wholes) != 1 or len(vague) != 1 or wholes[0].count.min < vague[0].count.min:
        return kept
    return [replace(one, implied=False) if one is wholes[0] else one for one in kept if one is not vague[0]]


def _with_another(kept: list[Found]) -> list[Found]:
    """Add up weapons told one by one: "four were destroyed and a fifth hit a pier" is five, "another" one more.

    Without such a word nobody says that those stopped and those that hit are all.
    """
    told = [one for one in kept if one.kind in ("intercepted", "hit") and one.rule != "rest" and one.count.min]
    told += [one for one in kept if one.kind == "launched" and one.rule in ("missed", "attacked")]
    last = max((one.group for one in told), key=lambda group: group.start, default=None)
    if last is None or last.form != "another" or len({one.kind for one in told}) < 2:
        return kept
    others = [one for one in kept if one.kind != "launched"]
    each = {one.group: one for one in reversed(told)}
    return others + [replace(one, kind="launched", rule="hit", implied=True) for one in reversed(each.values())]


def _parted(lower: tuple[str, ...], first: int, second: int) -> bool:
    """Whether a semicolon stands between two tokens: what one says of weapons need not hold for the other."""
    return ";" in lower[min(first, second) : max(first, second)]


def _without_details(found: list[Found], lower: tuple[str, ...]) -> list[Found]:
    """Drop what a colon only spells out: "four got through: one hit a tower, two landed in a yard".

    A bare plural says less than what it is spelt out as: "missiles struck both towns: three fell on the first".
    """
    bare = next((one for one in found if one.kind == "hit" and one.group.form == "bare"), None)
    if bare is not None and any(
        one.kind == "hit" and one.group.start > bare.at and ":" in lower[bare.at : one.group.start] for one in found
    ):
        found = [one for one in found if one is not bare]
    part = next((one for one in found if one.kind == "hit" and _is_part_of_which(one, lower)), None)
    if part is not None:  # "struck the base with 12 rockets, five of which exploded there"
        before = [one for one in found if one.kind == "hit" and one.group.end < part.group.start]
        found = [one for one in found if one not in before[-1:]]
    through = next((one for one in found if one.rule == "reach" and one.count.min > 1), None)
    if through is None:
        return found
    return [
        one
        for one in found
        if one is through
        or one.kind != "hit"
        or one.group.start < through.at
        or ":" not in lower[through.at : one.group.start]
    ]


def _is_part_of_which(one: Found, lower: tuple[str, ...]) -> bool:
    """Whether a number is that of some of the weapons right before it: ", five of which"."""
    return one.group.partitive and lower[one.group.end - 2 : one.group.end] == ("of", "which")


def _without_totals_of_parts(found: list[Found], lower: tuple[str, ...]) -> list[Found]:
    """Keep a total and drop what only splits it ("50 weapons: 40 drones and ten missiles")."""
    found = _without_details(found, lower)
    for kind in ("launched", "intercepted", "hit"):
        own = [one for one in found if one.kind == kind]
        for total in own:
            rest = [one for one in own if one is not total]
            if len(rest) > 1 and sum(one.count.min for one in rest) == total.count.min:
                found = [one for one in found if one not in rest]
                break
    return found
