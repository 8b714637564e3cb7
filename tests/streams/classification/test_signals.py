"""Who speaks, and whether a report corrects, retracts or counts a late death."""

from __future__ import annotations

import pytest

from streams.classification.signals import rebuts, signals
from tests.reading import read

OFFICIAL = [
    "Shells killed two people in Goma, police said.",
    "The governor of the region, Colonel Odo, said that shells had killed two people.",
    "According to the defence ministry, shells killed two people in Goma.",
    "Shells killed two people in Goma, said mayor Anna Odo.",
]
UNOFFICIAL = [
    "Shells killed two people in Goma, a nurse at the military hospital said.",
    "Shells hit a ministry in Goma, residents said.",
    "The rebels said that shells had killed two soldiers.",
    "Shells killed two people in Goma, a hospital official said.",
    "Shells killed two people in Goma, according to an aid group official.",
    "Gunmen killed two people in Wase Local Government Area of Plateau State, residents said.",
]


@pytest.mark.parametrize("text", OFFICIAL)
def test_a_state_authority_that_speaks_is_official(text: str) -> None:
    assert signals(read(text)) == ("official",)


@pytest.mark.parametrize("text", UNOFFICIAL)
def test_doctors_witnesses_and_rebels_are_not_official(text: str) -> None:
    assert signals(read(text)) == ()


def test_an_authority_in_the_second_paragraph_does_not_make_a_witness_report_official() -> None:
    body = "Shells killed two people in Goma, a witness said.\n\nThe army said that it was looking into it."
    assert signals(read(body)) == ()


def test_a_lowered_toll_is_a_correction() -> None:
    assert "correction" in signals(read("The toll of the bombing in Quetta was corrected to six dead, not eight."))


def test_a_number_that_is_lower_than_was_told_is_a_correction() -> None:
    assert "correction" in signals(read("The number of people killed by shelling in Goma is four, not five."))
    assert "correction" not in signals(read("The toll of the shelling in Goma rose to five from four."))


def test_a_withdrawn_number_is_a_correction_of_an_attack_that_stands() -> None:
    text = "The office withdrew its statement that six people were killed by the bomb; two were wounded."
    assert "retraction" not in signals(read(text)) and "correction" in signals(read(text))


def test_a_withdrawn_report_is_a_retraction() -> None:
    assert "retraction" in signals(read("We withdraw our report of an explosion in Goma. There was no attack."))


def test_troops_that_withdraw_retract_nothing() -> None:
    assert "retraction" not in signals(read("Rebels withdrew from Goma on Friday after heavy shelling, they reported."))


def test_a_wounded_who_dies_is_a_late_death() -> None:
    text = "A man who was wounded in Monday's bombing died in hospital, taking the toll to six."
    assert signals(read(text)) == ("died_later",)


RETRACTED = [
    "The Harbour Star takes back its report of a raid on a barge near Goma.",
    "We were wrong about the raid on Goma: the barge reached the port with everyone on board.",
    "Reports that a convoy was ambushed near Goma are fabricated, the governor said.",
    "No army post in Goma was attacked on Thursday, the governor said. No soldier was killed or wounded.",
    "The station in Goma was not bombed, the railway police said.",
]
NOT_RETRACTED = [
    "No fewer than 17 villages near Goma were shelled on Thursday, and two people were killed.",
    "Rebels attacked a base near Goma. Two soldiers were killed. The claim that 30 soldiers were killed is false.",
    "Shells killed two people in Goma on Thursday. No school was hit, the mayor said.",
    "Rebels killed two people in Goma on Thursday. No group has claimed the attack.",
]


@pytest.mark.parametrize("text", RETRACTED)
def test_a_report_that_is_taken_back_or_refuted_is_a_retraction(text: str) -> None:
    assert "retraction" in signals(read(text))


@pytest.mark.parametrize("text", NOT_RETRACTED)
def test_a_part_or_a_number_that_is_denied_is_no_retraction(text: str) -> None:
    assert "retraction" not in signals(read(text))


@pytest.mark.parametrize(
    ("text", "died"),
    [
        ("The owner of a shop in Goma died of his burns at dawn.", True),
        ("A girl has died of the wounds she suffered in Wednesday's raid on Goma.", True),
        ("A girl wounded in Wednesday's raid on Goma has died.", True),
        ("Three people died and 14 were wounded in Goma on Tuesday.", False),
        ("Three people died and 14 wounded in Goma were flown out.", False),
    ],
)
def test_a_late_death_is_one_of_the_wounded_who_died(text: str, died: bool) -> None:
    assert ("died_later" in signals(read(text))) is died


def test_figures_that_are_corrected_need_no_digit() -> None:
    assert "correction" in signals(read("The police corrects its figures on the car bomb in Goma."))


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen seized a depot near Goma on Thursday. No shot was fired, a priest said.",
        "Rebels opened a dam at Goma on Thursday, and two farmers are missing. No house was hit, a priest said.",
        "The frigate shot down nine drones off Hodeidah on Thursday, the navy said. No ship was damaged.",
    ],
)
def test_how_an_attack_was_done_and_what_it_spared_is_no_retraction(text: str) -> None:
    assert "retraction" not in signals(read(text))


@pytest.mark.parametrize(
    ("text", "retracts"),
    [
        ("Shells killed four people in Goma on Thursday. No blast was heard in the north.", False),
        ("Shells killed four people in Goma on Thursday.\n\nThere was no bombing in the night.", False),
        ("There was no bombing in Goma on Thursday. A transformer burst.", True),
        ("There was no explosion at the port of Goma. Six people were killed by a bomb at the mill.", True),
        ("Shells killed four people in Goma, an outlet wrote. The report is false.", True),
    ],
)
def test_what_was_not_heard_elsewhere_takes_back_no_victims(text: str, retracts: bool) -> None:
    assert ("retraction" in signals(read(text))) is retracts


def test_who_succumbs_has_died_later() -> None:
    assert signals(
        read("One of the three guards hurt in Tuesday's blast in Quetta succumbed in a ward on Thursday.")
    ) == ("died_later",)


def test_an_allegation_about_the_dead_is_no_news_of_the_attack() -> None:
    body = "Troops killed 18 rebels in a gunfight near Bara. The allegation that villagers were killed is fabricated."
    assert signals(read(body)) == ()


def test_an_allegation_without_an_account_of_ones_own_is_denied_whole() -> None:
    body = "The allegation that troops shot villagers at Bara is fabricated. No village was attacked."
    assert signals(read(body)) == ("retraction",)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("News of a bombing of the Kano express is FAKE. No train was attacked on the line. A wagon derailed.", True),
        ("A video of an attack on the mill at Kano is false. The mill was not attacked.", True),
        ("The bomb threat at a school was a hoax. No device was found.", False),
        ("News of an attack in Kano is false, he said. Shells killed two people in Jos. No mill was attacked.", False),
    ],
)
def test_news_of_an_attack_is_rebutted(text: str, denied: bool) -> None:
    assert rebuts(read(text)) is denied
