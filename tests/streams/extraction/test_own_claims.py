"""Nobody hurt: said of the attack, or of something else that the text tells beside its dead."""

from __future__ import annotations

import pytest

from tests.reading import event_of, killed, wounded

LEAD = "Jets bombed Goma on Thursday, killing nine people."


@pytest.mark.parametrize(
    ("second", "hurt"),
    [
        ("A missile fired at Sake in the evening was shot down. No one was hurt.", None),
        ("No one was wounded.", (0, 0)),
        ("Houses burned. No one was injured there.", (0, 0)),
    ],
)
def test_where_people_died_nobody_hurt_is_said_of_something_else(second: str, hurt: tuple[int, int] | None) -> None:
    assert wounded(event_of(f"{LEAD}\n\n{second}")) == hurt


def test_where_nobody_died_nobody_was_hurt() -> None:
    assert wounded(event_of("Rockets hit a field near Goma on Thursday.\n\nNo one was hurt.")) == (0, 0)


def test_a_number_in_an_allegation_called_false_is_not_counted() -> None:
    event = event_of(
        "Troops killed 18 rebels in a gunfight near Bara on Thursday. Three soldiers also died. The allegation of the "
        "rebels that villagers were killed is false."
    )
    assert killed(event) == (21, 21)
