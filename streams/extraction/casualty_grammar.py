"""Find the subject and the object of an act of harm.

Example: in "five people, two of them children, were killed" the subject of "were killed" is "five people"; in "killed
six civilians and two soldiers" the object is both groups.
"""

from __future__ import annotations

from streams.extraction.casualty_clauses import BARRIERS, acts_between, clause_start
from streams.extraction.casualty_names import before_unit
from streams.extraction.casualty_strangers import is_one_of_them, is_spoken_of, is_struck_thing
from streams.extraction.casualty_verbs import QUOTES, auxiliaries, before_rejected, is_verb, shape
from streams.extraction.clauses import words
from streams.extraction.victim_chains import chain_from, find_subset_before, joint_end, skip_modifiers, skip_names
from streams.extraction.victims import Group, View, is_name
from streams.text.types import Term

TRANSITIVE = frozenset(
    (
        "harm.kill",
        "harm.wound",
        "harm.abduct",
        "harm.capture",
        "harm.violence",
        "harm.seize",
        "harm.neutralize",
        "harm.execute",
        "harm.treat",
    )
)
SUBJECT = frozenset(("harm.die", "harm.hurt"))


def object_of(view: View, act: Term) -> tuple[Group, ...]:
    """Return the groups that follow a verb as its object ("wounded at least nine cooks and a guard")."""
    lower, grammar = view.lower, words()
    at, limit = act.end, len(lower)
    at += lower[at : at + 1] != () and lower[at] in QUOTES
    if lower[at : at + 1] == (",",) and shape(view, act) == "past" and lower[at + 1 : at + 2] in _ASIDE_OPENS:
        # "killed, in three raids on Friday, ten guards"
        closing = next((place for place in range(at + 2, min(limit, at + _ASIDE)) if lower[place] == ","), None)
        group = view.group_at(closing + 1) if closing is not None and not acts_between(view, at, closing) else None
        if group is not None and group.people and group.form not in ("definite", "bare", "pronoun", "none"):
            return chain_from(view, group, limit)[0]
    while (
        at < limit and lower[at] in ("also", "instantly", "as", "some", "off", "himself", "almost") and at - act.end < 2
    ):
        if lower[at] in ("off", "as", "himself"):
            break
        if view.group_at(at) is not None:
            break
        at += 1
    group = view.group_at(at)
    if group is None:
        return ()
    if not group.people:
        # "killed 30 goats and a shepherd": only the people count.
        joined = skip_modifiers(view, group.end, limit)
        other = view.group_at(joined + 1) if lower[joined : joined + 1] == ("and",) else None
        return chain_from(view, other, limit)[0] if other is not None and other.people and other.known else ()
    after = skip_modifiers(view, group.end, limit)
    if group.bare_number and group.form == "article":
        return ()
    if shape(view, act) == "past" and after == group.end and after < limit and lower[after] in grammar.be:
        return ()
    return chain_from(view, group, limit)[0]


_ASIDE_OPENS = frozenset((("in",), ("on",), ("during",), ("at",)))
#: An aside between a verb and its object has at most so many tokens.
_ASIDE = 16


