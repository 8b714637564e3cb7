"""Read who was killed, wounded, abducted, captured or is missing from verbs and adjectives.

Each rule names a class of sentences. Example: "killing six and wounding 17" is read by ``active_object`` twice, "five
people, two of them children, were killed" by ``passive_subject``, "12 dead" by ``beside_adjective``.
"""

from __future__ import annotations

from dataclasses import replace

from streams.extraction.casualty_findings import KIND, Finding, Rule, found
from streams.extraction.clauses import words
from streams.extraction.victims import Group, View, chain_from, find_subset_before, skip_modifiers
from streams.text.numbers import count
from streams.text.types import ClaimRole, Sentence, Term

_TRANSITIVE = frozenset(
    ("harm.kill", "harm.wound", "harm.abduct", "harm.capture", "harm.violence", "harm.seize", "harm.neutralize", "harm.execute", "harm.treat")
)
_ADJECTIVES = frozenset(("harm.dead", "harm.missing", "harm.injured", "harm.unhurt"))
_SUBJECT = frozenset(("harm.die", "harm.hurt"))
_NEEDS_PEOPLE = frozenset(("harm.seize", "harm.capture", "harm.violence", "harm.neutralize", "harm.execute", "harm.treat"))
_BARRIERS = frozenset(";:—–()[]\"“”")
#: Past forms that are spelled like a base form, or begin a term.
_PAST = frozenset(("hurt", "hit", "beat", "cut", "put", "shot", "led", "held", "took", "made", "drove"))
_TAKEN = frozenset(("hostage", "captive", "prisoner"))


def read_act(view: View, act: Term) -> tuple[Finding, ...]:
    """Return what one act says; the first rule that finds something decides."""
    for rule in _RULES:
        findings = rule(view, act)
        if findings:
            return findings
    return ()


def shape(view: View, act: Term) -> str:
    """Return the form of a verb: ing, base, present, or past (which may be a participle)."""
    word = view.lower[act.start]
    base = act.name.split()[0]
    if word.endswith("ing"):
        return "ing"
    if word == base and not (word.endswith(("ed", "en")) or word in _PAST):
        return "base"
    if word == base + "s" or word == base + "es" or word.endswith("ies"):
        return "present"
    return "past"


def auxiliaries(view: View, at: int) -> tuple[int, tuple[str, ...]]:
    """Return where the auxiliaries before a verb start, and the words from there ("have also been")."""
    grammar, lower = words(), view.lower
    start = at
    index = at - 1
    while index >= 0 and at - index <= 8:
        word = lower[index]
        if word in grammar.auxiliary or word in ("to", "'ve", "'re"):
            start = index
        elif word not in grammar.adverb and word not in grammar.reporting:
            break
        elif start == at and word in ("said", "found", "left") and word != "found":
            break
        index -= 1
    return start, lower[start:at]


def is_passive(helpers: tuple[str, ...]) -> bool:
    """Whether auxiliaries make a past participle passive ("were also")."""
    return any(word in words().be for word in helpers)


def object_of(view: View, act: Term) -> tuple[Group, ...]:
    """Return the groups that follow a verb as its object ("wounded at least five drivers and a guard")."""
    lower, grammar = view.lower, words()
    at, limit = act.end, len(lower)
    while at < limit and lower[at] in ("also", "instantly", "as", "some", "off", "himself", "almost") and at - act.end < 2:
        if lower[at] in ("off", "as", "himself"):
            break
        if view.group_at(at) is not None:
            break
        at += 1
    group = view.group_at(at)
    if group is None:
        return ()
    if not group.people and act.category in ("harm.kill", "harm.wound"):
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


