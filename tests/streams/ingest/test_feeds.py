"""What of a feed becomes which field, and that a hostile one costs itself alone."""

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import RawArticle
from streams.ingest.feeds import MAX_ENTRIES, Feed, parse_feed, read_feed
from streams.ingest.fetch import FetchFailed
from tests.streams.ingest.conftest import entry, rss

URL = "https://feeds.example/world.rss"
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Wire</title>
<link href="https://wire.example/"/><entry><id>tag:wire.example,2026:1</id>
<title type="html">&lt;b&gt;Ten&lt;/b&gt; hurt</title>
<link href="https://www.wire.example/1"/><published>2026-03-01T10:00:00Z</published>
<updated>2026-03-01T12:30:00+02:00</updated>
<author><name>Jo Doe</name></author><summary>Short.</summary>
<content type="html">&lt;p&gt;Ten people were hurt.&lt;/p&gt;</content>
</entry></feed>"""
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)


def parsed(document: bytes) -> Feed:
    found = parse_feed(document, URL)
    assert isinstance(found, Feed), found
    return found


def only(document: bytes) -> dict[str, Any]:
    (article,) = parsed(document).articles
    RawArticle.model_validate(article)
    return article


def test_an_atom_entry_is_an_article() -> None:
    found = only(ATOM)
    assert (found["uri"], found["url"]) == ("tag:wire.example,2026:1", "https://www.wire.example/1")
    assert (found["headline"], found["summary"]) == ("Ten hurt", "Short.")
    assert (found["body"], found["content_type"]) == ("<p>Ten people were hurt.</p>", "text/html")
    assert (found["published_at"], found["modified_at"]) == ("2026-03-01T10:00:00+00:00", "2026-03-01T10:30:00+00:00")
    assert (found["source"], found["byline"]) == ({"name": "Wire", "domain": "wire.example"}, "Jo Doe")


def test_an_rss_item_takes_name_and_language_from_its_feed() -> None:
    found = only(rss(entry("a", more="<pubDate>Sun, 01 Mar 2026 20:10:00 GMT</pubDate>")))
    assert (found["uri"], found["language"]) == ("a", "en-gb")
    assert found["source"] == {"name": "The Courier", "domain": "courier.example"}
    assert (found["published_at"], found["modified_at"]) == ("2026-03-01T20:10:00+00:00", None)


def test_a_short_description_is_the_summary_and_a_long_one_the_body() -> None:
    short = only(rss(entry("a", more="<description>&lt;p&gt;Shells &amp;amp; drones.&lt;/p&gt;</description>")))
    long = only(rss(entry("a", more=f"<description>{'Shells fell. ' * 300}</description>")))
    assert (short["summary"], short["body"]) == ("Shells & drones.", None)
    assert (long["summary"], len(long["body"]) > 2000) == (None, True)


def test_an_entry_that_names_another_publisher_is_theirs() -> None:
    source = '<source url="https://www.other.example/rss">Other</source>'
    assert only(rss(entry("a", more=source)))["source"] == {"name": "Other", "domain": "other.example"}


def test_an_entry_without_a_name_gets_one_that_stays() -> None:
    first, again = (only(rss("<title>Calm</title>"))["uri"] for _ in range(2))
    assert first == again != only(rss("<title>Calmer</title>"))["uri"]
    assert first.startswith(URL + "#")


@pytest.mark.parametrize(
    "document", [b"", b"<html><body>Not found</body></html>", b'{"a": 1}', b"\xff\xfe\x00", rss()[:40]]
)
def test_what_is_no_feed_is_told_and_not_taken_for_a_quiet_one(document: bytes) -> None:
    assert isinstance(parse_feed(document, URL), str)


def test_a_feed_without_entries_is_quiet() -> None:
    assert parsed(rss()) == Feed([])


def test_a_feed_that_breaks_off_gives_what_it_has_and_says_so() -> None:
    found = parsed(rss(entry("a"), entry("b"))[:-40])
    assert found.articles[0]["uri"] == "a"
    assert found.notice is not None and "not well-formed" in found.notice


def test_entries_beyond_the_limit_are_told() -> None:
    found = parsed(rss(*["<guid>a</guid>"] * (MAX_ENTRIES + 5)))
    assert (len(found.articles), found.notice) == (
        MAX_ENTRIES,
        f"only the first {MAX_ENTRIES} of 2005 entries are read",
    )


def test_control_characters_and_wrong_encodings_cost_no_entry() -> None:
    document = rss(entry("a", title="\x1b[31m\x07 Two \u202e hurt"), entry("b")).replace(
        b'"1.0"', b'"1.0" encoding="ascii"'
    )
    assert [each["uri"] for each in parsed(document).articles] == ["a", "b"]


def test_entities_that_multiply_are_not_expanded() -> None:
    document = LAUGHS + b"]>" + rss(entry("a", title="&j;")).removeprefix(b'<?xml version="1.0"?>')
    assert len(only(document)["headline"]) < 1000


def test_a_feed_that_takes_too_long_costs_its_time_and_nothing_else() -> None:
    deep = b"<rss version='2.0'><channel>" + b"<a>" * 500_000
    with pytest.raises(FetchFailed, match=r"takes longer than 0.5 s to read"):
        asyncio.run(read_feed(deep, URL, seconds=0.5))
    assert asyncio.run(read_feed(ATOM, URL)) == parsed(ATOM)


@given(st.binary(max_size=300), st.integers(0, len(ATOM)), st.integers(0, 50))
def test_any_bytes_in_a_feed_give_articles_or_a_reason(noise: bytes, at: int, dropped: int) -> None:
    found = parse_feed(ATOM[:at] + noise + ATOM[at + dropped :], URL)
    assert isinstance(found, str) or all(isinstance(each, dict) for each in found.articles)