def subject_of(view: View, start: int, barrier: int | None = None) -> tuple[Group, ...]:
    """Return the groups whose verb starts at a token: the earliest group in the clause that reaches it."""
    grammar, lower = words(), view.lower
    first = clause_start(view, start) if barrier is None else barrier
    end = start
    while end > first and lower[end - 1] in grammar.adverb and lower[end - 2 : end] != ("or", "so"):
        end -= 1
    end = before_unit(view, first, before_rejected(view, end))
    objects = _objects_before(view, first, start)
    candidates = [
        group for group in view.groups
        if first <= group.start and group.end <= end and group.people and group.start not in objects
    ]  # fmt: skip
    if (
        end > first
        and lower[end - 1] in ("who", "that", "which", "whom")
        and not any(group.partitive and group.end == end for group in candidates)
    ):
        return _antecedent(view, end - 1)
    chosen = [
        group for group in candidates
        if group.end == end
        and (group.preposition == "among" or (group.preposition == "of" and _is_counted_whole(group)))
    ]  # fmt: skip
    if chosen and start in view.harm:
        # "two guards among eight killed": the eight are the victims.
        return (chosen[-1],)
    aside = 0
    for group in candidates:
        if find_subset_before(view, group):
            # "nine dead, including two nuns and a cook, and 14 wounded": none of them is of the next subject.
            aside = max(aside, _introduced_apart(view, chain_from(view, group, end)[0]))
        if group.start < aside or _is_between(view, group):
            continue
        introduced = group.preposition in _WITH and _is_participle(view, start)
        if group.preposition and not introduced and not is_spoken_of(view, group, start):
            continue
        if (group.form == "article" and group.bare_number) or (group.preposition == "at" and not group.bare_number):
            continue
        if introduced and group.form == "definite" and not group.known:
            continue  # "in the Philippines ... a marine dead"
        if is_struck_thing(view, group) or is_one_of_them(view, group, end):
            continue
        limit = end
        if lower[end - 1] == ",":
            bare = skip_modifiers(view, group.end, end)
            named = skip_names(view, bare, end)
            limit = next((at for at in range(named + ("," in lower[bare:named]), end) if lower[at] == ","), end)
            if joint_end(lower, limit + 1) > limit + 1 and lower[limit + 1] not in ("and", "or"):
                limit = end  # "two guards, as well as a cook, died"
        chain, after = chain_from(view, group, limit)
        if after >= end or _only_aside(view, after, end) or _closes_aside(view, chain, after, end):
            if _introduced_apart(view, chain):
                continue
            return _without_breakdown(view, chain)
        if is_busy(view, group, after, start, end):
            return chain
        if len(chain) > 1 and lower[after] in ("who", "that") and not _new_subject(view, after, end):
            # "two nurses and the man who was driving them were shot"
            return chain
    described = [group for group in candidates if not group.preposition and _described(view, group, start, end)]
    if described:
        return (described[0],)
    if first < end and lower[end - 1] == "," and _aside_of_name(view, first, end):
        return ()
    near = [
        group for group in candidates
        if not group.preposition and group.known and group.form not in ("definite", "bare", "pronoun")
        and not acts_between(view, group.end, end)
    ]  # fmt: skip
    return (near[0],) if near else ()


#: An object and the next subject stand in one clause of at most so many tokens.
_NEAR = 60


def _objects_before(view: View, first: int, start: int) -> set[int]:
    """Return the starts of the groups that are objects of an earlier verb, with those joined to them."""
    taken: set[int] = set()
    for term in view.harm.values():
        if term.category in TRANSITIVE and term.start < start:
            taken.add(term.end)
            group = view.by_start.get(term.end) if term.start >= max(first, start - _NEAR) else None
            if group is not None and term.end < start:
                taken.update(one.start for one in chain_from(view, group, min(len(view.lower), start + _NEAR))[0])
    definite = (group.start for group in view.groups if group.form == "definite")
    taken.update(at for at in definite if first < at < start and is_verb(view, at - 1))
    return taken


def _is_counted_whole(group: Group) -> bool:
    """Whether a group is a stated whole ("of the 22 people killed, five were sailors")."""
    return group.definite and not group.partitive and group.form not in ("definite", "pronoun")


def _is_between(view: View, group: Group) -> bool:
    """Whether people are the second of two sides ("fighting between herders and farmers, 16 wounded")."""
    if view.lower[group.start - 1] != "and":
        return False
    return any(one.end == group.start - 1 and one.preposition == "between" for one in view.groups)


#: "with five people killed": these introduce a clause without auxiliary.
_WITH = frozenset(("with", "in", "after", "to", "leaving", "at"))


def _is_participle(view: View, start: int) -> bool:
    """Whether a participle without auxiliary, or "being killed", starts here."""
    return view.lower[start] == "being" or start in view.harm


def _introduced_apart(view: View, chain: tuple[Group, ...]) -> int:
    """Return where the next subject starts if a chain runs into it from an aside, 0 if it does not.

    Class: "9 dead, among them a nun, and 14 wounded", "31 died, 27 of them in the fire, and 33 men were hurt".
    """
    if len(chain) < 2 or not (find_subset_before(view, chain[0]) or (chain[0].partitive and not chain[0].head)):
        return 0
    return next((one.start for one in chain[1:] if view.lower[max(0, one.start - 2) : one.start] == (",", "and")), 0)


def _without_breakdown(view: View, chain: tuple[Group, ...]) -> tuple[Group, ...]:
    """Leave out the places of an earlier number ("Nine died, five in Izium and four in Lyman, and 17 were hurt")."""
    wholes = [group.amount.min for group in view.groups if group.end <= chain[0].start and group.people]
    added = 0
    for size, group in enumerate(chain[:-1], 1):
        added += group.amount.min
        if size > 1 and wholes and added == wholes[-1] and group.bare_number:
            return chain[size:]
    return chain


