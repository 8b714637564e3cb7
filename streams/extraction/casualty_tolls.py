"""Read tolls: what a number of dead or hurt has come to, and what it was before.

Example: "the death toll rose from six to 10" gives the total 10 and the former figure six.
"""

from __future__ import annotations

from dataclasses import replace

from streams.extraction.casualty_findings import KIND, LOST, Finding, found, is_counted
from streams.extraction.casualty_scope import is_month
from streams.extraction.clauses import Phrases, phrase_ending, words
from streams.extraction.victim_chains import chain_from
from streams.extraction.victims import Group, View
from streams.lexicons.place_words import load_place_words
from streams.text.types import ClaimRole, Term

#: A figure stands within so many tokens of its noun.
_REACH = 32


_TOLLS = {"harm.wounded_toll": "wounded", "harm.missing_toll": "missing"}


def toll(view: View, act: Term) -> tuple[Finding, ...]:
    """Read a toll and what it was before.

    Class: "the death toll rose to 14 from nine", "bringing the toll to 11", "a toll of 20", "put the number of people
    wounded at 33, up from 28", "climbed by six to 20".
    """
    kind = _TOLLS.get(act.category, "killed")
    if own := _own_losses(view, act):
        return own
    if _is_left_behind(view.lower, act) or view.lower[act.start - 1 : act.start] == ("among",):
        return ()  # "put the number of children among the dead at 33"
    if act.category == "harm.number":
        kind = _numbered_kind(view, act)
        if not kind:
            return ()
    figures = _figures(view, act, kind, "toll")
    term = view.people.get(act.end)
    if term is not None and term.category == "people.attacker":
        # "put the number of dead attackers at four"
        return tuple(replace(one, victims="attacker", rule="toll_of_attackers") for one in figures)
    return figures


def _own_losses(view: View, act: Term) -> tuple[Finding, ...]:
    """Read what a side puts its own losses at: no figure for those who died on both sides.

    Class: "put its own dead at 18", "puts its own losses at three dead", "its own toll was two killed".
    """
    lower = view.lower
    at = act.end - (lower[act.end - 1] == "at")
    if lower[act.start - 1 : act.start] != ("own",) or lower[at : at + 1] not in _IS_AT:
        return ()
    group = view.group_at(at + 1)
    if group is None or not group.people or not is_counted(group) or group.form in ("none", "article"):
        return ()
    return (found("killed", (group,), act, LOST, "part"),)


_IS_AT = (("at",), ("was",), ("is",), ("of",), ("were",))


def _is_left_behind(lower: tuple[str, ...], act: Term) -> bool:
    """Whether a toll is the one that another has left behind: "risen to 54 from a previous toll of eight"."""
    before = lower[max(0, act.start - 4) : act.start]
    return not _EARLIER.isdisjoint(before[-2:]) and not _LEFT.isdisjoint(before)


_EARLIER = frozenset(("previous", "earlier", "initial", "prior", "former", "preliminary", "first"))
_LEFT = frozenset(("from", "updating", "replacing", "than", "against", "revising"))


def losses(view: View, act: Term) -> tuple[Finding, ...]:
    """Read the men whom a side lost, and the figure that its losses have come to.

    Class: "killed 22 raiders for the loss of one soldier", "which brings its losses there to nine".
    """
    lower = view.lower
    group = view.group_at(act.end + 1) if lower[act.end : act.end + 1] == ("of",) else None
    if group is not None:
        men = group.people and group.known and group.victims in ("fighter", "attacker") and is_counted(group)
        return (found("killed", (group,), act, f"{LOST}_noun", "part"),) if men and group.form != "none" else ()
    if lower[act.start] == "losses" and not _PUT.isdisjoint(lower[max(0, act.start - 3) : act.start]):
        return _figures(view, act, "killed", "toll")
    return ()


def _numbered_kind(view: View, act: Term) -> str:
    """Return what happened to the people of "the number of people wounded in ..."."""
    for at in range(act.end, min(act.end + 8, len(view.lower))):
        term = view.harm.get(at)
        if term is not None:
            if term.category in KIND:
                return KIND[term.category]
            if term.category == "harm.death":
                return "killed"
            if term.category == "harm.injury":
                return "wounded"
    return ""


def _figures(view: View, act: Term, kind: str, rule: str) -> tuple[Finding, ...]:
    """Return the figure that a noun has come to, and the former ones."""
    lower = view.lower
    findings: list[Finding] = []
    by_group = {group.start: group for group in view.groups}
    limit = min(len(lower), act.end + _REACH)
    raised = _raised_to(view, act)
    if raised is not None:
        return (found(kind, (raised,), act, rule, "total"),)
    clause_end = next((at for at in range(act.end, limit) if lower[at] == ";" or _other_toll(view, at)), limit)
    for at in range(act.end, clause_end):
        group = by_group.get(at)
        if group is None or not group.people or not is_counted(group) or group.form == "article":
            continue
        role = _figure_role(view, act, at)
        if role is None or (role == "total" and any(one.role == "total" for one in findings)):
            continue
        groups: tuple[Group, ...] = (group,)
        if lower[at - 1] == ":" and not group.bare_number:
            # "the toll: nine clerks and a guard dead"
            dead = (
                place for place in sorted(view.harm) if place >= group.end and view.harm[place].category == "harm.dead"
            )
            groups = chain_from(view, group, next(dead, len(lower)))[0]
        again = _put_again(view, group, clause_end) if role == "total" else None
        if again is not None:
            findings.append(found(kind, groups, act, f"{rule}_former", "former"))
            groups = (again,)
        findings.append(found(kind, groups, act, rule if role == "total" else f"{rule}_{role}", role))
    return tuple(findings)


