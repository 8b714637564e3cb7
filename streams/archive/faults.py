"""What is wrong with an archive: refused with its place, or counted and gone on with. Never passed over in silence.

Example: ``Faults(skip=True).found("schema", "news.jsonl:17: schema: topic at /topic: required, must be text")``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from streams.archive.manifest import Damaged

#: Faults that are kept word by word.
TOLD = 20


@dataclass(slots=True)
class Faults:
    """How often something was wrong, by reason, and the first ones by place. ``skip``: files are read on behind them.

    ``lines`` counts lines that are left out, ``files`` what is wrong with a file as a whole.
    """

    skip: bool = False
    lines: Counter[str] = field(default_factory=Counter)
    files: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.lines or self.files)

    def in_line(self, reason: str, said: str) -> None:
        """Take note of a line that cannot be played."""
        self.lines[reason] += 1
        self._tell(said)

    def in_file(self, reason: str, said: str) -> None:
        """Take note of a file that is not as it should be.

        Raises:
            Damaged: nothing is to be skipped.
        """
        if not self.skip:
            raise Damaged(said)
        self.files[reason] += 1
        self._tell(said)

    def refuse(self) -> None:
        """Refuse lines that cannot be played, unless they are to be skipped.

        Raises:
            BadLines: there is one; the message names the first.
        """
        if self.lines and not self.skip:
            raise BadLines(self.told[0], self.lines.total())

    def _tell(self, said: str) -> None:
        if len(self.told) < TOLD:
            self.told.append(said)


class BadLines(Damaged):
    """Lines of an archive cannot be played; ``number``: how many."""

    def __init__(self, first: str, number: int) -> None:
        super().__init__(first if number == 1 else f"{first} (and {number - 1} more lines that cannot be played)")
        self.number = number
