"""Whose incident record counts when a replaced process has written once more."""

from collections.abc import Sequence

import pytest

from streams.worker.writers import Writer, Writers, written_by


def late(*written: tuple[bytes, Writer | None]) -> list[bool]:
    writers = Writers()
    return [writers.is_late(key, [each.header] if each else []) for key, each in written]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ([Writer(1, 10), Writer(1, 11), Writer(2, 12)], [False, False, False]),
        ([Writer(2, 12), Writer(1, 11), Writer(2, 13)], [False, True, False]),
        ([Writer(9, 50), Writer(1, 60)], [False, False]),  # the group was deleted
        ([Writer(9, 50), Writer(9, 3)], [False, False]),  # the topic of events was made anew
        ([Writer(9, 50), Writer(1, 49), Writer(1, 48)], [False, True, True]),
        ([Writer(9, 50), None], [False, False]),  # somebody else's tombstone
    ],
)
def test_late_is_who_is_behind_in_both(written: Sequence[Writer | None], expected: list[bool]) -> None:
    assert late(*((b"i-1", each) for each in written)) == expected


def test_each_incident_has_its_own_writers() -> None:
    assert late((b"i-1", Writer(2, 12)), (b"i-2", Writer(1, 11))) == [False, False]


@pytest.mark.parametrize("value", [b"", b"7", b"7/", b"/7", b"-1/5", b"a/b", b"1/2/3"])
def test_what_is_no_pair_says_nothing(value: bytes) -> None:
    assert written_by([("tocsin-writer", value)]) is None
