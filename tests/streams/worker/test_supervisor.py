"""Who keeps the stages running: restarts, a spent budget, an orderly end."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest
from structlog.testing import capture_logs

from streams.kafka.connection import Unreachable
from streams.settings import Settings, WorkerSettings
from streams.worker import supervisor
from streams.worker.metric_files import FOLDER
from streams.worker.supervisor import Supervisor

#: A stage that appends its name and process to a file, then does what the rest of the arguments say.
STAGE = """
import os, signal, sys, time
script, path, name = sys.argv[1:4]
with open(path, "a") as notes:
    notes.write(f"{name} {os.getpid()}\\n")
exec(script)
"""
SETTINGS = Settings(worker=WorkerSettings(drain_seconds=1, heartbeat_seconds=0.05))


class Stages:
    """Runs a supervisor over stages that do what a script says, until a condition holds; then sends the signal."""

    def __init__(self, folder: Path, script: str) -> None:
        self.notes = folder / "notes"
        self.notes.touch()
        self.command = (sys.executable, "-c", STAGE, script, str(self.notes))
        self.logs: list[Any] = []

    def started(self, name: str = "detect") -> int:
        return sum(line.startswith(name) for line in self.notes.read_text().splitlines())

    def run(
        self, *names: str, until: Callable[[], bool], end: signal.Signals = signal.SIGTERM, lives: Any = None
    ) -> int:
        async def main() -> int:
            task = asyncio.create_task(Supervisor(SETTINGS, names, self.command, lives=lives).run())
            deadline = time.monotonic() + 20
            while not until():
                assert time.monotonic() < deadline, self.notes.read_text()
                await asyncio.sleep(0.02)
            os.kill(os.getpid(), end)
            return await task

        with capture_logs() as self.logs:
            return asyncio.run(main())

    def told(self, event: str) -> list[Any]:
        return [line for line in self.logs if line["event"] == event]


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "FIRST_DELAY", 0.01)


@pytest.mark.parametrize("status", [1, 70, 71, -9])
def test_a_stage_that_fails_starts_again(tmp_path: Path, status: int) -> None:
    stages = Stages(tmp_path, f"os.kill(os.getpid(), 9) if {status} < 0 else sys.exit({status})")
    assert stages.run("detect", until=lambda: stages.started() >= 3) == 0
    assert {line["status"] for line in stages.told("restarting")} == {status}


def test_a_process_that_cannot_be_started_is_tried_again(tmp_path: Path) -> None:
    stages = Stages(tmp_path, "")
    program = tmp_path / "program"
    stages.command = (str(program), *stages.command[1:])

    def appears() -> bool:
        if len(stages.told("cannot start")) >= 2 and not program.exists():
            program.symlink_to(sys.executable)
        return stages.started() >= 1

    assert stages.run("detect", until=appears) == 0


def test_the_stages_run_side_by_side_and_end_on_sigterm(tmp_path: Path) -> None:
    stages = Stages(tmp_path, "time.sleep(60)")
    assert stages.run("detect", "track", until=lambda: stages.started("detect") + stages.started("track") == 2) == 0
    assert stages.told("restarting") == []


def test_ctrl_c_ends_with_its_own_status(tmp_path: Path) -> None:
    stages = Stages(tmp_path, "time.sleep(60)")
    assert stages.run("detect", until=lambda: stages.started() == 1, end=signal.SIGINT) == 130


def test_a_stage_that_does_not_end_is_killed(tmp_path: Path) -> None:
    stages = Stages(
        tmp_path, "signal.signal(signal.SIGTERM, signal.SIG_IGN); open(path, 'a').write('deaf\\n'); time.sleep(60)"
    )
    assert stages.run("detect", until=lambda: "deaf" in stages.notes.read_text()) == 0
    pid = int(stages.notes.read_text().split()[1])
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_spent_budget_stops_the_stage_for_good_and_the_heartbeats_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    class Heard:
        def __init__(self, _: Settings) -> None:
            """Take what a sender takes."""

        async def __aenter__(self) -> "Heard":
            if not told:
                told.append("no broker")
                raise Unreachable("no broker")
            return self

        async def __aexit__(self, *_: object) -> None:
            """End like a sender."""

        async def send(self, records: list[Any]) -> None:
            told.extend(record.value.decode() for record in records)

    monkeypatch.setattr(supervisor, "Sender", Heard)
    stages = Stages(tmp_path, "sys.exit(72) if name == 'track' else time.sleep(60)")
    assert stages.run("detect", "track", until=lambda: len(told) >= 3) == 0
    assert (stages.started("track"), stages.started("detect"), len(stages.told("stopped"))) == (1, 1, 1)
    assert "track is stopped" in told[-1]


def test_a_stage_that_fails_again_and_again_is_told_of_in_the_heartbeats(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "OFTEN", 3)
    told: list[str] = []

    class Heard(Supervisor):
        async def _report(self) -> None:
            while True:
                told.extend(self._problems.values())
                await asyncio.sleep(0.01)

    monkeypatch.setitem(globals(), "Supervisor", Heard)
    stages = Stages(tmp_path, "sys.exit(70)")
    assert stages.run("detect", until=lambda: bool(told)) == 0
    assert (told[0], stages.started() >= 3) == ("detect fails again and again, the last time with status 70", True)


def test_a_stage_sees_its_supervisor_end(tmp_path: Path) -> None:
    stages = Stages(tmp_path, "sys.stdin.buffer.read(); open(path, 'a').write('orphan\\n')")
    waiting = f"""
import asyncio
from streams.settings import Settings
from streams.worker.supervisor import Supervisor
asyncio.run(Supervisor(Settings(), ["detect"], {stages.command!r}).run())
"""

    async def main() -> None:
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", waiting)
        while not stages.started():
            await asyncio.sleep(0.02)
        process.kill()
        await process.wait()
        while "orphan" not in stages.notes.read_text():
            await asyncio.sleep(0.02)

    asyncio.run(asyncio.wait_for(main(), 20))


class Heard:
    """Takes note of what the supervisor tells of its stages."""

    environment: ClassVar = {FOLDER: "/the/folder"}

    def __init__(self) -> None:
        self.told: list[object] = []

    def started(self, stage: str) -> None:
        self.told.append((stage, "started"))

    def ended(self, stage: str, status: int, *, wanted: bool) -> None:
        self.told.append((stage, status, wanted))


def test_the_lives_of_the_stages_are_told_and_where_they_count(tmp_path: Path) -> None:
    stages = Stages(
        tmp_path,
        f"""
open(path, "a").write(os.environ.get("{FOLDER}", "nowhere") + "\\n")
sys.exit(70) if open(path).read().count("detect") == 1 else time.sleep(60)""",
    )
    heard = Heard()
    assert stages.run("detect", until=lambda: stages.notes.read_text().count("/the/folder") == 2, lives=heard) == 0
    assert heard.told == [
        ("detect", "started"), ("detect", 70, False), ("detect", "started"), ("detect", -signal.SIGTERM, True)
    ]  # fmt: skip


def test_stages_count_nowhere_where_nothing_is_exported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, "/of/somebody/else")
    stages = Stages(tmp_path, f'open(path, "a").write(os.environ.get("{FOLDER}", "nowhere")); time.sleep(60)')
    assert stages.run("detect", until=lambda: stages.notes.read_text().endswith("nowhere")) == 0
