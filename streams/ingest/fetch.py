"""Fetch one document over HTTP for a feed, and let no server cost more than 10 seconds and 2 MB.

Only http and https, at most three redirects (none from https to http), each to an address that may be connected to
(addresses.py); what a server says is told in one line. Example::

    async with client(allowed=frozenset()) as session:
        answer = await fetch(session, "https://feeds.example/world.rss", etag='"5"')
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncIterator, Set
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import aiohttp
import yarl

from schemas.codec import MAX_MESSAGE, printable
from streams.ingest.addresses import CheckedResolver, Forbidden, check_host

SECONDS = 10.0
MAX_BYTES = 2 * 1024 * 1024
MAX_REDIRECTS = 3
#: Longest time a server may ask us to stay away, in seconds.
MAX_WAIT = 24 * 3600.0
#: Longest validator that is kept and sent back.
_MOST_VALIDATOR = 1000
_ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
_REDIRECTS = (301, 302, 303, 307, 308)


class FetchFailed(Exception):  # noqa: N818 - the name says what happened
    """A document could not be fetched. ``wait``: seconds that the server wants to be left alone."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: ``body`` None when nothing has changed since the validators that were sent."""

    body: bytes | None
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None


@asynccontextmanager
async def client(allowed: Set[str]) -> AsyncIterator[aiohttp.ClientSession]:
    """Give a session that connects to public addresses and to the ``allowed`` hosts; no cookies, no proxy."""
    connector = aiohttp.TCPConnector(
        resolver=CheckedResolver(allowed), use_dns_cache=False, force_close=True, limit_per_host=2
    )
    async with aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,  # done here, with a limit
        headers={"User-Agent": "tocsin (feed reader)", "Accept": _ACCEPT, "Accept-Encoding": "gzip"},
        timeout=aiohttp.ClientTimeout(total=SECONDS),
    ) as session:
        yield session


async def fetch(
    session: aiohttp.ClientSession,
    url: str,
    *,
    allowed: Set[str] = frozenset(),
    etag: str | None = None,
    last_modified: str | None = None,
    seconds: float = SECONDS,
) -> Fetched:
    """Return a document, or that it has not changed.

    Raises:
        FetchFailed: it did not come whole and in time; the message is one printable line.
    """
    conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    headers = {name: value for name, value in conditions.items() if value is not None}
    try:
        async with asyncio.timeout(seconds):
            return await _follow(session, url, allowed, headers)
    except TimeoutError:
        raise FetchFailed(f"no answer within {seconds:g} s") from None
    except Forbidden as error:
        raise FetchFailed(printable(str(error), MAX_MESSAGE)) from None
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise FetchFailed(_told(error)) from None


async def _follow(session: aiohttp.ClientSession, url: str, allowed: Set[str], headers: dict[str, str]) -> Fetched:
    for _ in range(MAX_REDIRECTS + 1):
        # Read once, and judged as it will be used: two parsers of addresses may see two hosts in one text.
        target = yarl.URL(url)
        check_host(target.raw_host or "", allowed)
        async with session.get(target, headers=headers, allow_redirects=False) as response:
            if response.status not in _REDIRECTS:
                return await _taken(response)
            url = _next(url, response.headers.get("Location"))
    raise FetchFailed(f"more than {MAX_REDIRECTS} redirects")


def _next(url: str, location: str | None) -> str:
    """Return where a redirect leads.

    Raises:
        FetchFailed: nowhere, to another protocol, or from https to http: who reads along could answer there.
    """
    if not location:
        raise FetchFailed("redirected, but not told where to")
    found = urljoin(url, location)
    parts = urlsplit(found)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise FetchFailed(f"redirected to {printable(location, 100)}, which is no http or https address")
    if parts.scheme == "http" and urlsplit(url).scheme == "https":
        raise FetchFailed(f"redirected from https to {printable(found, 100)}")
    return found


async def _taken(response: aiohttp.ClientResponse) -> Fetched:
    if response.status == 304:
        return Fetched(None)
    if response.status != 200:
        said = f"the server answers {response.status} {printable(response.reason or '')}".rstrip()
        raise FetchFailed(said, retry_after(response.headers.get("Retry-After"), datetime.now(UTC)))
    return Fetched(
        body=await _body(response),
        content_type=response.headers.get("Content-Type", "")[:_MOST_VALIDATOR],
        etag=_validator(response.headers.get("ETag")),
        last_modified=_validator(response.headers.get("Last-Modified")),
    )


async def _body(response: aiohttp.ClientResponse) -> bytes:
    """Return the body, unpacked.

    Raises:
        FetchFailed: it is larger than MAX_BYTES, packed or unpacked, or damaged.
    """
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise FetchFailed(f"packed as {printable(encoding)}, which was not asked for")
    packed = encoding.endswith("gzip")
    unpacker = zlib.decompressobj(wbits=31)
    body = bytearray()
    received = 0
    async for piece in response.content.iter_chunked(1 << 16):
        received += len(piece)
        try:
            body += unpacker.decompress(piece, MAX_BYTES + 1 - len(body)) if packed else piece
        except zlib.error as error:
            raise FetchFailed(f"damaged: {error}") from None
        if max(received, len(body)) > MAX_BYTES:
            raise FetchFailed(f"larger than {MAX_BYTES} bytes")
    if packed and not unpacker.eof:
        raise FetchFailed("damaged: it ends too early")
    return bytes(body)


def retry_after(value: str | None, now: datetime) -> float | None:
    """Return how many seconds a server wants to be left alone, at most a day; None where it does not say.

    >>> retry_after("120", datetime.now(UTC)), retry_after("soon", datetime.now(UTC))
    (120.0, None)
    """
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), MAX_WAIT)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    until = until if until.tzinfo is not None else until.replace(tzinfo=UTC)
    return min(max((until - now).total_seconds(), 0.0), MAX_WAIT)


def _validator(value: str | None) -> str | None:
    return value if value is not None and len(value) <= _MOST_VALIDATOR and value.isprintable() else None


def _told(error: Exception) -> str:
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        inner = error.os_error
        said = str(inner) if isinstance(inner, Forbidden) else f"{error.host} is not known to the name server"
    elif isinstance(error, aiohttp.ClientConnectorError):
        said = f"cannot connect to {error.host}: {error.strerror or error.os_error}"
    else:
        said = f"{type(error).__name__} {error}".rstrip()
    return printable(said, MAX_MESSAGE)
