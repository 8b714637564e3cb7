"""What is played is whole, or what is missing is told."""

from pathlib import Path

import pytest

from streams.archive.faults import Faults
from streams.archive.files import Line
from streams.cli.failure import CheckFailed, Failure, WrongUsage
from streams.cli.replay_source import Source, opened

GOOD = b'{"topic": "t-articles", "timestamp": 5, "value": {}}\n'


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    path.write_bytes(GOOD + b"nonsense\n" + GOOD)
    return path


def test_a_bad_line_is_refused_before_anything_is_played(archive: Path) -> None:
    with pytest.raises(CheckFailed) as caught:
        opened(str(archive))
    assert str(caught.value).startswith("news.jsonl:2: deserialization: ")
    assert str(caught.value).endswith("; nothing was played, --skip-bad plays the others")
    assert caught.value.exit_code == 3


def test_what_is_skipped_adds_up_and_is_told(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = opened(str(archive), skip_bad=True)
    assert len(list(source)) == 2
    source.check_whole()
    source.tell_skipped()
    skipped, told = capsys.readouterr().err.splitlines()
    assert skipped.startswith("tocsin: skipped news.jsonl:2: deserialization: ")
    assert told == "SKIPPED 1 of 3 lines (deserialization 1): what they held is not in the output"


def test_faults_of_files_are_told_beside(capsys: pytest.CaptureFixture[str]) -> None:
    faults = Faults(skip=True)
    faults.in_file("damaged", "a.jsonl.zst: cut off")
    Source([], 7, 2, faults).tell_skipped()
    assert capsys.readouterr().err.splitlines()[-1] == (
        "SKIPPED 0 of 9 lines, and 1 faults of files (damaged 1): what they held is not in the output"
    )


def test_lines_that_were_played_before_count_as_taken() -> None:
    source = Source(iter([Line(1, GOOD), Line(2, GOOD), Line(3, GOOD)]), 3)
    source.skip(2)
    assert [line and line.number for line in source] == [3]
    source.check_whole()


def test_an_archive_that_changes_meanwhile_is_an_error() -> None:
    source = Source(iter([Line(1, GOOD)]), 2)
    list(source)
    with pytest.raises(Failure, match="the archive changed while it was played: 1 lines came, not 2"):
        source.check_whole()


def test_a_missing_archive_is_wrong_usage() -> None:
    with pytest.raises(WrongUsage, match=r"cannot read nowhere\.jsonl"):
        opened("nowhere.jsonl")
