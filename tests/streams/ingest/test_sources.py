"""What the sources of a command line are, told before anything is sent."""

import gzip
import os
from pathlib import Path

import pytest

from streams.ingest.sources import Kind, NoSource, find_sources


def write(path: Path, text: bytes = b"{}") -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text)
    return str(path)


def test_a_folder_stands_for_its_known_files_by_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b.jsonl", "a/z.html", "a/.hidden.html", ".git/x.json", "notes.txt", "c.ndjson.zst", "d.JSON.gz"):
        write(tmp_path / "news" / name)
    monkeypatch.chdir(tmp_path)
    found = find_sources(["news/"])
    assert [each.name for each in found] == ["news/a/z.html", "news/b.jsonl", "news/c.ndjson.zst", "news/d.JSON.gz"]
    assert [each.kind for each in found] == [Kind.PAGE, Kind.JSON, Kind.JSON, Kind.JSON]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (b'{"uri": "a"}', Kind.JSON),
        (b"\xef\xbb\xbf [", Kind.JSON),
        (b"", Kind.JSON),
        (b"\n<!DOCTYPE html><p>", Kind.PAGE),
        (b"<!-- saved --><HTML>", Kind.PAGE),
        (gzip.compress(b"{}"), Kind.JSON),
    ],
)
def test_a_file_without_a_known_name_is_told_by_its_beginning(tmp_path: Path, text: bytes, kind: Kind) -> None:
    assert find_sources([write(tmp_path / "download", text)])[0].kind is kind


def test_a_file_is_unpacked_by_what_it_is_and_not_by_its_name(tmp_path: Path) -> None:
    names = [write(tmp_path / "a.jsonl.gz", b"{}"), write(tmp_path / "b.jsonl", gzip.compress(b"{}"))]
    assert [each.packed for each in find_sources(names)] == ["", ".gz"]


def test_standard_input_and_feeds_are_sources() -> None:
    found = find_sources(["-", "https://a.example/rss", "HTTP://127.0.0.1:8080/x"])
    assert [each.kind for each in found] == [Kind.STDIN, Kind.FEED, Kind.FEED]


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["nowhere.jsonl"], "cannot read nowhere.jsonl: No such file or directory"),
        (["ftp://a.example/x"], "ftp://a.example/x: only http:// and https:// addresses are read"),
        (["https://"], "https://: not an address"),
        (["https://a.example:99999/"], "https://a.example:99999/: not an address"),
        (["-", "-"], "standard input (-) can be read once only"),
        (["a\0b"], "cannot read a\\x00b: no file name"),
        (["\x1b[31m"], "cannot read \\x1b[31m: No such file or directory"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(names: list[str], told: str) -> None:
    with pytest.raises(NoSource) as refused:
        find_sources(names)
    assert str(refused.value) == told


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(NoSource) as refused:
        find_sources(["https://anna:s3cret@a.example/rss"])
    assert "s3cret" not in str(refused.value)


def test_a_folder_without_articles_and_a_file_of_another_kind_are_refused(tmp_path: Path) -> None:
    for name in (str(tmp_path), write(tmp_path / "a.bin", os.urandom(3) + b"\x00")):
        with pytest.raises(NoSource):
            find_sources([name])