def subject_of(view: View, start: int, barrier: int | None = None) -> tuple[Group, ...]:
    """Return the groups whose verb starts at a token: the earliest group in the clause that reaches it."""
    grammar, lower = words(), view.lower
    first = _clause_start(view, start) if barrier is None else barrier
    end = start
    while end > first and lower[end - 1] in grammar.adverb:
        end -= 1
    objects = {term.end for term in view.harm.values() if term.category in _TRANSITIVE and term.start < start}
    candidates = [
        group for group in view.groups
        if first <= group.start and group.end <= end and group.people and group.start not in objects
    ]  # fmt: skip
    if end > first and lower[end - 1] in ("who", "that", "which", "whom") and not any(
        group.partitive and group.end == end for group in candidates
    ):
        return _antecedent(view, end - 1)
    for group in candidates:
        if group.preposition and not (group.preposition in _WITH and _is_participle(view, start)):
            continue
        if group.form == "article" and group.bare_number:
            continue
        limit = end
        if lower[end - 1] == ",":
            limit = next((at for at in range(group.end, end) if lower[at] == ","), end)
        chain, after = chain_from(view, group, limit)
        if after >= end or _only_aside(view, after, end):
            return chain
    described = [group for group in candidates if not group.preposition and _described(view, group, end)]
    if described:
        return (described[0],)
    if first < end and lower[end - 1] == "," and _aside_of_name(view, first, end):
        return ()
    near = [
        group for group in candidates
        if not group.preposition and group.known and group.form not in ("definite", "bare", "pronoun")
        and not _acts_between(view, group.end, end)
    ]  # fmt: skip
    return (near[0],) if near else ()


#: "with five people killed": these introduce a clause without auxiliary.
_WITH = frozenset(("with", "in", "after", "to", "leaving"))


def _is_participle(view: View, start: int) -> bool:
    """Whether a participle without auxiliary, or "being killed", starts here."""
    return view.lower[start] == "being" or start in view.harm


def _described(view: View, group: Group, end: int) -> bool:
    """Whether a relative clause or a participle stands between a subject and its verb.

    Class: "a guard who was hurt on Monday died", "Soldier hurt in ramming dies".
    """
    lower = view.lower
    at = skip_modifiers(view, group.end, end)
    while at < end and (lower[at][0].isdigit() or lower[at] == ","):
        at += 1
    if at >= end or not (lower[at] in ("who", "which", "that") or (at in view.harm and shape(view, view.harm[at]) == "past")):
        return False
    return not any(lower[place] in ("and", ";") and place + 1 in view.by_start for place in range(at, end))


def _aside_of_name(view: View, first: int, end: int) -> bool:
    """Whether what stands between the last two commas describes a name ("Omar Said, a local leader, was killed")."""
    opening = next((at for at in range(end - 2, first, -1) if view.lower[at] == ","), 0)
    return opening > 0 and _is_name(view, opening - 1)


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
        return not _acts_between(view, after, end)
    return all(word in words().adverb for word in lower[after:end])


def _acts_between(view: View, start: int, end: int) -> bool:
    grammar = words()
    return any(
        at in view.harm or view.lower[at] in grammar.verb or view.lower[at] in grammar.auxiliary for at in range(start, end)
    )


def _clause_start(view: View, at: int) -> int:
    """Return the start of the clause that a verb stands in, going back over commas that close an aside."""
    grammar, lower = words(), view.lower
    index = at - 1
    while index >= 0:
        word = lower[index]
        if word == "but" and index and lower[index - 1] == "all":
            index -= 1
            continue
        if word in _BARRIERS or (word in grammar.conjunction and word not in ("and", "or", "&", "plus", "as")):
            return index + 1
        if word in ("said", "says", "say", "that") and index < at - 1:
            return index + 1
        index -= 1
    return 0


