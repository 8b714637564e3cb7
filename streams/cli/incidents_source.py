"""Where ``tocsin incidents`` and ``tocsin incident`` read: the incidents topic, or an archive, and what is wrong there.

Example: ``collected = collect(None)`` reads Kafka; ``collect("news")`` the recorded folder ``news``.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from streams.archive.files import Line
    from streams.casebook.collecting import Collected

#: Faults that are told one by one.
TOLD = 20


def collect(archive: str | None, messages_of: str | None = None) -> Collected:
    """Return the incidents of the deployment, or of an archive; with ``messages_of`` the messages of that one too.

    Raises:
        WrongUsage: the archive cannot be read, or holds no incidents; the id fits none or several.
        CheckFailed: the archive is not what its manifest says.
        Failure: of the broker.
    """
    from schemas.codec import BadRecord
    from streams.casebook.finding import NotOne
    from streams.casebook.reading import from_kafka, from_lines
    from streams.cli.broker import run_async
    from streams.cli.config import configured
    from streams.cli.explanation import safe
    from streams.cli.failure import Failure, WrongUsage, unreadable

    settings = configured()
    if archive is None:
        try:
            return run_async(from_kafka(settings, messages_of))
        except NotOne as error:
            raise WrongUsage(str(error)) from None
        except BadRecord as error:
            raise Failure(safe(str(error))) from None
    try:
        collected = from_lines(_lines(archive), messages_of)
    except OSError as error:
        raise unreadable(archive, error) from None
    if not collected.seen and not collected.bad:
        told = "`tocsin replay ARCHIVE --emit incidents,alerts` gives those of articles"
        raise WrongUsage(f"{archive} holds no incidents; {told}")
    return collected


def tell_faults(bad: Sequence[str], late: int) -> int:
    """Say what could not be read and what was left out; return the exit status: 1 when something could not be read."""
    from streams.cli.explanation import safe

    for each in bad[:TOLD]:
        print(f"tocsin: {safe(each)}", file=sys.stderr)
    if len(bad) > TOLD:
        print(f"tocsin: {len(bad) - TOLD} more could not be read", file=sys.stderr)
    if late:
        print(f"tocsin: {late} records of a replaced worker left out", file=sys.stderr)
    return 1 if bad else 0


def _lines(archive: str) -> Iterator[Line]:
    from pathlib import Path

    from streams.archive.files import Bad, Line, open_archive
    from streams.archive.manifest import Damaged
    from streams.cli.failure import CheckFailed

    if archive == "-":
        return (Line(number, text.rstrip(b"\r\n")) for number, text in enumerate(sys.stdin.buffer, 1) if text.strip())
    try:
        return open_archive(Path(archive), Bad.KEEP).lines
    except Damaged as error:
        place = f"{archive}: " if Path(archive).is_dir() else ""  # the error names the file
        raise CheckFailed(f"{place}{error.strerror}") from None
