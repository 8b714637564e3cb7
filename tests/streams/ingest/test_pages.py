"""What of a saved page becomes which field."""

import json
from typing import Any

import pytest

from schemas.article import RawArticle
from schemas.codec import MAX_RECORD_BYTES, BadRecord, decode
from streams.ingest.pages import page_article

META = (
    '<meta property="article:published_time" content="2026-03-01T22:10:00+02:00">'
    '<meta property="og:site_name" content="The Courier"><meta name="description" content="A shell fell.">'
)


def page(head: str = "", body: str = "<p>A shell killed two.</p>") -> bytes:
    title = "<title>Shell kills two</title>"
    return f'<!doctype html><html lang="en-GB"><head>{title}{head}</head><body>{body}</body></html>'.encode()


def read(text: bytes, name: str = "a.html") -> dict[str, Any]:
    value = page_article(text, name)
    decode(RawArticle, value)
    found: dict[str, Any] = json.loads(value)
    return found


def test_a_page_says_where_when_and_by_whom_it_was_published() -> None:
    found = read(page('<link rel="canonical" href="https://www.courier.example/a/1">' + META))
    assert found["uri"] == found["url"] == "https://www.courier.example/a/1"
    assert (found["headline"], found["summary"], found["language"]) == ("Shell kills two", "A shell fell.", "en-GB")
    assert found["source"] == {"name": "The Courier", "domain": "courier.example"}
    assert decode(RawArticle, page_article(page(META), "a.html")).published_at is not None
    assert found["date"].startswith("2026-03-01T22:10:00")


def test_the_page_itself_is_the_body() -> None:
    found = read(page())
    assert (found["body"].encode(), found["content_type"]) == (page(), "text/html")


@pytest.mark.parametrize("head", ["", '<link rel="canonical" href="https://www.courier.example/">'])
def test_a_page_without_an_address_of_its_own_is_named_by_file_and_content(head: str) -> None:
    first, other = read(page(head))["uri"], read(page(head, "<p>Other</p>"))["uri"]
    assert first.startswith("file:a.html#")
    assert first == read(page(head))["uri"] != other


def test_an_old_encoding_is_read() -> None:
    latin = page('<meta charset="iso-8859-1">', "<p>" + "Zwölf Tote in Köln. " * 20 + "</p>").decode().encode("latin-1")
    assert "Köln" in read(latin)["body"]


def test_a_page_that_only_costs_time_is_refused_before_it_is_parsed() -> None:
    for text in (b"<html>" + b"<div>" * 500_000, page(body="<a>" * 300), b"<" * (MAX_RECORD_BYTES + 1)):
        with pytest.raises(BadRecord):
            page_article(text, "a.html")
