"""Step 1: decide what of a raw article is text, and give it as segments whose offsets lead back to what was received.

HTML becomes its main text (``markup.py``), plain text is cut into paragraphs (``layout.py``), page furniture and
teasers are marked "other" (``furniture.py``, ``teasers.py``): kept for explaining, never read.

Example: the body "Two people were killed, the mayor said on Monday.\\n\\nVisited 3 times" gives a paragraph 0 and one
segment of kind "other".
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from schemas.article import RawArticle
from schemas.base import TextField
from streams.cleaning.furniture import inline_teaser, shapes
from streams.cleaning.layout import Paragraph, paragraphs
from streams.cleaning.markup import extract, is_html
from streams.cleaning.teasers import Item, article_items
from streams.stage import Context
from streams.text.language import language_of
from streams.text.normalise import normalise
from streams.text.types import CleanArticle, Segment, SegmentKind

_SITE_SEPARATORS = (" | ", " - ", " – ", " — ", " :: ")
#: Characters of a site's name behind a headline.
_LONGEST_SITE = 40
#: Characters of body text that the language is read from.
_LANGUAGE_CHARS = 1_200


def clean_article(article: RawArticle, context: Context) -> CleanArticle:
    """Return the readable text of an article, in order of headline, summary, body.

    Raises:
        Reject: ``too_large`` or ``unsupported``, for HTML that only costs time.
    """
    body = article.body or ""
    if is_html(article.content_type, body):
        body = extract(body)
    elif article.content_type.partition(";")[0].strip().lower() == "text/html":
        body = html.unescape(body)
    head = (*_headline(article), *_field("summary", article.summary))
    segments = (*head, *_body(body, head[0].text if head and head[0].field == "headline" else ""))
    return CleanArticle(article, segments, body, language_of(_sample(segments), article.language))


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
    for kind, start, end in (("headline", 0, cut), ("other", cut, len(text))):
        read, offsets = normalise(text, start, end)
        if read.strip():
            yield _segment("headline", "headline" if kind == "headline" else "other", read, start, offsets)


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


def _body(body: str, headline: str) -> Iterator[Segment]:
    """Give the paragraphs of the body; teasers inside a paragraph are parted from it."""
    found: list[tuple[Paragraph, str, tuple[int, ...] | None]] = []
    for paragraph in paragraphs(body):
        text, offsets = normalise(body, paragraph.start, paragraph.end)
        if text:
            found.append((paragraph, text, offsets))
    if not found:
        return
    keeps = article_items([Item(text, paragraph.tight) for paragraph, text, _ in found], headline)
    number = -1
    for (paragraph, text, offsets), keep in zip(found, keeps, strict=True):
        if not keep:
            yield Segment("body", "other", text, paragraph.start, offsets)
            continue
        number += not paragraph.continued or number < 0
        yield from _parted(text, paragraph.start, offsets, number)


def _parted(text: str, start: int, offsets: tuple[int, ...] | None, number: int) -> Iterator[Segment]:
    """Give a paragraph, with a pointer to another story inside it as a segment of its own."""
    teaser = inline_teaser(text)
    if teaser is None:
        yield Segment("body", "paragraph", text, start, offsets, number)
        return
    begin, end = teaser
    pieces: tuple[tuple[SegmentKind, int, int], ...] = (
        ("paragraph", 0, begin),
        ("other", begin, end),
        ("paragraph", end, len(text)),
    )
    for kind, first, last in pieces:
        while first < last and text[first] == " ":
            first += 1
        while last > first and text[last - 1] == " ":
            last -= 1
        if first < last:
            at = start + first if offsets is None else start
            piece = None if offsets is None else (*offsets[first:last], offsets[last - 1] + 1)
            yield Segment("body", kind, text[first:last], at, piece, number if kind == "paragraph" else -1)


def _segment(field: TextField, kind: SegmentKind, text: str, start: int, offsets: tuple[int, ...] | None) -> Segment:
    """Build a segment without white space at its ends."""
    left = len(text) - len(text.lstrip())
    stripped = text.strip()
    if offsets is None:
        return Segment(field, kind, stripped, start + left)
    return Segment(field, kind, stripped, start, (*offsets[left : left + len(stripped)], offsets[left + len(stripped)]))


def _sample(segments: tuple[Segment, ...]) -> str:
    """Return the first text of an article, for telling its language."""
    taken: list[str] = []
    size = 0
    for segment in segments:
        if segment.kind != "other" and size < _LANGUAGE_CHARS:
            taken.append(segment.text[:_LANGUAGE_CHARS])
            size += len(segment.text)
    return "\n".join(taken)
