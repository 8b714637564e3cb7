"""Resolve the claims of one event into its counts: one range per kind, with the claims it rests on.

Example: the headline says 25 dead, the body "the bomb killed 21": 21, for the body corrects its headline. "At least 11
were killed ... Nine of them were women": at least 11, for a subset is not added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.base import Count
from streams.extraction.anchoring import AnchoredClaim
from streams.extraction.casualty_findings import add
from streams.extraction.counting import combine
from streams.text.types import ReadArticle, ReadClaim

#: Rules that read a figure which can take the place of an earlier one.
_RESTATES, _CORRECTS = "toll", frozenset(("corrected_figure", "update_launched"))
#: What is left after those shot down can have hit; any statement about hits says more.
_REST = "hit_rest"
_OTHERS = "others_"
#: Rules that read some of the victims only.
_DETAILS = frozenset(("lost_limb", "among"))
#: The rule that reads a side's own losses.
_LOST = "lost_men"
_BODIES = "bodies"
_PUT = frozenset(("put", "puts"))
#: What people are called when nothing else is said of them.
_GENERAL = frozenset(
    (
        "people",
        "persons",
        "bodies",
        "body",
        "person",
        "dead",
        "others",
        "victims",
        "lives",
        "of",
        "the",
        "deaths",
        "fatalities",
    )
)
_SAID = frozenset(("said", "announced", "reported", "put", "spoken", "given", "counted", "told", "stated"))
_SAID_REACH = 14
#: Sources that disagree by more than this speak of different things.
_RIVAL_RATIO = 4
#: Claims of these roles say something about a count but are none themselves.
_NO_TOTALS = ("subset", "former", "delta", "died_later")
_MOVING = ("delta", "died_later")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A count and the numbers of the claims it rests on; ``contested`` when live sources disagree or one denies."""

    count: Count
    claims: tuple[int, ...]
    contested: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one sentence says of one kind, all its parts together."""

    sentence: int
    count: Count
    claims: tuple[AnchoredClaim, ...]

    @property
    def first(self) -> ReadClaim:
        return self.claims[0].claim

    @property
    def denied(self) -> bool:
        return any(each.claim.modality == "denied" for each in self.claims)


def resolve(
    kind: str, anchored: Sequence[AnchoredClaim], read: ReadArticle, denied: frozenset[int] = frozenset()
) -> Resolved | None:
    """Return the event's count of a kind from its own claims; None when nothing is reported. Never a guessed zero.

    ``anchored`` are the claims of one event only, in reading order; ``denied`` numbers the claims that somebody denies.
    """
    claims = [each for each in anchored if each.claim.kind == kind]
    readings = _current(_readings(kind, anchored), read)
    body = [reading for reading in readings if read.sentences[reading.sentence].segment.kind == "paragraph"]
    chosen = _fold(body or readings, read)
    if chosen is None:
        return None
    chosen = _with_later_deaths(kind, chosen, anchored, read)
    return _with_denial(chosen, claims, denied)


def _readings(kind: str, anchored: Sequence[AnchoredClaim]) -> list[_Reading]:
    """Combine what each sentence says of a kind; later deaths and further bodies count beside a total."""
    by_sentence: dict[int, list[AnchoredClaim]] = {}
    for each in anchored:
        by_sentence.setdefault(each.claim.sentence, []).append(each)
    readings = []
    for sentence, group in by_sentence.items():
        held = tuple(each for each in group if each.claim.kind == kind and each.claim.role not in _NO_TOTALS)
        count = combine([each.claim for each in group]).get(kind) if held else None
        if count is not None:
            moved = tuple(each for each in group if each.claim.role in _MOVING)
            readings.append(_Reading(sentence, count, (*held, *moved)))
    return readings


def _fold(readings: Sequence[_Reading], read: ReadArticle) -> Resolved | None:
    """Fold the readings of one kind in text order: the first stands until a later one updates, adds or disputes it."""
    current: Resolved | None = None
    holder: _Reading | None = None
    for reading in readings:
        numbers = tuple(each.number for each in reading.claims)
        if current is None or holder is None:
            current, holder = Resolved(reading.count, numbers, reading.denied), reading
            continue
        relation = _relation(current.count, holder, reading, read)
        if relation == "replaces":
            current, holder = Resolved(reading.count, numbers, reading.denied), reading
        elif relation == "adds":
            current = Resolved(add(current.count, reading.count), current.claims + numbers, current.contested)
        elif relation == "disputes":
            current = Resolved(envelope(current.count, reading.count), current.claims + numbers, True)
    return current


def _relation(current: Count, holder: _Reading, reading: _Reading, read: ReadArticle) -> str:
    """Say what a later reading does to the count so far: replaces, adds, disputes, or repeats it.

    A later figure without a sign that it updates, adds or disputes is taken for a detail or another attack: the figure
    that the text gave first stands.
    """
    new = reading.count
    if _updates(reading, read) or holder.first.rule == _REST:
        return "replaces"
    if reading.first.rule.startswith(_OTHERS):
        return "adds"
    if new == current:
        return "repeats"
    if _is_other_side(holder, reading):
        return "adds"
    if new.max == 0:
        # "No children were hurt" after a figure says something of some people, not of all.
        return "repeats"
    if current.max == 0:
        return "replaces"
    if _within(new, current):
        return "replaces"
    if _is_rival(current, holder.first, reading, read):
        return "disputes"
    return "repeats"


def envelope(first: Count, second: Count) -> Count:
    """Return the range from the lowest to the highest of two counts."""
    high = None if first.max is None or second.max is None else max(first.max, second.max)
    return Count(min=min(first.min, second.min), max=high)


def _updates(reading: _Reading, read: ReadArticle) -> bool:
    """Whether a reading says that it takes the place of an earlier figure: "rose to", "later confirmed", "corrected".

    "The ministry put the dead at nine" restates a toll as well, but as one source beside another.
    """
    rules = {each.claim.rule for each in reading.claims}
    cues = {term.category for term in read.terms[reading.sentence]}
    if rules & _CORRECTS or "discourse.revision" in cues:
        return True
    unnamed = reading.first.attribution is None and not _puts(reading, read)
    return _RESTATES in rules and ("discourse.update" in cues or unnamed)


def _puts(reading: _Reading, read: ReadArticle) -> bool:
    """Whether somebody puts a figure at a number: a source speaks, even where its name was not read."""
    return not _PUT.isdisjoint(read.sentences[reading.sentence].lower)


def _within(inner: Count, outer: Count) -> bool:
    """Whether ``inner`` is a sharper reading of ``outer`` ("dozens", then "34")."""
    if inner.min < outer.min:
        return False
    return outer.max is None or (inner.max is not None and inner.max <= outer.max)


def _is_rival(current: Count, held: ReadClaim, reading: _Reading, read: ReadArticle) -> bool:
    """Whether a reading is a rival total: of another source, of people in general, and a number that was counted.

    "A doctor put the dead at nine" disputes another total; "a nurse said that seven children were brought in" does not,
    nor do five bodies found where 14 are known to have died.
    """
    claim = reading.first
    spoken = claim.attribution is not None or _puts(reading, read)
    partial = claim.rule == _BODIES and reading.count.min < current.min
    return (
        spoken
        and not partial
        and (claim.attribution is None or claim.attribution != held.attribution)
        and claim.role == "total"
        and reading.count.max is not None
        and reading.count.min <= _RIVAL_RATIO * max(current.min, current.max or 0, 1)
        and claim.rule not in _DETAILS
        and (None in (held.victims, claim.victims) or held.victims == claim.victims)
        and (_is_general(claim, read) or _puts(reading, read))
        and not _is_sum(current, reading)
    )


def _is_sum(current: Count, reading: _Reading) -> bool:
    """Whether the numbers of a sentence only part the total: "nine in the first town, six in the second"."""
    return len(reading.claims) > 1 and sum(each.claim.count.min for each in reading.claims) == current.min


def _is_general(claim: ReadClaim, read: ReadArticle) -> bool:
    """Whether a claim counts people without saying which: "nine", "17 people", "the dead"."""
    words = read.sentences[claim.sentence].lower[claim.start : claim.end]
    numbers = [
        found for found in read.quantities[claim.sentence] if found.start >= claim.start and found.end <= claim.end
    ]
    counted = max((found.end for found in numbers), default=claim.start) - claim.start
    return all(word in _GENERAL for word in words[counted:])


def _is_other_side(holder: _Reading, reading: _Reading) -> bool:
    """Whether a reading counts people whom the first does not hold: attackers told apart, the other side's losses."""
    victims = {each.claim.victims for each in holder.claims}
    if all(each.claim.victims == "attacker" for each in reading.claims):
        return not victims & {"attacker", "mixed"}
    held = {each.claim.rule for each in holder.claims}
    return reading.first.rule == _LOST and _LOST not in held and victims == {"fighter"}


