"""Read one sentence: which acts it asserts, which it only imagines, and which are long past.

"Rebels shelled Goma on Friday" asserts; "rebels could shell Goma" and "vowed to shell Goma" imagine; "shelled in 1996"
and "the trial over the shelling" are old; "no shot was fired" is negated; all that a drill does is played. A modal
reaches to the end of its clause and back to its beginning, a threat or a frame of memory to the end of the sentence; of
two times the nearer one dates an act.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from streams.classification.groups import Groups
from streams.classification.mishaps import is_mishap
from streams.lexicons.publishers import registry
from streams.text.types import Sentence, Term, TimeMention

_YEAR = re.compile(r"(?:1[89]|20)\d\d")
#: An act further back than this is not breaking (cases, verdict).
FRESH_DAYS = 3
#: An opening clause begins within so many tokens ("On Tuesday, 14 months after ...").
OPENING_TOKENS = 8
#: What derails a train or sinks a boat on purpose ("a bomb under the rails derailed the express").
_BLOWS_UP = ("weapon.", "act.bombing", "act.bombed")


class Reading(NamedTuple):
    """What a sentence says of acts, as bits of act groups, and its cues, as bits of cue groups."""

    real: int
    unreal: int
    old: int
    negated: int
    played: int
    cues: int
    label: bool
    fresh: bool
    score: bool
    #: a state or group that can strike is named
    actor: bool
    #: an attack is ruled out as the cause
    ruledout: bool = False


def read_sentence(
    sentence: Sentence,
    terms: Sequence[Term],
    times: Sequence[TimeMention],
    published: datetime | None,
    groups: Groups,
    actor: bool = False,
) -> Reading:
    """Return the acts and cues of a sentence; ``times`` are its own, ``actor`` says that it names a belligerent."""
    acts: list[tuple[int, int]] = []
    scopes: list[tuple[str, int, int]] = []
    cues = 0
    masks: list[tuple[int, int]] | None = None  # set phrases ("heart attack"), looked for when an act needs them
    says = groups.says
    trade = registry().trade
    for start, end, category, _ in terms:
        if category == "topic.wreck" and any(other.startswith(_BLOWS_UP) for _, _, other, _ in terms):
            continue
        if category[:4] == "cue." and start and sentence.words[start][0].isupper() and sentence.lower[start] in trade:
            continue  # "The Harbour Chronicle has learned": a paper's name
        said = says.get(category)
        if said is None:
            continue
        if category in groups.maskable:
            if masks is None:
                masks = [(low, high) for low, high, cover, _ in terms if cover == "cue.mask"]
            if masks and any(low <= start and end <= high for low, high in masks):
                continue
        bits, cue, scope = said
        if bits:
            acts.append((start, bits))
        cues |= cue
        if scope:
            scopes.append((scope, start, end))
    if is_mishap(sentence.lower, terms):
        cues |= 1 << groups.cue_names.index("accident")
    label = sentence.position == 0 and any(scope == "label" and start == 0 for scope, start, _ in scopes)
    score = _has_score(sentence.lower)
    ruledout = bool(scopes) and _rules_out(sentence.lower, scopes, groups)
    if not acts:
        fresh = bool(scopes) and any(scope == "fresh" for scope, _, _ in scopes)
        return Reading(0, 0, 0, 0, 0, cues, label, fresh, score, actor, ruledout)
    fresh_at, old_at = _dated(sentence, scopes, times, published)
    low, high = _opening_clause(sentence.lower, groups.openers)
    imagined, denied, framed = (
        [(start, min(end, high) if low <= start < high else end) for start, end in reaches]
        for reaches in _reaches(sentence, scopes, groups)
    )
    aside = [at for at in old_at if low <= at < high]
    in_play = bool(cues & groups.play)
    real = unreal = old = negated = played = 0
    for start, bits in acts:
        if in_play:
            played |= bits
            continue
        past = [at for at in old_at if at not in aside] if start >= high else old_at
        if _within(start, imagined):
            unreal |= bits
        elif _within(start, denied):
            negated |= bits
        elif _within(start, framed) or (past and _distance(start, past) < _distance(start, fresh_at)):
            old |= bits
        else:
            real |= bits
    return Reading(real, unreal, old, negated, played, cues, label, bool(fresh_at), score, actor, ruledout)


def _rules_out(lower: Sequence[str], scopes: Sequence[tuple[str, int, int]], groups: Groups) -> bool:
    """Whether an enemy's hand is ruled out: "no evidence of sabotage", but not "ruled out talks after the attack"."""
    reaches = [
        (start, _until(lower, end, min(len(lower), end + groups.reach["ruleout"]), groups.breaks))
        for scope, start, end in scopes
        if scope == "ruleout"
    ]
    return bool(reaches) and any(scope == "hostile" and _within(start, reaches) for scope, start, _ in scopes)


