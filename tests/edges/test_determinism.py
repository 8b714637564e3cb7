"""The same archive and the same code give the same bytes: whatever the processes, the pace, the breaks, the transport.

400 generated articles, or with ``TOCSIN_SOAK=1`` (``make soak``) 20,000. Each way of playing them gives one SHA-256.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.incidents import article_record
from benchmarks.stream import Stream
from schemas.topics import Topic
from streams.archive.lines import read_line
from streams.archive.writing import NewArchive
from streams.memory import topic_of
from streams.resuming.checkpoint import checkpoint_of, load
from streams.settings import KafkaSettings, Settings
from streams.stage import Record
from tests.edges.test_behaviour import comparable
from tests.faults.harness import Deployment

SOAK = os.environ.get("TOCSIN_SOAK", "0") not in ("", "0")
ARTICLES, INCIDENTS = (20_000, 1_000) if SOAK else (400, 20)
#: A year of news in a few seconds.
PACED = "3e7"
#: The command line with a checkpoint every few lines: a break shall lose some, and not all. It ends itself by a signal.
COMMAND = """
import os
import streams.resuming.keeper as keeper

plain = keeper.Keeper.save_when_due
keeper.SECONDS, keeper.SHARE = {seconds}, 0


def save_when_due(self, standing):
    plain(self, standing)
    if standing.position >= {behind}:
        os.kill(os.getpid(), {how})


keeper.Keeper.save_when_due = save_when_due
from streams.cli import main
main()
"""
SECONDS = 2.0 if SOAK else 0.05


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Record the articles in four partitions, one after the other: they have to be sorted."""
    out = tmp_path_factory.mktemp("determinism") / "news"
    records = [article_record(each, n) for n, each in enumerate(Stream(ARTICLES, INCIDENTS))]
    with NewArchive(out) as written:
        file = written.file("tocsin-articles")
        for partition in range(4):
            for offset, record in enumerate(records[partition::4]):
                file.add(replace(record, partition=partition, offset=offset))
    return out


def run(archive: Path, out: Path, *options: str, behind: int = 10**9, how: int = 0) -> tuple[int, bytes]:
    """Play, to the end or until so many lines were played; give the exit status and what was said."""
    code = COMMAND.format(seconds=SECONDS, behind=behind, how=how)
    arguments = ["replay", str(archive), "--emit", "alerts,incidents", "--output", str(out), *options]
    ended = subprocess.run([sys.executable, "-c", code, *arguments], stderr=subprocess.PIPE)
    return ended.returncode, ended.stderr


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def played(archive: Path, out: Path, *options: str) -> str:
    """Play to the end; give the SHA-256 of what was written."""
    status, said = run(archive, out, *options)
    assert status == 0, said
    return sha256(out)


@pytest.fixture(scope="module")
def whole(archive: Path) -> Path:
    """Give what one process writes without a break."""
    out = archive.parent / "whole.jsonl"
    print(f"{ARTICLES} articles: {played(archive, out, '--processes', '1')}")
    return out


def test_there_is_something_to_compare(whole: Path) -> None:
    assert len(whole.read_bytes().splitlines()) > ARTICLES / 10


@pytest.mark.parametrize("options", [("2",), ("4",), ("2", "--speed", PACED)], ids=["2", "4", "paced"])
def test_any_number_of_processes_and_any_pace(
    archive: Path, whole: Path, tmp_path: Path, options: Sequence[str]
) -> None:
    assert played(archive, tmp_path / "out.jsonl", "--processes", *options) == sha256(whole)


def test_from_the_events_that_the_articles_gave(archive: Path, whole: Path, tmp_path: Path) -> None:
    played(archive, tmp_path / "events.jsonl", "--emit", "events")
    assert played(tmp_path / "events.jsonl", tmp_path / "out.jsonl") == sha256(whole)


@pytest.mark.parametrize("speed", ["max", PACED])
def test_broken_off_and_gone_on_with(archive: Path, whole: Path, tmp_path: Path, speed: str) -> None:
    out = tmp_path / "out.jsonl"
    breaks = [(signal.SIGINT, 130, "1"), (signal.SIGKILL, -signal.SIGKILL, "2"), (signal.SIGKILL, -signal.SIGKILL, "1")]
    for at, (how, expected, processes) in enumerate(breaks if SOAK or speed == "max" else breaks[:2], 1):
        behind = ARTICLES * at // 4
        options = ("--resume", "--speed", speed, "--processes", processes)
        status, said = run(archive, out, *options, behind=behind, how=how)
        assert status == expected, said
        assert not out.exists()
        # At Ctrl-C nothing is lost, after a kill what came behind the last checkpoint.
        assert load(checkpoint_of(out))[0].position == behind or how is signal.SIGKILL
    assert played(archive, out, "--resume", "--speed", speed) == sha256(whole)
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.kafka
def test_through_kafka(archive: Path, whole: Path, kafka: str, tmp_path: Path) -> None:
    """All but the excepted headers is the same, and incidents but for the bodies of their alerts."""
    prefix = f"d{uuid.uuid4().hex[:8]}-"
    env = {"TOCSIN_KAFKA__BOOTSTRAP_SERVERS": kafka}
    command = [sys.executable, "-c", "from streams.cli import main; main()", "replay", str(archive), "--to", prefix]
    subprocess.run(command, env={**os.environ, **env}, check=True, capture_output=True)
    settings = Settings(kafka=KafkaSettings(bootstrap_servers=kafka), topic_prefix=prefix)
    there = asyncio.run(processed(settings, tmp_path, env))
    here = [read_line(line, n) for n, line in enumerate(whole.read_bytes().splitlines(), 1)]
    for topic in (Topic.ALERTS, Topic.INCIDENTS):
        one = comparable([each for each in here if topic_of(each.topic) is topic])
        other = comparable(there[topic])
        assert len(one) > 10
        digests = [hashlib.sha256(repr(each).encode()).hexdigest() for each in (one, other)]
        print(f"{topic.suffix}: embedded {digests[0]}, Kafka {digests[1]}")
        assert digests[0] == digests[1]


async def processed(settings: Settings, folder: Path, env: dict[str, str]) -> dict[Topic, list[Record]]:
    """Let a worker process what was played into topics; give what they hold."""
    env = env | {"TOCSIN_TOPIC_PREFIX": settings.topic_prefix, "TOCSIN_PROCESSES": "2"}
    env["TOCSIN_WORKER__HEARTBEAT_SECONDS"] = "3600"
    deployed = Deployment(settings, folder, env=env)
    deployed.start("one")
    try:
        await deployed.settled()
        return await deployed.read()
    finally:
        deployed.end()
