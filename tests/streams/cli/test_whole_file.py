"""A file that was asked for is whole or as it was, and what cannot be written is told before the work."""

import os
from pathlib import Path

import pytest

from streams.cli.failure import Failure, WrongUsage
from streams.cli.whole_file import refuse_unwritable, write_whole


def test_a_file_takes_the_place_of_the_one_before_also_behind_a_link(tmp_path: Path) -> None:
    page, link = tmp_path / "page.html", tmp_path / "link.html"
    page.write_bytes(b"before")
    link.symlink_to(page)
    write_whole("--html", link, b"now")
    assert (page.read_bytes(), link.is_symlink(), len(list(tmp_path.iterdir()))) == (b"now", True, 2)


def test_a_device_stays_a_device(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_whole("--json", pipe, b"{}")
    assert (os.read(reader, 9), pipe.is_fifo()) == (b"{}", True)
    os.close(reader)


def test_an_error_leaves_what_was_there_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(b"before")
    monkeypatch.setattr(Path, "replace", _full)
    with pytest.raises(Failure, match=r"^--html .*page.html: No space left on device$"):
        write_whole("--html", page, b"now")
    assert ([each.name for each in tmp_path.iterdir()], page.read_bytes()) == (["page.html"], b"before")


def _full(_path: Path, _target: Path) -> None:
    raise OSError(28, "No space left on device")


def test_what_cannot_be_written_is_named_by_its_option(tmp_path: Path) -> None:
    refuse_unwritable({"--html": tmp_path / "new.html", "--json": None})
    with pytest.raises(WrongUsage, match=f"--html {tmp_path}: is a folder"):
        refuse_unwritable({"--html": tmp_path})
    with pytest.raises(WrongUsage, match=f"--json {tmp_path}/no/x.json: no such folder as {tmp_path}/no"):
        refuse_unwritable({"--json": tmp_path / "no/x.json"})
