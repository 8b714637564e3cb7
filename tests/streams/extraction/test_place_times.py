"""Times: a place of an earlier attack told in the same sentence is only mentioned."""

from __future__ import annotations

import pytest

from tests.streams.extraction.reading import role_in


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Rebels killed six in Beni, ten days after they killed nine in Butembo.", "Butembo", "mentioned"),
        ("It came four days after 25 girls were seized in Maga, in Cameroon's Maroua region.", "Maroua", "mentioned"),
        ("A bomb hit Azaz; on Monday a mine had killed two in Afrin.", "Afrin", "mentioned"),
        ("Jets hit Azaz, an answer to Monday's rocket fire on Kilis.", "Kilis", "mentioned"),
        ("In retaliation, jets bombed Azaz.", "Azaz", "struck"),
        ("He said that gunmen had attacked Butembo and killed nine.", "Butembo", "struck"),
        ("Two days after a truce began, gunmen killed six in Butembo.", "Butembo", "struck"),
    ],
)
def test_an_earlier_attack_does_not_strike_its_place(text: str, name: str, role: str) -> None:
    assert role_in(text, name) == role
