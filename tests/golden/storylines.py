"""Score how a storyline of our own is followed: reports grouped by attack, messages, sources and the last toll.

A storyline holds deliveries in order of arrival, each with what a careful reader says of it, and the incidents with the
messages that are expected. Incidents of the answer and of the reader are paired so that they share the most reports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from streams.memory import Memory, topic_of
from streams.stage import Record
from streams.topology import TOPOLOGY

#: One version of one article.
Told = tuple[str, int]


class Storyline(NamedTuple):
    """Deliveries (article and gold) in order, and the expected incidents by label."""

    deliveries: Sequence[Mapping[str, Any]]
    incidents: Mapping[str, Mapping[str, Any]]


class Followed(NamedTuple):
    """What Tocsin made of it: the last incident records, the incident of each report, the messages that went out."""

    records: Mapping[str, Mapping[str, Any]]
    joined: Mapping[Told, str]
    sent: Sequence[tuple[str, Told, str, str]]


def read_storyline(path: Path) -> Storyline:
    """Read a storyline file."""
    rows = [orjson.loads(line) for line in path.read_bytes().splitlines()]
    return Storyline([row for row in rows if "article" in row], rows[-1]["incidents"])


def follow(deliveries: Iterable[Mapping[str, Any]]) -> Followed:
    """Play the deliveries through all stages in this process."""
    memory = Memory(TOPOLOGY, test=True, deployment="storylines")
    records: dict[str, Mapping[str, Any]] = {}
    events: dict[str, Told] = {}
    joined: dict[Told, str] = {}
    sent = []
    for number, delivery in enumerate(deliveries):
        article = delivery["article"]
        time = datetime.fromisoformat(article["retrieved_at"])
        key = article["uri"].encode()
        told = _told(article)
        value = orjson.dumps(article)
        record = Record("tocsin-articles", key, value, round(time.timestamp() * 1000), offset=number)
        for written in memory.feed(record):
            known = topic_of(written.topic)
            body = orjson.loads(written.value) if written.value else None
            if known is None or body is None:
                continue
            if known.suffix == "events":
                events[body["event_id"]] = told
            elif known.suffix == "incidents":
                records[body["incident_id"]] = body
            elif known.suffix == "alerts":
                sent.append((body["incident_id"], told, body["msg_type"], body["why"]))
    for name, body in records.items():
        for report in body["reports"]:
            if report["event_id"] in events and not report.get("aside"):
                joined.setdefault(events[report["event_id"]], name)
    return Followed(records, joined, sent)


def scores(storyline: Storyline, followed: Followed) -> dict[str, float]:
    """Return the share that is right of: grouping (B-cubed F1), messages (F1), sources, killed, wounded."""
    gold = {_told(each["article"]): each["gold"]["incident"] for each in storyline.deliveries}
    gold = {told: label for told, label in gold.items() if label is not None}
    pairs = _aligned(gold, followed.joined)
    expected = {
        (label, (each["after"], _version(storyline, each["seq"])), each["message"])
        for label, incident in storyline.incidents.items()
        for each in incident["lifecycle"]
    }
    labels = {name: label for label, name in pairs.items()}
    given = [(labels.get(name, ""), told, kind) for name, told, kind, why in followed.sent if why != "level_rise"]
    ends = {label: followed.records.get(pairs.get(label, ""), {}) for label in storyline.incidents}
    return {
        "grouping": _b_cubed(gold, followed.joined),
        "messages": 2 * len(expected & set(given)) / (len(expected) + len(given)),
        "sources": _share(
            len(ends[label].get("families", ())) == incident["independent_families"]
            for label, incident in storyline.incidents.items()
        ),
    } | {
        field: _share(
            _range((ends[label].get("toll") or {}).get(field)) == incident["final"][field]
            for label, incident in storyline.incidents.items()
        )
        for field in ("killed", "wounded")
    }


def _told(article: Mapping[str, Any]) -> Told:
    return article["uri"], article.get("version") or 1


def _version(storyline: Storyline, seq: int) -> int:
    return next(_told(each["article"])[1] for each in storyline.deliveries if each["seq"] == seq)


def _aligned(gold: Mapping[Told, str], joined: Mapping[Told, str]) -> dict[str, str]:
    shared = Counter((label, joined[told]) for told, label in gold.items() if told in joined)
    pairs: dict[str, str] = {}
    for (label, name), _ in sorted(shared.items(), key=lambda each: (-each[1], each[0])):
        if label not in pairs and name not in pairs.values():
            pairs[label] = name
    return pairs


def _b_cubed(gold: Mapping[Told, str], joined: Mapping[Told, str]) -> float:
    precision, recall = [], []
    for told, label in gold.items():
        same = {other for other in gold if gold[other] == label}
        with_it = {other for other in gold if told in joined and joined.get(other) == joined[told]}
        recall.append(len(same & with_it) / len(same))
        if with_it:
            precision.append(len(same & with_it) / len(with_it))
    mean_precision, mean_recall = sum(precision) / len(precision), sum(recall) / len(recall)
    return 2 * mean_precision * mean_recall / (mean_precision + mean_recall)


def _range(count: Mapping[str, Any] | None) -> list[int | None] | None:
    return None if count is None else [count["min"], count.get("max")]


def _share(right: Iterable[bool]) -> float:
    answers = list(right)
    return sum(answers) / len(answers)
