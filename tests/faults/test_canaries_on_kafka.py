"""Stock Faust on a real broker still loses events in the three ways for which our loops are built as they are.

``test_canaries`` reads what Faust's source does; here it is seen to happen. A test that fails says which guard may go.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
import uuid
from contextlib import suppress
from pathlib import Path

import pytest
from aiokafka import TopicPartition
from aiokafka.admin import NewTopic

from dev.kafka.broker import ROOT
from streams.kafka.connection import Unreachable, admin
from streams.kafka.sender import Sender
from streams.settings import KafkaSettings, Settings
from streams.stage import Record
from tests.faults.stock_faust import AGENTS

pytestmark = pytest.mark.kafka

#: What each agent's topic holds; ``typed`` cannot decode its second record.
VALUES = {"raising": (b"1", b"2", b"3"), "typed": (b"1", b"no number", b"3"), "two": (b"1", b"2", b"3")}
#: Seconds within which the application must have committed all three topics to their end.
PATIENCE = 90.0


async def fed(settings: Settings, prefix: str) -> None:
    """Make the topics and fill them."""
    async with admin(settings.kafka) as client:
        await client.create_topics([NewTopic(f"{prefix}-{agent}", 1, 1) for agent in AGENTS])
    async with Sender(settings) as sender:
        now = round(time.time() * 1000)
        for agent, values in VALUES.items():
            await sender.send([Record(f"{prefix}-{agent}", b"k", value, now) for value in values])


async def committed(settings: Settings, prefix: str) -> dict[str, int]:
    """Return the offset that the group has committed of each agent's topic."""
    partitions = {agent: TopicPartition(f"{prefix}-{agent}", 0) for agent in AGENTS}
    async with admin(settings.kafka) as client:
        found = await client.list_consumer_group_offsets(prefix, partitions=list(partitions.values()))
    return {agent: max(0, found[at].offset) if at in found else 0 for agent, at in partitions.items()}


async def lived(kafka: str, folder: Path) -> tuple[dict[str, int], dict[str, list[str]]]:
    """Run stock Faust until it has committed everything, kill it; return what it committed and what it gave."""
    settings = Settings(kafka=KafkaSettings(bootstrap_servers=kafka))
    prefix = f"canary-{uuid.uuid4().hex[:8]}"
    await fed(settings, prefix)
    said = folder / "said.txt"
    with said.open("wb") as out:
        command = [sys.executable, "-m", "tests.faults.stock_faust", kafka, prefix, str(folder)]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL, cwd=ROOT)
    try:
        deadline = time.monotonic() + PATIENCE
        at: dict[str, int] = {}
        while at != dict.fromkeys(AGENTS, 3) and time.monotonic() < deadline:
            assert process.poll() is None, f"Faust ended with {process.returncode}"
            with suppress(Unreachable):  # a group that has not begun yet has no coordinator
                at = await committed(settings, prefix)
            await asyncio.sleep(0.25)
    finally:
        process.kill()
        process.wait()
    given: dict[str, list[str]] = {agent: [] for agent in AGENTS}
    for line in said.read_text().splitlines():
        agent, _, value = line.partition(" ")
        given[agent].append(value)
    return at, given


def test_stock_faust_loses_what_raises_what_it_cannot_decode_and_what_is_in_progress(kafka: str, folder: Path) -> None:
    """Therefore no error leaves a loop, topics are raw bytes, and one coroutine runs for each partition (R1, R2, R4).

    Each topic is committed to its end, although an agent failed at a record, was never given one, or is still at it:
    none of the three would come again.
    """
    at, given = asyncio.run(lived(kafka, folder))
    assert at == {"raising": 3, "typed": 3, "two": 3}
    assert given == {"raising": ["1", "2", "3"], "typed": ["1", "3"], "two": ["1", "2", "3"]}
