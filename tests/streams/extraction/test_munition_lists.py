"""Numbers of weapons told place by place, and hits that are counted."""

from __future__ import annotations

import pytest

from streams.extraction.munition_lists import counted_hits, told_by_kind, told_by_place
from tests.streams.extraction.weapon_reading import phrases_of, sentence_of


@pytest.mark.parametrize(
    ("text", "further"),
    [
        ("Crews downed 14 drones over Oryol, six over Tula and two over Kaluga.", [6, 2]),
        ("Crews downed 14 drones, six over Tula and eight over Kaluga.", []),
        ("Crews downed 14 drones over Oryol, and six people in Tula were hurt.", []),
        ("Crews downed 14 drones over Oryol and six in Tula were killed.", []),
    ],
)
def test_only_numbers_with_a_place_of_their_own_go_on_from_the_first(text: str, further: list[int]) -> None:
    sentence, terms, numbers = sentence_of(text)

    found = told_by_place(sentence, terms, numbers, phrases_of(text)[0], 1)

    assert [group.count.min for group in found if group.count] == further


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Direct hits by three missiles were recorded.", [3]),
        ("Missiles flew for an hour and the town recorded 15 impacts.", [15]),
        ("Iran fires four missiles and one hits Beersheba.", []),
        ("The song of the band hits number four.", []),
    ],
)
def test_hits_are_counted_by_their_weapons_or_as_such(text: str, hits: list[int]) -> None:
    sentence, _, numbers = sentence_of(text)

    found = counted_hits(sentence, numbers, phrases_of(text))

    assert [group.count.min for group, _ in found if group.count] == hits


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Russia attacked with 70 aerial weapons: 62 drones and eight missiles.", [62, 8]),
        ("Russia attacked with 70 aerial weapons: 62 drones and nine missiles.", []),
        ("Russia attacked with 70 aerial weapons, 62 drones and eight missiles.", []),
        ("Russia attacked with 70 drones: 62 drones and eight missiles.", []),
        ("Russia attacked with 70 aerial weapons: it was a long night.", []),
    ],
)
def test_kinds_behind_a_colon_make_up_the_number_before_it(text: str, kinds: list[int]) -> None:
    phrases = phrases_of(text)

    found = told_by_kind(sentence_of(text)[0].lower, phrases, phrases[0].groups[0])

    assert [group.count.min for group in found if group.count] == kinds
