"""Which acts a sentence asserts, imagines, dates long ago, denies or plays."""

from __future__ import annotations

import pytest

from streams.classification.features import read_all
from streams.classification.groups import groups
from streams.classification.reading import Reading
from tests.reading import read


def reading(text: str) -> Reading:
    return read_all(read(text), groups())[0]


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shelled Goma on Friday.",
        "Rebels shelled Goma on Friday, and more attacks could follow.",
        "After rebels shelled Goma, officials warned of hunger.",
    ],
)
def test_a_plain_past_tense_asserts(text: str) -> None:
    assert reading(text).real


@pytest.mark.parametrize(
    "text",
    [
        "Rebels could shell Goma.",
        "Shelling of the port would stop trade.",
        "The rebels vowed to bombard Goma with rocket attacks.",
        "If rebels attacked Goma, aid would stop.",
        "Should shelling resume, the hospital will close.",
    ],
)
def test_modals_threats_and_conditions_imagine(text: str) -> None:
    answer = reading(text)
    assert answer.unreal and not answer.real


def test_the_name_may_imagines_nothing() -> None:
    assert reading("Rebels under Thomas May shelled Goma.").real


@pytest.mark.parametrize(
    "text",
    ["Rebels shelled Goma in 1996.", "The trial over the shelling of Goma opened.", "Goma was shelled years ago."],
)
def test_years_and_frames_of_memory_make_an_act_old(text: str) -> None:
    answer = reading(text)
    assert answer.old and not answer.real


def test_a_comparison_with_an_earlier_year_leaves_the_act_fresh() -> None:
    assert reading("Rebels shelled Goma on Friday, the worst bombardment since 1996.").real


def test_the_nearer_of_two_times_dates_the_act() -> None:
    answer = reading("Goma, which was shelled in 1996, was hit by a bombing on Friday.")
    assert answer.old and answer.real


def test_a_negated_act_is_not_asserted() -> None:
    answer = reading("There was no explosion at the army base.")
    assert answer.negated and not answer.real


def test_what_a_drill_does_is_played() -> None:
    answer = reading("In the drill rebels shelled Goma.")
    assert answer.played and not answer.real


@pytest.mark.parametrize(("text", "score"), [("Army won 3-1 after an attack.", True), ("Army took hill 31.", False)])
def test_a_result_is_a_score(text: str, score: bool) -> None:
    assert reading(f"{text} The rebels shelled Goma.").score is score


@pytest.mark.parametrize(
    "text",
    [
        "Hours after ministers promised more guns, a missile struck a hotel in Sumy.",
        "On Friday, a year after a bomb killed nine people there, another exploded in Sehwan.",
        "While envoys warned of war, shells hit a queue in Nikopol.",
    ],
)
def test_an_opening_clause_says_nothing_of_the_main_one(text: str) -> None:
    assert reading(text).real


@pytest.mark.parametrize(
    ("text", "ruled_out"),
    [
        ("Investigators found no evidence of sabotage.", True),
        ("The governor ruled out an attack.", True),
        ("The governor ruled out talks after the attack.", False),
        ("An attack killed two.", False),
    ],
)
def test_an_enemys_hand_is_ruled_out_by_what_follows(text: str, ruled_out: bool) -> None:
    assert reading(text).ruledout is ruled_out
