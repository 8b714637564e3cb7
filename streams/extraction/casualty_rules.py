"""Read who was killed, wounded, abducted, captured or is missing from verbs and adjectives.

Each rule names a class of sentences. Example: "killing eight and wounding 20" is read by ``active_object`` twice, "five
people, two of them children, were killed" by ``passive_subject``, "12 dead" by ``beside_adjective``.
"""

from __future__ import annotations

from streams.extraction.casualty_actives import active_object
from streams.extraction.casualty_amounts import with_places
from streams.extraction.casualty_asides import among, attributive, inverted, label
from streams.extraction.casualty_conditions import neither_harmed, without_harm
from streams.extraction.casualty_findings import KIND, Finding, Rule, found, is_counted
from streams.extraction.casualty_grammar import TRANSITIVE, object_of, subject_of
from streams.extraction.casualty_passives import passive_subject, sums_up
from streams.extraction.casualty_takings import sought
from streams.extraction.casualty_tolls import state_toll
from streams.extraction.casualty_verbs import auxiliaries, complement_of, is_passive
from streams.extraction.victim_chains import find_subset_before
from streams.extraction.victims import Group, View
from streams.text.types import ClaimRole, Term

_ADJECTIVES = frozenset(("harm.dead", "harm.missing", "harm.injured", "harm.unhurt", "harm.captive"))
#: "the dead", "left for dead", "played dead": nobody beside these is counted.
_NOT_DEAD = frozenset(("the", "of", "for", "played", "playing", "play", "feigned", "feigning", "pretended", "from"))


def negated(view: View, act: Term) -> tuple[Finding, ...]:
    """Read that nobody came to harm.

    Class: "no one was hurt", "nobody was killed or hurt", "none of the crew was wounded", "killing no one". Hurting
    nobody also kills nobody; a named group ("no villager") says nothing of the others, so it is only a subset.
    """
    if act.category not in (
        "harm.kill",
        "harm.die",
        "harm.wound",
        "harm.injured",
        "harm.hurt",
        "harm.dead",
        "harm.missing",
    ):
        return ()
    if not any(group.form == "none" and not _beside_others(view, group) for group in view.groups):
        return ()
    start, helpers = auxiliaries(view, act.start)
    objects = object_of(view, act)
    group = next((group for group in objects if group.form == "none"), None)
    if group is None and not (objects and act.category in TRANSITIVE and not is_passive(helpers)):
        group = next((one for one in subject_of(view, start) if one.form == "none"), None)
    if group is None or _beside_others(view, group):
        return ()
    kind = KIND[act.category]
    role: ClaimRole | None = "total" if kind == "killed" and _none_of_the_hurt(view, group) else None
    findings = [found(kind, (group,), act, "nobody", role)]
    if kind == "wounded":
        findings.append(found("killed", (group,), act, "nobody_hurt"))
    if kind == "killed" and _nor_hurt(view, act):
        findings.append(found("wounded", (group,), act, "nobody", role))
    return tuple(findings)


def _nor_hurt(view: View, act: Term) -> bool:
    """Whether those of whom nobody died were not hurt either: "none of the crew was killed or hurt"."""
    other = view.harm.get(act.end + 1)
    return view.lower[act.end : act.end + 1] == ("or",) and other is not None and KIND.get(other.category) == "wounded"


def _none_of_the_hurt(view: View, group: Group) -> bool:
    """Whether "none" is said of all who were just told to be hurt ("26 villagers were wounded and none died")."""
    if group.partitive or view.lower[group.start : group.end] != ("none",) or view.lower[group.start - 1] != "and":
        return False
    return any(KIND.get(act.category) == "wounded" for at, act in view.harm.items() if at < group.start)


def _beside_others(view: View, group: Group) -> bool:
    """Whether nobody of one kind stands beside some of another ("nine raiders and no guards died")."""
    if view.lower[max(0, group.start - 1) : group.start] not in (("and",), ("but",)):
        return False
    return any(
        one.end == group.start - 1 and one.people and is_counted(one) and one.form != "none"
        and (one.start == 0 or view.lower[one.start - 1] in _OPENING)
        for one in view.groups
    )  # fmt: skip


