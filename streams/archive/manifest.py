"""What a recorded archive holds, file by file: a damaged or incomplete one is never played as if it were whole.

``tocsin record`` writes it beside the files: ``manifest.json`` in a folder, ``news.jsonl.zst.manifest.json`` for a
single file. Example: ``promised(Path("news"), files)`` gives the entry of each file, or says which is not as recorded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal

import orjson
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

MANIFEST = "manifest.json"
FORMAT: Literal["tocsin-archive/1"] = "tocsin-archive/1"
_Count = Annotated[int, Field(ge=0)]


class Damaged(OSError):
    """An archive is not what its manifest says; the message names the file."""

    def __init__(self, message: str) -> None:
        super().__init__(5, message)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class PartitionEntry(_Part):
    """What one partition gave: first and last offset, earliest and latest time (Unix ms), of the records written.

    ``heartbeats`` were left out; ``holes`` are offsets in the range that held no record any more.
    """

    records: _Count
    first_offset: int | None = None
    last_offset: int | None = None
    earliest_timestamp: int | None = None
    latest_timestamp: int | None = None
    heartbeats: _Count = 0
    holes: _Count = 0


class FileEntry(_Part):
    """One file: its topic, the records in it, its size in bytes and SHA-256 as it stands on disk."""

    file: Annotated[str, Field(pattern=r"^[^/\\]+\.jsonl(\.zst)?$")]
    topic: str
    records: _Count
    bytes: _Count
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    heartbeats: _Count = 0
    partitions: dict[int, PartitionEntry] = {}


class Manifest(_Part):
    """The files of an archive, and what was asked for. ``heartbeats`` of a file were left out of it."""

    format: Literal["tocsin-archive/1"] = FORMAT
    tocsin: str
    created: AwareDatetime
    asked: dict[str, str] = {}
    files: tuple[FileEntry, ...]

    def as_bytes(self) -> bytes:
        """Return the manifest as it is written: JSON for people."""
        return orjson.dumps(self.model_dump(mode="json"), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def manifest_of(file: Path) -> Path:
    """Return where the manifest of a single file stands.

    >>> manifest_of(Path("news.jsonl.zst")).name
    'news.jsonl.zst.manifest.json'
    """
    return file.with_name(f"{file.name}.{MANIFEST}")


def read_manifest(path: Path) -> Manifest:
    """Return a manifest.

    Raises:
        Damaged: it is none; the message names file and field.
    """
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(each) for each in first["loc"]) or "the whole"
        raise Damaged(f"{path.name}: not the manifest of an archive: {field}: {first['msg']}") from None


def promised(archive: Path, files: Iterable[Path]) -> dict[Path, FileEntry]:
    """Return what the manifests say of the files, once size and checksum agree; files without a manifest are left out.

    Raises:
        Damaged: a file is missing, unknown to the manifest of its folder, or not as it was recorded.
        OSError: a file cannot be read.
    """
    chosen = list(files)
    entries = _of_folder(archive, chosen) if archive.is_dir() else _beside(archive)
    for file in chosen:
        if (own := manifest_of(file)).exists():
            entries |= _entry_of(file, own)
    for file, entry in entries.items():
        _compare(file, entry)
    return entries


def check_counts(entries: Mapping[Path, FileEntry], counts: Mapping[Path, int]) -> None:
    """Compare how many records were found with what the manifest says.

    Raises:
        Damaged: a file holds more or fewer.
    """
    for file, entry in entries.items():
        if counts.get(file) != entry.records:
            raise Damaged(f"{file.name}: holds {counts.get(file, 0)} records, its manifest says {entry.records}")


def _of_folder(folder: Path, files: list[Path]) -> dict[Path, FileEntry]:
    if not (folder / MANIFEST).exists():
        return {}
    entries = {folder / entry.file: entry for entry in read_manifest(folder / MANIFEST).files}
    for file in files:
        if file not in entries and not manifest_of(file).exists():
            raise Damaged(f"{file.name}: is not in {MANIFEST}")
    return entries


def _beside(file: Path) -> dict[Path, FileEntry]:
    """Return the entry of one file of a recorded folder; a manifest.json of something else is none of ours."""
    beside = file.parent / MANIFEST
    try:
        if orjson.loads(beside.read_bytes())["format"] != FORMAT:
            return {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return _entry_of(file, beside)


def _entry_of(file: Path, manifest: Path) -> dict[Path, FileEntry]:
    listed = {entry.file: entry for entry in read_manifest(manifest).files}
    return {file: listed[file.name]} if file.name in listed else {}


def _compare(file: Path, entry: FileEntry) -> None:
    try:
        with file.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        raise Damaged(f"{file.name}: is missing, its manifest lists it") from None
    if (size := file.stat().st_size) != entry.bytes:
        raise Damaged(f"{file.name}: {size} bytes, its manifest says {entry.bytes}")
    if found != entry.sha256:
        raise Damaged(f"{file.name}: its SHA-256 is not that of its manifest")
