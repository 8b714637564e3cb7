"""Floors of following: four storylines of our own, each four or five attacks told in 22 deliveries."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.storylines import Storyline, follow, read_storyline, scores

FILES = sorted((Path(__file__).parent / "storylines").glob("*.jsonl"))
#: Means over the storylines; raise them when following gets better.
FLOORS = {"grouping": 0.90, "messages": 0.82, "sources": 0.82, "killed": 0.80, "wounded": 0.80}


@pytest.fixture(scope="module")
def storylines() -> list[Storyline]:
    return [read_storyline(path) for path in FILES]


@pytest.fixture(scope="module")
def means(storylines: list[Storyline]) -> dict[str, float]:
    each = [scores(storyline, follow(storyline.deliveries)) for storyline in storylines]
    return {name: sum(one[name] for one in each) / len(each) for name in FLOORS}


@pytest.mark.parametrize("name", FLOORS)
def test_storylines_are_followed_at_least_this_well(name: str, means: dict[str, float]) -> None:
    assert means[name] >= FLOORS[name]
