"""The topology in one process: what each record leads to, in the order in which the topics would hold it."""

from collections.abc import Sequence

import orjson

from streams.memory import Memory, topic_of
from streams.stage import Record
from streams.topology import TOPOLOGY

ATTACK = {"uri": "a", "headline": "Drone kills two in Kherson", "body": "A Russian drone killed two people in Kherson."}


def feed(value: bytes | None, topic: str = "tocsin-articles", *, test: bool = False) -> list[Record]:
    return list(Memory(TOPOLOGY, test=test).feed(Record(topic, b"a", value, 1_778_485_560_000, offset=3)))


def test_an_article_leads_to_its_verdict_and_then_to_what_follows_from_its_event() -> None:
    topics = [record.topic for record in feed(orjson.dumps(ATTACK))]
    assert topics == ["tocsin-verdicts", "tocsin-events", "tocsin-incidents", "tocsin-alerts"]


def test_everything_stays_in_the_deployment_of_the_article() -> None:
    topics = {record.topic for record in feed(orjson.dumps(ATTACK), "try-articles")}
    assert {topic.split("-")[0] for topic in topics} == {"try"}


def test_everything_says_which_article_it_stems_from() -> None:
    origins = {record.header("origin") for record in feed(orjson.dumps(ATTACK))}
    assert origins == {"tocsin-articles/0/3"}


def test_test_traffic_is_marked_to_the_last_record() -> None:
    assert {record.header("_test") for record in feed(orjson.dumps(ATTACK), test=True)} == {"true"}


def test_an_article_without_a_value_is_a_dead_letter_and_not_silence() -> None:
    (letter,) = feed(None)
    assert (letter.topic, letter.header("tocsin-dlq-reason")) == ("tocsin-dead-letters", "deserialization")


def test_a_topic_that_nothing_reads_leads_to_nothing() -> None:
    assert feed(b"{}", "tocsin-verdicts") == feed(b"{}", "elsewhere") == []
    assert topic_of("elsewhere") is None


def test_below_the_level_of_the_deployment_nobody_is_alerted() -> None:
    record = Record("tocsin-articles", b"a", orjson.dumps(ATTACK), 1_778_485_560_000)
    topics = [each.topic for each in Memory(TOPOLOGY, min_level="Extreme").feed(record)]
    assert "tocsin-incidents" in topics and "tocsin-alerts" not in topics


def test_each_record_that_a_stage_took_is_told_with_what_it_wrote_and_how_long_that_took() -> None:
    told: list[tuple[str, str, list[str]]] = []
    durations = []

    def ran(stage: str, record: Record, written: Sequence[Record], seconds: float) -> None:
        told.append((stage, record.topic, [each.topic for each in written]))
        durations.append(seconds)

    record = Record("tocsin-articles", b"a", orjson.dumps(ATTACK), 1_778_485_560_000)
    list(Memory(TOPOLOGY, ran=ran).feed(record))
    assert told == [
        ("detect", "tocsin-articles", ["tocsin-verdicts", "tocsin-events"]),
        ("track", "tocsin-events", ["tocsin-incidents", "tocsin-alerts"]),
    ]
    assert min(durations) > 0
