"""How an attack ended where no verb of hitting tells it."""

from __future__ import annotations

import pytest

from streams.extraction.munition_outcomes import on_open_ground, repelled
from streams.extraction.munition_verbs import acts_of
from tests.streams.extraction.weapon_reading import phrases_of, sentence_of


@pytest.mark.parametrize(
    ("text", "stopped"),
    [("Gunners repelled an attack by nine drones.", True), ("Gunners watched an attack by nine drones.", False)],
)
def test_an_attack_beaten_off_is_one_of_weapons_stopped(text: str, stopped: bool) -> None:
    sentence, terms, _ = sentence_of(text)
    phrases = phrases_of(text)

    found = [repelled(sentence.lower, act, phrases) for act in acts_of(sentence, terms, phrases)]

    assert any(found) is stopped


@pytest.mark.parametrize(
    ("text", "open_ground"),
    [
        ("Two shells fell outside the fence.", True),
        ("Two shells fell in fields.", True),
        ("Two shells fell in Gao.", False),
    ],
)
def test_what_falls_on_open_ground_hits_nothing(text: str, open_ground: bool) -> None:
    sentence, terms, _ = sentence_of(text)

    found = [on_open_ground(sentence.lower, act) for act in acts_of(sentence, terms, phrases_of(text))]

    assert any(found) is open_ground
