"""Tell whether a place stands in words beside the news: where somebody is at home, what was worse, whence it came.

Example: in "Rebels who control the hills around Bara shot two in Kosti, the worst attack since nine were killed in
Rabak" only Kosti was struck.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.extraction.deeds import of_a_deed
from streams.extraction.place_names import Name, Reference

#: How far before a place its aside begins.
_REACH = 24
_RANKS = frozenset(("worst", "deadliest", "first", "bloodiest", "biggest", "largest", "heaviest", "most", "such"))
_RANK_REACH = 10
#: After a time and a comma they open what happened then: "since 1996, when 35 died at X".
_THEN = frozenset(("when", "where", "which"))
_RELATIVE = frozenset(("who", "which", "whose"))
#: What a party does where it is at home or stands.
_HOLDS = frozenset(
    ("control", "controls", "controlled", "hold", "holds", "rule", "rules", "ruled", "dominate", "dominates", "operate")
    + (
        "operates",
        "live",
        "lives",
        "lived",
        "govern",
        "governs",
        "run",
        "runs",
        "hide",
        "hides",
        "borders",
        "adjoins",
        "roam",
        "leads",
        "led",
    )
)
_IS = frozenset(("is", "are", "was", "were", "has", "have", "had", "been"))
_STAYS = frozenset(("in", "at", "based", "active", "headquartered", "visiting", "from", "travelling", "strong"))
#: Places from which people are, not from which something came.
_HOMES = 6
_SEATS = frozenset(("headquarters", "office", "base", "camp", "home", "capital"))
_OWN = frozenset(("its", "his", "her", "their", "the"))
_CRAFT = frozenset(("bombers", "aircraft", "planes", "jets", "warplanes", "ships", "submarines"))


def is_aside(lower: Sequence[str], name: Name, reference: Reference) -> bool:
    """Tell whether a place only stands in an aside, whatever violence the sentence tells of."""
    return (
        ranks_since(lower, name.start, reference)
        or _of_party(lower, name, reference)
        or _of_home(lower, name, reference)
        or _launched_over(lower, name, reference)
        or _spoken_from(lower, name, reference)
        or _meanwhile(lower, name, reference)
        or _on_the_same_day(lower, name.start)
        or _numbered_there(lower, name, reference)
        or _answered(lower, name)
        or of_a_deed(lower, name.start)
    )


def leads_between(lower: Sequence[str], name: Name) -> bool:
    """Tell whether a place is an end of the road on which the one before lies: ", on the road between X and Y"."""
    left = lower[max(0, name.anchor - 6) : max(0, name.anchor)]
    return lower[name.anchor] == "between" and not _ROADS.isdisjoint(left) and "," in left


_ROADS = frozenset(("road", "highway", "route", "railway", "motorway", "track"))


def only_bearing(lower: Sequence[str], one: Name, other: Name) -> bool:
    """Tell whether the first of two places only gives a bearing for the second: "a post north of X, at Y"."""
    between = lower[one.end : other.start]
    return one.kind in _COMPASS and between in ((",", "at"), (",", "in"), (",", "near"))


_COMPASS = frozenset(("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"))


def ranks_since(lower: Sequence[str], at: int, reference: Reference) -> bool:
    """Tell whether a token stands in what an attack is measured by.

    Class: "the worst attack since 26 men were shot in X", "the deadliest since 1996, when 35 people died at X"; not
    "shelling since Tuesday has killed nine in X".
    """
    words = reference.words
    low = max(0, at - _REACH)
    since = next((i for i in range(at - 1, low - 1, -1) if lower[i] == "since"), -1)
    if since < 0 or ";" in lower[since:at]:
        return False
    between = lower[since + 1 : at]
    if not any(
        word in words.harm_words or word in words.strike_verbs or word in words.attack_nouns for word in between
    ):
        return False
    comma = between.index(",") if "," in between else -1
    if comma >= 0:
        return not _THEN.isdisjoint(between[comma + 1 : comma + 3]) and "," not in between[comma + 1 :]
    return not _RANKS.isdisjoint(lower[max(0, since - _RANK_REACH) : since])


def _of_party(lower: Sequence[str], name: Name, reference: Reference) -> bool:
    """Tell whether a relative clause says where a party is: "the front, which controls villages around X"."""
    low = max(0, name.start - 14)
    at = next((i for i in range(name.start - 1, low - 1, -1) if lower[i] in _RELATIVE), -1)
    if at < 1:
        return False
    inside = lower[at + 1 : name.start]
    words = reference.words
    if any(word in words.strike_verbs or word in words.attack_nouns or word in words.harm_words for word in inside):
        return False
    held = inside[:1] != () and (inside[0] in _HOLDS or (inside[0] in ("now", "also", "still") and inside[1] in _HOLDS))
    stays = inside[:1] != () and inside[0] in _IS and not _STAYS.isdisjoint(inside[1:3])
    return held or stays


def _of_home(lower: Sequence[str], name: Name, reference: Reference) -> bool:
    """Tell whether people are from a nameless place near this one: "two gunmen from villages near X opened fire"."""
    words = reference.words
    low = max(0, name.start - _HOMES)
    at = next((i for i in range(name.start - 1, low - 1, -1) if lower[i] == "from"), -1)
    if at < 1 or lower[at - 1] not in words.comers | words.dwellers | _PEOPLE:
        return False
    between = lower[at + 1 : name.start]
    return "," not in between and any(word in words.town_kinds for word in between)


_PEOPLE = frozenset(("men", "man", "women", "woman", "people", "families", "soldiers", "farmers", "brothers"))


def _meanwhile(lower: Sequence[str], name: Name, reference: Reference) -> bool:
    """Tell whether an opening "while" tells of elsewhere: "While leaders met in X, a bomb killed six in Y"."""
    at = next((i for i, word in enumerate(lower[:_OPENS]) if word == "while"), -1)
    comma = next((i for i in range(at + 1, len(lower)) if lower[i] == ","), -1)
    if at < 0 or not at < name.start < comma or (at and lower[at - 1] not in ("-", "–", "—", "--")):
        return False
    words = reference.words
    return (words.harm_words | words.strike_verbs | words.attack_nouns).isdisjoint(lower[at:comma])


#: Tokens of a dateline before the first word.
_OPENS = 8


def _numbered_there(lower: Sequence[str], name: Name, reference: Reference) -> bool:
    """Tell whether a district or region only holds the attacks that are numbered: "the fourth in X district since".

    Not "the fourth attack in X this week", which may be the town struck.
    """
    coarse = name.kind in reference.words.district_kinds or name.kind in reference.words.region_kinds
    left = lower[max(0, name.anchor - 3) : max(0, name.anchor)]
    numbered = any(left[at] == "the" and word in _ORDINALS for at, word in enumerate(left[1:]))
    return coarse and numbered and not _SINCE.isdisjoint(lower[name.end : name.end + 4])


_ORDINALS = frozenset(("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"))
_SINCE = frozenset(("since", "this", "within", "in"))


def _on_the_same_day(lower: Sequence[str], at: int) -> bool:
    """Tell whether a place is that of what else happened on the day: "It came on a day when rebels raided X"."""
    day = next((i for i in range(at - 2, max(0, at - _REACH), -1) if lower[i] == "day"), -1)
    return day > 1 and lower[day + 1] in ("when", "that") and lower[day - 1] in ("a", "same") and "on" in (
        lower[day - 2], lower[max(0, day - 3)]
    )  # fmt: skip


def _answered(lower: Sequence[str], name: Name) -> bool:
    """Tell whether a place is that of a deed which the attack answers: "in revenge for the massacre of X".

    Not "the army's answer to the rebels in X", which may be the attack.
    """
    left = tuple(lower[max(0, name.anchor - _ANSWER_REACH) : max(0, name.anchor)])
    if (
        name.anchor < 0
        or lower[name.anchor] not in ("of", "in", "at", "on")
        or left[-1:] == ()
        or left[-1] not in _DEEDS
    ):
        return False
    at = max((i for i, word in enumerate(left) if word in _ANSWERS), default=-1)
    between = left[at + 1 :]
    if at >= 0 and left[at] == "response" and left[max(0, at - 1)] != "in":
        return False  # "the response to the attack in X took hours"
    return at >= 0 and not {"to", "for"}.isdisjoint(between) and {",", ";", ".", "and"}.isdisjoint(between)


#: Tokens from an answer to the place of what it answers: "the answer of the people to the massacre of X".
_ANSWER_REACH = 10
_ANSWERS = frozenset(("answer", "revenge", "reprisal", "retaliation", "response", "avenge", "retribution"))
_DEEDS = frozenset(
    ("massacre", "massacres", "killing", "killings", "murder", "murders", "attack", "attacks", "bombing")
)


def _launched_over(lower: Sequence[str], name: Name, reference: Reference) -> bool:
    """Tell whether weapons were let go there: "launched by bombers over X"."""
    left = lower[max(0, name.anchor - 5) : max(0, name.anchor)]
    if name.anchor < 1 or lower[name.anchor] not in ("over", "in", "above"):
        return False
    return not _CRAFT.isdisjoint(left) and any(
        word in reference.words.launch_verbs
        and not _CRAFT.isdisjoint(left[at + 1 :])
        and left[at + 1] in ("by", "from")
        for at, word in enumerate(left[:-1])
    )


def _spoken_from(lower: Sequence[str], name: Name, reference: Reference) -> bool:
    """Tell whether somebody speaks from where he sits: "the division said on Monday from its headquarters in X"."""
    low = max(0, name.start - 12)
    at = next((i for i in range(name.start - 1, low - 1, -1) if lower[i] == "from"), -1)
    if at < 1 or lower[at + 1] not in _OWN or _SEATS.isdisjoint(lower[at + 2 : at + 5]):
        return False
    return any(word in reference.words.said_verbs for word in lower[max(0, at - 4) : at])


#: Things that are attacked, before "of" and the place where they stand.
SITES = frozenset(
    ("post", "posts", "checkpoint", "barracks", "garrison", "prison", "market", "hospital", "depot")
    + ("school", "schools", "clinic", "granary", "granaries", "mill")
)


def hits_site(left: Sequence[str], reference: Reference) -> bool:
    """Tell whether what is before a site falls on it: "an attack on the border post of X", "stormed the barracks of X".

    Not "the commander of the post of X".
    """
    words = reference.words
    at = next((i for i in range(len(left) - 1, -1, -1) if left[i] in ("the", "a", "an")), -1)
    before = left[max(0, at - 2) : at]
    if at < 1 or not before:
        return False
    return before[-1] in words.strike_verbs or (
        before[-1] in ("on", "at", "against", "in") and any(word in words.attack_nouns for word in left[:at])
    )
