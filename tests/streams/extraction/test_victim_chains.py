"""Groups that are counted together."""

from __future__ import annotations

import pytest

from streams.extraction.victim_chains import chain_from, find_subset_before, skip_modifiers
from tests.casualty_reading import view_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Six civilians and two soldiers.", [6, 2]),
        ("A woman, her daughter and a neighbour.", [1, 1, 1]),
        ("Two men in Gao as well as a boy in Menaka.", [2, 1]),
        ("Two men, one of them a cook.", [2]),
        ("Two men and four fled.", [2]),
        ("Nine rebels and three farmers caught in crossfire.", [9, 3]),
        ("Four boys and two women trapped in a cellar.", [4, 2]),
        ("Two men and four caught fish.", [2]),
        ("Twenty people, aid workers and a rebel group said.", [20]),
        ("Two men and the seizure of arms.", [2]),
        ("Ten soldiers and new recruits.", [10]),
        ("Over 200 rebels and allied fighters.", [201]),
        ("Ten soldiers and wounded recruits.", [10]),
        ("A chief in the Kora area along with two of his guards.", [1, 2]),
        ("Four soldiers, an officer and three cadets, when", [4]),
        ("Four soldiers, an officer and two cadets, when", [4, 1, 2]),
        ("Two Kenyans, a Turk and a Syrian in Goma", [2, 1, 1]),
        ("Eight in Menaka, a fishing centre on the lake", [8]),
        ("Eight in Menaka, a crossing of two roads", [8]),
        ("Eight in Menaka, a nurse and a cook", [8, 1, 1]),
        ("A man in his seventies - and two cooks.", [1]),
        ("The lives of nine clerks and of a guard.", [2]),
    ],
)
def test_joined_groups_make_a_chain(text: str, expected: list[int]) -> None:
    view = view_in(text)
    chain, _ = chain_from(view, view.groups[0], len(view.lower))
    assert [group.amount.min for group in chain] == expected


def test_places_and_days_after_a_group_are_passed_over() -> None:
    view = view_in("Two men in the old market of Gao on Friday were hurt.")
    assert view.lower[skip_modifiers(view, 2, len(view.lower))] == "were"


def test_including_makes_a_subset() -> None:
    view = view_in("Nine people, including two nurses.")
    assert [find_subset_before(view, group) for group in view.groups] == [False, True]
