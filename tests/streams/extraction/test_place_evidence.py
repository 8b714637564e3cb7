"""Evidence: what in a text makes a name that the gazetteer does not know a place."""

from __future__ import annotations

import pytest

from streams.extraction.places import struck_places
from tests.streams.extraction.reading import places_in


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Horsemen raided Zurumba, in eastern Chad, and shot four herders.", "Zurumba"),
        ("Malian jets bombed Tanwarou on Monday.", "Tanwarou"),
        ("Gunmen swept into Tanwarou and burned the market, Malian officials said.", "Tanwarou"),
        ("A bomb hit a clinic in Tanwarou on Tuesday, killing a Malian nurse.", "Tanwarou"),
        ("Malian troops shelled Gao and Tanwarou with mortars.", "Tanwarou"),
        ("Residents of Tanwarou, in Mali's Mopti region, said that soldiers shot nine men.", "Tanwarou"),
        ("Shells fell on Tanwarou, 15 km east of Gao, killing two.", "Tanwarou"),
        ("A shell killed two at Qorvana Junction in Mali.", "Qorvana Junction"),
        ("Tanwarou came under mortar fire on Friday and a Malian baker died.", "Tanwarou"),
        ("The raiders, whom Malian herders fear, came to Tanwarou from two sides and shot nine men.", "Tanwarou"),
        ("Malian jets bombed a store in the vicinity of Tanwarou.", "Tanwarou"),
        ("A blast between Tanwarou and Zurumba killed two Malian soldiers.", "Tanwarou"),
        ("The explosion took place at about 3 p.m. between Tanwarou and Zurumba, a Malian officer said.", "Zurumba"),
        ("A mine exploded between Tanwarou and Zurumba and killed two Malian soldiers.", "Tanwarou"),
    ],
)
def test_the_words_around_an_unknown_name_make_it_a_place(text: str, name: str) -> None:
    assert name in [mention.name for mention in places_in(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Troops attacked Boko Haram on Monday in Borno.",
        "Qorvana Besti, in Cairo, said nothing.",
        "The army captured General Qorvana on Monday.",
        "Jets struck the Qorvana Hotel.",
    ],
)
def test_groups_people_and_buildings_stay_what_they_are(text: str) -> None:
    assert not any(word in mention.name for mention in places_in(text) for word in ("Haram", "Qorvana"))


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("Gunmen killed six tourists in a meadow above Gulmarg on Tuesday, police in Kashmir said.", ["Gulmarg"]),
        ("Gunmen killed six people near the resort of Gulmarg in Indian Kashmir.", ["Gulmarg"]),
        ("Gunmen killed six herders in a pasture above Qorvana in Ethiopia's Afar region.", ["Qorvana"]),
        ("Rebels killed six people on a road below Qorvana in Colombia's Cauca department.", ["Qorvana"]),
        ("Shells killed six people near the ski resort of Qorvana in Ukraine.", ["Qorvana"]),
        ("Gunmen killed six people in the hills above Goma.", ["Goma"]),
        ("Gunmen killed six people in a flat above Baker Street in Mali.", ["Mali"]),
        ("Gunmen killed six people in an office below the Ministry of Mines in Bamako.", ["Bamako"]),
    ],
)
def test_a_town_above_which_they_were_is_the_place(text: str, struck: list[str]) -> None:
    assert [one.name for one in struck_places(places_in(text))] == struck


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("Raiders burned the school of Masagaway on Monday and killed four people.", ["Masagaway"]),
        ("Raiders burned the market of Masagaway on Monday and killed four people.", ["Masagaway"]),
        ("Rebels torched the clinic of Kasenyi, killing two.", ["Kasenyi"]),
        ("The head of the school of Masagaway burned to death.", []),
        ("Raiders burned the house of Qorvana on Monday and killed four people.", []),
    ],
)
def test_a_town_whose_school_is_burned_is_a_place(text: str, struck: list[str]) -> None:
    assert [one.name for one in struck_places(places_in(text)) if one.role == "struck"] == struck


@pytest.mark.parametrize(
    "text",
    [
        "Clashes between Tanwarou and Zurumba killed two Malian herders.",
        "An explosion of anger between Tanwarou and Zurumba shook the Malian army.",
        "The Malian envoy came to Tanwarou, who thanked him.",
    ],
)
def test_two_sides_of_a_fight_and_the_host_of_a_guest_are_no_places(text: str) -> None:
    assert "Tanwarou" not in [mention.name for mention in places_in(text)]
