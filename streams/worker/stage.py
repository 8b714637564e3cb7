"""The process of one stage: ``python -m streams.worker.stage detect``; the supervisor starts and restarts it.

It ends with 0 after SIGTERM, else with a status of ``exits``. Heavy imports stand in the functions: the children that
read articles load this module again, and need none of them.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from streams.kafka.sender import Sender
    from streams.settings import Settings
    from streams.stage import Stage
    from streams.worker.application import Application
    from streams.worker.counted import Counted
    from streams.worker.watchdog import Watchdog

#: Given by the supervisor: standard input ends when the supervisor does, and this process with it.
WITH_PARENT = "--with-parent"
#: Seconds after which a thread that computes lets the others go on; each thread here mostly waits for a socket, and a
#: record passes three. Python's own 5 ms made the median delay of an event a quarter longer.
SWITCH_SECONDS = 0.0005


def main(arguments: list[str] | None = None) -> None:
    """Run the stage named in the arguments until SIGTERM."""
    from streams.logs import configure, tell_ruleset
    from streams.ruleset import use
    from streams.settings import Settings
    from streams.topology import TOPOLOGY
    from streams.worker.exits import INFRASTRUCTURE, leave

    given = sys.argv[1:] if arguments is None else arguments
    configure()
    sys.setswitchinterval(SWITCH_SECONDS)
    # Ctrl-C reaches the whole group of processes; the supervisor decides what happens then.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if WITH_PARENT in given:
        threading.Thread(target=_end_with_parent, daemon=True).start()
    stages = {stage.name: stage for stage in TOPOLOGY}
    try:
        settings = Settings()
        if use(settings.ruleset).folder is not None:
            tell_ruleset(given[0])
        _run(settings, stages[given[0]])
    except Exception as error:  # noqa: BLE001 - the supervisor starts it again
        leave(INFRASTRUCTURE, f"{type(error).__name__}: {error}", stage=given[0])
    sys.stderr.flush()
    os._exit(0)  # what is still running has nothing to say any more


def _run(settings: Settings, stage: Stage) -> None:
    from streams.kafka.header_names import read_any_header_name
    from streams.worker.application import application
    from streams.worker.counted import counted

    read_any_header_name()
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    app = application(settings, stage, loop)
    with counted(settings, stage.name, app) as counts:
        _run_counted(settings, stage, app, loop, counts)


def _run_counted(
    settings: Settings, stage: Stage, app: Application, loop: asyncio.AbstractEventLoop, counts: Counted
) -> None:
    from streams.kafka.groups import group_name
    from streams.kafka.sender import Sender
    from streams.worker.life import Life, StageWorker
    from streams.worker.watchdog import Watchdog

    topic = stage.reads.name_with(settings.topic_prefix)
    life = Life(app, topic, stage=stage.name)
    watchdog = Watchdog(
        settings,
        group_name(settings.topic_prefix, stage.name),
        topic,
        ours=lambda: life.ours,
        signs=lambda partition: signs(partition),
        behind=counts.behind,
    )
    sender = loop.run_until_complete(Sender(settings).__aenter__())
    signs, close = _wire(app, settings, stage.name, sender, watchdog, counts)
    watchdog.start()
    worker = StageWorker(app, life, drain_seconds=settings.worker.drain_seconds, loop=loop)
    try:
        worker.execute_from_commandline()
    except SystemExit as ended:
        if ended.code not in (0, None):
            raise RuntimeError(f"Faust ended with status {ended.code}") from None
    finally:
        close()


def _wire(
    app: Application, settings: Settings, name: str, sender: Sender, watchdog: Watchdog, counts: Counted
) -> tuple[Callable[[int], int], Callable[[], None]]:
    """Connect the stage's loop with its topic; return its signs of progress by partition, and its end."""
    from schemas.topics import Topic
    from streams.kafka.groups import group_name
    from streams.lexicons.publishers import family_of
    from streams.pool import Pool
    from streams.topology import DETECT
    from streams.worker.application import raw_topic
    from streams.worker.detect import DetectLoop
    from streams.worker.heartbeats import Heart
    from streams.worker.holes import is_hole, start_of
    from streams.worker.incident_records import IncidentRecords
    from streams.worker.pool_thread import PoolThread
    from streams.worker.track import TrackLoop

    topic = (Topic.ARTICLES if name == DETECT.name else Topic.EVENTS).name_with(settings.topic_prefix)
    start = partial(start_of, settings, group_name(settings.topic_prefix, name), topic)
    asked = partial(is_hole, settings, topic)
    if name == DETECT.name:
        pool = PoolThread(
            Pool(
                DETECT,
                settings.processes,
                seconds=settings.article_seconds,
                deployment=settings.deployment,
                timed=counts.timed,
            )
        )
        pool.start()
        app.agent(raw_topic(app, settings, Topic.ARTICLES), name=name, isolated_partitions=True, concurrency=1)(
            _agent(DetectLoop(settings, pool, sender, start, asked, counts))
        )
        app.task(_agent_task(Heart(settings, sender)))
        return pool.answered, pool.close
    # The largest table of track, half a second; else the first event after a start would wait for it.
    threading.Thread(target=lambda: family_of("example.org", None, None), daemon=True).start()
    records = IncidentRecords(settings)
    loop = TrackLoop(
        settings,
        records.read,
        sender,
        watchdog.committed,
        start,
        asked,
        app.lease,
        generation=lambda: app.consumer_generation_id,
        counted=counts,
    )
    app.prepare = loop.prepare  # type: ignore[method-assign]
    app.agent(raw_topic(app, settings, Topic.EVENTS), name=name, isolated_partitions=True, concurrency=1)(_agent(loop))
    return lambda _: records.seen, lambda: None


def _agent(loop: Any) -> Any:
    """Return the loop as the coroutine function that Faust asks for."""

    async def agent(stream: Any) -> None:
        await loop(stream)

    return agent


def _agent_task(heart: Any) -> Any:
    async def beat() -> None:
        await heart.beat()

    return beat


def _end_with_parent() -> None:
    """Drain and end when the supervisor is gone: two of a kind would fight over one name in the group."""
    while sys.stdin.buffer.read(1 << 16):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
