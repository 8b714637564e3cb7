"""Tell which incident record counts when a process that was replaced has written once more: the newer owner's.

Each record says who wrote it, in the header ``tocsin-writer``: the generation of the consumer group, and the offset of
the event behind it. Both grow from owner to owner; a record behind in both came from one who did not know yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

WRITER = "tocsin-writer"


class Writer(NamedTuple):
    """The generation in which a record was written, and the offset of the event for which."""

    generation: int
    position: int

    @property
    def header(self) -> tuple[str, bytes]:
        """Return the header that says so."""
        return WRITER, f"{self.generation}/{self.position}".encode()


@dataclass(slots=True)
class Writers:
    """Follows a topic of incident records in its order."""

    _latest: dict[bytes, Writer] = field(default_factory=dict)

    def is_late(self, key: bytes, headers: Iterable[tuple[str, bytes]]) -> bool:
        """Say whether an incident's record was written by one whose successor had written before; take note of it."""
        writer = written_by(headers)
        if writer is None:
            return False
        before = self._latest.setdefault(key, writer)
        # A group that was deleted counts its generations anew, a topic that was made anew its offsets; not both.
        if writer.generation < before.generation and writer.position < before.position:
            return True
        self._latest[key] = writer
        return False


def written_by(headers: Iterable[tuple[str, bytes]]) -> Writer | None:
    """Read the header; None where it is missing or no such pair.

    >>> written_by([("tocsin-writer", b"12/4711")])
    Writer(generation=12, position=4711)
    """
    for name, value in headers:
        if name == WRITER:
            generation, _, position = value.partition(b"/")
            if generation.isdigit() and position.isdigit():
                return Writer(int(generation), int(position))
    return None
