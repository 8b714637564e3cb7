"""``tocsin retract INCIDENT --reason TEXT``: end a false story by hand.

Example: ``tocsin retract bbfedd85-1c4e-542d-aa7a-94d995f2bbbd --reason "The video is two years old."``.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

#: Longest reason and name, in characters: both go out with the Cancel or stay in the record.
MAX_REASON, MAX_NAME = 500, 64


def retract(
    incident: Annotated[str, typer.Argument(help="Id of the incident, as its alerts give it: `incident_id`.")],
    reason: Annotated[str, typer.Option(help="Why it is false; subscribers read it in the Cancel.")],
    operator: Annotated[
        str | None, typer.Option(help="Who says so [default: your login name].", show_default=False)
    ] = None,
) -> None:
    """End a false story: its Cancel goes out, and later reports of it change nothing."""
    import time

    from schemas.codec import BadRecord
    from streams.cli.broker import run_async
    from streams.cli.config import configured
    from streams.cli.explanation import safe
    from streams.cli.failure import Failure
    from streams.retract import UnknownIncident
    from streams.retract import retract as write

    said = _line("--reason", reason, MAX_REASON)
    who = _line("--operator", _login() if operator is None else operator, MAX_NAME)
    now_ms = time.time_ns() // 1_000_000
    try:
        done = run_async(write(configured(), incident, reason=said, operator=who, now_ms=now_ms))
    except (UnknownIncident, BadRecord) as error:
        raise Failure(safe(str(error))) from None
    if done.position is None:
        why = done.incident.retraction_reason or "its sources withdrew it"
        print(
            f"tocsin: {done.incident.incident_id} is retracted already ({safe(why)}): nothing written", file=sys.stderr
        )
        return
    print(done.position)
    # Told, because an operator would otherwise wait for a Cancel that nobody is due.
    follows = "its Cancel follows" if done.incident.alerts else "it never alerted, so no Cancel follows"
    print(f"tocsin: {done.incident.status} incident withdrawn; {follows} once track has read this", file=sys.stderr)


def _line(option: str, text: str, most: int) -> str:
    """Return a text as the one printable line that goes into the event."""
    from streams.alerting.words import plain
    from streams.cli.failure import WrongUsage

    line = plain(text)
    if not line:
        raise WrongUsage(f"{option}: empty")
    if len(line) > most:
        raise WrongUsage(f"{option}: {len(line)} characters, at most {most} are allowed")
    return line


def _login() -> str:
    """Return who runs this, as far as the machine knows."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container's user need not have a name
        return "operator"
