"""Resolve the claims of one event into its counts: one range per kind, with the claims it rests on.

Example: the headline says 25 dead, the body "the bomb killed 21": 21, for the body corrects its headline. "At least 11
were killed ... Nine of them were women": at least 11, for a subset is not added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas.base import Count
from streams.extraction.anchoring import AnchoredClaim
from streams.extraction.casualty_findings import add
from streams.extraction.clauses import words
from streams.extraction.counting import combine
from streams.extraction.relation_places import struck_in
from streams.extraction.relation_readings import Reading
from streams.extraction.relation_sides import is_hostile
from streams.extraction.relation_times import tells_of_before, was_said_before
from streams.extraction.relations import relation_of
from streams.text.types import PlaceMention, ReadArticle, ReadClaim

#: Claims of these roles say something about a count but are none themselves.
_NO_TOTALS = ("subset", "former", "delta", "died_later")
_MOVING = ("delta", "died_later")
#: The role, and the rule, of people who died of their wounds; known dead by the rule alone are in a total already.
_LATER = "died_later"
#: A toll holds those who died later, however it is told.
_TOLL = "toll"
#: The rule that reads how many of some casualties died.
_SPLIT = "casualties_split"
#: Rules that may read only some of the victims.
_PARTIAL = ("bodies", "among")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A count and the numbers of the claims it rests on; ``contested`` when live sources disagree or one denies."""

    count: Count
    claims: tuple[int, ...]
    contested: bool = False


def resolve(
    kind: str, anchored: Sequence[AnchoredClaim], read: ReadArticle, denied: frozenset[int] = frozenset()
) -> Resolved | None:
    """Return the event's count of a kind from its own claims; None when nothing is reported. Never a guessed zero.

    ``anchored`` are the claims of one event only, in reading order; ``denied`` numbers the claims that somebody denies.
    """
    claims = [each for each in anchored if each.claim.kind == kind]
    if not claims and kind != "killed":
        return None  # only deaths are told without a claim of their own: as wounded who died later
    readings = _current(_readings(kind, anchored), read)
    body = [reading for reading in readings if read.sentences[reading.sentence].segment.kind == "paragraph"]
    if body and all(reading.first.rule in _PARTIAL for reading in body) and not _opens_headline(readings, body):
        # "Four bodies were found under the stairs" does not correct a headline with seven dead.
        body = readings
    chosen = _fold(body or readings, read)
    if chosen is None:
        return _only_later_deaths(anchored, read) if kind == "killed" else None
    chosen = _with_later_deaths(kind, chosen, anchored, read)
    found = _with_denial(chosen, claims, denied)
    if found.count.min == 0 and found.count.max is None and not found.contested:
        return None  # "dozens of casualties" may be none dead, or all: that is no number
    return found


def _opens_headline(readings: Sequence[Reading], body: Sequence[Reading]) -> bool:
    """Whether the headline gives short what the body tells: "Two bodies found", below it "at least two bodies"."""
    opened = {reading.count.min for reading in body if reading.count.max is None}
    return all(reading.count.min in opened for reading in readings if reading not in body)


def attackers_among(killed: Resolved, anchored: Sequence[AnchoredClaim], read: ReadArticle) -> Resolved | None:
    """Return the dead of an armed group that attacked others who died as well; None where a claim does not tell.

    Class: "Militants stormed a post, killing six soldiers ... Three of the militants were killed", in the event of
    their attack. They count among the killed too.
    """
    held = [each for each in anchored if each.number in killed.claims]
    hostile = [each for each in held if is_hostile(each.claim, read)]
    if not hostile or len(hostile) == len(held):
        return None
    count = hostile[0].claim.count
    for each in hostile[1:]:
        count = add(count, each.claim.count)
    return Resolved(count, tuple(each.number for each in hostile))


def _readings(kind: str, anchored: Sequence[AnchoredClaim]) -> list[Reading]:
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
            readings.append(Reading(sentence, count, (*held, *moved)))
    return readings


def _fold(readings: Sequence[Reading], read: ReadArticle) -> Resolved | None:
    """Fold the readings of one kind in text order: the first stands until a later one updates, adds or disputes it."""
    current: Resolved | None = None
    holder: Reading | None = None
    told: frozenset[PlaceMention] = frozenset()
    for reading in readings:
        numbers = tuple(each.number for each in reading.claims)
        if current is None or holder is None:
            current, holder = Resolved(reading.count, numbers, reading.denied), reading
            told = struck_in(reading.sentence, read)
            continue
        relation = relation_of(current.count, holder, reading, read, told)
        if relation == "replaces":
            current, holder = Resolved(reading.count, numbers, reading.denied), reading
            told = struck_in(reading.sentence, read) or told
        elif relation == "adds":
            told |= struck_in(reading.sentence, read)
            current = Resolved(add(current.count, reading.count), current.claims + numbers, current.contested)
            if all(each.claim.victims == "attacker" for each in reading.claims):
                holder = replace(holder, claims=holder.claims + reading.claims)  # they are added once
        elif relation == "disputes":
            current = Resolved(envelope(current.count, reading.count), current.claims + numbers, True)
    return current


def envelope(first: Count, second: Count) -> Count:
    """Return the range from the lowest to the highest of two counts."""
    high = None if first.max is None or second.max is None else max(first.max, second.max)
    return Count(min=min(first.min, second.min), max=high)


