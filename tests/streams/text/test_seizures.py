"""Weapons in an inventory of what was taken or found."""

from __future__ import annotations

import pytest

from streams.lexicons.terms import term_index
from streams.text.seizures import is_seized
from streams.text.sentences import split_sentences
from streams.text.types import Segment


def seized(text: str) -> list[str]:
    (sentence,) = split_sentences([Segment("body", "paragraph", text, 0)])
    terms = term_index().find(sentence)
    weapons = [term for term in terms if term.category.startswith("weapon.")]
    found = [one for one in weapons if is_seized(sentence, terms, one)]
    return sorted({sentence.text(one.start, one.end) for one in found})


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Police confiscated nine pistols, two drones and 40 hand grenades.", ["drones", "hand grenades", "pistols"]),
        ("Arms including two mortars, a drone and six landmines were found.", ["drone", "landmines", "mortars"]),
        (
            "The rebels showed off what they call booty, having seized 30 rifles and four rockets.",
            ["rifles", "rockets"],
        ),
        ("Three grenades and a pistol were destroyed.", ["grenades", "pistol"]),
    ],
)
def test_every_item_of_an_inventory_was_only_taken(text: str, items: list[str]) -> None:
    assert seized(text) == items


@pytest.mark.parametrize(
    "text",
    [
        "Police found three bodies in a house that a rocket had hit.",
        "A bus was destroyed by a landmine.",
        "Two mortars and a drone were used, and a bag was found.",
        "The army destroyed nine drones.",
        "Gunmen seized a village after they had fired rockets at it.",
    ],
)
def test_weapons_of_an_attack_are_in_no_inventory(text: str) -> None:
    assert seized(text) == []
