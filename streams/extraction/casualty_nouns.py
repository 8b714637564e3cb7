"""Read numbers of people from nouns: deaths, casualties, bodies, lives, losses.

Example: "40 casualties, seven of them fatal" are seven killed and 33 wounded; "a gardener lost a leg" is one wounded.
"""

from __future__ import annotations

from schemas.base import Count
from streams.extraction.casualty_conditions import fallen, none_survived, unhurt, with_wounds
from streams.extraction.casualty_findings import Finding, Rule, found, is_counted
from streams.extraction.casualty_grammar import subject_of
from streams.extraction.casualty_names import name_at
from streams.extraction.casualty_ordinals import nth_death
from streams.extraction.casualty_takings import whereabouts_of
from streams.extraction.casualty_tolls import losses, toll
from streams.extraction.casualty_verbs import auxiliaries
from streams.extraction.clauses import find_phrase, words
from streams.extraction.victim_chains import chain_from
from streams.extraction.victims import Group, View
from streams.text.numbers import count
from streams.text.types import ClaimRole, Term

#: "No casualties", "no civilian casualties" leave out nobody; "no Ukrainian casualties" the others.
_CASUALTY_HEADS = frozenset(("victim", "casualty", "casualties", "loss", "losses", "human", "civilian", "reported", ""))
_FATAL = frozenset(("fatal", "dead", "killed", "deadly"))


def _group_before(view: View, at: int) -> Group | None:
    """Return the group that a noun ends or follows ("200 civilian deaths", "nine deaths")."""
    return next((group for group in view.groups if group.start < at <= group.end and at - group.start <= 8), None)


def deaths(view: View, act: Term) -> tuple[Finding, ...]:
    """Read deaths and injuries.

    Class: "caused two deaths", "there were no deaths", "200 civilian deaths", "the death of a teacher and her son".
    """
    kind = "wounded" if act.category == "harm.injury" else "killed"
    lower = view.lower
    ranked = nth_death(view, act)
    if ranked:
        return ranked
    if act.end < len(lower) and lower[act.end] in words().no_death:
        return ()
    counted = _group_before(view, act.end)
    if counted is not None and counted.form in ("article", "definite", "none", "bare"):
        counted = None
    if lower[act.end : act.end + 1] == ("of",) or lower[act.end : act.end + 2] == ("to", "at"):
        group = view.group_at(act.end + 1)
        if group is not None and group.form == "bare" and counted is not None:
            # "70 deaths of pilgrims": the deaths are counted, the noun only says whose.
            return (_plain(kind, counted, act, "deaths"),)
        if group is not None and group.people and group.form not in ("pronoun",):
            if group.form == "definite" and not group.known:
                return ()
            return (found(kind, chain_from(view, group, _phrase_end(view, group.end))[0], act, "death_of"),)
        name = name_at(view, act.end + 1)
        return (found(kind, name, act, "death_of"),) if name else ()
    group = _group_before(view, act.end)
    if group is None or not is_counted(group) or group.form == "article" and kind == "wounded":
        return ()
    if group.form == "none" and group.head not in ("", *_CASUALTY_HEADS, "injury", "death", "fatality", "further"):
        # "no shrapnel injuries" leaves out other injuries
        return ()
    if group.form == "none":
        findings = [_plain(kind, group, act, "no_deaths")]
        if kind == "wounded":
            findings.append(_plain("killed", group, act, "no_injuries"))
        return tuple(findings)
    if group.preposition in ("above", "below", "than", "against"):
        return (_plain(kind, group, act, "second_figure"),)
    role: ClaimRole = "delta" if group.other else "total"
    return (_plain(kind, group, act, "deaths", role),)


def _phrase_end(view: View, start: int) -> int:
    """Return where the verb begins whose subject is "the death of a cook and her son"."""
    grammar = words()
    lower = view.lower
    return next(
        (at for at in range(start, len(lower)) if lower[at] in grammar.auxiliary or lower[at] in grammar.verb),
        len(lower),
    )


def _plain(kind: str, group: Group, act: Term, rule: str, role: ClaimRole = "total") -> Finding:
    return Finding(kind, group.amount, group.start, max(group.end, act.end), act.start, rule, role)


