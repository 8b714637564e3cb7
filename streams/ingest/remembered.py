"""Remember of each feed what was sent, so that only new and changed entries go out; with ``--state`` also over runs.

An entry whose text has changed is a new version of its article. Feeds do not count versions, so they are counted here:
one more than before, at least the minutes from its publication to its update where the feed tells both. Without a state
file the memory ends with the run: the next one sends every entry again, as first versions.

Example: ``select(feed.articles, known, "https://feeds.example/world.rss", "tocsin-articles", now_ms())``.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from pydantic import BaseModel, ValidationError

from schemas.article import RawArticle
from schemas.codec import BadRecord, decode, printable
from schemas.ids import article_digest, article_id
from streams.ingest.articles import Item, to_record

#: Most entries remembered of a feed; the oldest go first.
MAX_ENTRIES = 10_000
#: Largest state file that is read, in bytes.
_MOST_BYTES = 256 * 1024 * 1024
_MAX_VERSION = 1_000_000
_REFUSED = "refused"


class FeedMemory(BaseModel):
    """What is known of one feed: validators of its last document, and digest and version of each entry sent."""

    etag: str | None = None
    last_modified: str | None = None
    entries: dict[str, tuple[str, int]] = {}


class State(BaseModel):
    """The memory of all feeds by their address; this is what the state file holds."""

    tocsin_feeds: int = 1
    feeds: dict[str, FeedMemory]


class BadState(Exception):  # noqa: N818 - the name says what is bad
    """The state file cannot be read or written; one line for people."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What of a document is to be sent or told, how many entries are known already, and what is known afterwards."""

    items: list[Item]
    skipped: int
    entries: dict[str, tuple[str, int]]


def select(
    articles: list[dict[str, Any]], known: dict[str, tuple[str, int]], feed: str, topic: str, timestamp_ms: int
) -> Selection:
    """Choose the entries that are new or have changed; one that is no article is told once."""
    items: list[Item] = []
    seen: dict[str, tuple[str, int]] = {}
    skipped = 0
    for fields in articles:
        value = _as_json(fields)
        try:
            article = decode(RawArticle, value)
            name, digest = article_id(article.source.domain, article.uri), _digest(article)
            before = known.get(name)
            if name in seen or (before is not None and before[0] == digest):
                seen.setdefault(name, before or (digest, 1))
                skipped += 1
                continue
            version = _version(article, before)
            numbered = _as_json(fields | {"version": version}) if version > 1 else value
            items.append(Item(feed, record=to_record(numbered, topic, timestamp_ms)))
        except BadRecord as error:
            name, digest, version = hashlib.sha256(value).hexdigest(), _REFUSED, 1
            if name in known or name in seen:
                skipped += 1
            else:
                items.append(Item(feed, why=f'entry "{printable(str(fields.get("uri")))}": {error}'))
        seen[name] = (digest, version)
    return Selection(items, skipped, _newest(known, seen))


def _version(article: RawArticle, before: tuple[str, int] | None) -> int:
    version = 1 if before is None else before[1] + 1
    if article.published_at is not None and article.modified_at is not None:
        minutes = (article.modified_at - article.published_at).total_seconds() // 60
        version = max(version, int(minutes) + 1)
    return min(version, _MAX_VERSION)


def _digest(article: RawArticle) -> str:
    return article_digest(article.headline, article.summary, article.body, article.pub_status)[:32]


def _newest(known: dict[str, tuple[str, int]], seen: dict[str, tuple[str, int]]) -> dict[str, tuple[str, int]]:
    """Return what is known now, the entries of the last document at the end; the oldest are forgotten."""
    both = {name: entry for name, entry in known.items() if name not in seen} | seen
    surplus = len(both) - MAX_ENTRIES
    return dict(list(both.items())[surplus:]) if surplus > 0 else both


def _as_json(fields: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(fields)
    except orjson.JSONEncodeError:  # a lone surrogate: written as such, and refused by name
        return json.dumps(fields).encode()


def load(path: Path) -> dict[str, FeedMemory]:
    """Return what a state file holds; nothing where there is none yet.

    Raises:
        BadState: it is another file, or cannot be read.
    """
    try:
        with path.open("rb") as stream:
            held = stream.read(_MOST_BYTES)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise BadState(f"cannot read {path}: {error.strerror}") from None
    try:
        return State.model_validate_json(held, strict=False).feeds
    except ValidationError:
        raise BadState(f"{path} is no state file of `tocsin ingest`; it is left as it is") from None


def save(path: Path, feeds: dict[str, FeedMemory]) -> None:
    """Write the state file anew, whole or not at all.

    Raises:
        BadState: it cannot be written.
    """
    partial = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, suffix=".partial", delete=False) as file:
            partial = Path(file.name)
            file.write(State(feeds=feeds).model_dump_json().encode())
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        if partial is not None:
            with contextlib.suppress(OSError):
                partial.unlink()
        raise BadState(f"cannot write {path}: {error.strerror}") from None
