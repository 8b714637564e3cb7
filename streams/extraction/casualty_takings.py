"""Say whether people whom somebody takes are taken away by force, and read those whose whereabouts are unknown.

Example: "took 18 passengers with them" and "dragged a priest into the bush" tell of people abducted, "took two nurses
to hospital" does not; "the whereabouts of three shepherds are unknown" is three missing.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.extraction.casualty_findings import Finding, found, is_counted
from streams.extraction.victim_chains import chain_from
from streams.extraction.victims import View
from streams.text.types import Term

#: Verbs that take people and things to anywhere.
TAKES = frozenset(("take", "drag", "herd", "march", "lead"))
_AWAY = frozenset(("off", "away"))
_BY_FORCE = frozenset(("hostage", "captive", "hostages", "captives", "gunpoint", "ransom", "abductors", "kidnappers"))
_HIDEOUT = frozenset(("bush", "forest", "jungle", "mountains", "hills", "swamp"))
_HELD = frozenset(("holding", "hold", "held"))
_THEM = frozenset(("them", "him", "her"))
#: Where people are taken who are helped, judged or buried, and what takes them off a burning ship.
_HELPED = frozenset(
    ("hospital", "hospitals", "clinic", "custody", "safety", "morgue", "mortuary", "court", "shelter", "prison")
    + ("helicopter", "helicopters", "lifeboat", "lifeboats", "frigate", "coastguard", "ambulance", "ambulances")
)
_UNKNOWN = frozenset(("unknown", "unclear", "uncertain"))


def taken_away(view: View, end: int) -> bool:
    """Whether people who are taken, in words that end before token ``end``, are taken away by force.

    Class: "took 18 passengers with them", "took 60 people off a train", "dragged a priest ... into the bush", "the 28
    pupils taken by bandits".
    """
    rest = view.lower[end:]
    if rest[:1] == ("by",) and _is_armed(view, end + 1):
        return True
    if not _HELPED.isdisjoint(rest[:12]):
        return False
    if not _AWAY.isdisjoint(rest[:2]) or not _BY_FORCE.isdisjoint(view.lower):
        return True
    for at, word in enumerate(rest):
        following = rest[at + 1] if at + 1 < len(rest) else ""
        if following in _THEM and (word in _HELD or (word == "with" and at < 5)):
            return True
        if word == "into" and not _HIDEOUT.isdisjoint(rest[at : at + 5]):
            return True
    return False


def are_of_the_taken(finding: Finding, before: Sequence[Finding]) -> bool:
    """Whether people who died are some of those just told to be taken, and so all the dead that are told.

    Class: "Bandits seized 20 villagers, three of whom were found dead". ``before`` are the findings so far.
    """
    return finding.kind == "killed" and finding.rule == "subset" and bool(before) and before[-1].kind in _TAKEN_KINDS


_TAKEN_KINDS = ("abducted", "captured")


def _is_armed(view: View, at: int) -> bool:
    """Whether gunmen, and no state's soldiers, are named at a token or behind an adjective."""
    return any(
        group is not None and group.victims == "fighter" and group.head in _TAKERS
        for group in (view.group_at(at), view.group_at(at + 1))
    )


_TAKERS = frozenset(("bandit", "gunman", "militant", "pirate", "rebel", "jihadist", "insurgent", "gangster"))


def whereabouts_of(view: View, act: Term) -> tuple[Finding, ...]:
    """Read people whose whereabouts nobody knows.

    Class: "the whereabouts of three shepherds are unknown", "the fate of two drivers was unclear".
    """
    if view.lower[act.end : act.end + 1] != ("of",) or _UNKNOWN.isdisjoint(view.lower[act.end :]):
        return ()
    group = view.group_at(act.end + 1)
    if group is None or not group.people or not is_counted(group) or group.form == "none":
        return ()
    return (found("missing", chain_from(view, group, len(view.lower))[0], act, "whereabouts"),)


def sought(view: View, act: Term) -> tuple[Finding, ...]:
    """Read the missing as those who are looked for.

    Class: "rescuers were digging for up to ten residents believed trapped", "the search for six sailors missing since",
    "villagers are still looking for 14 others".
    """
    if act.category == "harm.sought":
        return _looked_for(view, act)
    if act.category != "harm.missing":
        return ()
    group = next((one for one in view.groups if one.end == act.start and one.preposition == "for"), None)
    if group is None or not group.people or not is_counted(group) or group.form == "none":
        return ()
    return (found("missing", (group,), act, "sought"),)


def _looked_for(view: View, act: Term) -> tuple[Finding, ...]:
    """Read people who are looked for, unless they are hunted or were taken ("searching for two gunmen")."""
    group = view.group_at(act.end)
    if group is None or not group.people or not is_counted(group) or group.form in ("none", "article"):
        return ()
    if group.victims in ("fighter", "attacker") or not (group.known or group.bare_number):
        return ()
    if not _HUNTED.isdisjoint(view.lower):
        return ()
    return (found("missing", (group,), act, "sought"),)


_HUNTED = frozenset(
    ("suspects", "suspect", "abducted", "kidnapped", "hostages", "hostage", "captives", "seized", "taken", "police")
)
