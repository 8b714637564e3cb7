"""Read what people pipe or name: lines as they arrive, and articles as lines or as pretty-printed JSON.

Example: the lines ``{``, ``"uri": "a", "headline": "Two hurt"``, ``}`` are one article; the lines ``{"uri": "a", ...``
(cut off) and ``{"uri": "b", "headline": "Calm"}`` are two, of which the first is invalid.
"""

from __future__ import annotations

import select
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import orjson

from schemas.codec import MAX_RECORD_BYTES
from streams.cli.failure import unreadable

#: Bytes asked for at a time.
_PIECE = 1 << 16
#: Bytes of a pretty-printed article after which it is taken for broken lines.
_MOST_PENDING = 2 * MAX_RECORD_BYTES
#: Closing braces after which it is; an article has an object or two inside.
_MOST_TRIES = 50
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """Give a file for reading bytes, standard input for ``-``.

    Raises:
        WrongUsage: the file cannot be opened.
    """
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(name).open("rb")  # noqa: SIM115 - closed below; only its opening is guarded
    except OSError as error:
        raise unreadable(name, error) from None
    with stream:
        yield stream


def arriving_lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield each line without its end, and None whenever the next one is not there yet: time to answer what there is.

    Blank lines are yielded too; they count as lines.
    """
    pending: list[bytes] = []
    read = getattr(stream, "read1", stream.read)
    while piece := read(_PIECE):
        if b"\n" not in piece:
            pending.append(piece)
        else:
            first, *rest = piece.split(b"\n")
            yield b"".join([*pending, first])
            yield from rest[:-1]
            pending = [rest[-1]]
        if _idle(stream):
            yield None
    if last := b"".join(pending):
        yield last


def documents(lines: Iterable[bytes | None]) -> Iterator[bytes | None]:
    """Yield articles as bytes: each line, or the pretty-printed ones that the input begins with; None as received."""
    pending = _Pending()
    pretty = True
    for number, line in enumerate(lines):
        if line is None:
            yield None
            continue
        if number == 0:
            line = line.removeprefix(_BYTE_ORDER_MARK)
        if not line.strip():
            continue
        if not pending.lines and (not pretty or _is_whole(line) or not line.lstrip().startswith(b"{")):
            yield line
            pretty = False
            continue
        pending.add(line)
        if (whole := pending.whole()) is not None:
            yield whole
            pending = _Pending()
        elif pending.hopeless():
            yield from pending.lines
            pending, pretty = _Pending(), False
    yield from pending.lines


@dataclass(slots=True)
class _Pending:
    """Lines that may be the beginning of one pretty-printed article."""

    lines: list[bytes] = field(default_factory=list)
    size: int = 0
    tries: int = 0

    def add(self, line: bytes) -> None:
        self.lines.append(line)
        self.size += len(line)

    def whole(self) -> bytes | None:
        """Return the article, once its last line is there."""
        if len(self.lines) < 2 or not self.lines[-1].rstrip().endswith(b"}"):
            return None
        self.tries += 1
        text = b"\n".join(self.lines)
        return text if _is_whole(text) else None

    def hopeless(self) -> bool:
        """Whether these are broken lines: the last one is an article by itself, or they never come to an end."""
        return self.size > _MOST_PENDING or self.tries > _MOST_TRIES or _starts_and_is_whole(self.lines[-1])


def _starts_and_is_whole(line: bytes) -> bool:
    return line.startswith(b"{") and _is_whole(line)


def _is_whole(text: bytes) -> bool:
    try:
        return isinstance(orjson.loads(text), dict)
    except orjson.JSONDecodeError:
        return False


def _idle(stream: BinaryIO) -> bool:
    """Whether nothing more is to be read right now; a file never is idle."""
    try:
        ready, _, _ = select.select([stream], [], [], 0)
    except (OSError, ValueError, TypeError):
        return False
    return not ready
