"""Context: how strongly an article points to each country."""

from __future__ import annotations

import pytest

from streams.extraction.place_context import load_reference, weigh_countries
from streams.extraction.place_names import find_names, letter_case
from tests.reading import event_of
from tests.streams.extraction.reading import read_text


def hints(text: str) -> dict[str, float]:
    clean, sentences = read_text(text)
    reference = load_reference()
    found = [find_names(sentence, letter_case(sentence.segment), reference) for sentence in sentences]
    return dict(weigh_countries(sentences, found, clean, reference))


def test_peoples_groups_and_towns_point_to_a_country() -> None:
    assert hints("Malian soldiers fought JNIM near Timbuktu.")["ML"] > hints("Malian soldiers fought.")["ML"]


def test_two_words_name_a_people() -> None:
    assert set(hints("South Sudanese troops fought.")) == {"SS"}


def test_a_country_that_everybody_speaks_of_counts_less() -> None:
    found = hints("American and Yemeni officials met.")
    assert found["US"] < found["YE"]


def test_the_region_in_the_title_of_an_outlet_points_to_its_country() -> None:
    assert hints("Two were killed, a farmer told Voz del Putumayo.") == {"CO": 0.5}
    assert hints("Two were killed, Marco Cordoba said.") == {}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Drones killed a soldier near El Placer, a farmer said.\n\nEl Placer, a village, lies near La Hormiga.", "CO"),
        ("Gunmen killed five people in El Placer, Voz del Putumayo said.", "CO"),
        ("Gunmen killed five people in San Fernando. The road from Pasto to Tumaco was closed.", "CO"),
        ("Gunmen killed five people in San Isidro. The road from Chilpancingo to Iguala was closed.", "MX"),
        ("Gunmen killed five people in Tripoli. The road to Zahle and Baalbek was closed.", "LB"),
        ("Gunmen killed five people in San Fernando, Philippines. Two were from Pasto.", "PH"),
    ],
)
def test_an_ambiguous_name_follows_the_names_that_are_sure(text: str, country: str) -> None:
    event = event_of(text)
    assert (event.country, {place.country for place in event.places}) == (country, {country})
