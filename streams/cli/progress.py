"""Show on a terminal how far a replay or a recording is: rate, time left, what was found; nothing in a pipe.

Example: ``with watching(1200) as advance: advance(tally, 5)`` after each record; ``with counting("records") as advance:
advance(5, 1200)``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

    from streams.replay import Tally


@contextmanager
def watching(total: int | None, done: int = 0) -> Iterator[Callable[[Tally, int], None]]:
    """Give a function to call with the tally and the lines taken after each record.

    ``total`` None: the end is not known. ``done``: lines taken before.
    """
    if not sys.stderr.isatty():
        yield lambda _tally, _done: None
        return
    with _bar("{task.fields[rate]}/s, {task.fields[alerts]} alerts, left") as progress:
        task = progress.add_task("", total=total, completed=done, rate=0, alerts=0)

        def advance(tally: Tally, taken: int) -> None:
            speed = progress.tasks[0].speed or 0
            progress.update(task, completed=taken, rate=round(speed), alerts=tally.alerts.total())

        yield advance


@contextmanager
def counting(unit: str) -> Iterator[Callable[[int, int | None], None]]:
    """Give a function to call with how many are done, and of how many (None: not known)."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    with _bar(f"{{task.fields[rate]}} {unit}/s, left") as progress:
        task = progress.add_task("", total=None, rate=0)

        def advance(done: int, total: int | None) -> None:
            progress.update(task, completed=done, total=total, rate=round(progress.tasks[0].speed or 0))

        yield advance


def _bar(text: str) -> Progress:
    # Imported here: a pipe needs none of it.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn(text), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
