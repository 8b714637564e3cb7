"""Keep one broker running in the background for development: ``make kafka``, ``make kafka-stop``.

    python dev/kafka/broker.py start|stop|status [--port 9092] [--folder .kafka]

Starting what runs and stopping what does not is no error. A pid counts only when its process is our broker.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from dev.kafka.broker import (
    HOST,
    ROOT,
    START_LIMIT_S,
    STOP_LIMIT_S,
    Broker,
    BrokerFailed,
    FetchFailed,
    Unavailable,
    answers,
    wait_until,
)


def running(folder: Path) -> tuple[int, str, str] | None:
    """Give pid, bootstrap and internal address of the daemon in this folder; None when the pid is not our broker's."""
    config = folder.resolve() / "server.properties"
    try:
        pid = int((folder / "kafka.pid").read_text())
        clients = re.search(r"^advertised\.listeners=CLIENT://(\S+),INTERNAL://(\S+)$", config.read_text(), re.M)
    except (OSError, ValueError):
        return None
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:  # gone, or a system without /proc
        ps = shutil.which("ps")
        command = (
            subprocess.run([ps, "-p", str(pid), "-o", "command="], capture_output=True, text=True).stdout if ps else ""
        )
    return (pid, clients[1], clients[2]) if clients and f"kafka.Kafka {config}" in command else None


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let one process at a time start or stop the daemon of a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def start(folder: Path, port: int) -> str:
    """Start the daemon, or wait for the one that runs; give one line for people."""
    if found := running(folder):
        pid, bootstrap, internal = found
        if bootstrap != f"{HOST}:{port}":
            raise BrokerFailed(f"another Kafka runs in {folder}, on {bootstrap}: stop it first (make kafka-stop)")
        if not wait_until(lambda: answers(internal), START_LIMIT_S):
            raise BrokerFailed(f"Kafka runs (pid {pid}) and does not answer on {bootstrap}: see {folder / 'kafka.log'}")
        return f"Kafka already runs on {bootstrap} (pid {pid})"
    broker = Broker(folder, port)
    broker.start(lives_on=True)
    return f"Kafka runs on {broker.bootstrap} (pid {broker.pid})"


def stop(folder: Path) -> str:
    """Stop the daemon, kill it after a limit; give one line for people."""
    if not (found := running(folder)):
        (folder / "kafka.pid").unlink(missing_ok=True)
        return "Kafka does not run"
    for how in (signal.SIGTERM, signal.SIGKILL):
        os.kill(found[0], how)
        os.kill(found[0], signal.SIGCONT)
        if wait_until(lambda: running(folder) is None, STOP_LIMIT_S):
            (folder / "kafka.pid").unlink(missing_ok=True)
            return "Kafka stopped"
    raise BrokerFailed(f"Kafka (pid {found[0]}) does not end")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 failed (``status``: does not run or answer), 2 wrong usage, no Java or Maven."""
    parser = argparse.ArgumentParser(description="A real single-node Apache Kafka on 127.0.0.1, without Docker.")
    parser.add_argument("command", choices=("start", "stop", "status"))
    parser.add_argument("--port", type=int, default=9092, help="where clients connect (9092)")
    parser.add_argument("--folder", type=Path, default=ROOT / ".kafka", help="data, log and pid (.kafka)")
    asked = parser.parse_args(arguments)
    try:
        if asked.command == "status":
            found = running(asked.folder)
            ready = found is not None and answers(found[2])
            where = f"runs on {found[1]} (pid {found[0]})" if found else "does not run"
            print(f"Kafka {where}{', does not answer' if found and not ready else ''}")
            return 0 if ready else 1
        with alone(asked.folder):
            print(start(asked.folder, asked.port) if asked.command == "start" else stop(asked.folder))
    except Unavailable as missing:
        print(missing, file=sys.stderr)
        return 1 if isinstance(missing, FetchFailed) else 2
    except BrokerFailed as failed:
        print(failed, file=sys.stderr)
        return 1
    return 0
