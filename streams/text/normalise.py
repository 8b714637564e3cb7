r"""Decide how a piece of received text reads: one line, compatible characters, nothing invisible.

NFKC, without zero-width, bidi, control and private characters and ANSI sequences; character references and stray tags
of feeds are resolved; runs of white space are one space; curly quotes become straight ones. Every character keeps the
offset of the character it came from, and text that already reads well comes back as it is, without a map.

Example: ``normalise("1\u200b2 killed\n near  Sumy", 0, 20)`` reads "12 killed near Sumy".

Two things NFKC would do are left out, because they would invent numbers: a footnote mark ("12²") becomes a space,
and a character that hides digits ("½", "①") stays itself.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable

#: One for one, so the text keeps its offsets.
_STRAIGHT = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
    **dict.fromkeys("\u2010\u2011\u2212", "-"),
    "\u2012": "\u2013",  # figure dash to en dash: ranges
    "\u2015": "\u2014",
}

#: Characters that NFKC leaves alone and that never combine with the one before: Latin, Greek, Cyrillic, Hebrew, Arabic
#: and CJK letters, punctuation, arrows, bullets. A test walks through all of them.
_PLAIN = (
    r"\x20-\x7e\xa1-\xa7\xa9\xab\xac\xae\xb0\xb1\xb6\xb7\xbb\xbf\xc0-\xff\u0100-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e"
    r"\u0391-\u03a1\u03a3-\u03ce\u0400-\u0482\u048a-\u04ff\u05d0-\u05ea\u0620-\u064a\u2013\u2014\u2020-\u2022\u2030"
    r"\u2039\u203a\u20a0-\u20a7\u20a9-\u20bf\u2190-\u21ff\u25a0-\u25ff\u2605\u2606\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff"
    r"\uac00-\ud7a3"
)
_ONLY_PLAIN = re.compile(f"[{_PLAIN}]*")
#: Runs that need a decision: one character class, so the search stays linear and fast.
_SPECIAL = re.compile(f"[^{_PLAIN}]+".replace(r"\x20-\x7e", r"\x20-\x25\x27-\x3b\x3d-\x7e"))  # nor & and <
#: What those may begin; every repetition is bounded.
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_TAG = re.compile(r"</?(?:a|b|br|div|em|h[1-6]|i|img|li|ol|p|span|strong|u|ul)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE)
_ANSI = re.compile(r"\x1b(?:\[[0-?]{0,32}[ -/]{0,8}[@-~]|\][^\x07\x1b]{0,256}(?:\x07|\x1b\\))")
_WORDS = re.compile(r"[^ ]+(?: [^ ]+)*")
#: Marks on one letter beyond this are dropped (Unicode Stream-Safe Text Format): ordering them takes quadratic time.
_MAX_MARKS = 30
#: A character that stands for more than this (whole phrases of honour in Arabic) stays itself: no text grows 18 times.
_MAX_EXPANSION = 6
_INVISIBLE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})


def normalise(text: str, start: int = 0, end: int | None = None) -> tuple[str, tuple[int, ...] | None]:
    r"""Normalise ``text[start:end]``; return it with the offset in ``text`` of each of its characters.

    The offsets have one more entry, the end of the last character. They are None where the result stands in ``text``
    character by character from ``start`` on. Quotes and dashes are replaced one for one and need no map.

    >>> normalise("Seven  killed")
    ('Seven killed', (0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13))
    >>> normalise("the mayor\u2019s office")
    ("the mayor's office", None)
    """
    piece = text[start:end]
    if not piece.isascii():
        for curly, straight in _STRAIGHT.items():
            piece = piece.replace(curly, straight)
    if _reads_well(piece):
        return piece, None
    reader = _Reader(start)
    at = 0
    while (match := _SPECIAL.search(piece, at)) is not None:
        reader.plain(piece, at, match.start())
        at = match.start()
        while at < match.end():
            at = reader.special(piece, at)
    reader.plain(piece, at, len(piece))
    return reader.finish(piece)


def _reads_well(piece: str) -> bool:
    """Tell whether there is nothing to decide: the fast path of nearly all text."""
    if "  " in piece or "&" in piece or "<" in piece or not piece.isprintable():
        return False
    if piece[:1] == " " or piece[-1:] == " ":
        return False
    return piece.isascii() or _ONLY_PLAIN.fullmatch(piece) is not None


class _Reader:
    """What was read so far, and the offset of each of its characters in the text received."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.read: list[str] = []
        self.last = " "  # so that the text does not begin with a space
        self.offsets: list[int] = []

    def plain(self, piece: str, first: int, last: int) -> None:
        """Take ``piece[first:last]`` as it is, runs of spaces as one."""
        done = first
        for words in _WORDS.finditer(piece, first, last):
            if words.start() > done:
                self.space(done)
            self._take(words[0], range(self.start + words.start(), self.start + words.end()))
            done = words.end()
        if done < last:
            self.space(done)

    def _take(self, text: str, offsets: Iterable[int]) -> None:
        self.read.append(text)
        self.offsets.extend(offsets)
        self.last = text[-1]

    def one(self, char: str, at: int) -> None:
        """Take one character."""
        self._take(char, (self.start + at,))

    def space(self, at: int) -> None:
        """Take white space: one space between words, none at the start."""
        if self.last != " ":
            self.one(" ", at)

    def special(self, piece: str, at: int) -> int:
        """Decide about what begins at ``piece[at]``; return where it ends."""
        char = piece[at]
        if char == "&" and (reference := _REFERENCE.match(piece, at)) is not None:
            return self._reference(reference[0], at)
        if char == "<" and (tag := _TAG.match(piece, at)) is not None:
            self.space(at)
            return tag.end()
        if char == "\x1b" and (sequence := _ANSI.match(piece, at)) is not None:
            return sequence.end()
        if unicodedata.combining(char):
            return self._marks(piece, at)
        self._character(char, at)
        return at + 1

    def _reference(self, written: str, at: int) -> int:
        """Resolve ``&amp;`` and the like; what names nothing stays as written."""
        meant = html.unescape(written)
        for offset, char in enumerate(written) if meant == written else ((0, char) for char in meant):
            self._character(char, at + offset)
        return at + len(written)

    def _marks(self, piece: str, at: int) -> int:
        """Join combining marks to the letter they stand on; marks without a letter say nothing."""
        end = at
        while end < len(piece) and unicodedata.combining(piece[end]):
            end += 1
        if self.last != " ":
            base, offset = self.read[-1][-1], self.offsets.pop()
            self.read[-1] = self.read[-1][:-1]
            for char in unicodedata.normalize("NFKC", base + piece[at : min(end, at + _MAX_MARKS)]):
                self._take(char, (offset,))
        return end

    def _character(self, char: str, at: int) -> None:
        """Take what NFKC makes of a character, unless that would make digits out of something else."""
        if char.isspace():
            self.space(at)
            return
        if unicodedata.category(char) in _INVISIBLE or "\ufe00" <= char <= "\ufe0f":
            return
        if unicodedata.decomposition(char).startswith(("<super> 003", "<sub> 003")):
            self.space(at)
            return
        plain = unicodedata.normalize("NFKC", char)
        if len(plain) > _MAX_EXPANSION or (any(c.isdigit() for c in plain) and not char.isdecimal()):
            plain = char
        for each in plain:
            if each.isspace():
                self.space(at)
            elif not unicodedata.combining(each):
                self.one(_STRAIGHT.get(each, each), at)

    def finish(self, piece: str) -> tuple[str, tuple[int, ...] | None]:
        """Return the text and its map; none when the map is the identity."""
        if self.last == " " and self.offsets:
            self.read[-1] = self.read[-1][:-1]
            self.offsets.pop()
        text = "".join(self.read)
        if text == piece:
            return text, None
        return text, (*self.offsets, self.offsets[-1] + 1 if self.offsets else self.start)