def casualties(view: View, act: Term) -> tuple[Finding, ...]:
    """Read casualties, which are killed or wounded.

    Class: "suffered 19 casualties", "no casualties", "60 casualties, eight of them fatal".
    """
    if act.name == "loss" and (told := losses(view, act)):
        return told
    group = _group_before(view, act.end)
    if group is None or not is_counted(group) or group.form == "article":
        return ()
    if group.form == "none":
        if view.lower[act.end : act.end + 2] == ("of", "life"):
            return (_plain("killed", group, act, "no_deaths"),)
        role: ClaimRole = "total" if group.head in _CASUALTY_HEADS else "subset"
        return tuple(_plain(kind, group, act, "no_casualties", role) for kind in ("killed", "wounded"))
    if act.name == "loss":
        return ()
    fatal = _fatal_part(view, act)
    if fatal is not None:
        rest = _minus(group.amount, fatal.amount)
        return (
            found("killed", (fatal,), act, "casualties_split", "total"),
            Finding("wounded", rest, group.start, act.end, act.start, "casualties_split"),
        )
    either = count(0, group.amount.max)
    return tuple(
        Finding(kind, either, group.start, max(group.end, act.end), act.start, "casualties")
        for kind in ("killed", "wounded")
    )


def _fatal_part(view: View, act: Term) -> Group | None:
    """Return the fatal part of casualties in the same sentence ("nine of them fatal", "including two dead")."""
    for group in view.groups:
        if group.start >= act.end and group.people:
            after = view.lower[group.end : group.end + 3]
            if after and (after[0] in _FATAL or (after[0] in ("was", "were") and after[1:2] and after[1] in _FATAL)):
                return group
    return None


def _minus(whole: Count, part: Count) -> Count:
    low = max(0, whole.min - (part.max if part.max is not None else whole.min))
    return count(low, None if whole.max is None else max(low, whole.max - part.min))


def bodies(view: View, act: Term) -> tuple[Finding, ...]:
    """Read bodies found.

    Class: "dug seven bodies out of the ruins", "the bodies of six men were found", "three further bodies", "counted 19
    and 24 bodies" (of two sources).
    """
    grammar, lower = words(), view.lower
    if find_phrase(grammar.returned, lower, 0, len(lower)) is not None and not _reached_hospital(view, act.start):
        return ()
    own = _group_before(view, act.end)
    if lower[act.end : act.end + 1] == ("of",) and not is_counted(own):
        if lower[act.end - 1] == act.name.split()[-1] and grammar.recovered.isdisjoint(lower):
            return ()
        group = view.group_at(act.end + 1)
        if group is not None and group.people and group.form not in ("pronoun", "definite"):
            return (
                found(
                    "killed", chain_from(view, group, len(lower))[0], act, "bodies", "delta" if group.other else "total"
                ),
            )
        return ()
    group = own
    if group is None or not is_counted(group) or group.form in ("none", "article"):
        return ()
    other = next((one for one in view.groups if one.end == group.start - 1 and one.bare_number), None)
    if other is not None and lower[other.end] in ("and", "or") and is_counted(other) and group.start + 1 == act.start:
        # "two sources counted 19 and 24 bodies": nobody adds what two counted.
        low, high = sorted((other.amount, group.amount), key=lambda amount: (amount.min, amount.max or amount.min))
        return (Finding("killed", count(low.min, high.max), other.start, act.end, act.start, "bodies"),)
    findings = [_plain("killed", group, act, "bodies", "delta" if group.other else "total")]
    addition = find_phrase({"in": (("in", "addition", "to"),), "besides": (("besides",),)}, lower, act.end, len(lower))
    if addition is not None and group.other:
        base = next((one for one in view.groups if one.start > addition and one.people and is_counted(one)), None)
        if base is not None:
            findings.append(found("killed", (base,), act, "bodies_before", "total"))
    return tuple(findings)


def _reached_hospital(view: View, at: int) -> bool:
    """Whether a hospital receives the dead ("the hospital received the bodies of six men"), rather than families."""
    before = view.lower[max(0, at - _TO_HOSPITAL) : at]
    return not _HOSPITALS.isdisjoint(before) and not _RECEIVED.isdisjoint(before)


_TO_HOSPITAL = 8
_HOSPITALS = frozenset(("hospital", "hospitals", "morgue", "mortuary", "clinic", "infirmary"))
_RECEIVED = frozenset(("received", "receiving", "receives"))


def lives(view: View, act: Term) -> tuple[Finding, ...]:
    """Read lives taken.

    Class: "claimed the lives of five nurses", "cost 12 lives", "took three lives", "ended the lives of at least 20".
    """
    lower = view.lower
    if act.name in ("lives of", "life of"):
        before = lower[max(0, act.start - 2) : act.start]
        if _TAKING.isdisjoint(before):
            return ()
        group = view.group_at(act.end)
        if group is None or not group.people:
            return ()
        return (found("killed", chain_from(view, group, len(lower))[0], act, "lives"),)
    group = _group_before(view, act.end) or _group_before(view, act.start)
    if group is None or not is_counted(group) or not group.start:
        return ()
    if lower[group.start - 1] not in _TAKING:
        return ()
    return (_plain("killed", group, act, "lives"),)


