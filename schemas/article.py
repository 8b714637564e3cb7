"""RawArticle: a news article as a feed delivers it, flat, meanings from IPTC ninjs.

Only ``uri`` and one of ``headline`` / ``body`` are required; ``""`` counts as absent. Names of schema.org NewsArticle,
ninjs 1-3, NewsAPI, news-please and trafilatura are accepted (``schemas/aliases.py``). Unknown fields are ignored.
Example: ``RawArticle(uri="a", headline="Two hurt in drone strike").pub_status == "usable"``.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints, field_validator, model_validator
from pydantic_core import PydanticCustomError

from schemas.aliases import canonical_fields
from schemas.base import Message, Time, words
from schemas.vocabulary import ContentType, PubStatus

#: Limits in bytes of UTF-8.
MAX_BODY_BYTES = 1_000_000
MAX_FIELD_BYTES = 2_000

# A code point takes at most 4 bytes: text no longer than this needs no encoding to be known small enough.
_SURELY_SMALL = MAX_FIELD_BYTES // 4

# The limits in code points here are implied by those in bytes; they are published and cost nothing.
Text = Annotated[str, StringConstraints(strict=True, max_length=MAX_FIELD_BYTES)]
BodyText = Annotated[str, StringConstraints(strict=True, max_length=MAX_BODY_BYTES)]

_STATUSES = frozenset(PubStatus)
_CONTENT_TYPES = {"text/plain": "text/plain", "text/html": "text/html", "application/xhtml+xml": "text/html"}


class ArticleSource(Message):
    """Who publishes: display name, domain, and the family of outlets that share text, where the feeder knows it."""

    name: Text | None = Field(None, description="Display name of the publisher.")
    domain: Text | None = Field(None, description="Domain of the publisher.")
    family: Text | None = Field(None, description="Family of outlets that share text.")


class RawArticle(Message):
    """One version of one article."""

    # Null and "" are accepted and count as absent, so one of the two must hold at least one character.
    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [
                {"required": [name], "properties": {name: {"type": "string", "minLength": 1}}}
                for name in ("headline", "body")
            ]
        }
    )

    uri: Annotated[Text, Field(min_length=1, description="Identifier of the article over all its versions.")]
    url: Text | None = Field(None, description="Where the article can be read.")
    headline: Text | None = None
    summary: Text | None = Field(None, description="Teaser or abstract; read like the first paragraph.")
    body: BodyText | None = Field(None, description="The text, plain or HTML, at most 1 MB.")
    content_type: Annotated[Text, words(ContentType)] = Field("text/plain", description="Media type of the body.")
    language: Text | None = Field(None, description="BCP 47; without it the text is taken to be English.")
    published_at: Time | None = Field(
        None, description="When this version was published; absent: freshness not judged."
    )
    modified_at: Time | None = None
    retrieved_at: Time | None = Field(None, description="When the feeder got it; absent: the record's timestamp.")
    version: Annotated[int, Field(ge=0, le=1_000_000, strict=True)] | None = Field(
        None, description="Counts up; a higher version replaces what lower ones reported."
    )
    source: ArticleSource = Field(default_factory=ArticleSource)
    byline: Text | None = None
    dateline: Text | None = Field(None, description="Place the article was filed from.")
    pub_status: Annotated[Text, words(PubStatus)] = Field("usable", description="canceled withdraws the article.")
    embargoed_until: Time | None = Field(None, description="Not read as long as the record is older than this.")
    rights: Text | None = Field(None, description="Copyright notice and usage terms.")
    subjects: tuple[Text, ...] = Field((), description="Topics and keywords, at most 2 kB together.")

    @model_validator(mode="before")
    @classmethod
    def _as_received(cls, value: Any) -> Any:
        """Accept aliases, leave out what is absent, refuse what is empty or too large."""
        if not isinstance(value, dict):
            return value
        fields = canonical_fields(value)
        for name, given in fields.items():
            if isinstance(given, str) and len(given) > _SURELY_SMALL:
                _check_size(name, given, MAX_BODY_BYTES if name == "body" else MAX_FIELD_BYTES)
        if isinstance(source := fields.get("source"), dict):
            for part, given in source.items():
                if isinstance(given, str) and len(given) > _SURELY_SMALL and part in ArticleSource.model_fields:
                    _check_size(f"source.{part}", given, MAX_FIELD_BYTES)
        if isinstance(subjects := fields.get("subjects"), list | tuple):
            _check_list_size("subjects", subjects)
        if "headline" not in fields and "body" not in fields:
            raise PydanticCustomError("no_text", "both are absent or empty", {"field": "headline and body"})
        return fields

    @field_validator("pub_status", mode="before")
    @classmethod
    def _known_status(cls, value: Any) -> Any:
        """Normalise case, NewsML's prefix and the other spelling. An unknown word may be a kill order: never guess."""
        if not isinstance(value, str):
            return value
        word = value.strip().lower().removeprefix("stat:")
        word = "canceled" if word == "cancelled" else word
        if word not in _STATUSES:
            raise ValueError("not one of usable, withheld, canceled")
        return word

    @field_validator("content_type", mode="before")
    @classmethod
    def _known_content_type(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        known = _CONTENT_TYPES.get(value.partition(";")[0].strip().lower())
        if known is None:
            raise PydanticCustomError("unsupported", "neither text/plain nor text/html")
        return known


def _check_size(name: str, text: str, limit: int) -> None:
    if len(text) * 4 > limit and (size := len(text.encode("utf-8", "surrogatepass"))) > limit:
        raise _too_large(name, size, limit)


def _check_list_size(name: str, items: list[Any] | tuple[Any, ...]) -> None:
    # Every item counts at least one byte, so that a million empty or wrong ones are refused too.
    size = sum(max(1, len(item.encode("utf-8", "surrogatepass"))) if isinstance(item, str) else 1 for item in items)
    if size > MAX_FIELD_BYTES:
        raise _too_large(name, size, MAX_FIELD_BYTES)


def _too_large(name: str, size: int, limit: int) -> PydanticCustomError:
    return PydanticCustomError(
        "too_large", "{size} bytes, at most {limit} are allowed", {"field": name, "size": size, "limit": limit}
    )
