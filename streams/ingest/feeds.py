"""Read an RSS or Atom document as articles, in a child process: a hostile one costs its 10 seconds and nothing else.

An entry's ``guid`` (else its link) is the article's ``uri``; the publisher is the one that the entry names, else the
host of its link. ``content`` is the body; a description of more than 2 kB is one too, a shorter one the summary.
Entries carry no ``version``: following.py counts their changes. Example::

    found = await read_feed(body, "https://feeds.example/world.rss", "application/rss+xml")
    found.articles[0]["headline"]
"""

from __future__ import annotations

import asyncio
import calendar
import contextlib
import hashlib
import io
import multiprocessing
import resource
import signal
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.sax import SAXException

from schemas.article import MAX_FIELD_BYTES
from schemas.codec import MAX_MESSAGE, printable
from streams.cleaning.markup import extract, is_html
from streams.ingest.fetch import FetchFailed
from streams.stage import Reject

SECONDS = 10.0
#: Longest time for the child to load its code on a busy machine.
START_SECONDS = 60.0
#: Most entries that are taken from a document, from the first; feeds of news have some hundred at most.
MAX_ENTRIES = 2000
#: Address space that one document may take, beyond what its process has already, in bytes.
CHILD_BYTES = 1024**3

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Feed:
    """The entries of a document as articles, by RawArticle's names.

    ``notice``: what people should know of a document that could not be read as a whole.
    """

    articles: list[Fields]
    notice: str | None = None


async def read_feed(document: bytes, url: str, content_type: str = "", *, seconds: float = SECONDS) -> Feed:
    """Return the articles of a feed.

    Raises:
        FetchFailed: it is no feed, or takes too long or too much memory to read.
    """
    try:
        answer = await asyncio.to_thread(_in_child, document, url, content_type, seconds)
    except OSError as error:  # no more processes, no more memory
        raise FetchFailed(f"no process starts to read it: {error.strerror}") from None
    if isinstance(answer, str):
        raise FetchFailed(answer)
    return answer


