"""The samples told anew: the same news, of these days, with ids of their own."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import orjson
import pytest

from schemas.alert import Alert
from schemas.article import RawArticle
from schemas.codec import decode
from schemas.topics import Topic
from streams.demo import sample_lines
from streams.memory import Memory, topic_of
from streams.retelling import MARK, Telling, moved, of_round, records, retold, telling
from streams.topology import TOPOLOGY

SAMPLES = records(sample_lines())
NOW = datetime(2026, 11, 29, 14, 0, tzinfo=UTC)


def told(memory: Memory, number: int, now: datetime = NOW) -> Counter[str]:
    """Tell a round, an article every ten seconds, and count alerts by kind and dead letters."""
    how = telling(SAMPLES, number, now.date(), f"r{number}")
    found: Counter[str] = Counter()
    for place, sample in enumerate(of_round(SAMPLES, number)):
        record = retold(sample, "tocsin-articles", how, round(now.timestamp() * 1000) + 10_000 * place)
        for written in memory.feed(record):
            if topic_of(written.topic) is Topic.ALERTS:
                alert = decode(Alert, written.value or b"")
                found[alert.msg_type] += 1
                assert alert.status == "Actual"
            found["dead letters"] += topic_of(written.topic) is Topic.DEAD_LETTERS
    return found


def test_three_rounds_are_news_and_the_fourth_is_known() -> None:
    memory = Memory(TOPOLOGY, deployment="demo")
    rounds = [told(memory, number, NOW + timedelta(minutes=30 * number)) for number in range(4)]
    assert [found["Alert"] >= 40 for found in rounds] == [True, True, True, False]
    assert all(found["Update"] >= 8 for found in rounds[:3])
    assert rounds[3]["Alert"] == 0
    assert {found["dead letters"] for found in rounds} == {1}


@pytest.mark.parametrize("day", [1, 4])
def test_any_day_of_the_week_tells_what_the_samples_tell(day: int) -> None:
    as_they_are = Memory(TOPOLOGY)
    written = [each for sample in SAMPLES for each in as_they_are.feed(sample)]
    alerts = Counter(
        decode(Alert, each.value or b"").msg_type for each in written if topic_of(each.topic) is Topic.ALERTS
    )
    found = told(Memory(TOPOLOGY), 0, NOW + timedelta(days=day))
    assert abs(found["Alert"] - alerts["Alert"]) <= 2
    assert abs(found["Update"] - alerts["Update"]) <= 2


def test_an_article_is_published_shortly_before_it_is_sent() -> None:
    now_ms = round(NOW.timestamp() * 1000)
    for sample in of_round(SAMPLES, 0):
        value = orjson.loads(retold(sample, "tocsin-articles", Telling("a", 199), now_ms).value or b"")
        assert timedelta(0) <= NOW - datetime.fromisoformat(value["published_at"]) < timedelta(hours=3)


def test_a_redelivery_stays_one_and_rounds_share_no_article() -> None:
    def uris(name: str) -> list[str]:
        sent = (retold(sample, "tocsin-articles", Telling(name, 199), 0) for sample in of_round(SAMPLES, 0))
        return [orjson.loads(each.value or b"").get("uri") for each in sent]

    sample_uris = [orjson.loads(each.value or b"").get("uri") for each in of_round(SAMPLES, 0)]
    assert sorted(Counter(uris("a")).values()) == sorted(Counter(sample_uris).values())
    assert not set(uris("a")) & set(uris("b")) - {None}


def test_every_record_says_that_it_is_invented() -> None:
    sent = [retold(sample, "tocsin-articles", Telling("a", 199), 0) for sample in SAMPLES]
    assert all(MARK in each.headers and each.header("_test") is None for each in sent)


def test_each_round_has_another_broken_record() -> None:
    rounds = [of_round(SAMPLES, number) for number in range(4)]
    assert {len(each) for each in rounds} == {len(SAMPLES) - 2}
    assert rounds[0] != rounds[1] != rounds[2] and rounds[0] == rounds[3]


def test_without_broken_records_everything_is_told() -> None:
    good = [each for each in SAMPLES if each in of_round(SAMPLES, 0) and each in of_round(SAMPLES, 1)]
    assert of_round(good, 5) == good
    assert [decode(RawArticle, each.value or b"").uri for each in good[:1]] != []


def test_what_is_no_day_of_may_stays() -> None:
    assert moved("May 40 and May 14", 18) == "May 40 and June 1"


def test_the_last_day_is_today_then_two_and_four_days_ago() -> None:
    days = [telling(SAMPLES, number, date(2026, 5, 14), "a").days for number in range(4)]
    assert days == [0, -2, -4, 0]
