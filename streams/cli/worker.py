"""``tocsin worker``: the stream processors on Kafka, supervised until SIGTERM or Ctrl-C.

Example: ``tocsin worker --stages detect`` reads articles on this machine, while another one tracks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from datetime import datetime

    from streams.settings import Settings


def worker(
    stages: Annotated[str, typer.Option(help="Stages to run here, comma-separated.")] = "detect,track",
    start: Annotated[
        str,
        typer.Option("--from", help="Where a stage that has never run begins: earliest, latest, or a time (RFC 3339)."),
    ] = "earliest",
) -> int:
    """Run the stages on Kafka and restart them when they fail."""
    from streams.cli.broker import run_async
    from streams.cli.config import reading
    from streams.logs import configure, tell_ruleset

    names = _stages(stages)
    where = _start(start)
    settings = reading()
    configure()
    tell_ruleset("worker")
    return run_async(_run(settings, names, where))


async def _run(settings: Settings, names: tuple[str, ...], start: datetime | str) -> int:
    from schemas.topics import Topic
    from streams.cli.failure import Failure
    from streams.kafka.topics import find, require
    from streams.topology import TOPOLOGY
    from streams.worker.first_start import set_start
    from streams.worker.stage_lives import stage_lives
    from streams.worker.supervisor import Supervisor

    await require(settings, Topic)
    for found in await find(settings, topics=(Topic.EVENTS, Topic.INCIDENTS)):
        if found.partitions != 1:
            raise Failure(f"{found.name} has {found.partitions} partitions: track needs all events in one order, in 1")
    if start != "earliest":
        for stage in TOPOLOGY:
            if stage.name in names:
                await set_start(settings, stage, start)
    with stage_lives(settings, names) as lives:
        return await Supervisor(settings, names, lives=lives).run()


def _stages(text: str) -> tuple[str, ...]:
    from streams.cli.failure import WrongUsage
    from streams.topology import TOPOLOGY

    known = [stage.name for stage in TOPOLOGY]
    asked = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    for name in asked:
        if name not in known:
            raise WrongUsage(f"--stages {name}: not one of {', '.join(known)}")
    if not asked:
        raise WrongUsage("--stages: name at least one")
    return asked


def _start(text: str) -> datetime | str:
    from datetime import datetime

    from streams.cli.failure import WrongUsage

    if text in ("earliest", "latest"):
        return text
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise WrongUsage(f"--from {text}: not earliest, latest or a time with its zone (2026-05-11T08:00:00Z)")
    return moment
