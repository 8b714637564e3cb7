"""What counts as standing still: the committed offset decides, not what was read."""

import pytest

from streams.worker.watchdog import Offsets, Progress, lag

OURS = frozenset({0})


def looks(*seen: tuple[float, Offsets | None], ours: frozenset[int] = OURS, signs: int = 0) -> list[bool]:
    """Give, for each look at its time, whether the stage must restart; a stall after 60 s, no broker after 120."""
    progress = Progress(stall=60, broker=120)
    return [progress.stuck(now, offsets, ours, lambda _: signs, interval=30) is not None for now, offsets in seen]


def test_lag_without_a_commit_for_a_minute_is_a_stall() -> None:
    assert looks((0, {0: (5, 9)}), (30, {0: (5, 9)}), (60, {0: (5, 20)})) == [False, False, True]


def test_a_commit_in_between_begins_the_minute_anew() -> None:
    assert looks((0, {0: (5, 9)}), (30, {0: (6, 9)}), (60, {0: (6, 9)}), (90, {0: (6, 9)})) == [False] * 3 + [True]


def test_nothing_to_do_is_no_stall() -> None:
    assert looks(*((30.0 * n, {0: (9, 9)}) for n in range(10))) == [False] * 10


def test_a_record_that_comes_after_quiet_has_its_own_minute() -> None:
    assert looks((0, {0: (9, 9)}), (60, {0: (9, 9)}), (90, {0: (9, 10)}), (120, {0: (9, 10)})) == [False] * 4


def test_a_group_that_never_committed_stalls_too() -> None:
    assert looks((0, {0: (None, 4)}), (30, {0: (None, 4)}), (60, {0: (None, 4)})) == [False, False, True]


def test_partitions_of_others_are_theirs() -> None:
    assert looks((0, {1: (0, 9)}), (60, {1: (0, 9)})) == [False, False]


def test_recovery_and_the_pools_answers_are_progress_as_long_as_they_go_on() -> None:
    progress, seen = Progress(stall=60, broker=120), iter([0, 1, 2, 3, 3, 3, 3])
    found = [progress.stuck(30.0 * n, {0: (0, 9)}, OURS, lambda _: next(seen), interval=30) for n in range(7)]
    assert [why is not None for why in found] == [False] * 5 + [True, True]


@pytest.mark.parametrize(("at", "left"), [(110.0, False), (120.0, True)])
def test_a_broker_that_is_silent_for_two_minutes_ends_the_stage(at: float, left: bool) -> None:
    seen = [(0.0, {0: (9, 9)}), (30.0, None), (60.0, None), (90.0, None), (at, None)]
    assert looks(*seen)[-1] is left


def test_a_process_that_was_paused_gets_its_time_anew() -> None:
    assert looks((0, {0: (5, 9)}), (600, {0: (5, 9)}), (630, {0: (5, 9)}), (660, {0: (5, 9)})) == [False] * 3 + [True]


def test_lag_is_what_is_not_committed_of_our_partitions() -> None:
    offsets: Offsets = {0: (5, 9), 1: (None, 4), 2: (7, 7), 3: (0, 9)}
    assert lag(offsets, dict.fromkeys(range(4), 0), frozenset({0, 1, 2})) == {0: 4, 1: 4, 2: 0}


def test_what_time_deleted_before_it_was_read_is_no_lag() -> None:
    assert lag({0: (None, 1000), 1: (10, 1000)}, {0: 990, 1: 1000}, frozenset({0, 1})) == {0: 10, 1: 0}


def test_a_committed_offset_beyond_the_end_is_no_lag() -> None:
    assert lag({0: (9, 4)}, {0: 0}, frozenset({0})) == {0: 0}
