"""How well articles are read: figures over hand-made cases with gold, one JSON object a line.

    python benchmarks/accuracy.py tests/golden/leads.jsonl tests/golden/articles.jsonl

A case is ``{"id", "article": {RawArticle}, "gold": {"verdict", "reason", "event_type", "killed", ...}}``; counts in
gold are ``[min, max]``, null is not reported. ``killed.exact`` asks for minimum and maximum where gold has a count,
``killed.none`` for null where it has none; a field that gold leaves out is not asked. Prints a line
for each figure: hits, of how many, share.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from schemas.article import RawArticle
from schemas.event import ConflictEvent
from schemas.vocabulary import VerdictKind
from streams.stage import Context
from streams.text.types import Detection
from streams.topology import DETECT

PEOPLE = ("killed", "wounded", "missing", "abducted")
WEAPONS = ("launched", "intercepted", "hit")


class Case(NamedTuple):
    """An article and what a careful reader answers."""

    name: str
    article: RawArticle
    gold: dict[str, Any]


class Figure(NamedTuple):
    """A share: how many hits of how many asked."""

    hits: int
    asked: int

    @property
    def share(self) -> float:
        """Return hits over asked, 1 where nothing was asked."""
        return self.hits / self.asked if self.asked else 1.0


def cases(path: Path) -> Iterator[Case]:
    """Yield the cases of a file."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield Case(row["id"], RawArticle.model_validate(row["article"]), row["gold"])


def detection_of(article: RawArticle) -> Detection:
    """Return what the detect stage says of an article, at the time of its publication."""
    time = article.published_at
    context = Context(int(time.timestamp() * 1000) if time else 0)
    value: Any = article
    for step in DETECT.steps:
        value = step(value, context)
    assert isinstance(value, Detection)
    return value


def figures(told: Iterable[tuple[Case, Detection]]) -> dict[str, Figure]:
    """Return every figure over cases and what was read in them; the first event of an article counts."""
    tally: dict[str, list[bool]] = {}
    for case, detection in told:
        for name, hit in _judged(case.gold, detection):
            tally.setdefault(name, []).append(hit)
    return {name: Figure(sum(hits), len(hits)) for name, hits in sorted(tally.items())}


def _judged(gold: dict[str, Any], detection: Detection) -> Iterator[tuple[str, bool]]:
    """Yield the name of each figure that a case counts for, and whether it is right."""
    said = detection.verdict
    is_event, says_event = gold["verdict"] == VerdictKind.EVENT, said.verdict == VerdictKind.EVENT
    yield "verdict", is_event == says_event
    if says_event:
        yield "event.precision", is_event
    if not is_event:
        yield "reason", not says_event and said.reason == gold["reason"]
        yield "invented", not says_event
        return
    yield "event.recall", says_event
    event = detection.events[0] if says_event else None
    for name in ("event_type", "country"):
        if name in gold:
            yield name, event is not None and getattr(event, name) == gold[name]
    day = event.occurred_on.isoformat() if event and event.occurred_on else None
    if "occurred_on" in gold:
        yield "occurred_on", event is not None and day == gold["occurred_on"]
    for kind in (*PEOPLE, *WEAPONS):
        if kind not in gold:
            continue
        count = _count(event, kind)
        yield f"{kind}.{'exact' if gold[kind] else 'none'}", count == gold[kind]
    if "places" not in gold:
        return
    places, munitions = (event.places, event.munitions.types) if event else ((), ())
    yield from _sets("places", {_key(place) for place in gold["places"]}, {_key(place.name) for place in places})
    yield from _sets("munitions", set(gold["munitions"]), set(munitions))


def _sets(name: str, gold: set[str], said: set[str]) -> Iterator[tuple[str, bool]]:
    yield from ((f"{name}.precision", item in gold) for item in sorted(said))
    yield from ((f"{name}.recall", item in said) for item in sorted(gold))


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _count(event: ConflictEvent | None, kind: str) -> list[int | None] | None:
    if event is None:
        return None
    counted = getattr(event.munitions, kind) if kind in WEAPONS else getattr(event.toll, kind, None)
    return None if counted is None else [counted.min, counted.max]


def main(paths: list[str]) -> int:
    """Print the figures of each file."""
    if not paths:
        print("usage: python benchmarks/accuracy.py FILE...", file=sys.stderr)
        return 2
    for path in map(Path, paths):
        told = [(case, detection_of(case.article)) for case in cases(path)]
        for name, figure in figures(told).items():
            print(f"{path.stem:12} {name:22} {figure.hits:4} of {figure.asked:4}  {figure.share:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
