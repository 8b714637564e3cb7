"""The places of an event: what the lead tells, the city for its quarter, the town that is only alluded to."""

from __future__ import annotations

import pytest

from tests.reading import event_of


def names(body: str, headline: str | None = None) -> list[str]:
    return sorted(place.name for place in event_of(body, headline).places)


@pytest.mark.parametrize(
    ("body", "struck"),
    [
        ("A bomb killed two people in the Deh Afghanan quarter of Kabul.", ["Kabul"]),
        ("Gunmen shot dead two policemen in Peshawar's Hayatabad township.", ["Peshawar"]),
        ("Gunmen killed three people on Cancun's Delfines beach.", ["Cancun"]),
        ("Soldiers killed three people in Sagaing's Ayadaw township.", ["Ayadaw"]),
        ("Shells killed two people in the Sheikh Maqsoud and Ashrafieh districts of Aleppo.", ["Aleppo"]),
        ("Rebels killed nine people in Congo's Mambasa and Beni districts on Thursday.", ["Beni", "Mambasa"]),
        ("Drones hit Kharkiv on Thursday.\n\nTwo were killed in the Shevchenkivskyi district.", ["Kharkiv"]),
        ("Shells killed two people in the districts of Marja and Nad Ali in Helmand.", ["Marja", "Nad Ali"]),
    ],
)
def test_the_city_stands_for_its_quarters(body: str, struck: list[str]) -> None:
    assert names(body) == struck


def test_a_capital_alluded_to_is_named_where_the_text_names_it() -> None:
    body = "MOGADISHU, Somalia - Gunmen killed two guards at a jail in Somalia's capital on Thursday."
    assert [name.title() for name in names(body)] == ["Mogadishu"]


def test_this_city_is_that_of_the_headline() -> None:
    body = "Two days after missiles struck a block in this city in western Ukraine, nine people are still missing."
    assert names(body, "Ternopil looks for its missing after missile strike") == ["Ternopil"]


@pytest.mark.parametrize(
    "second",
    [
        "On Thursday the rebels accused the army of having bombed the market in Adre.",
        "More than 100 people have been killed in such raids in Nyala this year.",
    ],
)
def test_accusations_and_sums_below_the_lead_add_no_place(second: str) -> None:
    assert names(f"A drone strike killed nine people in Kosti, Sudan, on Wednesday.\n\n{second}") == ["Kosti"]


def test_a_second_town_struck_is_told_below_the_lead_too() -> None:
    body = "Drones killed nine people in Kosti, Sudan, on Wednesday.\n\nThree more were killed in Rabak."
    assert names(body) == ["Kosti", "Rabak"]
