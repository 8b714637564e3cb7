"""Who says of an attack that they did it, and who is said to have done it."""

from __future__ import annotations

import pytest

from streams.extraction.actors import read_actors
from streams.extraction.attacker_claims import claims, denies, disowns, is_blamed
from streams.extraction.attacker_roles import attacks_of
from tests.streams.extraction.weapon_reading import sentence_of


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("JNIM claimed the attack.", True),
        ("JNIM said its fighters had stormed the post.", True),
        ("JNIM said on Monday that it had carried out the raid.", True),
        ("JNIM said the bomber was one of its men.", True),
        ("JNIM did not say whether it had stormed the post.", False),
        ("JNIM said residents had stormed the post.", False),
        ("Nobody from JNIM spoke of the attack.", False),
    ],
)
def test_a_claim_says_that_the_speaker_did_it(text: str, claimed: bool) -> None:
    sentence, terms, _ = sentence_of(text)
    (jnim,) = (actor for actor in read_actors([sentence], [terms]) if actor.name == "JNIM")
    assert claims(sentence.lower, jnim, attacks_of(terms, False)) is claimed


@pytest.mark.parametrize(
    ("text", "blamed"),
    [
        ("The mayor blamed JNIM.", True),
        ("The police accused JNIM of the raid.", True),
        ("Nine died, the governor said, accusing JNIM of the raid.", True),
        ("A shopkeeper blamed JNIM.", False),
        ("JNIM blamed the mayor.", False),
    ],
)
def test_blame_counts_where_an_authority_lays_it(text: str, blamed: bool) -> None:
    sentence, terms, _ = sentence_of(text)
    actors = read_actors([sentence], [terms])
    (jnim,) = (actor for actor in actors if actor.name == "JNIM")
    assert is_blamed(sentence.lower, jnim, terms, actors) is blamed


def test_who_rejects_an_accusation_denies_it() -> None:
    sentence, terms, _ = sentence_of("JNIM rejected the charge that it had raided the camp.")
    (jnim,) = read_actors([sentence], [terms])
    assert denies(sentence.lower, jnim)


@pytest.mark.parametrize(
    ("text", "disowned"),
    [
        ("JNIM denied firing on the post", True),
        ("JNIM said on Monday that it had nothing to do with the raid", True),
        ("JNIM said it had not struck first but had hit back", False),
        ("JNIM said it had struck the post", False),
        ("JNIM struck the post", False),
    ],
)
def test_who_says_that_it_was_not_they_disowns_it(text: str, disowned: bool) -> None:
    assert disowns(tuple(text.lower().split()), 1) is disowned
