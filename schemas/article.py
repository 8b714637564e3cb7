"""RawArticle: a news article as a feed delivers it, flat, meanings from IPTC ninjs.

Only ``uri`` and one of ``headline`` / ``body`` are required; ``""`` counts as absent. Names of schema.org NewsArticle,
ninjs 1-3, NewsAPI, news-please and trafilatura are accepted (``schemas/aliases.py``).
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StringConstraints, field_validator, model_validator

from schemas.aliases import canonical_fields
from schemas.base import Message, Time

#: Limits in bytes of UTF-8.
MAX_BODY_BYTES = 1_000_000
MAX_FIELD_BYTES = 2_000

Text = Annotated[str, StringConstraints(strict=True)]


class ArticleSource(Message):
    """Who publishes: display name, domain, and the family of outlets that share text, where the feeder knows it."""

    name: Text | None = None
    domain: Text | None = None
    family: Text | None = None


class RawArticle(Message):
    """One version of one article."""

    uri: Annotated[Text, Field(min_length=1)]
    url: Text | None = None
    headline: Text | None = None
    summary: Text | None = None
    body: Text | None = None
    content_type: Text = "text/plain"
    language: Text | None = None
    published_at: Time | None = None
    modified_at: Time | None = None
    retrieved_at: Time | None = None
    version: Annotated[int, Field(ge=0, le=1_000_000, strict=True)] | None = None
    source: ArticleSource = Field(default_factory=ArticleSource)
    byline: Text | None = None
    dateline: Text | None = None
    pub_status: Text = "usable"
    embargoed_until: Time | None = None
    rights: Text | None = None
    subjects: tuple[Text, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _accept_aliases(cls, value: Any) -> Any:
        return canonical_fields(value) if isinstance(value, dict) else value

    @field_validator("headline", "summary", "body", "url", "language", "byline", "dateline", "rights", mode="after")
    @classmethod
    def _empty_is_absent(cls, value: str | None) -> str | None:
        return value if value and value.strip() else None

    @model_validator(mode="after")
    def _has_text(self) -> RawArticle:
        if self.headline is None and self.body is None:
            raise ValueError("headline and body are both absent or empty")
        return self
