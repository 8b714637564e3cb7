"""Relations between figures: what a later sentence does to the count so far."""

from __future__ import annotations

import pytest

from schemas.base import Count
from streams.extraction.anchoring import anchor_claims
from streams.extraction.relations import Reading, relation_of, was_said_before
from streams.extraction.story import read_story
from tests.reading import read

FIRST = "Shells hit a market in Goma on Thursday, killing four people, officials said."


def readings(later: str) -> tuple[Reading, Reading, str]:
    """Return the readings of both sentences, and the relation of the second to the first."""
    article = read(f"{FIRST}\n\n{later}")
    anchored = [each for each in anchor_claims(article, read_story(article)) if each.claim.kind == "killed"]
    first, second = anchored[0], anchored[-1]
    held, new = (Reading(each.claim.sentence, each.claim.count, (each,)) for each in (first, second))
    return held, new, relation_of(Count(min=4, max=4), held, new, article)


@pytest.mark.parametrize(
    ("later", "relation"),
    [
        ("The death toll rose to six, the mayor said.", "replaces"),
        ("Police later said that six people were killed.", "replaces"),
        ("The rebels put the number of dead at nine.", "disputes"),
        ("Five attackers were killed.", "adds"),
        ("No children were killed.", "repeats"),
        ("A nurse who was killed had three sons.", "repeats"),
    ],
)
def test_a_later_figure_says_what_it_does_to_the_first(later: str, relation: str) -> None:
    assert readings(later)[2] == relation


def test_what_a_source_had_said_is_older_than_what_is_told() -> None:
    article = read(
        "The mayor had said on Thursday that shells killed six people in Goma. Shells killed four people in Sake."
    )
    claims = [claim for claim in article.claims if claim.kind == "killed"]
    assert [was_said_before(claim, article) for claim in claims] == [True, False]
