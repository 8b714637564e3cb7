"""Asides: where a party is at home, what was worse before, where weapons fell or somebody sits was not struck."""

from __future__ import annotations

import pytest

from tests.streams.extraction.reading import places_in, role_in


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "Gunmen killed six people in Beni, the worst attack since nine were killed in Butembo.",
            "Butembo",
            "mentioned",
        ),
        ("It was the deadliest raid in Congo since 2019, when 40 people died at Butembo.", "Butembo", "mentioned"),
        ("Shelling since Tuesday has killed nine people in Butembo.", "Butembo", "struck"),
        ("The bomb was laid by rebels, who control the hills around Butembo.", "Butembo", "mentioned"),
        ("The raid killed a minister, who was in Beni when it began.", "Beni", "mentioned"),
        ("Rebels, who attacked Butembo at dawn, killed nine people.", "Butembo", "struck"),
        ("Two gunmen from villages near Beni opened fire at a bus stop in Butembo.", "Beni", "mentioned"),
        ("Nine pupils were abducted from villages around Beni.", "Beni", "struck"),
        ("The missiles that killed nine were launched by bombers over the Caspian Sea.", "Caspian Sea", "mentioned"),
        ("Six rebels were killed, the division said on Monday from its headquarters in Beni.", "Beni", "mentioned"),
        ("Three men were shot dead in Butembo, which borders on Beni.", "Beni", "mentioned"),
        ("It came on a day when rebels attacked a police post in Beni.", "Beni", "mentioned"),
        ("The rebels called it an answer to the massacre of Beni.", "Beni", "mentioned"),
        ("Six people were shot dead in Butembo in revenge for the killings in Beni.", "Beni", "mentioned"),
        ("The army answered with shells, and nine died in an attack on Beni.", "Beni", "struck"),
        ("The raid was the fourth in Beni district since May and killed nine.", "Beni", "mentioned"),
        ("The second attack in Beni this week killed nine.", "Beni", "struck"),
        ("While leaders met in Beni, a bomb killed six people in Butembo.", "Beni", "mentioned"),
        ("While shells fell on Beni, a bomb killed six people in Butembo.", "Beni", "struck"),
        ("Six guards were killed at the headquarters of the force in Beni.", "Beni", "struck"),
        ("Ten soldiers were killed in an attack on the border post of Kayes.", "Kayes", "struck"),
        ("The commander of the border post of Kayes spoke of ten soldiers killed.", "Kayes", "speaker"),
        ("A mine killed two as their patrol passed through Butembo.", "Butembo", "struck"),
        ("Ten people were killed in the Mangu local government area of Plateau State.", "Mangu", "struck"),
    ],
)
def test_a_place_in_an_aside_is_only_mentioned(text: str, name: str, role: str) -> None:
    assert role_in(text, name) == role


def test_the_ends_of_a_road_only_tell_where_the_place_on_it_lies() -> None:
    text = "Rebels killed three guards in an attack on Diema in Mali, on the main road between Bamako and Kayes."
    assert [one.name for one in places_in(text) if one.role == "struck"] == ["Diema"]


def test_a_road_alone_is_known_by_its_ends() -> None:
    text = "Rebels killed three guards on the road between Bamako and Kayes in Mali."
    assert [one.name for one in places_in(text) if one.role == "struck"] == ["Bamako", "Kayes"]


def test_a_bearing_gives_way_to_the_place_it_leads_to() -> None:
    text = "Three policemen were killed at a checkpoint north of Baghdad, at Tarmiyah."
    assert [one.name for one in places_in(text) if one.role == "struck"] == ["Tarmiyah"]
