"""Of which attack a number speaks, how firmly and by whom it is said."""

from __future__ import annotations

import pytest

from tests.casualty_reading import Counts, claim_in, claims_in, counts_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There were no immediate reports of casualties.", {}),
        ("It was not clear how many people had been killed.", {}),
        ("It was not immediately known if anyone was hurt.", {}),
        ("A strike could kill thousands of people.", {}),
        ("The group vowed to kill ten officers.", {}),
        ("If the dam breaks, 4,000 people would die.", {}),
        ("More than 9,000 people have been killed since the war began.", {}),
        ("Attacks this month have killed 40 civilians.", {}),
        ("In 2019 a similar raid killed 17 people.", {}),
        ("A raid in March killed 12 villagers.", {}),
        ("The army exchanged 150 prisoners with the rebels.", {}),
        ("About 2,000 troops are stationed in the town.", {}),
        ("The attack forced 3,000 people from their homes.", {}),
        ("Five people were killed on Tuesday; a day earlier, three had died in Balakliia.", {"killed": (5, 5)}),
        ("Two children were among the dead.", {}),
        ("The driver was unharmed.", {}),
        ("Also among the wounded was the mayor.", {}),
        ("Ukraine said it had lost no soldiers.", {}),
        ("The missile killed everyone in the house.", {}),
        ("None of the passengers was hurt.", {}),
        ("Six of the dead were children.", {}),
        ("Up to ten people may have been killed.", {}),
    ],
)
def test_what_is_not_said_of_this_attack_counts_nobody(text: str, expected: Counts) -> None:
    assert counts_in(text) == expected


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Mines have killed 30 people since January.", "background"),
        ("In 2019 mines killed 30 people.", "background"),
        ("In May a mine killed 30 people.", "background"),
        ("Recent raids have killed 30 people.", "background"),
        ("The war began when rebels killed 30 people.", "background"),
        ("The raid was larger than the one in which 30 people died.", "comparison"),
        ("Mines could kill 30 people.", "hypothetical"),
        ("The group threatened to kill 30 people.", "hypothetical"),
        ("A mine killed 30 people.", "here"),
        ("As a result of a recent operation 30 people were killed.", "here"),
    ],
)
def test_a_number_has_the_scope_of_its_clause(text: str, scope: str) -> None:
    assert claim_in(text).scope == scope


@pytest.mark.parametrize(
    ("text", "attribution", "official"),
    [
        ("The army said a mine killed four people.", "The army", True),
        ("A mine killed four people, a hospital doctor said.", "a hospital doctor", False),
        ("A mine killed four people, according to the interior ministry.", "the interior ministry", True),
        ("The governor, Ivan Petrenko, wrote that a mine killed four people.", "The governor, Ivan Petrenko", True),
        ("A mine killed four people.", None, False),
    ],
)
def test_a_number_has_its_source(text: str, attribution: str | None, official: bool) -> None:
    claim = claim_in(text)
    assert (claim.attribution, claim.official) == (attribution, official)


def test_a_side_that_counts_the_enemy_claims() -> None:
    assert claim_in("The army said it had killed 15 rebels.").modality == "claimed"


def test_a_denial_of_guilt_is_no_denial_of_a_number() -> None:
    claims = claims_in("A mine killed four people; the army denied any involvement.")
    assert [claim.modality for claim in claims] == ["asserted"]


def test_claimed_responsibility_is_no_source() -> None:
    assert claim_in("A mine killed four people and rebels claimed responsibility.").attribution is None
