"""The load is the same for the same seed, and holds what the fault runs need."""

from collections import Counter

import orjson

from schemas.article import RawArticle
from schemas.codec import decode
from tests.faults.load import articles


def test_the_same_seed_gives_the_same_bytes_and_another_one_others() -> None:
    assert list(articles(3, 300)) == list(articles(3, 300)) != list(articles(4, 300))


def test_every_article_can_be_read() -> None:
    for record in articles(3, 300):
        assert record.value is not None
        decode(RawArticle, record.value)


def test_time_goes_forward_and_the_key_names_the_article() -> None:
    records = list(articles(3, 300, prefix="other-"))
    assert [each.timestamp_ms for each in records] == sorted({each.timestamp_ms for each in records})
    assert {each.topic for each in records} == {"other-articles"}
    assert all(each.key is not None and len(each.key) == 64 for each in records)


def test_attacks_are_told_again_copied_replaced_delivered_twice_and_taken_back() -> None:
    told = [orjson.loads(each.value or b"") for each in articles(3, 3000)]
    reports = [each for each in told if not each["uri"].startswith("quiet-")]
    bodies, uris = Counter(each["body"] for each in reports), Counter(each["uri"] for each in reports)
    assert len(reports) == 1000
    assert sum(number > 1 for number in bodies.values()) > 100
    assert sum(number > 1 for number in uris.values()) > 100
    assert sum("version" in each for each in reports) > 50
    assert sum(each.get("pub_status") == "canceled" for each in reports) > 10