def parse_feed(document: bytes, url: str, content_type: str = "") -> Feed | str:
    """Return the articles of a feed, or what is wrong with it, in this process."""
    import feedparser  # only feeds need it

    headers = {"content-location": url, "content-type": content_type or "application/xml"}
    # Bytes alone would be taken for the name of a file. What pages hold is cleaned where they are read.
    found = feedparser.parse(
        io.BytesIO(document), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    entries = found["entries"]
    broken = found.get("bozo_exception")
    if not entries and (broken or not found.get("version")):
        # A broken feed without entries is not a quiet one.
        return "no feed (RSS or Atom) can be read in it" + (
            f": {printable(str(broken), MAX_MESSAGE)}" if broken else ""
        )
    notice = None
    if len(entries) > MAX_ENTRIES:
        notice = f"only the first {MAX_ENTRIES} of {len(entries)} entries are read"
    elif isinstance(broken, SAXException):
        notice = f"not well-formed, entries may be missing: {printable(str(broken), MAX_MESSAGE)}"
    return Feed([_article(each, found["feed"], url) for each in entries[:MAX_ENTRIES]], notice)


def _article(entry: Any, feed: Any, url: str) -> Fields:
    link = _address(entry.get("feedburner_origlink")) or _address(entry.get("link"))
    source = entry.get("source") or {}
    domain = next(
        (host for each in (source.get("href"), link, feed.get("link"), url) if (host := _host(each)) is not None), None
    )
    headline = _plain(entry.get("title"))
    fields = _texts(entry) | {
        "uri": entry.get("id") or link or _made_up_uri(url, headline, entry),
        "url": link,
        "headline": headline,
        "language": _detail(entry, "content", "language") or feed.get("language"),
        "published_at": _moment(entry.get("published_parsed")),
        # Not entry.get(): feedparser gives the time of publication where no update is told.
        "modified_at": _moment(dict.get(entry, "updated_parsed")),
        "byline": entry.get("author"),
        "rights": _plain(entry.get("rights") or feed.get("rights")),
        "source": {"name": _plain(source.get("title") or feed.get("title")), "domain": domain},
        "subjects": [term for tag in entry.get("tags") or () if (term := tag.get("term"))],
    }
    # A category list or a notice of rights over its limit must not cost the article.
    for name in ("rights", "byline", "language"):
        if _size(fields[name]) > MAX_FIELD_BYTES:
            fields[name] = None
    if sum(_size(each) for each in fields["subjects"]) > MAX_FIELD_BYTES:
        fields["subjects"] = []
    return fields


def _texts(entry: Any) -> Fields:
    """Return body, content type and summary."""
    description = entry.get("summary") or ""
    content = next((each.get("value") for each in entry.get("content") or () if each.get("value")), None)
    summary = _plain(description)
    if content is None and _size(summary) > MAX_FIELD_BYTES:
        content = description
    if summary is not None and (_size(summary) > MAX_FIELD_BYTES or description == content):
        summary = None
    kind = "text/html" if content is not None and "<" in content else "text/plain"
    return {"body": content, "content_type": kind, "summary": summary}


def _plain(text: Any) -> str | None:
    """Return what people read of a text that may be HTML; None where nothing is left."""
    if not isinstance(text, str):
        return None
    if "<" in text and (is_html("text/html", text) and ("</" in text or "/>" in text)):
        try:
            text = extract(text, lambda _: False)
        except Reject:
            return None
    return " ".join(text.split()) or None


def _detail(entry: Any, name: str, part: str) -> Any:
    return next((each.get(part) for each in entry.get(name) or () if each.get(part)), None)


def _moment(parsed: time.struct_time | None) -> str | None:
    """Return a time as RFC 3339; None for one that is absent or absurd."""
    if parsed is None:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def _address(link: Any) -> str | None:
    return link if isinstance(link, str) and link.startswith(("https://", "http://")) else None


def _host(link: Any) -> str | None:
    try:
        host = urlsplit(link).hostname if _address(link) else None
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _made_up_uri(url: str, headline: str | None, entry: Any) -> str:
    """Name an entry that names itself by nothing: by its headline and the time it gives."""
    told = f"{headline}\x1f{entry.get('published')}"
    return f"{url[:1000]}#{hashlib.sha256(told.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def _size(text: Any) -> int:
    return len(text.encode("utf-8", "surrogatepass")) if isinstance(text, str) else 0


def _in_child(document: bytes, url: str, content_type: str, seconds: float) -> Feed | str:
    """Return what a child process makes of the document, or why it does not."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["streams.ingest.feeds", "feedparser"])
    ours, theirs = processes.Pipe()
    child = processes.Process(target=_serve, args=(theirs,), daemon=True)
    child.start()
    theirs.close()
    try:
        if not ours.poll(START_SECONDS):
            return "no process starts to read it"
        ours.recv()
        ours.send((document, url, content_type))
        if not ours.poll(seconds):
            return f"takes longer than {seconds:g} s to read"
        answer: Feed | str = ours.recv()
        return answer
    except (EOFError, OSError):
        return "its process ended: too large or too deep to read"
    finally:
        ours.close()
        child.kill()
        child.join()
        child.close()


def _serve(connection: Connection) -> None:
    """Answer one document; what the child process runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    signal.alarm(round(START_SECONDS))  # where the parent was killed, no loop lives on
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = _address_space() + CHILD_BYTES
    with contextlib.suppress(OSError, ValueError):  # not every system limits address space
        resource.setrlimit(resource.RLIMIT_AS, (wanted if most < 0 else min(wanted, most), most))
    connection.send(None)
    try:
        answer = parse_feed(*connection.recv())
    except Exception as error:  # noqa: BLE001 - whatever a parser raises on a hostile feed costs that feed alone
        answer = f"cannot be read: {type(error).__name__}"
    connection.send(answer)


def _address_space() -> int:
    """Return the bytes that this process maps already: what forked it may serve others too, and hold their tables."""
    with contextlib.suppress(OSError):  # no such file outside Linux
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    return 0
