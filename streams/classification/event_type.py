"""Decide what kind of attack the main event is: headline and first sentences vote, see ``event_types.toml``.

"Drones and missiles hit Odesa" is a combined strike, a missile that hits a tanker a naval attack, an ambush with return
fire an armed clash. Sentences about imagined or old acts have no vote.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from streams.classification.groups import categories_below
from streams.classification.reading import Reading
from streams.text.types import ReadArticle, Sentence, Term

#: What an event is when no word tells.
DEFAULT = "armed_attack"


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
    near: int
    votes: tuple[tuple[str, float], ...]


class _Rules(NamedTuple):
    zones: dict[str, float]
    kinds: dict[str, tuple[str, ...]]
    votes: dict[str, tuple[tuple[str, float], ...]]
    pairs: tuple[_Pair, ...]
    combined: dict[str, Any]


def event_type(read: ReadArticle, readings: Sequence[Reading]) -> tuple[str, tuple[Vote, ...]]:
    """Return the type of the main event and the votes for it, strongest first."""
    rules = _rules()
    cast: list[Vote] = []
    for at, weight in _weighted(read.sentences, rules.zones):
        reading = readings[at]
        if weight and (reading.real or not (reading.old or reading.unreal)):
            cast += _votes(read.sentences[at], read.terms[at] if at < len(read.terms) else (), weight, rules)
    sums: dict[str, float] = {}
    for vote in cast:
        sums[vote.event_type] = sums.get(vote.event_type, 0.0) + vote.points
    best = max(sums, key=lambda name: (sums[name], name), default=DEFAULT)
    return best, tuple(sorted((v for v in cast if v.event_type == best), key=lambda v: (-v.points, v.sentence)))


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


def _votes(sentence: Sentence, terms: Sequence[Term], weight: float, rules: _Rules) -> list[Vote]:
    """Return the votes of one sentence; a kind votes once."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for start, end, category, _ in terms:
        for kind in rules.kinds.get(category, ()):
            spans.setdefault(kind, []).append((start, end))
    named = [span for span in spans.get("capture", ()) if _takes_a_name(sentence, span[1], spans.get("person", ()))]
    if named:
        spans["capture_place"] = named
    cast: list[Vote] = []
    for kind, found in spans.items():
        start, end = found[0]
        for name, points in rules.votes.get(kind, ()):
            cast.append(Vote(name, weight * points, kind, sentence.index, start, end))
    for pair in rules.pairs:
        if all(kind in spans for kind in pair.of) and (not pair.near or _near(spans, pair)):
            start, end = spans[pair.of[0]][0]
            for name, points in pair.votes:
                cast.append(Vote(name, weight * points, "+".join(pair.of), sentence.index, start, end))
    joined = _joined(sentence, spans, rules.combined)
    if joined is not None:
        cast.append(Vote("combined_strike", weight * rules.combined["points"], "joined", sentence.index, *joined))
    return cast


def _takes_a_name(sentence: Sentence, at: int, persons: Sequence[tuple[int, int]]) -> bool:
    """Whether a name follows that no person's noun does: "captured Bara", but not "captured Taliban leader"."""
    if at >= len(sentence.words) or not sentence.words[at][0].isupper():
        return False
    return not any(at <= start <= at + 4 for start, _ in persons) and not sentence.text().isupper()


def _near(spans: Mapping[str, list[tuple[int, int]]], pair: _Pair) -> bool:
    first, second = (spans[kind] for kind in pair.of[:2])
    return any(a != b and max(a[0], b[0]) - min(a[1], b[1]) < pair.near for a in first for b in second)


def _joined(
    sentence: Sentence, spans: Mapping[str, list[tuple[int, int]]], rule: Mapping[str, Any]
) -> tuple[int, int] | None:
    """Return the tokens from one kind of weapon to another that few words join, if there are such."""
    marks = sorted((*span, kind) for kind in rule["kinds"] for span in spans.get(kind, ()))
    for (start, end, kind), (later, last, other) in zip(marks, marks[1:], strict=False):
        between = sentence.lower[end:later]
        near = kind != other and end <= later and len(between) <= rule["near"]
        if near and any(word in rule["joints"] for word in between):
            return start, last
    return None


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    table = tomllib.loads((files("streams.classification") / "event_types.toml").read_text("utf-8"))
    kinds: dict[str, list[str]] = {}
    for kind, beginnings in table["kinds"].items():
        for category in categories_below(tuple(beginnings)):
            kinds.setdefault(category, []).append(kind)
    return _Rules(
        table["zones"],
        {category: tuple(names) for category, names in kinds.items()},
        {kind: tuple(votes.items()) for kind, votes in table["votes"].items()},
        tuple(_Pair(tuple(p["of"]), p.get("near", 0), tuple(p["votes"].items())) for p in table["pairs"]),
        table["combined"],
    )
