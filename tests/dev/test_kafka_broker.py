"""The broker behind ``make kafka`` and the fixtures: real processes, real ports, real records."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from dev.kafka.broker import ROOT, Broker, BrokerFailed, Unavailable, answers, free_ports, jars, wait_until
from tests.conftest import PrivateBroker

SCRIPT = ROOT / "dev" / "kafka" / "broker.py"


def run(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **env})


def tool(folder: Path, name: str, script: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)
    return folder


async def send(bootstrap: str, topic: str, value: bytes) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    await admin.create_topics([NewTopic(topic, 1, 1, topic_configs={"max.message.bytes": str(6 << 20)})])
    await admin.close()
    async with AIOKafkaProducer(bootstrap_servers=bootstrap, max_request_size=6 << 20) as producer:
        await producer.send_and_wait(topic, value)


async def first(bootstrap: str, topic: str) -> bytes:
    async with AIOKafkaConsumer(bootstrap_servers=bootstrap) as consumer:
        consumer.assign([TopicPartition(topic, 0)])
        await consumer.seek_to_beginning()
        return bytes((await asyncio.wait_for(consumer.getone(), 30)).value)


def listening_addresses(pid: int) -> set[str]:
    """Give the local addresses, as the kernel writes them, on which a process listens."""
    sockets = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # a running process closes files meanwhile
            sockets.add(os.readlink(link))
    rows = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]
    return {row[1].partition(":")[0] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in sockets}


@pytest.mark.kafka
def test_a_record_of_five_mebibytes_survives_a_power_cut_and_a_restart(private_broker: PrivateBroker) -> None:
    broker = private_broker()
    asyncio.run(send(broker.bootstrap, "articles", b"x" * (5 << 20)))
    broker.kill()
    assert not answers(broker.bootstrap)
    broker.restart()
    assert len(asyncio.run(first(broker.bootstrap, "articles"))) == 5 << 20


@pytest.mark.kafka
def test_a_broker_listens_on_loopback_only(private_broker: PrivateBroker) -> None:
    pid = private_broker().pid
    assert pid
    loopback = {"0100007F", "0000000000000000FFFF00000100007F"}
    addresses = listening_addresses(pid)
    assert addresses
    assert addresses <= loopback


@pytest.mark.kafka
def test_a_frozen_broker_answers_again_when_resumed_and_ends_when_stopped_frozen(private_broker: PrivateBroker) -> None:
    broker = private_broker()
    broker.pause()
    assert not answers(broker.bootstrap, timeout_s=0.3)
    broker.resume()
    assert wait_until(lambda: answers(broker.bootstrap), 30)
    broker.pause()
    broker.stop()
    assert broker.pid is None


@pytest.mark.kafka
def test_a_broker_ends_with_the_process_that_started_it(tmp_path: Path, kafka: str) -> None:
    script = (
        "import sys; from pathlib import Path; from dev.kafka.broker import Broker; b = Broker(Path(sys.argv[1]));"
        "b.start(); print(b.bootstrap, flush=True); sys.stdin.read()"
    )
    starter = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert starter.stdout
    bootstrap = starter.stdout.readline().strip()
    assert answers(bootstrap)
    starter.send_signal(signal.SIGKILL)
    starter.communicate()
    assert wait_until(lambda: not answers(bootstrap), 30)


@pytest.mark.kafka
def test_the_daemon_starts_once_is_found_again_and_stops_twice(tmp_path: Path, kafka: str) -> None:
    asked = ("--folder", str(tmp_path), "--port", str(free_ports(1)[0]))
    answered = [run(command, *asked) for command in ("start", "start", "status", "stop", "stop", "status")]
    said = [re.sub(r"127\S+ \(pid \d+\)", "there", each.stdout.strip()) for each in answered]
    assert [each.returncode for each in answered] == [0, 0, 0, 0, 0, 1]
    assert said == [
        "Kafka runs on there",
        "Kafka already runs on there",
        "Kafka runs on there",
        "Kafka stopped",
        "Kafka does not run",
        "Kafka does not run",
    ]


@pytest.mark.kafka
def test_a_broker_refuses_a_taken_port(tmp_path: Path, kafka: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(BrokerFailed, match=r"port \d+ .* is taken"):
        Broker(tmp_path, taken.getsockname()[1]).start()


@pytest.mark.kafka
def test_a_broker_that_cannot_start_says_why(tmp_path: Path, kafka: str) -> None:
    broker = Broker(tmp_path, properties={"log.retention.hours": "many"})
    with pytest.raises(BrokerFailed, match="Invalid value many for configuration log.retention.hours"):
        broker.start()
    assert broker.pid is None


@pytest.mark.kafka
def test_a_broker_that_ends_while_it_starts_says_why(tmp_path: Path, kafka: str) -> None:
    broker = Broker(tmp_path)
    with (
        socket.create_server(("127.0.0.1", broker.controller_port)),
        pytest.raises(BrokerFailed, match="Address already in use"),
    ):
        broker.start()


def test_a_stale_pid_of_another_program_is_not_our_broker(tmp_path: Path) -> None:
    (tmp_path / "kafka.pid").write_text(f"{os.getpid()}\n")
    (tmp_path / "server.properties").write_text("advertised.listeners=CLIENT://127.0.0.1:1,INTERNAL://127.0.0.1:2\n")
    stopped = run("stop", "--folder", str(tmp_path))
    assert (stopped.returncode, stopped.stdout) == (0, "Kafka does not run\n")
    assert not (tmp_path / "kafka.pid").exists()


@pytest.mark.parametrize("script", [None, """echo 'openjdk version "11.0.2"' >&2"""], ids=["missing", "too old"])
def test_without_a_java_that_runs_kafka_one_line_names_the_package(tmp_path: Path, script: str | None) -> None:
    path = tool(tmp_path / "bin", "java" if script else "other", script or "")
    done = run("start", "--folder", str(tmp_path / "kafka"), PATH=str(path))
    assert done.returncode == 2
    assert re.fullmatch(r"Kafka needs Java 17 or newer, found \w+ \(Debian: .* default-jre-headless\)\n", done.stderr)


def test_without_maven_one_line_names_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unavailable, match="apt-get install maven"):
        jars(tmp_path / "jars")


def test_a_failed_fetch_leaves_no_jars_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tool(tmp_path / "bin", "mvn", "echo '[ERROR] no route to anywhere'; exit 1")))
    with pytest.raises(Unavailable, match="no route to anywhere"):
        jars(tmp_path / "jars")
    assert list((tmp_path / "jars").iterdir()) == []


def test_two_processes_that_fetch_at_once_leave_one_set_of_jars(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = 'touch "$0.$$"; for wait in $(seq 200); do [ $(ls "$0".* | wc -l) -ge 2 ] && break; sleep 0.05; done'
    fetch = 'for last; do :; done; d="${last#-DoutputDirectory=}"; mkdir -p "$d"; echo > "$d/kafka_1.jar"'
    monkeypatch.setenv("PATH", f"{tool(tmp_path / 'bin', 'mvn', f'{both}; {fetch}')}:{os.environ['PATH']}")
    with ThreadPoolExecutor(2) as pool:
        fetched = set(pool.map(jars, [tmp_path / "jars"] * 2))
    assert fetched == set((tmp_path / "jars").iterdir())
    assert [each.name for each in fetched.pop().iterdir()] == ["kafka_1.jar"]


@pytest.mark.parametrize(("required", "outcome"), [("", "1 skipped"), ("1", "1 error")])
def test_a_test_without_a_broker_is_skipped_aloud_unless_one_is_required(
    tmp_path: Path, required: str, outcome: str
) -> None:
    (tmp_path / "test_it.py").write_text("def test_it(kafka): pass\n")
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", str(tmp_path)]
    env = {"PATH": str(tmp_path), "TOCSIN_REQUIRE_KAFKA": required, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=env)
    assert f"{outcome} in" in done.stdout
    assert ("KAFKA TESTS SKIPPED: 1 did not run. Kafka needs Java" in done.stdout) is (not required)
