"""Add up the claims of a sentence (or of one event): totals, parts, later deaths, sources that disagree.

Example: parts of three and one give four; a total of ten stands, whatever its parts; "denied" opens a count to [0, N].
"""

from __future__ import annotations

from collections.abc import Sequence

from schemas.base import Count
from streams.extraction.casualty_findings import add
from streams.extraction.casualty_ordinals import ORDINAL
from streams.text.numbers import count
from streams.text.types import ReadClaim

_RESTATING = frozenset(("attributive", "among"))


def combine(claims: Sequence[ReadClaim]) -> dict[str, Count]:
    """Return the count of each kind that the claims together say, kinds without a count left out.

    Only claims about the attack told count (scope "here"); former figures and subsets do not.
    """
    live = [claim for claim in claims if claim.scope == "here" and claim.role not in ("former",)]
    kinds = sorted({claim.kind for claim in live})
    counts: dict[str, Count] = {}
    for kind in kinds:
        total = _of_kind([claim for claim in live if claim.kind == kind])
        if total is not None:
            counts[kind] = total
    stated = min(((c.sentence, c.start) for c in live if c.kind == "wounded" and c.role == "total"), default=(0, 0))
    later = [c for c in live if c.role == "died_later" and c.kind == "killed" and (c.sentence, c.start) >= stated]
    died = sum(claim.count.min for claim in later)
    hurt = counts.get("wounded")
    if died and hurt is not None and hurt.min >= died and any(c.kind == "wounded" and c.role == "total" for c in live):
        counts["wounded"] = count(hurt.min - died, None if hurt.max is None else hurt.max - died)
    return counts


def _of_kind(claims: Sequence[ReadClaim]) -> Count | None:
    """Combine the claims of one kind."""
    numbered = max((claim.count.min for claim in claims if claim.rule == ORDINAL), default=0)
    if numbered:
        # "A third guard has died": three, unless the rest tells of more.
        others = _of_kind([claim for claim in claims if claim.rule != ORDINAL and claim.role != "died_later"])
        if others is None or others.min < numbered:
            return count(numbered, numbered)
        return _of_kind([claim for claim in claims if claim.rule != ORDINAL])
    totals = [claim for claim in claims if claim.role == "total"]
    parts = [claim for claim in claims if claim.role == "part"]
    more = [claim for claim in claims if claim.role in ("delta", "died_later")]
    total = _of_totals(totals)
    added: Count | None = None
    for claim in parts:
        added = claim.count if added is None else add(added, claim.count)
    if total is None:
        total = added
    elif added is not None and all(claim.rule == "second_figure" for claim in totals):
        total = _span(added, total)
    elif added is not None and (all(_apart(claim, totals) for claim in parts) or added.min > (total.max or added.min)):
        # Parts that outgrow a total are no parts of it: "lost six men and the rebels nine; a bystander was killed".
        total = add(total, added)
    if any(claim.rule == "toll" for claim in totals):
        return total
    for claim in more:
        if claim.role == "died_later" or total is not None:
            total = claim.count if total is None else add(total, claim.count)
    disputed = any(claim.rule == "second_figure" for claim in totals)
    if any(claim.modality == "denied" for claim in claims) and total is not None and not disputed:
        total = count(0, total.max)
    return total


def _apart(part: ReadClaim, totals: Sequence[ReadClaim]) -> bool:
    """Whether a part is no part of the total: nobody, or a side's own losses beside those of the other side."""
    if part.rule == "nobody" or part.count.max == 0:
        return True
    rules = (*_OF_THE_OTHERS, "passive_subject") if part.rule == "lost_men_noun" else _OF_THE_OTHERS
    others = [total for total in totals if total.victims != "civilian" or len(totals) == 1]
    return part.rule.startswith("lost_men") and all(total.rule in rules for total in others)


#: Rules of the dead of the other side, whom a side's own losses do not hold.
_OF_THE_OTHERS = ("bodies", "active_object")


def _of_totals(totals: Sequence[ReadClaim]) -> Count | None:
    """Combine full counts of one sentence: restated, of different people, or of sources that disagree."""
    result: Count | None = None
    first: ReadClaim | None = None
    for claim in totals:
        if result is None or first is None:
            result, first = claim.count, claim
        elif claim.rule == "toll" and _other_source(first, claim) and not _raises(result, claim):
            result = _span(result, claim.count)
        elif claim.rule == "corrected_figure" or claim.rule == "toll":
            result = claim.count
        elif claim.rule == "second_figure" and first.rule == "died_later":
            # "A man died of his wounds, taking the toll to nine": the toll holds him.
            result = claim.count
        elif claim.rule == "second_figure":
            result = _span(result, claim.count)
        elif first.rule == "toll" or claim.count == result and claim.rule in _RESTATING:
            continue
        else:
            result = add(result, claim.count)
    return result


def _raises(before: Count, claim: ReadClaim) -> bool:
    """Whether an authority gives what "at least" left open: "at least five died, and police later said 14"."""
    return claim.official and before.max is None and claim.count.min >= before.min


def _other_source(first: ReadClaim, claim: ReadClaim) -> bool:
    """Whether two sources give two figures ("a monitor said 40 died, whereas the ministry put the dead at 25")."""
    return None not in (first.attribution, claim.attribution) and first.attribution != claim.attribution


def _span(first: Count, second: Count) -> Count:
    high = None if first.max is None or second.max is None else max(first.max, second.max)
    return count(min(first.min, second.min), high)
