"""A golden: the outcome of a replay as a file, with what it is the outcome of. JSON Lines, ``.zst`` or plain.

The first line tells archive, settings, version and ruleset; then come answers, alerts and incidents; the last line
counts them and has the SHA-256 of the lines before it: a golden that is cut or damaged would show differences that are
none, and is refused before anything is played. The same outcome gives the same bytes.
Example: ``with opened(Path("news.golden.zst")) as golden: golden.head.methodology``.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import zstandard

from schemas.codec import printable
from streams.backtest.outcome import Answer, Case, Entry, Reported, Sent

FORMAT = "tocsin-golden/1"
_FAMILY = "tocsin-golden/"
#: zstd level, as for archives.
LEVEL = 6


class NoGolden(Exception):  # noqa: N818 - the name says what it is
    """A file is no golden, or not a whole one; the message names it and says why."""


@dataclass(frozen=True, slots=True)
class Head:
    """What an outcome is the outcome of. ``archive``: SHA-256 over the lines played, ``ruleset``: its digest."""

    archive: str
    lines: int
    settings: Mapping[str, str]
    tocsin: str
    methodology: str
    ruleset: str

    def differs_in(self, other: Head) -> str | None:
        """Return in words what makes two outcomes incomparable: another archive, or other settings."""
        if self.archive != other.archive:
            mine, theirs = (f"{each.archive[:16]} ({each.lines} records)" for each in (self, other))
            return f"it is of the archive {mine}, not of {theirs}"
        for name in sorted({*self.settings, *other.settings}):
            if self.settings.get(name) != other.settings.get(name):
                return f"it was made with {name} {self.settings.get(name)}, not {other.settings.get(name)}"
        return None


class Golden(NamedTuple):
    """An opened golden; its entries can be read once."""

    head: Head
    entries: Iterator[Entry]


@contextmanager
def opened(path: Path) -> Iterator[Golden]:
    """Open a golden, after a look at the whole of it.

    Raises:
        NoGolden: it is none, is damaged or ends early. Also raised by entries that this version does not know.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = _head(next(_lines(file, path), b"null"), path)
        file.seek(0)
        count = _checked(_lines(file, path), path)
        file.seek(0)
        entries = islice(_lines(file, path), 1, 1 + count)
        yield Golden(head, _entries(entries, path))


def _head(first: bytes, path: Path) -> Head:
    fields = _parsed(first, path, 1)
    found = fields.pop("golden", None)
    if found != FORMAT:
        if isinstance(found, str) and found.startswith(_FAMILY):
            raise NoGolden(f"{path}: of the format {printable(found, 40)}; this version reads {FORMAT}")
        raise NoGolden(f"{path}: no golden ({FORMAT}) in its first line")
    try:
        return Head(**fields)
    except TypeError as error:
        raise NoGolden(f"{path}:1: {error}") from None


def _checked(lines: Iterator[bytes], path: Path) -> int:
    """Return the number of entries of a golden that is whole."""
    digest, last, before = hashlib.sha256(), b"", -1
    for line in lines:
        digest.update(last)
        last = line
        before += 1
    try:
        end = orjson.loads(last)
        if end["end"] != before - 1 or not last.endswith(b"\n"):
            raise KeyError("end")
    except (orjson.JSONDecodeError, KeyError, TypeError):
        raise NoGolden(f"{path}: ends early, after line {before}") from None
    if end.get("sha256") != digest.hexdigest():
        raise NoGolden(f"{path}: damaged: its SHA-256 is not that of its last line")
    return before - 1


class NewGolden:
    """A golden in the making: it stands there whole or not at all, in place of an earlier one.

    Example: ``with NewGolden(path, head) as golden: compared = compare(old, golden.keeping(entries))``.
    """

    def __init__(self, path: Path, head: Head) -> None:
        self._path = path
        self._part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        self._head = head
        self._count = 0
        self._digest = hashlib.sha256()
        self._file: Any = None
        self._stream: Any = None

    def __enter__(self) -> NewGolden:
        """Begin a file beside it.

        Raises:
            OSError: nothing can be written there.
        """
        self._file = self._part.open("xb")
        self._stream = self._file
        if self._path.suffix == ".zst":
            packed = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True)
            self._stream = packed.stream_writer(self._file, closefd=False)
        try:
            self._write({"golden": FORMAT, **asdict(self._head)})
        except BaseException:
            self._leave()
            raise
        return self

    def keeping(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Write entries as they pass."""
        for entry in entries:
            self._write(_written(entry))
            self._count += 1
            yield entry

    def __exit__(self, kind: object, error: object, at: object) -> None:
        """Put the file in its place, or leave nothing behind after an error."""
        try:
            if kind is None:
                self._write({"end": self._count, "sha256": self._digest.hexdigest()})
                if self._stream is not self._file:
                    self._stream.close()
                self._file.flush()
                os.fsync(self._file.fileno())
                self._part.replace(self._path)
        finally:
            self._leave()

    def _leave(self) -> None:
        with contextlib.suppress(OSError):  # what a full disk did not take is tried once more
            self._file.close()
        with contextlib.suppress(FileNotFoundError):
            self._part.unlink()

    def _write(self, fields: Mapping[str, Any]) -> None:
        line = orjson.dumps(fields, option=orjson.OPT_APPEND_NEWLINE)
        self._stream.write(line)
        self._digest.update(line)


def _written(entry: Entry) -> dict[str, Any]:
    if isinstance(entry, Answer):
        return {"answer": entry}
    if isinstance(entry, Sent):
        alert = orjson.Fragment(entry.line)
        return {"alert": {"incident_id": entry.incident_id, "origin": entry.origin, "line": alert}}
    return {"incident": entry}


def _entries(lines: Iterable[bytes], path: Path) -> Iterator[Entry]:
    for number, line in enumerate(lines, 2):
        try:
            entry = _entry(_parsed(line, path, number))
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise NoGolden(f"{path}:{number}: no entry of a golden: {error!r}") from None
        yield entry


def _entry(fields: Mapping[str, Any]) -> Entry:
    (kind, inner), *others = fields.items()
    if others:
        raise KeyError(others[0][0])
    if kind == "answer":
        return Answer(**inner)
    if kind == "alert":
        return Sent(inner["incident_id"], inner["origin"], orjson.dumps(inner["line"]))
    if kind == "incident":
        return Case(**inner | {"reports": tuple(Reported(**each) for each in inner["reports"])})
    raise KeyError(kind)


def _lines(file: Any, path: Path) -> Iterator[bytes]:
    if path.suffix != ".zst":
        yield from iter(file.readline, b"")  # `yield from file` would close it with this generator
        return
    try:
        stream = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True, closefd=False)
        yield from io.BufferedReader(stream, 1 << 20)
    except zstandard.ZstdError as error:
        raise NoGolden(f"{path}: damaged: {error}") from None


def _parsed(line: bytes, path: Path, number: int) -> dict[str, Any]:
    try:
        fields = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise NoGolden(f"{path}:{number}: not JSON: {error.msg}") from None
    if not isinstance(fields, dict):
        raise NoGolden(f"{path}:{number}: not a JSON object")
    return fields