def negated(view: View, act: Term) -> tuple[Finding, ...]:
    """Read that nobody came to harm.

    Class: "no one was hurt", "nobody was killed", "none of the crew was wounded", "killing no one". Hurting nobody
    also kills nobody; a named group ("no villager") says nothing of the others, so it is only a subset.
    """
    if act.category not in ("harm.kill", "harm.die", "harm.wound", "harm.injured", "harm.hurt", "harm.dead", "harm.missing"):
        return ()
    start, _ = auxiliaries(view, act.start)
    group = next((group for group in object_of(view, act) if group.form == "none"), None)
    if group is None:
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

    Class: "killed three farmers", "killing six", "shot dead four passengers", "kidnapped a doctor and her driver".
    """
    if act.category not in _TRANSITIVE:
        return ()
    start, helpers = auxiliaries(view, act.start)
    form = shape(view, act)
    if form == "past" and is_passive(helpers):
        return ()
    groups = object_of(view, act)
    if not groups:
        groups = _name_after(view, act)
    if not groups:
        groups = _shared_object(view, act)
    if not groups or (act.category in _NEEDS_PEOPLE and not _surely_people(groups, act)):
        return ()
    if _joined_act(view, act):
        groups = tuple(_open_low(group) for group in groups)
    kind = _kind_of(view, act, groups[-1].end)
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
    if act.category in ("harm.neutralize", "harm.treat"):
        return group.form not in ("bare", "definite", "article")
    return group.known or (group.bare_number and group.form not in ("article",) and act.category != "harm.violence")


def _shared_object(view: View, act: Term) -> tuple[Group, ...]:
    """Return the object of the second verb in "killed or wounded five", "shot and killed two"."""
    if view.lower[act.end : act.end + 1] not in (("and",), ("or",)):
        return ()
    second = view.harm.get(act.end + 1)
    if second is None or second.category not in _TRANSITIVE or act.category == "harm.violence":
        return ()
    groups = object_of(view, second)
    return tuple(_open_low(group) for group in groups)


def _joined_act(view: View, act: Term) -> bool:
    """Whether the act shares its object with one before it ("killed or wounded five": nobody says how many of each)."""
    if act.start < 2 or view.lower[act.start - 1] not in ("and", "or"):
        return False
    first = next((term for term in view.harm.values() if term.end == act.start - 1), None)
    if first is None or shape(view, first) != shape(view, act):
        return False
    return first.category in ("harm.kill", "harm.wound") and KIND[first.category] != KIND[act.category]


def _open_low(group: Group) -> Group:
    return replace(group, count=count(0, group.count.max))


def _name_after(view: View, act: Term) -> tuple[Group, ...]:
    """Return one person for a name that follows a verb ("killed Omar Said")."""
    if act.category in ("harm.seize", "harm.capture", "harm.violence", "harm.neutralize"):
        return ()
    return name_at(view, act.end)


def name_at(view: View, at: int) -> tuple[Group, ...]:
    """Return one person for a name that starts at a token, with those joined to it."""
    sentence = view.sentence
    end = at
    while end < len(view.lower) and end - at < 4 and _is_name(view, end):
        end += 1
    if end == at or (sentence.words[at].isupper() and len(sentence.words[at]) > 2 and not _all_capitals(sentence)):
        return ()
    if end < len(view.lower) and view.lower[end] in ("'s", "’s"):
        return ()
    name = Group(at, end, count(1, 1), None, "name", known=True)
    return chain_from(view, name, len(view.lower))[0]


def _all_capitals(sentence: Sentence) -> bool:
    """Whether a sentence is in capitals, so that capitals tell nothing of an acronym."""
    return all(word.isupper() for word in sentence.words[:8] if word.isalpha())


def _is_name(view: View, at: int) -> bool:
    word, lower = view.sentence.words[at], view.lower[at]
    grammar = words()
    return (
        word[0].isupper() and word[0].isalpha() and lower not in grammar.stop and lower not in grammar.months
        and at not in view.harm and at not in view.numbers
    )  # fmt: skip


def _kind_of(view: View, act: Term, end: int) -> str:
    """Return what an act does; violence kills when "dead" or "to death" follows its object or "fatally" precedes it."""
    if act.category == "harm.violence":
        ahead = view.lower[end : end + 2]
        around = (*view.lower[act.end : act.end + 2], *ahead, *view.lower[max(0, act.start - 1) : act.start])
        if "dead" in around or "death" in around or "fatally" in around or "alive" in around:
            return "killed"
    return KIND[act.category]


def _with_places(view: View, kind: str, groups: tuple[Group, ...], act: Term, rule: str) -> list[Finding]:
    """Return one finding, or one a place when places part the groups ("three in Kherson and one in Beryslav")."""
    own = [group for group in groups if group.form == "self"]
    rest = [group for group in groups if group.form != "self"]
    findings: list[Finding] = []
    placed = [view.lower[group.end : group.end + 1] in (("in",), ("at",), ("near",)) for group in rest]
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

    Class: "five people were killed", "Three killed in blast", "20 others wounded", "two men died", "a cook lost an arm".
    """
    if act.category in _TRANSITIVE:
        if shape(view, act) != "past":
            return ()
    elif act.category not in _SUBJECT:
        return ()
    start, helpers = auxiliaries(view, act.start)
    if "not" in helpers or "n't" in helpers:
        return ()
    passive = is_passive(helpers)
    if act.category in _TRANSITIVE and not passive and (helpers or act.end in view.by_start or act.name == "take"):
        return ()
    if view.lower[act.start - 1 : act.start] in (("the",), ("those",)) :
        return ()
    groups = subject_of(view, start)
    if act.name == "take" and not any(group.head in _TAKEN for group in groups):
        return ()
    if not groups:
        groups = _shared_subject(view, start) or _name_before(view, start)
    groups = tuple(group for group in groups if group.people)
    if not groups or groups[0].form == "none":
        return ()
    if act.category == "harm.violence" and not (passive and groups[0].known):
        return ()
    groups = (*_named_first(view, groups[0]), *groups)
    if act.category in ("harm.seize", "harm.neutralize", "harm.execute", "harm.treat") and not groups[0].known:
        return ()
    kind = _kind_of(view, act, act.end)
    if find_subset_before(view, groups[0]):
        return (found(kind, groups, act, "subset", "subset"),)
    if kind == "killed" and _died_later(view, act, groups[0]):
        return (found(kind, groups, act, "died_later", "died_later"),)
    return tuple(_with_places(view, kind, groups, act, "passive_subject"))


