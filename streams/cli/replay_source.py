"""What ``tocsin replay`` plays: an archive, looked through before anything is played, or standard input as it comes.

Example: ``source = opened("news", skip_bad=False)``; ``source.total`` lines follow, none where that is not known.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streams.archive.faults import Faults
    from streams.archive.files import Line


@dataclass(slots=True)
class Source:
    """The lines to play, how many there are (None: not known), and what was left out of them. ``taken``: so far."""

    lines: Iterable[Line | None]
    total: int | None = None
    left_out: int = 0
    faults: Faults | None = None
    taken: int = 0

    def __iter__(self) -> Iterator[Line | None]:
        for line in self.lines:
            self.taken += line is not None
            yield line

    def skip(self, number: int) -> None:
        """Pass over the first lines: they were played before."""
        from itertools import islice

        for _ in islice(iter(self), number):
            pass

    def check_whole(self) -> None:
        """Look whether everything came that was there at the beginning.

        Raises:
            Failure: the archive was changed meanwhile.
        """
        from streams.cli.failure import Failure

        if self.total is not None and self.taken != self.total:
            raise Failure(f"the archive changed while it was played: {self.taken} lines came, not {self.total}")

    def tell_skipped(self) -> None:
        """Say loudly what is not in the output because it could not be played."""
        if self.faults is not None:
            tell_skipped(self.faults, (self.total or 0) + self.left_out)


def tell_skipped(faults: Faults, others: int) -> None:
    """Say on standard error what was left out of an archive that has so many other lines, where something was."""
    if not faults:
        return
    for said in faults.told:
        print(f"tocsin: skipped {said}", file=sys.stderr)
    lines = faults.lines.total()
    parts = [f"{lines} of {others + lines} lines{_listed(faults.lines)}"]
    if faults.files:
        parts.append(f"{faults.files.total()} faults of files{_listed(faults.files)}")
    print(f"SKIPPED {', and '.join(parts)}: what they held is not in the output", file=sys.stderr)


def opened(archive: str, *, skip_bad: bool = False) -> Source:
    """Return what to play.

    Raises:
        CheckFailed: the archive is not what its manifest says, is damaged, or has lines that cannot be played.
        WrongUsage: it cannot be read.
    """
    from pathlib import Path

    from streams.archive.faults import BadLines
    from streams.archive.files import Bad, open_archive
    from streams.archive.lines import MAX_LINE_BYTES
    from streams.archive.manifest import Damaged
    from streams.cli.explanation import safe
    from streams.cli.failure import CheckFailed, unreadable
    from streams.cli.inputs import arriving_lines

    if archive == "-":
        return Source(_numbered(arriving_lines(sys.stdin.buffer, longest=MAX_LINE_BYTES + 1)))
    try:
        found = open_archive(Path(archive), Bad.SKIP if skip_bad else Bad.REFUSE)
    except Damaged as error:
        place = f"{archive}: " if Path(archive).is_dir() else ""  # the error names the file
        hint = "; nothing was played, --skip-bad plays the others" if isinstance(error, BadLines) else ""
        raise CheckFailed(safe(f"{place}{error.strerror}{hint}")) from None
    except OSError as error:
        raise unreadable(archive, error) from None
    if found.left_out:
        print(f"{found.left_out} events left out: they follow from the articles", file=sys.stderr)
    return Source(found.lines, found.total, found.left_out, found.faults)


def _numbered(lines: Iterable[bytes | None]) -> Iterator[Line | None]:
    from streams.archive.files import Line

    number = 0
    for line in lines:
        number += line is not None
        if line is None:
            yield None
        elif line.strip():
            yield Line(number, line)


def _listed(counts: dict[str, int]) -> str:
    return f" ({', '.join(f'{name} {number}' for name, number in sorted(counts.items()))})" if counts else ""
