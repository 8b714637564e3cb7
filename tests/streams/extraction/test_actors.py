"""Belligerents: named groups, states by their forces, and fighters without a name."""

from __future__ import annotations

import pytest

from streams.extraction.actors import read_actors
from streams.lexicons.terms import term_index
from streams.text.sentences import split_sentences
from streams.text.types import Actor, Segment


def actors(text: str) -> list[Actor]:
    sentences = split_sentences([Segment("body", "paragraph", text, 0)])
    return list(read_actors(sentences, [term_index().find(sentence) for sentence in sentences]))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The RSF shelled the camp.", ["Rapid Support Forces"]),
        ("Sudan's Rapid Support Forces shelled the camp.", ["Rapid Support Forces"]),
        ("TTP militants attacked a post.", ["Tehreek-e-Taliban Pakistan"]),
        ("Fighters of the People's Defence Force ambushed a truck.", ["People's Defence Force"]),
        ("Russian drones hit a depot.", ["Russia"]),
        ("Ukraine's air force downed 12 drones.", ["Ukraine"]),
        ("The IDF struck a house.", ["Israel"]),
        ("Armed men killed a farmer.", ["armed men"]),
        ("Bandits of the Mola Reina gang attacked a school.", ["bandits", "Mola Reina gang"]),
        ("A Haitian gang attacked a school.", []),
        ("Gunmen killed a farmer.", []),
        ("Two people were killed in Mali.", []),
        ("A bomb went off in Gao, Mali.", []),
        ("It is aa and is killed.", []),
        ("A Russian tourist was killed.", []),
    ],
)
def test_a_belligerent_goes_by_its_usual_name(text: str, names: list[str]) -> None:
    assert [actor.name for actor in actors(text)] == names


def test_a_state_has_its_country_and_the_army_none_yet() -> None:
    russia, army = (
        actors("Russian troops killed two soldiers while the army attacked.")[0],
        actors("The army attacked.")[0],
    )
    assert (russia.kind, russia.country) == ("state", "RU")
    assert (army.name, army.kind, army.country) == ("army", "state", None)


def test_sentences_without_terms_name_nobody() -> None:
    sentences = split_sentences([Segment("body", "paragraph", "The IDF is an army.", 0)])
    assert read_actors(sentences, [()]) == ()


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The armed forces of Ukraine shelled the town.", "UA"),
        ("The army of the Central African Republic shelled the town.", "CF"),
        ("The army of liberators shelled the town.", None),
    ],
)
def test_whose_forces_they_are_may_stand_behind_them(text: str, country: str | None) -> None:
    assert [actor.country for actor in actors(text)] == [country]


def test_a_town_of_a_country_is_none_of_its_forces() -> None:
    assert actors("Rockets hit an Israeli border town, said the Israeli fire and rescue service.") == []
