"""Resolution: a name is a place or not, and which one."""

from __future__ import annotations

import pytest

from streams.extraction.places import struck_places
from tests.reading import read
from tests.streams.extraction.reading import places_in


@pytest.mark.parametrize(
    ("text", "name", "country", "precision"),
    [
        ("Troops shelled the city of Kherson in Ukraine.", "Kherson", "UA", "town"),
        ("Troops shelled villages in Kherson region in Ukraine.", "Kherson", "UA", "admin1"),
        ("Syrian jets bombed Hama.", "Hama", "SY", "town"),
        ("A Chilean policeman was shot in Santiago.", "Santiago", "CL", "town"),
        ("A policeman was shot in Santiago, Dominican Republic.", "Santiago", "DO", "admin1"),
        ("Russian artillery shelled Odessa.", "Odessa", "UA", "town"),
        ("GUERRILLAS ATTACKED SAN MIGUEL, EL SALVADOR, TODAY.", "SAN MIGUEL", "SV", "town"),
        ("Afghan troops fought in Ghaziabad district, Kunar province.", "Ghaziabad", "AF", "district"),
    ],
)
def test_a_name_means_the_place_its_surroundings_point_to(text: str, name: str, country: str, precision: str) -> None:
    mention = next(mention for mention in places_in(text) if mention.name == name)
    assert (mention.country, mention.precision) == (country, precision)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Gunmen burned houses in the village of Tanwarou in Mali.", "Tanwarou", "ML"),
        ("Two died at Zumbaro, Nigeria, when a bomb exploded.", "Zumbaro", "NG"),
        ("Somali troops were ambushed near Xaranqo.", "Xaranqo", "SO"),
        ("Militants attacked Qorvanda, a village in Kunar, Afghanistan.", "Qorvanda", "AF"),
    ],
)
def test_an_unknown_name_that_the_text_places_is_a_town_without_an_id(text: str, name: str, country: str) -> None:
    mention = next(mention for mention in places_in(text) if mention.name == name)
    assert (mention.country, mention.precision, mention.geoname_id, mention.lat) == (country, "town", None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Mr Hassan Mosul spoke for an hour.",
        "General Victoria Kent met Franklin Lincoln.",
        "In March the attack was forgotten.",
        "Hope was lost and Reading was hard.",
        "He posted it on Facebook in English.",
        "Police questioned a man in Parliament.",
    ],
)
def test_people_words_and_institutions_are_no_places(text: str) -> None:
    assert places_in(text) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A bomb went off on Medellin Street in San Salvador.", "Medellin"),
        ("Two men died, the Baghdad Times and the Washington Post reported from Iraq.", "Washington"),
        ("LIMA, 3 MAY 90 (RADIO SONORA) -- A BOMB KILLED TWO PERUVIAN GUARDS.", "SONORA"),
        ("A bomb damaged the Pacific oil pipeline in Colombia.", "Pacific"),
        ("Gunmen stormed the Bella Vista Hotel, killing six guests.", "Bella Vista"),
        ("Al-Quds hospital was hit on Tuesday, killing two people.", "Al-Quds"),
        ("The town lies across the Dnipro from the guns and drones of the enemy.", "Dnipro"),
        ("Shells hit barges on the Dnipro's left bank.", "Dnipro"),
    ],
)
def test_names_of_streets_papers_stations_rivers_and_buildings_are_no_places(text: str, name: str) -> None:
    assert name not in [mention.name for mention in places_in(text)]


@pytest.mark.parametrize(
    "text",
    ["Shells hit Dnipro from three sides.", "Shells hit the Dnipro suburbs.", "Shells hit the Dnipro and Sumy areas."],
)
def test_a_town_with_the_name_of_a_river_is_a_place(text: str) -> None:
    assert "Dnipro" in [mention.name for mention in places_in(text)]


def test_the_only_place_of_a_name_is_meant_across_the_border_too() -> None:
    (*_, metula) = places_in("Rockets fired from southern Lebanon killed a farmer in Metula.")
    assert (metula.country, metula.name) == ("IL", "Metula")


def test_a_name_keeps_its_country_within_an_article() -> None:
    found = places_in("Indian troops were shelled in Poonch.", "The guns fired at Poonch district all night.")
    assert {mention.country for mention in found} == {"IN"}


def test_a_group_that_bears_the_name_of_a_town_elsewhere_is_no_place() -> None:
    text = "Fano militiamen ambushed police near Debre Markos in the Amhara region on Thursday."
    assert [place.name for place in struck_places(read(text, "Ethiopia: Fano attack").places)][-1] == "Debre Markos"
    assert "Fano" not in {place.name for place in read(text, "Ethiopia: Fano attack").places}
    assert {place.country for place in read("A car bomb killed two in the Italian town of Fano.").places} == {"IT"}


@pytest.mark.parametrize("name", ["Al-Hasakah", "Kharkiv"])
def test_a_hospital_called_by_the_own_name_of_a_town_lies_there(name: str) -> None:
    assert name in [mention.name for mention in places_in(f"Shells hit {name} hospital, killing two people.")]


@pytest.mark.parametrize(
    "text",
    ["A ferry was hit in the Gulf of Oman, 30 miles off Fujairah.", "A ferry was hit in the Red Sea, near Eritrea."],
)
def test_a_sea_is_a_sea_whatever_town_or_country_is_named_beside_it(text: str) -> None:
    assert [(place.precision, place.country) for place in places_in(text)][0] == ("sea", None)
