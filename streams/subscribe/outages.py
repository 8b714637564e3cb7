"""Say once that the broker is away, and once that it is back: silence must not look like quiet.

Example: ``Outage(servers, tell).away()`` tells one line however often it is called, until ``back()``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence


class Outage:
    """Whether the broker answers, as far as it was told."""

    def __init__(self, servers: Sequence[str], tell: Callable[[str], None]) -> None:
        self._servers = ",".join(servers)
        self._tell = tell
        #: Whether it is away, and people know.
        self.told = False

    def away(self, why: str | None = None) -> None:
        """Note that the broker does not answer; ``why`` where that is known better."""
        if not self.told:
            self._tell(f"{why or f'no broker answers at {self._servers}'}: no alert can arrive; trying on")
        self.told = True

    def back(self) -> None:
        """Note that it does."""
        if self.told:
            self._tell(f"the broker at {self._servers} answers again")
        self.told = False
