"""Read sources that are files or standard input, item by item; a bad one is an item too, and the reading goes on.

Example: ``read_items(find_sources(["news.jsonl"]), "tocsin-articles")`` gives an Item for each line.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from schemas.codec import MAX_MESSAGE, MAX_RECORD_BYTES, BadRecord, printable
from streams.ingest.articles import Item, now_ms, to_record
from streams.ingest.lines import Numbered, arriving_lines, numbered_documents
from streams.ingest.packed import unpacked_zstd
from streams.ingest.pages import page_article
from streams.ingest.sources import Kind, Source

#: Bytes of a line that are kept: one more than a record may have, so that it is seen to be too long.
_LONGEST = MAX_RECORD_BYTES + 1
#: Names under which answers of news services hold their articles.
_LISTS = ("articles", "items", "results")


def read_items(sources: Iterable[Source], topic: str, stdin: BinaryIO) -> Iterator[Item | None]:
    """Yield what the sources hold, in order; None whenever nothing more is there yet: time to send what there is."""
    done = 0
    for source in sources:
        try:
            with _opened(source, stdin) as (stream, raw):
                for item in _items(source, stream, topic):
                    if item is None:
                        yield None
                        continue
                    at = raw.tell() if source.size is not None else 0
                    yield Item(item.source, item.line, item.record, item.why, done + at)
        except (OSError, EOFError, zlib.error) as error:
            # What follows in a damaged file is not known; the other sources are.
            said = getattr(error, "strerror", None) or str(error) or type(error).__name__
            yield Item(source.name, why=f"cannot be read further: {printable(said, MAX_MESSAGE)}")
        done += source.size or 0


def _items(source: Source, stream: BinaryIO, topic: str) -> Iterator[Item | None]:
    if source.kind is Kind.PAGE:
        yield _page(source, stream.read(_LONGEST), topic)
        return
    lines = arriving_lines(stream, longest=_LONGEST)
    first = True
    for document in numbered_documents(lines):
        if document is None:
            yield None
            continue
        begins = document.text.lstrip()[:1]
        if first and begins == b"<":
            yield _page(source, _rest(document.text, lines), topic)
        elif first and begins == b"[":
            yield from _array(source, Numbered(document.number, _rest(document.text, lines)), topic)
        else:
            yield from _articles(source, document, topic)
        first = False


def _articles(source: Source, document: Numbered, topic: str) -> Iterator[Item]:
    """Yield the article of a document, or each one of a news service's answer."""
    try:
        yield Item(source.name, document.number, to_record(document.text, topic, now_ms()))
    except BadRecord as error:
        inside = _listed(document.text)
        if inside is None:
            yield Item(source.name, document.number, why=str(error))
            return
        for each in inside:
            yield _element(source, document.number, each, topic)


def _array(source: Source, document: Numbered, topic: str) -> Iterator[Item]:
    if len(document.text) > MAX_RECORD_BYTES:
        why = f"an array of more than {MAX_RECORD_BYTES} bytes; not sent (`jq -c '.[]'` makes lines of it)"
        yield Item(source.name, document.number, why=why)
        return
    try:
        inside = orjson.loads(document.text)
    except orjson.JSONDecodeError:
        # Told as the codec tells it: the byte at which it stops being JSON.
        yield from _articles(source, document, topic)
        return
    for each in inside:
        yield _element(source, document.number, each, topic)


def _element(source: Source, line: int, element: Any, topic: str) -> Item:
    try:
        return Item(source.name, line, to_record(orjson.dumps(element), topic, now_ms()))
    except BadRecord as error:
        return Item(source.name, line, why=str(error))


def _listed(text: bytes) -> list[Any] | None:
    """Return the articles in the answer of a news service: an object with a list of objects, itself no article."""
    try:
        parsed = orjson.loads(text) if len(text) <= MAX_RECORD_BYTES else None
    except orjson.JSONDecodeError:
        return None
    if not isinstance(parsed, dict):
        return None
    lists = (parsed.get(name) for name in _LISTS)
    return next((each for each in lists if isinstance(each, list) and each and isinstance(each[0], dict)), None)


def _page(source: Source, page: bytes, topic: str) -> Item:
    try:
        return Item(source.name, 0, to_record(page_article(page, _told_name(source)), topic, now_ms()))
    except BadRecord as error:
        return Item(source.name, 0, why=str(error))


def _told_name(source: Source) -> str:
    """Return a page's name for its ``uri``: as it was named, without any folder that is only of this machine."""
    if source.path is None:
        return "-"
    parts = Path(source.name).parts
    return source.path.name if source.path.is_absolute() or ".." in parts or "~" in parts else "/".join(parts)


def _rest(first: bytes, lines: Iterator[bytes | None]) -> bytes:
    """Return a document that takes the rest of its source, as far as a record may be long and one byte more."""
    whole = bytearray(first)
    for line in lines:
        if line is not None and len(whole) < _LONGEST:
            whole += b"\n" + line
    return bytes(whole[:_LONGEST])


@contextmanager
def _opened(source: Source, stdin: BinaryIO) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """Give a source's bytes, unpacked, and the stream whose position says how far it is read."""
    if source.path is None:
        yield stdin, stdin
        return
    with source.path.open("rb") as raw:
        if source.packed == ".gz":
            with gzip.open(raw) as unpacked:
                yield unpacked, raw  # type: ignore[misc]  # a GzipFile is read like any binary stream
        elif source.packed == ".zst":
            with unpacked_zstd(raw) as stream:
                yield stream, raw
        else:
            yield raw, raw
