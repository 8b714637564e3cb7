"""Decide of which attack a number speaks, how firmly it is said and by whom.

Example: "Raids have left 31 dead this week" is background, "the army said it killed 12 rebels" a claim by the army,
"a strike could kill 3,000" hypothetical.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from streams.extraction.casualty_findings import Finding
from streams.extraction.casualty_scope import is_background, is_comparison, is_month
from streams.extraction.casualty_sources import source_of as source_of
from streams.extraction.casualty_sources import speaker_of
from streams.extraction.clauses import Marks, breaks, mark_in, marks_of, phrase_ending, words
from streams.extraction.victims import View
from streams.text.types import LocalScope, Term

_MODALS = frozenset(("could", "would", "might", "may", "will", "can", "must", "should"))


class Setting(NamedTuple):
    """The clause of a number, the attack it speaks of, and its source."""

    clause: tuple[int, int]
    scope: LocalScope
    modality: str
    attribution: str | None
    official: bool
    former: bool
    unknown: bool


def setting_of(view: View, finding: Finding, terms: Sequence[Term]) -> Setting:
    """Return the setting of a finding, read from its clause and from who speaks in its sentence."""
    clause = clause_of(view, finding)
    source, official, party = speaker_of(view, finding.start, terms)
    grammar = words()
    marks = marks_of(view.sentence)
    unreal = _unreal(view, marks, finding)
    scope: LocalScope = "here"
    if unreal:
        scope = "hypothetical"
    elif is_comparison(marks, clause, finding):
        scope = "comparison"
    elif is_background(view, marks, clause, finding):
        scope = "background"
    denied = finding.rule == "denial" or (
        not grammar.denial.isdisjoint(view.lower)
        and (
            any(_denies(view.lower, at) for at in range(finding.end, len(view.lower)))
            or _rejects_claim(view.lower, finding.start)
        )
    )
    modality = "asserted"
    if unreal:
        modality = "hypothetical"
    elif denied:
        modality = "denied"
    elif source is not None:
        claims = "claim" in " ".join(view.lower[clause[0] : clause[1]])
        modality = "claimed" if claims or (party and finding.victims == "fighter") else "attributed"
    said = mark_in(marks, "former", _after_opening(view, clause[0], finding.start), finding.start)
    former = said is not None and not _is_all_there_is(view.lower, said)
    unknown = mark_in(marks, "unknown", clause[0], min(finding.end + 4, clause[1])) is not None
    return Setting(clause, scope, modality, source, official, former, unknown)


def _is_all_there_is(lower: tuple[str, ...], at: int) -> bool:
    """Whether first reports are what is known now: they speak in the present, or the number is given by them.

    Class: "Initial reports indicate three men have been killed", "According to preliminary reports, nobody was hurt".
    """
    return lower[at + 1 : at + 2] in _REPORTS and (
        lower[at + 2 : at + 3] in _INDICATE or lower[max(0, at - 2) : at] == ("according", "to")
    )


_REPORTS = (("report",), ("reports",))
_INDICATE = (("indicate",), ("indicates",), ("suggest",), ("suggests",), ("say",), ("says",), ("show",), ("shows",))


def _after_opening(view: View, start: int, end: int) -> int:
    """Return where the main clause begins after one that only says what it corrects.

    Class: "Revising its earlier count of 21, the ministry said 18 had died", "Contrary to earlier reports, nine died".
    """
    lower = view.lower
    if start > 1 or not (lower[start].endswith("ing") or lower[start] in ("contrary", "unlike")):
        return start
    return next((at + 1 for at in range(end - 1, start, -1) if lower[at] == ","), start)


def _denies(lower: tuple[str, ...], at: int) -> bool:
    """Whether a denial of the number stands here, not one of guilt."""
    grammar = words()
    return lower[at] in grammar.denial and not any(word in grammar.undenied for word in lower[at + 1 : at + 5])


def _was_used(lower: tuple[str, ...], at: int) -> bool:
    """Whether what somebody used did it ("took a rifle and used it to shoot and kill two clerks")."""
    to = next((place for place in range(at - 1, max(0, at - 4), -1) if lower[place] == "to"), None)
    return to is not None and not _USED.isdisjoint(lower[max(0, to - 4) : to])


_USED = frozenset(("used", "using"))


def _rejects_claim(lower: tuple[str, ...], at: int) -> bool:
    """Whether a claim or report that tells the number is rejected before it ("denied a report that 90 had died")."""
    before = lower[:at]
    if _CLAIMS.isdisjoint(before) or "that" not in before:
        return False
    that = len(before) - before[::-1].index("that") - 1
    claim = next((place for place in range(that - 1, max(-1, that - 8), -1) if lower[place] in _CLAIMS), None)
    return claim is not None and any(_denies(lower, place) for place in range(claim))


_CLAIMS = frozenset(("claim", "claims", "report", "reports"))


def clause_of(view: View, finding: Finding) -> tuple[int, int]:
    """Return the tokens of the clause around a number: from mark, "but", "when" or ", bringing" to the next."""
    lower = view.lower
    first, last = min(finding.start, finding.at), max(finding.end, finding.at + 1)
    start = first
    while start > 0 and not breaks(lower, start - 1):
        start -= 1
    if start and lower[start - 1] == "," and lower[start] in ("which", "who", "whose", "where"):
        # "the army, which took the town last year, killed six": the aside ends at its comma.
        closing = next((at for at in range(first - 1, start, -1) if lower[at] == ","), None)
        start = start if closing is None else closing + 1
    end = last
    while end < len(lower) and not breaks(lower, end):
        end += 1
    return start, end


def _unreal(view: View, marks: Marks, finding: Finding) -> bool:
    """Whether the act is only possible, threatened or intended ("could kill", "vowed to shoot", "if ... die")."""
    grammar, lower = words(), view.lower
    at = finding.at
    if any(lower[place] in _MODALS and not is_month(view, place) for place in range(max(0, at - 4), at)):
        return True
    if phrase_ending(grammar.intent, lower, at) is not None:
        return True
    if _was_used(lower, at):
        return False
    verb = lower[at - 1] if at else ""
    act = view.harm.get(at)
    if act is not None and lower[at] == act.name.split()[0] and verb in ("or", "and"):
        return any(word in ("to", "will", "would", "could", "can", "may") for word in lower[max(0, at - 6) : at])
    if verb == "to" and lower[max(0, at - 2) : at - 1] not in (("death",), ("said",), ("believed",), ("known",)):
        term = view.harm.get(at)
        if term is not None and lower[at] == term.name.split()[0]:
            return True
    start = max((index + 1 for index in range(finding.start) if lower[index] in (";", ".")), default=0)
    return mark_in(marks, "hypothetical", start, min(finding.start, at)) is not None
