"""Weapons by type, named or implied by an act, and whether they were used."""

from __future__ import annotations

import pytest

from streams.extraction.weapons import Weapon, of_attack, read_weapons
from streams.lexicons.terms import term_index
from streams.text.sentences import split_sentences
from streams.text.types import Segment


def weapons(text: str) -> list[Weapon]:
    sentences = split_sentences([Segment("body", "paragraph", text, 0)])
    return [weapon for one in sentences for weapon in read_weapons(one, term_index().find(one))]


def used(text: str) -> list[str]:
    return sorted({weapon.type for weapon in weapons(text) if weapon.used})


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("An air raid hit a camp. A single bomb came through the roof. The blast blew up a depot.", ["aerial_bomb"]),
        ("An air raid hit a camp. A roadside bomb killed two.", ["aerial_bomb", "ied"]),
        ("A bomb exploded. Rebels blew up a bridge.", ["ied"]),
        ("Twelve warplanes dropped 40 munitions on a barracks.", ["aerial_bomb"]),
        ("The army used 40 munitions.", []),
        ("Rebels dropped explosives on a patrol from a drone.", ["drone"]),
        ("A drone hit a post. Police found that a car bomb had gone off as well.", ["drone", "ied"]),
        ("A bomb hurt six. Police seized four rifles, two drones and nine mortars.", ["ied"]),
    ],
)
def test_what_other_weapons_account_for_was_not_planted(text: str, types: list[str]) -> None:
    assert sorted({weapon.type for weapon in of_attack(weapons(text))}) == types


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("A drone strike killed two.", ["drone"]),
        ("A mortar attack on the market killed two.", ["shell"]),
        ("Shelling killed two in the town.", ["shell"]),
        ("An air raid destroyed the bridge.", ["aerial_bomb"]),
        ("Army jets bombed a school.", ["aerial_bomb"]),
        ("Israel bombed a depot.", ["aerial_bomb"]),
        ("The plane dropped two bombs.", ["aerial_bomb"]),
        ("A bomb exploded under a car.", ["ied"]),
        ("A van full of explosives was driven into a gate.", ["ied"]),
        ("A suicide bomber killed six in a mosque.", ["ied"]),
        ("Militants shot dead two herders.", ["small_arms"]),
        ("Gunmen abducted four pupils.", []),
        ("The cart ran over a landmine.", ["mine"]),
        ("Two sea drones rammed a tanker and set it alight.", ["drone"]),
        ("A car rammed a checkpoint.", ["other"]),
        ("An explosive-laden drone hit a depot.", ["drone"]),
        ("A device hidden in a bin went off.", ["ied"]),
        ("Eight missiles were stopped; the ninth ploughed into a villa.", ["missile"]),
        ("A man threw a grenade into a crowd.", ["grenade"]),
        ("Heavy guns and mortars shelled the village.", ["shell"]),
        ("A tank fired on a clinic.", ["shell"]),
        ("Guerrillas blew up a bridge near Arauca.", ["ied"]),
        ("Two devices exploded on the campus.", ["ied"]),
        ("A missile blew up a tank.", ["missile"]),
        ("A judge was machinegunned at his gate.", ["small_arms"]),
        ("Raiders armed with submachineguns stormed a farm.", ["small_arms"]),
        ("Gunners failed to stop two missiles that hit a plant.", ["missile"]),
        ("Drones damaged a missile corvette.", ["drone"]),
        ("Rebels killed nine with machetes.", ["blade"]),
        ("A machete-wielding mob killed two.", ["blade"]),
        ("Chlorine was dropped on the town.", ["chemical"]),
        ("A torpedo hit the frigate.", ["torpedo"]),
        ("Attackers threw a grenade into a bar.", ["grenade"]),
        ("The driver rammed into a crowd.", ["other"]),
        ("Drones were shot down over the city.", ["drone"]),
        ("Rockets were fired at the base.", ["rocket"]),
        ("Missiles and drones hit a refinery.", ["drone", "missile"]),
    ],
)
def test_an_attack_uses_the_weapons_that_its_words_name_or_imply(text: str, types: list[str]) -> None:
    assert used(text) == types


@pytest.mark.parametrize(
    "text",
    [
        "Police seized four rifles and a pistol.",
        "The country will buy 90 missiles.",
        "A stockpile of shells was moved.",
        "The drone factory opened in spring.",
        "If a missile hit the plant, thousands would flee.",
        "The men were taken away and no shot dead was reported; they vowed to fire rockets.",
        "The army plans to launch drones.",
        "Air raid sirens sounded in the city.",
    ],
)
def test_weapons_kept_moved_made_or_only_possible_are_not_used(text: str) -> None:
    kinds = [weapon.type for weapon in weapons(text) if weapon.used]
    assert [kind for kind in kinds if kind not in ("small_arms",)] == []


def test_a_weapon_keeps_the_words_as_written() -> None:
    (weapon,) = weapons("A Glide Bomb hit the house.")
    assert (weapon.text, weapon.type, weapon.used) == ("Glide Bomb", "aerial_bomb", True)
