"""Read the subject of a passive, of a participle, or of a verb of dying.

Example: "five people, two of them children, were killed" is five; "50 were killed or wounded" perhaps none of either;
"a guard died of his wounds" counts as wounded before, "a guard died on the spot" does not.
"""

from __future__ import annotations

from dataclasses import replace

from streams.extraction.casualty_actives import TAKEN
from streams.extraction.casualty_amounts import kind_of, open_low, with_places
from streams.extraction.casualty_conditions import left_of_wounded, whole_of_wounded
from streams.extraction.casualty_findings import KIND, Finding, found, is_counted
from streams.extraction.casualty_grammar import SUBJECT, TRANSITIVE, object_of, shared_subject, subject_of
from streams.extraction.casualty_names import may_be_thing, name_before, named_first
from streams.extraction.casualty_ordinals import is_ranked, numbered
from streams.extraction.casualty_strangers import are_things_too
from streams.extraction.casualty_takings import TAKES, taken_away
from streams.extraction.casualty_verbs import auxiliaries, complement_of, is_passive, shape
from streams.extraction.clauses import Phrases, phrase_at, words
from streams.extraction.victim_chains import find_subset_before, skip_modifiers
from streams.extraction.victims import Group, View
from streams.text.types import Term


def passive_subject(view: View, act: Term) -> tuple[Finding, ...]:
    """Read the subject of a passive, of a participle without auxiliary, or of a verb of dying.

    Class: "five people were killed", "Three killed in blast", "20 others wounded", "two men died".
    """
    if act.category in TRANSITIVE:
        if shape(view, act) != "past":
            return ()
    elif act.category not in SUBJECT:
        return ()
    if act.name == "waylay" and view.lower[act.end : act.end + 1] == ("and",) and act.end + 1 in view.harm:
        return ()  # "were waylaid and shot dead": nobody took them away
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
    if act.name in TAKES and not any(group.head in TAKEN or taken_away(view, act.end) for group in groups):
        return ()
    if not groups:
        groups = shared_subject(view, start) or name_before(view, start)
    groups = tuple(group for group in groups if group.people)
    if not helpers:  # "five dead soldiers and nine wounded": the dead are none of these
        groups = tuple(group for group in groups if not _is_dead(group)) or groups
    if not groups or groups[0].form == "none" or may_be_thing(view, act, groups):
        return ()
    if act.category == "harm.violence" and (
        not (passive and groups[0].known) or view.lower[act.end : act.end + 1] == ("down",)
    ):
        return ()
    if is_ranked(view, groups[0], helpers):
        return ()
    groups = _with_whole(view, groups) or (*named_first(view, groups[0]), *groups)
    if act.category in _OF_THINGS_TOO and not groups[0].known:
        return ()
    if act.name == "could not be saved" and not (groups[0].known or groups[0].partitive):
        return ()
    if act.category in ("harm.seize", "harm.abduct") and are_things_too(view, groups[0]):
        return ()
    kind = kind_of(view, act, act.end)
    whole = _whole_of(view, groups, act, helpers)
    if whole:
        return whole
    if find_subset_before(view, groups[0]):
        return (found(kind, groups, act, "subset", "subset"),)
    total = numbered(view, groups[0], act.start) if kind == "killed" and len(groups) == 1 else ()
    if kind == "killed" and _died_later(view, act, groups[0]):
        return (*left_of_wounded(view, groups[0], act), *total, found(kind, groups, act, "died_later", "died_later"))
    if total:
        return total
    if _alternative(view, act):
        groups = tuple(open_low(group) for group in groups)
    groups = (*groups, *_beside(view, act), *_graded(view, act), *_the_others(view, act))
    gapped = _gapped(view, act)
    if gapped:
        return tuple(found(kind, (group,), act, "passive_subject", "part") for group in (*groups, *gapped))
    rule = "toll" if sums_up(view.lower, groups[0].start, act.end) else "passive_subject"
    return tuple(with_places(view, kind, groups, act, rule))