#: What an attack does to lives.
_TAKING = frozenset(
    ("claim", "claims", "claimed", "claiming", "take", "takes", "took", "taken", "taking", "cost", "costs", "costing",
     "end", "ends", "ended", "ending")
)  # fmt: skip


def killing_of(view: View, act: Term) -> tuple[Finding, ...]:
    """Read the act as a noun.

    Class: "the killing of five miners", "the kidnapping of a priest".
    """
    if view.lower[act.end : act.end + 1] != ("of",):
        return ()
    kind = "abducted" if act.category == "harm.kidnapping" else "killed"
    group = view.group_at(act.end + 1)
    if group is None:
        name = name_at(view, act.end + 1)
        return (found(kind, name, act, "act_of"),) if name else ()
    one = group.form == "definite" and group.known and group.amount.max == 1
    if not group.people or group.form in ("pronoun", "bare") or (group.form == "definite" and not one):
        return ()
    return (found(kind, chain_from(view, group, _phrase_end(view, group.end))[0], act, "act_of"),)


def losing(view: View, act: Term) -> tuple[Finding, ...]:
    """Read losses of men and of limbs.

    Class: "the garrison lost six men and the raiders 11", "a gardener lost a leg".
    """
    lower, grammar = view.lower, words()
    after = lower[act.end : act.end + 4]
    part = next((step for step, word in enumerate(after) if word in grammar.body_part), None)
    if part is not None and all(
        word in ("a", "an", "his", "her", "their", "both", "one", "two", "three", "the") for word in after[:part]
    ):
        subject = subject_of(view, auxiliaries(view, act.start)[0])
        role: ClaimRole | None = "subset" if subject and subject[0].partitive else None
        return (found("wounded", subject, act, "lost_limb", role),) if subject and subject[0].form != "none" else ()
    group = view.group_at(act.end)
    if group is None or not group.people or not is_counted(group) or group.form in ("article", "none"):
        return ()
    if group.victims not in ("fighter", "attacker") and group.head not in ("man", "member", "people", "person"):
        return ()
    findings = [found("killed", (group,), act, "lost_men", "part")]
    at = group.end + (lower[group.end : group.end + 1] == (",",))
    if lower[at : at + 1] in (("and",), ("while",)):
        other = next((one for one in view.groups if one.start > at and one.bare_number and one.start - at <= 5), None)
        if other is not None and not any(place in view.harm for place in range(at, min(other.end + 1, len(lower)))):
            findings.append(found("killed", (other,), act, "lost_men_gapped", "part"))
    return tuple(findings)


def suffering(view: View, act: Term) -> tuple[Finding, ...]:
    """Read who suffered or received an injury.

    Class: "two clerks suffered burns", "one man received a slight head wound". "No injuries" is left to ``deaths``.
    """
    after = view.lower[act.end : act.end + 5]
    noun = next((step for step, word in enumerate(after) if word in words().hurt_noun), None)
    if noun is None or "no" in after[:noun]:
        return ()
    subject = subject_of(view, auxiliaries(view, act.start)[0])
    if not subject or subject[0].form == "none" or not subject[0].people:
        return ()
    return (found("wounded", subject, act, "suffering", "subset" if subject[0].partitive else None),)


_RULES: dict[str, Rule] = {
    "harm.toll": toll,
    "harm.wounded_toll": toll,
    "harm.missing_toll": toll,
    "harm.number": toll,
    "harm.death": deaths,
    "harm.injury": deaths,
    "harm.casualty": casualties,
    "harm.body": bodies,
    "harm.life": lives,
    "harm.killing": killing_of,
    "harm.kidnapping": killing_of,
    "harm.whereabouts": whereabouts_of,
    "harm.fall": fallen,
    "harm.survive": none_survived,
    "harm.unhurt": unhurt,
    "harm.wounds": with_wounds,
    "harm.lose": losing,
    "harm.suffer": suffering,
}


def read_noun(view: View, act: Term) -> tuple[Finding, ...]:
    """Return what one noun says of numbers of people."""
    rule = _RULES.get(act.category)
    findings = rule(view, act) if rule is not None else ()
    if not findings and act.category == "harm.injury":
        return with_wounds(view, act)
    return findings
