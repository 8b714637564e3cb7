"""Headlines: the wider place they name gives way to the one the body tells."""

from __future__ import annotations

from streams.extraction.places import struck_places
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
