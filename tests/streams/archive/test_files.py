"""In which order an archive is played."""

import json
from pathlib import Path

import pytest
import zstandard

from streams.archive.faults import BadLines
from streams.archive.files import Bad, open_archive
from streams.archive.manifest import Damaged


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


def test_lines_without_an_offset_play_in_their_order_whatever_their_times(archive: Path) -> None:
    archive.write_text("\n".join([line("t-articles", 9), line("t-articles", 5)]))
    assert played(archive) == [(1, 9), (2, 5)]


def test_a_line_that_cannot_be_read_stays_behind_its_neighbour_where_it_is_kept(archive: Path) -> None:
    archive.write_text("\n".join([line("t-articles", 9, 1), "nonsense", line("t-articles", 5, 2)]))
    assert [each.number for each in open_archive(archive, Bad.KEEP).lines] == [3, 1, 2]


BAD = {
    "no JSON": ("nonsense", "deserialization"),
    "no record": ('{"topic": "t-articles"}', "schema"),
    "a topic of somebody else": (line("weather", 5), "unknown_topic"),
    "an event of a newer version": (
        '{"topic": "t-events", "timestamp": 5, "value": {"schema_version": 2}}',
        "newer_version",
    ),
}


@pytest.mark.parametrize(("text", "reason"), BAD.values(), ids=BAD.keys())
def test_a_line_that_cannot_be_played_is_named_with_file_and_line(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "a.jsonl").write_text("\n".join([line("t-articles", 9, 1)] * 2))
    (tmp_path / "b.jsonl").write_text("\n".join(["", line("t-articles", 5, 2), text, text]))
    with pytest.raises(BadLines, match=rf"b\.jsonl:3: {reason}: .*\(and 1 more lines that cannot be played\)"):
        open_archive(tmp_path)


@pytest.mark.parametrize(("text", "reason"), BAD.values(), ids=BAD.keys())
def test_a_line_that_cannot_be_played_is_skipped_and_counted(archive: Path, text: str, reason: str) -> None:
    archive.write_text("\n".join([line("t-articles", 9, 1), text, line("t-articles", 5, 2)]))
    found = open_archive(archive, Bad.SKIP)
    assert [each.number for each in found.lines] == [3, 1]
    assert (found.total, found.faults.lines, found.faults.told[0][:14]) == (2, {reason: 1}, "news.jsonl:2: ")


def test_a_record_that_nothing_reads_is_no_fault(archive: Path) -> None:
    archive.write_text("\n".join([line("t-articles", 9, 1), line("t-verdicts", 9, 1)]))
    assert open_archive(archive).total == 2


def test_what_a_cut_file_holds_is_played_where_damage_is_skipped(tmp_path: Path) -> None:
    lines = "".join(f"{line('t-articles', 9, n)}\n" for n in range(3000))
    packed = tmp_path / "a.jsonl.zst"
    packed.write_bytes(zstandard.compress(lines.encode())[:-9])
    (tmp_path / "b.jsonl").write_text(line("t-articles", 9, 5000))
    with pytest.raises(Damaged, match=r"a\.jsonl\.zst: damaged: cut off after line \d+"):
        open_archive(tmp_path)
    found = open_archive(tmp_path, Bad.SKIP)
    assert found.faults.files == {"damaged": 1}
    assert len(list(found.lines)) == found.total > 1


def test_a_compressed_archive_plays_like_a_plain_one(archive: Path, tmp_path: Path) -> None:
    lines = [line("t-articles", 9, 1), line("t-articles", 5, 2)]
    packed = tmp_path / "news.jsonl.zst"
    # Two frames, as when a second run appends to the file.
    packed.write_bytes(b"".join(zstandard.compress(each.encode() + b"\n") for each in lines))
    assert played(packed) == [(2, 5), (1, 9)]


def test_a_folder_plays_its_files_together(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_text(line("t-articles", 5, 2) + "\n")
    (tmp_path / "a.jsonl.zst").write_bytes(zstandard.compress(line("t-articles", 9, 1).encode()))
    (tmp_path / "notes.json").write_text("{}")
    assert played(tmp_path) == [(2, 5), (1, 9)]


def test_an_empty_folder_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no \*\.jsonl or \*\.jsonl\.zst"):
        open_archive(tmp_path)
