"""Read a saved HTML page as an article: its metadata say title, time, publisher and address; the page is the body.

Example: a page with ``<link rel="canonical" href="https://courier.example/a/1">`` is the article of that address. One
that names no address is ``file:NAME#DIGEST``: pages of one name in two folders are two articles, and no folder of this
machine is told. A time without an hour is noon UTC of its day, as in every format (schemas/aliases.py).
"""

from __future__ import annotations

import hashlib
import re
from typing import Any
from urllib.parse import urlsplit

import orjson

from schemas.codec import MAX_RECORD_BYTES, BadRecord
from schemas.vocabulary import DeadLetterReason
from streams.cleaning.markup import extract
from streams.ingest.articles import too_large
from streams.stage import Reject

#: How many hexadecimal digits of a page's SHA-256 tell it from others of its name.
_DIGITS = 16
_MOST_DATE = 40
_LANGUAGE = re.compile(r"<html\b[^<>]{0,2000}?\s(?:xml:)?lang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})")
#: Where a page is said to be published; htmldate would also guess from its text.
_TIME_FORMAT = "%Y-%m-%dT%H:%M:%S%z"


def page_article(page: bytes, name: str) -> bytes:
    """Return an HTML page as an article in JSON. ``name`` is a file name or path relative to what was named.

    Raises:
        BadRecord: it is too large, or only costs time (streams.cleaning.markup).
    """
    if len(page) > MAX_RECORD_BYTES:
        raise too_large()
    import trafilatura.metadata
    from trafilatura.utils import decode_file

    # Not left to the library: it would unpack compressed content.
    text = page.decode("utf-8-sig") if _is_utf8(page) else decode_file(page, max_size=MAX_RECORD_BYTES)
    try:
        extract(text, lambda _: False)  # refuses what only costs time, before any parser sees it
    except Reject as error:
        raise BadRecord(error.reason, "body", "/", error.message.removeprefix("body: ")) from None
    settings = {"original_date": True, "extensive_search": False, "outputformat": _TIME_FORMAT}
    try:
        found = trafilatura.metadata.extract_metadata(text, date_config=settings).as_dict()
    except Exception as error:  # noqa: BLE001 - whatever a parser raises on a hostile page costs that page alone
        raise BadRecord(DeadLetterReason.UNSUPPORTED, "body", "/", f"HTML: {type(error).__name__}") from None
    return orjson.dumps(_fields(found, text, page, name))


def _fields(found: dict[str, Any], text: str, page: bytes, name: str) -> dict[str, Any]:
    address = _address(found.get("url"))
    language = _LANGUAGE.search(text[:10_000])
    digest = hashlib.sha256(page).hexdigest()[:_DIGITS]
    return {
        "uri": address or f"file:{name}#{digest}",
        "url": address,
        "headline": found.get("title"),
        "summary": found.get("description"),
        "body": text,
        "content_type": "text/html",
        "language": language[1] if language else None,
        "date": str(found["date"])[:_MOST_DATE] if found.get("date") else None,
        "byline": found.get("author"),
        # What trafilatura gives for a site without a name is its host.
        "source": {"name": found.get("sitename"), "domain": _domain(address)},
    }


def _address(url: object) -> str | None:
    """Return the page's own address; a link to the site's front page is none, every page of a bad template has it."""
    if not isinstance(url, str) or not url.startswith(("https://", "http://")):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.hostname and (parts.path.strip("/") or parts.query) else None


def _domain(address: str | None) -> str | None:
    host = urlsplit(address).hostname if address else None
    return host.removeprefix("www.") if host else None


def _is_utf8(page: bytes) -> bool:
    try:
        page.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
