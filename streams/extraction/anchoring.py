"""Decide which event each number belongs to: the main one, another, an earlier time, or none.

Example: "A shell killed a baker on Friday, bringing deaths in the city this month to 16" - the one is the main
event's, the 16 are background, because "this month" stands in their clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from schemas.vocabulary import Scope
from streams.extraction.casualty_scope import sums_a_day
from streams.extraction.clauses import marks_of, ranks_the_attack, words
from streams.extraction.deeds import of_a_deed
from streams.extraction.story import SEPARATE, Story, counts_from, is_earlier, is_main_day, is_ranking
from streams.extraction.time_spans import dates_an_attack
from streams.extraction.times import WEEKDAYS
from streams.text.types import ReadArticle, ReadClaim, Sentence, TimeMention


class AnchoredClaim(NamedTuple):
    """A claim with the event it belongs to and the cue that says so. ``number`` counts the article's claims."""

    number: int
    claim: ReadClaim
    scope: Scope
    reason: str


_OWN_SCOPES = {
    "background": Scope.BACKGROUND,
    "comparison": Scope.COMPARISON,
    "hypothetical": Scope.HYPOTHETICAL,
}


def anchor_claims(read: ReadArticle, story: Story) -> tuple[AnchoredClaim, ...]:
    """Return every claim of the article with its scope, in reading order."""
    return _with_second_half(
        tuple(
            AnchoredClaim(index, claim, Scope.OTHER_EVENT, "an attack of the other side")
            if any(each.sentence == claim.sentence and each.start <= claim.start < each.end for each in story.others)
            else _anchor(index, claim, read, story)
            for index, claim in enumerate(read.claims)
        ),
        read,
    )


def _with_second_half(anchored: tuple[AnchoredClaim, ...], read: ReadArticle) -> tuple[AnchoredClaim, ...]:
    """Give a number in the second half of a headline to the other attack that the body tells it of.

    Class: "Bomb hurts three in Tank; jets kill 11 in Tirah", where the body tells of the jets as of another attack.
    """
    others = {(each.claim.kind, each.claim.count) for each in anchored if each.scope is Scope.OTHER_EVENT}
    own = {each.claim.kind for each in anchored if each.scope is Scope.MAIN and not _in_headline(each, read)}
    return tuple(
        each._replace(scope=Scope.OTHER_EVENT, reason="the body tells it of another attack")
        if _in_headline(each, read)
        and ";" in read.sentences[each.claim.sentence].lower[: each.claim.start]
        and (each.claim.kind, each.claim.count) in others
        and each.claim.kind not in own
        else each
        for each in anchored
    )


def _in_headline(each: AnchoredClaim, read: ReadArticle) -> bool:
    return read.sentences[each.claim.sentence].segment.kind == "headline"


def _anchor(index: int, claim: ReadClaim, read: ReadArticle, story: Story) -> AnchoredClaim:
    published = read.published_local.date() if read.published_local else None
    lower = read.sentences[claim.sentence].lower
    mentions = tuple(each for each in story.mentions(claim.sentence) if not of_a_deed(lower, each.start))
    if _is_avenged(read.sentences[claim.sentence], claim):
        return AnchoredClaim(index, claim, Scope.BACKGROUND, "the attack answers it")
    if of_a_deed(lower, claim.start):
        return AnchoredClaim(index, claim, Scope.BACKGROUND, "people are sought for it")
    own = _OWN_SCOPES.get(claim.scope)
    apart = story.scopes[claim.sentence].reason == SEPARATE
    if own is Scope.BACKGROUND and (apart or _is_dated_lead(read, claim, mentions, story)):
        # "killed 17 on Monday, in the heaviest raid since the truce": the lead tells the news, and an attack set apart
        # is news as well; what their clauses compare with is read below.
        own, claim = None, replace(claim, scope="here")
    if own is not None:
        return AnchoredClaim(index, claim, own, f"reads as {claim.scope}")
    sentence = read.sentences[claim.sentence]
    inside = [
        mention for mention in mentions
        if claim.clause[0] <= mention.start < claim.clause[1] and not _dates_another(sentence, mention, claim)
    ]  # fmt: skip
    acted = [mention for mention in inside if not _dates_speech(sentence, mention)]
    if any(is_main_day(mention, story.day, published) for mention in acted):
        inside = acted
    nearest = min(inside, key=lambda mention: _distance(sentence, mention, claim), default=None)
    if nearest is None and _is_relative(read, claim):
        # "since January, when 22 died", "Monday's fire, in which three died": the time before the clause is its own.
        before = [mention for mention in mentions if mention.end <= claim.clause[0] + 1]
        nearest = before[-1] if before else None
    if nearest is not None:
        if is_main_day(nearest, story.day, published):
            return _by_sentence(index, claim, story)
        words = read.sentences[claim.sentence].text(nearest.start, nearest.end)
        if is_earlier(nearest, story.day):
            return AnchoredClaim(index, claim, Scope.OTHER_EVENT, f"{words!r} in its clause")
        if _is_running(read, claim, nearest, story):
            return AnchoredClaim(index, claim, Scope.MAIN, "the attack goes on")
        if nearest.kind in ("period", "past"):
            return AnchoredClaim(index, claim, Scope.BACKGROUND, f"{words!r} in its clause")
        if nearest.kind == "future":
            return AnchoredClaim(index, claim, Scope.HYPOTHETICAL, f"{words!r} in its clause")
    return _by_sentence(index, claim, story)


