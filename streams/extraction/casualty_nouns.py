"""Read numbers of people from nouns: deaths, casualties, bodies, lives, losses.

Example: "40 casualties, seven of them fatal" are seven killed and 33 wounded; "a gardener lost a leg" is one wounded.
"""

from __future__ import annotations

from dataclasses import replace

from streams.extraction.casualty_conditions import fallen, none_survived, unhurt, with_wounds
from streams.extraction.casualty_findings import Finding, Rule, add, found, group_before, is_counted, plain
from streams.extraction.casualty_grammar import subject_of
from streams.extraction.casualty_losses import costing, losing
from streams.extraction.casualty_names import name_at
from streams.extraction.casualty_ordinals import nth_death
from streams.extraction.casualty_takings import whereabouts_of
from streams.extraction.casualty_tolls import toll
from streams.extraction.casualty_unsplit import CASUALTY_HEADS, casualties
from streams.extraction.casualty_verbs import auxiliaries
from streams.extraction.clauses import find_phrase, words
from streams.extraction.victim_chains import chain_from, skip_modifiers
from streams.extraction.victims import Group, View
from streams.text.numbers import count
from streams.text.types import ClaimRole, Term


def _is_of_some(view: View, act: Term) -> bool:
    group = view.group_at(act.end + 1)
    return group is not None and group.people and is_counted(group)


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
    counted = group_before(view, act.end)
    if counted is not None and counted.form in ("article", "definite", "none", "bare"):
        counted = None
    if act.name == "martyrs" and counted is None:
        return ()
    if act.name == "martyrdom" and not _is_of_some(view, act):
        return ()  # "they mark the martyrdom of Omar"
    labelled = view.group_at(act.end + 1) if lower[act.end : act.end + 1] == (":",) and counted is None else None
    if labelled is not None and labelled.people and is_counted(labelled) and labelled.form != "none":
        return (found(kind, (labelled,), act, "label"),)  # "Fatalities: three"
    if lower[act.end : act.end + 1] == ("of",) or lower[act.end : act.end + 2] == ("to", "at"):
        group = view.group_at(act.end + 1)
        # "With the death of Omar Haddad, nine have died": the number that follows holds him.
        role: ClaimRole = "subset" if lower[max(0, act.start - 2) : act.start] == ("with", "the") else "total"
        if group is not None and group.form == "bare" and counted is not None:
            # "70 deaths of pilgrims": the deaths are counted, the noun only says whose.
            return (plain(kind, counted, act, "deaths"),)
        if group is not None and group.people and group.form not in ("pronoun",):
            if group.form == "definite" and not group.known:
                return ()
            return (found(kind, chain_from(view, group, _phrase_end(view, group.end))[0], act, "death_of", role),)
        name = name_at(view, act.end + 1)
        return (found(kind, name, act, "death_of", role),) if name else ()
    hurt = view.group_at(act.end + 1) if lower[act.end : act.end + 1] == ("to",) and kind == "wounded" else None
    if hurt is not None and hurt.people and is_counted(hurt) and hurt.form != "none" and (hurt.known or hurt.other):
        # "caused the death of a cook and injuries to five others"
        return (found(kind, chain_from(view, hurt, _phrase_end(view, hurt.end))[0], act, "death_of"),)
    group = group_before(view, act.end)
    if group is None or not is_counted(group) or group.form == "article" and kind == "wounded":
        return ()
    if group.form == "none" and group.head not in ("", *CASUALTY_HEADS, "injury", "death", "fatality", "further"):
        # "no shrapnel injuries" leaves out other injuries
        return ()
    if group.form == "none":
        findings = [plain(kind, group, act, "no_deaths")]
        if kind == "wounded":
            findings.append(plain("killed", group, act, "no_injuries"))
        return tuple(findings)
    if group.preposition in ("above", "below", "than", "against"):
        return (plain(kind, group, act, "second_figure"),)
    role = "delta" if group.other else "total"
    found_deaths = plain(kind, group, act, "deaths", role)
    return (replace(found_deaths, victims="fighter") if _of_own_forces(lower, act.end) else found_deaths,)


def _of_own_forces(lower: tuple[str, ...], at: int) -> bool:
    """Whether those who died are the speaker's own men: "five martyrs from our forces"."""
    owned = lower[at : at + 1] in _FROM and lower[at + 1 : at + 2] in _OURS
    return owned and not _FORCES.isdisjoint(lower[at + 2 : at + 4])


_FROM = (("from",), ("of",), ("among",), ("in",))
_OURS = (("our",), ("its",), ("their",))
_FORCES = frozenset(("forces", "troops", "ranks", "soldiers", "fighters", "men", "heroes", "army", "mujahideen"))


def _phrase_end(view: View, start: int) -> int:
    """Return where the verb begins whose subject is "the death of a cook and her son"."""
    grammar = words()
    lower = view.lower
    return next(
        (at for at in range(start, len(lower)) if lower[at] in grammar.auxiliary or lower[at] in grammar.verb),
        len(lower),
    )


def bodies(view: View, act: Term) -> tuple[Finding, ...]:
    """Read bodies found.

    Class: "dug seven bodies out of the ruins", "the bodies of six men were found", "three further bodies", "counted 19
    and 24 bodies" (of two sources).
    """
    grammar, lower = words(), view.lower
    if find_phrase(grammar.returned, lower, 0, len(lower)) is not None and not _reached_hospital(view, act.start):
        return ()
    own = group_before(view, act.end)
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
    if group.partitive:
        return (plain("killed", group, act, "bodies", "subset"),)  # "one clinic received 33 of the bodies"
    group = _with_more(view, group, act)
    findings = [plain("killed", group, act, "bodies", "delta" if group.other else "total")]
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


def _with_more(view: View, group: Group, act: Term) -> Group:
    """Return bodies with those found elsewhere: "38 bodies in the church and five more in the houses"."""
    at = skip_modifiers(view, act.end, len(view.lower))
    more = view.group_at(at + 1) if view.lower[at : at + 1] == ("and",) else None
    if more is None or not more.other or more.form != "exact" or view.lower[more.end : more.end + 1] not in _WHERE:
        return group
    return group._replace(amount=add(group.amount, more.amount))


_WHERE = (("in",), ("at",), ("near",), ("outside",), ("inside",), ("on",), (".",))
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
    group = group_before(view, act.end) or group_before(view, act.start)
    if group is None or not is_counted(group) or group.form in ("none", "article"):
        return ()
    if lower[group.start - 1] not in _TAKING and not _are_lost(view, act.end):
        return ()
    return (plain("killed", group, act, "lives", "delta" if group.other else "total"),)


def _are_lost(view: View, at: int) -> bool:
    """Whether lives are said to be gone ("14 lives were lost", "nine lives have been cut short")."""
    lower = view.lower
    while at < len(lower) and lower[at] in words().auxiliary:
        at += 1
    return lower[at : at + 1] in (("lost",), ("claimed",), ("taken",), ("ended",)) or lower[at : at + 2] in (
        ("snuffed", "out"),
        ("cut", "short"),
    )


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
    "harm.cost": costing,
    "harm.suffer": suffering,
}


def read_noun(view: View, act: Term) -> tuple[Finding, ...]:
    """Return what one noun says of numbers of people."""
    rule = _RULES.get(act.category)
    findings = rule(view, act) if rule is not None else ()
    if not findings and act.category == "harm.injury":
        return with_wounds(view, act)
    return findings
