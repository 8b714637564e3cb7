"""The texts of the generated stream say what they are asked to say."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from benchmarks.stream_texts import DETAILS, Figures, Named, Scene, Text, Texts, capital, spelled

AT = datetime(2026, 3, 10, 12, tzinfo=UTC)
SCENE = Scene("UA", "Sumy", "Amber market", "shelling", AT.date())


def report(form: str, seed: int = 1, named: Named = Named()) -> Text:  # noqa: B008 - it is a tuple
    texts = Texts(random.Random(seed))
    return texts.report(
        form,
        SCENE,
        Figures(7, 12),
        AT,
        details=texts.details(),
        named=named,
        old="nine",
        Died="Two people",
        agency="Corvid Wire",
    )


@pytest.mark.parametrize("form", ["own", "early", "later", "correction", "died_later", "rewrite", "retraction"])
def test_every_form_names_place_and_day(form: str) -> None:
    lead = report(form).paragraphs[0]
    assert "Amber market in Sumy" in lead and "Tuesday" in lead and "{" not in lead


@pytest.mark.parametrize("form", ["own", "early", "later", "correction", "died_later", "rewrite"])
def test_every_form_but_the_retraction_gives_both_figures(form: str) -> None:
    lead = report(form).paragraphs[0].casefold()
    assert ("seven" in lead or "7" in lead) and "12" in lead


def test_what_shall_not_be_named_is_not_named() -> None:
    text = report("own", named=Named(site=False, day=False))
    assert "Amber" not in text.body and "Tuesday" not in text.paragraphs[0]


def test_details_are_told_once() -> None:
    texts = Texts(random.Random(1))
    details = texts.details()
    before = len(details)
    texts.report("own", SCENE, Figures(7, 12), AT, details=details)
    assert len(details) == before - DETAILS


def test_everyday_articles_have_headline_and_text() -> None:
    texts = Texts(random.Random(1))
    told = [texts.everyday(AT) for _ in range(40)]
    assert all(each.headline and each.body and "{" not in each.body for each in told)


def test_numbers_are_spelled_as_in_the_news() -> None:
    assert (spelled(4), spelled(10), capital("two")) == ("four", "10", "Two")
