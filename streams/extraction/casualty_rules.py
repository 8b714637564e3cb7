"""Read who was killed, wounded, abducted, captured or is missing from verbs and adjectives.

Each rule names a class of sentences. Example: "killing eight and wounding 20" is read by ``active_object`` twice, "five
people, two of them children, were killed" by ``passive_subject``, "12 dead" by ``beside_adjective``.
"""

from __future__ import annotations

from streams.extraction.casualty_asides import among, attributive, inverted, label
from streams.extraction.casualty_conditions import left_of_wounded, without_harm
from streams.extraction.casualty_findings import KIND, Finding, Rule, found
from streams.extraction.casualty_grammar import (
    SUBJECT,
    TRANSITIVE,
    auxiliaries,
    complement_of,
    is_passive,
    object_of,
    shape,
    shared_subject,
    subject_of,
)
from streams.extraction.casualty_names import name_at, name_before, named_first
from streams.extraction.casualty_tolls import state_toll
from streams.extraction.clauses import words
from streams.extraction.victim_chains import find_subset_before, skip_modifiers
from streams.extraction.victims import Group, View
from streams.text.numbers import count
from streams.text.types import Term

_ADJECTIVES = frozenset(("harm.dead", "harm.missing", "harm.injured", "harm.unhurt"))
_NEEDS_PEOPLE = frozenset(
    ("harm.seize", "harm.capture", "harm.violence", "harm.neutralize", "harm.execute", "harm.treat")
)
#: "the dead", "left for dead", "played dead": nobody beside these is counted.
_NOT_DEAD = frozenset(("the", "of", "for", "played", "playing", "play", "feigned", "feigning", "pretended", "from"))
_TAKEN = frozenset(("hostage", "captive", "prisoner"))


