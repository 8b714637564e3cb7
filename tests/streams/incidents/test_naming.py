"""Names for comparing: spelled alike however they are written, found among what was written as names."""

from __future__ import annotations

import pytest

from streams.incidents.naming import is_named, normal


@pytest.mark.parametrize(
    ("written", "same"), [("Niafunké", "niafunke"), ("Al-Nur  Market", "al nur market"), ("KYIV", "Kyiv")]
)
def test_two_spellings_of_a_name_are_one(written: str, same: str) -> None:
    assert normal(written) == normal(same)


def test_a_name_is_named_when_all_its_words_are() -> None:
    named = frozenset(("aster", "bay", "sailors"))
    assert is_named(frozenset(("Aster", "Bay")), named)
    assert not is_named(frozenset(("Aster", "Star")), named)


def test_no_name_is_never_named() -> None:
    assert not is_named(frozenset(), frozenset(("aster",)))
