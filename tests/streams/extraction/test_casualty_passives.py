"""The subjects of passives and of dying."""

from __future__ import annotations

import pytest

from tests.casualty_reading import Counts, claims_in, counts_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Of the 22 people killed when a rocket hit the ferry, five were sailors.", {"killed": (22, 22)}),
        ("The rebels said 50 soldiers had been killed or wounded.", {"killed": (0, 50), "wounded": (0, 50)}),
        ("Two sisters aged eight and 13 were killed.", {"killed": (2, 2)}),
        ("A village chief, Omar Dahir, 61, and three others were killed.", {"killed": (4, 4)}),
        ("A man identified as Omar Dahir, 30, and his son were killed.", {"killed": (2, 2)}),
        ("A retired couple, both 71, and the pair of nurses who looked after them were killed.", {"killed": (4, 4)}),
        ("Two teachers and the boy who was guiding them were shot dead.", {"killed": (3, 3)}),
        ("Another five were wounded in the first town and nine in the second.", {"wounded": (14, 14)}),
        ("Nine men died, five in Izium and four in Lyman, and 17 were hurt.", {"killed": (9, 9), "wounded": (17, 17)}),
        ("The raid left nine dead, among them a nun, and 14 wounded.", {"killed": (9, 9), "wounded": (14, 14)}),
        (
            "The raid left nine dead, among them two nuns and a cook, and 14 wounded.",
            {"killed": (9, 9), "wounded": (14, 14)},
        ),
        (
            "Shells killed nine people in Izium, including two nuns and a cook, and 14 were wounded.",
            {"killed": (9, 9), "wounded": (14, 14)},
        ),
        ("Five people were dragged out hurt.", {"wounded": (5, 5)}),
        ("Two clerks were killed and a third wounded by a drone.", {"killed": (2, 2), "wounded": (1, 1)}),
        ("Three guards, the youngest of them 21, and a cook died in the blast.", {"killed": (4, 4)}),
        (
            "Nine died in fights between herders and farmers, 16 wounded were flown out.",
            {"killed": (9, 9), "wounded": (16, 16)},
        ),
        ("Nine people died when a clinic was hit; the second shell killed nurses and cooks.", {"killed": (9, 9)}),
        ("Four guards were waylaid and shot dead near Gao.", {"killed": (4, 4)}),
        ('Ten "rebels" and a guard from Gao died in the raid.', {"killed": (11, 11)}),
        ('The army said ten "rebels" were shot dead.', {"killed": (10, 10)}),
        ("Seven cooks caught between the lines also died.", {"killed": (7, 7)}),
        ("Two guards were killed; the owner said two scouts had been killed in all.", {"killed": (2, 2)}),
        (
            "He hurt a general; he died of his wounds, and two guards were killed.",
            {"killed": (3, 3), "wounded": (0, 0)},
        ),
        ("Nine died on the spot, the other two on the way to a clinic.", {"killed": (11, 11)}),
        ("Nine died on the spot, the other two fled.", {"killed": (9, 9)}),
        ("A raid killed seven men in one flat; in all, 19 people died in the camp.", {"killed": (19, 19)}),
        ("Two cooks wounded in the raid have died in hospital, which makes nine dead.", {"killed": (9, 9)}),
        ("Two cooks wounded in the raid have died in hospital, or nine dead in all.", {"killed": (9, 9)}),
        ("A raid killed seven men in one flat; at a mill, 19 people died.", {"killed": (26, 26)}),
        ("Two sisters, eight and 13, were killed.", {"killed": (2, 2)}),
        ("Her sons, eight and 13 years old, were killed.", {"killed": (2, 2)}),
        (
            "Five men were killed and three taken to hospital, one of whom died there.",
            {"killed": (6, 6), "wounded": (2, 2)},
        ),
        ("Nine people (seven clerks and two guards) were killed.", {"killed": (9, 9)}),
        (
            "Thirty died, 27 of them in the fire, and 33 men and a guard were hurt.",
            {"killed": (30, 30), "wounded": (34, 34)},
        ),
        ("Two guards of the convoy, plus a cook, died in the raid.", {"killed": (3, 3)}),
        ("Two guards, as well as a cook, died in the raid.", {"killed": (3, 3)}),
        ("Seven guards were killed, said an officer who had earlier spoken of six dead.", {"killed": (7, 7)}),
        ("Two of the wounded could not be saved.", {"killed": (2, 2)}),
        ("A chapel could not be saved.", {}),
        ("Sixteen raiders were sent to their graves.", {"killed": (16, 16)}),
        ("Twenty people arrived dead and 30 arrived injured.", {"killed": (20, 20), "wounded": (30, 30)}),
        ("Nine raiders and no guards died.", {"killed": (9, 9)}),
        ("Every member of a team of seven was killed.", {"killed": (7, 7)}),
        ("Shots were fired, as a result of which eight clerks died.", {"killed": (8, 8)}),
        ("A blast hurt 26 people, nine of whom are in hospital, two in a grave condition.", {"wounded": (26, 26)}),
        ("A fight in the Philippines ended with four guards and a cook dead.", {"killed": (5, 5)}),
        ("Nine died and as many were hurt.", {"killed": (9, 9), "wounded": (9, 9)}),
        ("Ten people are dead, three times as many injured.", {"killed": (10, 10), "wounded": (30, 30)}),
        ("Twelve drones went missing from radar.", {}),
        ("Two of the 17 wounded are children.", {"wounded": (17, 17)}),
        ("Nine of the 30 people killed in the raid were nurses.", {"killed": (30, 30)}),
        ("Three of the 17 passengers were hurt.", {"wounded": (3, 3)}),
        ("A guard was critically wounded and four cooks lightly.", {"wounded": (5, 5)}),
        ("A guard was killed and another critically wounded.", {"killed": (1, 1), "wounded": (1, 1)}),
        ("Seven villagers were hauled from their homes and executed.", {"killed": (7, 7)}),
    ],
)
def test_a_subject_gives_its_counts(text: str, expected: Counts) -> None:
    assert counts_in(text) == expected


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("A bomb wounded nine people. A cook died of his wounds on Friday.", "died_later"),
        ("A cook was shot dead. The victim died of his wounds on Friday.", "subset"),
        ("The guard and a cook died from their injuries at the scene.", "total"),
        ("Three guards died of their wounds.", "total"),
    ],
)
def test_a_death_of_wounds_has_its_role(text: str, role: str) -> None:
    assert claims_in(text)[-1].role == role


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("Five villagers, including a boy and a girl were killed.", (5, 5)),
        ("Five raiders, including their leader and nine civilians were killed.", (14, 14)),
        ("Five raiders, including their leader, and nine civilians were killed.", (14, 14)),
        ("Five soldiers, including a medic and two cooks were killed.", (5, 5)),
        ("Five villagers, including a boy were killed and nine were hurt.", (5, 5)),
        ("Five villagers, including a boy, a woman, and a girl were killed.", (5, 5)),
        ("Five villagers, including a boy, and four soldiers were killed.", (9, 9)),
    ],
)
def test_an_aside_without_a_second_comma_names_some_of_the_whole(text: str, dead: tuple[int, int]) -> None:
    assert counts_in(text)["killed"] == dead


def test_the_dead_of_a_list_are_not_the_wounded_of_it() -> None:
    found = {"killed": (5, 5), "wounded": (9, 9)}
    assert counts_in("A driver saw five dead soldiers and nine wounded.") == found
    assert counts_in("Five soldiers and nine policemen were wounded.") == {"wounded": (14, 14)}
