"""Sorting on disk gives what sorting in memory gives, in runs of any size, and leaves nothing behind."""

import errno
import random
import tempfile
from pathlib import Path

import pytest

from streams.archive.reading import Line
from streams.archive.sorting import Key, sorted_lines


def shuffled(number: int) -> list[tuple[Key, Line]]:
    chance = random.Random(3)
    lines = [((chance.randrange(50), n % 3, n), Line(n, b"%d" % n * chance.randrange(90))) for n in range(number)]
    chance.shuffle(lines)
    return lines


@pytest.mark.parametrize("run_bytes", [1, 5000, 10**9])
def test_lines_come_by_key_then_number(run_bytes: int) -> None:
    given = shuffled(500)
    expected = [line for _, line in sorted(given, key=lambda each: (each[0], each[1].number))]
    assert list(sorted_lines(iter(given), run_bytes=run_bytes)) == expected


def test_equal_keys_keep_the_order_of_the_numbers() -> None:
    given = [((7, 7, 7), Line(number, b"x")) for number in (3, 1, 2)]
    assert [line.number for line in sorted_lines(given, run_bytes=1)] == [1, 2, 3]


def test_nothing_to_sort_is_nothing() -> None:
    assert list(sorted_lines([])) == []


def test_a_full_disk_names_the_folder_and_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def close(self) -> None:
            self.write(b"what is left")

        def tell(self) -> int:
            return 0

        def write(self, text: bytes) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: Full())
    with pytest.raises(OSError, match="no room to sort the archive in .*; TMPDIR names another folder"):
        list(sorted_lines(shuffled(3)))


def test_nothing_has_a_name_while_it_sorts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    lines = sorted_lines(shuffled(100), run_bytes=500)
    next(lines)
    assert list(tmp_path.iterdir()) == []
