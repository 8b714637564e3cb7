"""Read from a sentence how many weapons were launched, stopped and got through.

Example: "All but two of the 24 rockets fired at the port were stopped; the two hit a crane" gives launched [24, 24],
intercepted [22, 22] and hit [2, 2]. Weapons that are placed or held by hand are never counted, nor stocks,
deliveries and calibres. "Missiles hit X" says at least two, launched and hit; "drones attacked X" only that they came.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from streams.extraction.casualty_context import setting_of
from streams.extraction.casualty_findings import Finding
from streams.extraction.casualty_sources import speaker_of
from streams.extraction.clauses import find_phrase, words
from streams.extraction.munition_acts import bind
from streams.extraction.munition_findings import Found, of_binding, settle
from streams.extraction.munition_groups import COUNTABLE, read_phrases
from streams.extraction.munition_lists import counted_hits, told_by_kind, told_by_place
from streams.extraction.munition_types import Group, Known, Phrase
from streams.extraction.victims import View
from streams.extraction.weapons import Weapon, read_weapons
from streams.lexicons.roles import role_words
from streams.text.types import ClaimRole, LocalScope, Quantity, ReadClaim, Sentence, Term

__all__ = ["Weapon", "consistent", "read_munitions", "read_weapons"]


#: "One shell exploded in a queue and another on a pitch": what came down is told place by place as well.
_WHERE = (("in",), ("on",), ("at",), ("near",), ("inside",))
_DAY_BEFORE = frozenset(
    (("the", "previous", "day"), ("the", "day", "before"), ("a", "day", "earlier"), ("a", "day", "before"))
)


#: What is counted comes on top of what was told before.
_FURTHER = frozenset(("another", "further", "additional", "more", "others"))


class _Range(Protocol):
    """A count with its ends, open where max is None."""

    @property
    def min(self) -> int: ...

    @property
    def max(self) -> int | None: ...


def read_munitions(
    sentence: Sentence, terms: Sequence[Term], quantities: Sequence[Quantity], previous: Sequence[ReadClaim] = ()
) -> tuple[ReadClaim, ...]:
    """Return the claims about weapons launched, intercepted and hit in a sentence, in order.

    ``previous`` are the claims of earlier sentences: they let a bare number stand for weapons ("three hit the port").
    """
    known = _known(previous)
    if not _speaks_of_weapons(terms, bool(known.launched)):
        return ()
    phrases = read_phrases(sentence, terms, quantities, known)
    if not phrases:
        return ()
    fresh = not any(claim.kind in ("launched", "hit") for claim in previous)
    read = [one for binding in bind(sentence, terms, phrases) for one in of_binding(binding, fresh)]
    read += _shared_out(sentence.lower, phrases, read)
    read += _come_besides(read) if known.implied else []
    read += _alongside(sentence.lower, phrases, read)
    read += [
        Found("hit", group.count, group, "hit", at)
        for group, at in counted_hits(sentence, quantities, phrases)
        if group.count is not None
    ]
    read = [part for one in read for part in _by_kind(sentence.lower, phrases, one)]
    found = settle([*read, *_by_place(sentence, terms, quantities, phrases, read)], sentence.lower)
    several = {kind for kind in ("launched", "intercepted", "hit") if sum(one.kind == kind for one in found) > 1}
    claims = [_claim(sentence, one, terms, "part" if one.kind in several else "total") for one in found]
    if known.implied:
        claims = [_states_anew(claim, sentence.lower) for claim in claims]
    return tuple(sorted(claims, key=lambda claim: (claim.start, claim.kind)))


def _by_kind(lower: tuple[str, ...], phrases: Sequence[Phrase], one: Found) -> list[Found]:
    """Return a number of weapons by their kinds, where a list behind it tells them; else the number."""
    parts = told_by_kind(lower, phrases, one.group) if one.kind in ("launched", "intercepted") else ()
    return [replace(one, count=part.count, group=part) for part in parts if part.count is not None] or [one]


def _come_besides(read: Sequence[Found]) -> list[Found]:
    """Return as launched the weapons stopped besides those told before only by what they hit.

    Class: "A missile hit a mill. A second missile was shot down", "Two drones hit the pier. Seven others were downed".
    """
    return [
        replace(one, kind="launched", rule="attacked", implied=True)
        for one in read
        if one.kind == "intercepted" and one.group.form == "another" and not one.group.partitive
    ]


def _alongside(lower: tuple[str, ...], phrases: Sequence[Phrase], read: Sequence[Found]) -> list[Found]:
    """Return what befell weapons that are only told to have come with others.

    Class: "216 drones were destroyed, 66 of them over the coast, along with four missiles and two bombs".
    """
    found: list[Found] = []
    for phrase in phrases:
        if lower[max(0, phrase.start - 2) : phrase.start] not in _WITH or any(
            one.group in phrase.groups for one in read
        ):
            continue
        before = [one for one in read if one.at < phrase.start and one.kind in ("launched", "intercepted")]
        before = [one for one in before if ";" not in lower[one.at : phrase.start]]
        for one in before[:1]:
            found += [
                replace(one, count=group.count, group=group)
                for group in phrase.groups
                if group.count is not None and group.form != "bare"
            ]
    return found


_WITH = (("along", "with"), ("together", "with"), ("well", "as"))


def _shared_out(lower: tuple[str, ...], phrases: Sequence[Phrase], read: Sequence[Found]) -> list[Found]:
    """Return the whole that opens a sentence and is shared out after it: "Of the ten rockets, seven were stopped"."""
    first = phrases[0]
    before = lower[: first.start - (lower[first.start - 1] == "the")] if first.start else ()
    group = first.groups[0]
    opens = before and before[-1] == "of" and (len(before) < 4 or before[-2] in (",", ";", "that"))
    if not opens or len(first.groups) > 1 or group.count is None or not _ends_in_comma(lower, first.end):
        return []
    if not any(one.group.start > first.end and not one.group.named for one in read):
        return []
    return [Found("launched", group.count, group, "whole", first.start)]


def _ends_in_comma(lower: tuple[str, ...], end: int) -> bool:
    """Whether a comma follows weapons, with at most a clause about them between: "that came from the hills,"."""
    if lower[end : end + 1] and lower[end] in _ABOUT_THEM:
        end = next((at for at in range(end, min(len(lower), end + _NEAR_COMMA)) if lower[at] == ","), end)
    return lower[end : end + 1] == (",",)


_ABOUT_THEM = frozenset(("that", "which", "fired", "launched", "sent"))
#: Tokens of a clause about the weapons that a sentence opens with.
_NEAR_COMMA = 12


def _by_place(
    sentence: Sentence,
    terms: Sequence[Term],
    quantities: Sequence[Quantity],
    phrases: Sequence[Phrase],
    read: Sequence[Found],
) -> list[Found]:
    """Return what a list of places adds to a number: "downed 14 drones over Oryol and six over Tula"."""
    found: list[Found] = []
    lower = sentence.lower
    for one in read:
        phrase = next((each for each in phrases if each.groups[-1] == one.group), None)
        if phrase is None or ((one.implied or one.kind == "hit") and lower[one.at + 1 : one.at + 2] not in _WHERE):
            continue
        further = told_by_place(sentence, terms, quantities, phrase, one.at, phrases)
        found += [replace(one, count=group.count, group=group) for group in further if group.count is not None]
    return found


def _speaks_of_weapons(terms: Sequence[Term], counted: bool) -> bool:
    """Whether a sentence can count weapons: it names some, or says what became of those ``counted`` before it."""
    for _, _, category, _ in terms:
        if category in COUNTABLE or category == "weapon.bomb" or (counted and category[:9] == "munition."):
            return True
    return False


def _only_implied(previous: Sequence[ReadClaim]) -> bool:
    """Whether earlier sentences told of launches only by what hit: "a rocket hit a shop"."""
    rules = [claim.rule for claim in previous if claim.kind == "launched" and claim.scope == "here"]
    return bool(rules) and all(rule in ("launched_hit", "launched_attacked") for rule in rules)


def _states_anew(claim: ReadClaim, lower: tuple[str, ...]) -> ReadClaim:
    """Mark a stated number of launches, which replaces what one hit implied ("up to nine rockets were fired")."""
    whole = claim.rule == "launched_whole" and "of" in lower[claim.start : claim.end]  # not "both drones"
    told = claim.rule == "launched_launched" or whole
    stated = told and claim.scope == "here" and claim.role in ("total", "part")
    return replace(claim, rule="update_launched") if stated else claim


def _known(previous: Sequence[ReadClaim]) -> Known:
    """Return how many weapons of each type earlier sentences say were launched in the attack told."""
    told = {claim.munition: claim.count for claim in previous if claim.kind == "launched" and claim.scope == "here"}
    return Known(told, _only_implied(previous))


def _claim(sentence: Sentence, one: Found, terms: Sequence[Term], role: ClaimRole) -> ReadClaim:
    """Return the claim of a number: its scope from its own clause, its source from the sentence."""
    group, lower = one.group, sentence.lower
    end = _clause_end(lower, max(group.end, one.at))
    view = View(sentence, _in_view(lower, group)[:end], {}, {}, {}, (), {})
    finding = Finding(one.kind, one.count, group.start, group.end, one.at, one.rule)
    setting = setting_of(view, finding, ())
    source, official, party = speaker_of(View(sentence, lower, {}, {}, {}, (), {}), group.start, terms)
    modality = setting.modality if setting.modality == "hypothetical" else "asserted"
    if source is not None and modality == "asserted":
        modality = "claimed" if party else "attributed"
    if source is not None and source.lower() in words().pronoun:
        source = None  # "it said": the same source as before
    return ReadClaim(
        kind=one.kind,
        count=one.count,
        sentence=sentence.index,
        start=group.start,
        end=group.end,
        clause=setting.clause,
        rule=f"{'others' if _adds(lower, group) and role == 'total' else one.kind}_{one.rule}",
        role="former" if setting.former else role,
        munition=group.type,
        modality=modality,
        attribution=source,
        official=official,
        scope=_scope(sentence, setting.scope, setting.clause, group),
    )


def _adds(lower: tuple[str, ...], group: Group) -> bool:
    """Whether a number is added to one said before ("another four drones were jammed")."""
    span = lower[group.start : group.end]
    return not _FURTHER.isdisjoint(span) and "the" not in span


def _in_view(lower: tuple[str, ...], group: Group) -> tuple[str, ...]:
    """Return the words that can date a number: an aside after "which", a mere day before and a failure are blanked.

    Which day an attack was on is decided from the whole text, so "the previous day" alone makes no background.
    """
    shown = list(lower)
    for at in range(len(lower) - 2):
        if lower[at] in ("failed", "failing") and lower[at + 1] == "to":
            shown[at] = "_"  # weapons that failed to arrive were sent
        if lower[at : at + 3] in _DAY_BEFORE:
            shown[at : at + 3] = ["_", "_", "_"]
    start = next((at for at in range(1, group.start) if lower[at] in ("which", "who") and lower[at - 1] == ","), None)
    if start is not None and "," in lower[start : group.start]:
        end = lower.index(",", start)
        shown[start:end] = ["_"] * (end - start)
    return tuple(shown)


def _clause_end(lower: tuple[str, ...], end: int) -> int:
    """Return where what is said of a number ends: a comma before a comparison or a participle opens another thought."""
    for at in range(end, len(lower) - 1):
        if lower[at] == "," and (lower[at + 1].endswith("ing") or lower[at + 1] in role_words().aside):
            return at
    return len(lower)


def _scope(sentence: Sentence, scope: LocalScope, clause: tuple[int, int], group: Group) -> LocalScope:
    """Return the scope of a number: what is compared with it later makes it no comparison, "In May" opens a past."""
    lower = sentence.lower
    if scope == "comparison" and find_phrase(words().comparison, lower, clause[0], group.start) is None:
        scope = "here"
    if scope == "here" and (_opens_past(lower) or not _EARLIER.isdisjoint(lower[group.start : group.end])):
        return "background"  # "In May two missiles", "an earlier missile had missed"
    return scope


_EARLIER = frozenset(("earlier", "previous"))


def _opens_past(lower: tuple[str, ...]) -> bool:
    """Whether a sentence starts with a month or a period before this attack."""
    grammar = words()
    first = next((at for at, word in enumerate(lower[:3]) if word[0].isalpha()), 0)
    opening = lower[first : first + 3]
    return (
        opening[:1] in (("in",), ("since",), ("last",))
        and opening[1:2] != ()
        and (
            opening[1] in grammar.months
            or opening[1] in ("may", "month", "week", "year", "early", "late")
            or opening[1].isdigit()
        )
    )


def consistent(launched: _Range | None, intercepted: _Range | None, hit: _Range | None) -> bool:
    """Whether the numbers of one attack can all be true: no more stopped, or got through, than were launched.

    >>> from schemas.base import Count
    >>> consistent(Count(min=6, max=6), Count(min=5, max=5), Count(min=1, max=1))
    True
    >>> consistent(Count(min=6, max=6), Count(min=5, max=5), Count(min=2, max=2))
    False
    """
    if launched is None or launched.max is None:
        return True
    stopped = intercepted.min if intercepted is not None else 0
    through = hit.min if hit is not None else 0
    return stopped + through <= launched.max
