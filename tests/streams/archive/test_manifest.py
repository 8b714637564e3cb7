"""An archive is played as it was recorded, or not at all: whatever is not as its manifest says names the file."""

from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
import zstandard

from streams.archive.files import Bad, open_archive
from streams.archive.manifest import MANIFEST, Damaged, manifest_of, promised, read_manifest
from streams.archive.writing import NewArchive
from streams.stage import Record

NAME = "t-articles.jsonl.zst"


def written(out: Path) -> Path:
    """Write an archive of three articles and give its place."""
    with NewArchive(out) as archive:
        file = archive.file("t-articles")
        for offset in range(3):
            file.add(Record("t-articles", b"k", b'{"uri":"a"}', 1000 + offset, offset=offset))
    return out


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path / "news")


def change(manifest: Path, **fields: object) -> None:
    content = orjson.loads(manifest.read_bytes())
    content["files"][0] |= fields
    manifest.write_bytes(orjson.dumps(content))


def test_an_archive_as_recorded_plays(folder: Path) -> None:
    assert open_archive(folder).total == 3
    assert open_archive(folder / NAME).total == 3


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda folder: (folder / NAME).rename(folder / "other.jsonl.zst"), "other.jsonl.zst: is not in manifest.json"),
        (lambda folder: (folder / NAME).write_bytes(b"x"), f"{NAME}: 1 bytes, its manifest says "),
        (lambda folder: change(folder / MANIFEST, sha256="0" * 64), f"{NAME}: its SHA-256 is not that of its manifest"),
        (lambda folder: change(folder / MANIFEST, records=4), f"{NAME}: holds 3 records, its manifest says 4"),
        (lambda folder: change(folder / MANIFEST, file="b.jsonl"), f"{NAME}: is not in manifest.json"),
        (
            lambda folder: change(folder / MANIFEST, file="../b.jsonl"),
            "manifest.json: not the manifest of an archive: ",
        ),
        (
            lambda folder: (folder / MANIFEST).write_text("{"),
            "manifest.json: not the manifest of an archive: the whole",
        ),
    ],
)
def test_what_is_not_as_recorded_is_told_with_its_file(folder: Path, harm: Callable[[Path], None], told: str) -> None:
    harm(folder)
    with pytest.raises(Damaged) as caught:
        open_archive(folder)
    assert str(caught.value.strerror).startswith(told)


def test_a_newer_format_is_told_with_both(folder: Path) -> None:
    content = orjson.loads((folder / MANIFEST).read_bytes()) | {"format": "tocsin-archive/2"}
    (folder / MANIFEST).write_bytes(orjson.dumps(content))
    for place in (folder, folder / NAME):
        with pytest.raises(Damaged, match=r"of the format tocsin-archive/2; this version reads tocsin-archive/1"):
            open_archive(place)


def test_what_is_not_as_recorded_is_counted_where_it_is_skipped(folder: Path) -> None:
    change(folder / MANIFEST, sha256="0" * 64, records=4)
    found = open_archive(folder, Bad.SKIP)
    assert (found.total, found.faults.files) == (3, {"checksum": 1, "count": 1})
    (folder / NAME).rename(folder / "other.jsonl.zst")
    assert open_archive(folder, Bad.SKIP).faults.files == {"unlisted": 1, "missing": 1}
    (folder / MANIFEST).write_text("{")
    assert open_archive(folder, Bad.SKIP).faults.files == {"manifest": 1}


def test_one_flipped_bit_is_found(folder: Path) -> None:
    harmed = bytearray((folder / NAME).read_bytes())
    harmed[len(harmed) // 2] ^= 1
    (folder / NAME).write_bytes(harmed)
    with pytest.raises(Damaged, match="SHA-256"):
        open_archive(folder / NAME)


def test_a_missing_file_is_told_though_others_are_there(folder: Path) -> None:
    content = orjson.loads((folder / MANIFEST).read_bytes())
    content["files"].append(content["files"][0] | {"file": "t-events.jsonl.zst"})
    (folder / MANIFEST).write_bytes(orjson.dumps(content))
    with pytest.raises(Damaged, match=r"t-events\.jsonl\.zst: is missing, its manifest lists it"):
        open_archive(folder)


def test_a_single_file_has_its_manifest_beside_it(tmp_path: Path) -> None:
    file = written(tmp_path / "news.jsonl.zst")
    assert (open_archive(file).total, open_archive(tmp_path).total) == (3, 3)
    change(manifest_of(file), records=2)
    with pytest.raises(Damaged, match=r"news\.jsonl\.zst: holds 3 records, its manifest says 2"):
        open_archive(file)


def test_a_manifest_of_something_else_beside_a_file_says_nothing_about_it(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"name": "a web page"}')
    (tmp_path / "news.jsonl.zst").write_bytes(zstandard.compress(b"{}\n"))
    assert promised(tmp_path / "news.jsonl.zst", [tmp_path / "news.jsonl.zst"]) == {}


def test_unknown_fields_of_a_newer_version_are_accepted(folder: Path) -> None:
    change(folder / MANIFEST, colour="blue")
    assert read_manifest(folder / MANIFEST).files[0].records == 3
