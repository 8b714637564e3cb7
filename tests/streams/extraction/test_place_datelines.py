"""Datelines: where a report was filed."""

from __future__ import annotations

import pytest

from tests.streams.extraction.reading import role_in


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("GOMA, Congo (Agency) - Shells hit a market.", "GOMA", "dateline"),
        ("BAMAKO — A mine killed two soldiers.", "BAMAKO", "dateline"),
        ("DAMASCUS, Nov. 24 (Agency) -- A bomb hit a mosque.", "DAMASCUS", "dateline"),
        (
            "NEW DELHI: A car exploded near a bus stop and killed two people on their way to work.",
            "NEW DELHI",
            "dateline",
        ),
        ("Shells hit Goma - the second time this week.", "Goma", "struck"),
    ],
)
def test_only_names_at_the_beginning_are_datelines(text: str, name: str, role: str) -> None:
    assert role_in(text, name) == role
