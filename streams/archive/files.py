"""Open an archive and give its lines in the order in which they are to be played.

Articles play in the order of (timestamp, partition, offset); events in the order of their topic, (partition, offset).
Where no line has an offset, nothing is known but the order of the lines, and that is kept, as on standard input.
An archive that holds articles is played from them, and its events, which follow from the articles, are left out.
Example: ``open_archive(Path("news"))`` takes every ``*.jsonl`` and ``*.jsonl.zst`` of a folder, by name.
An archive with a manifest (``tocsin record``) is compared with it first: it plays as it was recorded, or not at all.

All is read once before anything is played. What is in order already is then streamed; else it is sorted on disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from schemas.codec import BadRecord
from schemas.topics import Topic
from streams.archive.faults import Faults
from streams.archive.lines import checked
from streams.archive.manifest import check_counts, promised
from streams.archive.reading import SUFFIXES, Line, Places, Watch, read_lines
from streams.archive.sorting import Key, sorted_lines
from streams.memory import topic_of

__all__ = ["SUFFIXES", "Archive", "Bad", "Line", "archive_files", "open_archive", "read_lines"]

_ARTICLE, _EVENT, _OTHER = range(3)


class Bad(Enum):
    """What becomes of a line that cannot be played.

    ``REFUSE``: the archive is not opened. ``SKIP``: it is counted and left out, and so is what else is wrong with a
    file. ``KEEP``: it is among the lines, behind the one before it; who reads them looks for himself.
    """

    REFUSE = "refuse"
    SKIP = "skip"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Archive:
    """The lines to play, in order, how many there are, how many events are left out, and what was skipped."""

    total: int
    left_out: int
    lines: Iterator[Line]
    faults: Faults = field(default_factory=Faults)


def open_archive(path: Path, bad: Bad = Bad.REFUSE) -> Archive:
    """Return the lines of a file or folder in playing order.

    Raises:
        Damaged: it is not what its manifest says, is damaged, or has lines that cannot be played.
        OSError: nothing can be read there.
    """
    files = archive_files(path)
    survey = _Survey(bad, Faults(skip=bad is Bad.SKIP))
    entries = promised(path, files, survey.faults.in_file)
    for line in read_lines(files, survey):
        survey.add(line)
    check_counts(entries, survey.counts, survey.faults.in_file)
    survey.faults.refuse()
    kept = survey.kept(files)
    lines = (line for _, line in kept) if survey.in_order else sorted_lines(kept)
    return Archive(survey.total, survey.left_out, lines, survey.faults)


def archive_files(path: Path) -> list[Path]:
    """Return the files of an archive, by name.

    Raises:
        OSError: nothing can be read there; also for a folder that has none.
    """
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.iterdir() if file.name.endswith(SUFFIXES))
    if not found:
        raise FileNotFoundError(2, f"no {' or '.join('*' + suffix for suffix in SUFFIXES)} in this folder")
    return found


class _Order:
    """Whether keys come in order. The first line stands before everything."""

    def __init__(self) -> None:
        self.holds = True
        self._previous: Key = (-(2**63), 0, 0)

    def add(self, key: Key | None) -> None:
        if key is not None:
            self.holds = self.holds and key >= self._previous
            self._previous = key


class _Survey(Watch):
    """What the first reading of all files tells; of a size that does not grow with them."""

    def __init__(self, bad: Bad, faults: Faults) -> None:
        self.faults = faults
        self.counts: dict[Path, int] = {}
        self._bad = bad
        self._places = Places()
        self._found = [0, 0, 0]
        self._has_offsets = False
        #: Of all lines, and of those that are not events: which counts is known at the end.
        self._all, self._without_events = _Order(), _Order()

    def begins(self, file: Path, before: int) -> None:
        self._places.begin(file.name, before)

    def ended(self, file: Path, found: int) -> None:
        self.counts[file] = found

    def damaged(self, file: Path, line: int, said: str) -> None:
        self.faults.in_file("damaged", f"{file.name}: {said} after line {line}")

    def add(self, line: Line) -> None:
        """Take a line into account."""
        try:
            kind, key, has_offset = _read(line, self._bad)
        except BadRecord as error:
            self.faults.in_line(str(error.reason), f"{self._places.of(line.number)}: {error}")
            return
        self._found[kind] += 1
        self._has_offsets = self._has_offsets or has_offset
        self._all.add(key)
        if kind != _EVENT:
            self._without_events.add(key)

    @property
    def _leaves_out(self) -> bool:
        return bool(self._found[_ARTICLE] and self._found[_EVENT])

    @property
    def left_out(self) -> int:
        """How many events are not played."""
        return self._found[_EVENT] if self._leaves_out else 0

    @property
    def total(self) -> int:
        """How many lines are played."""
        return sum(self._found) - self.left_out

    @property
    def in_order(self) -> bool:
        """Whether the lines that are played stand in playing order."""
        return not self._has_offsets or (self._without_events if self._leaves_out else self._all).holds

    def kept(self, files: Sequence[Path]) -> Iterator[tuple[Key, Line]]:
        """Yield the lines that are played, with their keys; a line without one stays behind the line before it."""
        needs_no_look = self.in_order and not self._leaves_out and not self.faults.lines
        previous: Key = (0, 0, 0)
        for line in read_lines(files, _Deaf() if self.faults.skip else None):
            if needs_no_look:
                yield previous, line
                continue
            try:
                kind, key, _ = _read(line, self._bad)
            except BadRecord:
                continue
            if kind == _EVENT and self._leaves_out:
                continue
            previous = previous if key is None else key
            yield previous, line


class _Deaf(Watch):
    """The second reading: what is damaged was told in the first."""

    def damaged(self, file: Path, line: int, said: str) -> None:
        """Go on with the next file."""


def _read(line: Line, bad: Bad) -> tuple[int, Key | None, bool]:
    """Return what a line is, where it belongs (None: behind its neighbour), and whether it has an offset.

    Raises:
        BadRecord: it cannot be played, and is not to be kept.
    """
    try:
        fields = checked(line.text)
        topic = topic_of(fields["topic"])
        if bad is not Bad.KEEP:
            _check_version(topic, fields)
    except BadRecord:
        if bad is Bad.KEEP:
            return _OTHER, None, False
        raise
    offset = fields.get("offset")
    partition, at = fields.get("partition") or 0, line.number if offset is None else offset
    if topic is Topic.ARTICLES:
        return _ARTICLE, (fields["timestamp"], partition, at), offset is not None
    if topic is Topic.EVENTS:
        return _EVENT, (partition, at, 0), offset is not None
    return _OTHER, None, False


def _check_version(topic: Topic | None, fields: dict[str, Any]) -> None:
    """Refuse what this version does not know: it would be passed over, or read as if nothing had changed.

    Raises:
        BadRecord: the topic is foreign, or the message of a newer version.
    """
    if topic is None:
        raise BadRecord("unknown_topic", "topic", "/topic", f"{fields['topic']!r:.60} is no topic of Tocsin")
    model, value = topic.value.model, fields["value"]
    if topic is not Topic.EVENTS or model is None or not isinstance(value, dict):
        return
    known, found = model.model_fields["schema_version"].default, value.get("schema_version")
    if type(found) is int and found > known:
        told = f"is {found}, and this version reads {known}"
        raise BadRecord("newer_version", "schema_version", "/value/schema_version", told)
