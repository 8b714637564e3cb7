"""What of a replay is kept."""

import json
from pathlib import Path

import orjson
import pytest

from streams.backtest.outcome import DEAD_LETTER, answer_of, case_of
from streams.stage import Record

INCIDENT = Path(__file__).parents[3] / "schemas" / "examples" / "incident.v1" / "full.json"


def record(value: bytes, topic: str = "tocsin-articles", **headers: str) -> Record:
    listed = tuple((name, text.encode()) for name, text in headers.items())
    return Record(topic, b"a", value, 0, listed, offset=7)


def test_an_answer_names_the_article_under_any_known_field_names() -> None:
    article = record(b'{"id": "a", "title": "Two hurt", "publisher": {"name": "The Desk"}}')
    verdict = record(b'{"uri": "a", "verdict": "no_event", "reason": "exercise"}')
    told = answer_of(article, verdict, ())
    assert (told.origin, told.uri, told.title) == ("tocsin-articles/0/7", "a", "Two hurt")
    assert (told.verdict, told.reason) == ("no_event", "exercise")


@pytest.mark.parametrize("value", [b"not JSON", b"5", b"[]", b"", b'{"headline": 5}'])
def test_a_dead_letter_is_told_with_its_error_whatever_its_bytes(value: bytes) -> None:
    letter = record(b"", **{"__streams.errors.message": "schema: uri at /uri: must be text"})
    told = answer_of(record(value), None, [letter])
    assert (told.title, told.verdict, told.reason) == (None, DEAD_LETTER, "schema: uri at /uri: must be text")


def test_a_dead_letter_of_a_later_stage_outweighs_the_verdict() -> None:
    verdict = record(b'{"uri": "a", "verdict": "event", "reason": null}')
    assert answer_of(record(b"{}"), verdict, [record(b"")]).verdict == DEAD_LETTER


def test_an_event_of_an_archive_is_named_by_its_article() -> None:
    told = answer_of(record(b'{"article": {"uri": "a"}, "event_type": "shelling"}', "tocsin-events"), None, ())
    assert (told.uri, told.verdict) == ("a", "event")


def test_an_incident_is_kept_with_its_reports() -> None:
    value = json.loads(INCIDENT.read_text())
    told = case_of("x", "Two hurt", orjson.dumps(value))
    assert [each.event_id for each in told.reports] == [each["event_id"] for each in value["reports"]]
    assert told.fields["country"] == "UA"
