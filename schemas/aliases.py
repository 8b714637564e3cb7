"""Read articles as others write them: one table from their field names to RawArticle's.

Formats: schema.org NewsArticle (JSON-LD), IPTC ninjs 1, 2 and 3, NewsAPI, news-please, trafilatura JSON; a record may
mix them. RawArticle's own names win; then the first alias of a row that holds anything. What is absent (null, ``""``,
blank, ``[]``) is skipped; what has the wrong type is handed on, so that validation names it.

Two decisions about their times, which often lack an offset or even an hour:

- A time without an offset is UTC.
- A day without a time, or a bare midnight without an offset (how news-please writes a day), is **noon UTC** of that
  day: it is the same calendar day in nearly every time zone, so "yesterday" is read right, and the true time is at most
  12 hours away, well within the freshness window of 72. Years and months without a day count as absent.

Example: ``canonical_fields({"title": "Three hurt", "url": "https://a.example/1", "date": "2026-03-01"})`` has the
fields headline, url, uri (the url) and published_at (2026-03-01 12:00 UTC).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from schemas.alias_values import (
    absent,
    is_address,
    read_as_is,
    read_domain,
    read_first_name,
    read_identifier,
    read_language,
    read_main_value,
    read_moment,
    read_name,
    read_names,
    read_terms,
    read_uncut,
    read_version,
    read_work_status,
)

Reader = Callable[[Any], Any]
Fields = dict[str, Any]

_PLAIN, _HTML = "text/plain", "text/html"


#: Our field, then the names of others in order of preference.
ALIASES: dict[str, tuple[tuple[str, Reader], ...]] = {
    # schema.org, trafilatura, feeds; `url` comes last of all, below
    "uri": (("@id", read_as_is), ("id", read_as_is), ("guid", read_as_is), ("identifier", read_identifier)),
    "url": (("mainEntityOfPage", read_identifier), ("link", read_as_is)),
    # ninjs 2-3; NewsAPI, news-please, trafilatura; news-please; schema.org
    "headline": (
        ("headlines", read_main_value),
        ("title", read_as_is),
        ("title_page", read_as_is),
        ("title_rss", read_as_is),
        ("name", read_as_is),
    ),
    # ninjs 1; ninjs 2-3; schema.org, NewsAPI, news-please; schema.org; trafilatura
    "summary": (
        ("description_text", read_as_is),
        ("descriptions", read_main_value),
        ("description", read_as_is),
        ("abstract", read_as_is),
        ("excerpt", read_as_is),
    ),
    # ninjs 1; bodies[] tells its own (below)
    "content_type": (("mimetype", read_as_is), ("encodingFormat", read_as_is)),
    "language": (("inLanguage", read_language), ("lang", read_as_is)),
    # ninjs: the time of this version, as for our own versions; then schema.org, NewsAPI, news-please, trafilatura
    "published_at": (
        ("versioncreated", read_moment),
        ("versionCreated", read_moment),
        ("firstcreated", read_moment),
        ("firstCreated", read_moment),
        ("datePublished", read_moment),
        ("publishedAt", read_moment),
        ("date_publish", read_moment),
        ("date", read_moment),
        ("dateCreated", read_moment),
    ),
    "modified_at": (("dateModified", read_moment), ("date_modify", read_moment)),
    # trafilatura's filedate is a day; the record's timestamp is better
    "retrieved_at": (("date_download", read_moment),),
    "byline": (("author", read_names), ("authors", read_names), ("by", read_names), ("creator", read_names)),
    "dateline": (("located", read_as_is),),
    "pub_status": (("pubstatus", read_as_is), ("pubStatus", read_as_is), ("creativeWorkStatus", read_work_status)),
    "embargoed_until": (("embargoed", read_moment), ("embargoedUntil", read_moment)),
    "subjects": (
        ("subject", read_terms),
        ("keywords", read_terms),
        ("tags", read_terms),
        ("categories", read_terms),
        ("articleSection", read_terms),
    ),
}

#: Where the text is, and of what type a name says it is.
BODIES: tuple[tuple[str, Reader, str | None], ...] = (
    ("articleBody", read_as_is, None),
    ("body_text", read_as_is, _PLAIN),
    ("body_xhtml", read_as_is, _HTML),
    ("body_html", read_as_is, _HTML),
    ("maintext", read_as_is, None),
    ("text", read_as_is, None),
    ("content", read_uncut, None),
    ("raw_text", read_as_is, None),
)

#: Statements of rights add up.
RIGHTS = ("copyrightnotice", "copyrightNotice", "usageterms", "usageTerms", "usageInfo", "license")

#: Parts of `source`, read from the top level.
SOURCE: dict[str, tuple[tuple[str, Reader], ...]] = {
    "name": (
        ("publisher", read_name),
        ("provider", read_name),
        ("sourceOrganization", read_name),
        ("infosource", read_first_name),
        ("infosources", read_first_name),
        ("infoSources", read_first_name),
        ("sitename", read_as_is),
        ("source-hostname", read_as_is),
    ),
    "domain": (("source_domain", read_domain), ("hostname", read_domain), ("publisher", read_domain)),
}

#: RawArticle's own names.
FIELDS = frozenset({*ALIASES, "body", "rights", "source", "version"})


def canonical_fields(value: Fields) -> Fields:
    """Return the article's fields under RawArticle's names; canonical names win over aliases, absent ones are left out.

    >>> canonical_fields({"uri": "a", "headline": "", "body": "Shells fell.", "language": None})
    {'uri': 'a', 'body': 'Shells fell.'}
    """
    fields: Fields = {}
    for name, given in value.items():  # the hot path: one pass, no call for text and true values
        if name in FIELDS and (not given.isspace() and given if type(given) is str else given or not absent(given)):
            fields[name] = given
    if len(fields) < len(value):
        _fill(fields, value)
    if "source" in fields:
        _settle_source(fields)
    if isinstance(subjects := fields.get("subjects"), list):  # ninjs 2 and 3 have objects under our name
        fields["subjects"] = read_terms(subjects)
    if "version" in fields:
        fields["version"] = read_version(fields["version"])
    if "uri" not in fields and "url" in fields:
        fields["uri"] = fields["url"]
    return fields


def received_name(value: Fields, field: str) -> str:
    """Return the name under which a record gives a field, for messages.

    >>> received_name({"title": 5}, "headline")
    'title'
    """
    if not absent(value.get(field)):
        return field
    if field == "body":
        return next((name for name, _, _ in BODIES if not absent(value.get(name))), field)
    aliases = SOURCE.get(field.removeprefix("source."), ()) if field.startswith("source.") else ALIASES.get(field, ())
    fallback = "url" if field == "uri" and not absent(value.get("url")) else field
    return next((name for name, _ in _readings(value, aliases)), fallback)


def _readings(value: Fields, aliases: tuple[tuple[str, Reader], ...]) -> Iterator[tuple[str, Any]]:
    """Give name and reading of each alias that holds anything, in order of preference."""
    for name, read in aliases:
        given = value.get(name)
        if given is not None:
            reading = read(given)
            if not absent(reading):
                yield name, reading


def _fill(fields: Fields, value: Fields) -> None:
    """Add what the aliases say to the fields that are still missing."""
    if "body" not in fields:
        _fill_body(fields, value)
    for field, aliases in ALIASES.items():
        if field not in fields:
            found = next(_readings(value, aliases), None)
            if found is not None:
                fields[field] = found[1]
    if "rights" not in fields:
        rights = [value[name] for name in RIGHTS if not absent(value.get(name))]
        if rights:
            fields["rights"] = "; ".join(rights) if all(isinstance(right, str) for right in rights) else rights[0]
    source = {part: found[1] for part, aliases in SOURCE.items() if (found := next(_readings(value, aliases), None))}
    given = fields.get("source")
    if source and given is None:
        fields["source"] = source
    elif source and isinstance(given, dict):
        fields["source"] = source | {part: name for part, name in given.items() if not absent(name)}
    elif source and isinstance(given, str) and is_address(given):
        fields.setdefault("url", given)
        fields["source"] = source


def _fill_body(fields: Fields, value: Fields) -> None:
    bodies = value.get("bodies")
    if isinstance(bodies, list):
        chosen = _main_body(bodies)
        if chosen is not None:
            fields["body"], kind = chosen
            if kind is not None:
                fields.setdefault("content_type", kind)
            return
    for name, read, kind in BODIES:
        given = value.get(name)
        if not absent(given):
            fields["body"] = read(given)
            if kind is not None:
                fields.setdefault("content_type", kind)
            return


def _main_body(bodies: list[Any]) -> tuple[Any, Any] | None:
    """Choose among ninjs bodies: plain text, else HTML, else the first; with the media type it states."""
    texts = [body for body in bodies if isinstance(body, dict) and not absent(body.get("value"))]
    stated = [(body["value"], body.get("contentType") or body.get("contenttype")) for body in texts]
    for prefix in (_PLAIN, _HTML, "application/xhtml"):
        for text, kind in stated:
            if isinstance(kind, str) and kind.strip().lower().startswith(prefix):
                return text, kind
    return stated[0] if stated else None


def _settle_source(fields: Fields) -> None:
    """Read a source that is text: the article's address with trafilatura, else the publisher's name."""
    given = fields["source"]
    if isinstance(given, str):
        del fields["source"]
        if is_address(given):
            fields.setdefault("url", given)
        else:
            fields["source"] = {"name": given}
    elif isinstance(given, dict):
        fields["source"] = {part: name for part, name in given.items() if not absent(name)}
