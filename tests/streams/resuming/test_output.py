"""A file that is written stands there whole or not at all, and can be gone on with."""

import hashlib
from pathlib import Path

import pytest

from streams.resuming.output import NotOurs, Output


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "alerts.jsonl"


def test_the_file_is_there_when_it_is_published_and_not_before(path: Path) -> None:
    with Output(path) as output:
        output.write(b"one\n")
        output.flush()
        assert (path.exists(), output.part.read_bytes()) == (False, b"one\n")
        output.publish()
        assert (path.read_bytes(), output.part.exists()) == (b"one\n", False)


def test_what_was_written_behind_a_checkpoint_is_forgotten(path: Path) -> None:
    with Output(path) as output:
        output.write(b"one\n")
        known = output.size, output.sha256
        output.write(b"torn li")
    with Output(path) as output:
        output.go_on(*known)
        output.write(b"two\n")
        assert output.sha256 == hashlib.sha256(b"one\ntwo\n").hexdigest()
        output.publish()
    assert path.read_bytes() == b"one\ntwo\n"


@pytest.mark.parametrize("size", [3, 4, 400])
def test_a_part_that_was_changed_is_not_gone_on_with_and_stays(path: Path, size: int) -> None:
    with Output(path) as output:
        output.write(b"one\n")
    with Output(path) as output:
        with pytest.raises(NotOurs, match="is not what the replay wrote until its checkpoint"):
            output.go_on(size, hashlib.sha256(b"two\n").hexdigest())
        assert output.part.read_bytes() == b"one\n"


def test_two_do_not_write_one_file(path: Path) -> None:
    with Output(path), pytest.raises(NotOurs, match="another replay writes"), Output(path):
        pass


def test_a_file_that_is_there_is_not_overwritten(path: Path) -> None:
    path.write_bytes(b"mine")
    with pytest.raises(FileExistsError, match="not overwritten"), Output(path):
        pass
    assert path.read_bytes() == b"mine"
