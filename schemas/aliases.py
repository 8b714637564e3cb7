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

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time
from typing import Any
from urllib.parse import urlsplit

Reader = Callable[[Any], Any]
Fields = dict[str, Any]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NO_DAY = re.compile(r"\d{4}(-\d{2})?")
#: NewsAPI cuts `content` and says by how much; that number is not in the article.
_NEWSAPI_CUT = re.compile(r" ?\[\+\d{1,9} chars\]$")
_PLAIN, _HTML = "text/plain", "text/html"


# --- Readers: what a value of another format means. None: nothing here, try the next alias. ---


def _as_is(value: Any) -> Any:
    return value


def _moment(value: Any) -> Any:
    """Read a time that may lack its offset or its hour (decisions above); leave what is no time to validation."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if text == "None" or _NO_DAY.fullmatch(text):  # "None": how news-please writes an absent date
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return value
    if moment.tzinfo is not None:
        return moment
    if _DAY.fullmatch(text) or moment.time() == time.min:
        moment = moment.replace(hour=12)
    return moment.replace(tzinfo=UTC)


def _name(value: Any) -> Any:
    """Read a name out of text or ``{"name": ...}``."""
    return value.get("name") or value.get("alternateName") if isinstance(value, dict) else value


def _names(value: Any) -> Any:
    """Read the names in text, ``{"name": ...}`` or a list of these, joined by commas."""
    if not isinstance(value, list):
        return _name(value)
    names = [name for item in value if not _absent(name := _name(item))]
    return ", ".join(names) if all(isinstance(name, str) for name in names) else value


def _first_name(value: Any) -> Any:
    return (
        next((name for item in value if not _absent(name := _name(item))), None) if isinstance(value, list) else value
    )


def _identified(value: Any) -> Any:
    """Read an identifier out of text or a JSON-LD node."""
    return value.get("@id") or value.get("value") or value.get("url") if isinstance(value, dict) else value


def _language(value: Any) -> Any:
    """Read a language out of text or ``{"name": "English", "alternateName": "en"}``."""
    return value.get("alternateName") or value.get("name") if isinstance(value, dict) else value


def _host(value: Any) -> Any:
    """Read the domain out of an address, a bare domain, or a publisher ``{"url": ...}``."""
    if isinstance(value, dict):
        value = value.get("url") or value.get("@id")
    if not isinstance(value, str):
        return None
    try:
        host = urlsplit(value if "//" in value else f"//{value}").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _valued(value: Any) -> Any:
    """Read ninjs 2 and 3 ``[{"role", "contentType", "value"}]``: the main one, else the first."""
    if not isinstance(value, list):
        return value
    items = [item for item in value if isinstance(item, dict) and not _absent(item.get("value"))]
    main = [item for item in items if item.get("role") in (None, "main", "headline")]
    return next((item["value"] for item in main or items), None)


def _terms(value: Any) -> Any:
    """Read subjects: text with commas or semicolons, or a list of text and ``{"name", "literal", "code"}``."""
    if isinstance(value, str):
        value = re.split("[,;]", value)
    if not isinstance(value, list):
        return value
    terms = [
        (item.get("name") or item.get("literal") or item.get("code")) if isinstance(item, dict) else item
        for item in value
    ]
    return [term.strip() if isinstance(term, str) else term for term in terms if not _absent(term)]


def _work_status(value: Any) -> Any:
    """Read schema.org creativeWorkStatus; its words are free, those not known here say nothing about publication."""
    return _WORK_STATUS.get(value.strip().lower()) if isinstance(value, str) else None


#: "Obsolete" is not "canceled": an outdated text is no reason to withdraw what it reported.
_WORK_STATUS = {
    "published": "usable",
    "draft": "withheld",
    "incomplete": "withheld",
    "pending": "withheld",
    "obsolete": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
    "retracted": "canceled",
    "withdrawn": "canceled",
}


def _version(value: Any) -> Any:
    """Read ninjs versions, which are text; anything but a short number is left to validation."""
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 7 else value


def _uncut(value: Any) -> Any:
    return _NEWSAPI_CUT.sub("", value) if isinstance(value, str) else value


# --- The table: our field, then the names of others in order of preference. ---

ALIASES: dict[str, tuple[tuple[str, Reader], ...]] = {
    # schema.org, trafilatura, feeds; `url` comes last of all, below
    "uri": (("@id", _as_is), ("id", _as_is), ("guid", _as_is), ("identifier", _identified)),
    "url": (("mainEntityOfPage", _identified), ("link", _as_is)),
    # ninjs 2-3; NewsAPI, news-please, trafilatura; news-please; schema.org
    "headline": (
        ("headlines", _valued),
        ("title", _as_is),
        ("title_page", _as_is),
        ("title_rss", _as_is),
        ("name", _as_is),
    ),
    # ninjs 1; ninjs 2-3; schema.org, NewsAPI, news-please; schema.org; trafilatura
    "summary": (
        ("description_text", _as_is),
        ("descriptions", _valued),
        ("description", _as_is),
        ("abstract", _as_is),
        ("excerpt", _as_is),
    ),
    # ninjs 1; bodies[] tells its own (below)
    "content_type": (("mimetype", _as_is), ("encodingFormat", _as_is)),
    "language": (("inLanguage", _language), ("lang", _as_is)),
    # ninjs: the time of this version, as for our own versions; then schema.org, NewsAPI, news-please, trafilatura
    "published_at": (
        ("versioncreated", _moment),
        ("versionCreated", _moment),
        ("firstcreated", _moment),
        ("firstCreated", _moment),
        ("datePublished", _moment),
        ("publishedAt", _moment),
        ("date_publish", _moment),
        ("date", _moment),
        ("dateCreated", _moment),
    ),
    "modified_at": (("dateModified", _moment), ("date_modify", _moment)),
    # trafilatura's filedate is a day; the record's timestamp is better
    "retrieved_at": (("date_download", _moment),),
    "byline": (("author", _names), ("authors", _names), ("by", _names), ("creator", _names)),
    "dateline": (("located", _as_is),),
    "pub_status": (("pubstatus", _as_is), ("pubStatus", _as_is), ("creativeWorkStatus", _work_status)),
    "embargoed_until": (("embargoed", _moment), ("embargoedUntil", _moment)),
    "subjects": (
        ("subject", _terms),
        ("keywords", _terms),
        ("tags", _terms),
        ("categories", _terms),
        ("articleSection", _terms),
    ),
}

#: Where the text is, and of what type a name says it is.
BODIES: tuple[tuple[str, Reader, str | None], ...] = (
    ("articleBody", _as_is, None),
    ("body_text", _as_is, _PLAIN),
    ("body_xhtml", _as_is, _HTML),
    ("body_html", _as_is, _HTML),
    ("maintext", _as_is, None),
    ("text", _as_is, None),
    ("content", _uncut, None),
    ("raw_text", _as_is, None),
)

#: Statements of rights add up.
RIGHTS = ("copyrightnotice", "copyrightNotice", "usageterms", "usageTerms", "usageInfo", "license")

#: Parts of `source`, read from the top level.
SOURCE: dict[str, tuple[tuple[str, Reader], ...]] = {
    "name": (
        ("publisher", _name),
        ("provider", _name),
        ("sourceOrganization", _name),
        ("infosource", _first_name),
        ("infosources", _first_name),
        ("infoSources", _first_name),
        ("sitename", _as_is),
        ("source-hostname", _as_is),
    ),
    "domain": (("source_domain", _host), ("hostname", _host), ("publisher", _host)),
}

#: RawArticle's own names.
FIELDS = frozenset({*ALIASES, "body", "rights", "source", "version"})


def canonical_fields(value: Fields) -> Fields:
    """Return the article's fields under RawArticle's names; canonical names win over aliases, absent ones are left out.

    >>> canonical_fields({"uri": "a", "headline": "", "body": "Shells fell.", "language": None})
    {'uri': 'a', 'body': 'Shells fell.'}
    """
    fields = {}
    for name, given in value.items():  # the hot path: one pass, no call for text and true values
        if name in FIELDS and (not given.isspace() and given if type(given) is str else given or not _absent(given)):
            fields[name] = given
    if len(fields) < len(value):
        _fill(fields, value)
    if "source" in fields:
        _settle_source(fields)
    if "subjects" in fields:
        fields["subjects"] = _own_terms(fields["subjects"])
    if "version" in fields:
        fields["version"] = _version(fields["version"])
    if "uri" not in fields and "url" in fields:
        fields["uri"] = fields["url"]
    return fields


def received_name(value: Fields, field: str) -> str:
    """Return the name under which a record gives a field, for messages.

    >>> received_name({"title": 5}, "headline")
    'title'
    """
    if not _absent(value.get(field)):
        return field
    if field == "body":
        return next((name for name, _, _ in BODIES if not _absent(value.get(name))), field)
    aliases = SOURCE.get(field.removeprefix("source."), ()) if field.startswith("source.") else ALIASES.get(field, ())
    fallback = "url" if field == "uri" and not _absent(value.get("url")) else field
    return next((name for name, _ in _readings(value, aliases)), fallback)


def _absent(value: Any) -> bool:
    if isinstance(value, str):
        return not value or value.isspace()
    return value is None or value == [] or value == {}


def _readings(value: Fields, aliases: tuple[tuple[str, Reader], ...]) -> Iterator[tuple[str, Any]]:
    """Give name and reading of each alias that holds anything, in order of preference."""
    for name, read in aliases:
        given = value.get(name)
        if given is not None:
            reading = read(given)
            if not _absent(reading):
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
        rights = [value[name] for name in RIGHTS if not _absent(value.get(name))]
        if rights:
            fields["rights"] = "; ".join(rights) if all(isinstance(right, str) for right in rights) else rights[0]
    source = {part: found[1] for part, aliases in SOURCE.items() if (found := next(_readings(value, aliases), None))}
    given = fields.get("source")
    if source and given is None:
        fields["source"] = source
    elif source and isinstance(given, dict):
        fields["source"] = source | {part: name for part, name in given.items() if not _absent(name)}
    elif source and isinstance(given, str) and _is_address(given):
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
        if not _absent(given):
            fields["body"] = read(given)
            if kind is not None:
                fields.setdefault("content_type", kind)
            return


def _main_body(bodies: list[Any]) -> tuple[Any, Any] | None:
    """Choose among ninjs bodies: plain text, else HTML, else the first; with the media type it states."""
    texts = [body for body in bodies if isinstance(body, dict) and not _absent(body.get("value"))]
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
        if _is_address(given):
            fields.setdefault("url", given)
        else:
            fields["source"] = {"name": given}
    elif isinstance(given, dict):
        fields["source"] = {part: name for part, name in given.items() if not _absent(name)}


def _own_terms(value: Any) -> Any:
    """Read our own ``subjects``, which ninjs 2 and 3 give as objects; text is no list and is left to validation."""
    return _terms(value) if isinstance(value, list) else value


def _is_address(value: str) -> bool:
    return value.startswith(("https://", "http://"))
