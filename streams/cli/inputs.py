"""Read what people pipe or name: lines as they arrive, and articles as lines or as pretty-printed JSON.

How input is cut into articles is decided in streams.ingest.lines. Example: ``documents(arriving_lines(stream))``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from streams.cli.failure import unreadable
from streams.ingest.lines import arriving_lines, numbered_documents

__all__ = ["arriving_lines", "documents", "opened"]


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """Give a file for reading bytes, standard input for ``-``.

    Raises:
        WrongUsage: the file cannot be opened.
    """
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(name).open("rb")  # noqa: SIM115 - closed below; only its opening is guarded
    except OSError as error:
        raise unreadable(name, error) from None
    with stream:
        yield stream


def documents(lines: Iterable[bytes | None]) -> Iterator[bytes | None]:
    """Yield articles as bytes: each line, or the pretty-printed ones that the input begins with; None as received."""
    for document in numbered_documents(lines):
        yield None if document is None else document.text
