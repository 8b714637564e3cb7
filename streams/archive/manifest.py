"""What a recorded archive holds, file by file: a damaged or incomplete one is never played as if it were whole.

``tocsin record`` writes it beside the files: ``manifest.json`` in a folder, ``news.jsonl.zst.manifest.json`` for a
single file. Example: ``promised(Path("news"), files)`` gives the entry of each file, or says which is not as recorded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal

import orjson
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

MANIFEST = "manifest.json"
FORMAT: Literal["tocsin-archive/1"] = "tocsin-archive/1"
_FAMILY = "tocsin-archive/"
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
        Damaged: it is none, or of a newer format; the message names file and field.
    """
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(each) for each in first["loc"]) or "the whole"
        if field == "format" and str(first["input"]).startswith(_FAMILY):
            raise Damaged(f"{path.name}: of the format {first['input']!s:.40}; this version reads {FORMAT}") from None
        raise Damaged(f"{path.name}: not the manifest of an archive: {field}: {first['msg']}") from None


def _raised(_reason: str, said: str) -> None:
    raise Damaged(said)


def promised(
    archive: Path, files: Iterable[Path], fault: Callable[[str, str], None] = _raised
) -> dict[Path, FileEntry]:
    """Return what the manifests say of the files, once size and checksum agree; files without a manifest are left out.

    ``fault`` is told, by reason and in words, of a file that is missing, unknown to the manifest of its folder, or not
    as it was recorded, and of a manifest that is none.

    Raises:
        Damaged: by ``fault``, unless another is given.
        OSError: a file cannot be read.
    """
    chosen = list(files)
    try:
        entries = _of_folder(archive, chosen, fault) if archive.is_dir() else _beside(archive)
        for file in chosen:
            if (own := manifest_of(file)).exists():
                entries |= _entry_of(file, own)
    except Damaged as error:
        fault("manifest", str(error.strerror))
        return {}
    for file, entry in list(entries.items()):
        if file.exists():
            _compare(file, entry, fault)
        else:
            del entries[file]
            fault("missing", f"{file.name}: is missing, its manifest lists it")
    return entries


def check_counts(
    entries: Mapping[Path, FileEntry], counts: Mapping[Path, int], fault: Callable[[str, str], None] = _raised
) -> None:
    """Compare how many records were found with what the manifest says; ``fault`` is told where that differs.

    Raises:
        Damaged: by ``fault``, unless another is given.
    """
    for file, entry in entries.items():
        if counts.get(file) != entry.records:
            said = f"{file.name}: holds {counts.get(file, 0)} records, its manifest says {entry.records}"
            fault("count", said)


def _of_folder(folder: Path, files: list[Path], fault: Callable[[str, str], None]) -> dict[Path, FileEntry]:
    if not (folder / MANIFEST).exists():
        return {}
    entries = {folder / entry.file: entry for entry in read_manifest(folder / MANIFEST).files}
    for file in files:
        if file not in entries and not manifest_of(file).exists():
            fault("unlisted", f"{file.name}: is not in {MANIFEST}")
    return entries


def _beside(file: Path) -> dict[Path, FileEntry]:
    """Return the entry of one file of a recorded folder; a manifest.json of something else is none of ours."""
    beside = file.parent / MANIFEST
    try:
        if not orjson.loads(beside.read_bytes())["format"].startswith(_FAMILY):
            return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return _entry_of(file, beside)


def _entry_of(file: Path, manifest: Path) -> dict[Path, FileEntry]:
    listed = {entry.file: entry for entry in read_manifest(manifest).files}
    return {file: listed[file.name]} if file.name in listed else {}


def _compare(file: Path, entry: FileEntry, fault: Callable[[str, str], None]) -> None:
    if (size := file.stat().st_size) != entry.bytes:
        fault("checksum", f"{file.name}: {size} bytes, its manifest says {entry.bytes}")
    elif digest_of(file) != entry.sha256:
        fault("checksum", f"{file.name}: its SHA-256 is not that of its manifest")


def digest_of(file: Path) -> str:
    """Return the SHA-256 of a file as it stands on disk, in hexadecimal digits.

    Raises:
        OSError: it cannot be read.
    """
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
