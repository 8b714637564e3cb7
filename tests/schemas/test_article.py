"""An article: what is required, what counts as absent, limits, statuses, times."""

from typing import Any

import orjson
import pytest
from pydantic import ValidationError

from schemas.article import MAX_BODY_BYTES, MAX_FIELD_BYTES, RawArticle
from schemas.codec import BadRecord, decode


def read(**fields: Any) -> RawArticle:
    return decode(RawArticle, orjson.dumps({"uri": "u", "headline": "h"} | fields))


def refused(**fields: Any) -> BadRecord:
    with pytest.raises(BadRecord) as caught:
        read(**fields)
    return caught.value


def test_an_identifier_and_a_headline_are_enough() -> None:
    article = read()
    assert (article.body, article.content_type, article.pub_status, article.subjects) == (
        None,
        "text/plain",
        "usable",
        (),
    )


def test_an_identifier_and_a_body_are_enough() -> None:
    assert read(headline=None, body="A shell fell.").headline is None


@pytest.mark.parametrize("name", sorted(set(RawArticle.model_fields) - {"uri", "headline"}))
@pytest.mark.parametrize("nothing", ["", None, "  "])
def test_empty_fields_count_as_absent(name: str, nothing: Any) -> None:
    assert read(**{name: nothing}) == read()


def test_empty_parts_of_the_source_count_as_absent() -> None:
    assert read(source={"name": "", "domain": None, "family": " "}).source == read().source


def test_empty_subjects_are_left_out() -> None:
    assert read(subjects=["", "war", " "]).subjects == ("war",)


def test_unknown_fields_are_ignored() -> None:
    assert read(mood="bad", scores=[1, {"a": 2}]) == read()


@pytest.mark.parametrize(
    "fields", [{"headline": ""}, {"headline": "  ", "body": ""}, {"headline": None, "summary": "s"}]
)
def test_an_article_without_text_is_refused(fields: dict[str, Any]) -> None:
    bad = refused(**fields)
    assert (bad.reason, bad.field) == ("schema", "headline and body")


@pytest.mark.parametrize(
    "name", ["uri", "url", "headline", "summary", "body", "language", "byline", "dateline", "rights"]
)
@pytest.mark.parametrize("wrong", [7, 7.5, True, ["x"], {"a": "x"}])
def test_text_must_be_text(name: str, wrong: Any) -> None:
    bad = refused(**{name: wrong})
    assert (bad.reason, bad.field, bad.place) == ("schema", name, f"/{name}")
    assert "must be text" in bad.message


@pytest.mark.parametrize("wrong", [-1, 1_000_001, 1.5, "two", "1.2", True, 2**63, [1]])
def test_a_version_is_a_number_within_range(wrong: Any) -> None:
    bad = refused(version=wrong)
    assert (bad.reason, bad.field) == ("schema", "version")


def test_a_version_of_zero_is_a_version() -> None:
    assert read(version=0).version == 0


@pytest.mark.parametrize(
    ("name", "limit"), [("body", MAX_BODY_BYTES), ("headline", MAX_FIELD_BYTES), ("url", MAX_FIELD_BYTES)]
)
@pytest.mark.parametrize("character", ["a", "é", "路", "😀"])
def test_limits_count_bytes_of_utf_8(name: str, limit: int, character: str) -> None:
    fits = character * (limit // len(character.encode()))
    assert getattr(read(**{name: fits}), name) == fits
    bad = refused(**{name: fits + character})
    assert (bad.reason, bad.field, bad.place) == ("too_large", name, f"/{name}")


def test_the_source_and_the_subjects_have_limits_too() -> None:
    assert refused(source={"name": "é" * 1001}).field == "source.name"
    assert refused(subjects=["war"] * 700).reason == "too_large"
    assert refused(subjects=[1] * 100_000).reason == "too_large"


def test_a_long_text_under_another_name_is_too_large_as_well() -> None:
    bad = refused(headline=None, title="x" * 2001)
    assert (bad.reason, bad.field, bad.place) == ("too_large", "headline", "/title")


@pytest.mark.parametrize("word", ["canceled", "cancelled", "Canceled", "stat:canceled", " CANCELED "])
def test_spellings_of_a_status_are_one_word(word: str) -> None:
    assert read(pub_status=word).pub_status == "canceled"


@pytest.mark.parametrize("word", ["embargoed", "killed", "usable!"])
def test_an_unknown_status_is_refused_since_it_may_mean_do_not_use(word: str) -> None:
    bad = refused(pub_status=word)
    assert (bad.reason, bad.field) == ("schema", "pub_status")


@pytest.mark.parametrize(
    ("given", "known"),
    [("text/html; charset=utf-8", "text/html"), ("TEXT/PLAIN", "text/plain"), ("application/xhtml+xml", "text/html")],
)
def test_content_types_lose_their_parameters(given: str, known: str) -> None:
    assert read(content_type=given).content_type == known


@pytest.mark.parametrize("given", ["application/pdf", "image/jpeg", "text", "text/markdown"])
def test_other_content_types_are_unsupported(given: str) -> None:
    bad = refused(content_type=given)
    assert (bad.reason, bad.field) == ("unsupported", "content_type")


@pytest.mark.parametrize("name", ["published_at", "modified_at", "retrieved_at", "embargoed_until"])
@pytest.mark.parametrize(
    "wrong",
    [
        "2026-02-31T10:00:00Z",
        "2026-03-03",
        "2026-03-03T10:00:00",
        "yesterday",
        1772530200,
        True,
        "0001-01-01T00:00:00Z",
        [],
    ],
)
def test_impossible_times_and_times_without_an_offset_are_refused(name: str, wrong: Any) -> None:
    if wrong == []:
        assert getattr(read(**{name: wrong}), name) is None
        return
    bad = refused(**{name: wrong})
    assert (bad.reason, bad.field, bad.place) == ("schema", name, f"/{name}")


def test_a_time_in_the_future_is_a_time() -> None:
    article = read(published_at="2199-01-01T00:00:00Z")
    assert article.published_at is not None and article.published_at.year == 2199


def test_an_article_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        read().headline = "other"  # type: ignore[misc]  # that is the point
