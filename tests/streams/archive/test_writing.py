"""A new archive stands there whole or not at all."""

from pathlib import Path

import pytest

from streams.archive.files import open_archive
from streams.archive.lines import read_line
from streams.archive.manifest import FileEntry, PartitionEntry
from streams.archive.writing import NewArchive
from streams.stage import HEARTBEAT, Record


def record(
    offset: int, value: bytes | None = b"{}", *, at: int = 1000, partition: int = 0, header: str = "h"
) -> Record:
    told = ((header, "\u202e".encode()),)
    return Record("t-articles", b"k", value, at, told, partition=partition, offset=offset)


def write(out: Path, *records: Record) -> FileEntry:
    with NewArchive(out, {"from": "earliest"}) as archive:
        file = archive.file("t-articles")
        for each in records:
            file.add(each)
    assert archive.manifest is not None
    return archive.manifest.files[0]


@pytest.mark.parametrize("name", ["news", "news.jsonl.zst", "news.jsonl"])
def test_what_is_written_is_read_back_byte_for_byte(tmp_path: Path, name: str) -> None:
    given = [
        record(0, b"\xff not JSON"),
        record(1, None),
        record(2, b'{"uri":"\\ud800"}'),
        record(3, b"{ }"),
    ]
    write(tmp_path / name, *given)
    assert [read_line(line.text, line.number) for line in open_archive(tmp_path / name).lines] == given


def test_the_manifest_counts_each_partition(tmp_path: Path) -> None:
    entry = write(tmp_path / "news", record(7, at=5), record(9, at=3), record(1, partition=1))
    first = PartitionEntry(
        records=2, first_offset=7, last_offset=9, earliest_timestamp=3, latest_timestamp=5, heartbeats=0, holes=0
    )
    assert (entry.records, entry.partitions[0], set(entry.partitions)) == (3, first, {0, 1})


def test_signs_of_life_are_counted_and_left_out(tmp_path: Path) -> None:
    entry = write(tmp_path / "news", record(0), record(1, header=HEARTBEAT))
    assert (entry.records, entry.heartbeats, entry.partitions[0].last_offset) == (1, 1, 0)


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = write(tmp_path / "a", record(0), record(1)), write(tmp_path / "b", record(0), record(1))
    assert one == two


@pytest.mark.parametrize("name", ["news", "news.jsonl.zst"])
def test_after_an_error_nothing_is_left(tmp_path: Path, name: str) -> None:
    with pytest.raises(KeyboardInterrupt), NewArchive(tmp_path / name) as archive:
        archive.file("t-articles").add(record(0))
        assert list(tmp_path.iterdir()) != []
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["news", "news.jsonl.zst"])
def test_an_archive_is_not_overwritten(tmp_path: Path, name: str) -> None:
    before = write(tmp_path / name, record(0))
    with pytest.raises(FileExistsError, match="exists already, and is not overwritten"):
        write(tmp_path / name, record(1))
    assert open_archive(tmp_path / name).total == before.records


def test_one_that_appeared_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError), NewArchive(tmp_path / "news.jsonl.zst") as archive:
        archive.file("t-articles")
        (tmp_path / "news.jsonl.zst").write_text("somebody else's")
    assert [each.name for each in tmp_path.iterdir()] == ["news.jsonl.zst"]


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    assert write(tmp_path / "news", record(0)).records == 1


def test_a_single_file_holds_one_topic(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError), NewArchive(tmp_path / "news.jsonl.zst") as archive:
        archive.file("t-articles")
        archive.file("t-events")
