r"""Decide whether HTML is safe to parse, and what its text is: trafilatura for pages, plain stripping for fragments.

Example: ``extract("<p>Two died.</p><p>Four were hurt.</p>")`` is "Two died.\n\nFour were hurt.".

A document that only costs time (a bomb) is refused before any parser sees it: more than 1 MB, elements nested deeper
than 64, a document type that defines entities, or a hundred times as much markup as text.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from streams.stage import Reject

MAX_CHARS = 1_000_000
MAX_DEPTH = 64
MAX_RATIO = 100
#: Below this size no ratio is judged: a short page of many tags costs nothing.
_RATIO_FROM_CHARS = 10_000
#: A page of more tags is only stripped: the parser takes seconds for 100,000, and real pages have 3,000.
_MAX_PARSED_TAGS = 20_000

# Each alternative stops at the next angle bracket: linear on any text.
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]{0,30})(?P<rest>[^<>]*)>|(?P<comment><!--)")
#: Elements that begin and end a paragraph.
_BLOCK = re.compile(
    r"p|div|article|section|main|body|html|table|tr|td|th|ul|ol|li|dl|dt|dd|h[1-6]|blockquote|header|footer|figure"
    r"|figcaption|br|hr|pre|aside|nav|form"
)
_HTML_SIGN = re.compile(
    r"</(?:p|div|span|a|li|ul|ol|h[1-6]|article|section|table|em|strong|b|i|figure|body|html)>|<br ?/?>", re.IGNORECASE
)
_PAGE = re.compile(r"<(?:html|body|head|nav|header|footer|main|article)[\s>]", re.IGNORECASE)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
#: Elements that a sibling of the same name closes.
_CLOSED_BY_SIBLING = frozenset(["p", "li", "td", "th", "tr", "dt", "dd", "option"])
#: Content that is not text of the article.
_DROPPED = frozenset(
    ["script", "style", "noscript", "template", "svg", "iframe", "form", "button", "nav", "aside", "footer", "figure"]
)
#: Content in which tags mean nothing, with the tag that ends it.
_RAW = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "template", "svg", "noscript")}
_SPACES = re.compile(r"\s+")


class _Token(NamedTuple):
    """A tag or comment with the text before it; the last token of a document has no name.

    ``hidden`` is how many characters of a script, style or comment follow, which are neither text nor tags.
    """

    text: str
    name: str = ""
    closes: bool = False
    empty: bool = False
    at: int = 0
    hidden: int = 0


def is_html(content_type: str, body: str) -> bool:
    """Tell whether a body is HTML: declared so, or clearly marked up although declared plain.

    >>> is_html("text/plain", "<p>Two people died.</p><p>Four were hurt.</p>")
    True
    >>> is_html("text/plain", "Losses: <5 dead, >10 hurt")
    False
    """
    if "<" not in body:
        return False
    declared = content_type.partition(";")[0].strip().lower()
    if declared in ("text/html", "application/xhtml+xml"):
        return True
    start = body[:200].lstrip().lower()
    if start.startswith(("<!doctype html", "<html")):
        return True
    return sum(1 for _ in zip(range(2), _HTML_SIGN.finditer(body), strict=False)) == 2


def extract(markup: str, is_read: Callable[[str], bool] = lambda text: True) -> str:
    """Return the main text of an HTML page or fragment, paragraphs parted by line ends.

    Finding the main text costs a hundred times what cutting the tags out does: it is done only where ``is_read`` says
    that the page's whole text is worth it.

    Raises:
        Reject: ``too_large`` or ``unsupported``, for documents that only cost time.
    """
    tokens = _checked(markup)
    stripped = _stripped(tokens)
    if _PAGE.search(markup) and len(tokens) <= _MAX_PARSED_TAGS and is_read(stripped):
        return _main_text(markup) or stripped
    return stripped


def _checked(markup: str) -> list[_Token]:
    """Return the tokens of a document whose size, depth and ratio are bearable."""
    if len(markup) > MAX_CHARS:
        raise Reject("too_large", f"body: HTML of {len(markup)} characters, more than {MAX_CHARS}")
    entity = re.search(r"<!entity\s", markup, re.IGNORECASE)
    if entity is not None:
        raise Reject("unsupported", f"body: HTML defines an entity at character {entity.start()}")
    tokens = _tokens(markup)
    _check_depth(tokens)
    text = sum(len(token.text.strip()) for token in tokens)
    # What a parser works on are tags: real pages hide hundreds of kilobytes in scripts.
    tags = len(markup) - sum(len(token.text) + token.hidden for token in tokens)
    if tags > _RATIO_FROM_CHARS and tags > MAX_RATIO * max(text, 1):
        raise Reject("unsupported", f"body: HTML from character 0 on is {tags} characters of tags for {text} of text")
    return tokens


def _tokens(markup: str) -> list[_Token]:
    """Cut a document into tags and the texts between them; what is never closed reaches to the end."""
    found: list[_Token] = []
    at = 0
    while (match := _TAG.search(markup, at)) is not None:
        name = (match["name"] or "").lower()
        closes = bool(match["close"])
        empty = (match["rest"] or "").endswith("/")
        text, end = markup[at : match.start()], match.end()
        at = end
        if match["comment"]:
            close = markup.find("-->", end)
            at = len(markup) if close < 0 else close + 3
        elif name in _RAW and not closes and not empty:
            ending = _RAW[name].search(markup, end)
            at = len(markup) if ending is None else ending.start()
        found.append(_Token(text, name, closes, empty, match.start(), at - end))
    found.append(_Token(markup[at:], at=len(markup)))
    return found


def _check_depth(tokens: list[_Token]) -> None:
    """Refuse elements nested deeper than MAX_DEPTH; ends that a browser supplies count as written."""
    stack: list[str] = []
    opened: Counter[str] = Counter()
    for token in tokens:
        name = token.name
        if not name or token.empty or name in _VOID:
            continue
        if token.closes:
            while opened[name] and stack:
                last = stack.pop()
                opened[last] -= 1
                if last == name:
                    break
            continue
        if name in _CLOSED_BY_SIBLING and stack and stack[-1] == name:
            stack.pop()
            opened[name] -= 1
        stack.append(name)
        opened[name] += 1
        if len(stack) > MAX_DEPTH:
            raise Reject("unsupported", f"body: HTML nested deeper than {MAX_DEPTH} at character {token.at}")


def _main_text(markup: str) -> str | None:
    """Return what trafilatura takes for the main text; None when it finds none or fails."""
    import trafilatura  # here, not above: it takes a quarter of a second, which articles in plain text need not pay

    try:
        # Tables are mostly navigation and figures without sentences; comments are other people's texts.
        return trafilatura.extract(markup, fast=True, include_comments=False, include_tables=False)
    except Exception:  # whatever a parser raises on hostile markup, the text can still be stripped
        return None


def _stripped(tokens: list[_Token]) -> str:
    """Return the text without its tags; blocks become paragraphs, navigation and figures are left out."""
    parts: list[str] = []
    dropping, depth = "", 0
    for token in tokens:
        if not dropping:
            parts.append(_SPACES.sub(" ", html.unescape(token.text)))
        if token.name in _DROPPED and not token.empty and dropping in ("", token.name):
            depth = max(depth - 1 if token.closes else depth + 1, 0)
            dropping = token.name if depth else ""
        if token.name and _BLOCK.fullmatch(token.name):
            parts.append("\n\n")
    paragraphs = (paragraph.strip() for paragraph in "".join(parts).split("\n\n"))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
