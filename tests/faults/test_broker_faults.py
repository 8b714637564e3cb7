"""The broker restarts, dies, freezes or has no space left: the workers wait or start again, and lose nothing."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from dev.kafka.broker import Broker
from tests.conftest import PrivateBroker
from tests.faults.conftest import Report
from tests.faults.harness import Deployment, deployment
from tests.faults.load import articles

pytestmark = pytest.mark.kafka

#: Bytes of the broker's disk where it shall run full.
DISK_BYTES = 96 << 20


async def judged(run: Deployment, report: Report, **known: object) -> None:
    """Wait until all is processed; nothing may be lost."""
    await run.settled()
    found = await run.judgement()
    report(found.line(**known, kills=run.kills, restarts=run.restarts))
    assert found.faults() == {}


def test_a_broker_that_restarts_is_killed_and_freezes_loses_nothing(
    private_broker: PrivateBroker, folder: Path, report: Report
) -> None:
    async def disturbed(broker: Broker) -> None:
        async with deployment(broker.bootstrap, folder) as run:
            await run.feed(articles(11, 4_000))
            run.start("one")
            await run.until_committed(150)
            await asyncio.to_thread(broker.restart)
            await run.until_committed(150)
            await asyncio.to_thread(broker.kill)
            await asyncio.to_thread(broker.start)
            await run.until_committed(150)
            broker.pause()
            await asyncio.sleep(9)  # longer than a session: this is the fault, not a wait for something
            broker.resume()
            await judged(run, report, seed=11)

    asyncio.run(disturbed(private_broker()))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a folder on a file system of its own with little space."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(place)], capture_output=True, text=True
    )
    if mounted.returncode:
        pytest.skip(f"a small disk needs the right to mount: {mounted.stderr.strip()}")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(disk: Path) -> Path:
    """Fill a disk to its last byte and return the file that does it."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(1 << 16))
    return filler


def test_a_broker_without_space_loses_nothing(
    private_broker: PrivateBroker, small_disk: Path, folder: Path, report: Report
) -> None:
    async def disturbed(broker: Broker) -> None:
        async with deployment(broker.bootstrap, folder, send_seconds=5) as run:
            await run.feed(articles(12, 1_500))
            run.start("one")
            await run.until_committed(50)
            filler = fill(small_disk)
            # A broker whose only disk fails ends itself; until then it refuses what is sent.
            await run.until(lambda: broker.pid is None or run.restarts > 0, "the full disk is felt")
            filler.unlink()
            await asyncio.to_thread(broker.kill)
            await asyncio.to_thread(broker.start)
            await judged(run, report, seed=12)

    log_dir = small_disk / "data"
    asyncio.run(disturbed(private_broker(properties={"log.dirs": str(log_dir)})))
