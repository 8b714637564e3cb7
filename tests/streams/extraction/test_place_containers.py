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
        ("Raiders burned the Jaiba camp in Ituri province, killing two.", "Jaiba", "CD"),
        ("Raiders burned the Jaiba camp in Ituri, killing two.", "Jaiba", "CD"),
        ("Indian rebels shot dead two villagers in Qorvana, P.S. Zurumba, on Monday.", "Qorvana", "IN"),
    ],
)
def test_a_region_around_the_place_struck_is_not_struck_itself(text: str, struck: str, country: str) -> None:
    assert [(one.name, one.country) for one in struck_places(places_in(text))] == [(struck, country)]


def test_neighbours_in_a_list_do_not_contain_each_other() -> None:
    found = struck_places(places_in("Shells hit Orikhiv and Robotyne in Ukraine."))
    assert [one.name for one in found] == ["Orikhiv", "Robotyne"]


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
