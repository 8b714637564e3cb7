"""Names of people, each one victim."""

from __future__ import annotations

import pytest

from streams.extraction.victims import is_name
from tests.casualty_reading import Counts, counts_in, view_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Omar Haddad was killed.", {"killed": (1, 1)}),
        ("Omar Haddad, 34, was wounded.", {"wounded": (1, 1)}),
        ("Omar Haddad, a local leader, was killed in a raid.", {"killed": (1, 1)}),
        ("A drone killed Omar Haddad and his driver.", {"killed": (2, 2)}),
        ("Omar Haddad and three guards were killed.", {"killed": (4, 4)}),
        ("The raid led to the death of Omar Haddad.", {"killed": (1, 1)}),
        ("The murder of Omar Haddad shocked the town.", {"killed": (1, 1)}),
        ("REBELS KILLED OMAR HADDAD.", {"killed": (1, 1)}),
    ],
)
def test_a_name_is_one_victim(text: str, expected: Counts) -> None:
    assert counts_in(text) == expected


def test_a_month_and_a_number_are_no_names() -> None:
    view = view_in("Omar left in March with Two men.")
    assert [is_name(view, at) for at in (0, 1, 3, 5)] == [True, False, False, False]