def _current(readings: Sequence[Reading], read: ReadArticle) -> list[Reading]:
    """Leave out what a source had said before, where anything newer is told: "it had announced that 18 were dead"."""
    newer = [reading for reading in readings if not was_said_before(reading.first, read)]
    return newer or list(readings)


def _with_later_deaths(kind: str, resolved: Resolved, anchored: Sequence[AnchoredClaim], read: ReadArticle) -> Resolved:
    """Move those who died of their wounds: killed up, wounded down, unless the totals are as new as the deaths."""
    held = [anchored[_position(anchored, number)].claim for number in resolved.claims]
    older = all(was_said_before(claim, read) for claim in held) or all(
        tells_of_before(claim, read) and claim.rule != _TOLL for claim in held
    )
    newest = -1 if older else max(claim.sentence for claim in held)
    for each in anchored:
        claim = each.claim
        in_body = read.sentences[claim.sentence].segment.kind == "paragraph"
        later = claim.role == _LATER or (claim.rule == _LATER and kind == "wounded")
        later = later or (kind == "killed" and _died_since(claim, read))
        if not later or claim.kind != "killed" or not in_body or claim.sentence <= newest:
            continue
        if kind == "wounded" and (each.number in resolved.claims or _is_of_others(claim, held)):
            continue
        if claim.rule == _LATER and _SPLIT in {other.claim.rule for other in anchored if _beside(other.claim, claim)}:
            continue  # "a clinic had 40 casualties, six of whom were dead and two of whom died": some of those told
        if kind == "killed" and all(read.sentences[one.sentence].segment.kind == "headline" for one in held):
            continue  # "one sailor dead": the headline is as new as the body, which tells how he died
        if kind == "killed" and _is_explained(claim, held, anchored, resolved, read):
            continue
        if kind == "killed":
            resolved = Resolved(add(resolved.count, claim.count), (*resolved.claims, each.number), resolved.contested)
        elif kind == "wounded" and resolved.count.min >= claim.count.min:
            high = None if resolved.count.max is None else resolved.count.max - claim.count.min
            lowered = Count(min=resolved.count.min - claim.count.min, max=high)
            resolved = Resolved(lowered, (*resolved.claims, each.number), resolved.contested)
    return resolved


def _died_since(claim: ReadClaim, read: ReadArticle) -> bool:
    """Whether more people are told to have died after the others: "It later said two more patients had died"."""
    lower = read.sentences[claim.sentence].lower
    return claim.role == "delta" and claim.rule == "passive_subject" and not _SINCE.isdisjoint(lower)


_SINCE = frozenset(("later", "since", "subsequently", "hospital"))


def _is_of_others(died: ReadClaim, hurt: Sequence[ReadClaim]) -> bool:
    """Whether who died was none of the wounded: "three marines were hurt; a passer-by died in the ambulance"."""
    return died.victims == "civilian" and all(claim.victims == "fighter" for claim in hurt)


def _is_explained(
    died: ReadClaim,
    held: Sequence[ReadClaim],
    anchored: Sequence[AnchoredClaim],
    resolved: Resolved,
    read: ReadArticle,
) -> bool:
    """Whether a count of the dead holds those who died of wounds: it has risen by them.

    Class: "The death toll has risen to 14 ... Two of the wounded died overnight"; "28 have died ... The raid first left
    19 dead, but five of the wounded have since died". Not: "The toll has risen to 14 ... Two more died".
    """
    lower = read.sentences[died.sentence].lower
    if not _MORE.isdisjoint(lower[died.start : died.end + 1]):
        return False
    if any(claim.rule == _TOLL and _has_risen(claim, read) for claim in held):
        return True
    first = [
        each.claim
        for each in anchored
        if each.claim.kind == "killed"
        and each.claim.sentence == died.sentence
        and each.claim.start < died.start
        and each.claim.role == "total"
        and each.number not in resolved.claims
    ]
    return bool(first) and sum(each.count.min for each in first) + died.count.min <= resolved.count.min


def _has_risen(claim: ReadClaim, read: ReadArticle) -> bool:
    lower = read.sentences[claim.sentence].lower
    return not words().risen.isdisjoint(lower[max(0, claim.start - _RISEN_REACH) : claim.start])


#: "The death toll from ... has risen to 14": the verb stands just before its figure.
_RISEN_REACH = 4
_MORE = frozenset(("more", "another", "further", "additional"))


def _beside(other: ReadClaim, claim: ReadClaim) -> bool:
    return other.sentence == claim.sentence and other is not claim


def _only_later_deaths(anchored: Sequence[AnchoredClaim], read: ReadArticle) -> Resolved | None:
    """Count those who died of their wounds where no other dead are told, by the first sentence that tells it."""
    died = [each for each in anchored if each.claim.role == "died_later" and each.claim.kind == "killed"]
    body = [each for each in died if read.sentences[each.claim.sentence].segment.kind == "paragraph"] or died
    if not body:
        return None
    told = [each for each in body if each.claim.sentence == body[0].claim.sentence]
    count = told[0].claim.count
    for each in told[1:]:
        count = add(count, each.claim.count)
    return Resolved(count, tuple(each.number for each in told))


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
