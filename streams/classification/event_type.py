"""Decide what kind of attack the main event is: headline and first sentences vote, see ``event_types.toml``.

"Drones and missiles hit Odesa" is a combined strike, a missile that hits a tanker a naval attack, an ambush with return
fire an armed clash. Sentences about imagined or old acts have no vote.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from streams.classification.earlier_acts import told_before
from streams.classification.groups import categories_below
from streams.classification.reading import Reading
from streams.ruleset import load_table
from streams.text.lists import counted_lines
from streams.text.seizures import is_seized
from streams.text.types import ReadArticle, ReadClaim, Sentence, Term

#: What an event is when no word tells.
DEFAULT = "armed_attack"

_ABDUCTION = "abduction"
#: Who kills at least one for every four people taken away has come to kill.
_TAKEN_PER_KILLED = 4


class Vote(NamedTuple):
    """What one kind of words in one sentence says for a type."""

    event_type: str
    points: float
    kind: str
    sentence: int
    start: int
    end: int


class _Pair(NamedTuple):
    of: tuple[str, ...]
    #: the same as a set, to ask with one look whether a sentence has them all
    kinds: frozenset[str]
    near: int
    #: the first kind stands before the second
    ordered: bool
    votes: tuple[tuple[str, float], ...]


class _Rules(NamedTuple):
    zones: dict[str, float]
    kinds: dict[str, tuple[str, ...]]
    votes: dict[str, tuple[tuple[str, float], ...]]
    pairs: tuple[_Pair, ...]
    combined: dict[str, Any]
    inner: frozenset[str]
    stopped: frozenset[str]
    helped: frozenset[str]
    outranked: dict[str, str]
    stored: dict[str, Any]
    ships: dict[str, Any]
    least: dict[str, float]


def event_type(read: ReadArticle, readings: Sequence[Reading], told: int | None = None) -> tuple[str, tuple[Vote, ...]]:
    """Return the type of the main event and the votes for it, strongest first.

    ``told``: the sentence that tells of the attack where it stands below the lead; it votes as well.
    """
    rules = _rules()
    victors = {claim.sentence for claim in read.claims if claim.kind == "attackers_killed" and claim.count.min > 1}
    deadly, besides = _deadly(read), _besides(read)
    weighted = [(at, weight) for at, weight in _weighted(read.sentences, rules.zones) if weight]
    if told is not None and all(at != told for at, _ in weighted):
        weighted.append((told, 1.0))
    heard = [each for each in weighted if _is_heard(readings[each[0]])]
    cast: list[Vote] = []
    for at, weight in heard or weighted:
        own = frozenset(kind for kind, holders in (("victors", victors), ("deadly", deadly)) if at in holders)
        votes = _votes(read.sentences[at], read.terms[at] if at < len(read.terms) else (), weight, rules, own)
        cast += [vote for vote in votes if at not in besides or vote.event_type != _ABDUCTION]
    cast += _listed(read, [each for each in heard or weighted if each[1] >= rules.zones["second"]], rules)
    sums: dict[str, float] = {}
    for vote in cast:
        sums[vote.event_type] = sums.get(vote.event_type, 0.0) + vote.points
    best = max(sums, key=lambda name: (sums[name], name), default=DEFAULT)
    return best, tuple(sorted((v for v in cast if v.event_type == best), key=lambda v: (-v.points, v.sentence)))


def _listed(read: ReadArticle, leads: Sequence[tuple[int, float]], rules: _Rules) -> list[Vote]:
    """Return the votes of lists of weapons of several kinds, counted line by line: "attacked with 70 means:"."""
    cast = []
    for at, weight in leads:
        lines = [_spans(line, read.terms[line.index], rules) for line in counted_lines(read.sentences, at)]
        first = {next((kind for kind in rules.combined["kinds"] if kind in spans), None) for spans in lines}
        if len(first - {None}) > 1:
            end = len(read.sentences[at].words)
            cast.append(Vote("combined_strike", weight * rules.combined["points"], "listed", at, end - 1, end))
    return cast


def _is_heard(reading: Reading) -> bool:
    """Whether a sentence has a vote: it tells of an act that is neither old nor imagined."""
    return bool(reading.real) or not (reading.old or reading.unreal)


def _deadly(read: ReadArticle) -> frozenset[int]:
    """Return the sentences whose killing outweighs the kidnapping told after it: "killed seven men and took three"."""
    taken = [one for one in read.claims if one.kind == "abducted"]
    return frozenset(
        killed.sentence
        for killed in read.claims
        if killed.kind == "killed"
        and any(
            one.sentence == killed.sentence and one.start > killed.start and _outweighs(killed, one) for one in taken
        )
    )


def _outweighs(killed: ReadClaim, taken: ReadClaim) -> bool:
    return killed.count.min * _TAKEN_PER_KILLED >= taken.count.min


def _besides(read: ReadArticle) -> frozenset[int]:
    """Return the sentences of a kidnapping that came on top of a killing told in an earlier one.

    Class: "Rebels killed nine villagers on Monday night. Four people are missing and a dozen were taken hostage."
    """
    killed = [one for one in read.claims if one.kind == "killed" and one.scope == "here" and one.count.min > 1]
    return frozenset(
        taken.sentence
        for taken in read.claims
        if taken.kind == "abducted" and any(one.sentence < taken.sentence and _outweighs(one, taken) for one in killed)
    )


def _weighted(sentences: Sequence[Sentence], zones: Mapping[str, float]) -> list[tuple[int, float]]:
    body = 0
    found = []
    for at, sentence in enumerate(sentences):
        if sentence.segment.kind == "headline":
            found.append((at, zones["headline"]))
            continue
        weight = (zones["first"], zones["second"])[body] if body < 2 else zones["body"]
        if body >= 2 + zones["depth"]:
            break
        body += 1
        found.append((at, weight))
    return found


def _votes(
    sentence: Sentence, terms: Sequence[Term], weight: float, rules: _Rules, own: frozenset[str] = frozenset()
) -> list[Vote]:
    """Return the votes of one sentence; a kind votes once.

    ``own``: kinds that follow from its numbers: ``victors`` counts attackers who were killed, ``deadly`` tells first of
    so many dead that a kidnapping after it is not the main act.
    """
    spans = _spans(sentence, terms, rules)
    for kind in sorted(own):
        spans[kind] = spans.get("kill", [(0, 1)])
    cast: list[Vote] = []
    for kind, found in spans.items():
        start, end = found[0]
        for name, points in rules.votes.get(kind, ()):
            counts = max(weight, rules.least.get(kind, 0.0))
            cast.append(Vote(name, counts * points, kind, sentence.index, start, end))
    for pair in rules.pairs:
        if pair.of[0] in spans and pair.kinds <= spans.keys() and _fits(spans, pair):
            start, end = spans[pair.of[0]][0]
            for name, points in pair.votes:
                cast.append(Vote(name, weight * points, "+".join(pair.of), sentence.index, start, end))
    joined = _joined(sentence, spans, rules.combined)
    if joined is not None:
        cast.append(Vote("combined_strike", weight * rules.combined["points"], "joined", sentence.index, *joined))
    return cast


def _spans(sentence: Sentence, terms: Sequence[Term], rules: _Rules) -> dict[str, list[tuple[int, int]]]:
    """Return the tokens of every kind, without words inside longer terms, outranked ones and stored weapons."""
    spans: dict[str, list[tuple[int, int]]] = {}
    low, high = told_before(sentence, terms)
    terms = [term for term in terms if not low <= term.start < high]
    masks = [(low, high) for low, high, category, _ in terms if category == "cue.mask"]
    masks += _seized(sentence, terms)
    for start, end, category, _ in terms:
        if any(low <= start and end <= high for low, high in masks):
            continue  # the mine of a gold mine, the carrier of a personnel carrier
        for kind in rules.kinds.get(category, ()):
            spans.setdefault(kind, []).append((start, end))
    inner = rules.inner & spans.keys()
    whole = {span for found in spans.values() for span in found if span[1] - span[0] > 1} if inner else set()
    for kind in inner if whole else ():
        kept = [s for s in spans[kind] if not any(w[0] <= s[0] and s[1] <= w[1] and w != s for w in whole)]
        _keep(spans, kind, kept)
    for kind, better in rules.outranked.items():
        if kind in spans and better in spans:
            above = spans[better]
            _keep(spans, kind, [s for s in spans[kind] if not any(a[0] <= s[0] and s[1] <= a[1] for a in above)])
    stores = [start for start, _ in spans.get("stock", ())]
    if stores:
        for kind in rules.stored["kinds"]:
            reach = rules.stored["reach"]
            _keep(spans, kind, [s for s in spans.get(kind, ()) if not any(0 < s[0] - at <= reach for at in stores)])
    stops = spans.get("intercept", ())
    for kind in rules.stopped & spans.keys() if stops else ():
        _keep(spans, kind, [s for s in spans[kind] if not any(a[0] < s[1] and s[0] < a[1] for a in stops)])
    if "bombing" in spans:
        shells = [*spans.get("shell", ()), *spans.get("airbomb", ())]
        _keep(spans, "bombing", [s for s in spans["bombing"] if not any(a[0] < s[0] < a[1] for a in shells)])
    if "seize" in spans:
        taken = [s for s in spans["seize"] if not _moves_figure(sentence.lower[s[1] : s[1] + 5])]
        _keep(spans, "seize", [s for s in taken if rules.helped.isdisjoint(sentence.lower[s[1] : s[1] + 9])])
    if "vessel" in spans:
        _add_ships(sentence, spans, rules.ships)
    if "capture" in spans:
        # "for the loss of three soldiers" takes no town.
        near = [start for start, _ in spans.get("person", ())]
        lost = [s for s in spans["capture"] if sentence.lower[s[0]] == "loss" and any(0 < at - s[1] < 4 for at in near)]
        _keep(spans, "capture", [s for s in spans["capture"] if s not in lost])
        named = [span for span in spans.get("capture", ()) if _takes_a_name(sentence, span[1], spans.get("person", ()))]
        _keep(spans, "capture_place", named)
    return spans


def _seized(sentence: Sentence, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Return the tokens of weapons that were taken or found, not used: "14 rockets and two mortars were recovered"."""
    weapons = [term for term in terms if term.category in _ARMS]
    if not weapons or not any(term.category == "munition.idle" for term in terms):
        return []
    return [(term.start, term.end) for term in weapons if is_seized(sentence, terms, term)]


