"""The parts of a replay are all done, each by itself."""

from pathlib import Path

from benchmarks.replay import write_archive
from benchmarks.replay_parts import parts


def test_every_part_takes_time_and_nothing_is_left(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl.zst"
    write_archive(path, 130)
    found = parts(path, 60, tmp_path)
    assert [each.name for each in found if each.milliseconds <= 0] == []
    assert {each.where for each in found} == {"parent", "child"}
    assert list(tmp_path.iterdir()) == [path]
