"""What one sentence says of one belligerent."""

from __future__ import annotations

import pytest

from streams.extraction.actors import read_actors
from streams.extraction.attacker_claims import denies
from streams.extraction.attacker_roles import ACTED, BLAMED, CLAIMED, THERE, attacks_of, suffers, worth_of
from tests.streams.extraction.weapon_reading import sentence_of


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("JNIM claimed responsibility for the raid.", CLAIMED),
        ("JNIM fighters raided a village.", ACTED),
        ("Two herders were killed by JNIM fighters.", ACTED),
        ("Police blamed the raid on JNIM.", BLAMED),
        ("Two were killed when JNIM fighters surrounded a mosque.", THERE),
        ("Soldiers attacked a camp of JNIM.", 0),
        ("No raid by JNIM was reported.", ACTED),
        ("Rebels ambushed a convoy, killing four JNIM fighters and making off with a pickup.", 0),
    ],
)
def test_a_role_has_its_worth(text: str, worth: int) -> None:
    sentence, terms, _ = sentence_of(text)
    actors = read_actors([sentence], [terms])
    (jnim,) = (actor for actor in actors if actor.name == "JNIM")
    assert worth_of(sentence, jnim, attacks_of(terms, False), terms, False, actors) == worth


def test_giving_up_ground_and_stopping_weapons_are_no_attacks() -> None:
    for text in ("The army withdrew from the town.", "The army shot down a drone.", "The army destroyed four drones."):
        _, terms, _ = sentence_of(text)
        assert not attacks_of(terms, False)


def test_who_is_attacked_suffers_and_who_rejects_denies() -> None:
    sentence, terms, _ = sentence_of("Rebels ambushed soldiers, and Hamas denied it.")
    actors = {actor.name: actor for actor in read_actors([sentence], [terms])}
    assert suffers(sentence, actors["soldiers"], attacks_of(terms, False))
    assert denies(sentence.lower, actors["Hamas"])
