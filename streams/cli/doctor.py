"""``tocsin doctor``: is the broker there, are the topics as declared, does every stage keep up and beat.

Example: ``tocsin doctor --max-age 60`` ends with 3 when the last sign of life is older than a minute.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from streams.doctor.judging import Check

#: Time after which the process ends whatever holds it: looking up a name, for one, cannot be cancelled.
HARD_LIMIT_S = 10.0


def doctor(
    max_age: Annotated[float, typer.Option(min=1, help="Oldest last sign of life, in seconds.")] = 90,
    max_lag: Annotated[int, typer.Option(min=0, help="Most records that a stage may have still to read.")] = 10_000,
    output: Annotated[str, typer.Option("-o", "--output", help="text or json.")] = "text",
) -> int:
    """Check the deployment; ends with 3 when something is wrong, and says what to do next."""
    import time

    from streams.cli.broker import run_async
    from streams.cli.config import configured
    from streams.cli.failure import WrongUsage
    from streams.doctor.examining import examine
    from streams.doctor.judging import Level, Limits

    if output not in ("text", "json"):
        raise WrongUsage(f"-o {output}: not text or json")
    settings = configured()
    with _ended_within(HARD_LIMIT_S):
        limits = Limits(max_age_s=max_age, max_lag=max_lag)
        checks = run_async(examine(settings, limits, time.time_ns() // 1_000_000))
    print(as_json(checks) if output == "json" else "\n".join(as_lines(checks)))
    return 3 if any(check.level is Level.FAIL for check in checks) else 0


def as_lines(checks: list[Check]) -> Iterator[str]:
    """Yield a line for each check, and one with what to do next below those that need it."""
    from streams.doctor.judging import Level

    for check in checks:
        level = check.level.upper() if check.level is Level.FAIL else check.level.value
        yield f"{level:5} {check.about:13} {check.said}"
        if check.advice:
            yield f"{'':19} -> {check.advice}"


def as_json(checks: list[Check]) -> str:
    """Return the checks as one object in ASCII; ``ok`` is whether none failed."""
    import json

    from streams.doctor.judging import Level

    listed = [check._asdict() for check in checks]
    return json.dumps({"ok": all(check.level is not Level.FAIL for check in checks), "checks": listed})


@contextmanager
def _ended_within(seconds: float) -> Iterator[None]:
    """End the process with 3 when the block takes longer, also where nothing can interrupt it."""
    import os
    import threading

    def end() -> None:
        print(f"tocsin: no answer within {seconds:g} s; does the broker's name resolve?", file=sys.stderr, flush=True)
        os._exit(3)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
