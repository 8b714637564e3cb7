"""Read people named beside an act rather than as its subject or object: labels, asides, adjectives.

Example: "Wounded: nine clerks", "among the dead were two nuns", "three wounded soldiers were flown out".
"""

from __future__ import annotations

from streams.extraction.casualty_findings import KIND, Finding, found
from streams.extraction.casualty_grammar import TRANSITIVE
from streams.extraction.clauses import words
from streams.extraction.victim_chains import chain_from, find_subset_before
from streams.extraction.victims import View
from streams.text.types import ClaimRole, Term


def label(view: View, act: Term) -> tuple[Finding, ...]:
    """Read a list of labels.

    Class: "Dead: five. Wounded: nine clerks."
    """
    lower = view.lower
    if lower[act.end : act.end + 1] != (":",) or (act.start > 0 and lower[act.start - 1].isalnum()):
        return ()
    group = view.group_at(act.end + 1)
    if group is None or not group.people or group.form == "none" or act.category not in KIND:
        return ()
    return (found(KIND[act.category], chain_from(view, group, len(lower))[0], act, "label"),)


def among(view: View, act: Term) -> tuple[Finding, ...]:
    """Read who is named as one of the victims: a subset, never added.

    Class: "among the dead were two nuns", "the dead included a child", "a nurse was among those killed".
    """
    lower = view.lower
    before = lower[max(0, act.start - 2) : act.start]
    if not before or before[-1] not in ("the", "those") or act.category not in KIND:
        return ()
    kind = KIND[act.category]
    at = act.end
    if before[0] == "of":
        return ()
    if lower[at : at + 1] and lower[at] in ("were", "was", "included", "include", "are", "is", "includes"):
        group = view.group_at(at + 1)
        if group is not None and group.people and group.form not in ("definite", "none"):  # "were no civilians"
            role = "subset" if "among" in before or "includ" in lower[at] else "total"
            chain = chain_from(view, group, len(lower))[0]
            if role == "total" and group.bare_number and len(chain) == 1:
                return (found(kind, chain, act, "toll"),)  # "by Friday the dead were 13"
            return (found(kind, chain, act, "among", "subset" if role == "subset" else "total"),)
    return ()


#: Between a participle that opens a sentence and its verb.
_INVERTED = 20
_WERE = frozenset(("was", "were", "are", "is"))


def inverted(view: View, act: Term) -> tuple[Finding, ...]:
    """Read a subject that follows its verb.

    Class: "Killed were a grocer and his apprentice", "Also wounded was a nurse".
    """
    lower, at = view.lower, act.end
    if act.start == 0 and at < len(lower) and lower[at] in words().preposition:
        # "Killed in the raid on Gao were two cooks"
        at = next((place for place in range(at, min(len(lower), at + _INVERTED)) if lower[place] in _WERE), at)
    if (
        act.start > 1
        or act.category not in TRANSITIVE
        or lower[at : at + 1] not in (("were",), ("was",), ("are",), ("is",))
    ):
        return ()
    group = view.group_at(at + 1)
    if group is None or not group.people or (act.start == 1 and lower[0] != "also"):
        return ()
    role: ClaimRole = "part" if act.start else "total"
    return (found(KIND[act.category], chain_from(view, group, len(lower))[0], act, "inverted", role),)


def attributive(view: View, act: Term) -> tuple[Finding, ...]:
    """Read an adjective inside a counted group.

    Class: "18 dead singers", "three wounded soldiers were flown out", "the two dead".
    """
    for group in view.groups:
        if group.attribute is act and group.people and group.form not in ("definite", "article", "none", "bare"):
            role = "subset" if group.partitive or find_subset_before(view, group) else None
            return (found(KIND[act.category], (group,), act, "attributive", role),)  # type: ignore[arg-type]
    return ()
