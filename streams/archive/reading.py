"""Read the files of an archive line by line; what is damaged is named with its file and line.

Example: ``read_lines([Path("a.jsonl"), Path("b.jsonl.zst")])`` gives the lines of both, numbered on from the first.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from streams.archive import lines
from streams.archive.manifest import Damaged

SUFFIXES = (".jsonl", ".jsonl.zst")
#: Compressed bytes that are unpacked at once. A hostile file gives 128 kB for 4 bytes: more would fill the memory.
_PIECE = 4096
_BUFFER = 1 << 20


class Line(NamedTuple):
    """A line without its end, and its number in the archive, from 1."""

    number: int
    text: bytes


class Places:
    """In which file, and in which line of it, a line of the archive stands.

    >>> places = Places()
    >>> places.begin("a.jsonl", 0)
    >>> places.begin("b.jsonl", 40)
    >>> places.of(17), places.of(41)
    ('a.jsonl:17', 'b.jsonl:1')
    """

    def __init__(self) -> None:
        self._before: list[int] = []
        self._names: list[str] = []

    def begin(self, name: str, before: int) -> None:
        """Take note of a file before whose first line there are ``before`` others."""
        self._before.append(before)
        self._names.append(name)

    def of(self, number: int) -> str:
        """Return file and line of the line with this number, from 1."""
        at = bisect_right(self._before, number - 1) - 1
        return f"{self._names[at]}:{number - self._before[at]}"


class Watch:
    """What is told while files are read; each does nothing here. ``damaged`` raises: the archive is not read on."""

    def begins(self, file: Path, before: int) -> None:
        """Take note of a file, before which there were so many lines."""

    def ended(self, file: Path, found: int) -> None:
        """Take note of a file's end and the number of its lines that are not blank."""

    def damaged(self, file: Path, line: int, said: str) -> None:
        """Take note of a file that cannot be read beyond a line of it.

        Raises:
            Damaged: always, here.
        """
        raise Damaged(f"{file.name}: {said} after line {line}")


def read_lines(files: Iterable[Path], watch: Watch | None = None) -> Iterator[Line]:
    """Yield the lines of files, one file after the other; blank ones are left out, but have their number.

    Raises:
        Damaged: a compressed file is damaged or cut off, unless ``watch`` takes that.
        OSError: a file cannot be read.
    """
    watch = watch or Watch()
    number = 0
    for file in files:
        before, found = number, 0
        watch.begins(file, before)
        try:
            with _open(file) as stream:
                for text in _bounded(stream):
                    number += 1
                    if text.strip():
                        found += 1
                        yield Line(number, text.rstrip(b"\r\n"))
        except _Broken as error:
            watch.damaged(file, number - before, str(error.strerror))
        watch.ended(file, found)


def _bounded(stream: BinaryIO) -> Iterator[bytes]:
    """Yield lines; of one that is too long so much that it is refused, the rest of it is passed over."""
    longest = lines.MAX_LINE_BYTES + 1
    while text := stream.readline(longest):
        yield text
        while len(text) == longest and not text.endswith(b"\n"):
            text = stream.readline(longest)


class _Broken(OSError):
    """Compressed bytes are not what was written."""

    def __init__(self, message: str) -> None:
        super().__init__(5, message)


def _open(file: Path) -> BinaryIO:
    if file.suffix != ".zst":
        return file.open("rb")
    return io.BufferedReader(_Unpacked(file), _BUFFER)


class _Unpacked(io.RawIOBase):
    """The unpacked bytes of a file, frame after frame.

    The library's own reader ends without a word where a file ends in the middle of a frame: a cut archive would play
    as if it were whole.
    """

    def __init__(self, file: Path) -> None:
        self._file = file.open("rb")
        self._ready = memoryview(b"")
        self._rest = b""
        self._new_frame()
        self._any = False

    def _new_frame(self) -> None:
        import zstandard  # only compressed archives need it

        self._frame: Any = zstandard.ZstdDecompressor().decompressobj()
        self._begun = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the base says Buffer
        while not self._ready:
            piece = self._rest or self._file.read(_PIECE)
            if not piece:
                if self._begun or not self._any:
                    raise _Broken("damaged: cut off")
                return 0
            self._unpack(piece)
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def _unpack(self, piece: bytes) -> None:
        import zstandard

        self._begun = self._any = True
        self._rest = b""
        try:
            self._ready = memoryview(self._frame.decompress(piece))
        except zstandard.ZstdError as error:
            raise _Broken(f"damaged: {error}") from None
        if self._frame.eof:
            self._rest = self._frame.unused_data
            self._new_frame()

    def close(self) -> None:
        self._file.close()
        super().close()
