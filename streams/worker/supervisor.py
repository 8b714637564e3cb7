"""Keep a process for each stage running: what ends with an error starts again, soon at first, then less often.

A stage whose dead-letter budget is spent stays stopped, and says so in the heartbeats until a person has looked.
Example: ``await Supervisor(settings, ("detect", "track")).run()`` returns after SIGTERM.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime

import structlog

from schemas.topics import Topic
from streams.kafka.sender import Sender
from streams.settings import Settings
from streams.worker.claim import claimed
from streams.worker.exits import BUDGET
from streams.worker.heartbeats import heartbeat
from streams.worker.metric_files import FOLDER
from streams.worker.stage import WITH_PARENT
from streams.worker.stage_lives import StageLives

#: Seconds until a restart: the first, the most, and how long a stage must have run to be healthy again.
FIRST_DELAY, MOST_DELAY, HEALTHY = 0.25, 30.0, 60.0
#: Failures in a row from which the heartbeats tell of them.
OFTEN = 5
#: Seconds that a stage gets beyond its own limit to end.
PATIENCE = 1.0

log = structlog.get_logger("tocsin.supervisor")


def delay(failures: int) -> float:
    """Return the seconds to wait after so many failures in a row.

    >>> [delay(n) for n in (1, 2, 5, 20)]
    [0.25, 0.5, 4.0, 30.0]
    """
    return float(min(MOST_DELAY, FIRST_DELAY * 2 ** min(failures - 1, 16)))


class Supervisor:
    """Runs the stages' processes. ``command`` starts one; the stage's name is added. ``lives`` counts what they do."""

    def __init__(
        self,
        settings: Settings,
        stages: Sequence[str],
        command: Sequence[str] = (sys.executable, "-m", "streams.worker.stage"),
        *,
        lives: StageLives | None = None,
    ) -> None:
        self._settings = settings
        self._stages = tuple(stages)
        self._command = tuple(command)
        self._lives = lives
        others = {name: value for name, value in os.environ.items() if name != FOLDER}
        self._env = others if lives is None else {**others, **lives.environment}
        self._running: dict[str, Process] = {}
        self._problems: dict[str, str] = {}
        self._ended: asyncio.Event = asyncio.Event()
        self._signal: signal.Signals | None = None

    async def run(self) -> int:
        """Run until SIGTERM (0) or Ctrl-C (130); the stages are drained first.

        Raises:
            NameTaken: a worker of this name runs on this machine already.
        """
        with claimed(self._settings, self._stages):
            return await self._supervise()

    async def _supervise(self) -> int:
        loop = asyncio.get_running_loop()
        for each in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(each, self._end, each)
        tasks = [asyncio.create_task(self._keep(name)) for name in self._stages]
        tasks.append(asyncio.create_task(self._report()))
        await self._ended.wait()
        await self._drain()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return 130 if self._signal is signal.SIGINT else 0

    def _end(self, received: signal.Signals) -> None:
        log.info("ending", signal=received.name)
        self._signal = received
        self._ended.set()

    async def _keep(self, name: str) -> None:
        failures = 0
        while not self._ended.is_set():
            started = time.monotonic()
            try:
                process = await asyncio.create_subprocess_exec(
                    *self._command, name, WITH_PARENT, stdin=PIPE, env=self._env
                )
            except OSError as error:  # no memory, no process, no file left: it may pass
                failures += 1
                log.error("cannot start", stage=name, why=str(error), seconds=delay(failures))
                await asyncio.sleep(delay(failures))
                continue
            self._running[name] = process
            if self._lives is not None:
                self._lives.started(name)
            log.info("started", stage=name, pid=process.pid)
            # One that has run for a while is well again, though it never ended since.
            well = asyncio.get_running_loop().call_later(HEALTHY, self._problems.pop, name, None)
            status = await process.wait()
            well.cancel()
            del self._running[name]
            if self._lives is not None:
                self._lives.ended(name, status, wanted=self._ended.is_set())
            if self._ended.is_set():
                return
            if status == BUDGET:
                self._problems[name] = f"{name} is stopped: too many dead letters by bug or timeout"
                log.critical("stopped", stage=name, why="its dead-letter budget is spent; it is not started again")
                return
            failures = 1 if time.monotonic() - started >= HEALTHY else failures + 1
            if failures >= OFTEN:
                self._problems[name] = f"{name} fails again and again, the last time with status {status}"
            log.warning("restarting", stage=name, status=status, seconds=delay(failures))
            await asyncio.sleep(delay(failures))

    async def _report(self) -> None:
        """Write what is wrong into the heartbeats as long as it is."""
        while True:
            for problem in list(self._problems.values()):
                record = heartbeat(self._settings, Topic.HEARTBEATS, datetime.now(UTC), problem=problem)
                try:
                    async with Sender(self._settings) as sender:
                        await sender.send([record])
                except Exception as error:  # noqa: BLE001 - it is in the log too, and told again soon
                    log.warning("cannot tell", problem=problem, why=f"{type(error).__name__}: {error}")
            await asyncio.sleep(self._settings.worker.heartbeat_seconds if self._problems else 1.0)

    async def _drain(self) -> None:
        processes = list(self._running.values())
        for process in processes:
            with suppress(ProcessLookupError):
                process.terminate()
        limit = self._settings.worker.drain_seconds + PATIENCE
        try:
            async with asyncio.timeout(limit):
                await asyncio.gather(*(process.wait() for process in processes))
        except TimeoutError:
            for process in processes:
                with suppress(ProcessLookupError):
                    process.kill()
            await asyncio.gather(*(process.wait() for process in processes))