def is_busy(view: View, group: Group, after: int, start: int, end: int) -> bool:
    """Whether a participle stands between a subject and its verb.

    Class: "at least 52 soldiers collecting their pay at a base were killed", "nine cooks caught in it also died".
    """
    lower = view.lower
    act = view.harm.get(start)
    if lower[after] in words().reduced and group.known and _is_finite(view, start, act):
        return group.form not in ("bare", "definite") and _PARTING.isdisjoint(lower[after:end])
    if group.form in ("bare", "definite") or not group.known or after in view.harm or group.bare_number:
        return False
    if not lower[after].endswith("ing") or lower[start] not in words().auxiliary or lower[after] in _NO_WORK:
        return False
    return _PARTING.isdisjoint(lower[after:end])


def _is_finite(view: View, start: int, act: Term | None) -> bool:
    """Whether a verb that starts here needs no auxiliary, or has one ("died", "were killed")."""
    return view.lower[start] in words().auxiliary or (act is not None and act.category == "harm.die")


_NO_WORK = frozenset(("being", "including", "having", "leaving", "following"))
_PARTING = frozenset(("and", ",", ";", "who", "which", "that"))


def _new_subject(view: View, start: int, end: int) -> bool:
    """Whether another clause begins between a relative pronoun and the verb."""
    return any(
        view.lower[at] == ";" or (view.lower[at] == "and" and at + 1 in view.by_start) for at in range(start, end)
    )


def _described(view: View, group: Group, start: int, end: int) -> bool:
    """Whether a relative clause or a participle stands between a subject and its verb.

    Class: "a clerk who was hurt in the raid died", "Clerk hurt in raid dies".
    """
    lower = view.lower
    at = skip_modifiers(view, group.end, end)
    while at < end and (lower[at][0].isdigit() or lower[at] == ","):
        at += 1
    if at >= end:
        return False
    if lower[at] not in ("who", "whom", "which", "that"):
        act, verb = view.harm.get(at), view.harm.get(start)
        finite = lower[start] in words().auxiliary or (verb is not None and verb.category == "harm.die")
        if act is None or shape(view, act) != "past" or not finite:
            return False
    return not any(lower[place] in ("and", ";") and place + 1 in view.by_start for place in range(at, end))


def _aside_of_name(view: View, first: int, end: int) -> bool:
    """Whether what stands between the last two commas describes a name ("Omar Haddad, a local leader, was killed")."""
    opening = next((at for at in range(end - 2, first, -1) if view.lower[at] == ","), 0)
    return opening > 0 and is_name(view, opening - 1)


def _antecedent(view: View, relative: int) -> tuple[Group, ...]:
    """Return the group that "who" stands for."""
    end = relative - (relative > 0 and view.lower[relative - 1] == ",")
    for group in reversed(view.groups):
        if group.end <= end and group.people:
            return (group,) if group.end == end or skip_modifiers(view, group.end, end) == end else ()
    return ()


def _only_aside(view: View, after: int, end: int) -> bool:
    """Whether only something between commas, or an adverb, stands between a subject and its verb."""
    lower = view.lower
    if after < end and lower[after] in (",", "(", "—", "–", "-"):
        closing = lower[end - 1]
        if closing in (",", ")", "—", "–", "-") and end - 1 > after:
            return True
    if lower[after] in ("including", "among"):
        return not acts_between(view, after, end)
    return all(word in words().adverb for word in lower[after:end])


def _closes_aside(view: View, chain: tuple[Group, ...], after: int, end: int) -> bool:
    """Whether a comma before the verb closes what was joined by one: "two guards, plus a cook, died"."""
    if len(chain) < 2 or after + 1 != end or view.lower[after] != ",":
        return False
    return "," in view.lower[chain[-2].end : chain[-1].start]


def shared_subject(view: View, start: int) -> tuple[Group, ...]:
    """Return the subject of the first verb in "were shot and killed", "was kidnapped and later killed"."""
    lower, index = view.lower, start - 1
    while index > 0 and lower[index] in words().adverb:
        index -= 1
    if index < 1 or lower[index] not in ("and", "or", ","):
        return ()
    for before in range(index - 1, max(-1, index - 24), -1):
        term = view.harm.get(before)
        if lower[before] in BARRIERS:
            break
        if lower[before] in ("was", "were", "been") and term is None and lower[before + 1].endswith(("ed", "en")):
            # "were hauled out and executed"
            return (
                ()
                if any(at in view.by_start for at in range(index, start))
                else subject_of(view, auxiliaries(view, before + 1)[0])
            )
        if term is not None and term.category in (TRANSITIVE | SUBJECT):
            if term.category in TRANSITIVE and (shape(view, term) != "past" or object_of(view, term)):
                return ()
            first, _ = auxiliaries(view, term.start)
            return subject_of(view, first)
    return ()