def sums_up(lower: tuple[str, ...], start: int, end: int) -> bool:
    """Whether a number holds those told before it.

    Class: "killed seven in one flat; in all, 19 people died", "two were shot; four were killed in all", "a clerk
    has died of his wounds, which makes nine dead".
    """
    if lower[end : end + 2] in _SUMS or lower[end : end + 1] == ("altogether",):
        return True
    if lower[max(0, start - 2) : start] in _MAKES:
        return True
    before = lower[max(0, start - 3) : start - (lower[start - 1 : start] == (",",))]
    return before[-2:] in _SUMS or before[-1:] == ("altogether",)


_MAKES = (("that", "makes"), ("which", "makes"), ("this", "makes"), ("that", "made"), ("which", "made"))
_SUMS = (("in", "all"), ("in", "total"), ("all", "told"))


_OF_THINGS_TOO = frozenset(("harm.seize", "harm.neutralize", "harm.execute", "harm.treat"))


#: The rule that reads the whole of which a part is told.
WHOLE = "whole_of"


def _whole_of(view: View, groups: tuple[Group, ...], act: Term, helpers: tuple[str, ...]) -> tuple[Finding, ...]:
    """Read the whole of which a part is told: a participle right after it describes all of them.

    Class: "Two of the 17 hurt in the blast were still in hospital", "nine of the 30 people killed were nurses"; but in
    "three of the 17 passengers were hurt" the part is counted.
    """
    group, lower = groups[0], view.lower
    if act.category not in ("harm.kill", "harm.wound") or "the" not in lower[group.start : group.end]:
        return ()
    if helpers or len(groups) > 1 or not group.partitive or group.whole is None or group.end != act.start:
        return ()
    number = next((at for at in range(group.start + 1, group.end) if at in view.numbers), None)
    bare = number is not None and view.numbers[number].end == group.end
    verb = next((at for at in range(act.end, len(lower)) if lower[at] in ",;." or lower[at] in words().auxiliary), None)
    if not bare and (verb is None or lower[verb] not in words().auxiliary):
        return ()
    kind = KIND[act.category]
    return (replace(found(kind, groups, act, WHOLE, "total"), count=group.whole),)