#: What goes on for days: other attacks of several days are many.
_RUNNING = ("act.clash", "act.shelling")


def _is_avenged(sentence: Sentence, claim: ReadClaim) -> bool:
    """Whether a number stands in what an attack answers, and so before it.

    Class: "killed 60 villagers in apparent revenge for the deaths of several militants", "in response to a raid that
    killed 12 rebels". Not: "in retaliation for the raid, the rebels killed nine".
    """
    before = [at for name, at in marks_of(sentence) if name == "avenged" and 0 < claim.start - at <= _AVENGED_REACH]
    return bool(before) and "," not in sentence.lower[before[-1] : claim.start]


_AVENGED_REACH = 14


def _is_running(read: ReadArticle, claim: ReadClaim, mention: TimeMention, story: Story) -> bool:
    """Whether a few days are those of the attack itself, which goes on: the lead sums it up and names no other day.

    Class: "Fighting near the town has left at least 35 dead since Tuesday"; not "armed groups have killed 61 since
    Sunday", "bringing those killed since Tuesday to nine", nor "a shell killed two, and 14 have died since Sunday".
    """
    sentence = read.sentences[claim.sentence]
    if mention.day is not None or story.day is not None or sentence.segment.paragraph != 0 or sentence.position != 0:
        return False
    told = sentence.lower[max(0, mention.start - 1) : mention.end]
    if mention.kind != "period" or "since" not in told or WEEKDAYS.keys().isdisjoint(told):
        return False
    if not any(term.category in _RUNNING for term in read.terms[claim.sentence]):
        return False
    beside = [each for each in read.claims if each.sentence == claim.sentence and each.kind == claim.kind]
    return claim.rule != "toll" and all(each.role == "subset" for each in beside if each is not claim)


def _dates_another(sentence: Sentence, mention: TimeMention, claim: ReadClaim) -> bool:
    """Whether a time counts from an older event that this claim is not part of.

    Class: "12 died two weeks after a truce collapsed"; the four of "Days after a bomb killed 60, gunmen killed four".
    """
    if is_ranking(sentence, mention):
        # "killed 12, the most since a raid in March in which 30 died": the 30 are of March; but "in one of the largest
        # attacks of the war, killing nine".
        after = sentence.lower[mention.end : mention.end + 2]
        goes_on = after[:1] == (",",) and after[-1] not in _RELATIVE | {"in"}
        return claim.start <= mention.start or goes_on or not ranks_the_attack(sentence.lower, mention.start)
    if dates_an_attack(sentence, mention.start):
        return claim.end <= mention.start
    if not counts_from(sentence, mention):
        return False
    return claim.end <= mention.start or "," in sentence.lower[mention.end : claim.start]


def _dates_speech(sentence: Sentence, mention: TimeMention) -> bool:
    """Whether a time only says when somebody spoke ("It said on Thursday that it downed nine drones overnight")."""
    lower, at = sentence.lower, mention.start - 1
    while at > 0 and lower[at] in ("on", "late", "early"):
        at -= 1
    return at >= 0 and lower[at] in words().saying


def _is_relative(read: ReadArticle, claim: ReadClaim) -> bool:
    """Whether the clause of a claim hangs on what stands before it: "when ...", "in which ...", "that killed ..."."""
    lower = read.sentences[claim.sentence].lower
    start = claim.clause[0]
    return not _RELATIVE.isdisjoint(lower[max(0, start - 2) : min(start + 3, claim.start + 1)])


_RELATIVE = frozenset(("when", "which", "where", "whose"))


def _is_dated_lead(read: ReadArticle, claim: ReadClaim, mentions: Sequence[TimeMention], story: Story) -> bool:
    """Whether a claim stands in the first sentence of the body and that sentence names the day of the main event.

    Not the sum to which the number of the attack itself is added: "killed nine, taking to 17 those killed in one day".
    """
    sentence = read.sentences[claim.sentence]
    news = (each for each in read.claims if each.sentence == claim.sentence and each.scope == "here")
    is_sum = claim.rule == "toll" and sums_a_day(sentence.lower, claim.start)
    if is_sum and any(each.kind == claim.kind for each in news):
        return False
    first = sentence.segment.paragraph == 0 and sentence.position == 0
    return first and story.day is not None and any(mention.day == story.day for mention in mentions)


def _by_sentence(index: int, claim: ReadClaim, story: Story) -> AnchoredClaim:
    scope, reason = story.scopes[claim.sentence]
    return AnchoredClaim(index, claim, scope, reason)


def _distance(sentence: Sentence, mention: TimeMention, claim: ReadClaim) -> int:
    """Return how far a time stands from a number; a comma and an "and" between them part two acts.

    Class: "killed two on Tuesday, and 14 have died there since Sunday": the 14 are since Sunday.
    """
    low, high = sorted(((mention.start, mention.end), (claim.start, claim.end)))
    between = sentence.lower[low[1] : high[0]]
    parted = _PARTING in zip(between, between[1:], strict=False)
    return max(claim.start - mention.end, mention.start - claim.end, 0) + _PARTED * parted


_PARTING = (",", "and")
_PARTED = 12
