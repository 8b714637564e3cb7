"""Roads: both ends of a short road on which people came to harm."""

from __future__ import annotations

import pytest

from tests.streams.extraction.reading import places_in


def struck(text: str) -> list[str]:
    return [one.name for one in places_in(text) if one.role == "struck" and one.precision == "town"]


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("Rebels killed nine Congolese soldiers on the Goma-Sake road.", ["Goma", "Sake"]),
        ("The Idlib-Ariha road ambush killed four Syrian soldiers.", ["Idlib", "Ariha"]),
        ("Rebels killed nine Congolese soldiers on the Goma-Kinshasa road.", []),
        ("Rebels killed nine Congolese soldiers. The Goma-Sake road is closed.", []),
        ("The Goma-Sake team killed the match in Congo.", []),
    ],
)
def test_the_ends_of_a_short_road_are_struck(text: str, towns: list[str]) -> None:
    assert struck(text) == towns
