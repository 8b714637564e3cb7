"""Country: what all evidence of a text says of where an event was."""

from __future__ import annotations

import pytest

from streams.extraction.country_evidence import Evidence, choose_country, evidence_of
from tests.reading import event_of, read


def kinds(text: str) -> set[tuple[str, str]]:
    found = read(text)
    return {(each.kind, each.country) for each in evidence_of(found, (), range(len(found.sentences)))}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Gunmen killed four Salvadoran soldiers at a bridge on Thursday.", "SV"),
        ("A car bomb killed nine people in the Somali capital on Thursday.", "SO"),
        ("Al-Shabaab fighters killed three police officers at a checkpoint on Thursday.", "SO"),
        ("A roadside bomb killed four Frontier Corps troops on Thursday.", "PK"),
        ("Gunmen attacked the Hotel Imperial Kabul on Thursday, killing six guests.", "AF"),
        ("MEDELLIN, March 12 (Agency) - A bomb killed two guards at a bank on Thursday.", "CO"),
    ],
)
def test_without_a_place_the_rest_of_the_text_tells_the_country(text: str, country: str) -> None:
    assert event_of(text).country == country


def test_a_country_of_three_letters_is_written_in_capitals() -> None:
    assert ("named", "CF") in kinds("Fighting in CAR killed nine on Thursday.")
    assert not {country for _, country in kinds("Car bombs killed nine people at a market on Thursday.")} & {"CF"}


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed four people at a night market on Thursday.",
        "Islamic State said it had killed four soldiers in an ambush on Thursday.",
        "An Afghan asylum seeker wounded five passengers of a train with an axe in a terror attack on Thursday.",
    ],
)
def test_an_open_country_stays_open(text: str) -> None:
    assert event_of(text).country is None


def test_a_place_of_talks_does_not_outvote_where_people_were_killed() -> None:
    event = event_of(
        "A declaration issued in Caracas condemned the murder of six priests by gunmen.\n\n"
        "The Salvadoran army said on Thursday that guerrillas of the FMLN had killed them in El Salvador."
    )
    assert event.country == "SV"


def test_where_a_strike_is_told_of_the_attacker_is_not_the_country() -> None:
    assert (
        event_of("Turkish warplanes killed three PKK fighters near Duhok on Thursday, Turkish officials said.").country
        == "IQ"
    )


def test_a_foreign_minister_is_weaker_than_a_people() -> None:
    assert ("office", "ES") in kinds("The Spanish foreign minister spoke of the bomb that killed two.")
    assert ("people", "PE") in kinds("A bomb killed two Peruvian peasants.")


def test_what_is_said_twice_counts_less_than_twice() -> None:
    once, twice = Evidence("town", "ML", 1.0, 0), Evidence("named", "NE", 2.0, 0)
    assert choose_country([once, Evidence("named", "NE", 1.0, 0)]) == choose_country([once, twice]) == "ML"


def test_two_countries_with_the_same_evidence_leave_it_open() -> None:
    assert choose_country([Evidence("named", "ML", 1.0, 0), Evidence("named", "NE", 1.0, 0)]) is None


@pytest.mark.parametrize(
    ("country", "text"),
    [
        (
            "RU",
            "KYIV, March 12 (Agency) - Ukrainian drones struck an oil depot near Belgorod on Thursday, wounding two "
            "workers.\n\nUkraine's General Staff said its forces had fired 40 drones. Kyiv praised the Ukrainian army.",
        ),
        (
            "AF",
            "ISLAMABAD, March 12 (Agency) - Pakistani aircraft bombed a house in Khost on Thursday, killing eight "
            "people.\n\nPakistan said it had struck the Tehreek-e-Taliban Pakistan after Pakistani soldiers had died.",
        ),
        (
            "BF",
            "BAMAKO, March 12 (Agency) - Gunmen killed 20 people in Djibo on Thursday.\n\nJNIM, which fights in Mali, "
            "said it had done so. Mali's army and Malian officials offered help.",
        ),
        (
            "KE",
            "MOGADISHU, March 12 (Agency) - Al-Shabaab fighters killed four teachers in Garissa on Thursday.\n\n"
            "Al-Shabaab, which fights the Somali government, had crossed from Somalia.",
        ),
        (
            "IL",
            "BEIRUT, March 12 (Agency) - Rockets fired from Lebanon killed two farmers in Metula on Thursday.\n\n"
            "Hezbollah said its fighters had fired them from southern Lebanon. Lebanese officials urged calm.",
        ),
        (
            "UA",
            "Russian glide bombs killed three people on Thursday in a Ukrainian border village, officials said. "
            "Russia's defence ministry said Russian aircraft had struck troops.",
        ),
        (
            "SV",
            "HAVANA (CUBA), 12 MARCH (AGENCY) -- STUDENTS IN HAVANA CONDEMNED THE MURDER OF SIX PRIESTS IN EL SALVADOR "
            "ON THURSDAY.\n\nTHE STUDENTS ACCUSED THE SALVADORAN ARMY OF THE KILLING OF THE SIX PRIESTS.",
        ),
    ],
)
def test_across_a_border_the_place_struck_decides(country: str, text: str) -> None:
    assert event_of(text).country == country


def test_a_region_in_the_name_of_a_university_tells_the_country_where_nothing_else_does() -> None:
    body = "A man rammed a car into students at the Ohio State University and stabbed nine of them."
    assert event_of(body).country == "US"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        (
            "MADRID, March 12 (Agency) - Spain's foreign ministry confirmed that gunmen had killed three Spanish "
            "engineers on Thursday. Spain has asked Honduras for an inquiry.",
            "HN",
        ),
        (
            "WARSAW, March 12 (Agency) - The foreign minister said that Poland mourned three Polish doctors killed by "
            "militants in an attack on Thursday. Poland has asked Mali for the bodies.",
            "ML",
        ),
        # Struck at home, it speaks of home.
        ("KYIV, March 12 (Agency) - The Ukrainian foreign ministry said shells had killed two men in Kherson.", "UA"),
        ("The Malian foreign ministry said on Thursday that gunmen had killed two guards of the ministry.", "ML"),
    ],
)
def test_who_speaks_for_a_foreign_ministry_speaks_of_another_country(text: str, country: str) -> None:
    assert event_of(text).country == country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("SANAA - Yemen's Houthis said on Thursday that they had fired a missile at Eilat and Lod airport.", "IL"),
        ("A missile fired from Yemen broke up late on Thursday, Israel's army said. Parts came down in a yard.", "IL"),
        ("American jets bombed a camp of Yemen's Houthis in Saada on Thursday, killing two.", "YE"),
        ("A missile fired from a hill in Yemen hit a camp in Saada on Thursday, killing two.", "YE"),
    ],
)
def test_weapons_that_cross_a_border_strike_the_other_country(text: str, country: str) -> None:
    assert event_of(text).country == country
