"""Datelines: where a report was filed."""

from __future__ import annotations

import pytest

from tests.reading import event_of
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
        ("Office of the Governor, Maradi, 13 March 2026.", "Maradi", "dateline"),
        ("Office workers were shot in Maradi, 13 of them on March 3.", "Maradi", "struck"),
    ],
)
def test_only_names_at_the_beginning_are_datelines(text: str, name: str, role: str) -> None:
    assert role_in(text, name) == role


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("⚡️Shebekino is under fire from a rocket launcher. Two wounded by shells.", ["Shebekino"]),
        ("🔴 Marjayoun! Israeli shells killed two people.", ["Marjayoun"]),
        ("Again Metula. Three people were wounded by rockets.", ["Metula"]),
        ("Once more Sumy. A missile killed two people.", ["Sumy"]),
        ("❗️Moscow. The ministry said two people were killed in Kherson by drones.", ["Kherson"]),
        ("⚡️Dubai stays closed for flights. Two people were killed by drones in Aden.", ["Aden"]),
        ("Burhan is under fire for his words. Drones killed two people in Omdurman.", ["Omdurman"]),
    ],
)
def test_a_post_that_opens_with_a_town_is_about_it(text: str, places: list[str]) -> None:
    assert [place.name for place in event_of(text).places] == places