_ARMS = frozenset(
    f"weapon.{kind}"
    for kind in ("drone", "missile", "rocket", "shell", "aerial_bomb", "bomb", "ied", "grenade", "mine", "guns")
)


def _moves_figure(after: Sequence[str]) -> bool:
    """Whether what was taken is a figure: "taking the toll to 17", "taking to 17 the number of dead"."""
    return after[:1] == ("to",) or after[:2] == ("the", "number") or not _FIGURES.isdisjoint(after)


_FIGURES = frozenset(("toll", "tally", "count"))


def _keep(spans: dict[str, list[tuple[int, int]]], kind: str, kept: list[tuple[int, int]]) -> None:
    if kept:
        spans[kind] = kept
    else:
        spans.pop(kind, None)


def _add_ships(sentence: Sentence, spans: dict[str, list[tuple[int, int]]], rule: Mapping[str, Any]) -> None:
    """Tell the ships that something is sent against from those that it comes from, and from what is burnt besides.

    Class: "gunmen in two speedboats raided a post", "rebels storm a garrison, burn boats", "as they left they fired at
    two boats". Not: "gunmen in a skiff attacked a tanker", "attacked a ferry and burned it".
    """
    lower, attacks = sentence.lower, [start for start, _ in (*spans.get("attack", ()), *spans.get("overrun", ()))]
    burnt = [start for start, _ in (*spans.get("burn", ()), *spans.get("arson", ()))]
    parting = next((at for at in range(len(lower)) if _starts_with(lower, at, rule["parting"])), len(lower))

    def is_besides(span: tuple[int, int]) -> bool:
        carried = not set(rule["aboard"]).isdisjoint(lower[max(0, span[0] - rule["reach"]) : span[0]])
        raids = carried and any(0 <= at - span[1] <= rule["reach"] for at in attacks)
        near = any(0 < span[0] - at <= rule["object"] and "," not in lower[at : span[0]] for at in attacks)
        burns = bool(attacks) and not near and any(abs(at - span[0]) <= rule["object"] for at in burnt)
        return raids or burns or span[0] > parting

    _keep(spans, "vessel", [span for span in spans["vessel"] if not is_besides(span)])
    for kind, words in (("vessel_at", rule["at"]), ("vessel_from", rule["from"])):
        found = [
            span
            for span in spans.get("vessel", ())
            if any(word in words for word in sentence.lower[max(0, span[0] - rule["reach"]) : span[0]])
        ]
        _keep(spans, kind, found)
    leaving = spans.get("vessel_from", ())
    _keep(spans, "vessel", [span for span in spans.get("vessel", ()) if span not in leaving])


