"""Of which attack a number speaks."""

from __future__ import annotations

import pytest

from tests.casualty_reading import claim_in, claims_in
from tests.reading import read


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("The blast killed five, ten months after gunmen killed 44 in the same town.", "background"),
        ("Drones have killed 50 people in the course of the month.", "background"),
        ("A clinic said the overall death toll had passed 52,000.", "background"),
        ("In May a bomb killed 31 people in the same market.", "background"),
        ("The attack, the third this month, had claimed 14 lives.", "here"),
        ("The office said on Friday that four planters had been killed the day before.", "here"),
        ("A day earlier a bomb had killed four planters.", "background"),
        ("The army, which took the town last year, lost six men to a mine.", "here"),
        ("The body of a woman born in 1950 was pulled from the ruins.", "here"),
        ("The raid killed nine people, compared with 20 killed in the last one.", "comparison"),
        ("In the year more than 180 people have been killed.", "background"),
        ("Gunmen killed six people in the year's worst raid.", "here"),
        ("A bomb killed nine, taking to 17 the number of people killed in the town in one day.", "background"),
        ("A bomb killed nine, taking to 17 the number of people killed in the blasts.", "here"),
        ("The bomb killed 31 people in the deadliest attack in the town since 2019.", "here"),
        ("The bomb killed 31 people in the deadliest month since 2019.", "background"),
        ("The rain is late. The bomb killed 31 in Bara which rebels have held since last month.", "here"),
        ("The rain is late. Bombs which have killed 31 people since last month worry the army.", "background"),
    ],
)
def test_the_last_number_is_of_this_attack_or_not(text: str, scope: str) -> None:
    assert claims_in(text)[-1].scope == scope


def test_days_after_an_attack_another_is_told() -> None:
    first, second = claims_in("Three days after a bomb killed 60 people, gunmen killed four officers.")
    assert (first.scope, second.scope) == ("background", "here")


def test_who_blows_himself_up_on_the_platform_compares_nothing() -> None:
    claims = read("A bomber blew himself up on the platform on Thursday, killing at least 26 people.").claims
    assert [(claim.scope, claim.count.min) for claim in claims if claim.kind == "killed"] == [("here", 26)]


@pytest.mark.parametrize(
    ("since", "scope"),
    [
        ("since the sunset prayer", "here"),
        ("since the early hours of Friday", "here"),
        ("since the night of the coup", "background"),
        ("since the war began", "background"),
    ],
)
def test_an_hour_of_the_day_begins_no_period(since: str, scope: str) -> None:
    assert claim_in(f"Shells have killed 12 bakers {since}.").scope == scope
