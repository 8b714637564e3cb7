"""Read what was left of weapons of several types: "all but four missiles and seven drones were shot down".

Example: of 12 missiles and 44 drones told before, 45 were stopped so, and at most eleven hit.
"""

from __future__ import annotations

from collections.abc import Sequence

from schemas.base import Count
from streams.extraction.casualty_findings import add
from streams.extraction.munition_types import Group, Known
from streams.text.numbers import count


def with_rests(lower: tuple[str, ...], groups: list[Group], known: Known) -> list[Group]:
    """Return the groups in order, two numbers after "all but" as one group of all that were stopped."""
    for first, second in zip(groups, groups[1:], strict=False):
        rests = (first.count, second.count)
        if lower[max(0, first.start - 2) : first.start] != ("all", "but") or lower[first.end : second.start] != (
            "and",
        ):
            continue
        if rests[0] is None or rests[1] is None:
            continue
        sent = [one.count for one in groups if one.end < first.start and one.count is not None]
        told = [known.of(one.type) for one in (first, second)]
        whole = _sum(sent or [one for one in told if one is not None])
        rest, left = add(rests[0], rests[1]), None
        if whole is not None and whole.max is not None and rest.max is not None:
            left = count(max(0, whole.min - rest.max), max(0, whole.max - rest.min))
        both = Group(first.start - 2, second.end, left, "all_but", None, partitive=True, rest=rest)
        return sorted([*(one for one in groups if one not in (first, second)), both], key=lambda group: group.start)
    return groups


def _sum(amounts: Sequence[Count]) -> Count | None:
    total: Count | None = None
    for amount in amounts:
        total = amount if total is None else add(total, amount)
    return total