def negated(view: View, act: Term) -> tuple[Finding, ...]:
    """Read that nobody came to harm.

    Class: "no one was hurt", "nobody was killed", "none of the crew was wounded", "killing no one". Hurting nobody
    also kills nobody; a named group ("no villager") says nothing of the others, so it is only a subset.
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
    start, helpers = auxiliaries(view, act.start)
    objects = object_of(view, act)
    group = next((group for group in objects if group.form == "none"), None)
    if group is None and not (objects and act.category in TRANSITIVE and not is_passive(helpers)):
        group = next((one for one in subject_of(view, start) if one.form == "none"), None)
    if group is None:
        return ()
    kind = KIND[act.category]
    findings = [found(kind, (group,), act, "nobody")]
    if kind == "wounded":
        findings.append(found("killed", (group,), act, "nobody_hurt"))
    return tuple(findings)


def active_object(view: View, act: Term) -> tuple[Finding, ...]:
    """Read the object of a verb.

    Class: "killed three millers", "killing six", "shot dead four hunters", "kidnapped a doctor and her driver".
    """
    if act.category not in TRANSITIVE:
        return ()
    start, helpers = auxiliaries(view, act.start)
    form = shape(view, act)
    if form == "past" and is_passive(helpers):
        return ()
    groups = object_of(view, act)
    if not groups:
        groups = name_after(view, act)
    if not groups:
        groups = _shared_object(view, act) or _object_before(view, act, start)
    if not groups or (act.category in _NEEDS_PEOPLE and not _surely_people(groups, act)):
        return ()
    if _joined_act(view, act):
        groups = tuple(_open_low(group) for group in groups)
    kind = _kind_of(view, act, groups[-1].end)
    if kind == "abducted" and groups[0].head == "prisoner":
        kind = "captured"
    return tuple(_with_places(view, kind, groups, act, "active_object"))


def _surely_people(groups: tuple[Group, ...], act: Term) -> bool:
    """Whether the words say that people are meant, for verbs that also take things and towns."""
    group = groups[0]
    if not group.people or act.name == "hit":
        return False
    if act.category == "harm.violence" and group.form == "bare":
        return False
    if act.name == "take":
        return group.head in _TAKEN
    if act.category == "harm.neutralize" and group.form == "article":
        return group.known and group.victims in ("fighter", "attacker")
    if act.category in ("harm.neutralize", "harm.treat"):
        return group.form not in ("bare", "definite", "article")
    return group.known or (group.bare_number and group.form not in ("article",) and act.category != "harm.violence")


def _shared_object(view: View, act: Term) -> tuple[Group, ...]:
    """Return the object of the second verb in "killed or wounded five", "shot and killed two"."""
    if view.lower[act.end : act.end + 1] not in (("and",), ("or",)):
        return ()
    second = view.harm.get(act.end + 1)
    if second is None or second.category not in TRANSITIVE or act.category == "harm.violence":
        return ()
    groups = object_of(view, second)
    return tuple(_open_low(group) for group in groups)


def _object_before(view: View, act: Term, start: int) -> tuple[Group, ...]:
    """Return the object that stands before its clause ("the four policemen they kidnapped on Sunday").

    Of a part of a whole, the whole was taken ("two of the eight workers they had seized").
    """
    lower = view.lower
    if shape(view, act) != "past" or act.category not in ("harm.abduct", "harm.seize", "harm.kill", "harm.capture"):
        return ()
    subject = start - 1
    if subject < 1 or lower[subject] not in ("they", "he", "it", "we", "she"):
        return ()
    end = subject - (lower[subject - 1] in ("whom", "that"))
    group = next((one for one in view.groups if one.end == end and one.people), None)
    if group is None or group.form in ("none", "pronoun"):
        return ()
    return (group._replace(amount=group.whole if group.partitive and group.whole else group.amount),)


def _joined_act(view: View, act: Term) -> bool:
    """Whether the act shares its object with one before it ("killed or wounded five": nobody says how many of each)."""
    if act.start < 2 or view.lower[act.start - 1] not in ("and", "or"):
        return False
    first = next((term for term in view.harm.values() if term.end == act.start - 1), None)
    if first is None or shape(view, first) != shape(view, act):
        return False
    return first.category in ("harm.kill", "harm.wound") and KIND[first.category] != KIND[act.category]


def _open_low(group: Group) -> Group:
    return group._replace(amount=count(0, group.amount.max))


def name_after(view: View, act: Term) -> tuple[Group, ...]:
    """Return one person for a name that follows a verb ("killed Omar Haddad")."""
    if act.category in ("harm.seize", "harm.capture", "harm.violence", "harm.neutralize"):
        return ()
    return name_at(view, act.end)


def _kind_of(view: View, act: Term, end: int) -> str:
    """Return what an act does; violence kills when "dead" or "to death" follows its object or "fatally" precedes it."""
    if act.category == "harm.violence":
        ahead = view.lower[end : end + 2]
        around = (*view.lower[act.end : act.end + 2], *ahead, *view.lower[max(0, act.start - 1) : act.start])
        if "dead" in around or "death" in around or "fatally" in around or "alive" in around:
            return "killed"
    return KIND[act.category]


def _with_places(view: View, kind: str, groups: tuple[Group, ...], act: Term, rule: str) -> list[Finding]:
    """Return one finding, or one a place when places part the groups ("three in Gao and one in Menaka")."""
    own = [group for group in groups if group.form == "self"]
    rest = [group for group in groups if group.form != "self"]
    findings: list[Finding] = []
    placed = [view.lower[group.end : group.end + 1] in (("in",), ("at",), ("near",)) for group in rest]
    if len(rest) == len(groups) == 1:
        rest = _in_each(view, rest)
        groups = tuple(rest)
    if len(rest) > 1 and sum(placed) > 1:
        findings += [found(kind, (group,), act, rule, "part") for group in rest]
    elif rest:
        findings.append(found(kind, groups, act, rule))
    elif own:
        findings.append(found(kind, own, act, rule))
    attackers = [group for group in groups if group.form == "self" or group.victims == "attacker"]
    if attackers and kind == "killed":
        findings.append(found("attackers_killed", attackers, act, rule))
    return findings


def passive_subject(view: View, act: Term) -> tuple[Finding, ...]:
    """Read the subject of a passive, of a participle without auxiliary, or of a verb of dying.

    Class: "five people were killed", "Three killed in blast", "20 others wounded", "two men died".
    """
    if act.category in TRANSITIVE:
        if shape(view, act) != "past":
            return ()
    elif act.category not in SUBJECT:
        return ()
    start, helpers = auxiliaries(view, act.start)
    if "not" in helpers or "n't" in helpers:
        return ()
    passive = is_passive(helpers)
    if act.category in TRANSITIVE and not passive and (helpers or _has_object(view, act)):
        return ()
    if view.lower[act.start - 1 : act.start] in (("the",), ("those",)):
        return ()
    start = complement_of(view, start, helpers)
    groups = subject_of(view, start)
    if act.name == "take" and not any(group.head in _TAKEN for group in groups):
        return ()
    if not groups:
        groups = shared_subject(view, start) or name_before(view, start)
    groups = tuple(group for group in groups if group.people)
    if not groups or groups[0].form == "none":
        return ()
    if act.category == "harm.violence" and (
        not (passive and groups[0].known) or view.lower[act.end : act.end + 1] == ("down",)
    ):
        return ()
    groups = (*named_first(view, groups[0]), *groups)
    if act.category in ("harm.seize", "harm.neutralize", "harm.execute", "harm.treat") and not groups[0].known:
        return ()
    kind = _kind_of(view, act, act.end)
    if find_subset_before(view, groups[0]):
        return (found(kind, groups, act, "subset", "subset"),)
    if kind == "killed" and _died_later(view, act, groups[0]):
        return (*left_of_wounded(view, groups[0], act), found(kind, groups, act, "died_later", "died_later"))
    if _alternative(view, act):
        groups = tuple(_open_low(group) for group in groups)
    gapped = _gapped(view, act)
    if gapped:
        return tuple(found(kind, (group,), act, "passive_subject", "part") for group in (*groups, *gapped))
    return tuple(_with_places(view, kind, groups, act, "passive_subject"))


def _alternative(view: View, act: Term) -> bool:
    """Whether a participle is one of two ("50 soldiers were killed or wounded": nobody says how many of each)."""
    lower = view.lower
    for other in (
        view.harm.get(act.end + 1),
        next((one for one in view.harm.values() if one.end == act.start - 1), None),
    ):
        if other is None or not {act.category, other.category} == {"harm.kill", "harm.wound"}:
            continue
        joint = lower[act.end] if other.start > act.start else lower[act.start - 1]
        if joint in ("or", "and") and shape(view, other) == "past" and not object_of(view, other):
            return True
    return False


def _in_each(view: View, groups: list[Group]) -> list[Group]:
    """Multiply what is said of each of some places ("one person in each of the two towns")."""
    if len(groups) != 1:
        return groups
    lower, end = view.lower, groups[0].end
    if lower[end : end + 3] not in (("in", "each", "of"), ("at", "each", "of"), ("from", "each", "of")):
        return groups
    times = next((view.numbers[at].value for at in range(end + 3, end + 6) if at in view.numbers), None)
    amount = groups[0].amount
    if times is None or times.max is None or times.min != times.max or amount.max is None:
        return groups
    return [groups[0]._replace(amount=count(amount.min * times.min, amount.max * times.min))]


def _gapped(view: View, act: Term) -> tuple[Group, ...]:
    """Return the numbers whose verb is left out after a passive.

    Class: "Four were wounded in the first town and six in the second", "two died in Izium and one in Lyman".
    """
    lower, found_groups = view.lower, []
    at = skip_modifiers(view, act.end, len(lower))
    while at > act.end and at < len(lower) and lower[at] in ("and", ","):
        nxt = at + 1 + (lower[at] == "," and lower[at + 1 : at + 2] == ("and",))
        group = view.group_at(nxt)
        if group is None or not group.bare_number or group.form in ("article", "none"):
            break
        after = skip_modifiers(view, group.end, len(lower))
        if lower[group.end : group.end + 1] not in (("in",), ("at",), ("near",)):
            break
        if after < len(lower) and lower[after] not in (",", ".", ";", "and"):
            break
        found_groups.append(group)
        at = after
    return tuple(found_groups)


def _has_object(view: View, act: Term) -> bool:
    """Whether a past form is active because an object follows ("abducted them", "seized a quantity of arms")."""
    following = view.lower[act.end] if act.end < len(view.lower) else "."
    if act.end in view.by_start or act.name == "take" or following in words().pronoun:
        return True
    if act.category == "harm.treat" or following in ("the", "those"):
        return True
    return act.category == "harm.seize" and following[0].isalpha() and following not in words().preposition


def _died_later(view: View, act: Term, group: Group) -> bool:
    """Whether somebody known to be wounded has died ("one of the six died", "died of his wounds")."""
    if act.category != "harm.die":
        return False
    lower = view.lower
    after = lower[act.end : act.end + 5]
    if not _AT_ONCE.isdisjoint(lower[act.start - 2 : act.end + 9]):
        # "died of their wounds on the spot", "succumbed on the way to hospital"
        return False
    if _hurt_before(view, group, act):
        return True
    wounds = after[:1] in (("of",), ("from",), ("to",)) and not _WOUNDS.isdisjoint(after)
    return (
        act.name == "succumb"
        or wounds
        or (group.partitive and ("hospital" in after or "later" in lower[act.start - 1 : act.end + 1]))
    )


_AT_ONCE = frozenset(
    ("spot", "scene", "way", "instantly", "immediately", "route", "once", "there", "before", "outright")
)
_WOUNDS = frozenset(("wounds", "wound", "injuries", "injury"))


def _hurt_before(view: View, group: Group, act: Term) -> bool:
    """Whether the one who dies is told to have been hurt ("a clerk who was injured in the raid died")."""
    at = skip_modifiers(view, group.end, act.start)
    while at < act.start and (
        view.lower[at] in (",", "who", "was", "had", "been", "were") or view.lower[at][0].isdigit()
    ):
        at += 1
    term = view.harm.get(at)
    return term is not None and at < act.start and KIND.get(term.category) == "wounded"


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
    if find_subset_before(view, groups[0]) or (groups[0].partitive and groups[0].head == ""):
        return (found(kind, groups, act, "subset", "subset"),)
    return tuple(_with_places(view, kind, groups, act, "beside_adjective"))


_RULES: tuple[Rule, ...] = (
    label,
    state_toll,
    among,
    inverted,
    attributive,
    without_harm,
    negated,
    active_object,
    passive_subject,
    beside_adjective,
)


def read_act(view: View, act: Term) -> tuple[Finding, ...]:
    """Return what one act says; the first rule that finds something decides."""
    for rule in _RULES:
        findings = rule(view, act)
        if findings:
            return findings
    return ()
