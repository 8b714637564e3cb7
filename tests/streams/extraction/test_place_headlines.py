"""Headlines: the wider place they name gives way to the one the body tells."""

from __future__ import annotations

import pytest

from streams.extraction.places import struck_places
from tests.reading import event_of
from tests.streams.extraction.reading import places_in


def struck(headline: str, body: str) -> list[str]:
    return [one.name for one in struck_places(places_in(body, headline=headline))]


def test_a_town_of_the_same_region_in_the_headline_only_is_not_struck() -> None:
    body = "Two bombs dropped from a plane killed nine in Qorvana township of Myanmar's Sagaing Region."
    assert struck("Bombs fall on vigil in Sagaing", body) == ["Qorvana"]


def test_a_landmark_gives_way_to_the_village_named_later() -> None:
    body = "Rebels killed nine people in a village near Djugu, in Congo. They stormed the village of Qorvana at noon."
    assert struck("Nine villagers killed near Djugu", body) == ["Qorvana"]


def test_a_town_that_the_body_tells_struck_too_stays() -> None:
    body = "Drones hit Kassala and Atbara in Sudan, killing two."
    assert struck("Drones hit Kassala and Atbara", body) == ["Kassala", "Atbara"]


@pytest.mark.parametrize(
    ("headline", "names"),
    [
        ("Advisory 9/26: attack on merchant vessel, southern Red Sea", ["Red Sea"]),
        ("Advisory 9/26: attack on merchant vessel, Bab al-Mandab", ["Hodeidah"]),
        ("Insurers fear attacks, Red Sea rates rise", ["Hodeidah"]),
    ],
)
def test_the_sea_that_ends_a_headline_about_a_ship_is_where_it_was_attacked(headline: str, names: list[str]) -> None:
    told = event_of("A vessel was hit by a missile 40 nautical miles west of Hodeidah, Yemen, on Friday.", headline)
    assert [place.name for place in told.places] == names
