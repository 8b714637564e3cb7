"""What stands in the articles topic for an article as it was given."""

import json

import pytest

from schemas.codec import MAX_RECORD_BYTES, BadRecord
from schemas.ids import article_id
from streams.ingest.articles import Item, to_record

TOPIC = "tocsin-articles"


def test_an_article_is_written_under_our_names_and_its_id() -> None:
    given = b'{"id": "a", "title": "Two hurt", "source_domain": "x.example", "extra": 1}'
    record = to_record(given, TOPIC, 5)
    value = json.loads(record.value or b"")
    assert (value["uri"], value["headline"], value["source"]["domain"]) == ("a", "Two hurt", "x.example")
    assert "extra" not in value and value["retrieved_at"] is None
    assert record.key == article_id("x.example", "a").encode()
    assert (record.timestamp_ms, record.headers) == (5, (("content-type", b"application/json"),))


def test_the_same_article_gives_the_same_bytes_whenever_it_is_sent() -> None:
    given = b'{"uri": "a", "headline": "Two hurt", "retrieved_at": "2026-03-01T10:00:00Z"}'
    assert to_record(given, TOPIC, 1).value == to_record(given, TOPIC, 2).value


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (b'{"uri": "a"}', "schema: headline and body at /"),
        (b"x" * (MAX_RECORD_BYTES + 1), "too_large: record at byte 4194304: more than 4194304 bytes; not sent"),
        (json.dumps({"uri": "a", "body": "\x01" * 900_000}).encode(), "too_large: record at byte 4194304"),
    ],
)
def test_what_is_no_article_is_refused_by_name(given: bytes, told: str) -> None:
    with pytest.raises(BadRecord) as refused:
        to_record(given, TOPIC, 1)
    assert str(refused.value).startswith(told)


def test_a_record_that_grows_over_the_limit_by_its_escapes_is_refused() -> None:
    given = b'{"uri": "a", "body": "' + b"\x7f" * 10 + b"\\u0001" * 699_000 + b'"}'
    with pytest.raises(BadRecord, match="too_large"):
        to_record(given, TOPIC, 1)


def test_a_place_is_a_name_and_a_line_without_control_characters() -> None:
    assert Item("news.jsonl", 17).place == "news.jsonl:17"
    assert Item("\x1b[31m.html").place == "\\x1b[31m.html"