def _died_later(view: View, act: Term, group: Group) -> bool:
    """Whether somebody known to be wounded has died ("one of the eight died", "died of his wounds")."""
    if act.category != "harm.die":
        return False
    after = view.lower[act.end : act.end + 5]
    if _hurt_before(view, group, act):
        return True
    of_wounds = any(word in ("wounds", "wound", "injuries", "hospital") for word in after)
    return act.name == "succumb" or "wounds" in after or "injuries" in after or (of_wounds and group.partitive)


def _hurt_before(view: View, group: Group, act: Term) -> bool:
    """Whether the one who dies is told to have been hurt ("a guard who was injured on Monday died")."""
    at = skip_modifiers(view, group.end, act.start)
    while at < act.start and (view.lower[at] in (",", "who", "was", "had", "been", "were") or view.lower[at][0].isdigit()):
        at += 1
    term = view.harm.get(at)
    return term is not None and at < act.start and KIND.get(term.category) == "wounded"


def _shared_subject(view: View, start: int) -> tuple[Group, ...]:
    """Return the subject of the first verb in "were shot and killed", "was kidnapped and later killed"."""
    lower, index = view.lower, start - 1
    while index > 0 and lower[index] in words().adverb:
        index -= 1
    if index < 1 or lower[index] not in ("and", "or", ","):
        return ()
    for before in range(index - 1, max(-1, index - 14), -1):
        term = view.harm.get(before)
        if lower[before] in _BARRIERS:
            break
        if term is not None and term.category in (_TRANSITIVE | _SUBJECT):
            if term.category in _TRANSITIVE and (shape(view, term) != "past" or object_of(view, term)):
                return ()
            first, _ = auxiliaries(view, term.start)
            return subject_of(view, first)
    return ()


def _name_before(view: View, start: int) -> tuple[Group, ...]:
    """Return one person for a name that is the subject ("Omar Said was killed", "Omar Said, 34, was killed")."""
    lower = view.lower
    end = start
    if end > 2 and lower[end - 1] == ",":
        end = next((at for at in range(end - 2, max(0, end - 16), -1) if lower[at] == ","), end)
    begin = end
    while begin > 0 and end - begin < 4 and _is_name(view, begin - 1):
        begin -= 1
    if begin == end or start == len(lower):
        return ()
    if begin and (lower[begin - 1] in words().preposition or lower[begin - 1] in ("the", ",", "and", "'s", "’s")):
        return ()
    plural = lower[start] in ("were", "are", "have")
    return (Group(begin, end, count(2, None) if plural else count(1, 1), None, "name", known=True),)


