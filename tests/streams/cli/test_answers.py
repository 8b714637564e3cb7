"""Any bytes are answered by one line of JSON."""

import json

import orjson
from hypothesis import given
from hypothesis import strategies as st

from streams.cli.answers import answer

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=60),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    ["uri", "headline", "body", "published_at", "language", "version", "source", "pub_status", "subjects"]
)


@given(st.binary(max_size=200))
def test_any_bytes_are_answered(value: bytes) -> None:
    line, valid = answer(value)
    assert line.endswith(b"\n") and line.count(b"\n") == 1
    assert ("error" in orjson.loads(line)) is not valid


@given(st.dictionaries(FIELDS, JSON, max_size=6))
def test_any_fields_are_answered(fields: dict[str, object]) -> None:
    line, valid = answer(json.dumps({"uri": "a", "headline": "Two killed in Goma"} | fields).encode())
    answered = orjson.loads(line)
    assert ("verdict" in answered) is valid
    assert valid or answered["error"]["reason"] in ("schema", "deserialization", "too_large", "unsupported")


@given(st.text(max_size=400), st.sampled_from(["text/plain", "text/html"]))
def test_any_text_is_a_verdict(text: str, kind: str) -> None:
    article = {"uri": "a", "headline": "Shells kill two in Goma", "body": text, "content_type": kind}
    line, valid = answer(json.dumps(article).encode("utf-8", "surrogatepass"))
    assert valid, line
