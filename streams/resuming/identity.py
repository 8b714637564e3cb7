"""What a replay's output follows from: the archive, the options and settings, the code with its tables.

Example: ``identity_of(Path("news"), {"--emit": "alerts"}).differences(checkpoint.identity)`` gives ``["the archive"]``
where another archive was played.
"""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from streams.archive.files import archive_files
from streams.archive.manifest import digest_of
from streams.ruleset import in_force


class Identity(BaseModel):
    """SHA-256 of the archive's files and of the code, and every option and setting that the output depends on."""

    model_config = ConfigDict(frozen=True)

    archive: str
    code: str
    options: dict[str, str]

    def differences(self, other: Identity) -> list[str]:
        """Return in words what differs; none: both give the same output."""
        parts = [
            *(["the archive"] if self.archive != other.archive else []),
            *(["the code or its tables"] if self.code != other.code else []),
        ]
        for name in sorted(self.options.keys() | other.options.keys()):
            now, then = self.options.get(name), other.options.get(name)
            if now != then:
                parts.append(f"{name} (now {now or 'none'}, then {then or 'none'})")
        return parts


def identity_of(archive: Path, options: Mapping[str, str]) -> Identity:
    """Return what the output of a replay with these options follows from.

    Raises:
        OSError: the archive cannot be read.
    """
    return Identity(archive=digest_of_archive(archive), code=digest_of_code(), options=dict(options))


def digest_of_archive(archive: Path) -> str:
    """Return the SHA-256 over name and content of the files of an archive, wherever it stands.

    Raises:
        OSError: it cannot be read.
    """
    digest = hashlib.sha256()
    for file in archive_files(archive):
        digest.update(f"{file.name}\0{digest_of(file)}\n".encode())
    return digest.hexdigest()


def digest_of_code() -> str:
    """Return the SHA-256 over the code of the pipeline, the rules in force, and the versions of what it is built on."""
    digest = hashlib.sha256(platform.python_version().encode())
    digest.update(in_force().checksum().encode())  # who chose the rules has had a look into them
    for name, found in sorted(_versions()):
        digest.update(f"{name}\0{found}\n".encode())
    for package in ("schemas", "streams"):
        for path, content in _contents(files(package), package):
            digest.update(f"{path}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    return digest.hexdigest()


def _versions() -> Iterator[tuple[str, str]]:
    for name in (re.split(r"[^\w.-]", each, maxsplit=1)[0] for each in requires("tocsin") or ()):
        try:
            yield name, version(name)
        except PackageNotFoundError:  # it belongs to another system
            yield name, "none"


def _contents(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        if each.is_dir():
            if each.name != "__pycache__":
                yield from _contents(each, f"{path}/{each.name}")
        else:
            yield f"{path}/{each.name}", each.read_bytes()
