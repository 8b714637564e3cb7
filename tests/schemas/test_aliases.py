"""Articles as others write them: every name of every format, and whole records of each."""

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from schemas.aliases import ALIASES, BODIES, FIELDS, RIGHTS, SOURCE, canonical_fields, received_name
from schemas.article import RawArticle
from schemas.codec import decode

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
HALF_PAST_NINE = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)

#: One row for each name: the name, what a record of that format holds, our field, what it must say.
NAMES: list[tuple[str, Any, str, Any]] = [
    ("@id", "urn:a", "uri", "urn:a"),
    ("id", "urn:a", "uri", "urn:a"),
    ("guid", "urn:a", "uri", "urn:a"),
    ("identifier", {"@type": "PropertyValue", "value": "urn:a"}, "uri", "urn:a"),
    ("mainEntityOfPage", {"@type": "WebPage", "@id": "https://a.example/1"}, "url", "https://a.example/1"),
    ("link", "https://a.example/1", "url", "https://a.example/1"),
    ("headlines", [{"role": "main", "value": "Two hurt"}], "headline", "Two hurt"),
    ("title", "Two hurt", "headline", "Two hurt"),
    ("title_page", "Two hurt", "headline", "Two hurt"),
    ("title_rss", "Two hurt", "headline", "Two hurt"),
    ("name", "Two hurt", "headline", "Two hurt"),
    ("description_text", "A shell fell.", "summary", "A shell fell."),
    ("descriptions", [{"value": "A shell fell."}], "summary", "A shell fell."),
    ("description", "A shell fell.", "summary", "A shell fell."),
    ("abstract", "A shell fell.", "summary", "A shell fell."),
    ("excerpt", "A shell fell.", "summary", "A shell fell."),
    ("mimetype", "text/html", "content_type", "text/html"),
    ("encodingFormat", "text/html; charset=utf-8", "content_type", "text/html"),
    ("inLanguage", {"@type": "Language", "name": "English", "alternateName": "en"}, "language", "en"),
    ("lang", "en", "language", "en"),
    ("versioncreated", "2026-03-03T09:30:00Z", "published_at", HALF_PAST_NINE),
    ("versionCreated", "2026-03-03T09:30:00Z", "published_at", HALF_PAST_NINE),
    ("firstcreated", "2026-03-03T09:30:00Z", "published_at", HALF_PAST_NINE),
    ("firstCreated", "2026-03-03T09:30:00Z", "published_at", HALF_PAST_NINE),
    ("datePublished", "2026-03-03T11:30:00+02:00", "published_at", HALF_PAST_NINE),
    ("publishedAt", "2026-03-03T09:30:00Z", "published_at", HALF_PAST_NINE),
    ("date_publish", "2026-03-03 09:30:00", "published_at", HALF_PAST_NINE),
    ("date", "2026-03-03", "published_at", NOON),
    ("dateCreated", "2026-03-03T09:30:00Z", "published_at", HALF_PAST_NINE),
    ("dateModified", "2026-03-03T09:30:00Z", "modified_at", HALF_PAST_NINE),
    ("date_modify", "2026-03-03 09:30:00", "modified_at", HALF_PAST_NINE),
    ("date_download", "2026-03-03 09:30:00", "retrieved_at", HALF_PAST_NINE),
    ("author", [{"@type": "Person", "name": "Jo Bell"}, {"name": "Ann Ro"}], "byline", "Jo Bell, Ann Ro"),
    ("authors", ["Jo Bell", "Ann Ro"], "byline", "Jo Bell, Ann Ro"),
    ("by", "Jo Bell", "byline", "Jo Bell"),
    ("creator", {"name": "Jo Bell"}, "byline", "Jo Bell"),
    ("located", "Sumy", "dateline", "Sumy"),
    ("pubstatus", "canceled", "pub_status", "canceled"),
    ("pubStatus", "withheld", "pub_status", "withheld"),
    ("creativeWorkStatus", "Draft", "pub_status", "withheld"),
    ("embargoed", "2026-03-03T09:30:00Z", "embargoed_until", HALF_PAST_NINE),
    ("embargoedUntil", "2026-03-03T09:30:00Z", "embargoed_until", HALF_PAST_NINE),
    ("subject", [{"name": "armed conflict", "scheme": "s", "code": "16000000"}], "subjects", ("armed conflict",)),
    ("keywords", "war, Sudan", "subjects", ("war", "Sudan")),
    ("tags", "war;Sudan", "subjects", ("war", "Sudan")),
    ("categories", ["war", "Sudan"], "subjects", ("war", "Sudan")),
    ("articleSection", "World", "subjects", ("World",)),
    ("articleBody", "A shell fell.", "body", "A shell fell."),
    ("body_text", "A shell fell.", "body", "A shell fell."),
    ("body_xhtml", "<p>A shell fell.</p>", "body", "<p>A shell fell.</p>"),
    ("body_html", "<p>A shell fell.</p>", "body", "<p>A shell fell.</p>"),
    ("maintext", "A shell fell.", "body", "A shell fell."),
    ("text", "A shell fell.", "body", "A shell fell."),
    ("content", "A shell fell.", "body", "A shell fell."),
    ("raw_text", "A shell fell.", "body", "A shell fell."),
    ("copyrightnotice", "© Wire", "rights", "© Wire"),
    ("copyrightNotice", "© Wire", "rights", "© Wire"),
    ("usageterms", "No quotes.", "rights", "No quotes."),
    ("usageTerms", "No quotes.", "rights", "No quotes."),
    ("usageInfo", "https://a.example/terms", "rights", "https://a.example/terms"),
    ("license", "CC BY 4.0", "rights", "CC BY 4.0"),
    ("publisher", {"name": "Wire"}, "source.name", "Wire"),
    ("provider", {"name": "Wire"}, "source.name", "Wire"),
    ("sourceOrganization", {"name": "Wire"}, "source.name", "Wire"),
    ("infosource", [{"name": "Wire", "code": "W"}], "source.name", "Wire"),
    ("infosources", [{"name": "Wire", "uri": "urn:w"}], "source.name", "Wire"),
    ("infoSources", [{"name": "Wire", "uri": "urn:w"}], "source.name", "Wire"),
    ("sitename", "Wire", "source.name", "Wire"),
    ("source-hostname", "Wire", "source.name", "Wire"),
    ("source_domain", "www.wire.example", "source.domain", "wire.example"),
    ("hostname", "wire.example", "source.domain", "wire.example"),
    ("publisher", {"name": "Wire", "url": "https://www.wire.example/"}, "source.domain", "wire.example"),
]


