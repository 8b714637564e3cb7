"""Let Ctrl-C end a command between two steps, never in one: lines stay whole, and what was counted is what was written.

Example::

    with Interrupts() as interrupts:
        for each in waiting:            # here Ctrl-C ends it at once
            with interrupts.held():     # here at the end of the block
                ...
"""

from __future__ import annotations

import signal
from types import FrameType, TracebackType
from typing import Any


class Interrupts:
    """SIGINT as KeyboardInterrupt, held back in a step. The second one ends the step too: a write may be blocked."""

    def __init__(self) -> None:
        self._asked = False
        self._step = _Step(self)
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

    def held(self) -> _Step:
        """Return what holds SIGINT back while it is entered; when it is left KeyboardInterrupt tells of one."""
        return self._step

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if not self.clean and not self._asked:
            self._asked = True
            return
        raise KeyboardInterrupt

    def end_step(self) -> None:
        """Take note that a step was ended.

        Raises:
            KeyboardInterrupt: there was one meanwhile.
        """
        self.clean = True
        if self._asked:
            raise KeyboardInterrupt


class _Step:
    """Entered for every line that is played: a generator's context would take longer than what it guards."""

    def __init__(self, interrupts: Interrupts) -> None:
        self._interrupts = interrupts

    def __enter__(self) -> None:
        self._interrupts.clean = False

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self._interrupts.end_step()
