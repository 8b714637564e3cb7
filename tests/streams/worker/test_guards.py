"""When a stage must not go on: an offset is missing, or too much of what it reads fails by its own fault."""

import pytest

from streams.worker.guards import WINDOW, Budget, Contiguity


def test_offsets_that_follow_each_other_are_fine_wherever_they_begin() -> None:
    contiguity = Contiguity()
    assert [contiguity.skipped(p, o) for p, o in [(0, 17), (1, 0), (0, 18), (1, 1)]] == [None] * 4


@pytest.mark.parametrize(("start", "first", "fine"), [(17, 17, True), (17, 5, True), (17, 18, False)])
def test_the_first_offset_is_the_one_to_go_on_from_or_comes_again(start: int, first: int, fine: bool) -> None:
    contiguity = Contiguity()
    assert not contiguity.knows(0)
    contiguity.begin(0, start, first)
    assert contiguity.knows(0)
    assert (contiguity.skipped(0, first) is None) is fine


@pytest.mark.parametrize(("second", "told"), [(19, "from offset 17 to 19"), (17, "from offset 17 to 17")])
def test_a_hole_or_a_step_back_is_told(second: int, told: str) -> None:
    contiguity = Contiguity()
    contiguity.skipped(0, 17)
    assert told in str(contiguity.skipped(0, second))


def test_the_budget_is_spent_by_too_many_bugs_in_a_row() -> None:
    budget = Budget(in_a_row=3)
    assert [bool(budget.spend(0, "bug")) for _ in range(4)] == [False, False, False, True]


def test_a_good_record_in_between_begins_the_row_anew() -> None:
    budget = Budget(in_a_row=2)
    assert not any(budget.spend(0, reason) for reason in ["bug", "timeout", None] * 5)


def test_bad_records_of_others_cost_nothing() -> None:
    budget = Budget(in_a_row=2, share=0.01)
    assert not any(budget.spend(0, "schema") for _ in range(2 * WINDOW))


def test_every_partition_has_its_own_budget() -> None:
    budget = Budget(in_a_row=2)
    assert not any(budget.spend(partition, "bug") for partition in (0, 1, 2) for _ in range(2))


def test_the_share_of_the_last_thousand_counts_once_there_are_as_many() -> None:
    budget = Budget(in_a_row=WINDOW, share=0.2)
    told = [budget.spend(0, "bug" if number % 4 == 0 else None) for number in range(WINDOW)]
    assert [number for number, why in enumerate(told) if why] == [WINDOW - 1]
    assert "20%" in (told[-1] or "")
