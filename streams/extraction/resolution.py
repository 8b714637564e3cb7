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

#: Claims of these roles say something about a count but are none themselves.
_NO_TOTALS = ("subset", "former", "delta", "died_later")


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


def resolve(kind: str, anchored: Sequence[AnchoredClaim], read: ReadArticle) -> Resolved | None:
    """Return the event's count of a kind from its own claims; None when nothing is reported. Never a guessed zero.

    ``anchored`` are the claims of one event only, in reading order.
    """
    claims = [each for each in anchored if each.claim.kind == kind]
    readings = _readings(kind, [each for each in claims if each.claim.role not in _NO_TOTALS])
    body = [reading for reading in readings if read.sentences[reading.sentence].segment.kind == "paragraph"]
    chosen = _fold(body or readings, read)
    if chosen is None:
        return None
    return _with_later_deaths(kind, chosen, anchored)


def _readings(kind: str, claims: Sequence[AnchoredClaim]) -> list[_Reading]:
    by_sentence: dict[int, list[AnchoredClaim]] = {}
    for each in claims:
        by_sentence.setdefault(each.claim.sentence, []).append(each)
    readings = []
    for sentence, group in by_sentence.items():
        count = combine([each.claim for each in group]).get(kind)
        if count is not None:
            readings.append(_Reading(sentence, count, tuple(group)))
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
        relation = _relation(current.count, holder, reading)
        if relation == "replaces":
            current, holder = Resolved(reading.count, numbers, reading.denied), reading
        elif relation == "adds":
            current = Resolved(add(current.count, reading.count), current.claims + numbers, current.contested)
        elif relation == "disputes":
            current = Resolved(envelope(current.count, reading.count), current.claims + numbers, True)
    return current


def _relation(current: Count, holder: _Reading, reading: _Reading) -> str:
    """Say what a later reading does to the count so far: replaces, adds, disputes, or repeats it."""
    claim, new = reading.first, reading.count
    if claim.rule.startswith("update"):
        return "replaces"
    if claim.rule.startswith("others"):
        return "adds"
    if new == current:
        return "repeats"
    if _within(new, current) and new.min >= current.min:
        return "replaces"
    if _is_rival(holder.first, claim):
        return "disputes"
    if new.min > current.min and claim.victims in (None, holder.first.victims):
        return "replaces"
    return "repeats"


def envelope(first: Count, second: Count) -> Count:
    """Return the range from the lowest to the highest of two counts."""
    high = None if first.max is None or second.max is None else max(first.max, second.max)
    return Count(min=min(first.min, second.min), max=high)


def _within(inner: Count, outer: Count) -> bool:
    """Whether ``inner`` is a sharper reading of ``outer`` ("dozens", then "34")."""
    if inner.min < outer.min:
        return False
    return outer.max is None or (inner.max is not None and inner.max <= outer.max)


def _is_rival(held: ReadClaim, claim: ReadClaim) -> bool:
    """Whether two claims are rival totals: both attributed, to different sources, and of the same victims."""
    return (
        claim.attribution is not None
        and claim.attribution != held.attribution
        and claim.role == "total"
        and held.victims in (None, claim.victims)
    )


def _with_later_deaths(kind: str, resolved: Resolved, anchored: Sequence[AnchoredClaim]) -> Resolved:
    """Move those who died of their wounds: killed up, wounded down, if the totals do not hold them already."""
    died = [each for each in anchored if each.claim.role == "died_later" and each.claim.kind == "killed"]
    for each in died:
        count = each.claim.count
        if kind == "killed":
            resolved = Resolved(add(resolved.count, count), (*resolved.claims, each.number), resolved.contested)
        elif kind == "wounded" and resolved.count.min >= count.min:
            high = None if resolved.count.max is None else resolved.count.max - count.min
            lowered = Count(min=resolved.count.min - count.min, max=high)
            resolved = Resolved(lowered, (*resolved.claims, each.number), resolved.contested)
    return resolved
