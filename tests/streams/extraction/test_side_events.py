"""Further attacks: only what the text itself sets apart, elsewhere, lately and with a number."""

from __future__ import annotations

import pytest

from schemas.event import ConflictEvent
from tests.reading import article, detection_of, killed

MAIN = "Shells killed two people in Goma on Thursday, the army said."
APART = "In a separate attack, gunmen shot dead four farmers in Rutshuru on Thursday."


def events(body: str) -> tuple[ConflictEvent, ...]:
    return detection_of(article(body)).events


def test_an_attack_set_apart_is_an_event_of_its_own() -> None:
    first, second = events(f"{MAIN}\n\n{APART}")
    assert (killed(first), killed(second)) == ((2, 2), (4, 4))
    assert ([place.name for place in second.places], second.event_type) == (["Rutshuru"], "armed_attack")
    assert first.event_id != second.event_id


@pytest.mark.parametrize(
    "sentence",
    [
        "In May gunmen shot dead four farmers in Rutshuru.",
        "In a separate attack last year gunmen shot dead four farmers in Rutshuru.",
        "In a separate incident, a house burned in Rutshuru.",
        "In a separate attack, gunmen shot dead four farmers in Goma.",
    ],
)
def test_what_is_recalled_uncounted_or_in_the_same_place_is_none(sentence: str) -> None:
    assert len(events(f"{MAIN}\n\n{sentence}")) == 1


def test_the_second_attack_takes_nothing_from_the_first() -> None:
    first, second = events(f"{MAIN}\n\n{APART} Two more were wounded.")
    assert first.munitions.types == ("shell",)
    assert {claim.min for claim in second.claims if claim.kind == "killed"} == {4}


def test_a_separate_attack_may_be_called_by_its_weapon() -> None:
    first, second = events(
        f"{MAIN}\n\nIn Rutshuru, four farmers were killed in a separate drone attack, its mayor said."
    )
    assert (killed(first), killed(second)) == ((2, 2), (4, 4))


@pytest.mark.parametrize(
    ("sentence", "others"),
    [
        ("Another ferry was attacked off Mokha on Thursday, and three of its crew were hurt.", ["naval_attack"]),
        ("Another ferry took the crew to Mokha, three of them wounded.", []),
        ("Another house was hit in the same street, and three people were wounded.", []),
    ],
)
def test_another_ship_that_was_attacked_is_of_another_attack(sentence: str, others: list[str]) -> None:
    first, *more = events(f"A missile hit a ferry in the Red Sea on Thursday, killing two sailors.\n\n{sentence}")
    assert [each.event_type for each in more] == others
    assert (killed(first), "Mokha" in [place.name for place in first.places] and bool(others)) == ((2, 2), False)
