"""A record as a line: what is written is read back, and what is no record says why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codec import BadRecord
from streams.archive import lines
from streams.archive.lines import read_line, write_line
from streams.stage import Record


def line(**fields: object) -> bytes:
    import json

    return json.dumps({"topic": "tocsin-articles", "timestamp": 5, "key": "k", "value": {"uri": "a"}} | fields).encode()


def test_a_line_without_a_position_stands_at_its_number() -> None:
    record = read_line(line(), 7)
    assert (record.position, record.timestamp_ms, record.key) == ("tocsin-articles/0/7", 5, b"k")
    assert record.value == b'{"uri":"a"}'


def test_a_line_may_state_position_and_headers() -> None:
    record = read_line(line(partition=2, offset=0, headers={"origin": "x/1/2"}), 7)
    assert (record.position, record.header("origin")) == ("tocsin-articles/2/0", "x/1/2")


def test_a_value_in_text_is_the_raw_bytes() -> None:
    assert read_line(line(value='{"uri": \n5'), 1).value == b'{"uri": \n5'


def test_a_null_value_is_a_tombstone() -> None:
    assert read_line(line(value=None), 1).value is None


def test_a_lone_surrogate_in_an_article_is_left_for_the_stage_to_refuse() -> None:
    assert read_line(line(value={"uri": "\ud800"}), 1).value == b'{"uri":"\\ud800"}'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"{", "deserialization: record at byte 1: not JSON"),
        (b"[]", "schema: record at /: not a JSON object"),
        (line(topic=None), "schema: topic at /topic: required"),
        (line(timestamp=None), "schema: timestamp at /timestamp: required"),
        (line(timestamp="5"), "schema: timestamp at /timestamp: must be a whole number"),
        (line(timestamp=-1), "schema: timestamp at /timestamp: must be a whole number"),
        (line(timestamp=10**18), "schema: timestamp at /timestamp: must be a whole number"),
        (line(offset=True), "schema: offset at /offset: must be a whole number"),
        (line(value=5), "schema: value at /value: must be an object, text or null"),
        (b'{"topic": "t", "timestamp": 5}', "schema: value at /value: required"),
        (line(headers={"a": 5}), "schema: headers at /headers: must be an object of strings"),
    ],
)
def test_what_is_no_record_says_which_field_where_and_why(text: bytes, told: str) -> None:
    with pytest.raises(BadRecord) as caught:
        read_line(text, 1)
    assert str(caught.value).startswith(told)


@given(st.binary(max_size=60) | st.none(), st.binary(max_size=20) | st.none(), st.binary(max_size=20))
def test_any_record_is_read_back_byte_for_byte(value: bytes | None, key: bytes | None, header: bytes) -> None:
    record = Record("t-events", key, value, 5, (("h", header),), partition=3, offset=9)
    written = write_line(record, position=True)
    assert written.count(b"\n") == 1
    assert read_line(written, 1) == record


@given(st.binary(max_size=200))
def test_any_bytes_are_a_record_or_refused(text: bytes) -> None:
    try:
        read_line(text, 1)
    except BadRecord as error:
        assert error.reason in ("deserialization", "schema")


def test_json_that_would_be_written_otherwise_travels_as_its_bytes() -> None:
    assert b'"value":"{ }"' in write_line(Record("t", None, b"{ }", 5))


@pytest.mark.parametrize("depth", [300, 1000, 5000])
def test_json_nested_deeply_is_a_record_or_refused(depth: int) -> None:
    text = line(value={"a": "here"}).replace(b'"here"', b"[" * depth + b"]" * depth)
    try:
        assert read_line(text, 1).value is not None
    except BadRecord as error:
        assert error.reason == "deserialization"


def test_a_line_that_is_too_long_is_refused_by_its_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MAX_LINE_BYTES", 50)
    with pytest.raises(BadRecord, match="too_large: record at /: more than 50 bytes"):
        read_line(line(value={"uri": "a" * 50}), 1)
