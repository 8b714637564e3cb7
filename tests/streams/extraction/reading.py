"""Builders for the tests of places: sentences and an article from plain text."""

from __future__ import annotations

from schemas.article import RawArticle
from streams.extraction.places import read_places
from streams.text.sentences import split_sentences
from streams.text.types import CleanArticle, PlaceMention, Segment, Sentence


def read_text(*paragraphs: str, headline: str = "") -> tuple[CleanArticle, tuple[Sentence, ...]]:
    """Return a clean article of these paragraphs and its sentences."""
    segments = [Segment("headline", "headline", headline, 0)] if headline else []
    at = 0
    for number, text in enumerate(paragraphs):
        segments.append(Segment("body", "paragraph", text, at, None, number))
        at += len(text) + 2
    body = "\n\n".join(paragraphs)
    article = RawArticle(uri="t", headline=headline or None, body=body or None)
    return CleanArticle(article, tuple(segments), body, "en"), split_sentences(segments)


def places_in(*paragraphs: str, headline: str = "") -> tuple[PlaceMention, ...]:
    """Return the place mentions of an article."""
    clean, sentences = read_text(*paragraphs, headline=headline)
    return read_places(sentences, clean)


def role_in(text: str, name: str) -> str:
    """Return the role of the last mention of a name."""
    return [mention.role for mention in places_in(text) if mention.name == name][-1]
