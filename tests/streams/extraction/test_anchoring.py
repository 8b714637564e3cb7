"""Anchoring: each number belongs to the main attack, another one, a period, or none."""

from __future__ import annotations

import pytest

from schemas.vocabulary import Scope
from streams.extraction.anchoring import anchor_claims
from streams.extraction.story import read_story
from tests.reading import event_of, killed, read


def scopes(text: str) -> dict[int, Scope]:
    """Return the scope of each killed claim by its lowest number."""
    article = read(text)
    anchored = anchor_claims(article, read_story(article))
    return {each.claim.count.min: each.scope for each in anchored if each.claim.kind == "killed"}


@pytest.mark.parametrize(
    ("text", "number", "scope"),
    [
        ("Shells killed two people in Goma on Thursday. In January 45 people had been killed.", 45, Scope.BACKGROUND),
        ("Shells killed two people in Goma on Thursday. On Monday seven people had been killed.", 7, Scope.OTHER_EVENT),
        (
            "Shells killed two people in Goma on Thursday, in the worst raid since May, when 22 died.",
            22,
            Scope.BACKGROUND,
        ),
        ("Shells killed two people in Goma on Thursday. A new war could kill 900 people.", 900, Scope.HYPOTHETICAL),
        ("Shells killed two people in Goma days after a truce collapsed.", 2, Scope.MAIN),
        (
            "Shells killed two people in Goma on Thursday, taking to 17 the number killed in the town in one day.",
            17,
            Scope.BACKGROUND,
        ),
        (
            "Two more bodies were found in Goma on Friday, taking to 11 the number killed in a raid a day earlier.",
            11,
            Scope.MAIN,
        ),
        ("A raid killed two people in Goma. It came four days after a bomb killed seven miners.", 7, Scope.BACKGROUND),
        ("A shell hit a mill in Goma, the third there this year; two guards were killed.", 2, Scope.MAIN),
        ("Gunmen killed two guards of Omar Haddad in Goma, who led the town in 2015.", 2, Scope.MAIN),
        ("Shells killed two people in Goma on Thursday. A third man was killed on Friday.", 3, Scope.MAIN),
    ],
)
def test_a_number_belongs_to_the_attack_its_clause_names(text: str, number: int, scope: Scope) -> None:
    assert scopes(text)[number] is scope
    assert scopes(text)[2] is Scope.MAIN


def test_every_anchored_claim_says_why() -> None:
    article = read("Shells killed two people in Goma on Thursday. Since January 45 people have been killed.")
    reasons = [each.reason for each in anchor_claims(article, read_story(article))]
    assert all(reasons)


def test_the_day_of_a_statement_is_not_the_day_of_what_it_tells() -> None:
    article = read(
        "Shells killed two people in Goma on Friday. A nurse said on Thursday that four died in Goma on Friday."
    )
    anchored = anchor_claims(article, read_story(article))
    assert [each.scope for each in anchored if each.claim.count.min == 4] == [Scope.MAIN]


def test_the_dead_of_the_raid_above_which_one_ranks_are_not_its_own() -> None:
    body = "A bomb killed 31 people in Goma on Thursday in the worst attack since a raid in May in which nine died."
    assert killed(event_of(body)) == (31, 31)


def test_what_an_attack_ranks_among_is_not_its_own_time() -> None:
    event = event_of(
        "Russia launched 40 missiles at Ukraine overnight in one of the largest attacks of the war, killing at least "
        "nine people in Kyiv and two in Dnipro, officials said on Thursday. Rescuers had pulled out six bodies."
    )
    assert killed(event) == (11, None)


@pytest.mark.parametrize(
    "lead",
    [
        "Fighting between the army and rebels near Goma has left at least 35 people dead since Tuesday.",
        "At least 35 people have been killed in clashes between the army and rebels near Goma since Tuesday.",
    ],
)
def test_fighting_that_goes_on_since_a_day_of_this_week_is_the_news(lead: str) -> None:
    assert killed(event_of(lead)) == (35, None)


@pytest.mark.parametrize(
    "lead",
    [
        "Shelling killed two people in Goma on Thursday, and 14 have died there since Sunday, the army said.",
        "Shelling killed two people in Goma on Thursday, bringing those killed since Sunday to 14.",
    ],
)
def test_a_sum_beside_the_attack_is_not(lead: str) -> None:
    assert killed(event_of(lead)) == (2, 2)


@pytest.mark.parametrize(
    "cause",
    [
        "in apparent revenge for the deaths of several rebels",
        "to avenge the killing of four rebels",
        "in retaliation for an army raid that killed 12 rebels",
        "in response to a raid that killed 12 rebels",
    ],
)
def test_what_an_attack_answers_is_no_part_of_it(cause: str) -> None:
    assert killed(event_of(f"Gunmen killed nine farmers in a village near Goma on Thursday {cause}.")) == (9, 9)


def test_an_attack_of_another_year_is_no_part_of_it() -> None:
    first = "Troops killed five militants near Goma on Thursday."
    event = event_of(f"{first} The group was behind the 2023 bombing of a church that killed four people in Bukavu.")
    assert (killed(event), [place.name for place in event.places]) == ((5, 5), ["Goma"])
    event = event_of("Troops near Goma killed three men who were behind the 2023 attack on a church, the army said.")
    assert killed(event) == (3, 3)


def test_what_an_attack_is_made_to_rank_above_does_not_date_it() -> None:
    ranks = "making it one of the deadliest attacks since the campaign began last month"
    event = event_of(f"Air raids on Goma killed 74 people, {ranks}.", "Air raids on Goma kill 74")
    assert killed(event) == (74, 74)


def test_the_second_half_of_a_headline_is_of_the_attack_that_the_body_sets_apart() -> None:
    bomb = "Three soldiers were hurt on Thursday when a bomb went off in Tank."
    apart = event_of(f"{bomb} In Tirah jets killed 11 militants on Wednesday.", "Bomb hurts three; jets kill 11")
    same = event_of(f"{bomb} The bomb killed 11 pupils.", "Bomb hurts three; 11 killed")
    assert (killed(apart), killed(same)) == (None, (11, 11))
