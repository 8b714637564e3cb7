"""Bare numbers and pronouns that stand for weapons."""

from __future__ import annotations

import pytest

from tests.reading import read
from tests.streams.extraction.weapon_reading import phrases_of, sentence_of


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("They sent five drones; three hit the ship.", ["three"]),
        ("They sent five drones; the other two were destroyed.", ["the other two"]),
        ("They sent five drones; three were hurt.", []),
        ("They sent five drones; both hit the ship.", ["both"]),
        ("A torpedo was fired; it missed.", ["it"]),
        ("A torpedo was fired; it was a good day.", []),
        ("Drones came: they shot down 14.", ["14"]),
        ("Drones came: they shot down 14 targets.", ["14 targets"]),
        ("Drones came: air defences destroyed 14 targets.", ["14 targets"]),
        ("Drones came: gunners destroyed 14 targets.", []),
        ("Drones came: they shot down 14 targets of the exercise.", ["14 targets"]),
        ("Five were cut by shells and a sixth broke a leg.", []),
        ("They brought one down and a drone escaped.", ["one"]),
    ],
)
def test_a_number_stands_for_weapons_where_weapons_act(text: str, bare: list[str]) -> None:
    sentence, _, _ = sentence_of(text)
    found = [sentence.text(one.start, one.end) for phrase in phrases_of(text) for one in phrase.groups if not one.named]
    assert found == bare


def test_a_score_of_men_is_no_score_of_drones() -> None:
    found = read("A drone hit a wedding in Konokassi. The army said it had neutralised a score of terrorists.").claims
    assert "intercepted" not in {claim.kind for claim in found}
