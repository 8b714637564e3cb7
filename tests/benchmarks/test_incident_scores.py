"""How a generated stream is judged: each fault is counted, and named in a line."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from benchmarks.incident_scores import Followed, Judged, event_id_of, judge
from benchmarks.stream_story import Delivery, Truth

AT = datetime(2026, 3, 10, tzinfo=UTC)


def delivery(number: int, incident: str | None, copy_of: str | None = None) -> Delivery:
    article = {"uri": f"a{number}", "headline": "Shells", "body": f"{number}", "source": {"domain": "a.example"}}
    return Delivery(AT, article, incident, copy_of)


def row(name: str, killed: int, **more: Any) -> dict[str, Any]:
    toll = {"killed": {"min": killed, "max": killed}}
    return {"incident_id": name, "toll": toll, "families": ["a"], "copies": [], "retracted": False} | more


def judged(deliveries: list[Delivery], joined: list[str | None], last: dict[str, dict[str, Any]]) -> Judged:
    names = [event_id_of(each.article) for each in deliveries]
    groups = {name: group for name, group in zip(names, joined, strict=True) if group is not None}
    truths = {name: Truth((4, 4), None, {"a"}) for each in deliveries if (name := each.incident)}
    return judge(deliveries, truths, Followed(groups, last, []))


def test_what_is_right_has_no_fault() -> None:
    found = judged([delivery(1, "x"), delivery(2, "x")], ["i", "i"], {"i": row("i", 4)})
    assert found.figures["b_cubed.f1"] == 1 and found.wrong == []


def test_splits_merges_missed_and_false_reports_are_counted() -> None:
    deliveries = [delivery(1, "x"), delivery(2, "x"), delivery(3, "y"), delivery(4, "y"), delivery(5, None)]
    figures = judged(deliveries, ["i", "k", "k", None, "i"], {"i": row("i", 4), "k": row("k", 4)}).figures
    names = ("split_incidents", "merged_incidents", "missed_reports", "false_events")
    assert [figures[name] for name in names] == [1, 1, 1, 1]


def test_wrong_ends_and_copies_are_counted_and_named() -> None:
    found = judged([delivery(1, "x"), delivery(2, "x", "a1")], ["i", "i"], {"i": row("i", 9, families=["a", "b"])})
    names = ("wrong_killed", "wrong_wounded", "wrong_sources", "wrong_retracted", "wrong_copies")
    assert [found.figures[name] for name in names] == [1, 0, 1, 0, 1]
    assert "wrong_killed x i: (9, 9), should be (4, 4)" in found.wrong
