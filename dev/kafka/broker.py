#!/usr/bin/env python3
"""Run a real single-node Apache Kafka without Docker: for development as a daemon, for tests as a child process.

    python dev/kafka/broker.py start|stop|status [--port 9092] [--folder .kafka]   # see daemon.py

Java 17 or newer runs it; Maven fetches its jars once (``pom.xml`` beside this file names them), into ``.kafka/jars`` of
the checkout or where ``TOCSIN_KAFKA_JARS`` says. It listens on 127.0.0.1 only and is ready when it lists itself in a
Metadata response; its warnings go to ``kafka.log`` in its folder. Standard library only: it runs before any ``.venv``.

    with Broker(Path("/tmp/one")) as broker:  # free ports, kept over restarts; ends when this process dies
        broker.restart()
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
POM = HERE / "pom.xml"
HOST = "127.0.0.1"
START_LIMIT_S = 90.0  # a loaded two-core machine needs a tenth of it
STOP_LIMIT_S = 30.0
#: Free ports are drawn below the ephemeral range: a client that retries against a stopped broker could otherwise be
#: given the broker's own port as its source, connect to itself and keep the port.
PORTS = range(20000, 32000)
#: Fixed: a random id that starts with "-" would be read as an option.
CLUSTER_ID = "kJ3mT0c5QxyW7bNf2sLh9A"
JVM = (
    "-Xms64m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",  # starts sooner, on fewer cores
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-Dorg.slf4j.simpleLogger.showDateTime=true",
    "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
)  # fmt: skip
PROPERTIES = {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.listener.names": "CONTROLLER",
    "inter.broker.listener.name": "INTERNAL",
    "auto.create.topics.enable": "false",
    "delete.topic.enable": "true",
    "group.initial.rebalance.delay.ms": "0",  # a lone consumer need not wait for others
    "broker.session.timeout.ms": "3000",  # after a kill its successor waits for the end of its session
    "broker.heartbeat.interval.ms": "500",
    "message.max.bytes": "6291456",  # 6 MiB: a record of 5 MiB fits with its batch
    "replica.fetch.max.bytes": "6291456",
    "offsets.topic.num.partitions": "4",
    "offsets.topic.replication.factor": "1",
    "transaction.state.log.num.partitions": "4",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "share.coordinator.state.topic.num.partitions": "4",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    "num.io.threads": "4",
    "num.network.threads": "2",
    "log.cleaner.dedupe.buffer.size": "16777216",  # the default takes a quarter of the heap
}


class Unavailable(RuntimeError):
    """Kafka cannot run on this machine: the message says what to install."""


class FetchFailed(Unavailable):
    """Maven could not fetch the jars."""


class BrokerFailed(RuntimeError):
    """The broker did not start or not end: the message says why, or where its log is."""


def java() -> str:
    """Give the path of a Java that runs Kafka; raise Unavailable when there is none."""
    found = shutil.which("java")
    said = subprocess.run([found, "-version"], capture_output=True, text=True).stderr if found else ""
    version = re.search(r'version "(\d+)', said)
    if not found or not version or int(version[1]) < 17:
        has = f"found {version[1]}" if version else "found none"
        raise Unavailable(f"Kafka needs Java 17 or newer, {has} (Debian: apt-get install default-jre-headless)")
    return found


def jars(cache: Path | None = None) -> Path:
    """Give the folder of Kafka's jars, fetched by Maven when it is the first time; safe in many processes at once."""
    cache = cache or Path(os.environ.get("TOCSIN_KAFKA_JARS") or ROOT / ".kafka" / "jars")
    wanted = cache.resolve() / hashlib.sha256(POM.read_bytes()).hexdigest()[:12]  # another pom.xml, other jars
    if wanted.is_dir():
        return wanted
    if not (maven := shutil.which("mvn")):
        raise Unavailable("Kafka's jars are fetched by Maven, found no mvn (Debian: apt-get install maven)")
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="fetching-") as scratch:
        print("Fetching Kafka's jars by Maven (once, 43 MB) ...", file=sys.stderr)
        fetch = [maven, "--quiet", "--batch-mode", "--file", str(POM), "dependency:copy-dependencies"]
        fetch += ["-DincludeScope=runtime", f"-DoutputDirectory={scratch}/jars"]
        done = subprocess.run(fetch, capture_output=True, text=True, stdin=subprocess.DEVNULL, cwd=scratch)
        if done.returncode or not list(Path(scratch, "jars").glob("kafka_*.jar")):
            lines = [line for line in done.stdout.splitlines() if "ERROR" in line] or ["no jars"]
            raise FetchFailed(f"Maven could not fetch Kafka's jars: {lines[0].strip()[:300]}")
        with contextlib.suppress(OSError):  # another process was faster: its jars are as good
            Path(scratch, "jars").rename(wanted)
    return wanted


