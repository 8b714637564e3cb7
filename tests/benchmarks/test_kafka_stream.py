"""The records that the Kafka benchmark sends."""

import orjson

from benchmarks.kafka_stream import days_later, mixed, of_many_incidents, told_again
from streams.memory import Memory
from streams.runtime import context_of, run_stage
from streams.topology import DETECT, TOPOLOGY


def test_dates_and_weekdays_of_the_sample_move_together() -> None:
    said = days_later("Killed on Sunday in Kherson, May 11 (Harrow); troops came on 29 May", 4)
    assert said == "Killed on Thursday in Kherson, May 15 (Harrow); troops came on 2 June"


def test_a_report_told_again_is_published_later_in_the_same_words() -> None:
    first = {"uri": "a", "headline": "Two killed on Monday", "body": "", "published_at": "2026-05-11T07:40:00Z"}
    told = told_again(first, 8)
    assert told["published_at"] == "2026-05-19T07:40:00+00:00"
    assert (told["uri"], told["headline"]) == ("a", "Two killed on Tuesday")


def test_the_mixed_stream_is_the_same_each_time_and_in_order_of_time() -> None:
    given = list(mixed(700))
    assert given == list(mixed(700))
    assert [each.timestamp_ms for each in given] == sorted(each.timestamp_ms for each in given)
    assert len({each.value for each in given}) == 700


def test_reports_told_again_are_still_read_as_attacks() -> None:
    attacks = list(mixed(1300))[5::10][62:]
    verdicts = [run_stage(DETECT, each, context_of(each))[0] for each in attacks]
    kinds = [orjson.loads(each.value or b"")["verdict"] for each in verdicts]
    assert kinds.count("event") >= 60


def test_every_incident_opens_and_its_reports_join_it() -> None:
    memory = Memory(TOPOLOGY)
    for each in of_many_incidents(70, 2):
        list(memory.feed(each))
    assert [len(incident.reports) for incident in memory.state("track")] == [2] * 70
