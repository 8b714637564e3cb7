"""Roles: what a sentence says of a place."""

from __future__ import annotations

import pytest

from tests.streams.extraction.reading import role_in


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("KHARTOUM, March 3 (Agency) - Shells hit a market.", "KHARTOUM", "dateline"),
        ("BAMAKO — A mine killed two soldiers.", "BAMAKO", "dateline"),
        ("KABUL, Afghanistan (Oct. 6, 2012) A commander was killed.", "KABUL", "dateline"),
        ("BRASILIA (BRAZIL), 26 MAY 89 (RADIO NACIONAL)", "BRASILIA", "dateline"),
        ("The strike came as mediators in Doha waited for an answer.", "Doha", "speaker"),
        ("Hundreds fled to schools in Kaya after the raid.", "Kaya", "destination"),
        ("The raiders rode to Kaya on motorcycles and killed six.", "Kaya", "struck"),
        ("Maoists came to Kaya at night and shot two villagers.", "Kaya", "struck"),
        ("Wounded soldier dies in Kaya hospital after ambush in Djibo", "Kaya", "destination"),
        ("The ship was hit on its way to Jeddah.", "Jeddah", "destination"),
        ("Two tankers heading empty to Jeddah were hit by drones.", "Jeddah", "destination"),
        ("A column heading to Kidal was hit by drones.", "Kidal", "struck"),
        ("The missile was shot down on its way to Eilat.", "Eilat", "struck"),
        ("A mine killed a boy in Taiz's Maqbanah district in Yemen.", "Taiz", "mentioned"),
        ("Moscow said it had shot down nine drones.", "Moscow", "speaker"),
        ("The raid killed four, a spokesman in Nairobi said.", "Nairobi", "speaker"),
        ("The attack was a crime, the mayor of Odesa said.", "Odesa", "speaker"),
        ("Nine UAVs from the directions of Kursk and Orel were shot down.", "Orel", "origin"),
        ("They fired six missiles from over the Caspian Sea.", "Caspian Sea", "origin"),
        ("Rockets fired from Baalbek hit a kibbutz in Israel.", "Baalbek", "origin"),
        ("Missiles launched from a ship in the Caspian Sea hit a depot.", "Caspian Sea", "origin"),
        ("A guard was killed by a grenade dropped from a drone in Neiva.", "Neiva", "struck"),
        ("Those kidnapped are Rosa Lund, 52, from Oslo, and a driver.", "Oslo", "origin"),
        ("MARIO LUND OF ROME WAS ATTACKED AND TAKEN HOSTAGE.", "ROME", "mentioned"),
        ("Much of Bakhmut was shelled.", "Bakhmut", "struck"),
        ("Thousands fled to Bukavu after the attack.", "Bukavu", "destination"),
        ("The wounded were taken to a hospital in Gao after the bombing.", "Gao", "destination"),
        ("Jets shelled Idlib.", "Idlib", "struck"),
        ("Kherson came under fire at dawn.", "Kherson", "struck"),
        ("The Idlib market blast killed nine.", "Idlib", "struck"),
        ("The shelling of Horlivka went on all night.", "Horlivka", "struck"),
        ("Two nurses were abducted from Birnin Gwari in Nigeria.", "Birnin Gwari", "struck"),
        ("A bomb went off on the road to Kidal, killing two.", "Kidal", "struck"),
        ("Nine missiles were sent to Vinnytsia by Russia, killing one.", "Vinnytsia", "struck"),
        ("Gunmen killed the mayor of Celaya in Mexico.", "Celaya", "struck"),
        ("Shells hit the main hospital in El Obeid.", "El Obeid", "struck"),
        ("Russia massed 40,000 troops near Sumy and bombed other towns.", "Sumy", "mentioned"),
        ("The bomb killed two, about 30 km from Mopti.", "Mopti", "mentioned"),
        ("The drone was shot down over the Red Sea before it struck.", "Red Sea", "mentioned"),
        ("The U.S. president condemned the attack.", "U.S.", "mentioned"),
    ],
)
def test_a_sentence_gives_a_place_its_role(text: str, name: str, role: str) -> None:
    assert role_in(text, name) == role
