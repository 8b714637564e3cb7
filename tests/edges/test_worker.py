"""`tocsin worker` as people run it: alive through kills, stopped by a spent budget, ended in time, deaf to the net."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import orjson
import pytest

from dev.kafka.broker import wait_until
from schemas.topics import Topic
from streams.kafka.reading import reader, until_end
from streams.kafka.sender import Sender
from streams.kafka.topics import create
from streams.settings import KafkaSettings, Settings
from streams.stage import Record
from tests.streams.worker.test_stage import listening, sockets

pytestmark = pytest.mark.kafka
ROOT = Path(__file__).parents[2]
TOCSIN = str(Path(sys.executable).with_name("tocsin"))
NOON = 1_773_144_000_000


def free_port() -> int:
    """Give a port on which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        port: int = held.getsockname()[1]
    return port


class Worker:
    """A deployment of its own with one `tocsin worker`; ``options`` are settings without their prefix."""

    def __init__(self, kafka: str, folder: Path) -> None:
        self.prefix = f"w{uuid.uuid4().hex[:8]}-"
        self.settings = Settings(kafka=KafkaSettings(bootstrap_servers=kafka), topic_prefix=self.prefix)
        self.env = os.environ | {"TOCSIN_KAFKA__BOOTSTRAP_SERVERS": kafka, "TOCSIN_TOPIC_PREFIX": self.prefix}
        self.port = free_port()
        self.env["TOCSIN_METRICS__PORT"] = str(self.port)
        self.log = folder / "log"
        self.process: subprocess.Popen[bytes] | None = None
        asyncio.run(create(self.settings, retention_ms=-1))

    def start(self, **options: object) -> int:
        self.env |= {f"TOCSIN_{name.upper()}": str(value) for name, value in options.items()}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen([TOCSIN, "worker"], stderr=log, env=self.env)
        return self.process.pid

    def told(self, event: str) -> list[dict[str, object]]:
        lines = [orjson.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]
        return [line for line in lines if line["event"] == event]

    def until(self, met: Callable[[], object], what: str) -> None:
        assert wait_until(lambda: bool(met()), 150), f"{what}: {self.log.read_text()[-2000:]}"

    def feed(self, *bodies: str, headers: tuple[tuple[str, bytes], ...] = ()) -> None:
        values = [orjson.dumps({"uri": uuid.uuid4().hex, "headline": "News", "body": each}) for each in bodies]
        self.send([Record("", b"k", value, NOON, headers) for value in values])

    def send(self, articles: Sequence[Record]) -> None:
        name = Topic.ARTICLES.name_with(self.prefix)

        async def send() -> None:
            async with Sender(self.settings) as sender:
                await sender.send([replace(each, topic=name) for each in articles])

        asyncio.run(send())

    def count(self, topic: Topic) -> int:
        return len(self.records(topic))

    def records(self, topic: Topic) -> list[Record]:
        async def read() -> list[Record]:
            async with reader(self.settings.kafka, topic.name_with(self.prefix)) as consumer:
                return [each async for each in until_end(consumer) if not each.is_heartbeat]

        return asyncio.run(read())

    def doctor(self) -> subprocess.CompletedProcess[str]:
        return subprocess.run([TOCSIN, "doctor"], env=self.env, capture_output=True, text=True, timeout=60, check=False)

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        assert self.process is not None
        self.process.send_signal(how)
        try:
            return self.process.wait(12)
        finally:
            self.process.kill()
            self.process.wait()


@pytest.fixture
def worker(kafka: str, tmp_path: Path) -> Iterator[Worker]:
    made = Worker(kafka, tmp_path)
    yield made
    if made.process is not None and made.process.poll() is None:
        made.end()


def family(pid: int) -> list[int]:
    """Give a process and all that stem from it."""
    children = [
        each for task in Path(f"/proc/{pid}/task").iterdir() for each in (task / "children").read_text().split()
    ]
    return [pid, *(each for child in children for each in family(int(child)))]


def test_stages_killed_under_the_supervisor_come_back_and_nothing_is_lost(worker: Worker) -> None:
    worker.start()
    worker.until(lambda: len(worker.told("assigned")) == 2, "assigned")
    for stage in worker.told("started"):
        os.kill(int(str(stage["pid"])), signal.SIGKILL)
    worker.feed("A drone strike on a market in Kherson killed three people on Tuesday, the governor said.")
    worker.until(lambda: worker.count(Topic.ALERTS) == 1, "an alert")
    assert [line["status"] for line in worker.told("restarting")] == [-signal.SIGKILL] * 2
    assert worker.end() == 0


def test_a_worker_listens_for_its_metrics_alone_and_only_on_this_machine(worker: Worker) -> None:
    pid = worker.start(processes=2)
    worker.until(lambda: len(worker.told("assigned")) == 2, "assigned")
    running = family(pid)
    assert len(running) >= 5, "supervisor, two stages, and children that read"
    here = f"0100007F:{worker.port:04X}"  # 127.0.0.1, as the kernel writes it
    assert {each: listening(each) for each in running if listening(each)} == {pid: [here]}


def test_no_feeder_and_no_reader_listens_and_a_replay_for_its_metrics_alone(worker: Worker) -> None:
    worker.feed("The council met on Monday.")
    verbs = (("ingest", "-"), ("subscribe",), ("replay", "-"))
    running = [
        subprocess.Popen([TOCSIN, *verb], env=worker.env, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        for verb in verbs
    ]
    try:
        for process, (verb, *_) in zip(running, verbs, strict=True):
            worker.until(partial(at_work, process.pid), "at work")
            expected = {}
            if verb == "replay":
                expected = {process.pid: [f"0100007F:{worker.port:04X}"]}
                worker.until(partial(listening, process.pid), "exporting")
            assert {each: listening(each) for each in family(process.pid) if listening(each)} == expected
    finally:
        for process in running:
            process.kill()
            process.communicate()


def at_work(pid: int) -> bool:
    """Say whether a process is connected to the broker, or has children that read."""
    return bool(sockets(pid, state="01")) or len(family(pid)) > 1


def test_a_spent_budget_stops_the_stage_and_not_the_worker_and_doctor_fails(worker: Worker) -> None:
    worker.feed(*(f"Item {number}" for number in range(9)))
    pid = worker.start(worker__budget_in_a_row=2, article_seconds=0.000001, worker__heartbeat_seconds=1)
    worker.until(lambda: worker.told("stopped"), "stopped")
    assert [line["stage"] for line in worker.told("stopped")] == ["detect"]
    worker.until(lambda: "detect is stopped" in worker.doctor().stdout, "doctor tells")
    assert (worker.doctor().returncode, Path(f"/proc/{pid}").exists()) == (3, True)
    assert len(worker.told("started")) == 2, "it was not started again"
    assert worker.count(Topic.DEAD_LETTERS) <= 4 * 2, "at most the budget of each partition"
    assert worker.end() == 0


@pytest.mark.parametrize(("how", "status"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_it_ends_when_it_is_told(worker: Worker, how: signal.Signals, status: int) -> None:
    pid = worker.start()
    worker.until(lambda: len(worker.told("assigned")) == 2, "assigned")
    running = family(pid)
    assert worker.end(how) == status
    assert wait_until(lambda: not any(alive(each) for each in running), 10)


def alive(pid: int) -> bool:
    """Say whether a process runs; one that only waits to be counted does not."""
    try:
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
