"""Read the state people are left in: with wounds, unhurt, fallen, or without survivors.

Example: "a guard survived with a bullet in the arm" is one wounded; in "the blast buried three cooks, none of whom
survived" the three are dead; "the crew of 17 escaped unhurt" is nobody killed and nobody wounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from streams.extraction.casualty_findings import KIND, Finding, found, is_counted
from streams.extraction.casualty_grammar import subject_of
from streams.extraction.casualty_verbs import auxiliaries, shape
from streams.extraction.clauses import words
from streams.extraction.victim_chains import chain_from, skip_modifiers
from streams.extraction.victims import Group, View
from streams.text.numbers import count
from streams.text.types import ClaimRole, ReadClaim, Term

#: "with gunshot and machete wounds": so many words stand between "with" and the wound.
_REACH = 4
_WHOLE_CREW = frozenset(("crew", "everyone", "everybody", "all"))
_ANYONE = frozenset(("anyone", "anybody", "any", "civilians", "people", "a"))
_ZERO = count(0, 0)


def with_wounds(view: View, act: Term) -> tuple[Finding, ...]:
    """Read people who carry wounds.

    Class: "left 30 people with gunshot wounds", "a fifth was pulled out with burns", "nine with burns were admitted".
    """
    lower = view.lower
    at = next((at for at in range(act.start - 1, max(-1, act.start - 1 - _REACH), -1) if lower[at] == "with"), None)
    if at is None or any(not word[0].isalpha() for word in lower[at : act.start]):
        return ()
    group = _last_subject(view, at)
    if group is None or any(place in view.by_start and view.by_start[place].people for place in range(at, act.start)):
        return ()
    among = lower[group.start - 1 : group.start] in (("including",), ("among",), ("them",))
    return (found("wounded", (group,), act, "with_wounds", "subset" if group.partitive or among else "total"),)


def _last_subject(view: View, end: int) -> Group | None:
    """Return the counted group nearest before a token that no other act and no mark parts from it."""
    for group in reversed(view.groups):
        if group.end > end or not group.people:
            continue
        after = group.end
        if view.lower[after : after + 2] == (",", "who"):
            # "a third nurse, who played dead, survived with a bullet in the arm"
            after = next((at + 1 for at in range(after + 2, end) if view.lower[at] == ","), after)
        between = range(after, end)
        if any(view.lower[at] in ",;:." or (at in view.harm and _harms(view.harm[at])) for at in between):
            return None
        one = group.form == "definite" and group.known and group.amount.max == 1 and not group.preposition
        if (is_counted(group) or one) and group.form != "none" and group.preposition in ("", "with", "of", "for"):
            return group
        if not group.preposition:
            return None
    return None


def _harms(term: Term) -> bool:
    return term.category not in ("harm.survive", "harm.wounds", "harm.injury", "harm.unhurt", "harm.seize")


def none_survived(view: View, act: Term) -> tuple[Finding, ...]:
    """Read that all of some people are dead.

    Class: "buried four men, none of whom survived", "a car with six guards; there were no survivors", "neither the
    pilot nor his two passengers survived", "one guard did not survive".
    """
    if told := _neither_survived(view, act):
        return told
    start, helpers = auxiliaries(view, act.start)
    if "not" in helpers and act.name == "survive":
        groups = subject_of(view, start)
        if groups and groups[0].form not in ("none", "pronoun", "bare") and groups[0].people:
            return (found("killed", groups, act, "none_survived", "subset" if groups[0].partitive else "total"),)
        return ()
    none = next((group for group in reversed(view.groups) if group.start < act.end and group.form == "none"), None)
    whole = view.group_at(none.end) if none is not None else None
    if (
        whole is not None
        and whole.people
        and is_counted(whole)
        and skip_modifiers(view, whole.end, act.start) == act.start
    ):
        # "Not one of the eleven men of the outpost survived"
        return (found("killed", (whole,), act, "none_survived", "total"),)
    if none is None or act.start - none.end > 2:
        return ()
    before = [group for group in view.groups if group.end <= none.start and group.people and is_counted(group)]
    before = [group for group in before if not group.preposition] or before
    if not before or before[-1].form == "none":
        return ()
    return (found("killed", chain_from(view, before[-1], none.start)[0], act, "none_survived", "total"),)


def _neither(view: View, act: Term) -> int | None:
    """Return the "neither" whose "nor" stands between it and an act of the same clause."""
    lower = view.lower
    for at in range(act.start - 1, max(-1, act.start - _NEITHER), -1):
        if lower[at] in (";", "."):
            return None
        if lower[at] == "neither":
            return at if "nor" in lower[at : act.start] else None
    return None


#: "Neither the clerk nor the four guards with him survived": so many words stand between.
_NEITHER = 16


def _neither_survived(view: View, act: Term) -> tuple[Finding, ...]:
    start = _neither(view, act)
    if start is None or act.name != "survive":
        return ()
    nor = view.lower.index("nor", start)
    groups = tuple(
        group for group in (view.group_at(start + 1), view.group_at(nor + 1)) if group is not None and group.people
    )
    return (found("killed", groups, act, "none_survived", "total"),) if groups else ()


def neither_harmed(view: View, act: Term) -> tuple[Finding, ...]:
    """Read that two who were attacked are both well; of other people nothing follows unless a crew is among them.

    Class: "neither the ship nor its crew was harmed", "neither the clerk nor her son was hurt".
    """
    start = _neither(view, act) if KIND.get(act.category) in ("killed", "wounded") else None
    if start is None or _neither_survived(view, act):
        return ()
    role: ClaimRole = "subset" if _WHOLE_CREW.isdisjoint(view.lower[start : act.start]) else "total"
    zeros = (
        (("killed", "nobody"),)
        if KIND[act.category] == "killed"
        else (("wounded", "nobody"), ("killed", "nobody_hurt"))
    )
    return tuple(Finding(kind, _ZERO, start, act.start, act.start, rule, role) for kind, rule in zeros)


def unhurt(view: View, act: Term) -> tuple[Finding, ...]:
    """Read that everybody who was attacked is well; of one man who is, nothing follows for the others.

    Class: "the crew of 17 escaped unhurt", "all 12 passengers are unharmed", "everyone on board was unhurt".
    """
    lower = view.lower
    for at in range(max(0, act.start - 10), act.start):
        group = view.by_start.get(at)
        if lower[at] in _WHOLE_CREW or (group is not None and group.head in _WHOLE_CREW and not group.preposition):
            end = group.end if group is not None else at + 1
            if any(word in ("and", ",", "but", ";") for word in lower[end : act.start]):
                continue
            zeros = (("wounded", "unhurt"), ("killed", "nobody_hurt"))
            return tuple(Finding(kind, _ZERO, at, end, act.start, rule) for kind, rule in zeros)
    return ()


def without_harm(view: View, act: Term) -> tuple[Finding, ...]:
    """Read that an attack went by without harm.

    Class: "hit a barn without hurting anyone", "fell in a field without causing any injuries or casualties".
    """
    lower = view.lower
    start = next((at for at in range(act.start - 1, max(-1, act.start - 4), -1) if lower[at] == "without"), None)
    if start is None:
        return ()
    if act.category in ("harm.kill", "harm.wound"):
        if shape(view, act) != "ing" or act.start != start + 1 or lower[act.end : act.end + 1][:1] == ():
            return ()
        if lower[act.end] not in _ANYONE:
            return ()
        kinds = ("killed",) if act.category == "harm.kill" else ("wounded", "killed")
    elif act.category == "harm.casualty":
        if of_one_side(lower, act.end):
            return ()
        kinds = ("killed",) if lower[act.end : act.end + 2] == ("of", "life") else ("killed", "wounded")
    elif act.category in ("harm.injury", "harm.death"):
        kinds = ("killed",) if act.category == "harm.death" else ("wounded", "killed")
    else:
        return ()
    rules = ("no_casualties", "no_casualties") if act.category == "harm.casualty" else ("nobody", "nobody_hurt")
    return tuple(
        Finding(kind, _ZERO, start, act.end, act.start, rule) for kind, rule in zip(kinds, rules, strict=False)
    )


def of_one_side(lower: tuple[str, ...], end: int) -> bool:
    """Whether only one side is said to have no losses: "no casualties on the government side", "among its men"."""
    after = lower[end : end + _SIDE]
    if not _SIDES.isdisjoint(after) and after[:1] == ("on",):
        return _EITHER.isdisjoint(after)
    own = any(one in _OWN and (two == "own" or after[0] in _AMONG) for one, two in zip(after, after[1:], strict=False))
    return own and after[0] in (*_AMONG, "of")


_SIDE = 5
_SIDES = frozenset(("side", "sides", "part"))
_EITHER = frozenset(("either", "both", "any"))
_AMONG = ("among", "in")
_OWN = frozenset(("its", "their", "our", "his"))


def fallen(view: View, act: Term) -> tuple[Finding, ...]:
    """Read fighters who have fallen in a fight; shells and towns fall too.

    Class: "nine of its scouts had fallen in the battle", "three guards fell and nine raiders were killed".
    """
    lower = view.lower
    if shape(view, act) != "past":
        return ()
    placed = lower[act.end : act.end + 1] in (("in",), ("at",), ("during",), ("fighting",))
    if not (placed and not words().fight.isdisjoint(lower[act.end : act.end + 7])) and not _beside_the_dead(view, act):
        return ()
    groups = subject_of(view, auxiliaries(view, act.start)[0])
    if not groups or groups[0].form in ("none", "pronoun", "self", "bare") or groups[0].victims == "civilian":
        return ()
    if not ((groups[0].partitive and is_counted(groups[0])) or groups[0].victims == "fighter"):
        return ()
    return (found("killed", groups, act, "fallen"),)


def _beside_the_dead(view: View, act: Term) -> bool:
    """Whether who fell is told in one breath with others who were killed, or with the fire that killed him."""
    lower = view.lower
    if lower[act.end : act.end + 1] == ("and",) and act.end + 1 in view.by_start:
        return any(at > act.end and KIND.get(term.category) == "killed" for at, term in view.harm.items())
    return lower[act.end : act.end + 1] == ("when",) and not _FIRE.isdisjoint(lower[act.end : act.end + 8])


_FIRE = frozenset(("fire", "fired", "shelled", "bombed", "attacked", "ambushed", "stormed", "clashed"))


def whole_of_wounded(view: View, group: Group) -> Group | None:
    """Return the wounded that a sentence opens with and of whom a bare number has died.

    Class: "Of 31 people wounded in the bombing, nine have since died".
    """
    if not group.bare_number or view.lower[group.start - 1 : group.start] != (",",):
        return None
    whole = next((one for one in view.groups if one.preposition == "of" and one.start == 1), None)
    if whole is None or not is_counted(whole):
        return None
    state = view.harm.get(whole.end)
    return whole if state is not None and KIND.get(state.category) == "wounded" else None


def also_of_others(view: View, finding: Finding, told: Sequence[ReadClaim]) -> bool:
    """Whether a civilian died besides fighters who alone were counted so far: he is none of them.

    Class: "Eight soldiers were killed. The driver of the bus, Omar Haddad, also died"; not "Nine people were killed.
    The driver also died", nor after a number that somebody else gives of all.
    """
    also = "also" in view.lower[max(finding.end, finding.at - 1) : finding.at]
    dead = [claim for claim in told if claim.kind == "killed"]
    return (
        also
        and finding.kind == "killed"
        and finding.victims == "civilian"
        and all(claim.victims == "fighter" for claim in dead)
    )


def died_into_total(view: View, finding: Finding, findings: Sequence[Finding]) -> bool:
    """Whether people who died of wounds are what a number before them in the sentence has come to.

    Class: "Fourteen are now known to have died after two of the injured succumbed", "the dead are nine, as a third
    victim died of her burns", "after a girl and a pensioner had died". Not: "12 were killed, and two of the injured
    later died".
    """
    lower = view.lower
    opened = finding.start > 0 and lower[finding.start - 1] in ("after", "when", "as", "once", "since")
    opened = opened or "after" in lower[max(0, finding.start - _CHAINED) : finding.start]
    return opened and any(
        one.kind == "killed" and one.end < finding.start and one.count.min > finding.count.min for one in findings
    )


def dies_into_total(view: View, finding: Finding, findings: Sequence[Finding]) -> bool:
    """Whether a death, not a killing, is part of a larger number told before it in the sentence."""
    act = view.harm.get(finding.at)
    return act is not None and act.category == "harm.die" and died_into_total(view, finding, findings)


#: From "after" to the last of those who died: "after a girl and a pensioner".
_CHAINED = 4


def left_of_wounded(view: View, group: Group, act: Term) -> tuple[Finding, ...]:
    """Return the wounded of whom some have died.

    Class: "Three of the 21 wounded have since died", "two of the 17 people hurt in the raid died".
    """
    if not group.partitive or group.whole is None:
        whole = whole_of_wounded(view, group)
        if whole is None:
            return ()
        return (Finding("wounded", whole.amount, whole.start, whole.end, act.start, "wounded_before", "total"),)
    after = view.harm.get(group.end)
    states = [term for term in (group.attribute, after) if term is not None and term.start < act.start]
    inside = [view.harm[at] for at in range(group.start, group.end) if at in view.harm]
    if not any(KIND.get(term.category) == "wounded" for term in (*states, *inside)):
        return ()
    return (Finding("wounded", group.whole, group.start, group.end, act.start, "wounded_before", "total"),)


def if_alive(view: View, finding: Finding) -> Finding | None:
    """Return the wounded of a finding as dead where they are told to have died since; None where that is read already.

    Class: "A woman who was hurt when shells hit the mill has died", "A boy has died of the wounds he suffered".
    """
    if finding.kind != "wounded" or finding.count.min == 0:
        return finding
    lower = view.lower
    dying = [at for at, act in view.harm.items() if act.category == "harm.die" and act.name == "die"]
    for at in dying:
        between = lower[at : finding.at + 1] if 0 < finding.at - at <= _OF_WOUNDS else ()
        if not _WOUNDS.isdisjoint(between) and not {"of", "from"}.isdisjoint(between):
            return None
    if "who" in lower[finding.end : finding.at]:
        for at in dying:
            if at > finding.at and _no_subject(view, finding.at, at):
                return replace(finding, kind="killed", rule="died_later", role="died_later")
    return finding


_OF_WOUNDS = 8
_WOUNDS = frozenset(("wounds", "wound", "injuries", "injury", "burns"))


def _no_subject(view: View, low: int, at: int) -> bool:
    """Whether between a relative clause and "died" nobody else comes in: those who died were named before it."""
    start = at
    while view.lower[start - 1] in ("has", "have", "later", "since"):
        start -= 1
    between = view.lower[low:start]
    return "," not in between and "that" not in between and all(group.end != start for group in view.by_start.values())
