"""The setting: places struck, attacker, site and weapons of the main event."""

from __future__ import annotations

import pytest

from tests.reading import event_of


def test_only_the_struck_places_are_places() -> None:
    event = event_of(
        "Missiles fired from Hodeidah hit the port of Eilat on Thursday, an official in Jerusalem said. The wounded "
        "were taken to Beersheba."
    )
    assert [place.name for place in event.places] == ["Eilat"]


def test_an_attack_at_sea_has_a_sea_and_no_country() -> None:
    event = event_of("Houthi missiles hit the tanker Kefalos in the Red Sea on Thursday, wounding two sailors.")
    assert ([place.name for place in event.places], event.country) == (["Red Sea"], None)


def test_the_attacker_of_a_background_attack_is_not_the_attacker() -> None:
    event = event_of(
        "A bomb killed two people in Karachi on Thursday.\n\nIn May the Taliban shot dead four people there."
    )
    assert event.attacker is None


def test_weapons_are_kept_as_types_and_as_written() -> None:
    event = event_of("Two Shahed-136 drones and a Kh-59 missile hit a yard in Sumy on Thursday.")
    assert event.munitions.types == ("drone", "missile")
    assert any("Shahed-136" in mention for mention in event.munitions.mentions)


@pytest.mark.parametrize(
    "where", ["Kharkiv's Saltivka district", "the Saltivka district of Kharkiv", "the Novi Sady quarter of Kharkiv"]
)
def test_a_quarter_is_the_site_and_its_city_the_place(where: str) -> None:
    event = event_of(f"Two drones hit a school in {where} on Thursday, killing two people.")
    assert [place.name for place in event.places] == ["Kharkiv"]


@pytest.mark.parametrize(
    ("body", "site"),
    [
        ("Maoists killed nine people near Basaguda in Chhattisgarh's Bijapur district on Thursday.", None),
        ("Shells killed four people in Kharkiv's Saltivka district on Thursday.", "Saltivka district"),
        ("Gunmen killed nine people at Zurak in Wase Local Government Area of Nigeria on Thursday.", None),
        ("Shells killed four people in Kharkiv, in the Saltivka district, on Thursday.", "Saltivka district"),
    ],
)
def test_the_district_around_the_town_struck_is_no_site(body: str, site: str | None) -> None:
    assert event_of(body).site == site
