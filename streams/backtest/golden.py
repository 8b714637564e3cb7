"""A golden: the outcome of a replay as a file, with what it is the outcome of. JSON Lines, ``.zst`` or plain.

The first line tells archive, settings, version and ruleset; then come answers, alerts and incidents; the last line
counts them, so that a file that ends early is not taken for a whole one. The same outcome gives the same bytes.
Example: ``with opened(Path("news.golden.zst")) as golden: golden.head.methodology``.
"""

from __future__ import annotations

import contextlib
import io
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import zstandard

from streams.backtest.outcome import Answer, Case, Entry, Reported, Sent

FORMAT = "tocsin-golden/1"
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
    """Open a golden.

    Raises:
        NoGolden: it is none. Also raised by the entries, where they cannot be read or end early.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        lines = enumerate(_lines(file, path), 1)
        _, first = next(lines, (1, b"null"))
        fields = _parsed(first, path, 1)
        if fields.pop("golden", None) != FORMAT:
            raise NoGolden(f"{path}: no golden ({FORMAT}) in its first line")
        try:
            head = Head(**fields)
        except TypeError as error:
            raise NoGolden(f"{path}:1: {error}") from None
        yield Golden(head, _entries(lines, path))


class NewGolden:
    """A golden in the making: it stands there whole or not at all, in place of an earlier one.

    Example: ``with NewGolden(path, head) as golden: compared = compare(old, golden.keeping(entries))``.
    """

    def __init__(self, path: Path, head: Head) -> None:
        self._path = path
        self._part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        self._head = head
        self._count = 0
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
        self._write({"golden": FORMAT, **asdict(self._head)})
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
                self._write({"end": self._count})
                if self._stream is not self._file:
                    self._stream.close()
                self._file.flush()
                os.fsync(self._file.fileno())
                self._part.replace(self._path)
        finally:
            self._file.close()
            with contextlib.suppress(FileNotFoundError):
                self._part.unlink()

    def _write(self, fields: Mapping[str, Any]) -> None:
        self._stream.write(orjson.dumps(fields, option=orjson.OPT_APPEND_NEWLINE))


def _written(entry: Entry) -> dict[str, Any]:
    if isinstance(entry, Answer):
        return {"answer": entry}
    if isinstance(entry, Sent):
        alert = orjson.Fragment(entry.line)
        return {"alert": {"incident_id": entry.incident_id, "origin": entry.origin, "line": alert}}
    return {"incident": entry}


def _entries(lines: Iterator[tuple[int, bytes]], path: Path) -> Iterator[Entry]:
    count = 0
    for number, line in lines:
        fields = _parsed(line, path, number)
        if fields.get("end") == count and not next(lines, None):
            return
        try:
            yield _entry(fields)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise NoGolden(f"{path}:{number}: no entry of a golden: {error!r}") from None
        count += 1
    raise NoGolden(f"{path}: ends early, after {count} entries")


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
        yield from file
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
