"""Acts bound to weapons: sent, stopped, got through."""

from __future__ import annotations

import pytest

from streams.extraction.munition_acts import bind
from tests.reading import read
from tests.streams.extraction.weapon_reading import phrases_of, sentence_of


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("Rebels fired six rockets at the base.", ["launch"]),
        ("Six rockets fired at the base hit a mill.", ["launch", "hit"]),
        ("The drones that Russia sent were shot down.", ["launch", "stop"]),
        ("A mill was hit by two missiles.", ["hit"]),
        ("They attacked the port with five drones.", ["launch"]),
        ("They hit the port with five drones.", ["launch", "hit"]),
        ("They shelled the port with five 120 mm mortar rounds.", ["launch"]),
        ("The targeting of the port by the rebels at 0440 on Monday, 9 March, with five drones", ["launch"]),
        ("They shelled the port and seized a depot with five rockets.", []),
        ("They shelled the port with rockets.", []),
        ("Two missiles failed to reach the city.", ["unreached"]),
        ("The army did not intercept the two missiles.", []),
        ("A missile brought down an airliner.", ["hit"]),
        ("Washington sent 300 missiles to its ally.", []),
        ("Drones attacked at dawn, then soldiers hit a depot.", ["attack"]),
    ],
)
def test_an_act_is_bound_to_the_weapons_it_is_said_of(text: str, meanings: list[str]) -> None:
    sentence, terms, _ = sentence_of(text)
    assert [binding.meaning for binding in bind(sentence, terms, phrases_of(text))] == meanings


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Nine missiles fired at Kyiv shot down", {"intercepted", "launched"}),
        ("Two drones sent from Lebanon downed over Haifa", {"intercepted", "launched"}),
        ("Two missiles fired from a ship destroyed a depot in Odesa.", {"hit", "launched"}),
    ],
)
def test_a_headline_leaves_out_what_makes_it_a_passive(text: str, kinds: set[str]) -> None:
    assert {claim.kind for claim in read(text).claims} == kinds
