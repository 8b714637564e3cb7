"""What is wrong with an archive is refused, or counted: never passed over."""

import pytest

from streams.archive.faults import TOLD, BadLines, Faults
from streams.archive.manifest import Damaged


def test_a_bad_line_refuses_the_archive_with_the_first_place() -> None:
    faults = Faults()
    for number in (3, 9):
        faults.in_line("schema", f"a.jsonl:{number}: bad")
    with pytest.raises(BadLines, match=r"a\.jsonl:3: bad \(and 1 more lines that cannot be played\)"):
        faults.refuse()


def test_what_is_skipped_is_counted_by_reason() -> None:
    faults = Faults(skip=True)
    for number in range(TOLD + 5):
        faults.in_line("schema", f"a.jsonl:{number}: bad")
    faults.in_file("damaged", "a.jsonl: cut off")
    faults.refuse()
    assert (faults.lines, faults.files, len(faults.told)) == ({"schema": TOLD + 5}, {"damaged": 1}, TOLD)


def test_a_damaged_file_is_refused_at_once_unless_it_is_skipped() -> None:
    with pytest.raises(Damaged, match="cut off"):
        Faults().in_file("damaged", "a.jsonl: cut off")


def test_an_archive_without_faults_has_none() -> None:
    faults = Faults()
    faults.refuse()
    assert not faults
