"""The word lists: spelled as the contracts spell them, and each used where it belongs."""

import inspect
from enum import StrEnum

import pytest

from schemas import vocabulary
from schemas.vocabulary import EventType, MunitionType, PubStatus, Reason

LISTS = [
    kind
    for _, kind in inspect.getmembers(vocabulary, inspect.isclass)
    if issubclass(kind, StrEnum) and kind is not StrEnum
]


@pytest.mark.parametrize("kind", LISTS)
def test_a_word_is_named_as_it_is_spelled(kind: type[StrEnum]) -> None:
    assert [
        word.name for word in kind if word.name not in (word.value.upper(), word.value.partition("/")[2].upper())
    ] == []


def test_the_reasons_are_those_of_the_detect_contract() -> None:
    assert " ".join(Reason) == (
        "not_conflict historic hypothetical exercise commentary aftermath accident crime withheld unsupported_language"
    )


def test_the_event_types_are_those_of_the_contract() -> None:
    assert " ".join(EventType) == (
        "airstrike missile_strike drone_strike combined_strike shelling bombing armed_clash armed_attack abduction "
        "naval_attack chemical_attack territory_change other_attack"
    )


def test_the_munition_types_are_those_of_the_contract() -> None:
    assert " ".join(MunitionType) == (
        "drone missile rocket shell aerial_bomb ied grenade mine torpedo small_arms blade chemical other"
    )


def test_the_publication_statuses_are_those_of_ninjs() -> None:
    assert list(PubStatus) == ["usable", "withheld", "canceled"]
