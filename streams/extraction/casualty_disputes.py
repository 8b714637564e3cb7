"""Tell a second source's number from more people: what another speaker of the same sentence counts.

Example: in "The rebels said they killed 40; the army said only six died" the six are no more dead, but the army's
number for the same attack, as are the two in "it denied the claim, saying two soldiers had died".
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.extraction.casualty_findings import Finding
from streams.extraction.clauses import words
from streams.extraction.victims import Group, View

_CONTRAST = frozenset((";", "but", "while", "whereas", ",", "though", "although"))
#: What sets two speakers against each other; a comma alone may only part a list.
_AGAINST = _CONTRAST - {","}
#: Besides verbs of saying, what a source does with a number.
_GIVING = frozenset(("gave", "gives", "giving", "admitted", "admits", "conceded", "spoke", "speaks"))
#: Rules that count the dead without saying who they were ("seven deaths").
_BARE_RULES = frozenset(("deaths", "toll", "bodies", "attributive"))
_GENERAL = frozenset(("person", "people", ""))


def other_speaker(view: View, finding: Finding, before: Sequence[Finding]) -> bool:
    """Whether a number is another source's for people told before in the sentence.

    Class: "the rebels said they killed 40; the army said only six died", "a clerk said nine died, while the mayor gave
    the dead as seven", "it rejected the claim, saying two men had died". ``before`` are the findings so far.
    """
    group = view.by_start.get(finding.start)
    first = next((one for one in before if one.kind == finding.kind and one.role in ("total", "part")), None)
    if first is None or first.count.max == 0 or first.end > finding.start:
        return False
    between = view.lower[first.end : finding.start]
    if finding.rule == "death_of" and first.victims == "civilian" and finding.count.min <= first.count.min:
        # "five people died; the rebels confirmed the death of their leader and four guards"
        return between[-4:] in (("confirmed", "the", "death", "of"), ("confirmed", "the", "deaths", "of"))
    if group is None or group.other:
        return False
    if _denies(between):
        return True
    saying = [at for at, word in enumerate(between) if word in words().saying or word in _GIVING]
    if not saying or saying[-1] <= 1:
        return False
    if group.bare_number and finding.rule != "toll":
        return not _CONTRAST.isdisjoint(between)
    if finding.rule == "attributive" and "later" not in between:
        return False
    general = _is_general(group) or finding.rule in _BARE_RULES or "only" in view.lower[finding.start - 1 : finding.end]
    return general and not _AGAINST.isdisjoint(between[: saying[-1]])


def gives_only(view: View, finding: Finding) -> bool:
    """Whether "only" makes light of a number rather than names some of it: somebody killed, or says, no more.

    Class: "killed only two", "confirmed the raid but said that only 11 people had died".
    """
    said = view.lower[max(0, finding.start - _SAID) : finding.start]
    return finding.rule == "active_object" or not words().saying.isdisjoint(said)


#: "said that only": the verb of saying stands so near before the number.
_SAID = 3


def rule_of_dispute(view: View, finding: Finding) -> str:
    """Return the rule of a second source's number: it corrects the first where it was counted later."""
    counted = finding.rule == "attributive" or "later" in view.lower[max(0, finding.start - 2) : finding.start]
    return "corrected_figure" if counted else "second_figure"


def _denies(between: tuple[str, ...]) -> bool:
    """Whether a claim is denied before an own figure, not the guilt for it."""
    grammar = words()
    return any(
        word in grammar.denial and grammar.undenied.isdisjoint(between[at + 1 : at + 5])
        for at, word in enumerate(between)
    )


def _is_general(group: Group) -> bool:
    """Whether people are counted without saying which: "11 people"."""
    return group.head in _GENERAL and not group.partitive and group.form not in ("article", "definite", "bare")