def _with_whole(view: View, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Return the people of whom an aside names some, where its last words were taken for the subject.

    Class: "Five villagers, including a boy and a girl were killed" are five; "Four raiders, including their leader and
    nine villagers were killed" 13, for the villagers are no raiders.
    """
    lower, first = view.lower, groups[0]
    if first.start < 1 or lower[first.start - 1] not in ("and", ","):
        return ()
    aside = next((at for at in range(first.start - 1, max(0, first.start - _ASIDE), -1) if lower[at] == "including"), 0)
    whole = next((one for one in view.groups if one.end == aside - 1 and lower[aside - 1] == ","), None)
    if whole is None or not whole.people or not is_counted(whole):
        return ()
    if any(at in view.harm or lower[at] in words().auxiliary for at in range(aside, first.start)):
        return ()  # "nine people, including a boy were killed and six were hurt"
    apart = first.head in ("civilian", "bystander") and whole.victims in ("fighter", "attacker")
    apart = apart or (first.victims, whole.victims) == ("fighter", "civilian")
    return (whole, *groups) if apart or first.amount.min >= whole.amount.min else (whole,)


#: Tokens of an aside that names some of a group.
_ASIDE = 10


def _alternative(view: View, act: Term) -> bool:
    """Whether a participle is one of two ("50 soldiers were killed or wounded": nobody says how many of each)."""
    lower = view.lower
    for other in (
        view.harm.get(act.end + 1),
        next((one for one in view.harm.values() if one.end == act.start - 1), None),
    ):
        if other is None or {act.category, other.category} != {"harm.kill", "harm.wound"}:
            continue
        joint = lower[act.end] if other.start > act.start else lower[act.start - 1]
        if joint in ("or", "and") and shape(view, other) == "past" and not object_of(view, other):
            return True
    return False


def _beside(view: View, act: Term) -> tuple[Group, ...]:
    """Return those who shared the fate of a subject.

    Class: "Ten soldiers were killed, in addition to four clerks", "the mayor died along with two guards".
    """
    lower = view.lower
    at = skip_modifiers(view, act.end, len(lower))
    at += lower[at : at + 1] == (",",)
    end = phrase_at(_SHARING, lower, at)
    group = view.group_at(end) if end else None
    if group is None or not group.people or not group.known or not is_counted(group) or group.form == "none":
        return ()
    return (group,)


_SHARING: Phrases = {
    "in": (("in", "addition", "to"),),
    "as": (("as", "well", "as"),),
    "along": (("along", "with"),),
    "together": (("together", "with"),),
    "alongside": (("alongside",),),
}


def _the_others(view: View, act: Term) -> tuple[Group, ...]:
    """Return those who died elsewhere than the first, whose verb is left out.

    Class: "Nine died on the spot, the other two on the way to a clinic".
    """
    lower = view.lower
    if act.category != "harm.die":
        return ()
    for group in view.groups:
        if group.start > act.end and lower[group.start : group.start + 2] == ("the", "other") and group.bare_number:
            joined = lower[group.start - 1] in (",", "and") and lower[group.end : group.end + 1] in _PLACED
            return (group,) if joined and not any(act.end <= at < group.start for at in view.harm) else ()
    return ()


_PLACED = (("on",), ("in",), ("at",), ("near",), ("while",))


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


def _graded(view: View, act: Term) -> tuple[Group, ...]:
    """Return people whose verb is left out and who are only told apart by how badly it harmed them.

    Class: "A guard was critically wounded and four cooks lightly", "one was badly hurt and five others slightly".
    """
    lower = view.lower
    at = skip_modifiers(view, act.end, len(lower))
    at += lower[at : at + 1] == (",",)
    group = view.group_at(at + 1) if lower[at : at + 1] in (("and",), ("while",)) else None
    if group is None or not group.people or not is_counted(group) or group.form == "none":
        return ()
    graded = lower[group.end : group.end + 1] != () and lower[group.end] in _DEGREES
    return (group,) if graded and group.end + 1 not in view.harm else ()


_DEGREES = frozenset(("lightly", "slightly", "moderately", "seriously", "severely", "critically", "badly", "gravely"))


def _has_object(view: View, act: Term) -> bool:
    """Whether a past form is active because an object follows ("abducted them", "seized a quantity of arms")."""
    following = view.lower[act.end] if act.end < len(view.lower) else "."
    if act.end in view.by_start or (act.name == "take" and following != "by") or following in words().pronoun:
        return True
    if act.category == "harm.treat" or following in ("the", "those"):
        return True
    return act.category == "harm.seize" and following[0].isalpha() and following not in words().preposition


def _is_dead(group: Group) -> bool:
    return group.attribute is not None and KIND.get(group.attribute.category) == "killed"


def _died_later(view: View, act: Term, group: Group) -> bool:
    """Whether somebody known to be wounded has died ("one of the six died", "died of his wounds")."""
    if act.category != "harm.die":
        return False
    lower = view.lower
    after = lower[act.end : act.end + 5]
    if lower[group.end : group.end + 1] == ("who",) and _hurt_before(view, group, act):
        return True  # "two men who were wounded on Monday have died on the way to hospital"
    if not _AT_ONCE.isdisjoint(lower[act.start - 2 : act.end + 9]):
        # "died of their wounds on the spot", "succumbed on the way to hospital"
        return False
    if group.attribute is not None and KIND.get(group.attribute.category) == "wounded":
        # "One of the injured soldiers died"
        return True
    if _hurt_before(view, group, act) or whole_of_wounded(view, group) is not None:
        return True
    wounds = after[:1] in (("of",), ("from",), ("to",)) and not _WOUNDS.isdisjoint(after)
    return (
        act.name == "succumb"
        or wounds
        or (group.form == "pronoun" and _in_care(lower, act))
        or (group.partitive and ("hospital" in after or "later" in lower[act.start - 1 : act.end + 1]))
    )


def _in_care(lower: tuple[str, ...], act: Term) -> bool:
    """Whether somebody dies where the wounded are treated: "he died on Monday morning at a military hospital"."""
    return not _CARE.isdisjoint(lower[act.end : act.end + 9]) or "later" in lower[act.start - 1 : act.end + 1]


_CARE = frozenset(("hospital", "clinic", "surgery", "infirmary"))
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
