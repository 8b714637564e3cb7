"""Refuse to go on where going on could lose an event: skipped offsets, and a flood of dead letters.

Both are pure. Example::

    contiguity = Contiguity()
    contiguity.skipped(0, 17)  # None: the first offset seen of partition 0
    contiguity.skipped(0, 19)  # 18 is missing: Faust would commit past it, unless the topic has none (holes)
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import NamedTuple

from schemas.vocabulary import DeadLetterReason

#: Records over which the share of dead letters is taken.
WINDOW = 1000
#: Reasons that speak of us, not of the record: a bad deployment gives these. Anybody may send a bad record.
OURS = frozenset({DeadLetterReason.BUG, DeadLetterReason.TIMEOUT})


class Skip(NamedTuple):
    """What came of a partition instead of the offset that was expected."""

    partition: int
    expected: int
    found: int

    def __str__(self) -> str:
        return f"partition {self.partition} went from offset {self.expected - 1} to {self.found}"


@dataclass(slots=True)
class Contiguity:
    """The next offset expected of each partition."""

    _next: dict[int, int] = field(default_factory=dict)

    def knows(self, partition: int) -> bool:
        """Whether an event of the partition was seen, or one is expected."""
        return partition in self._next

    def begin(self, partition: int, start: int, first: int) -> None:
        """Expect the offset from which the group goes on; an earlier ``first`` was read before and comes again."""
        self._next[partition] = min(start, first)

    def skipped(self, partition: int, offset: int) -> Skip | None:
        """Take note of an event; return what is wrong when it does not follow the one before."""
        expected = self._next.get(partition, offset)
        self._next[partition] = offset + 1
        if offset == expected:
            return None
        return Skip(partition, expected, offset)


@dataclass(slots=True)
class _Spending:
    in_a_row: int = 0
    latest: deque[bool] = field(default_factory=lambda: deque(maxlen=WINDOW))


@dataclass(slots=True)
class Budget:
    """How many dead letters of our own making a partition may have: ``in_a_row``, and as ``share`` of the last 1,000.

    The share counts from a full window on, so that the first bad record of a quiet partition stops nothing.
    """

    in_a_row: int = 100
    share: float = 0.2
    _partitions: dict[int, _Spending] = field(default_factory=dict)

    def spend(self, partition: int, reason: str | None) -> str | None:
        """Take note of one record, ``reason`` None when it is no dead letter; return why the budget is spent."""
        spent = self._partitions.setdefault(partition, _Spending())
        ours = reason in OURS
        spent.in_a_row = spent.in_a_row + 1 if ours else 0
        spent.latest.append(ours)
        if spent.in_a_row > self.in_a_row:
            return f"more than {self.in_a_row} records in a row of partition {partition} failed by bug or timeout"
        if len(spent.latest) == WINDOW and sum(spent.latest) > self.share * WINDOW:
            return f"more than {self.share:.0%} of the last {WINDOW} records of partition {partition} failed that way"
        return None
