r"""Step 1: decide what of a raw article is text, and give it as segments that lead back to what was received.

HTML becomes its main text (``markup.py``), plain text is cut into paragraphs (``layout.py``), page furniture and
teasers are marked "other" (``furniture.py``, ``teasers.py``): kept for explaining, never read.

Example: the body "Two people were killed, the mayor said on Monday.\n\nVisited 3 times" gives a paragraph 0 and one
segment of kind "other".
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple, overload

from schemas.article import RawArticle
from schemas.base import TextField
from streams.cleaning.everyday import everyday
from streams.cleaning.furniture import furniture_from, inline_teaser, shapes
from streams.cleaning.layout import Paragraph, paragraphs
from streams.cleaning.markup import extract, is_html
from streams.cleaning.teasers import Item, article_items
from streams.stage import Context
from streams.text.language import language_of
from streams.text.normalise import normalise
from streams.text.scan import is_doubtful, is_hopeless, scan_text
from streams.text.types import CleanArticle, Segment, SegmentKind

_SITE_SEPARATORS = (" | ", " - ", " – ", " — ", " :: ")
#: Characters of a site's name behind a headline.
_LONGEST_SITE = 40
#: Characters of body text that the language is read from.
_LANGUAGE_CHARS = 700


def clean_article(article: RawArticle, context: Context) -> CleanArticle:
    """Return the readable text of an article, in order of headline, summary, body.

    Raises:
        Reject: ``too_large`` or ``unsupported``, for HTML that only costs time.
    """
    body = article.body or ""
    if is_html(article.content_type, body):
        body = extract(body, lambda text: not is_hopeless(scan_text(f"{article.headline}\n{article.summary}\n{text}")))
    elif article.content_type.partition(";")[0].strip().lower() == "text/html":
        body = html.unescape(body)
    received = "\n".join(text for text in (article.headline, article.summary, body) if text)
    found = scan_text(received)
    if is_hopeless(found):
        return CleanArticle(article, (), body, language_of(received[:_LANGUAGE_CHARS], article.language), found.hits)
    head = (*_headline(article), *_field("summary", article.summary))
    read = _normalised(body)
    if is_doubtful(found):
        texts = [segment.text for segment in head if segment.kind != "other"]
        known = everyday(texts, [each.text for each in read], _LANGUAGE_CHARS)
        if known is not None:
            language = language_of(_sample(known.opening), article.language)
            return CleanArticle(article, _Later(lambda: _segments(head, read)), body, language, known.hits)
    segments = _segments(head, read)
    texts = [segment.text for segment in segments if segment.kind != "other"]
    return CleanArticle(article, segments, body, language_of(_sample(texts), article.language))


class _Later(Sequence[Segment]):
    """Segments that are cut when somebody asks for them."""

    def __init__(self, cut: Callable[[], tuple[Segment, ...]]) -> None:
        self._cut = cache(cut)

    def __len__(self) -> int:
        return len(self._cut())

    @overload
    def __getitem__(self, at: int) -> Segment: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Segment, ...]: ...

    def __getitem__(self, at: int | slice) -> Segment | tuple[Segment, ...]:
        return self._cut()[at]


def _field(name: TextField, text: str | None) -> Iterator[Segment]:
    """Give a short field as one segment, if anything readable is in it."""
    if text:
        read, offsets = normalise(text)
        if read:
            yield Segment(name, "headline" if name == "headline" else "summary", read, 0, offsets)


def _headline(article: RawArticle) -> Iterator[Segment]:
    """Give the headline, and the name of the site behind it as "other"."""
    text = article.headline
    cut = _site_suffix(text, article.source.name) if text else None
    if not text or cut is None:
        yield from _field("headline", text)
        return
    pieces: tuple[tuple[SegmentKind, int, int], ...] = (("headline", 0, cut), ("other", cut, len(text)))
    for kind, start, end in pieces:
        read, offsets = normalise(text, start, end)
        if read:
            yield Segment("headline", kind, read, start, offsets)


def _site_suffix(headline: str, source: str | None) -> int | None:
    """Return where " - The Daily Post" begins: the source's own name, or a short name with an outlet's word in it."""
    cut = max(headline.rfind(separator) for separator in _SITE_SEPARATORS)
    if cut <= 0 or len(headline) - cut > _LONGEST_SITE:
        return None
    site = headline[cut:].strip(" |-–—:").casefold()
    words = site.split()
    named = source is not None and site == source.casefold()
    outlet = bool(words) and any(words[-1].endswith(word) for word in shapes().outlet_words) and len(words) <= 5
    return cut if named or (outlet and not any(char.isdigit() for char in site)) else None


class _Read(NamedTuple):
    """A normalised paragraph, or a part of one, with the way back to the body."""

    text: str
    paragraph: Paragraph
    offsets: tuple[int, ...] | None
    start: int

    def part(self, first: int, last: int) -> _Read | None:
        """Return ``text[first:last]`` without white space at its ends, None if nothing is left."""
        while first < last and self.text[first] == " ":
            first += 1
        while last > first and self.text[last - 1] == " ":
            last -= 1
        if first == last:
            return None
        if self.offsets is None:
            return self._replace(text=self.text[first:last], start=self.start + first)
        return self._replace(
            text=self.text[first:last], offsets=(*self.offsets[first:last], self.offsets[last - 1] + 1)
        )


def _without_glued(read: _Read) -> Iterator[_Read]:
    """Part furniture from the end of the paragraph it is glued to."""
    begin = furniture_from(read.text)
    parts = [read] if begin is None else [read.part(0, begin), read.part(begin, len(read.text))]
    return (part for part in parts if part is not None)


def _normalised(body: str) -> list[_Read]:
    """Return the paragraphs of the body in which anything readable is."""
    found: list[_Read] = []
    for paragraph in paragraphs(body):
        text, offsets = normalise(body, paragraph.start, paragraph.end)
        if text:
            found.append(_Read(text, paragraph, offsets, paragraph.start))
    return found


def _segments(head: tuple[Segment, ...], read: Sequence[_Read]) -> tuple[Segment, ...]:
    """Return the segments of an article from those of its head and the paragraphs of its body."""
    return (*head, *_body(read, head[0].text if head and head[0].field == "headline" else ""))


def _body(paragraphs: Sequence[_Read], headline: str) -> Iterator[Segment]:
    """Give the paragraphs of the body; teasers inside a paragraph are parted from it."""
    found = [part for read in paragraphs for part in _without_glued(read)]
    if not found:
        return
    keeps = article_items([Item(read.text, read.paragraph.tight) for read in found], headline)
    number = -1
    for read, keep in zip(found, keeps, strict=True):
        if not keep:
            yield Segment("body", "other", read.text, read.start, read.offsets)
            continue
        number += not read.paragraph.continued or number < 0
        yield from _parted(read, number)


def _parted(read: _Read, number: int) -> Iterator[Segment]:
    """Give a paragraph, with a pointer to another story inside it as a segment of its own."""
    teaser = inline_teaser(read.text)
    if teaser is None:
        yield Segment("body", "paragraph", read.text, read.start, read.offsets, number)
        return
    begin, end = teaser
    pieces = ((True, 0, begin), (False, begin, end), (True, end, len(read.text)))
    for kept, first, last in pieces:
        part = read.part(first, last)
        if part is not None:
            kind: SegmentKind = "paragraph" if kept else "other"
            yield Segment("body", kind, part.text, part.start, part.offsets, number if kept else -1)


def _sample(texts: Sequence[str]) -> str:
    """Return the first text of an article, for telling its language."""
    taken: list[str] = []
    size = 0
    for text in texts:
        if size < _LANGUAGE_CHARS:
            taken.append(text[:_LANGUAGE_CHARS])
            size += len(text)
    return "\n".join(taken)
