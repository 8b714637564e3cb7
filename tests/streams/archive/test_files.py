"""In which order an archive is played."""

import json
from pathlib import Path

import pytest
import zstandard

from streams.archive.files import open_archive, read_lines


def line(topic: str, timestamp: int, offset: int | None = None, partition: int = 0) -> str:
    place = {} if offset is None else {"offset": offset, "partition": partition}
    return json.dumps({"topic": topic, "timestamp": timestamp, "value": {}} | place)


def played(path: Path) -> list[tuple[int, int]]:
    """Give number and timestamp of each line in playing order."""
    return [(each.number, json.loads(each.text)["timestamp"]) for each in open_archive(path).lines]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "news.jsonl"


def test_articles_play_by_time_then_partition_then_offset(archive: Path) -> None:
    lines = [line("t-articles", 9, 1), line("t-articles", 5, 8, 1), line("t-articles", 5, 9, 0)]
    archive.write_text("\n".join(lines))
    assert played(archive) == [(3, 5), (2, 5), (1, 9)]


def test_events_play_in_the_order_of_their_topic_whatever_their_times(archive: Path) -> None:
    archive.write_text("\n".join([line("t-events", 3, 2), line("t-events", 9, 1)]))
    assert played(archive) == [(2, 9), (1, 3)]


def test_events_are_left_out_where_their_articles_are(archive: Path) -> None:
    archive.write_text("\n".join([line("t-articles", 5, 1), line("t-events", 5, 1), line("t-articles", 6, 2)]))
    assert (played(archive), open_archive(archive).left_out) == ([(1, 5), (3, 6)], 1)


def test_a_sorted_archive_plays_as_it_stands_without_its_blank_lines(archive: Path) -> None:
    archive.write_text("\n\n".join([line("t-articles", 5), line("t-articles", 5), line("t-articles", 6)]))
    assert played(archive) == [(1, 5), (3, 5), (5, 6)]


def test_a_line_that_cannot_be_read_stays_behind_its_neighbour(archive: Path) -> None:
    archive.write_text("\n".join([line("t-articles", 9), "nonsense", line("t-articles", 5)]))
    assert [each.number for each in open_archive(archive).lines] == [3, 1, 2]


def test_a_compressed_archive_plays_like_a_plain_one(archive: Path, tmp_path: Path) -> None:
    lines = [line("t-articles", 9), line("t-articles", 5)]
    packed = tmp_path / "news.jsonl.zst"
    # Two frames, as when a second run appends to the file.
    packed.write_bytes(b"".join(zstandard.compress(each.encode() + b"\n") for each in lines))
    assert played(packed) == [(2, 5), (1, 9)]


def test_a_folder_plays_its_files_together(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_text(line("t-articles", 5) + "\n")
    (tmp_path / "a.jsonl.zst").write_bytes(zstandard.compress(line("t-articles", 9).encode()))
    (tmp_path / "notes.json").write_text("{}")
    assert played(tmp_path) == [(2, 5), (1, 9)]


def test_an_empty_folder_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no \*\.jsonl or \*\.jsonl\.zst"):
        open_archive(tmp_path)


def test_a_damaged_archive_is_an_error_of_its_file(tmp_path: Path) -> None:
    packed = tmp_path / "news.jsonl.zst"
    packed.write_bytes(b"no zstd at all")
    with pytest.raises(OSError, match="damaged"):
        open_archive(packed)


def test_each_file_is_told_of_at_its_end_without_its_blank_lines(tmp_path: Path) -> None:
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    first.write_text("x\n\ny\n")
    second.write_text("z")
    counts: dict[Path, int] = {}
    assert [each.number for each in read_lines([first, second], counts.__setitem__)] == [1, 3, 4]
    assert counts == {first: 2, second: 1}
