r"""Write a file that stands there whole or not at all: as ``FILE.part`` first, moved when all is written.

A part outlives the process: a later one goes on behind what a checkpoint knows of it. Example::

    with Output(Path("alerts.jsonl")) as output:
        output.write(b"{}\n")
        output.publish()
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
from pathlib import Path
from types import TracebackType

_PIECE = 1 << 20


class NotOurs(Exception):  # noqa: N818 - the name says what is wrong with it
    """The part is not what the checkpoint says of it, or another process writes it."""


class Output:
    """A file in the making."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.part = path.with_name(f"{path.name}.part")
        #: Bytes written so far.
        self.size = 0
        self._digest = hashlib.sha256()

    def __enter__(self) -> Output:
        """Open the part, new or as it was left; ``restart`` or ``go_on`` says what of it counts.

        Raises:
            NotOurs: another process writes it.
            FileExistsError: something stands where the file is to be.
            OSError: nothing can be written there.
        """
        if self.path.exists():
            raise FileExistsError(17, "it is there already, and is not overwritten")
        self._file = self.part.open("ab")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._file.close()
            raise NotOurs(f"another replay writes {self.part}") from None
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the part; it stays unless it was published."""
        with contextlib.suppress(OSError):  # a full disk was told already
            self._file.close()

    @property
    def sha256(self) -> str:
        """SHA-256 of what was written so far, in hexadecimal digits."""
        return self._digest.hexdigest()

    def restart(self) -> None:
        """Forget what the part holds."""
        self._file.truncate(0)

    def go_on(self, size: int, sha256: str) -> None:
        """Go on behind the first ``size`` bytes of the part; what follows them is forgotten.

        Raises:
            NotOurs: they are not those whose SHA-256 is given; the part stays as it is.
        """
        with self.part.open("rb") as written:
            left = size
            while left and (piece := written.read(min(left, _PIECE))):
                self._digest.update(piece)
                left -= len(piece)
        if left or self.sha256 != sha256:
            raise NotOurs(f"{self.part} is not what the replay wrote until its checkpoint")
        self._file.truncate(size)
        self.size = size

    def write(self, text: bytes) -> None:
        """Write whole lines."""
        self._file.write(text)
        self._digest.update(text)
        self.size += len(text)

    def flush(self) -> None:
        """Let others see what was written."""
        self._file.flush()

    def sync(self) -> None:
        """See that all is on the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def publish(self) -> None:
        """Move the part to where the file is to be."""
        self.sync()
        self.part.rename(self.path)
        sync_folder(self.path)


def sync_folder(file: Path) -> None:
    """See that a rename in the folder of ``file`` is on the disk."""
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
