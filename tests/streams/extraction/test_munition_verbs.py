"""Acts by and to weapons, with their voice."""

from __future__ import annotations

import pytest

from streams.extraction.munition_verbs import acts_of
from tests.streams.extraction.weapon_reading import phrases_of, sentence_of


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("The drones were not shot down.", [("stop", True, True)]),
        ("Rockets fired at a base hit a hangar.", [("launch", False, False), ("hit", False, False)]),
        ("Two missiles were shot down on approach.", [("stop", True, False)]),
        ("Shells fell outside the town without damage.", [("land", False, False)]),
    ],
)
def test_an_act_has_a_voice_and_nouns_are_no_acts(text: str, acts: list[tuple[str, bool, bool]]) -> None:
    sentence, terms, _ = sentence_of(text)

    found = acts_of(sentence, terms, phrases_of(text))

    assert [(act.kind, act.passive, act.negated) for act in found] == acts
