r"""Decide where the paragraphs of a plain text begin and end.

News bodies come in three layouts: paragraphs parted by blank lines, one paragraph a line, and lines wrapped at a fixed
width (mail, old newswire). In wrapped text a line goes on where its next word would not have fitted.

Example: in "A bomb went off\n\nin the\n..." the blank line parts two paragraphs whatever the layout.
"""

from __future__ import annotations

from typing import NamedTuple

#: A paragraph longer than this is cut where a sentence or at least a word ends, so that later steps stay bounded.
MAX_CHARS = 4_000
#: Past this many paragraphs, lines are joined up to MAX_CHARS: a million one-letter lines are 300 segments.
MAX_PARAGRAPHS = 2_000
#: Past this many lines the rest is cut by length alone; a megabyte of wrapped newswire has 15,000.
_MAX_LINES = 20_000
#: Widths that people and machines wrap at; a paragraph-a-line body has longer lines.
_NARROWEST, _WIDEST = 50, 110
#: A wrapped line may end this far before the width although the next word would have fitted (ragged wrapping).
_RAGGED = 8
#: An unfinished line at least this long goes on in a next line that begins in lower case.
_LONG_ENOUGH = 40
_BULLETS = "-*•·▸»›►▶–"


class Paragraph(NamedTuple):
    """Where a paragraph stands in the body, without white space around it.

    ``tight``: no blank line before it in a body that parts things by blank lines. ``continued``: the rest of a
    paragraph that was too long.
    """

    start: int
    end: int
    tight: bool = False
    continued: bool = False


class _Line(NamedTuple):
    start: int
    end: int
    after_blank: bool
    indented: bool


def paragraphs(body: str) -> list[Paragraph]:
    r"""Return the paragraphs of ``body`` in order, never overlapping; offsets in code points.

    >>> body = "First line.\r\n\r\nSecond one."
    >>> [body[p.start:p.end] for p in paragraphs(body)]
    ['First line.', 'Second one.']
    """
    lines, rest = _lines(body)
    has_blank = any(line.after_blank for line in lines[1:])
    goes_on = _continuations(body, lines)
    found: list[Paragraph] = []
    for line, joined in zip(lines, goes_on, strict=True):
        crowded = len(found) >= MAX_PARAGRAPHS and line.end - found[-1].start <= MAX_CHARS
        if joined or crowded:
            found[-1] = found[-1]._replace(end=line.end)
        else:
            found.append(Paragraph(line.start, line.end, tight=has_blank and not line.after_blank and bool(found)))
    if body[rest:].strip():
        found.append(_stripped(body, rest))
    return [piece for paragraph in found for piece in _bounded(body, paragraph)]


def _stripped(body: str, start: int) -> Paragraph:
    """Return everything from ``start`` on as one paragraph without white space around it."""
    tail = body[start:]
    return Paragraph(start + len(tail) - len(tail.lstrip()), start + len(tail.rstrip()))


def _lines(body: str) -> tuple[list[_Line], int]:
    """Return the lines that hold text, up to _MAX_LINES, and where the rest begins."""
    found: list[_Line] = []
    at, after_blank = 0, False
    for raw in body.splitlines(keepends=True):
        text = raw.strip()
        if text:
            indent = len(raw) - len(raw.lstrip()) if raw[0].isspace() else 0
            found.append(_Line(at + indent, at + indent + len(text), after_blank, indent >= 2))
            after_blank = False
        else:
            after_blank = True
        at += len(raw)
        if len(found) == _MAX_LINES:
            break
    return found, at


def _continuations(body: str, lines: list[_Line]) -> list[bool]:
    """Tell for each line whether it goes on with the paragraph of the line before it."""
    pairs = [not (line.after_blank or line.indented) and i > 0 for i, line in enumerate(lines)]
    if not any(pairs):
        return pairs
    width = _wrap_width(body, lines, pairs)
    return [pair and _goes_on(body, lines[i - 1], lines[i], width) for i, pair in enumerate(pairs)]


def _wrap_width(body: str, lines: list[_Line], pairs: list[bool]) -> int:
    """Return the width the body is wrapped at, 0 if it is not: most line ends must be forced by the width."""
    lengths = sorted(line.end - line.start for line in lines)
    width = lengths[len(lengths) * 19 // 20]
    adjacent = [i for i, pair in enumerate(pairs) if pair]
    if not _NARROWEST <= width <= _WIDEST or len(adjacent) < 3:
        return 0
    forced = sum(_forced(body, lines[i - 1], lines[i], width) for i in adjacent)
    return width if forced >= 0.6 * len(adjacent) else 0


def _forced(body: str, line: _Line, following: _Line, width: int) -> bool:
    """Tell whether the first word of the following line would not have fitted on the line."""
    blank = body.find(" ", following.start, min(following.end, following.start + width))
    word = (blank if blank >= 0 else following.end) - following.start
    return line.end - line.start + 1 + word > width - _RAGGED


def _goes_on(body: str, line: _Line, following: _Line, width: int) -> bool:
    """Tell whether the following line continues the line rather than opening a paragraph of its own."""
    if body[following.start] in _BULLETS:
        return False
    if width and _forced(body, line, following, width):
        return True
    unfinished = body[line.end - 1].isalnum() or body[line.end - 1] in ",;-"
    return unfinished and body[following.start].islower() and line.end - line.start >= _LONG_ENOUGH


def _bounded(body: str, paragraph: Paragraph) -> list[Paragraph]:
    """Cut a paragraph that is too long behind a sentence, else a word, else anywhere."""
    if paragraph.end - paragraph.start <= MAX_CHARS:
        return [paragraph]
    pieces: list[Paragraph] = []
    start = paragraph.start
    while paragraph.end - start > MAX_CHARS:
        limit = start + MAX_CHARS
        half = start + MAX_CHARS // 2
        stop = max(body.rfind(mark, half, limit) for mark in (". ", "! ", "? "))
        blank = body.rfind(" ", half, limit)
        cut = stop + 1 if stop >= 0 else blank if blank >= 0 else limit
        pieces.append(Paragraph(start, cut, paragraph.tight, continued=start > paragraph.start))
        start = cut
        while body[start].isspace():  # the paragraph does not end in white space, so this stops
            start += 1
    pieces.append(Paragraph(start, paragraph.end, paragraph.tight, continued=bool(pieces)))
    return pieces