def article(**record: Any) -> RawArticle:
    return decode(RawArticle, orjson.dumps(record))


def field(read: RawArticle, path: str) -> Any:
    for name in path.split("."):
        read = getattr(read, name)
    return read


@pytest.mark.parametrize(("name", "given", "path", "expected"), NAMES)
def test_a_name_of_another_format_is_read(name: str, given: Any, path: str, expected: Any) -> None:
    record = {"uri": "u", "headline": "h", path: None, name: given}
    assert field(article(**record), path) == expected


def test_every_name_in_the_table_is_tested() -> None:
    aliases = [row[0] for rows in (*ALIASES.values(), *SOURCE.values(), BODIES) for row in rows]
    assert {name for name, *_ in NAMES} == {*aliases, *RIGHTS}


def test_the_table_knows_exactly_the_fields_of_an_article() -> None:
    assert set(RawArticle.model_fields) == FIELDS


@pytest.mark.parametrize(("name", "given", "path", "expected"), [row for row in NAMES if "." not in row[2]])
def test_canonical_names_win(name: str, given: Any, path: str, expected: Any) -> None:
    record = {"uri": "u", "headline": "h", path: another(expected)}
    assert field(article(**record, **{name: given}), path) == field(article(**record), path) != expected


def another(expected: Any) -> Any:
    """Give a value of the same kind that the alias does not hold."""
    if isinstance(expected, datetime):
        return "2020-01-01T00:00:00Z"
    if isinstance(expected, tuple):
        return ["ours"]
    return {"text/html": "text/plain", "canceled": "usable", "withheld": "usable"}.get(expected, "ours")


def test_an_empty_canonical_field_leaves_room_for_the_alias() -> None:
    assert article(uri="u", headline="", title="Two hurt").headline == "Two hurt"


def test_without_any_uri_the_address_serves() -> None:
    assert article(url="https://a.example/1", title="Two hurt").uri == "https://a.example/1"
    assert article(url="https://a.example/1", id="urn:a", title="Two hurt").uri == "urn:a"


def test_a_schema_org_article_is_read_as_it_is() -> None:
    read = article(**{
        "@context": "https://schema.org", "@type": "NewsArticle", "@id": "https://a.example/1#article",
        "url": "https://a.example/1", "headline": "Two hurt", "articleBody": "A shell fell.", "inLanguage": "en-GB",
        "datePublished": "2026-03-03", "author": {"@type": "Person", "name": "Jo Bell"}, "dateline": "Sumy",
        "publisher": {"@type": "Organization", "name": "Wire", "url": "https://wire.example"}, "image": ["x.jpg"],
    })  # fmt: skip
    assert (read.uri, read.url, read.dateline) == ("https://a.example/1#article", "https://a.example/1", "Sumy")
    assert (read.published_at, read.byline, read.source.domain) == (NOON, "Jo Bell", "wire.example")


def test_a_ninjs_1_item_is_read_as_it_is() -> None:
    read = article(**{
        "uri": "urn:wire:1", "type": "text", "version": "2", "versioncreated": "2026-03-03T09:30:00Z",
        "firstcreated": "2026-03-01T09:30:00Z", "pubstatus": "usable", "headline": "Two hurt", "byline": "Jo Bell",
        "body_xhtml": "<p>A shell fell.</p>", "description_text": "Short.", "copyrightnotice": "© Wire",
        "usageterms": "No quotes.", "subject": [{"name": "war"}], "infosource": [{"name": "Wire"}], "urgency": 3,
    })  # fmt: skip
    assert (read.version, read.content_type, read.rights) == (2, "text/html", "© Wire; No quotes.")
    assert (read.published_at, read.subjects, read.source.name) == (HALF_PAST_NINE, ("war",), "Wire")


