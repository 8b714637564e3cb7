"""Where a replay stood: how much it had played and written, what it had counted, and every incident it knew.

The incidents are their records, from which the state of track follows (delivery, R9), each packed. A checkpoint stands
there whole or is not written: a process may end at any moment. Example::

    save(Path("alerts.jsonl.checkpoint"), checkpoint, incidents)
    checkpoint, incidents = load(Path("alerts.jsonl.checkpoint"))
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from struct import Struct
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from schemas.codec import BadRecord, decode
from streams.incidents.packed import unpack
from streams.incidents.state import Incidents
from streams.incidents.withdrawals import model_of
from streams.replay import Tally
from streams.resuming.identity import Identity
from streams.resuming.output import sync_folder

#: Before each piece: its length in bytes.
_LENGTH = Struct("<Q")
_DIGEST_BYTES = hashlib.sha256().digest_size


class NoCheckpoint(Exception):  # noqa: N818 - the name says what it is not
    """The file is no checkpoint that this version reads."""


class Checkpoint(BaseModel):
    """A moment between two lines.

    ``began``: when the replay was first started, by which times like ``-2h`` go. ``position``: lines of the archive
    played, in playing order. ``size``, ``sha256``: of the output. ``passed``: incidents that passed a filter of the
    output.
    """

    model_config = ConfigDict(frozen=True)

    format: Literal["tocsin-checkpoint/1"] = "tocsin-checkpoint/1"
    identity: Identity
    began: AwareDatetime
    position: int
    size: int
    sha256: str
    tally: Tally
    passed: tuple[str, ...] = ()


def checkpoint_of(output: Path) -> Path:
    """Return where the checkpoint of an output stands.

    >>> checkpoint_of(Path("alerts.jsonl")).name
    'alerts.jsonl.checkpoint'
    """
    return output.with_name(f"{output.name}.checkpoint")


def save(path: Path, checkpoint: Checkpoint, incidents: Incidents) -> None:
    """Write a checkpoint in place of the one before.

    Raises:
        OSError: it cannot be written; the one before stays.
    """
    part = path.with_name(f"{path.name}.new")
    try:
        _write(part, checkpoint, incidents)
        part.rename(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path)


def _write(part: Path, checkpoint: Checkpoint, incidents: Incidents) -> None:
    digest = hashlib.sha256()
    with part.open("wb") as stream:
        for piece in _pieces(checkpoint, incidents):
            for each in (_LENGTH.pack(len(piece)), piece):
                stream.write(each)
                digest.update(each)
        stream.write(digest.digest())
        stream.flush()
        os.fsync(stream.fileno())


def _pieces(checkpoint: Checkpoint, incidents: Incidents) -> Iterator[bytes]:
    yield checkpoint.model_dump_json().encode()
    for name, packed in incidents.saved():
        yield name.encode()
        yield packed


def load(path: Path) -> tuple[Checkpoint, Incidents]:
    """Return a checkpoint and the state of track.

    Raises:
        NoCheckpoint: the file is none, or damaged.
        OSError: it cannot be read.
    """
    content = path.read_bytes()
    body, told = content[:-_DIGEST_BYTES], content[-_DIGEST_BYTES:]
    if hashlib.sha256(body).digest() != told:
        raise NoCheckpoint(f"{path}: not a whole checkpoint")
    pieces = _read(memoryview(body))
    try:
        checkpoint = Checkpoint.model_validate_json(bytes(next(pieces)))
        return checkpoint, _restored(pieces)
    except (ValidationError, BadRecord, StopIteration) as error:
        raise NoCheckpoint(f"{path}: not a checkpoint that this version reads ({type(error).__name__})") from None


def _read(body: memoryview) -> Iterator[memoryview]:
    at = 0
    while at < len(body):
        (size,) = _LENGTH.unpack_from(body, at)
        at += _LENGTH.size
        yield body[at : at + size]
        at += size


def _restored(pieces: Iterable[memoryview]) -> Incidents:
    incidents = Incidents()
    each = iter(pieces)
    for name, piece in zip(each, each, strict=True):
        packed = bytes(piece)
        incidents.put(decode(model_of(bytes(name).decode()), unpack(packed)), packed)
    return incidents
