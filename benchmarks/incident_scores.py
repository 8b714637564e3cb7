"""Compare what became of a generated stream with what is true of it: grouping, tolls, sources, copies.

Example: ``judge(stream, stream.truths, found).figures["b_cubed.f1"]``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from benchmarks.clusters import Pairs, b_cubed
from benchmarks.stream_story import Delivery, Range, Truth
from schemas import ids


class Part(NamedTuple):
    """One part of the stream: what following cost, and what was held at its end."""

    events: int
    median_ms: float
    mean_ms: float
    memory_mb: float
    records: int
    open: int
    state_mb: float


class Followed(NamedTuple):
    """What became of a stream: incident of each event, last record of each incident (without texts), costs."""

    joined: dict[str, str]
    last: dict[str, dict[str, Any]]
    parts: list[Part]


class Judged(NamedTuple):
    """The figures, and one line for each thing that went wrong."""

    figures: dict[str, float]
    wrong: list[str]


def judge(deliveries: Iterable[Delivery], truths: Mapping[str, Truth], found: Followed) -> Judged:
    """Compare what became of a stream with what is true of it. ``deliveries`` may be generated again."""
    gold: Pairs = {}
    said: Pairs = {}
    wrong: list[str] = []
    figures: Counter[str] = Counter()
    told_copies = {event_id for row in found.last.values() for event_id in row["copies"]}
    for one in deliveries:
        event_id = event_id_of(one.article)
        joined = found.joined.get(event_id)
        if one.incident is None:
            figures["false_events"] += joined is not None
        elif one.article.get("pub_status") != "canceled":  # that has no text; what it ends is judged by the toll
            gold[event_id] = one.incident
            if joined is None:
                wrong.append(f"missed {one.incident} {one.article['uri']}: {one.article['headline']}")
                continue
            said[event_id] = joined
            if (event_id in told_copies) != (one.copy_of is not None):
                figures["wrong_copies"] += 1
                wrong.append(f"copy {one.incident} {one.article['uri']} should be {one.copy_of}")
    ends, wrong_ends = _ends(truths, _pairs(gold, said), found)
    precision, recall, f1 = b_cubed(gold, said)
    told = Counter((name, incident) for name, incident in {(gold[each], said[each]) for each in said})
    splits = [name for name, parts in Counter(name for name, _ in told).items() if parts > 1]
    merges = [name for name, parts in Counter(incident for _, incident in told).items() if parts > 1]
    return Judged(
        {
            "reports": len(gold),
            "incidents": len(truths),
            "b_cubed.precision": precision,
            "b_cubed.recall": recall,
            "b_cubed.f1": f1,
            "missed_reports": len(gold) - len(said),
            "false_events": figures["false_events"],
            "split_incidents": len(splits),
            "merged_incidents": len(merges),
            **ends,
            "wrong_copies": figures["wrong_copies"],
        },
        [*wrong, *wrong_ends, *(f"split {name}" for name in splits), *(f"merged {name}" for name in merges)],
    )


def _ends(truths: Mapping[str, Truth], pairs: Mapping[str, str], found: Followed) -> tuple[dict[str, int], list[str]]:
    """Return how many incidents end wrong, by what is wrong of them, and a line for each."""
    wrong: list[str] = []
    count: Counter[str] = Counter()
    for name, truth in truths.items():
        row = found.last.get(pairs.get(name, ""), {})
        toll = row.get("toll") or {}
        compared = {
            "wrong_killed": (_range(toll.get("killed")), truth.killed),
            "wrong_wounded": (_range(toll.get("wounded")), truth.wounded),
            "wrong_sources": (sorted(row.get("families", ())), sorted(truth.families)),
            "wrong_retracted": (row.get("retracted"), truth.retracted),
        }
        for what, (got, wanted) in compared.items():
            if got != wanted:
                count[what] += 1
                wrong.append(f"{what} {name} {pairs.get(name)}: {got}, should be {wanted}")
    return {what: count[what] for what in ("wrong_killed", "wrong_wounded", "wrong_sources", "wrong_retracted")}, wrong


def event_id_of(article: dict[str, Any]) -> str:
    """Return the id of an article's first event."""
    article_id = ids.article_id(article["source"]["domain"], article["uri"])
    status = article.get("pub_status", "usable")
    return ids.event_id(article_id, ids.article_digest(article["headline"], None, article["body"], status), 0)


def _pairs(gold: Mapping[str, str], said: Mapping[str, str]) -> dict[str, str]:
    """Pair true incidents with those found, so that they share the most reports."""
    shared = Counter((gold[name], incident) for name, incident in said.items())
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for (name, incident), _ in sorted(shared.items(), key=lambda each: (-each[1], each[0])):
        if name not in pairs and incident not in taken:
            pairs[name] = incident
            taken.add(incident)
    return pairs


def _range(count: dict[str, Any] | None) -> Range | None:
    return None if count is None else (count["min"], count.get("max"))
