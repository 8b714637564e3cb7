"""Groups as values."""

from __future__ import annotations

from tests.casualty_reading import view_in


def test_animals_and_things_are_no_people() -> None:
    view = view_in("Three goats, a lorry and a shepherd.")
    assert [group.people for group in view.groups] == [False, False, True]


def test_a_group_is_found_by_its_first_token() -> None:
    view = view_in("Rockets hit two nurses.")
    group = view.group_at(2)
    assert group is not None
    assert (group.amount.min, group.victims) == (2, "civilian")
    assert view.group_at(3) is None
