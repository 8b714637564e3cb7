"""Deaths that are numbered."""

from __future__ import annotations

import pytest

from streams.extraction.casualty_ordinals import rank_of
from tests.casualty_reading import Counts, claims_in, counts_in, view_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A third guard has died, the clinic said.", {"killed": (3, 3)}),
        ("A fourth victim of the shelling died in hospital.", {"killed": (4, 4)}),
        ("A girl hurt in the raid died of her wounds, becoming its fifth fatality.", {"killed": (5, 5)}),
        ("Six clerks and a guard were killed; a second guard was killed later.", {"killed": (7, 7)}),
        ("A second bomber was killed.", {"killed": (1, 1)}),
        ("A third person was wounded.", {"wounded": (1, 1)}),
    ],
)
def test_who_dies_as_the_third_has_two_before_him(text: str, expected: Counts) -> None:
    assert counts_in(text) == expected


def test_somebody_only_ranked_is_no_further_death() -> None:
    claims = claims_in("A sniper killed a sentry, the 13th soldier to be killed at the post.")
    assert [claim.count.min for claim in claims] == [1]


def test_a_rank_belongs_to_one_person() -> None:
    view = view_in("A third guard and two cooks died.")
    assert [rank_of(view, group) for group in view.groups] == [3, 0]
