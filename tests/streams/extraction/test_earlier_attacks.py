"""What stands in words of an earlier attack is not of the one that is told."""

from __future__ import annotations

import pytest

from tests.reading import event_of


@pytest.mark.parametrize(
    ("text", "targets", "weapons"),
    [
        (
            "A drone hit a bus in Goma, killing four people, hours after a strike on a school.",
            ("transport",),
            ("drone",),
        ),
        ("A drone hit a bus in Goma, killing four, a day after rockets fell on a market.", ("transport",), ("drone",)),
        (
            "Two days after rockets hit a school in Goma, killing nine people, four are still missing.",
            ("school",),
            ("rocket",),
        ),
        ("Nine people were killed in Goma after a drone hit a school.", ("school",), ("drone",)),
    ],
)
def test_targets_and_weapons_are_those_of_the_attack_told(text: str, targets: tuple[str], weapons: tuple[str]) -> None:
    told = event_of(text)
    assert (told.targets, tuple(name for name in told.munitions.types if name != "shell")) == (targets, weapons)