def _within(at: int, reaches: Sequence[tuple[int, int]]) -> bool:
    return any(low <= at < high for low, high in reaches)


def _opening_clause(lower: Sequence[str], openers: frozenset[str]) -> tuple[int, int]:
    """Return the tokens of a clause before the main one ("14 months after a bomb killed 29, another went off")."""
    for at, word in enumerate(lower[:OPENING_TOKENS]):
        if word in openers:
            end = next((place for place in range(at + 1, len(lower)) if lower[place] == ","), 0)
            return (max(0, at - 3), end) if end else (0, 0)
    return 0, 0


def _distance(at: int, marks: Sequence[int]) -> int:
    return min((abs(at - mark) for mark in marks), default=1_000)


def _dated(
    sentence: Sentence,
    scopes: Sequence[tuple[str, int, int]],
    times: Sequence[TimeMention],
    published: datetime | None,
) -> tuple[list[int], list[int]]:
    """Return the tokens that say "just now" and those that say "long ago"."""
    fresh = [start for scope, start, _ in scopes if scope == "fresh"]
    old = [start for scope, start, _ in scopes if scope == "longago"]
    for time in times:
        if time.kind in ("period", "past"):
            old.append(time.start)
        elif time.day is not None and published is not None:
            age = (published.date() - time.day).days
            if age > FRESH_DAYS:
                old.append(time.start)
            elif age >= -1:
                fresh.append(time.start)
    if published is not None:
        for at, word in enumerate(sentence.words):
            if word[0] in "12" and len(word) == 4 and _YEAR.fullmatch(word) and _is_past(int(word), published):
                before = sentence.lower[at - 1] if at else ""
                if before not in ("since", "than", "from"):
                    old.append(at)
    return fresh, old


def _is_past(year: int, published: datetime) -> bool:
    """Whether a year is over for good: December is still news in the first days of January."""
    return year < published.year - (1 if published.month == 1 else 0)


def _reaches(
    sentence: Sentence, scopes: Sequence[tuple[str, int, int]], groups: Groups
) -> tuple[list[tuple[int, int]], list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the token ranges that are imagined, those that are negated, and those told as the past."""
    imagined: list[tuple[int, int]] = []
    denied: list[tuple[int, int]] = []
    framed: list[tuple[int, int]] = []
    lower, words = sentence.lower, sentence.words
    last = len(lower)
    for scope, start, end in scopes:
        if scope == "if" or (scope == "should" and not start):
            imagined.append((0, last))
        elif scope == "frame":
            framed.append((start, min(last, end + groups.reach["frame"])))
        elif scope == "threat":
            imagined.append((start, _until(lower, end, min(last, end + groups.reach["threat"]), groups.breaks)))
        elif scope in ("modal", "will"):
            if lower[start] == "may" and words[start] == "May" and start:
                continue  # the month
            stop = groups.breaks | groups.soft
            high = _until(lower, end, min(last, end + groups.reach[scope]), stop)
            low = start
            if scope == "modal":
                while low > 0 and lower[low - 1] not in stop:
                    low -= 1
            imagined.append((low, high))
        elif scope in ("negation", "denial"):
            stop = groups.breaks | (groups.soft if scope == "negation" else frozenset())
            denied.append((start, _until(lower, end, min(last, end + groups.reach[scope]), stop)))
    return imagined, denied, framed


def _has_score(lower: Sequence[str]) -> bool:
    """Whether a result such as "6-0" stands there: two small numbers and a hyphen between them."""
    if "-" not in lower and "–" not in lower:
        return False
    for at, word in enumerate(lower[1:-1], 1):
        if word == "-" or word == "–":
            before, after = lower[at - 1], lower[at + 1]
            if before.isdecimal() and after.isdecimal() and len(before) <= 2 and len(after) <= 2:
                return True
    return False


def _until(lower: Sequence[str], start: int, limit: int, stop: frozenset[str]) -> int:
    for at in range(start, limit):
        if lower[at] in stop:
            return at
    return limit
