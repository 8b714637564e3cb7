"""Explain a verdict: the article with what was read marked in it, the reasons for the verdict, and each number's rule.

A pure structure, apart from how it is printed (streams.cli.rendering). Example: "Shells killed three in Goma" becomes
the pieces "Shells killed ", "three" (marked ``killed 3``), " in ", "Goma" (marked ``place``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemas.base import Span
from schemas.codec import printable
from schemas.event import Claim, ConflictEvent
from schemas.vocabulary import DayPrecision, Scope, VerdictKind
from streams.extraction.country_evidence import scores_of
from streams.extraction.setting import evidence_for_country
from streams.text.types import ClassifiedArticle, Detection, Feature, ReadArticle, Segment

#: Why a number that was read does not count, by its scope.
_WHY_NOT = {
    Scope.BACKGROUND: "not counted: an earlier attack, a sum over a period or a total of the war",
    Scope.OTHER_EVENT: "not counted: another attack than the one the article reports",
    Scope.COMPARISON: "not counted: a comparison",
    Scope.HYPOTHETICAL: "not counted: it has not happened",
}
_AGAIN = "not counted: says again what is counted"
_PART = "not counted: part of the larger number that is counted, or an earlier one"
_NOBODY = "not counted: another sentence tells of victims"
_OTHER = "not counted: another figure takes its place"
_UNSURE = "not counted: no sum can be told from the numbers read"
_NO_EVENT = "not counted: the article reports no event"
#: Countries of which is told what speaks for them.
_COUNTRIES = 3


class Piece(NamedTuple):
    """Some text, and what was read in it: ``kind`` is "" for nothing, else "place" or the kind of number."""

    text: str
    label: str = ""
    kind: str = ""
    counted: bool = False


class Passage(NamedTuple):
    """A paragraph, or page furniture, which is never read."""

    field: str
    read: bool
    pieces: tuple[Piece, ...]


class Figure(NamedTuple):
    """A number that was read: what it counts, whether it counts for the event and why, its rule and its words.

    ``words`` are those of the number itself ("at least six people"), ``quote`` is their sentence.
    """

    label: str
    counted: bool
    why: str
    rule: str
    scope: str
    modality: str
    words: str
    quote: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """All there is to say of one article. Texts hold no control, bidi or ANSI characters."""

    uri: str
    verdict: str
    #: what is told of each event besides its numbers, as name and value: day, places, country, attacker, weapons
    setting: tuple[tuple[str, str], ...]
    passages: tuple[Passage, ...]
    features: tuple[tuple[str, float, str], ...]
    figures: tuple[Figure, ...]


class _Mark(NamedTuple):
    span: Span
    label: str
    kind: str
    counted: bool


def explanation_of(detection: Detection) -> Explanation:
    """Return the explanation of what the detect stage said of an article."""
    classified = detection.classified
    assert classified is not None, "build_events hands the classified article on"
    events = detection.events if detection.verdict.verdict == VerdictKind.EVENT else ()
    marks = sorted(_marks(classified.read, events), key=lambda mark: (mark.span.start, -mark.span.end))
    return Explanation(
        uri=safe(detection.verdict.uri),
        verdict=_verdict(classified, detection),
        setting=tuple(line for event in events for line in _setting(event, classified.read)),
        passages=tuple(_passage(segment, marks) for segment in classified.read.clean.segments),
        features=tuple(_feature(feature) for feature in classified.features),
        figures=tuple(_figures(classified.read, events)),
    )


def range_text(least: int | None, most: int | None) -> str:
    """Return a range for people.

    >>> [range_text(7, None), range_text(5, 7), range_text(3, 3), range_text(None, None)]
    ['7 or more', '5-7', '3', 'not reported']
    """
    if least is None:
        return "not reported"
    if most is None:
        return f"{least:,} or more"
    return f"{least:,}" if least == most else f"{least:,}-{most:,}"


def safe(text: str) -> str:
    r"""Return text without characters that a terminal would obey.

    >>> print(safe("red \x1b[31m alert"))
    red \x1b[31m alert
    """
    return text if text.isprintable() else printable(text, len(text) * 10)


def _verdict(classified: ClassifiedArticle, detection: Detection) -> str:
    what = classified.event_type or classified.reason or ""
    withdraws = ", withdraws what it said" if any(event.withdraws for event in detection.events) else ""
    return f"{classified.verdict}: {what} (confidence {classified.confidence:.2f}{withdraws})"


def _setting(event: ConflictEvent, read: ReadArticle) -> Iterator[tuple[str, str]]:
    """Yield what the event tells besides numbers, in words for people; what is unknown is said to be."""
    night = " (a night)" if event.occurred_precision == DayPrecision.NIGHT else ""
    yield "day", f"{event.occurred_on}{night}" if event.occurred_on else "not told"
    yield "places", safe(", ".join(place.name for place in event.places)) or "not told"
    yield "country", event.country or "none, or not told"
    if event.ordinal == 0 and (reasons := _country_reasons(read)):
        yield "because", reasons
    yield "attacker", safe(event.attacker) if event.attacker else "not told, or the blame is denied"
    yield "weapons", ", ".join(event.munitions.types) or "not told"


def _country_reasons(read: ReadArticle) -> str:
    """Return what speaks for which country: ``UA: struck 1.4, town 0.3; RU: forces 0.2``, the strongest first."""
    scores = scores_of(evidence_for_country(read))
    countries = sorted(scores, key=lambda country: (-sum(scores[country].values()), country))[:_COUNTRIES]
    return "; ".join(f"{country}: {_kinds(scores[country])}" for country in countries)


def _kinds(scores: Mapping[str, float]) -> str:
    return ", ".join(f"{kind} {score:.1f}" for kind, score in sorted(scores.items(), key=lambda each: -each[1]))


def _feature(feature: Feature) -> tuple[str, float, str]:
    return feature.name, feature.weight, safe(feature.quote)


def _counted(event: ConflictEvent) -> set[str]:
    counts = [count for _, count in event.toll or () if count is not None]
    weapons = event.munitions
    counts += [count for count in (weapons.launched, weapons.intercepted, weapons.hit) if count is not None]
    return {claim for count in (*counts, *weapons.by_type.values()) for claim in count.claims}


def _marks(read: ReadArticle, events: Sequence[ConflictEvent]) -> Iterator[_Mark]:
    for event in events:
        counted = _counted(event)
        for claim in event.claims:
            label = f"{claim.kind} {range_text(claim.min, claim.max)}"
            is_counted = claim.claim_id in counted
            yield _Mark(claim.span, label if is_counted else f"{label}, {_aside(claim)}", claim.kind, is_counted)
    if not events:
        for each in read.claims:
            label = f"{each.kind} {range_text(each.count.min, each.count.max)}"
            yield _Mark(read.sentences[each.sentence].span(each.start, each.end), label, each.kind, False)
    days = {event.occurred_on for event in events if event.occurred_on}
    for time in read.times:
        if time.day in days and time.kind in ("day", "night"):
            span = read.sentences[time.sentence].span(time.start, time.end)
            yield _Mark(span, f"{time.kind} {time.day}", "day", True)
    struck = {place.name for event in events for place in event.places}
    for place in read.places:
        if place.role == "struck" and place.name in struck:
            span = read.sentences[place.sentence].span(place.start, place.end)
            yield _Mark(span, "place", "place", True)


def _why_not(claim: Claim, event: ConflictEvent) -> str:
    """Say why a number that was read is not one of those counted."""
    if claim.scope != Scope.MAIN:
        return _WHY_NOT[Scope(claim.scope)]
    holder = event.munitions if claim.kind in ("launched", "intercepted", "hit") else event.toll
    count = getattr(holder, claim.kind, None)
    if count is None:
        return _UNSURE
    if (claim.min, claim.max) == (count.min, count.max):
        return _AGAIN
    if claim.max == 0:
        return _NOBODY
    return _PART if claim.max is not None and claim.max <= count.min else _OTHER


def _aside(claim: Claim) -> str:
    return "not counted" if claim.scope == Scope.MAIN else claim.scope.replace("_", " ")


def _figures(read: ReadArticle, events: Sequence[ConflictEvent]) -> Iterator[Figure]:
    for event in events:
        counted = _counted(event)
        for claim in event.claims:
            is_counted = claim.claim_id in counted
            why = "counted" if is_counted else _why_not(claim, event)
            label = f"{claim.kind} {range_text(claim.min, claim.max)}"
            words = safe(_words_at(read, claim.span))
            yield Figure(label, is_counted, why, claim.rule, claim.scope, claim.modality, words, safe(claim.quote))
    if not events:
        for each in read.claims:
            label = f"{each.kind} {range_text(each.count.min, each.count.max)}"
            sentence = read.sentences[each.sentence]
            words, quote = safe(sentence.text(each.start, each.end)), safe(sentence.text())
            yield Figure(label, False, _NO_EVENT, each.rule, each.scope, each.modality, words, quote)


def _words_at(read: ReadArticle, span: Span) -> str:
    """Return the words of the article that a span covers, cleaned; "" where they were not read."""
    for segment in read.clean.segments:
        place = _place_in(segment, span)
        if place is not None:
            return segment.text[place[0] : place[1]]
    return ""


def _passage(segment: Segment, marks: Iterable[_Mark]) -> Passage:
    """Cut a segment at its marks; marks that overlap become one piece with all their labels."""
    pieces: list[Piece] = []
    done = 0
    for start, end, found in _merged(segment, marks):
        if start > done:
            pieces.append(Piece(segment.text[done:start]))
        labels = ", ".join(dict.fromkeys(mark.label for mark in found))
        best = max(found, key=lambda mark: (mark.counted, mark.kind != "place"))
        pieces.append(Piece(segment.text[start:end], labels, best.kind, best.counted))
        done = end
    if done < len(segment.text):
        pieces.append(Piece(segment.text[done:]))
    return Passage(
        segment.field, segment.kind != "other", tuple(piece._replace(text=safe(piece.text)) for piece in pieces)
    )


def _merged(segment: Segment, marks: Iterable[_Mark]) -> Iterator[tuple[int, int, list[_Mark]]]:
    """Yield ranges of the segment's text with the marks on them, left to right, none overlapping another."""
    current: tuple[int, int, list[_Mark]] | None = None
    for mark in marks:
        place = _place_in(segment, mark.span)
        if place is None:
            continue
        if current is not None and place[0] < current[1]:
            current = (current[0], max(current[1], place[1]), [*current[2], mark])
            continue
        if current is not None:
            yield current
        current = (*place, [mark])
    if current is not None:
        yield current


def _place_in(segment: Segment, span: Span) -> tuple[int, int] | None:
    """Return the range of the segment's text that a span of the received field covers, None when it is elsewhere."""
    whole = segment.span(0, len(segment.text)) if segment.text else None
    if whole is None or span.field != segment.field or not whole.start <= span.start < whole.end:
        return None
    if segment.offsets is None:
        return span.start - segment.start, min(span.end - segment.start, len(segment.text))
    start = bisect_left(segment.offsets, span.start, hi=len(segment.text))
    end = bisect_left(segment.offsets, span.end, hi=len(segment.text))
    return (start, end) if start < end else None
