"""Sort the lines of an archive on disk: memory does not grow with their number.

Runs that fit into memory are sorted, written to one temporary file, and merged. The file has no name: whatever ends the
process, nothing is left behind. Example::

    for line in sorted_lines((key, line) for ...):
        ...
"""

from __future__ import annotations

import heapq
import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from errno import ENOSPC
from struct import Struct
from typing import IO, NamedTuple

from streams.archive.reading import Line

#: Where a line belongs; lines with equal keys stay in the order of their numbers. Three integers of 64 bits.
Key = tuple[int, int, int]

#: Bytes that are sorted in memory at once, and what a line takes there beside its text.
RUN_BYTES, _LINE_BYTES = 32 << 20, 250
#: Bytes read ahead: of all runs together, and of one at least and at most.
_AHEAD, _LEAST, _MOST = 32 << 20, 16 << 10, 1 << 20
#: Key, number and length, before each text.
_HEAD = Struct("<qqqqQ")

_Row = tuple[int, int, int, int, bytes]


class _Run(NamedTuple):
    begin: int
    end: int


def sorted_lines(lines: Iterable[tuple[Key, Line]], *, run_bytes: int = RUN_BYTES) -> Iterator[Line]:
    """Yield lines by (key, number). Everything is read and written before the first is yielded.

    Args:
        lines: keys and lines, in any order.
        run_bytes: memory for sorting, in bytes.

    Raises:
        OSError: the disk is full; the message names the folder.
    """
    with _spool() as spool:
        try:
            runs = list(_written(lines, spool, run_bytes))
            spool.flush()
        except OSError as error:
            if error.errno != ENOSPC:
                raise
            folder = tempfile.gettempdir()
            raise OSError(ENOSPC, f"no room to sort the archive in {folder}; TMPDIR names another folder") from None
        ahead = max(_LEAST, min(_MOST, _AHEAD // max(1, len(runs))))
        for *_, number, text in heapq.merge(*(_rows(spool.fileno(), run, ahead) for run in runs)):
            yield Line(number, text)


@contextmanager
def _spool() -> Iterator[IO[bytes]]:
    spool = tempfile.TemporaryFile(buffering=_MOST)  # noqa: SIM115 - closed below
    try:
        yield spool
    finally:
        with suppress(OSError):  # what a full disk did not take is tried once more
            spool.close()


def _written(lines: Iterable[tuple[Key, Line]], spool: IO[bytes], run_bytes: int) -> Iterator[_Run]:
    rows: list[_Row] = []
    size = 0
    for key, line in lines:
        rows.append((*key, line.number, line.text))
        size += len(line.text) + _LINE_BYTES
        if size >= run_bytes:
            yield _write(rows, spool)
            size = 0
    if rows:
        yield _write(rows, spool)


def _write(rows: list[_Row], spool: IO[bytes]) -> _Run:
    begin = spool.tell()
    rows.sort()
    for first, second, third, number, text in rows:
        spool.write(_HEAD.pack(first, second, third, number, len(text)))
        spool.write(text)
    rows.clear()
    return _Run(begin, spool.tell())


def _rows(file: int, run: _Run, ahead: int) -> Iterator[_Row]:
    stream = io.BufferedReader(_Slice(file, run), ahead)
    while head := stream.read(_HEAD.size):
        first, second, third, number, size = _HEAD.unpack(head)
        yield first, second, third, number, stream.read(size)


class _Slice(io.RawIOBase):
    """A part of an open file, with a place of its own."""

    def __init__(self, file: int, run: _Run) -> None:
        self._file, self._at, self._end = file, run.begin, run.end

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the base says Buffer
        piece = os.pread(self._file, min(len(buffer), self._end - self._at), self._at)
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)
