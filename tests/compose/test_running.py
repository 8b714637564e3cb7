"""What docker-compose.yml tells each container to run, run for real outside of one: same commands, same environment.

A broker of this session stands for the container of the broker, a prefix of its own for a volume of its own.
"""

from __future__ import annotations

import asyncio
import base64
import os
import signal
import socket
import subprocess
import sys
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from dev.kafka.broker import wait_until
from streams.kafka.connection import admin
from streams.settings import KafkaSettings
from tests.compose.reading import Tree, read, seconds
from tests.conftest import PrivateBroker

TOCSIN = str(Path(sys.executable).with_name("tocsin"))


class Containers:
    """Run services of ours as processes: an empty, read-only working directory, no HOME, only /tmp to write to."""

    def __init__(self, kafka: str, folder: Path) -> None:
        self.services: Tree = read()["services"]
        self.metrics = free_port()
        self.cwd, self.tmp = folder / "srv", folder / "tmp"
        self.cwd.mkdir()
        self.tmp.mkdir()
        self.cwd.chmod(0o555)
        # What cannot be as in the container: the broker's name, ports that others use, and a deployment of its own.
        self.other = {
            "TOCSIN_KAFKA__BOOTSTRAP_SERVERS": kafka,
            "TOCSIN_METRICS__PORT": str(self.metrics),
            "TOCSIN_METRICS__HOST": "127.0.0.1",
            "TOCSIN_TOPIC_PREFIX": f"c{uuid.uuid4().hex[:8]}-",
            "PATH": os.environ["PATH"],
            "TMPDIR": str(self.tmp),
            "HOSTNAME": "worker-1",
            "TOCSIN_WORKER__INSTANCE": f"w{uuid.uuid4().hex[:8]}",  # its host name in a container
        }
        self.started: list[subprocess.Popen[str]] = []

    def start(self, service: str, command: list[str] | None = None, **more: str) -> subprocess.Popen[str]:
        given: dict[str, str] = self.services[service]["environment"]
        words: list[str] = self.services[service]["command"] if command is None else command
        process = subprocess.Popen(
            [TOCSIN, *words], env=given | self.other | more, cwd=self.cwd,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        self.started.append(process)
        return process

    def run(self, service: str, command: list[str] | None = None, **more: str) -> tuple[int, str]:
        process = self.start(service, command, **more)
        out, _ = process.communicate(timeout=120)
        return process.returncode, out

    def health(self, service: str = "worker") -> tuple[int, str]:
        return self.run(service, self.services[service]["healthcheck"]["test"][2:])


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@pytest.fixture
def containers(kafka: str, tmp_path: Path) -> Iterator[Containers]:
    made = Containers(kafka, tmp_path)
    yield made
    for process in made.started:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.mark.kafka
def test_topics_then_worker_then_healthy_then_drained(containers: Containers) -> None:
    assert containers.run("topics")[0] == 0
    assert containers.run("topics")[0] == 0  # as at every later start
    status, said = containers.health()
    assert status == 3 and "no sign of life" in said

    worker = containers.start("worker")
    assert wait_until(lambda: containers.health()[0] == 0, 120)
    with urllib.request.urlopen(f"http://127.0.0.1:{containers.metrics}/metrics", timeout=30) as answer:
        metrics = answer.read().decode()
    assert 'tocsin_stage_running{stage="track"} 1.0' in metrics
    # Nothing left in the working directory, which is read-only there.
    assert list(containers.cwd.iterdir()) == []

    worker.send_signal(signal.SIGTERM)
    log, _ = worker.communicate(timeout=seconds(containers.services["worker"]["stop_grace_period"]))
    assert worker.returncode == 0, log
    assert '"event": "ending"' in log


@pytest.mark.kafka
def test_the_demo_feeds_a_worker_until_it_is_told_to_end(containers: Containers) -> None:
    assert containers.run("topics")[0] == 0
    demo = containers.start("demo", [*containers.services["demo"]["command"], "--seconds", "10"])
    read_back = ["subscribe", "--from", "earliest", "-n", "3", "-o", "jsonl"]
    containers.start("worker")
    status, alerts = containers.run("worker", read_back)
    assert status == 0
    assert alerts.count('"incident_id"') >= 3 and '"status":"Actual"' in alerts.replace(" ", "")
    demo.send_signal(signal.SIGTERM)
    demo.communicate(timeout=seconds(containers.services["demo"]["stop_grace_period"]))
    assert demo.returncode in (0, -signal.SIGTERM)


@pytest.mark.kafka
def test_the_demo_ends_at_once_in_a_deployment_of_another_name(containers: Containers) -> None:
    assert containers.run("topics")[0] == 0
    status, said = containers.run("demo", TOCSIN_DEPLOYMENT="newsroom")
    assert status == 2 and "newsroom" in said


#: What says where a broker is and what it is to itself; the fixture's has its own.
PLACES = (
    "listeners", "advertised.listeners", "listener.security.protocol.map", "controller.quorum.voters",
    "controller.listener.names", "inter.broker.listener.name", "log.dirs", "node.id", "process.roles", "heap.opts",
)  # fmt: skip


def properties() -> dict[str, str]:
    """Return what the broker's environment says in Kafka's own names, as the image translates them."""
    env: dict[str, str] = read()["services"]["broker"]["environment"]
    names = {name: name.removeprefix("KAFKA_").lower().replace("_", ".") for name in env if name.startswith("KAFKA_")}
    return {name: env[variable] for variable, name in names.items()}


@pytest.mark.kafka
def test_a_real_broker_takes_what_the_file_tells_it(private_broker: PrivateBroker) -> None:
    told = {name: value for name, value in properties().items() if name not in PLACES}
    broker = private_broker(properties=told)

    async def asked() -> dict[str, str]:
        async with admin(KafkaSettings(bootstrap_servers=broker.bootstrap)) as client:
            (response,) = await client.describe_configs([ConfigResource(ConfigResourceType.BROKER, "1")])
            return {entry[0]: str(entry[1]) for entry in response.resources[0][4]}

    known = asyncio.run(asked())
    assert {name: known.get(name) for name in told} == told
    # A name that no broker knows is ignored in silence: here it is missing.
    assert set(properties()) - {"heap.opts"} <= set(known)


def test_the_cluster_has_a_name_that_kafka_takes() -> None:
    name = read()["services"]["broker"]["environment"]["CLUSTER_ID"]
    assert len(base64.urlsafe_b64decode(name + "==")) == 16 and not name.startswith("-")
