"""Open an archive and give its lines in the order in which they are to be played.

Articles play in the order of (timestamp, partition, offset); events in the order of their topic, (partition, offset).
An archive that holds articles is played from them, and its events, which follow from the articles, are left out.
Example: ``open_archive(Path("news"))`` takes every ``*.jsonl`` and ``*.jsonl.zst`` of a folder, by name.
An archive with a manifest (``tocsin record``) is compared with it first: it plays as it was recorded, or not at all.

What is sorted already is streamed; anything else goes through a temporary file, never through memory.
"""

from __future__ import annotations

import io
import tempfile
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import orjson

from schemas.topics import Topic
from streams.archive.manifest import check_counts, promised

SUFFIXES = (".jsonl", ".jsonl.zst")
_ARTICLE, _EVENT, _OTHER = range(3)


class Line(NamedTuple):
    """A line without its end, and its number in the archive, from 1."""

    number: int
    text: bytes


@dataclass(frozen=True, slots=True)
class Archive:
    """The lines to play, in order, how many there are, and how many events are left out."""

    total: int
    left_out: int
    lines: Iterator[Line]


def open_archive(path: Path) -> Archive:
    """Return the lines of a file or folder in playing order.

    Raises:
        Damaged: it is not what its manifest says.
        OSError: nothing can be read there; also for a damaged compressed file.
    """
    files = _files(path)
    entries = promised(path, files)
    survey, counts = _Survey(), dict.fromkeys(files, 0)
    for line in read_lines(files, counts.__setitem__):
        survey.add(line)
    check_counts(entries, counts)
    chosen = survey.chosen()
    in_order = all(survey.key(a) <= survey.key(b) for a, b in zip(chosen, chosen[1:], strict=False))
    if in_order and len(chosen) == len(survey):
        lines: Iterator[Line] = read_lines(files)
    else:
        lines = _picked(files, survey, sorted(chosen, key=survey.key))
    return Archive(len(chosen), len(survey) - len(chosen), lines)


def read_lines(
    files: Iterable[Path], ended: Callable[[Path, int], None] = lambda _file, _lines: None
) -> Iterator[Line]:
    """Yield the lines of files, one file after the other; blank ones are left out, but have their number.

    ``ended`` is told of each file at its end, with the number of its lines.
    """
    number = 0
    for file in files:
        found = 0
        with _open(file) as stream:
            for text in stream:
                number += 1
                if text.strip():
                    found += 1
                    yield Line(number, text.rstrip(b"\r\n"))
        ended(file, found)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.iterdir() if file.name.endswith(SUFFIXES))
    if not found:
        raise FileNotFoundError(2, f"no {' or '.join('*' + suffix for suffix in SUFFIXES)} in this folder")
    return found


def _open(file: Path) -> BinaryIO:
    if file.suffix != ".zst":
        return file.open("rb")
    import zstandard  # only compressed archives need it

    class Checked(io.RawIOBase):
        """The decompressed bytes; damage is an OSError like that of any file."""

        def __init__(self) -> None:
            self._stream: Any = zstandard.ZstdDecompressor().stream_reader(
                file.open("rb"), read_across_frames=True, closefd=True
            )

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the base says Buffer
            try:
                return int(self._stream.readinto(buffer))
            except zstandard.ZstdError as error:
                raise OSError(5, f"damaged: {error}") from None

        def close(self) -> None:
            self._stream.close()
            super().close()

    return io.BufferedReader(Checked(), 1 << 20)


@dataclass(slots=True)
class _Survey:
    """What is known of each line: its kind and sort key; 33 bytes a line."""

    _kinds: array[int] = field(default_factory=lambda: array("b"))
    _keys: tuple[array[int], array[int], array[int]] = field(
        default_factory=lambda: (array("q"), array("q"), array("q"))
    )
    _previous: tuple[int, int, int] = (0, 0, 0)

    def __len__(self) -> int:
        return len(self._kinds)

    def add(self, line: Line) -> None:
        kind, key = _kind_and_key(line, self._previous)
        self._kinds.append(kind)
        for column, value in zip(self._keys, key, strict=True):
            column.append(value)
        self._previous = key

    def key(self, row: int) -> tuple[int, int, int]:
        first, second, third = self._keys
        return first[row], second[row], third[row]

    def chosen(self) -> Sequence[int]:
        if _ARTICLE not in self._kinds:
            return range(len(self))
        return [row for row, kind in enumerate(self._kinds) if kind != _EVENT]


def _kind_and_key(line: Line, previous: tuple[int, int, int]) -> tuple[int, tuple[int, int, int]]:
    """Return what a line is and where it belongs; one that cannot be read stays behind the line before it."""
    try:
        fields = orjson.loads(line.text)
        topic, timestamp = fields["topic"], fields["timestamp"]
        partition, offset = fields.get("partition") or 0, fields.get("offset")
        position = (timestamp, partition, line.number if offset is None else offset)
        array("q", position)  # whole numbers of 64 bits
        if topic.endswith(Topic.ARTICLES.suffix):
            return _ARTICLE, position
        if topic.endswith(Topic.EVENTS.suffix):
            return _EVENT, (position[1], position[2], 0)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        pass
    return _OTHER, previous


def _picked(files: Sequence[Path], survey: _Survey, rows: Sequence[int]) -> Iterator[Line]:
    """Yield the chosen lines in the given order, by way of a temporary file."""
    places, numbers = array("q"), array("q")
    with tempfile.TemporaryFile() as spool:
        for line in read_lines(files):
            places.append(spool.tell())
            numbers.append(line.number)
            spool.write(line.text + b"\n")
        for row in rows:
            spool.seek(places[row])
            yield Line(numbers[row], spool.readline().rstrip(b"\n"))
