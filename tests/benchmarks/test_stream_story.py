"""How an attack is told in the generated stream: the truth is what the last own report says."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from benchmarks.stream import outlets
from benchmarks.stream_story import Delivery, Story, Traps, Truth
from benchmarks.stream_texts import Scene, Texts, spelled

START = datetime(2026, 3, 10, 9, tzinfo=UTC)


def told(seed: int, traps: Traps = Traps()) -> tuple[list[Delivery], Truth]:  # noqa: B008 - it is frozen
    chance = random.Random(seed)
    scene = Scene("UA", "Sumy", "Amber market", "shelling", START.date())
    story = Story(chance, Texts(chance), outlets(), "i1", scene, START, traps)
    return story.told(), story.truth


@pytest.mark.parametrize("seed", range(12))
def test_the_truth_stands_in_a_report_that_is_no_copy(seed: int) -> None:
    deliveries, truth = told(seed)
    own = [each.article["body"].casefold() for each in deliveries if each.copy_of is None]
    assert truth.killed is not None
    assert any(spelled(truth.killed[0]) in text or str(truth.killed[0]) in text for text in own)


@pytest.mark.parametrize("seed", range(12))
def test_copies_name_an_article_of_another_family(seed: int) -> None:
    deliveries, _ = told(seed)
    family = {each.article["uri"]: each.article["source"]["family"] for each in deliveries}
    assert all(family[each.article["uri"]] != family[each.copy_of] for each in deliveries if each.copy_of)


def test_a_false_story_ends_with_an_authority() -> None:
    deliveries, truth = told(3, Traps(retracted=True))
    assert truth.retracted and truth.killed is None
    last = max(deliveries, key=lambda each: each.moment)
    assert "police" in last.article["body"].casefold() and last.article["source"]["family"].startswith("official")


def test_a_trap_names_the_site_everywhere() -> None:
    deliveries, _ = told(5, Traps(names_site=True))
    assert all("Amber market" in each.article["body"] for each in deliveries)
