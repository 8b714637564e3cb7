"""Join groups of people that are counted together.

Example: "six civilians in Gao and two soldiers" is a chain of two groups; in "killed six, and two fled" the chain
ends before the subject of the next verb.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.extraction.clauses import ClauseWords, phrase_ending, words
from streams.extraction.victims import MARKS, NO_PEOPLE, Group, View, is_name
from streams.text.number_words import number_words

_OWN = frozenset(("his", "her", "their"))
_RESTATING = frozenset(("both", "all"))
#: Forms of groups that carry no number which a second noun could share.
_UNCOUNTED = frozenset(("bare", "article", "definite", "name", "pronoun"))


_EXTREMES = (("youngest",), ("oldest",), ("eldest",))


def skip_modifiers(view: View, at: int, limit: int) -> int:
    """Return the token after the prepositional phrases and times that follow a group ("in Gao on Friday")."""
    grammar, lower = words(), view.lower
    while at < limit:
        word = lower[at]
        if joint_end(lower, at):
            break
        if word in grammar.preposition and word not in ("including", "besides", "after", "before", "than"):
            at += 1
            while at < limit and _inside_phrase(view, at, grammar):
                at += 1
        elif word == "aged":
            at = _skip_ages(view, at + 1, limit)
        elif word == "(" and lower[at + 2 : at + 3] == (")",):
            at += 3
        elif word in grammar.time or word in grammar.months or word in ("else", "on", "board"):
            at += 1
        else:
            break
    return at


def _skip_ages(view: View, at: int, limit: int) -> int:
    """Return the token after a list of ages ("six and her" ends at "and", "12, 19 and 44" after 44)."""
    lower, numbers = view.lower, number_words().number
    while at < limit and (lower[at].isdigit() or lower[at] in numbers):
        nxt = at + 2
        joined = lower[at + 1 : nxt] in (("and",), (",",), ("to",)) and nxt < limit
        at = nxt if joined and (lower[nxt].isdigit() or lower[nxt] in numbers) else at + 1
    return at


def _inside_phrase(view: View, at: int, grammar: ClauseWords) -> bool:
    word = view.lower[at]
    if word in ("-", "–") and joint_end(view.lower, at + 1):
        return False  # "nine died - among them a man in his seventies - and 13 were hurt"
    if joint_end(view.lower, at) > at + 1:
        return False  # "a chief in the Kora area along with two of his guards"
    if word in grammar.conjunction or word in grammar.auxiliary or word in grammar.verb or word in grammar.relative:
        return False
    term = view.harm.get(at)
    if term is not None and term.category not in (
        "harm.body",
        "harm.toll",
        "harm.life",
        "harm.casualty",
        "harm.injury",
    ):
        return view.lower[at - 1] in grammar.determiner or at in view.people
    return word[0].isalnum() or word in MARKS or word in "’'\"“”-–."


def chain_from(view: View, first: Group, limit: int) -> tuple[tuple[Group, ...], int]:
    """Return a group with those joined to it ("six civilians and two soldiers") and the token after them.

    A joined group that is the subject of a verb of its own ends the chain, unless it reaches ``limit``.
    """
    grammar, lower = words(), view.lower
    chain = [first]
    safe: tuple[int, int] | None = None
    at = skip_names(view, skip_modifiers(view, first.end, limit), limit)
    if first.form == "name" or (at > first.start + 1 and is_name(view, at - 1)):
        at = _skip_apposition(view, at, limit)
    while at < limit:
        comma = lower[at] == ","
        nxt = at + 1 if comma else at
        joint = joint_end(lower, nxt)
        nxt = joint or nxt
        if not (comma or joint) or nxt >= limit:
            break
        while nxt < limit and lower[nxt] in ("also", "then", "possibly"):
            nxt += 1
        if comma and lower[nxt : nxt + 1] == ("the",) and lower[nxt + 1 : nxt + 2] in _EXTREMES:
            # "three guards, the youngest of them 21, and a cook"
            at = next((place for place in range(nxt, limit) if lower[place] == ","), limit)
            continue
        if joint and first.preposition == "of" and lower[nxt : nxt + 1] == ("of",):
            nxt += 1  # "the lives of nine clerks and of a guard"
        group = view.group_at(nxt) or (_described_others(view, nxt, limit) if joint and not comma else None)
        if group is None and joint and not comma and safe is not None:
            chain, at = chain[: safe[0]], safe[1]
        if group is not None and group.victims in NO_PEOPLE and safe is not None and joint:
            # "killing 14 people, neighbours and a radio station said"
            after = skip_modifiers(view, group.end, limit)
            if after < limit and _starts_verb(view, after, grammar):
                chain, at = chain[: safe[0]], safe[1]
        if joint and group is not None and group.form == "none" and lower[group.start] == "no" and not group.other:
            # "nine raiders and no guards died"
            at, safe = group.end, None
            continue
        if group is None or not group.people or group.form in ("none", "pronoun"):
            break
        if comma and not joint and lower[nxt] in _RESTATING and group.end == nxt + 1:
            # "two men in the one town and a boy in the other, both in the west": they were counted before.
            break
        if (group.partitive and not (joint and group.head)) or (
            group.form == "definite" and not group.known and lower[nxt] not in _OWN
        ):
            break
        after = skip_names(view, skip_modifiers(view, group.end, limit), limit)
        if after < limit and _starts_verb(view, after, grammar):
            # "killing 20 people, teachers and a union said": the list was the speakers.
            if safe is not None:
                chain, at = chain[: safe[0]], safe[1]
            break
        if not joint and after >= limit and _describes_place(view, at, group):
            break
        if not joint and not _list_goes_on(view, after, limit, grammar, first, group):
            break
        if not joint and safe is None:
            safe = len(chain), at
        if (
            joint
            and not comma
            and group.form == "bare"
            and group.amount.max is None
            and chain[-1].form not in _UNCOUNTED
        ):
            # "12 fishermen and farmers": one number counts both.
            at = after
            continue
        chain.append(group)
        at = after
        if joint:
            # "a major, two corporals and four privates, and wounded five": the list is closed, whatever follows.
            safe = None
    return (chain[0],) if _lists_the_first(view, chain) else tuple(chain), at


def _described_others(view: View, at: int, limit: int) -> Group | None:
    """Return the plural behind one or two adjectives that shares the number before it.

    Class: "ten soldiers and new recruits", "200 rebels and affiliated fighters".
    """
    grammar = words()
    for place in range(at, min(at + 2, limit - 1)):
        word = view.lower[place]
        if not word.isalpha() or not view.sentence.words[place].islower() or word in grammar.stop:
            return None
        if place in view.harm or place in view.numbers or place in view.people or word in grammar.verb:
            return None
        group = view.group_at(place + 1)
        if group is not None:
            return group if group.form == "bare" and group.known and group.amount.max is None else None
    return None


def _describes_place(view: View, comma: int, group: Group) -> bool:
    """Whether the last of a list says what the place before it is: "wounded eight in Bara, a crossing of the river".

    Class: an article and a noun that is known for no people, right behind a name.
    """
    return group.form == "article" and not group.known and is_name(view, comma - 1)


#: What others can be listed as: "two Americans, a Swiss and a Dutchman" are four.
_GENERAL = frozenset(
    ("person", "soldier", "civilian", "child", "member", "relative", "villager", "resident", "policeman", "fighter",
     "police officer", "serviceman", "trooper", "worker", "foreigner", "official", "victim", "family member")
)  # fmt: skip


def _lists_the_first(view: View, chain: Sequence[Group]) -> bool:
    """Whether what follows the first group is the list of its people.

    Class: "killed four soldiers, an officer and three cadets, when": the parts are four.
    """
    if len(chain) < 3 or chain[0].form != "exact" or chain[0].head not in _GENERAL:
        return False
    if view.lower[chain[1].start - 1] != ",":
        return False
    counted = all(group.form in ("exact", "article") and group.amount.max is not None for group in chain)
    return counted and sum(group.amount.min for group in chain[1:]) == chain[0].amount.min


def _skip_apposition(view: View, at: int, limit: int) -> int:
    """Return the comma that closes what a name is said to be.

    Class: "Omar Haddad, a senior commander, and three guards", "Colonel Omar Haddad, the police chief, his driver".
    """
    if view.lower[at : at + 1] != (",",):
        return at
    group = view.group_at(at + 1)
    if group is None or group.form not in ("article", "definite", "bare") or group.amount.max != 1:
        return at
    after = skip_modifiers(view, group.end, limit)
    if view.lower[at + 1] in _OWN or after >= limit or view.lower[after] != ",":
        # "Omar Haddad, his driver, and a guard" are three.
        return at
    return after if joint_end(view.lower, after + 1) or view.group_at(after + 1) is not None else at


def skip_names(view: View, at: int, limit: int) -> int:
    """Return the token after names and ages put beside people, or the comma that closes them before others.

    Class: "A village chief, Omar Dahir, 61, and three others", "a retired couple, both 71, and their cook", "a man
    identified as Omar Dahir, 30, and his son", "constable Omar Dahir and a guard".
    """
    lower = view.lower
    if at < limit and lower[at] in _CALLED:
        at += 1 + (lower[at + 1 : at + 2] == ("as",))
    begin = at
    while at < limit and at - begin < _LONGEST_NAME and is_name(view, at) and at not in view.people:
        at += 1
    if at >= limit or lower[at] != ",":
        return at
    closing = at
    for place in range(at + 1, min(limit, at + _ASIDE)):
        word = lower[place]
        if word == ",":
            closing = place
        elif not (word.isdigit() or word in _BESIDE or (is_name(view, place) and place not in view.people)):
            break
    return closing if closing > at + 1 and joint_end(lower, closing + 1) else at


_CALLED = frozenset(("identified", "named", "called", "known"))
_BESIDE = frozenset(("and", "both", "aged", "all"))
_LONGEST_NAME = 4
#: Names beside people take at most so many tokens.
_ASIDE = 14


def joint_end(lower: tuple[str, ...], at: int) -> int:
    """Return the end of what joins people to others and starts at a token ("and", "as well as"), 0 if nothing does."""
    for parts in words().joining.get(lower[at], ()) if at < len(lower) else ():
        if lower[at : at + len(parts)] == parts:
            return at + len(parts)
    return 0


def _starts_verb(view: View, at: int, grammar: ClauseWords) -> bool:
    """Whether a verb begins here: what stands before it is its subject."""
    word = view.lower[at]
    if word in grammar.reduced and view.lower[at + 1 : at + 2] and view.lower[at + 1] in grammar.preposition | _UP:
        return False
    if word in grammar.auxiliary or word in grammar.verb:
        return True
    term = view.harm.get(at)
    if term is not None:
        return True
    return word.endswith("ed") and word[0].islower() and len(word) > 4


_UP = frozenset(("up",))


def _list_goes_on(view: View, at: int, limit: int, grammar: ClauseWords, first: Group, last: Group) -> bool:
    """Whether a list with commas goes on to an "and", or ends the sentence ("Woman, two children killed")."""
    lower = view.lower
    if at >= limit:
        return not (first.form == "name" and last.form == "article")
    if joint_end(lower, at):
        return True
    if lower[at] != ",":
        return False
    nxt = at + 1
    if joint_end(lower, nxt) and nxt < limit:
        return True
    group = view.group_at(nxt)
    return group is not None and group.people and not group.partitive


def find_subset_before(view: View, group: Group) -> bool:
    """Whether a word right before the group makes it a part of one named before ("including two children")."""
    if view.lower[max(0, group.start - 3) : group.start - 1] in (("result", "of"), ("course", "of"), ("wake", "of")):
        return False  # "as a result of which nine people died"
    if view.lower[:1] == ("among",) and view.lower[group.start - 1] in _IS and not _SUFFERED.isdisjoint(view.lower[:6]):
        return True  # "Among the six dead is a medic who died in the second blast"
    return phrase_ending(words().subset, view.lower, group.start, longest=2) is not None


_IS = frozenset(("is", "are", "was", "were"))
_SUFFERED = frozenset(("dead", "killed", "victims", "wounded", "injured", "fatalities"))
