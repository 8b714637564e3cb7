"""The dead of armed groups are told by their name or by what they are called."""

from __future__ import annotations

import pytest

from streams.extraction.relation_sides import is_hostile
from tests.reading import event_of, killed, read


@pytest.mark.parametrize(
    ("text", "hostile"),
    [
        ("Troops killed nine militants in Kano on Tuesday.", True),
        ("Troops killed nine Boko Haram fighters in Kano on Tuesday.", True),
        ("Gunmen killed nine soldiers in Kano on Tuesday.", False),
        ("Gunmen killed nine traders in Kano on Tuesday.", False),
    ],
)
def test_the_dead_of_an_armed_group_are_hostile(text: str, hostile: bool) -> None:
    article = read(text)
    (claim,) = [each for each in article.claims if each.kind == "killed"]
    assert is_hostile(claim, article) is hostile


def test_attackers_told_after_a_list_of_who_died_come_on_top_of_it() -> None:
    shot = "All five attackers were shot dead, the police said."
    told = event_of(f"Six clerks and two soldiers were killed in Kano on Thursday. {shot}")
    held = event_of(f"Six clerks and five attackers were killed in Kano on Thursday. {shot}")
    assert (killed(told), killed(held)) == ((13, 13), (11, 11))


@pytest.mark.parametrize(
    ("body", "dead"),
    [
        ("The number of militants killed in Thursday's raid near Kidal rose to nine. Two soldiers died.", 11),
        ("The total number of Maoists killed near Sukma on Thursday is 18. Three constables were also killed.", 21),
        ("The number of people killed by militants near Kidal on Thursday rose to nine. Two soldiers died.", 9),
        ("The number of people killed near Kidal on Thursday rose to nine. Two of the dead were soldiers.", 9),
    ],
)
def test_a_toll_of_one_side_does_not_hold_the_other(body: str, dead: int) -> None:
    assert killed(event_of(body)) == (dead, dead)


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("It left 42 dead of the militia at the gate. There were five martyrs from our forces.", (47, 47)),
        ("The bodies of 51 elements of the rebels were counted. Six of our heroes ascended as martyrs.", (57, 57)),
        ("It left 42 dead in the camp of the militia. Two of our soldiers died.", (42, 42)),
        ("A hospital counted 12 martyrs. Five martyrs are children.", (12, 12)),
    ],
)
def test_a_side_that_counts_the_enemys_dead_adds_its_own(text: str, dead: tuple[int, int]) -> None:
    assert killed(event_of(f"Our forces repelled an attack by the militia on Bunia on Friday. {text}")) == dead
