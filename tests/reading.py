"""Read texts as the detect stage does, for tests: ``event_of("Shells killed two in Goma.")``."""

from __future__ import annotations

from datetime import UTC, datetime

from schemas.article import RawArticle
from schemas.base import Count
from schemas.event import ConflictEvent
from streams.cleaning.clean import clean_article
from streams.extraction.mentions import read_mentions
from streams.stage import Context
from streams.text.types import Detection, ReadArticle
from streams.topology import DETECT

#: A Friday; texts may speak of the days before it.
FRIDAY = datetime(2026, 3, 13, 12, tzinfo=UTC)
CONTEXT = Context(int(FRIDAY.timestamp() * 1000), "tocsin-articles/0/1")


def article(body: str, headline: str | None = None, **fields: object) -> RawArticle:
    """Return an article published on Friday 13 March 2026."""
    given = {"uri": "a-1", "headline": headline, "body": body, "published_at": FRIDAY.isoformat(), "language": "en"}
    return RawArticle.model_validate(given | fields)


def read(body: str, headline: str | None = None) -> ReadArticle:
    """Return what is read in a text."""
    return read_mentions(clean_article(article(body, headline), CONTEXT), CONTEXT)


def detection_of(raw: RawArticle) -> Detection:
    """Return what the detect stage says of an article."""
    value: object = raw
    for step in DETECT.steps:
        value = step(value, CONTEXT)
    assert isinstance(value, Detection)
    return value


def event_of(body: str, headline: str | None = None, **fields: object) -> ConflictEvent:
    """Return the main event of a text; fails when there is none."""
    events = detection_of(article(body, headline, **fields)).events
    assert events, f"no event in {body!r}"
    return events[0]


def span_of(count: Count | None) -> tuple[int, int | None] | None:
    """Return a count as (min, max), None for not reported."""
    return None if count is None else (count.min, count.max)


def killed(event: ConflictEvent) -> tuple[int, int | None] | None:
    """Return the number killed."""
    return span_of(event.toll.killed if event.toll else None)


def wounded(event: ConflictEvent) -> tuple[int, int | None] | None:
    """Return the number wounded."""
    return span_of(event.toll.wounded if event.toll else None)
