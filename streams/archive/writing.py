"""Write an archive so that it stands there whole or not at all: under a hidden name first, moved when all is written.

``news`` becomes a folder with one ``<topic>.jsonl.zst`` for each topic and a ``manifest.json``; ``news.jsonl.zst`` (or
``news.jsonl``, not compressed) one file with its manifest beside it. Example::

    with NewArchive(Path("news")) as archive, archive.file("tocsin-articles") as file:
        file.add(record)

The same records in the same order give the same bytes. Memory does not grow with their number.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from streams.archive.files import SUFFIXES
from streams.archive.lines import write_line
from streams.archive.manifest import MANIFEST, FileEntry, Manifest, PartitionEntry, manifest_of
from streams.stage import Record

#: zstd level: articles shrink little more beyond it, and it keeps up with the broker.
LEVEL = 6


class NewArchive:
    """An archive in the making; on any error nothing is left behind.

    ``asked``: what was asked for, in words of the manifest.
    """

    def __init__(self, out: Path, asked: dict[str, str] | None = None) -> None:
        self._out = out
        self._asked = asked or {}
        self._single = out.name.endswith(SUFFIXES)
        self._part = out.with_name(f".{out.name}.{secrets.token_hex(4)}.part")
        self._files: list[TopicFile] = []
        #: What is written, once the archive is left.
        self.manifest: Manifest | None = None

    def __enter__(self) -> NewArchive:
        """Make a folder to write in.

        Raises:
            FileExistsError: something stands where the archive is to be.
            OSError: nothing can be written there.
        """
        self._refuse_existing()
        self._part.mkdir()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Move the archive into place, or forget it after an error."""
        try:
            for file in self._files:
                file.close()
            if kind is None:
                self._publish()
        finally:
            shutil.rmtree(self._part, ignore_errors=True)

    def file(self, topic: str) -> TopicFile:
        """Begin the file of a topic.

        Raises:
            FileExistsError: the archive is a single file and has one.
        """
        path = self._part / (self._out.name if self._single else f"{topic}{SUFFIXES[1]}")
        self._files.append(TopicFile(path, topic))
        return self._files[-1]

    def _refuse_existing(self) -> None:
        for path in (self._out, manifest_of(self._out)) if self._single else (self._out,):
            if path.exists() and not (path.is_dir() and not self._single and not any(path.iterdir())):
                raise FileExistsError(17, f"{path} exists already, and is not overwritten")

    def _publish(self) -> None:
        self.manifest = Manifest(
            tocsin=version("tocsin"),
            created=datetime.now(UTC),
            asked=self._asked,
            files=tuple(file.entry() for file in self._files),
        )
        with (self._part / MANIFEST).open("xb") as stream:
            stream.write(self.manifest.as_bytes())
            stream.flush()
            os.fsync(stream.fileno())
        self._refuse_existing()
        if self._single:
            # The manifest comes first: a file of ours never stands there unchecked.
            (self._part / MANIFEST).rename(manifest_of(self._out))
            (self._part / self._out.name).rename(self._out)
        else:
            self._part.rename(self._out)


@dataclass(slots=True)
class PartitionCount:
    """What one partition gave so far."""

    records: int = 0
    heartbeats: int = 0
    holes: int = 0
    offsets: tuple[int, int] | None = None
    timestamps: tuple[int, int] | None = None

    def add(self, record: Record) -> None:
        """Count a record that is written."""
        self.records += 1
        self.offsets = _spread(self.offsets, record.offset)
        self.timestamps = _spread(self.timestamps, record.timestamp_ms)

    def entry(self) -> PartitionEntry:
        """Return what the manifest says of it."""
        first, last = self.offsets or (None, None)
        earliest, latest = self.timestamps or (None, None)
        return PartitionEntry(
            records=self.records, first_offset=first, last_offset=last, earliest_timestamp=earliest,
            latest_timestamp=latest, heartbeats=self.heartbeats, holes=self.holes,
        )  # fmt: skip


@dataclass(slots=True)
class TopicFile:
    """The file of one topic; signs of life are counted, not written."""

    path: Path
    topic: str
    partitions: dict[int, PartitionCount] = field(default_factory=dict)
    _sink: Any = field(init=False)
    _stream: Any = field(init=False)

    def __post_init__(self) -> None:
        """Open it."""
        self._sink = _Sink(self.path.open("xb"))
        self._stream = self._sink
        if self.path.suffix == ".zst":
            import zstandard  # only compressed archives need it

            compressor = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True)
            self._stream = compressor.stream_writer(self._sink, closefd=True)

    def add(self, record: Record) -> None:
        """Write a record with its position, or count the sign of life that it is."""
        counted = self.partition(record.partition)
        if record.is_heartbeat:
            counted.heartbeats += 1
            return
        self._stream.write(write_line(record, position=True))
        counted.add(record)

    def partition(self, number: int) -> PartitionCount:
        """Return the count of a partition."""
        return self.partitions.setdefault(number, PartitionCount())

    def close(self) -> None:
        """Finish the file and see it on the disk."""
        self._stream.close()

    def entry(self) -> FileEntry:
        """Return what the manifest says of the closed file."""
        return FileEntry(
            file=self.path.name,
            topic=self.topic,
            records=sum(each.records for each in self.partitions.values()),
            bytes=self._sink.size,
            sha256=self._sink.digest.hexdigest(),
            heartbeats=sum(each.heartbeats for each in self.partitions.values()),
            partitions={number: each.entry() for number, each in sorted(self.partitions.items())},
        )


class _Sink:
    """A file that counts and hashes what is written to it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = 0
        self.digest = hashlib.sha256()

    def write(self, piece: bytes) -> int:
        self.size += len(piece)
        self.digest.update(piece)
        return self._file.write(piece)

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        if not self._file.closed:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()


def _spread(known: tuple[int, int] | None, value: int) -> tuple[int, int]:
    return (value, value) if known is None else (min(known[0], value), max(known[1], value))
