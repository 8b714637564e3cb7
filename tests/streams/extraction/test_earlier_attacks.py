"""What stands in words of an earlier attack is not of the one that is told."""

from __future__ import annotations

import pytest

from tests.reading import event_of, killed, span_of, wounded


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


@pytest.mark.parametrize(
    ("sentence", "hurt"),
    [
        ("Earlier on Friday, a car bomb in Bukavu wounded 24 people.", None),
        ("Earlier in the day, a suspected drone strike on a clinic in Bukavu wounded 24 people.", None),
        ("Earlier on Friday, a shell hit a school in Goma, wounding 24 people.", (24, 24)),
        ("Earlier on Friday, a doctor in Bukavu said that the shelling had wounded 24 people.", (24, 24)),
        ("Earlier on Friday, officials said that the attack had wounded 24 people.", (24, 24)),
    ],
)
def test_an_attack_earlier_on_the_day_at_a_place_not_named_before_is_another(
    sentence: str, hurt: tuple[int, int] | None
) -> None:
    told = event_of(f"Nine people were killed on Friday evening when shells hit a camp in Goma.\n\n{sentence}")
    assert (killed(told), wounded(told), [place.name for place in told.places][:1]) == ((9, 9), hurt, ["Goma"])


def test_a_word_of_elsewhere_in_the_clause_of_an_earlier_attack_parts_nothing() -> None:
    told = "The ferry was hit by two drones off Odesa on Friday, a day after a tug was struck further north."
    assert span_of(event_of(f"Updated with a survey.\n\n{told}").munitions.launched) == (2, 2)
