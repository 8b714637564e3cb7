"""Verdict: why an article is or is not an event; one per article that is not a dead letter.

Example: ``Verdict(uri="a", verdict="no_event", reason="exercise", events=0, ...)``.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from schemas.base import Message, words
from schemas.vocabulary import Reason, VerdictKind


class Verdict(Message):
    """The decision on one article. ``origin`` is topic/partition/offset of the article's record."""

    uri: str
    article_id: str
    digest: str
    verdict: Annotated[str, words(VerdictKind)]
    reason: Annotated[str, words(Reason)] | None = None
    confidence: Annotated[float, Field(ge=0, le=1)]
    language: str
    events: Annotated[int, Field(ge=0)]
    origin: str
    schema_version: int = 1
