"""Read a bare figure that stands for people named before.

Example: after "a nurse listed 30 dead" the words "the town hall put the figure at 22" give a second figure for the
dead; after "They reported eight deaths" the words "The real number was two" correct it.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.extraction.casualty_findings import KIND, Finding, is_counted
from streams.extraction.clauses import phrase_ending, words
from streams.extraction.victims import Group, View
from streams.text.numbers import count
from streams.text.types import ReadClaim, Sentence, Term


def read_figures(
    view: View, findings: Sequence[Finding], previous: Sequence[ReadClaim], announced: str | None = None
) -> list[Finding]:
    """Return the bare figures of a sentence, and denials without one; ``announced``: see ``announced_kind``."""
    lower, grammar = view.lower, words()
    if announced is not None:
        return _restated(view, announced)
    figures: list[Finding] = []
    taken = {at for finding in findings for at in range(finding.start, finding.end)}
    for group in view.groups:
        if group.start in taken or not group.bare_number or group.form in ("article", "none", "vague"):
            continue
        if group.partitive:
            # "It was one of three in a convoy" gives no figure.
            continue
        if (kind := _gapped_kind(view, group, findings)) is not None:
            figures.append(Finding(kind, group.amount, group.start, group.end, group.start, "second_figure"))
            continue
        before = phrase_ending(grammar.figure_speak, lower, group.start)
        after = group.end + (group.end < len(lower) and lower[group.end] in _QUOTES)  # said 21 "terrorists" were caught
        if before is None or (after < len(lower) and lower[after][0].isalnum() and lower[after] not in _MAY_FOLLOW):
            continue
        kind = next((one.kind for one in reversed(findings) if one.start < group.start), None)
        corrects = False
        if kind is None and group.start - before > 1:
            # "put the figure at 22" needs no act of its own; a bare "said nine" does.
            if not _speaks_of_people(view, before):
                continue
            kind = next((one.kind for one in reversed(previous) if one.scope == "here"), None)
            corrects = phrase_ending(grammar.figure_correct, lower, group.start) == before
        if kind is None:
            continue
        rule = "corrected_figure" if corrects else "second_figure"
        figures.append(Finding(kind, group.amount, group.start, group.end, group.start, rule))
    if not findings and previous:
        figures += denials(view)
    return figures


def announced_kind(sentence: Sentence, terms: Sequence[Term]) -> str | None:
    """Return of whom a sentence says that their number follows or changes: "Police corrected the number of dead"."""
    for number in terms:
        if number.category != "harm.number":
            continue
        for term in sorted(terms):
            kind = _COUNTED.get(term.category) or KIND.get(term.category)
            if kind is not None and 0 <= term.start - number.end <= _COUNTED_REACH:
                return kind
    return None


def restates(lower: Sequence[str]) -> bool:
    """Return whether a sentence only gives a number told wrong before: "It is 16, not 17"."""
    return tuple(lower[:2]) in _IT_IS and "not" in lower[3:6]


def _restated(view: View, kind: str) -> list[Finding]:
    """Return the right number and the wrong one: "It is seven and not eight as published"."""
    bare = [group for group in view.groups if group.bare_number and is_counted(group)]
    right = next((group for group in bare if group.start == len(_IT_IS[0])), None)
    if right is None:
        return []
    at = view.lower.index("not")
    figures = [Finding(kind, right.amount, right.start, right.end, right.start, "corrected_figure")]
    wrong = next((group for group in bare if group.start == at + 1), None)
    if wrong is not None:
        rule = "corrected_figure_former"
        figures.append(Finding(kind, wrong.amount, wrong.start, wrong.end, wrong.start, rule, "former"))
    return figures


_IT_IS = (("it", "is"), ("it", "was"), ("this", "is"), ("that", "is"))
_COUNTED = {"harm.death": "killed", "harm.injury": "wounded", "harm.dead": "killed"}
#: From "number of" to those who are counted.
_COUNTED_REACH = 6


def _gapped_kind(view: View, group: Group, findings: Sequence[Finding]) -> str | None:
    """Return what a second source counts whose verb is left out, None if none stands there.

    Class: "a nurse spoke of nine dead, a second nurse of 14", "one official put the dead at six and another at eight".
    """
    lower = view.lower
    if lower[group.start - 1 : group.start] not in (("of",), ("at",)):
        return None
    source = next(
        (at for at in range(group.start - 2, max(0, group.start - _SOURCE), -1) if lower[at] in _SECOND), None
    )
    if source is None or lower[source - 1] not in _PARTING:
        return None
    told = [one for one in findings if one.end <= source and lower[one.start - 1] == lower[group.start - 1]]
    return told[-1].kind if told else None


_SECOND = frozenset(("another", "second", "third", "other"))
_PARTING = frozenset((",", "and", "while", ";", "a", "the"))
#: "a second security source of about 30": so many words name a source whose verb is left out.
_SOURCE = 6


def _speaks_of_people(view: View, at: int) -> bool:
    """Whether a bare figure can stand for people told before: not in direct speech, not of other things.

    "It was one, a plumber" and "the figure is 22" can; "I counted the doors and there were three" cannot.
    """
    lower = view.lower
    if any(word in _QUOTES for word in lower[:at]):
        return False
    return lower[at] not in ("it", "there") or all(word in _FILLERS for word in lower[:at])


_QUOTES = frozenset('"“”‘«»')
_FILLERS = frozenset(
    ("in", "fact", "actually", "now", "later", ",", "but", "and", "rather", "instead", "officials", "said", "that")
)


def denials(view: View) -> list[Finding]:
    """Read that a side denies deaths told before.

    Class: "The navy denied that its sailors had died", "the junta denied any losses".
    """
    lower, grammar = view.lower, words()
    for at, word in enumerate(lower):
        if word not in grammar.denial or any(one in grammar.undenied for one in lower[at + 1 : at + 5]):
            continue
        for place in range(at + 1, min(at + _DENIAL_REACH, len(lower))):
            term = view.harm.get(place)
            if term is not None and term.category in _DENIED:
                kind = "wounded" if KIND.get(term.category) == "wounded" else "killed"
                return [Finding(kind, ZERO, at, term.end, place, "denial", "subset")]
    return []


#: A denial names the harm within so many tokens ("denied that any of its men had been killed").
_DENIAL_REACH = 12
_DENIED = frozenset(("harm.die", "harm.kill", "harm.death", "harm.casualty", "harm.wound", "harm.toll"))
_MAY_FOLLOW = frozenset(("in", "on", "as", "for", "while", "and", "of"))
ZERO = count(0, 0)
