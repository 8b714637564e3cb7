"""Cut what people pipe or name into articles: each line one, or pretty-printed JSON, with the line it begins at.

Example: the lines ``{``, ``"uri": "a", "headline": "Two hurt"``, ``}`` are one article at line 1; the lines
``{"uri": "a", ...`` (cut off) and ``{"uri": "b", "headline": "Calm"}`` are two, of which the first is invalid.
"""

from __future__ import annotations

import select
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

import orjson

from schemas.codec import MAX_RECORD_BYTES

#: Bytes asked for at a time.
_PIECE = 1 << 16
#: Bytes of a pretty-printed article after which it is taken for broken lines.
_MOST_PENDING = 2 * MAX_RECORD_BYTES
#: Closing braces after which it is; an article has an object or two inside.
_MOST_TRIES = 50
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Numbered(NamedTuple):
    """A document and the line it begins at, from 1."""

    number: int
    text: bytes


def arriving_lines(stream: BinaryIO, *, longest: int | None = None) -> Iterator[bytes | None]:
    """Yield each line without its end, and None whenever the next one is not there yet: time to answer what there is.

    Blank lines are yielded too; they count as lines. Of a line over ``longest`` bytes the rest is dropped, so that it
    never fills the memory: such a line is to be refused, not read.
    """
    pending = bytearray()
    read = getattr(stream, "read1", stream.read)
    while piece := read(_PIECE):
        first, *rest = piece.split(b"\n")
        room = len(first) if longest is None else max(0, longest - len(pending))
        pending += first[:room]
        if rest:
            yield bytes(pending)
            yield from (line[:longest] for line in rest[:-1])
            pending = bytearray(rest[-1][:longest])
        if _idle(stream):
            yield None
    if pending:
        yield bytes(pending)


def numbered_documents(lines: Iterable[bytes | None]) -> Iterator[Numbered | None]:
    """Yield articles as bytes: each line, or the pretty-printed ones that the input begins with; None as received."""
    pending = _Pending()
    pretty = True
    number = 0
    for line in lines:
        if line is None:
            yield None
            continue
        number += 1
        if number == 1:
            line = line.removeprefix(BYTE_ORDER_MARK)
        if not line.strip():
            continue
        here = Numbered(number, line)
        if not pending.lines and (not pretty or _is_whole(line) or not line.lstrip().startswith(b"{")):
            yield here
            pretty = False
            continue
        pending.add(here)
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

    lines: list[Numbered] = field(default_factory=list)
    size: int = 0
    tries: int = 0

    def add(self, line: Numbered) -> None:
        self.lines.append(line)
        self.size += len(line.text)

    def whole(self) -> Numbered | None:
        """Return the article, once its last line is there."""
        if len(self.lines) < 2 or not self.lines[-1].text.rstrip().endswith(b"}"):
            return None
        self.tries += 1
        text = b"\n".join(line.text for line in self.lines)
        return Numbered(self.lines[0].number, text) if _is_whole(text) else None

    def hopeless(self) -> bool:
        """Whether these are broken lines: the last one is an article by itself, or they never come to an end."""
        return self.size > _MOST_PENDING or self.tries > _MOST_TRIES or _starts_and_is_whole(self.lines[-1].text)


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