_OPENING = frozenset((",", ";", ":", "that", "said", "–", "—"))


def beside_adjective(view: View, act: Term) -> tuple[Finding, ...]:
    """Read the people beside dead, wounded, hurt or missing.

    Class: "12 dead, 30 hurt", "left four people dead", "two cooks are missing", "five men were found dead".
    """
    if act.category not in _ADJECTIVES or act.category == "harm.unhurt":
        return ()
    following = view.harm.get(act.end)
    if following is not None and following.category == "harm.body":
        # "a dead body": the body is counted.
        return ()
    if view.lower[act.end : act.end + 1] in (("from",), ("off",)) and not _RADAR.isdisjoint(
        view.lower[act.end : act.end + 3]
    ):
        return ()  # drones that went missing from radar
    start, helpers = auxiliaries(view, act.start)
    if "not" in helpers:
        return ()
    if act.start and view.lower[act.start - 1] in _NOT_DEAD:
        return ()
    start = complement_of(view, start, helpers)
    groups = tuple(group for group in subject_of(view, start) if group.people and group.form != "none")
    if not groups or (groups[0].form == "bare" and not helpers and groups[0].amount.max is not None):
        return ()
    kind = KIND[act.category]
    of_the_dead = not helpers and view.lower[act.end : act.end + 1] in (("were",), ("was",), ("are",))
    of_the_dead = of_the_dead and "of" in view.lower[groups[0].start + 1 : act.start]
    if of_the_dead or find_subset_before(view, groups[0]) or (groups[0].partitive and groups[0].head == ""):
        # "Nine of Bara dead were farmers", in a headline
        return (found(kind, groups, act, "subset", "subset"),)
    before = view.lower[max(0, groups[0].start - 5) : groups[0].start]
    if before[-2:] == ("spoken", "of") and "had" in before:
        # "withdrew a statement in which it had earlier spoken of six dead"
        return (found(kind, groups, act, "spoken_former", "former"),)
    if kind in ("killed", "wounded") and view.lower[max(0, groups[0].start - 3) : groups[0].start] in _NOW:
        # "so that there are now 13 dead": what the number has come to.
        return (found(kind, groups, act, "toll"),)
    rule = "toll" if kind == "killed" and sums_up(view.lower, groups[0].start, act.end) else "beside_adjective"
    return tuple(with_places(view, kind, groups, act, rule))


_RADAR = frozenset(("radar", "radars"))
_NOW = frozenset((("there", "are", "now"), ("there", "were", "now"), ("now", "there", "are")))


_RULES: tuple[Rule, ...] = (
    label,
    state_toll,
    among,
    inverted,
    attributive,
    without_harm,
    neither_harmed,
    negated,
    active_object,
    passive_subject,
    beside_adjective,
    sought,
)


def read_act(view: View, act: Term) -> tuple[Finding, ...]:
    """Return what one act says; the first rule that finds something decides."""
    if _tells_where_they_died(view, act):
        return ()
    if act.category not in KIND:
        # Nouns of harm are read by ``casualty_nouns``.
        return without_harm(view, act)
    for rule in _RULES:
        findings = rule(view, act)
        if findings:
            return findings
    return ()


def _tells_where_they_died(view: View, act: Term) -> bool:
    """Whether an act stands in a list of where those just counted died.

    Class: "Six people were killed: five on the spot and a woman who died in hospital", "nine died, seven at the scene
    and two in hospital"; not "seven died at the scene and two are in hospital".
    """
    lower = view.lower
    for group in view.groups:
        if not group.bare_number or group.end >= act.start or lower[group.start - 1] not in (":", ",", "–", "—"):
            continue
        if lower[group.end : group.end + 3] not in _AT_ONCE or "," in lower[group.end : act.start]:
            continue
        whole = [one for one in view.groups if one.end < group.start and one.people and is_counted(one)]
        killed = any(at < group.start and KIND.get(term.category) == "killed" for at, term in view.harm.items())
        if killed and whole and whole[-1].amount.min > group.amount.min:
            return True
    return False


_AT_ONCE = (("on", "the", "spot"), ("at", "the", "scene"), ("on", "the", "way"))
