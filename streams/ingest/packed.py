"""Unpack zstd as it is read; a file that is cut off or damaged is an error, never a short file.

Example: ``with unpacked_zstd(path.open("rb")) as stream: stream.read(100)``.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

#: Packed bytes taken at a time: what a hostile file makes of them (at most 128 KiB of each 4 bytes) fits in memory.
_PIECE = 1024


@contextmanager
def unpacked_zstd(packed: BinaryIO) -> Iterator[BinaryIO]:
    """Give the unpacked bytes, of several frames too.

    Raises (while reading):
        OSError: the file is damaged or ends within a frame.
    """
    with io.BufferedReader(_Unpacking(packed), 1 << 20) as stream:
        yield cast(BinaryIO, stream)


class _Unpacking(io.RawIOBase):
    def __init__(self, packed: BinaryIO) -> None:
        self._pieces = _pieces(packed)
        self._piece = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the base says Buffer
        while not self._piece:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._piece = memoryview(piece)
        size = min(len(buffer), len(self._piece))
        buffer[:size] = self._piece[:size]
        self._piece = self._piece[size:]
        return size


def _pieces(packed: BinaryIO) -> Iterator[bytes]:
    import zstandard  # only compressed files need it

    frame = None
    while waiting := packed.read(_PIECE):
        while waiting:
            frame = frame or zstandard.ZstdDecompressor().decompressobj()
            try:
                yield frame.decompress(waiting)
            except zstandard.ZstdError as error:
                raise OSError(5, f"damaged: {error}") from None
            waiting = frame.unused_data if frame.eof else b""
            frame = None if frame.eof else frame
    if frame is not None:
        raise OSError(5, "damaged: it ends within a frame")