def _put_again(view: View, group: Group, end: int) -> Group | None:
    """Return the figure of a later day: "gave the number of dead as 11 on Sunday and as 14 on Monday"."""
    lower, days = view.lower, load_place_words().calendar
    for at in range(group.end, end):
        later = lower[at] in ("as", "at") and lower[at - 1] in ("and", "then", "later")
        other = view.group_at(at + 1) if later else None
        if other is not None and other.bare_number:
            dated = not days.isdisjoint(lower[group.end : at]) and not days.isdisjoint(lower[other.end : other.end + 4])
            return other if dated else None
    return None


def _other_toll(view: View, at: int) -> bool:
    """Whether the figures of another number begin here ("and cut the number of missing from 12 to five")."""
    term = view.harm.get(at)
    return term is not None and term.category in ("harm.toll", "harm.wounded_toll", "harm.missing_toll", "harm.number")


def state_toll(view: View, act: Term) -> tuple[Finding, ...]:
    """Read a figure for the dead, the hurt or the missing as a toll.

    Class: "cut the missing from nine to four", "the wounded now number 31", "raised the dead to 15", "the number of
    dead rose to nine and that of the wounded to 31".
    """
    lower = view.lower
    if act.category == "harm.dead" and (own := _own_losses(view, act)):
        return own
    at = act.start - (lower[max(0, act.start - 1) : act.start] == ("the",))
    of_another = lower[max(0, at - 2) : at] == ("that", "of")
    if act.category not in KIND or act.start < 1 or not (at < act.start or of_another):
        return ()
    after = lower[act.end : act.end + 1]
    moved = bool(after) and (after[0] in _MOVES or after[0] in ("from", "to", "by", "at"))
    put = of_another or lower[max(0, act.start - 2)] in _PUT
    if not moved or (after[0] in ("to", "from", "by", "at") and not put):
        return ()
    findings = _figures(view, act, KIND[act.category], "toll")
    return tuple(finding for finding in findings if finding.start - act.end <= 6)


#: Verbs that give the dead a figure, and what they do by themselves.
_PUT = frozenset(
    (
        *(
            "put",
            "puts",
            "putting",
            "raise",
            "raised",
            "raises",
            "raising",
            "cut",
            "cuts",
            "cutting",
            "bring",
            "brought",
        ),
        *("bringing", "take", "took", "takes", "taking", "lower", "lowered", "lowering", "revised", "revise", "and"),
        *("increase", "increased", "increasing", "reduce", "reduced", "reducing", "brings", "estimated", "with", "for"),
    )
)
_MOVES = frozenset(
    (
        "number",
        "remain",
        "remains",
        "remained",
        "stands",
        "stood",
        "numbered",
        "rose",
        "reached",
        "rise",
        "now",
        "total",
        "totalled",
        "numbers",
    )
)


def _figure_role(view: View, act: Term, at: int) -> ClaimRole | None:
    """Return what a number near a toll is: the figure itself, the former one, the difference, or nothing."""
    grammar, lower = words(), view.lower
    while at > act.end and lower[at - 1] in ("therefore", "now", "thus", "still", "already", "currently"):
        at -= 1
    if at == act.end and act.category != "harm.number":
        return "total"
    if not _QUOTES.isdisjoint(lower[act.end : at]):
        return None
    unsure = any(lower[one] in grammar.unsure and not is_month(view, one) for one in range(act.end, at))
    if unsure or (lower[at - 1] == "as" and at - 1 != act.end):
        return None
    if _ends_with(grammar.figure_from, lower, at) or (lower[at - 1] == "at" and "had" in lower[act.end : at]):
        # "the toll, which had stood at nine, rose to 12"
        return "former"
    if lower[at - 1] == "by":
        return "delta"
    if _ends_with(grammar.figure_to, lower, at):
        if lower[at - 1] in ("of", "at", "as") and at - 1 != act.end and lower[at - 1] == "of":
            return None
        return "total"
    return None


def _put_before(lower: tuple[str, ...], group: Group) -> bool:
    """Whether somebody puts the number that follows at a figure ("put at nine the number of dead"), not another one."""
    put = group.preposition == "at" and group.start > 1 and lower[group.start - 2] in _PUT
    return put and lower[group.end : group.end + 1] == ("the",)


#: What is quoted after a toll is somebody's phrase, not its figure.
_QUOTES = frozenset(('"', "“", "”"))


def _ends_with(phrases: Phrases, lower: tuple[str, ...], at: int) -> bool:
    return phrase_ending(phrases, lower, at) is not None


def _raised_to(view: View, act: Term) -> Group | None:
    """Return the figure before its noun ("raising to 14 the number of dead", "put at nine the number of dead")."""
    lower = view.lower
    for group in reversed(view.groups):
        gap = lower[group.end : act.start]
        if gap[:1] == (",",):
            gap = gap[1:]
        if gap[:1] == ("from",) and group.end + 1 in view.numbers:
            gap = lower[view.numbers[group.end + 1].end : act.start]  # "lowered to 28 from 30 the number of dead"
        if (
            group.end <= act.start
            and len(gap) <= 2
            and "and" not in gap
            and (group.preposition == "to" or _put_before(lower, group))
            and group.bare_number
        ):
            return group
    return None
