"""Tell what each SOURCE of the command line is, before anything is sent.

A file's kind follows from its name, else from how it begins; a folder stands for the known files in it, sorted by path;
``-`` is standard input, ``https://...`` a feed. Example: ``find_sources(["news.jsonl.zst", "pages", "-"])``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

from schemas.codec import printable
from streams.ingest.lines import BYTE_ORDER_MARK

_JSON = (".jsonl", ".ndjson", ".json")
_PAGES = (".html", ".htm", ".xhtml")
_PACKED = {".zst": b"\x28\xb5\x2f\xfd", ".gz": b"\x1f\x8b"}
#: Bytes of a file that are looked at.
_BEGINNING = 4096


class Kind(Enum):
    """What a source holds."""

    JSON = "articles as JSON"
    PAGE = "an HTML page"
    STDIN = "standard input"
    FEED = "a feed"


class NoSource(Exception):  # noqa: N818 - the name says what is wrong
    """What was named cannot be read as a source; one line for people."""


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read. ``name`` is what people call it; ``packed`` the suffix of its compression or ""."""

    kind: Kind
    name: str
    path: Path | None = None
    packed: str = ""
    size: int | None = None


def find_sources(names: Iterable[str]) -> list[Source]:
    """Return what the names stand for, in their order.

    Raises:
        NoSource: one of them is nothing that can be read.
    """
    found = [source for name in names for source in _sources(name)]
    if sum(source.kind is Kind.STDIN for source in found) > 1:
        raise NoSource("standard input (-) can be read once only")
    return found


def _sources(name: str) -> Iterator[Source]:
    if name == "-":
        yield Source(Kind.STDIN, "-")
    elif name.partition("://")[0].lower() in ("http", "https") and "://" in name:
        yield Source(Kind.FEED, _checked_address(name))
    elif "://" in name:
        raise NoSource(f"{printable(name, 100)}: only http:// and https:// addresses are read")
    else:
        yield from _files(Path(name), name)


def _checked_address(name: str) -> str:
    """Refuse an address with a password in it, without repeating it: it would end in logs and in the state file."""
    try:
        parts = urlsplit(name)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or not name.isascii() or not name.isprintable() or " " in name:
        raise NoSource(f"{printable(name, 100)}: not an address")
    if parts.username is not None or parts.password is not None:
        raise NoSource(f"the address of {printable(host)} holds a user name or password: take them out")
    return name


def _files(path: Path, name: str) -> Iterator[Source]:
    if not path.is_dir():
        yield _file(path, name)
        return
    inside = sorted(_walk(path))
    if not inside:
        known = " ".join(f"*{suffix}" for suffix in (*_JSON, *_PAGES))
        raise NoSource(f"{printable(name, 100)}: no {known} in this folder (.gz and .zst too)")
    base = name.rstrip("/") or name
    for each in inside:
        yield _file(path / each, f"{base}/{each}")


def _walk(folder: Path) -> Iterator[str]:
    """Give the known files below a folder, relative to it; hidden ones and linked folders are left out."""

    def fail(error: OSError) -> None:
        raise NoSource(f"cannot read {printable(str(error.filename), 100)}: {error.strerror}")

    for root, folders, files in os.walk(folder, onerror=fail):
        folders[:] = [each for each in folders if not each.startswith(".")]
        for each in files:
            if not each.startswith(".") and _kind_by_name(each) is not None:
                yield Path(root, each).relative_to(folder).as_posix()


def _file(path: Path, name: str) -> Source:
    try:
        with path.open("rb") as stream:
            # A pipe would lose what is looked at; it is read like standard input, from its first byte on.
            beginning = stream.read(_BEGINNING) if path.is_file() else b""
            size = os.fstat(stream.fileno()).st_size if path.is_file() else None
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) and error.strerror else "no file name"
        raise NoSource(f"cannot read {printable(name, 100)}: {said}") from None
    packed = next((suffix for suffix, magic in _PACKED.items() if beginning.startswith(magic)), "")
    kind = _kind_by_name(path.name) or (_kind_by_beginning(beginning) if not packed else Kind.JSON)
    if kind is None:
        raise NoSource(f"{printable(name, 100)}: neither JSON nor an HTML page")
    return Source(kind, name, path, packed, size)


def _kind_by_name(name: str) -> Kind | None:
    plain = name.lower()
    for suffix in _PACKED:
        plain = plain.removesuffix(suffix)
    if plain.endswith(_JSON):
        return Kind.JSON
    return Kind.PAGE if plain.endswith(_PAGES) else None


def _kind_by_beginning(beginning: bytes) -> Kind | None:
    """Tell JSON and HTML by how they begin; an empty file holds no articles, whatever it is."""
    start = beginning.removeprefix(BYTE_ORDER_MARK).lstrip().lower()
    if not start or start.startswith((b"{", b"[")):
        return Kind.JSON
    is_page = start.startswith((b"<!doctype html", b"<html")) or (start.startswith(b"<") and b"<html" in start)
    return Kind.PAGE if is_page else None