def _starts_with(lower: tuple[str, ...], at: int, phrases: Sequence[str]) -> bool:
    """Whether one of the phrases begins at a token."""
    return any(lower[at : at + len(words)] == words for words in (tuple(phrase.split()) for phrase in phrases))


def _takes_a_name(sentence: Sentence, at: int, persons: Sequence[tuple[int, int]]) -> bool:
    """Whether a name follows that no person's noun does: "captured Bara", but not "captured Taliban leader"."""
    if at >= len(sentence.words) or not sentence.words[at][0].isupper():
        return False
    return not any(at <= start <= at + 4 for start, _ in persons) and not sentence.text().isupper()


def _fits(spans: Mapping[str, list[tuple[int, int]]], pair: _Pair) -> bool:
    """Whether the first two kinds of a pair stand as near and in the order that it asks for."""
    if len(pair.of) < 2 or not (pair.near or pair.ordered):
        return True
    first, second = (spans[kind] for kind in pair.of[:2])
    if pair.ordered and first[0][0] >= second[0][0]:
        return False
    return not pair.near or any(a != b and max(a[0], b[0]) - min(a[1], b[1]) < pair.near for a in first for b in second)


def _joined(
    sentence: Sentence, spans: Mapping[str, list[tuple[int, int]]], rule: Mapping[str, Any]
) -> tuple[int, int] | None:
    """Return the tokens from one kind of weapon to another that few words join, if there are such."""
    marks = sorted([(*span, kind) for kind in rule["kinds"] if kind in spans for span in spans[kind]])
    for (start, end, kind), (later, last, other) in zip(marks, marks[1:], strict=False):
        between = sentence.lower[end:later]
        near = kind != other and end <= later and len(between) <= rule["near"]
        if near and any(word in rule["joints"] for word in between):
            return start, last
    return None


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    table = load_table("classification/event_types.toml")
    kinds: dict[str, list[str]] = {}
    for kind, beginnings in table["kinds"].items():
        for category in categories_below(tuple(beginnings)):
            kinds.setdefault(category, []).append(kind)
    return _Rules(
        table["zones"],
        {category: tuple(names) for category, names in kinds.items()},
        {kind: tuple(votes.items()) for kind, votes in table["votes"].items()},
        tuple(
            _Pair(
                tuple(p["of"]),
                frozenset(p["of"]),
                p.get("near", 0),
                p.get("ordered", False),
                tuple(p["votes"].items()),
            )
            for p in table["pairs"]
        ),
        table["combined"],
        frozenset(table["inner"]["kinds"]),
        frozenset(table["stopped"]["kinds"]),
        frozenset(table["helped"]["words"]),
        table["outranked"],
        table["stored"],
        table["ships"],
        table["least"],
    )
