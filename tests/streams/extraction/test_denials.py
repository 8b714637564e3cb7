"""Denials: a claim that somebody denies later is at most what was claimed."""

from __future__ import annotations

import pytest

from tests.reading import event_of, killed

CLAIM = "The rebels said they had killed 30 soldiers in an attack on a post near Kyaukphyu on Thursday."


@pytest.mark.parametrize(
    "denial",
    [
        "The army denied the claim.",
        "The military denied that it had lost a single man.",
        "The army dismissed the report.",
    ],
)
def test_a_denied_claim_about_the_enemy_opens_the_count_to_zero(denial: str) -> None:
    event = event_of(f"{CLAIM} {denial}")
    assert killed(event) == (0, 30)
    assert event.contested


@pytest.mark.parametrize(
    "denial", ["The army denied targeting villages.", "The army denied responsibility for the fire."]
)
def test_a_denial_of_guilt_denies_no_number(denial: str) -> None:
    assert killed(event_of(f"{CLAIM} {denial}")) == (30, 30)


def test_a_denial_of_an_older_story_denies_nothing_here() -> None:
    assert killed(event_of(f"{CLAIM}\n\nIn 2024 the army denied a report of 90 deaths.")) == (30, 30)


@pytest.mark.parametrize(
    ("answer", "dead"), [("Officials denied this.", (0, 9)), ("Officials did not comment.", (3, 9))]
)
def test_who_denies_this_denies_what_was_just_said(answer: str, dead: tuple[int, int]) -> None:
    told = "A bomb hit a train near Goma on Thursday. The group claimed it and said several soldiers had been killed."
    assert killed(event_of(f"{told} {answer}")) == dead


def test_a_disputed_border_disputes_no_number() -> None:
    told = "A Thai soldier was killed in fighting with Cambodian troops along the disputed border on Monday."
    event = event_of(told, "Soldier killed in clash with Cambodian troops")
    assert killed(event) == (1, 1)


@pytest.mark.parametrize(
    ("answer", "domain", "denied_by"),
    [
        ("The Government categorically denies these allegations.", "sig.gov.example", "the accused"),
        ("The Government categorically denies these allegations.", "lago.example", None),
        ("The Government denies these allegations. Two raiders were killed.", "sig.gov.example", None),
        ("The Government rejects the budget.", "sig.gov.example", None),
    ],
)
def test_an_authority_that_rejects_an_accusation_denies_it(answer: str, domain: str, denied_by: str | None) -> None:
    text = f"It is alleged that soldiers attacked the village of Banh on Thursday. {answer}"
    event = event_of(text, source={"name": "Information", "domain": domain})
    assert event.denied_by == denied_by


@pytest.mark.parametrize(
    ("answer", "denied_by"),
    [
        ("Our air force did not target a market.", "the accused"),
        ("Our forces did not fire at the camp.", "the accused"),
        ("Our forces did not lose the hill.", None),
        ("Our forces fired at the camp of the enemy.", None),
        ('"They did not fire at our soldiers," a clerk said.', None),
    ],
)
def test_a_side_that_says_in_its_own_voice_that_its_men_did_not_do_it_denies(
    answer: str, denied_by: str | None
) -> None:
    event = event_of(f"There are claims about a strike on a market in Banh on Thursday. {answer}")
    assert event.denied_by == denied_by
