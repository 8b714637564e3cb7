"""Weapon nouns that are joined: with an origin between them, with kinds, with a word for both."""

from __future__ import annotations

import pytest

from tests.streams.extraction.weapon_reading import phrases_of


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("They fired four missiles from Voronezh region, and 60 drones from Kursk.", [[4, 60]]),
        ("They sent 70 Shahed, Gerbera and other types of strike UAVs.", [[70]]),
        ("They used 31 drones of various types and six missiles.", [[31, 6]]),
        ("They fired nine drones along with two missiles.", [[9, 2]]),
        ("Two missiles from Crimea hit the port and 15 drones were downed.", [[2], [15]]),
        ("They hit posts with missiles, and 15 drones were downed.", [[2], [15]]),
        ("Nine drones of the army and two missiles were downed.", [[9], [2]]),
    ],
)
def test_weapons_are_joined_where_only_their_origin_or_kind_stands_between(text: str, counts: list[list[int]]) -> None:
    found = [[group.count.min for group in phrase.groups if group.count] for phrase in phrases_of(text)]
    assert found == counts
