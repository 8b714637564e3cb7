"""Let Ctrl-C end a command between two steps, never in one: lines stay whole, and what was counted is what was written.

Example::

    with Interrupts() as interrupts:
        for each in waiting:            # here Ctrl-C ends it at once
            with interrupts.held():     # here at the end of the block
                ...
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Any


class Interrupts:
    """SIGINT as KeyboardInterrupt, held back in a step. The second one ends the step too: a write may be blocked."""

    def __init__(self) -> None:
        self._held = False
        self._asked = False
        #: Whether every step that began was ended.
        self.clean = True

    def __enter__(self) -> Interrupts:
        """Take over SIGINT, unless it is ignored, as in the background of a script."""
        self._before: Any = signal.getsignal(signal.SIGINT)
        if self._before is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, self._on_signal)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Give SIGINT back."""
        signal.signal(signal.SIGINT, self._before)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold SIGINT back.

        Raises:
            KeyboardInterrupt: there was one; the step is done.
        """
        self._held, self.clean = True, False
        yield
        self._held, self.clean = False, True
        if self._asked:
            raise KeyboardInterrupt

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if self._held and not self._asked:
            self._asked = True
            return
        raise KeyboardInterrupt
