"""Write a file that was asked for whole or not at all, and say before the work begins that it cannot be written.

Example: ``refuse_unwritable({"--html": path})`` first, ``write_whole("--html", path, content)`` hours later.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path


def refuse_unwritable(files: Mapping[str, Path | None]) -> None:
    """Look whether files can be written, each named by its option; None is not asked for.

    Raises:
        WrongUsage: one cannot be.
    """
    from streams.cli.failure import WrongUsage

    for option, path in files.items():
        if path is None:
            continue
        if path.is_dir():
            raise WrongUsage(f"{option} {path}: is a folder")
        if not path.parent.is_dir():
            raise WrongUsage(f"{option} {path}: no such folder as {path.parent}")
        if not os.access(path if path.exists() else path.parent, os.W_OK):
            raise WrongUsage(f"{option} {path}: cannot be written")


def write_whole(option: str, path: Path, content: bytes) -> None:
    """Write a file in place of what was there; a device or a pipe is written as it is.

    Raises:
        Failure: it cannot be written; what was there stays.
    """
    from streams.cli.failure import Failure

    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
        else:
            _replace(path.resolve(), content)
    except OSError as error:
        raise Failure(f"{option} {path}: {error.strerror or error}") from None


def _replace(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
