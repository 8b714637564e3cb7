"""Bytes to messages: one error for everything that is wrong, which says where; equal messages give equal bytes."""

import pickle
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from schemas.alert import Alert
from schemas.aliases import ALIASES, BODIES, FIELDS, RIGHTS, SOURCE
from schemas.article import RawArticle
from schemas.codec import MAX_MESSAGE, MAX_RECORD_BYTES, MAX_SAMPLE, BadRecord, decode, encode, printable
from schemas.event import ConflictEvent
from schemas.heartbeat import Heartbeat
from schemas.incident import Incident
from schemas.verdict import Verdict

MODELS: list[type[BaseModel]] = [RawArticle, Verdict, ConflictEvent, Incident, Alert, Heartbeat]
#: Every name that an article may be read from.
ROWS = [*BODIES, *(row for rows in (*ALIASES.values(), *SOURCE.values()) for row in rows)]
NAMES = sorted({*FIELDS, *RIGHTS, "bodies", *(str(row[0]) for row in ROWS)})


def refused(value: bytes, model: type[BaseModel] = RawArticle) -> BadRecord:
    with pytest.raises(BadRecord) as caught:
        decode(model, value)
    return caught.value


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (b"", "byte 0, line 1, column 1"),
        (b"\x89PNG\r\n\x1a\n", "byte 0, line 1"),
        (b'{"uri": "a",\n "headline": "\xff"}', "byte 27, line 2"),
        ('{"uri": "é",\n"headline" "x"}'.encode(), "byte 25, line 2, column 12"),
        (b'{"uri": "a", "headline": "\\ud800"}', "byte 26, line 1, column 27"),
        (b'{"uri": "a", "headline": "\xed\xa0\x80"}', "byte 26, line 1"),
        (b'{"uri": "a", "headline": "tab\there"}', "byte 29, line 1, column 30"),
        (b'{"uri": "a", "version": NaN}', "byte 24, line 1, column 25"),
        (b"[" * 100_000, "byte 1025, line 1, column 1026"),
        (b'{"uri": "a", "version": 1' + b"0" * 5000 + b"}", "byte 24, line 1, column 25"),
    ],
)
def test_what_is_not_json_in_utf_8_is_a_deserialization_error_with_its_place(value: bytes, place: str) -> None:
    bad = refused(value)
    assert (bad.reason, bad.field, bad.place) == ("deserialization", None, place)


@pytest.mark.parametrize("value", [b"[]", b'"text"', b"7", b"null", b"true"])
def test_json_that_is_no_object_is_a_schema_error(value: bytes) -> None:
    bad = refused(value)
    assert (bad.reason, bad.place) == ("schema", "/")
    assert "not a JSON object" in bad.message


def test_a_record_beyond_the_limit_of_the_topic_is_too_large() -> None:
    assert refused(b" " * (MAX_RECORD_BYTES + 1)).reason == "too_large"


def test_deep_nesting_in_a_field_that_nobody_reads_does_no_harm() -> None:
    deep = b'{"uri": "a", "headline": "h", "x": ' + b"[" * 1000 + b"]" * 1000 + b"}"
    assert decode(RawArticle, deep).uri == "a"


@pytest.mark.parametrize("name", ["author", "publisher", "keywords", "bodies", "headlines", "source", "datePublished"])
def test_deep_nesting_in_a_field_that_is_read_is_a_verdict_on_the_record(name: str) -> None:
    for opening, closing in ((b"[", b"]"), (b'{"name":', b"}")):
        value = b'{"uri": "a", "title": "h", "' + name.encode() + b'": ' + opening * 900 + b"1" + closing * 900 + b"}"
        try:
            assert decode(RawArticle, value).uri == "a"
        except BadRecord as bad:
            assert bad.reason == "schema"


def test_an_error_is_one_line_that_names_field_place_and_reason() -> None:
    bad = refused(b'{"uri": "a", "title": "h", "datePublished": "2026-02-31"}')
    assert str(bad) == ('schema: published_at at /datePublished: not an RFC 3339 date and time, got "2026-02-31"')


def test_the_place_of_an_entry_is_a_json_pointer() -> None:
    bad = refused(b'{"uri": "a", "title": "h", "subjects": ["war", 4]}')
    assert (bad.field, bad.place) == ("subjects[1]", "/subjects/1")
    assert refused(b'{"uri": "a", "title": "h", "source": {"name": 4}}').place == "/source/name"


def test_an_error_survives_the_way_out_of_a_child_process() -> None:
    bad = refused(b'{"uri": 5, "headline": "h"}')
    assert str(pickle.loads(pickle.dumps(bad))) == str(bad)


@pytest.mark.parametrize("hostile", ["\x1b[31mred", "a\nb", "\u202eevil", "\u200bzero", "\x00", "x" * 5000, "\u2028"])
def test_an_error_never_repeats_hostile_text_raw(hostile: str) -> None:
    for name in ("pub_status", "content_type", "published_at", "version"):
        text = str(refused(orjson.dumps({"uri": "a", "headline": "h", name: hostile + "!"})))
        assert text.isprintable()
        assert len(text) <= MAX_SAMPLE + MAX_MESSAGE


def test_hostile_keys_of_a_mapping_are_escaped_too() -> None:
    event = {"event_id": "e", "article": {"uri": "u", "article_id": "a", "digest": "d"}, "event_type": "bombing"}
    bad = refused(orjson.dumps(event | {"munitions": {"by_type": {"\x1b[2J" * 100: 5}}}), ConflictEvent)
    assert str(bad).isprintable()
    assert len(str(bad)) < 300


def test_printable_cuts_before_it_escapes() -> None:
    assert printable("\x00" * 1_000_000, 10) == "\\x00\\x00\\…"
    assert printable("Хмельницький") == "Хмельницький"


def test_equal_messages_give_equal_bytes() -> None:
    one = decode(RawArticle, b'{"headline": "h", "uri": "a", "source": {"family": "f", "name": "n"}}')
    other = decode(RawArticle, b'{"source": {"name": "n", "family": "f"}, "uri": "a", "headline": "h", "mood": 1}')
    assert encode(one) == encode(other)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_message_or_a_bad_record(value: bytes) -> None:
    for model in MODELS:
        try:
            assert isinstance(decode(model, value), model)
        except BadRecord as bad:
            assert str(bad).isprintable()


TEXTS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["2026-03-03", "2026-03-03T09:30:00Z", "text/html", "canceled", "https://a.example/1", "None", "7", "stat:x"]
    ),
)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-(2**63), 2**63), st.floats(allow_nan=False), TEXTS)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["name", "value", "url", "@id", "role", "contentType", "x"]), inner, max_size=3
        ),
    ),
    max_leaves=6,
)


def as_json(value: Any) -> bytes:
    return orjson.dumps(value)


@given(st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=8))
def test_any_object_with_known_names_is_an_article_or_a_bad_record(record: dict[str, Any]) -> None:
    try:
        article = decode(RawArticle, as_json(record))
    except BadRecord as bad:
        assert bad.reason in {"schema", "unsupported", "too_large"}
        return
    written = encode(article)
    assert decode(RawArticle, written) == article
    assert encode(decode(RawArticle, written)) == written


@given(st.dictionaries(st.sampled_from(["uri", "headline", "body", "title", "url"]), TEXTS, min_size=2))
def test_what_is_written_is_read_back_the_same(record: dict[str, Any]) -> None:
    try:
        article = decode(RawArticle, as_json(record))
    except BadRecord:
        return
    assert encode(decode(RawArticle, encode(article))) == encode(article)
