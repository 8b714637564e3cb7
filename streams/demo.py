"""Play the bundled sample stream in this process, spread over some seconds.

Example: ``for step in play(sample_lines(), seconds=20): ...`` gives each article with what follows from it; what the
work itself took stands in ``Step.seconds`` and does not count the waiting.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from streams.archive.files import Line, read_lines
from streams.archive.lines import read_line
from streams.memory import Memory, Ran
from streams.replay import Step
from streams.stage import Record
from streams.topology import TOPOLOGY


class Played(NamedTuple):
    """One article of the sample, what follows from it, and the seconds that took."""

    step: Step
    seconds: float


def sample_lines() -> list[Line]:
    """Return the lines of the sample stream: packaged in a wheel, beside the code in a checkout."""
    packaged = Path(str(files("streams"))) / "samples" / "stream.jsonl"
    beside = Path(__file__).parent.parent / "samples" / "stream.jsonl"
    return list(read_lines([packaged if packaged.exists() else beside]))


def play(
    lines: Sequence[Line],
    *,
    seconds: float,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
    ran: Ran | None = None,
) -> Iterator[Played]:
    """Yield each line with what follows from it, evenly over ``seconds``. ``ran``: see Memory."""
    memory = Memory(TOPOLOGY, test=True, deployment="demo", ran=ran)
    _warm(lines)
    started = clock()
    for place, line in enumerate(lines):
        due = started + seconds * place / len(lines)
        if (wait := due - clock()) > 0:
            sleep(wait)
        record = read_line(line.text, line.number)
        before = clock()
        written = tuple(memory.feed(record))
        yield Played(Step(record, written), clock() - before)
    if (wait := started + seconds - clock()) > 0:
        sleep(wait)


def _warm(lines: Sequence[Line]) -> None:
    """Load the tables before the first article is due: play one on a pipeline of its own."""
    record: Record | None = next((read_line(line.text, line.number) for line in lines), None)
    if record is not None:
        for _ in Memory(TOPOLOGY, test=True).feed(record):
            pass