def _current(readings: Sequence[_Reading], read: ReadArticle) -> list[_Reading]:
    """Leave out what a source had said before, where anything newer is told: "it had announced that 18 were dead"."""
    newer = [reading for reading in readings if not _was_said_before(reading.first, read)]
    return newer or list(readings)


def _was_said_before(claim: ReadClaim, read: ReadArticle) -> bool:
    lower = read.sentences[claim.sentence].lower
    return any(
        lower[at] == "had" and lower[at + 1] in _SAID
        for at in range(max(0, claim.start - _SAID_REACH), claim.start - 1)
    )


def _with_later_deaths(kind: str, resolved: Resolved, anchored: Sequence[AnchoredClaim], read: ReadArticle) -> Resolved:
    """Move those who died of their wounds: killed up, wounded down, unless the totals are as new as the deaths."""
    held = [anchored[_position(anchored, number)].claim for number in resolved.claims]
    newest = -1 if all(_was_said_before(claim, read) for claim in held) else max(claim.sentence for claim in held)
    for each in anchored:
        claim = each.claim
        in_body = read.sentences[claim.sentence].segment.kind == "paragraph"
        if claim.role != "died_later" or claim.kind != "killed" or not in_body or claim.sentence <= newest:
            continue
        if kind == "killed":
            resolved = Resolved(add(resolved.count, claim.count), (*resolved.claims, each.number), resolved.contested)
        elif kind == "wounded" and resolved.count.min >= claim.count.min:
            high = None if resolved.count.max is None else resolved.count.max - claim.count.min
            lowered = Count(min=resolved.count.min - claim.count.min, max=high)
            resolved = Resolved(lowered, (*resolved.claims, each.number), resolved.contested)
    return resolved


def _position(anchored: Sequence[AnchoredClaim], number: int) -> int:
    return next(index for index, each in enumerate(anchored) if each.number == number)


def _with_denial(resolved: Resolved, claims: Sequence[AnchoredClaim], denied: frozenset[int]) -> Resolved:
    """Open a figure to [0, N] when the article says elsewhere that it is denied."""
    denials = [
        each
        for each in claims
        if each.claim.rule == "denial" or (each.claim.modality == "denied" and each.claim.count == resolved.count)
    ]
    if (not denials and denied.isdisjoint(resolved.claims)) or resolved.count.min == 0:
        return resolved
    numbers = tuple(dict.fromkeys((*resolved.claims, *(each.number for each in denials))))
    return Resolved(Count(min=0, max=resolved.count.max), numbers, True)
