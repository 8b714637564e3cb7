"""Read the object of an act: who was killed, wounded or taken by somebody.

Example: "killing eight and wounding 20" has two objects; in "the four guards they kidnapped" the object stands first.
"""

from __future__ import annotations

from streams.extraction.casualty_amounts import fatal_part, kind_of, open_low, with_places
from streams.extraction.casualty_findings import KIND, Finding, found, is_counted
from streams.extraction.casualty_grammar import TRANSITIVE, object_of
from streams.extraction.casualty_names import name_at
from streams.extraction.casualty_strangers import are_things_too
from streams.extraction.casualty_takings import TAKES, taken_away
from streams.extraction.casualty_verbs import auxiliaries, is_passive, shape
from streams.extraction.victims import Group, View
from streams.text.types import Term

_NEEDS_PEOPLE = frozenset(
    ("harm.seize", "harm.capture", "harm.violence", "harm.neutralize", "harm.execute", "harm.treat")
)
#: What people are taken as: of others who are "taken" nothing follows.
TAKEN = frozenset(("hostage", "captive", "prisoner"))


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
    if not groups:
        return _shot_them(view, act)
    if _says_who_they_are(view, act, groups[0]):
        return ()
    dead = act.category == "harm.violence" and is_counted(groups[0]) and kind_of(view, act, groups[-1].end) == "killed"
    needs = act.category in _NEEDS_PEOPLE or act.name.endswith(" with")
    if needs and not (_surely_people(view, groups, act) or (dead and groups[0].people)):
        # Of whatever is shot dead or stabbed to death nobody needs to be told that it lived.
        return ()
    if _joined_act(view, act):
        groups = tuple(open_low(group) for group in groups)
    kind = kind_of(view, act, groups[-1].end)
    fatal = fatal_part(view, kind, groups, act)
    if fatal:
        return fatal
    if kind == "abducted" and groups[0].head == "prisoner":
        kind = "captured"
    return tuple(with_places(view, kind, groups, act, "active_object"))


def _says_who_they_are(view: View, act: Term, group: Group) -> bool:
    """Whether a clause only holds the death of all against somebody: "the militia, which killed the people of Bara"."""
    lower = view.lower
    sweeping = group.form == "definite" and lower[group.start : group.end] == ("the", "people")
    relative = lower[act.start - 2 : act.start] in ((",", "which"), (",", "who"))
    return sweeping and relative and lower[group.end : group.end + 1] == ("of",)


def _shot_them(view: View, act: Term) -> tuple[Finding, ...]:
    """Read attackers who are killed in the sentence that tells of their attack.

    Class: "Two gunmen opened fire on a bus, killing six people before a guard shot them dead".
    """
    lower, first = view.lower, next((group for group in view.groups if not group.preposition), None)
    dead = act.category == "harm.kill" or (
        act.category == "harm.violence" and lower[act.end + 1 : act.end + 2] == ("dead",)
    )
    if not dead or lower[act.end : act.end + 1] not in (("them",), ("him",)) or first is None or not is_counted(first):
        return ()
    if first.victims not in ("fighter", "attacker") or (first.amount.max == 1) != (lower[act.end] == "him"):
        return ()
    if "before" not in lower[first.end : act.start] or first.start > _OPENING:
        return ()
    return tuple(found(kind, (first,), act, "active_object", "total") for kind in ("killed", "attackers_killed"))


#: Who attacks stands so near the beginning of its sentence, behind a dateline or a day.
_OPENING = 8


def _surely_people(view: View, groups: tuple[Group, ...], act: Term) -> bool:
    """Whether the words say that people are meant, for verbs that also take things and towns."""
    group = groups[0]
    if not group.people or act.name == "hit":
        return False
    if act.category == "harm.violence" and group.form == "bare":
        return False
    if act.name in TAKES:
        return group.head in TAKEN or (group.known and is_counted(group) and taken_away(view, group.end))
    if act.name.endswith(" with"):
        return group.known and is_counted(group)
    if act.category == "harm.seize" and are_things_too(view, group):
        return False
    if act.category == "harm.neutralize" and group.form == "article":
        return group.known and group.victims in ("fighter", "attacker")
    if act.category in ("harm.neutralize", "harm.treat"):
        return group.form not in ("bare", "definite", "article")
    if act.category == "harm.execute" and is_counted(group) and view.sentence.words[group.end - 1][0].isupper():
        return True  # "executed 52 Fulani"
    return group.known or (group.bare_number and group.form not in ("article",) and act.category != "harm.violence")


def _shared_object(view: View, act: Term) -> tuple[Group, ...]:
    """Return the object of the second verb in "killed or wounded five", "shot and killed two"."""
    if view.lower[act.end : act.end + 1] not in (("and",), ("or",)):
        return ()
    second = view.harm.get(act.end + 1)
    if second is None or second.category not in TRANSITIVE or act.category == "harm.violence":
        return ()
    groups = object_of(view, second)
    return tuple(open_low(group) for group in groups)


def _object_before(view: View, act: Term, start: int) -> tuple[Group, ...]:
    """Return the object that stands before its clause ("the four policemen they kidnapped on Sunday").

    Of a part of a whole, the whole was taken ("two of the eight workers they had seized").
    """
    lower = view.lower
    if shape(view, act) != "past" or act.category not in _TAKES_WHOM:
        return ()
    whom = next((at for at in range(start - 1, max(0, start - _WHOM), -1) if lower[at] == "whom"), None)
    if whom is not None and lower[whom - 1] != "of" and "," not in lower[whom:start]:
        # "the five soldiers whom gunmen shot"
        end = whom - (lower[whom - 1] == ",")
        group = next((one for one in view.groups if one.end == end and one.people), None)
        if group is not None and group.form not in ("none", "pronoun") and start - whom > 1:
            return (group._replace(amount=group.whole if group.partitive and group.whole else group.amount),)
    if act.category == "harm.violence":
        return ()
    subject = start - 1
    if subject < 1 or lower[subject] not in ("they", "he", "it", "we", "she"):
        return ()
    end = subject - (lower[subject - 1] in ("whom", "that"))
    group = next((one for one in view.groups if one.end == end and one.people), None)
    if group is None or group.form in ("none", "pronoun"):
        return ()
    return (group._replace(amount=group.whole if group.partitive and group.whole else group.amount),)


_TAKES_WHOM = frozenset(("harm.abduct", "harm.seize", "harm.kill", "harm.capture", "harm.violence"))
#: "whom Islamic State gunmen then shot": so many words stand before the verb.
_WHOM = 8


def _joined_act(view: View, act: Term) -> bool:
    """Whether the act shares its object with one before it ("killed or wounded five": nobody says how many of each)."""
    if act.start < 2 or view.lower[act.start - 1] not in ("and", "or"):
        return False
    first = next((term for term in view.harm.values() if term.end == act.start - 1), None)
    if first is None or shape(view, first) != shape(view, act):
        return False
    return first.category in ("harm.kill", "harm.wound") and KIND[first.category] != KIND[act.category]


def name_after(view: View, act: Term) -> tuple[Group, ...]:
    """Return one person for a name that follows a verb ("killed Omar Haddad")."""
    if act.category in ("harm.seize", "harm.capture", "harm.violence", "harm.neutralize"):
        return ()
    return name_at(view, act.end)