@pytest.mark.parametrize("kind", ["contenttype", "contentType"])
def test_a_ninjs_2_or_3_item_is_read_as_it_is(kind: str) -> None:
    read = article(**{
        "uri": "urn:wire:1", "headlines": [{"role": "short", "value": "Hurt"}, {"role": "main", "value": "Two hurt"}],
        "bodies": [{kind: "text/html", "value": "<p>A</p>"}, {kind: "text/plain", "value": "A"}], "by": "Jo Bell",
        "subjects": [{"name": "war", "uri": "urn:s"}, {"literal": "Sudan"}], "standard": {"name": "ninjs"},
    })  # fmt: skip
    assert (read.headline, read.body, read.content_type) == ("Two hurt", "A", "text/plain")
    assert (read.subjects, read.byline) == (("war", "Sudan"), "Jo Bell")


def test_markup_is_read_where_a_ninjs_item_has_no_plain_text() -> None:
    read = article(uri="u", bodies=[{"contentType": "application/xhtml+xml", "value": "<p>A</p>"}, {"value": ""}])
    assert (read.body, read.content_type) == ("<p>A</p>", "text/html")


def test_a_newsapi_article_is_read_as_it_is() -> None:
    read = article(
        source={"id": None, "name": "Wire"}, author="Jo Bell", title="Two hurt", description="Short.",
        url="https://wire.example/1", urlToImage="https://wire.example/1.jpg", publishedAt="2026-03-03T09:30:00Z",
        content="A shell fell on… [+2345 chars]",
    )  # fmt: skip
    assert (read.uri, read.source.name, read.body) == ("https://wire.example/1", "Wire", "A shell fell on…")
    assert (read.headline, read.summary, read.published_at) == ("Two hurt", "Short.", HALF_PAST_NINE)


def test_a_news_please_article_is_read_as_it_is() -> None:
    read = article(
        authors=[], date_download="2026-03-03 09:30:00", date_modify="None", date_publish="2026-03-03 00:00:00",
        description="Short.", filename="f.json", image_url=None, language="en", localpath=None,
        maintext="A shell fell.",
        source_domain="www.wire.example", text=None, title="Two hurt", title_page=None, url="https://wire.example/1",
    )  # fmt: skip
    assert (read.uri, read.body, read.source.domain) == ("https://wire.example/1", "A shell fell.", "wire.example")
    assert (read.published_at, read.modified_at, read.retrieved_at) == (NOON, None, HALF_PAST_NINE)


def test_trafilatura_json_is_read_as_it_is() -> None:
    read = article(**{
        "title": "Two hurt", "author": "Jo Bell", "hostname": "wire.example", "date": "2026-03-03", "id": None,
        "fingerprint": "4b18babe6849778c", "license": None, "comments": "", "raw_text": "A shell fell. Related",
        "text": "A shell fell.", "language": None, "filedate": "2026-03-05", "source": "https://wire.example/1",
        "source-hostname": "Wire", "excerpt": "Short.", "categories": "", "tags": "war;Sudan",
    })  # fmt: skip
    assert (read.uri, read.url, read.body) == ("https://wire.example/1", "https://wire.example/1", "A shell fell.")
    assert (read.source.name, read.source.domain, read.published_at) == ("Wire", "wire.example", NOON)
    assert (read.retrieved_at, read.subjects) == (None, ("war", "Sudan"))


def test_a_source_in_words_is_a_publisher() -> None:
    assert article(uri="u", title="Two hurt", source="Northern Courier").source.name == "Northern Courier"


def test_our_own_source_keeps_its_parts_and_gains_those_it_lacks() -> None:
    read = article(
        uri="u", title="Two hurt", source={"name": "Ours", "domain": ""}, hostname="wire.example", sitename="W"
    )
    assert (read.source.name, read.source.domain) == ("Ours", "wire.example")


def test_an_article_in_our_own_names_is_not_copied_further_than_needed() -> None:
    record = {"uri": "a", "headline": "Two hurt", "language": None, "body": " "}
    assert canonical_fields(record) == {"uri": "a", "headline": "Two hurt"}
    assert record["body"] == " "


@pytest.mark.parametrize(
    ("record", "path", "name"),
    [
        ({"title": 5}, "headline", "title"),
        ({"headline": 5, "title": "x"}, "headline", "headline"),
        ({"url": 5}, "uri", "url"),
        ({"maintext": 5}, "body", "maintext"),
        ({"publisher": {"name": 5}}, "source.name", "publisher"),
        ({}, "uri", "uri"),
    ],
)
def test_messages_use_the_name_that_the_record_uses(record: dict[str, Any], path: str, name: str) -> None:
    assert received_name(record, path) == name
