"""Days that belong to something beside the attack told: the end of a siege, a later find, another attack."""

from __future__ import annotations

from datetime import date

import pytest

from streams.extraction.other_days import begins_a_fight, ends_a_fight, was_found, who_said
from streams.extraction.story import read_story
from tests.reading import read

FRIDAY, THURSDAY = date(2026, 3, 13), date(2026, 3, 12)
WEDNESDAY, TUESDAY = date(2026, 3, 11), date(2026, 3, 10)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("troops ended a siege of the hotel in jos on sunday", True),
        ("the operation at the mall was concluded at 04:50 on sunday", True),
        ("the battle for the barracks was over by noon on sunday", True),
        ("the assault ended when commandos shot the men on sunday", False),
        ("the shelling ended a truce on sunday", False),
        ("jets bombed the camp and flew over the town on sunday", False),
        ("the siege was over , the army said on sunday", False),
    ],
)
def test_a_fight_ends_on_a_day_of_its_own(text: str, ends: bool) -> None:
    lower = text.split()
    assert ends_a_fight(lower, lower.index("on") if "on" in lower else len(lower) - 1) is ends


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "The operation at the hotel in Herat was concluded at 04:50 this morning.\n\n"
            "Nine guests were killed in the attack, which began on Tuesday evening.",
            TUESDAY,
        ),
        ("Rebels attacked Bara on Tuesday evening, killing nine, and the battle ended on Wednesday morning.", TUESDAY),
        (
            "Troops ended a siege of a mall in Jos on Wednesday in which nine people were killed, police said.",
            WEDNESDAY,
        ),
        ("A truce in Goma ended on Wednesday when shells killed nine people.", WEDNESDAY),
    ],
)
def test_a_fight_is_of_the_day_on_which_it_began_where_that_is_told(text: str, day: date) -> None:
    assert read_story(read(text)).day == day


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("it had begun on tuesday", True),
        ("the siege of the hotel began late on tuesday", True),
        ("the war began on tuesday", False),
        ("the trial over the attack began on tuesday", False),
        ("the siege was over on tuesday", False),
    ],
)
def test_a_fight_begins_on_a_day_and_a_war_or_a_trial_does_too(text: str, begins: bool) -> None:
    lower = text.split()
    assert begins_a_fight(lower, lower.index("on")) is begins


def test_a_battle_told_by_its_end_is_of_the_day_on_which_it_had_begun() -> None:
    text = "Fighting for the airport of Goma ended on Thursday. Nine people were killed. It had begun on Wednesday."
    assert read_story(read(text)).day == WEDNESDAY


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("two of the five found behind the door on sunday were breathing", True),
        ("nine bodies were found on sunday", False),
        ("nine bodies found on sunday", False),
    ],
)
def test_who_was_found_before_dates_no_attack(text: str, known: bool) -> None:
    lower = text.split()
    assert was_found(lower, lower.index("on")) is known


def test_a_corrected_toll_with_days_of_talk_and_finds_has_none_of_its_own() -> None:
    text = (
        "Police have corrected the number of people killed in the attack on the hotel in Goma. It is 26 and not 28, "
        "a spokesman told Kivu Daily on Wednesday evening.\n\n"
        "Two of the five found behind the fire door on Wednesday had been given up for dead."
    )
    assert read_story(read(text)).day is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Shells hit the base in Goma on Wednesday, killing five. The group also sent the men who took a hotel on "
            "Tuesday.",
            WEDNESDAY,
        ),
        (
            "A hospital in Goma said on Wednesday that five people had been killed in the shelling of the base.\n\n"
            "The rebels, who burned a mine near the town on Tuesday, said nothing.",
            None,
        ),
        (
            "Nine people were killed when gunmen attacked a church in Goma.\n\nPolice hunt the men who stormed the "
            "church on Tuesday.",
            TUESDAY,
        ),
        ("Police in Goma shot three gunmen who had attacked a church on Tuesday, killing nine people.", TUESDAY),
    ],
)
def test_what_else_the_attackers_did_has_another_day(text: str, day: date | None) -> None:
    assert read_story(read(text)).day == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A drone has hit a bus in Goma. One man was killed.\n\nYesterday rockets killed five in the centre.", FRIDAY),
        ("Shells have fallen on Goma. Two people were wounded. Last night drones burned a school.", FRIDAY),
        ("A bomb exploded in Goma, killing nine. Yesterday another bomb killed two people.", FRIDAY),
        ("A fifth man has died in Goma. Yesterday rockets hit the centre and killed four people.", THURSDAY),
        ("A drone has hit a fuel station in Goma. Police said the attack yesterday killed four.", THURSDAY),
        ("Shells have hit Goma. Yesterday's attack killed four people, the mayor said.", THURSDAY),
    ],
)
def test_yesterday_after_what_has_just_happened_is_of_another_attack(text: str, day: date) -> None:
    assert read_story(read(text)).day == day


def test_what_somebody_is_quoted_as_saying_is_no_clause_about_the_attackers() -> None:
    text = (
        "Nine worshippers were shot dead in a village near Sake, a radio reports.\n\nThe station quotes a resident as "
        "saying that gunmen on motorcycles surrounded a mosque on Thursday and fired through the windows."
    )
    assert read_story(read(text)).day == THURSDAY


@pytest.mark.parametrize(
    ("text", "spoke"),
    [
        ("police , who on monday spoke of nine dead , gave no figure", True),
        ("the army , which on monday put the dead at nine , is silent", True),
        ("the gunmen , who on monday shot nine , rode off", False),
        ("on monday spoke the mayor", False),
    ],
)
def test_a_clause_may_tell_only_on_which_day_somebody_spoke(text: str, spoke: bool) -> None:
    lower = text.split()
    at = lower.index("monday")
    assert who_said(lower, at - 1, at + 1) is spoke
