"""Containers: which region or country the text itself puts a place in."""

from __future__ import annotations

import pytest

from streams.extraction.places import struck_places
from tests.reading import event_of
from tests.streams.extraction.reading import places_in


@pytest.mark.parametrize(
    ("text", "struck", "country"),
    [
        ("Bombs hit Barvinkove, in Ukraine's Kharkiv region, on Monday.", "Barvinkove", "UA"),
        ("Gunmen killed six in Qorvana, in Kenya's Lamu county.", "Qorvana", "KE"),
        ("Rebels attacked Qorvana, a cluster of hamlets in Djugu territory, in Congo.", "Qorvana", "CD"),
        ("Shells killed two in the Qorvana district of Afghanistan's Paktika province.", "Qorvana", "AF"),
        ("A mine killed two in Kumo, 15 km east of Kadugli.", "Kumo", "SD"),
    ],
)
def test_a_region_around_the_place_struck_is_not_struck_itself(text: str, struck: str, country: str) -> None:
    assert [(one.name, one.country) for one in struck_places(places_in(text))] == [(struck, country)]


def test_neighbours_in_a_list_do_not_contain_each_other() -> None:
    found = struck_places(places_in("Shells hit Orikhiv and Robotyne in Ukraine."))
    assert [one.name for one in found] == ["Orikhiv", "Robotyne"]


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
    ("text", "country"),
    [
        (
            "A shell killed a driver near the southern Lebanese village of Tyre Harfa on Thursday. Israel denied it.",
            "LB",
        ),
        ("A drone killed two men in the Syrian village of Tripoli on Thursday.", "SY"),
        ("Israel hit the Syrian port city of Latakia on Thursday, killing two.", "SY"),
        ("Drones hit the Russian border town of Sudzha on Thursday, killing two.", "RU"),
    ],
)
def test_the_adjective_of_a_town_is_its_country(text: str, country: str) -> None:
    assert {place.country for place in event_of(text).places} == {country}


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
