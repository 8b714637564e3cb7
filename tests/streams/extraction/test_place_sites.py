"""Sites: names of buildings, grounds and parts of a town are no places."""

from __future__ import annotations

import pytest

from streams.extraction.places import struck_places
from tests.reading import event_of
from tests.streams.extraction.reading import places_in, role_in


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("A bomb exploded in the Lantern market in Kirkuk on Tuesday, killing two.", ["Kirkuk"]),
        ("Shells hit the Cypress hospital in Ouahigouya on Tuesday, killing two.", ["Ouahigouya"]),
        ("Gunmen opened fire in the Cypress bakery in Odesa on Tuesday, killing two.", ["Odesa"]),
        ("Gunmen opened fire at the Qorvana bus station of Kirkuk, killing two.", ["Kirkuk"]),
        ("A bomb exploded in Qorvana market in Iraq on Tuesday, killing two.", ["Qorvana"]),
        ("Shells hit Kherson market in Ukraine, killing two.", ["Kherson"]),
    ],
)
def test_a_building_of_a_town_is_no_place_beside_it(text: str, struck: list[str]) -> None:
    assert [one.name for one in struck_places(places_in(text))] == struck


@pytest.mark.parametrize(
    ("text", "struck", "country"),
    [
        ("A bomber killed seven people near Mogadishu's Lido beach on Monday.", ["Mogadishu"], "SO"),
        ("Drones killed three people in Odesa's Arcadia beach area on Monday.", ["Odesa"], "UA"),
        ("Shells killed three people in Omdurman's Libya market on Monday.", ["Omdurman"], "SD"),
        ("Drones killed nine people in Kharkiv's Chuhuiv district on Monday.", ["Chuhuiv"], "UA"),
        ("Gunmen killed nine people in Sudan's Kassala market on Monday.", ["Kassala"], "SD"),
        ("Gunmen killed nine people in Benue's Makurdi area on Monday.", ["Makurdi"], "NG"),
    ],
)
def test_what_a_town_owns_is_no_place_of_another_country(text: str, struck: list[str], country: str) -> None:
    event = event_of(text)
    assert ([place.name for place in event.places], event.country) == (struck, country)


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("A bomb went off inside Jamia Masjid Mandan, Bannu, on Friday, killing 12.", ["Bannu"]),
        ("A bomber killed 12 people at Imambargah Qasr-e-Zainab, Quetta, on Friday.", ["Quetta"]),
        ("Gunmen killed 12 people at Gurdwara Har Rai Sahib, Kabul, on Friday.", ["Kabul"]),
        ("A grenade killed two people at the Parroquia San Miguel, Cali, on Friday.", ["Cali"]),
        ("Gunmen killed five people at Chowk Yadgar, Peshawar, on Friday.", ["Peshawar"]),
        ("Shells hit Souk Sitta in El Obeid on Friday, killing five people.", ["El Obeid"]),
        ("Drones killed five people at Camp Ashraf, Baghdad, on Friday.", ["Baghdad"]),
    ],
)
def test_a_word_of_another_language_makes_a_name_a_building(text: str, struck: list[str]) -> None:
    assert [one.name for one in struck_places(places_in(text))] == struck


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("Gunmen killed five people in Souk Ahras, Algeria, on Friday.", ["Souk Ahras"]),
        ("Gunmen killed five people in Chowk Azam, Pakistan, on Friday.", ["Chowk Azam"]),
        ("Gunmen killed five people in Masjid Tanah, Malaysia, on Friday.", ["Masjid Tanah"]),
        ("Gunmen killed five people in the town of Masjid Tanah on Friday.", ["Masjid Tanah"]),
        ("Gunmen killed five people in Souq al-Khamis, near Tripoli, on Friday.", ["Souq al-Khamis"]),
    ],
)
def test_a_town_may_be_named_after_a_building(text: str, struck: list[str]) -> None:
    assert [one.name for one in struck_places(places_in(text))] == struck


def test_a_town_after_its_building_takes_the_preposition() -> None:
    assert role_in("A bomb went off inside Lal Masjid, Islamabad, on Friday, killing two.", "Islamabad") == "struck"


def test_a_town_named_after_a_market_has_no_site_of_its_name() -> None:
    assert event_of("Gunmen killed five people in Souk Ahras, Algeria, on Friday.").site is None
