"""The generated stream: known, repeatable, in order, and with everything in it that following must get right."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest

from benchmarks.stream import Stream, outlets
from benchmarks.stream_story import Delivery


@pytest.fixture(scope="module")
def stream() -> Stream:
    return Stream(3_000, 150)


@pytest.fixture(scope="module")
def deliveries(stream: Stream) -> list[Delivery]:
    return list(stream)


def test_it_has_the_size_asked_for(stream: Stream, deliveries: list[Delivery]) -> None:
    assert abs(len(deliveries) - 3_000) <= 60
    assert 150 <= len(stream.truths) <= 151


def test_it_is_a_function_of_the_seed(deliveries: list[Delivery]) -> None:
    assert list(Stream(3_000, 150)) == deliveries
    assert list(Stream(3_000, 150, seed=8)) != deliveries


def test_articles_come_in_order_of_arrival(deliveries: list[Delivery]) -> None:
    moments = [each.moment for each in deliveries]
    assert moments == sorted(moments)


def test_some_arrive_late_and_some_twice(deliveries: list[Delivery]) -> None:
    late = [each for each in deliveries if (each.moment - _published(each)).total_seconds() > 3600]
    twice = Counter((each.article["uri"], each.article.get("version")) for each in deliveries)
    assert late and max(twice.values()) > 1


def test_there_are_copies_versions_withdrawals_and_false_stories(stream: Stream, deliveries: list[Delivery]) -> None:
    assert any(each.copy_of for each in deliveries)
    assert any(each.article.get("version") == 2 for each in deliveries)
    assert any(each.article.get("pub_status") == "canceled" for each in deliveries)
    assert any(truth.retracted and truth.killed is None for truth in stream.truths.values())


def test_a_withdrawal_never_comes_before_its_article(deliveries: list[Delivery]) -> None:
    seen: set[str] = set()
    for each in deliveries:
        assert each.article.get("pub_status") != "canceled" or each.article["uri"] in seen
        seen.add(each.article["uri"])


def test_most_articles_report_no_attack(deliveries: list[Delivery]) -> None:
    assert sum(each.incident is None for each in deliveries) > 1_500


def test_outlets_of_one_owner_are_one_family() -> None:
    families = Counter(each.family for each in outlets())
    assert families["corvid"] == 2 and families["corvid-courier"] == 1


def _published(each: Delivery) -> datetime:
    return datetime.fromisoformat(each.article["published_at"])
