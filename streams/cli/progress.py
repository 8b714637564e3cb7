"""Show on a terminal how far a replay is: rate, time left and what was found; nothing in a pipe.

Example: ``with watching(1200) as advance: advance(tally)`` after each record.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streams.replay import Tally


@contextmanager
def watching(total: int | None) -> Iterator[Callable[[Tally], None]]:
    """Give a function to call with the tally after each record; ``total`` None: the end is not known."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    # Imported here: a pipe needs none of it.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}/s, {task.fields[alerts]} alerts, left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total, rate=0, alerts=0)

        def advance(tally: Tally) -> None:
            speed = progress.tasks[0].speed or 0
            progress.update(task, completed=tally.lines, rate=round(speed), alerts=tally.alerts.total())

        yield advance
