"""Decide by the first paragraphs of an article that it is everyday news, before the others are cleaned.

Most news names a weapon or a death somewhere and is still not about armed conflict. Furniture only adds terms: where
all text together has too few of them for an article of some length, and its first paragraphs alone have that length,
what else is cut from it changes nothing.

Example: an article of ten paragraphs about a film, one of which says that "the farmer is killed", is dismissed after
its third.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from streams.cleaning.furniture import furniture_class, furniture_from, inline_teaser
from streams.cleaning.teasers import finished
from streams.text.scan import is_doubtful, scan_text, short


class Everyday(NamedTuple):
    """What is known of an article that is not read: its trigger terms, furniture included, and how it begins."""

    hits: int
    opening: tuple[str, ...]


def everyday(head: Sequence[str], body: Sequence[str], least: int) -> Everyday | None:
    """Return how an everyday article begins, in ``least`` characters or more; None where it has to be read to know.

    ``head`` are its headline and summary, ``body`` its paragraphs, all normalised. The opening is text of the article
    whatever the paragraphs below it are: they can only be furniture themselves.

    >>> found = everyday(["Mill sold"], ["The old mill was sold on Monday, said the mayor of the town."] * 20, 700)
    >>> found.hits if found else None
    0
    """
    opening = _opening(head, body, max(least, short()))
    if opening is None:
        return None
    found = scan_text("\n".join((*head, *body)))
    return Everyday(found.hits, opening) if is_doubtful(found) else None


def _opening(head: Sequence[str], body: Sequence[str], least: int) -> tuple[str, ...] | None:
    """Return the head and the first paragraphs, if they are surely the article's and long enough."""
    size = sum(map(len, head))
    titles = [text.casefold() for text in head]
    for at, text in enumerate(body):
        if size >= least:
            return (*head, *body[:at])
        if not _is_article(text) or (at == 0 and text.casefold() in titles):
            return None
        size += len(text)
    return (*head, *body) if size >= least else None


def _is_article(text: str) -> bool:
    """Tell whether a paragraph is text of the article by its words alone, from its beginning to its end."""
    return (
        finished(text)
        and furniture_class(text) is None
        and furniture_from(text) is None
        and inline_teaser(text) is None
    )
