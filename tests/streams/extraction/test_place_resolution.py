"""Resolution: a name is a place or not, and which one."""

from __future__ import annotations

import pytest

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