def answers(bootstrap: str, timeout_s: float = 2.0) -> bool:
    """Tell whether the plaintext listener at ``host:port`` answers a Metadata request and lists a ready broker."""
    host, _, port = bootstrap.rpartition(":")
    body = struct.pack(">hhih6si", 3, 1, 1, 6, b"tocsin", 0)  # Metadata v1, correlation 1, our name, no topics
    try:
        with socket.create_connection((host, int(port)), timeout_s) as client, client.makefile("rb") as stream:
            client.sendall(struct.pack(">i", len(body)) + body)
            head = stream.read(12)
    except OSError:
        return False
    return len(head) == 12 and struct.unpack(">iii", head)[2] > 0  # a broker that is not ready is not listed


def port_is_free(port: int) -> bool:
    """Tell whether a server could listen on this port of 127.0.0.1."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError:
            return False
    return True


def free_ports(count: int) -> list[int]:
    """Draw different free ports of 127.0.0.1."""
    drawn = (port for port in random.SystemRandom().sample(PORTS, len(PORTS)) if port_is_free(port))
    return [next(drawn) for _ in range(count)]


def wait_until(met: Callable[[], bool], limit_s: float) -> bool:
    """Wait until a condition is met; False after the limit."""
    deadline = time.monotonic() + limit_s
    while not (holds := met()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return holds


class Broker:
    """A broker in a folder of its own; every change of ``properties`` counts from the next start on.

    Clients speak ``protocol`` (PLAINTEXT, SASL_PLAINTEXT, SSL, SASL_SSL; what it needs goes into ``properties``) to
    ``bootstrap``; ``internal`` is a second, always plaintext address, whose user is ``User:ANONYMOUS``.
    ``storage_options`` go to the first format (``--add-scram``), ``jvm`` and ``env`` to Java.
    """

    def __init__(
        self,
        folder: Path,
        port: int | None = None,
        *,
        protocol: str = "PLAINTEXT",
        properties: Mapping[str, str] | None = None,
        storage_options: Sequence[str] = (),
        jvm: Sequence[str] = (),
        env: Mapping[str, str] | None = None,
    ) -> None:
        drawn = free_ports(3)
        self.folder = folder.resolve()
        self.port, internal, self.controller_port = port or drawn[0], drawn[1], drawn[2]
        self.bootstrap, self.internal = f"{HOST}:{self.port}", f"{HOST}:{internal}"
        self.protocol, self.properties = protocol, dict(properties or {})
        self.storage_options, self.jvm, self.env = list(storage_options), list(jvm), dict(env or {})
        self.log, self.config = self.folder / "kafka.log", self.folder / "server.properties"
        self._java: subprocess.Popen[bytes] | None = None
        self._guard: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Broker:
        """Start it."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Kill it: who leaves needs neither its data nor a clean end."""
        self.kill()

    @property
    def pid(self) -> int | None:
        """Give the process id while it runs."""
        return self._java.pid if self._java and self._java.poll() is None else None

    def settings(self) -> dict[str, str]:
        """Give what is written to ``server.properties``: ours, overridden by ``properties``."""
        clients = f"CLIENT://{self.bootstrap},INTERNAL://{self.internal}"
        controller = f"{HOST}:{self.controller_port}"
        return {
            **PROPERTIES,
            "controller.quorum.voters": f"1@{controller}",
            "listeners": f"{clients},CONTROLLER://{controller}",
            "advertised.listeners": clients,
            "listener.security.protocol.map": f"CLIENT:{self.protocol},INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "log.dirs": str(self.folder / "data"),
            **self.properties,
        }

    def start(self, *, lives_on: bool = False) -> None:
        """Start it, wait until it is ready; nothing when it runs. Unless it ``lives_on``, it ends with this process."""
        if self.pid:
            return
        command = [java(), *JVM, *self.jvm, "-cp", f"{jars()}/*"]
        if not port_is_free(self.port):
            raise BrokerFailed(f"port {self.port} of {HOST} is taken by another program")
        settings, env = self.settings(), {**os.environ, **self.env}
        self.folder.mkdir(parents=True, exist_ok=True)
        self.config.write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
        if not Path(settings["log.dirs"].split(",")[0], "meta.properties").exists():
            tool = ["kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", str(self.config), "--ignore-formatted"]
            done = subprocess.run([*command, *tool, *self.storage_options], capture_output=True, text=True, env=env)
            if done.returncode:
                raise BrokerFailed(f"Kafka could not format {settings['log.dirs']}: {reason(done.stderr)}")
        logged = self.log.stat().st_size if self.log.exists() else 0
        try:
            self._launch([*command, "kafka.Kafka", str(self.config)], env, guarded=not lives_on)
            # INTERNAL may answer before Kafka finds that it cannot listen for clients: both count
            wait_until(lambda: not self.pid or self._ready(), START_LIMIT_S)
            if not self._ready():
                said = self.log.read_bytes()[logged:].decode(errors="replace")
                raise BrokerFailed(f"Kafka did not start: {reason(said)} (log: {self.log})")
        except BaseException:  # also Ctrl-C: nobody would know of the process
            self.kill()
            raise

    def _ready(self) -> bool:
        return self.pid is not None and answers(self.internal) and not port_is_free(self.port)

    def _launch(self, command: Sequence[str], env: Mapping[str, str], *, guarded: bool) -> None:
        with self.log.open("ab") as log:
            self._java = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=env,
                cwd=self.folder,
                start_new_session=True,  # Ctrl-C at the terminal is for us, who then end it in order
            )
        (self.folder / "kafka.pid").write_text(f"{self._java.pid}\n")
        if guarded:  # the guard reads the end of its pipe when this process dies, however it dies
            watch = ["sh", "-c", 'read -r _; kill -KILL "$0"', str(self._java.pid)]
            self._guard = subprocess.Popen(watch, stdin=subprocess.PIPE, start_new_session=True)

    def stop(self) -> None:
        """Ask it to end and wait; kill it after a limit."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        """Stop it if it runs and start it again: same ports, same data."""
        self.stop()
        self.start()

    def pause(self) -> None:
        """Freeze it: connections stay open, nothing answers."""
        if self._java:
            self._java.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let a frozen broker go on."""
        if self._java:
            self._java.send_signal(signal.SIGCONT)

    def _end(self, how: signal.Signals) -> None:
        if self._java:
            self._java.send_signal(how)
            self.resume()  # a frozen process takes no SIGTERM
            try:
                self._java.wait(STOP_LIMIT_S)
            except subprocess.TimeoutExpired:
                self._java.kill()
                self._java.wait()
        if self._guard:
            self._guard.kill()
            self._guard.communicate()
        self._java = self._guard = None


def reason(said: str) -> str:
    """Give the line of a log that says why Kafka ended: the innermost cause, else the last error or line."""
    lines = [line for line in said.splitlines() if line.strip() and line[0] not in "\t "] or ["it said nothing"]
    causes = [line for line in lines if line.startswith("Caused by: ")]
    return [*lines, *(line for line in lines if " ERROR " in line), *causes][-1].removeprefix("Caused by: ")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))  # a script finds its own folder only
    from dev.kafka.daemon import main

    sys.exit(main())
