"""Choice: which of the places of an article were struck."""

from __future__ import annotations

from streams.extraction.place_choice import country_of, struck_places
from tests.streams.extraction.reading import places_in


def struck(*paragraphs: str) -> list[str]:
    return [one.name for one in struck_places(places_in(*paragraphs))]


def test_a_country_told_of_later_is_not_struck_beside_a_town() -> None:
    assert struck(
        "Gunmen killed nine in Djibo, Burkina Faso.", "The group, which fights in Mali, claimed the attack."
    ) == ["Djibo"]


def test_a_region_gives_way_to_the_town_inside_it() -> None:
    assert struck("Shells hit Donetsk region in Ukraine and the town of Lyman.") == ["Lyman"]


def test_the_country_is_that_of_most_places_struck() -> None:
    mentions = places_in("Jets bombed Tyre and Sidon in Lebanon and a convoy in Syria.")
    assert country_of(struck_places(mentions), mentions) == "LB"


def test_the_town_that_an_authority_speaks_of_stands_before_its_region() -> None:
    assert struck("Borno State police say that the tale of gunmen at a school, Biu, is false.") == ["Biu"]


def test_a_town_named_again_as_its_district_is_struck_all_the_same() -> None:
    text = "Bandits shot at a van between Wase and Qorvana, in Wase Local Government Area of Nigeria, killing six."
    assert struck(text) == ["Wase", "Qorvana"]
