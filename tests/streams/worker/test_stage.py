"""The process of a stage, on a real broker: how it starts, what it listens to, how it ends."""

import asyncio
import os
import socket
import subprocess
import sys
import uuid
from contextlib import suppress
from pathlib import Path

import pytest

from dev.kafka.broker import wait_until
from schemas.topics import Topic
from streams.kafka.reading import reader, until_end
from streams.kafka.topics import create
from streams.settings import KafkaSettings, Settings
from streams.worker.exits import INFRASTRUCTURE
from streams.worker.stage import WITH_PARENT

pytestmark = pytest.mark.kafka


@pytest.fixture
def settings(kafka: str) -> Settings:
    made = Settings(kafka=KafkaSettings(bootstrap_servers=kafka), topic_prefix=f"s{uuid.uuid4().hex[:8]}-")
    asyncio.run(create(made))
    return made


class Stage:
    """A stage's process, its log in a file, its standard input open."""

    def __init__(self, settings: Settings, folder: Path, *arguments: str) -> None:
        self.log = folder / "log"
        env = os.environ | {
            "TOCSIN_KAFKA__BOOTSTRAP_SERVERS": settings.kafka.bootstrap_servers,
            "TOCSIN_TOPIC_PREFIX": settings.topic_prefix,
            "TOCSIN_PROCESSES": "1",
        }
        command = [sys.executable, "-m", "streams.worker.stage", *arguments]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=log, env=env, cwd=folder)

    def until(self, said: str) -> None:
        assert wait_until(lambda: said in self.log.read_text() or self.process.poll() is not None, 60)
        assert said in self.log.read_text()

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()


def test_a_stage_ends_with_its_supervisor_and_serves_nobody(settings: Settings, tmp_path: Path) -> None:
    stage = Stage(settings, tmp_path, "track", WITH_PARENT)
    stage.until('"assigned"')
    assert listening(stage.process.pid) == []
    assert stage.process.stdin is not None
    stage.process.stdin.close()
    assert stage.process.wait(30) == 0
    stage.until('"draining"')
    assert [each.name for each in tmp_path.iterdir()] == ["log"], "it keeps nothing on the disk"


def test_detect_shows_that_it_lives(settings: Settings, tmp_path: Path) -> None:
    stage = Stage(settings, tmp_path, "detect")
    stage.until('"assigned"')
    assert wait_until(lambda: len(asyncio.run(events(settings))) == 1, 60)
    stage.process.terminate()
    assert stage.process.wait(30) == 0
    stage.end()


def test_without_a_broker_it_leaves_and_says_why(tmp_path: Path) -> None:
    stage = Stage(Settings(kafka=KafkaSettings(bootstrap_servers="127.0.0.1:1")), tmp_path, "track")
    assert stage.process.wait(60) == INFRASTRUCTURE
    assert "no Kafka broker answers at 127.0.0.1:1" in stage.log.read_text()
    stage.end()


async def events(settings: Settings) -> list[object]:
    async with reader(settings.kafka, Topic.EVENTS.name_with(settings.topic_prefix)) as consumer:
        return [each async for each in until_end(consumer)]


def listening(pid: int) -> list[str]:
    """Give the addresses on which a process listens, as the kernel writes them."""
    return sockets(pid, state="0A")


def sockets(pid: int, *, state: str) -> list[str]:
    """Give the local addresses of a process's TCP sockets in a state, both as the kernel writes them."""
    inodes = set()
    for each in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            inodes.add(os.readlink(each))
    tables = [Path(f"/proc/{pid}/net/{name}").read_text().splitlines()[1:] for name in ("tcp", "tcp6")]
    lines = [line.split() for table in tables for line in table]
    return [line[1] for line in lines if line[3] == state and f"socket:[{line[9]}]" in inodes]


def test_a_process_that_listens_would_be_seen() -> None:
    with socket.create_server(("127.0.0.1", 0)):
        assert len(listening(os.getpid())) >= 1
