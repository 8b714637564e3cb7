"""Decide how a piece of received text reads: one line, compatible characters, nothing invisible.

NFKC, without zero-width, bidi, control and private characters and ANSI sequences; character references and stray tags
of feeds are resolved; runs of white space are one space; curly quotes become straight ones. Every character keeps the
offset of the character it came from, and text that already reads well comes back as it is, without a map.

Example: ``normalise("1\\u200b2 killed\\n near  Sumy", 0, 20)`` reads "12 killed near Sumy".

Two things NFKC would do are left out, because they would invent numbers: a footnote mark ("12²") becomes a space,
and a character that hides digits ("½", "①") stays itself.
"""

from __future__ import annotations

import html
import re
import unicodedata

#: One for one, so the text keeps its offsets.
_STRAIGHT = {
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u2033": '"',
    "\u2010": "-", "\u2011": "-", "\u2212": "-", "\u2012": "\u2013", "\u2015": "\u2014",
}  # fmt: skip - a table reads better in rows

#: Characters that NFKC leaves alone and that never combine with the one before: Latin, Greek, Cyrillic, Hebrew, Arabic
#: and CJK letters, punctuation, arrows, bullets. A test walks through all of them.
_PLAIN = (
    r"\x20-\x7e\xa1-\xa7\xa9\xab\xac\xae\xb0\xb1\xb6\xb7\xbb\xbf\xc0-\xff\u0100-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e"
    r"\u0391-\u03a1\u03a3-\u03ce\u0400-\u0482\u048a-\u04ff\u05d0-\u05ea\u0620-\u064a\u2013\u2014\u2020-\u2022\u2030"
    r"\u2039\u203a\u20a0-\u20a7\u20a9-\u20bf\u2190-\u21ff\u25a0-\u25ff\u2605\u2606\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff"
    r"\uac00-\ud7a3"
)
_ONLY_PLAIN = re.compile(f"[{_PLAIN}]*")
#: What needs a decision; every alternative is bounded or a single character class, so matching stays linear.
_SPECIAL = re.compile(
    r"(?P<ansi>\x1b\[[0-?]{0,32}[ -/]{0,8}[@-~]|\x1b\][^\x07\x1b]{0,256}(?:\x07|\x1b\\))"
    r"|(?P<reference>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});)"
    r"|(?P<tag></?(?:a|b|br|div|em|h[1-6]|i|img|li|ol|p|span|strong|u|ul)(?:\s[^<>]{0,500})?/?>)"
    rf"|(?P<spaces> {{2,}})|(?P<rare>[^{_PLAIN}]+)",
    re.IGNORECASE,
)
#: Marks on one letter beyond this are dropped (Unicode Stream-Safe Text Format): ordering them takes quadratic time.
_MAX_MARKS = 30
_INVISIBLE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})


def normalise(text: str, start: int = 0, end: int | None = None) -> tuple[str, tuple[int, ...] | None]:
    """Normalise ``text[start:end]``; return it with the offset in ``text`` of each of its characters.

    The offsets have one more entry, the end of the last character. They are None where the result stands in ``text``
    character by character from ``start`` on. Quotes and dashes are replaced one for one and need no map.

    >>> normalise("Seven  killed")
    ('Seven killed', (0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13))
    >>> normalise("the mayor\\u2019s office")
    ("the mayor's office", None)
    """
    piece = text[start:end]
    if not piece.isascii():
        for curly, straight in _STRAIGHT.items():
            piece = piece.replace(curly, straight)
    if _reads_well(piece):
        return piece, None
    reader = _Reader()
    done = 0
    for match in _SPECIAL.finditer(piece):
        reader.plain(piece[done : match.start()], done)
        done = match.end()
        kind = match.lastgroup
        if kind == "rare":
            reader.rare(match[0], match.start())
        elif kind == "reference":
            reader.reference(match[0], match.start())
        elif kind != "ansi":
            reader.space(match.start())
    reader.plain(piece[done:], done)
    return reader.finish(piece, start)


def _reads_well(piece: str) -> bool:
    """Tell whether there is nothing to decide: the fast path of nearly all text."""
    if "  " in piece or "&" in piece or "<" in piece or not piece.isprintable():
        return False
    return piece.isascii() or _ONLY_PLAIN.fullmatch(piece) is not None


class _Reader:
    """Characters read so far and where each came from."""

    def __init__(self) -> None:
        self.chars: list[str] = []
        self.offsets: list[int] = []

    def plain(self, chunk: str, at: int) -> None:
        """Take characters as they are."""
        if chunk.startswith(" ") and (not self.chars or self.chars[-1] == " "):
            chunk, at = chunk[1:], at + 1  # longer runs of spaces never get here
        self.chars.extend(chunk)
        self.offsets.extend(range(at, at + len(chunk)))

    def one(self, char: str, at: int) -> None:
        """Take one character."""
        self.chars.append(char)
        self.offsets.append(at)

    def space(self, at: int) -> None:
        """Take white space: one space between words, none at the start."""
        if self.chars and self.chars[-1] != " ":
            self.one(" ", at)

    def reference(self, written: str, at: int) -> None:
        """Resolve ``&amp;`` and the like; what names nothing stays as written."""
        meant = html.unescape(written)
        if meant == written:
            self.plain(written, at)
        else:
            for char in meant:
                self.rare(_STRAIGHT.get(char, char), at)

    def rare(self, chunk: str, at: int) -> None:
        """Decide about each character of a run outside the plain ones."""
        position = 0
        while position < len(chunk):
            char = chunk[position]
            if unicodedata.combining(char):
                last = position
                while last < len(chunk) and unicodedata.combining(chunk[last]):
                    last += 1
                self._marks(chunk[position : min(last, position + _MAX_MARKS)])
                position = last
                continue
            if char.isspace():
                self.space(at + position)
            elif unicodedata.category(char) not in _INVISIBLE and not "\ufe00" <= char <= "\ufe0f":
                self._compatible(char, at + position)
            position += 1

    def _marks(self, marks: str) -> None:
        """Join combining marks to the letter they stand on; marks without a letter say nothing."""
        if self.chars and self.chars[-1] != " ":
            base, at = self.chars.pop(), self.offsets.pop()
            for char in unicodedata.normalize("NFKC", base + marks):
                self.one(char, at)

    def _compatible(self, char: str, at: int) -> None:
        """Take what NFKC makes of a character, unless that would make digits out of something else."""
        if unicodedata.decomposition(char).startswith(("<super> 003", "<sub> 003")):
            self.space(at)
            return
        plain = unicodedata.normalize("NFKC", char)
        if any(c.isdigit() for c in plain) and not char.isdecimal():
            plain = char
        for each in plain:
            if each.isspace():
                self.space(at)
            elif len(plain) == 1 or not unicodedata.combining(each):
                self.one(_STRAIGHT.get(each, each), at)

    def finish(self, piece: str, start: int) -> tuple[str, tuple[int, ...] | None]:
        """Return the text and its map; none when the map is the identity."""
        while self.chars and self.chars[-1] == " ":
            self.chars.pop()
            self.offsets.pop()
        text = "".join(self.chars)
        if text == piece:
            return text, None
        end = self.offsets[-1] + 1 if self.offsets else 0
        return text, tuple(start + offset for offset in [*self.offsets, end])
