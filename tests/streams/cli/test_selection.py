"""What is printed: topics and countries; what an incident once told is followed to its end."""

import orjson

from schemas.topics import Topic
from streams.cli.selection import Selection
from streams.replay import Step
from streams.stage import Record

EVERYTHING = frozenset(Topic)
ARTICLE = Record("t-articles", None, b"", 0)


def record(topic: str, key: str, country: str | None = None, *places: str) -> Record:
    value = {"country": country, "places": [{"country": each} for each in places]}
    return Record(f"t-{topic}", key.encode(), orjson.dumps(value), 0)


def printed(selection: Selection, *records: Record) -> list[str]:
    return [each.topic.removeprefix("t-") for each in selection.of(Step(ARTICLE, records))]


def test_only_the_topics_asked_for() -> None:
    chosen = Selection(frozenset({Topic.ALERTS}))
    assert printed(chosen, record("incidents", "i", "UA"), record("alerts", "i", "UA")) == ["alerts"]


def test_a_country_is_that_of_the_incident_or_of_a_place() -> None:
    chosen = Selection(EVERYTHING, frozenset({"UA"}))
    assert printed(chosen, record("alerts", "i", "UA"), record("alerts", "k", "SD")) == ["alerts"]
    assert printed(chosen, record("alerts", "l", "SD", "UA"), record("alerts", "m", None)) == ["alerts"]
    assert printed(Selection(EVERYTHING, frozenset({"ZZ"})), record("alerts", "i", None)) == ["alerts"]


def test_an_incident_that_passed_is_followed_to_its_end_whatever_is_printed() -> None:
    chosen = Selection(frozenset({Topic.ALERTS, Topic.INCIDENTS}), frozenset({"UA"}))
    printed(chosen, record("incidents", "i", "UA"))
    gone = Record("t-incidents", b"i", None, 0)
    assert printed(chosen, record("alerts", "i", None), gone) == ["alerts", "incidents"]
    assert chosen.passed == {"i"}


def test_a_verdict_passes_with_an_event_of_its_article_and_a_dead_letter_always() -> None:
    chosen = Selection(EVERYTHING, frozenset({"UA"}))
    verdict, letter = Record("t-verdicts", b"a", b"{}", 0), Record("t-dead-letters", b"a", b"rubbish", 0)
    assert printed(chosen, verdict, record("events", "UA", "UA")) == ["verdicts", "events"]
    assert printed(chosen, verdict, record("events", "SD", "SD"), letter) == ["dead-letters"]


def test_remembered_withdrawals_are_of_no_country() -> None:
    assert printed(Selection(EVERYTHING, frozenset({"ZZ"})), record("incidents", "withdrawals-3")) == []
