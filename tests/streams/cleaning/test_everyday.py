"""Everyday news is known by its first paragraphs, and cut into segments only when somebody asks."""

from __future__ import annotations

from schemas.article import RawArticle
from streams.cleaning.clean import clean_article
from streams.cleaning.everyday import everyday
from streams.stage import Context
from streams.text.types import CleanArticle

PLAIN = "The orchestra of the valley plays in the old mill again, its director said on Tuesday."
FILM = "In the last scene of the film a farmer is killed by his own brother, which some found too much."
BODY = [*[PLAIN] * 10, FILM]


def cleaned(body: list[str]) -> CleanArticle:
    raw = RawArticle(uri="a", headline="Mill sold", body="\n\n".join(body))
    return clean_article(raw, Context(timestamp_ms=0))


def test_an_article_with_too_few_terms_is_known_by_its_opening() -> None:
    known = everyday(["Mill sold"], BODY, 200)
    assert known is not None
    assert known.hits > 0
    assert known.opening[0] == "Mill sold" and 2 < len(known.opening) < len(BODY)


def test_a_short_article_is_not_known_so() -> None:
    assert everyday(["Mill sold"], [PLAIN, FILM], 100) is None


def test_an_article_with_enough_terms_is_not_known_so() -> None:
    assert everyday(["Mill sold"], [*BODY, "Rebels shelled the town and killed nine soldiers."], 200) is None


def test_furniture_in_the_opening_leaves_it_open() -> None:
    assert everyday(["Mill sold"], [PLAIN, "Most read", *BODY], 200) is None
    assert everyday(["Mill sold"], [f"{PLAIN} Visited 14 times", *BODY], 200) is None
    assert everyday([PLAIN], BODY, 200) is None


def test_the_segments_of_a_dismissed_article_are_there_when_asked_for() -> None:
    article = cleaned([*BODY, "Visited 14 times"])
    assert article.dismissed
    assert [segment.kind for segment in article.segments] == ["headline", *["paragraph"] * len(BODY), "other"]
    assert article.segments[1].text == PLAIN and len(article.segments[:2]) == 2