def _named_first(view: View, group: Group) -> tuple[Group, ...]:
    """Return the name that a subject begins with ("Omar Said and several fighters were killed")."""
    if group.start < 2 or view.lower[group.start - 1] != "and" or not _is_name(view, group.start - 2) or group.start - 2 in view.people:
        return ()
    return _name_before(view, group.start - 1)


def beside_adjective(view: View, act: Term) -> tuple[Finding, ...]:
    """Read the people beside dead, wounded, hurt or missing.

    Class: "12 dead, 30 hurt", "left four people dead", "two teachers are missing", "five men were found dead".
    """
    if act.category not in _ADJECTIVES or act.category == "harm.unhurt":
        return ()
    start, helpers = auxiliaries(view, act.start)
    if "not" in helpers:
        return ()
    if view.lower[act.start - 1 : act.start] in (("the",), ("of",), ("for",)) and act.start:
        return ()
    groups = tuple(group for group in subject_of(view, start) if group.people and group.form != "none")
    if not groups or (groups[0].form == "bare" and not helpers and groups[0].count.max is not None):
        return ()
    kind = KIND[act.category]
    if find_subset_before(view, groups[0]) or (groups[0].partitive and groups[0].head == ""):
        return (found(kind, groups, act, "subset", "subset"),)
    return tuple(_with_places(view, kind, groups, act, "beside_adjective"))


def label(view: View, act: Term) -> tuple[Finding, ...]:
    """Read a list of labels.

    Class: "Dead: five. Wounded: 22 residents."
    """
    lower = view.lower
    if lower[act.end : act.end + 1] != (":",) or (act.start > 0 and lower[act.start - 1].isalpha()):
        return ()
    group = view.group_at(act.end + 1)
    if group is None or not group.people or group.form == "none" or act.category not in KIND:
        return ()
    return (found(KIND[act.category], chain_from(view, group, len(lower))[0], act, "label"),)


def among(view: View, act: Term) -> tuple[Finding, ...]:
    """Read who is named as one of the victims: a subset, never added.

    Class: "among the dead were two nuns", "the dead included a child", "a nurse was among those killed".
    """
    lower = view.lower
    before = lower[max(0, act.start - 2) : act.start]
    if not before or before[-1] not in ("the", "those") or act.category not in KIND:
        return ()
    kind = KIND[act.category]
    at = act.end
    if before[0] == "of":
        return ()
    if lower[at : at + 1] and lower[at] in ("were", "was", "included", "include", "are", "is", "includes"):
        group = view.group_at(at + 1)
        if group is not None and group.people and group.form not in ("definite",):
            role = "subset" if "among" in before or "includ" in lower[at] else "total"
            chain = chain_from(view, group, len(lower))[0]
            return (found(kind, chain, act, "among", "subset" if role == "subset" else "total"),)
    return ()


def inverted(view: View, act: Term) -> tuple[Finding, ...]:
    """Read a subject that follows its verb.

    Class: "Killed were a grocer and his apprentice", "Also wounded was a nurse".
    """
    lower, at = view.lower, act.end
    if act.start > 1 or act.category not in _TRANSITIVE or lower[at : at + 1] not in (("were",), ("was",), ("are",), ("is",)):
        return ()
    group = view.group_at(at + 1)
    if group is None or not group.people or (act.start == 1 and lower[0] != "also"):
        return ()
    role: ClaimRole = "part" if act.start else "total"
    return (found(KIND[act.category], chain_from(view, group, len(lower))[0], act, "inverted", role),)


def attributive(view: View, act: Term) -> tuple[Finding, ...]:
    """Read an adjective inside a counted group.

    Class: "21 dead parishioners", "three wounded soldiers were flown out", "the two dead".
    """
    for group in view.groups:
        if group.attribute is act and group.people and group.form not in ("definite", "article", "none", "bare"):
            role = "subset" if group.partitive or find_subset_before(view, group) else None
            return (found(KIND[act.category], (group,), act, "attributive", role),)  # type: ignore[arg-type]
    return ()


_RULES: tuple[Rule, ...] = (label, among, inverted, attributive, negated, active_object, passive_subject, beside_adjective)
