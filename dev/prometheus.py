#!/usr/bin/env python3
"""Run a real Prometheus on a worker of this machine: for people as a daemon, for tests as a child process.

    python dev/prometheus.py start|stop|status [--port 9090] [--folder .prometheus]   # make watch, make watch-stop

It scrapes the worker on 127.0.0.1:9464 (job ``tocsin``) and a replay or demo on 127.0.0.1:9465 (``tocsin-replay``) with
the rules of dashboards/prometheus/rules.yml. It needs the program ``prometheus`` (Debian package of that name), keeps
its data in its folder and listens on 127.0.0.1 only. Standard library only: it runs before any ``.venv``.

    with Prometheus(Path("/tmp/one"), {"tocsin": ["127.0.0.1:9464"]}) as prometheus:  # a free port
        prometheus.query('up{job="tocsin"}')  # [({"__name__": "up", ...}, 1.0)]
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))  # a script finds its own folder only

from dev.kafka.broker import HOST, free_ports, port_is_free, wait_until  # noqa: E402 - after the path

RULES = ROOT / "dashboards" / "prometheus" / "rules.yml"
#: Where the commands export, as docs/cli.md says.
TARGETS = {"tocsin": [f"{HOST}:9464"], "tocsin-replay": [f"{HOST}:9465"]}
START_LIMIT_S, STOP_LIMIT_S = 60.0, 20.0

Samples = list[tuple[dict[str, str], float]]


class Unavailable(RuntimeError):
    """Prometheus cannot run on this machine: the message says what to install."""


class PrometheusFailed(RuntimeError):
    """It did not start, or refused a query: the message says why."""


def program(name: str) -> str:
    """Give the path of ``prometheus`` or ``promtool``; raise Unavailable when it is missing."""
    found = shutil.which(name)
    if not found:
        raise Unavailable(f"found no {name} (Debian: apt-get install --no-install-recommends prometheus)")
    return found


class Prometheus:
    """A Prometheus in a folder of its own.

    Args:
        folder: data, configuration, log and pid.
        targets: the addresses (``host:port``) of each job.
        rules: rule files.
        port: where it listens on 127.0.0.1; a free one when None.
        every_s: seconds between two scrapes, and between two evaluations of the rules.
    """

    def __init__(
        self,
        folder: Path,
        targets: Mapping[str, Sequence[str]],
        rules: Sequence[Path] = (),
        *,
        port: int | None = None,
        every_s: int = 15,
    ) -> None:
        self.folder, self.targets, self.rules, self.every_s = folder.resolve(), dict(targets), list(rules), every_s
        self.address = f"{HOST}:{port or free_ports(1)[0]}"
        self.log = self.folder / "prometheus.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._guard: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Prometheus:
        """Start it."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self.kill()

    def configuration(self) -> str:
        """Return what is written to ``prometheus.yml``; JSON is YAML."""
        every = f"{self.every_s}s"
        jobs = [
            {"job_name": job, "static_configs": [{"targets": list(addresses)}]}
            for job, addresses in self.targets.items()
        ]
        wanted = {
            "global": {"scrape_interval": every, "scrape_timeout": every, "evaluation_interval": every},
            "rule_files": [str(path.resolve()) for path in self.rules],
            "scrape_configs": jobs,
        }
        return json.dumps(wanted, indent=1)

    def start(self, *, lives_on: bool = False) -> None:
        """Start it and wait until it is ready; unless it ``lives_on``, it ends with this process."""
        command = [program("prometheus"), f"--config.file={self.folder / 'prometheus.yml'}"]
        command += [f"--storage.tsdb.path={self.folder / 'data'}", f"--web.listen-address={self.address}"]
        if not port_is_free(int(self.address.rpartition(":")[2])):
            raise PrometheusFailed(f"{self.address} is taken by another program")
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "prometheus.yml").write_text(self.configuration())
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        (self.folder / "prometheus.pid").write_text(f"{self._process.pid}\n")
        if not lives_on:  # the guard reads the end of its pipe when this process dies, however it dies
            watch = ["sh", "-c", 'read -r _; kill -KILL "$0"', str(self._process.pid)]
            self._guard = subprocess.Popen(watch, stdin=subprocess.PIPE, start_new_session=True)
        try:
            wait_until(lambda: not self.runs() or self.ready(), START_LIMIT_S)
            if not self.ready():
                lines = self.log.read_text(errors="replace").splitlines() or ["it said nothing"]
                errors = [line for line in lines if "level=error" in line]  # the first is the cause of the others
                raise PrometheusFailed(f"Prometheus did not start: {[*errors, lines[-1]][0]} (log: {self.log})")
        except BaseException:  # also Ctrl-C: nobody would know of the process
            self.kill()
            raise

    def runs(self) -> bool:
        """Tell whether the process runs."""
        return self._process is not None and self._process.poll() is None

    def ready(self) -> bool:
        """Tell whether it serves queries."""
        return self.runs() and answers(self.address)

    def stop(self) -> None:
        """Ask it to end and wait; kill it after a limit."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self._process:
            self._process.send_signal(how)
            try:
                self._process.wait(STOP_LIMIT_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._guard:
            self._guard.kill()
            self._guard.communicate()
        self._process = self._guard = None

    def ask(self, path: str, **parameters: str) -> Any:
        """Return the ``data`` of an answer of the HTTP API.

        Raises:
            PrometheusFailed: it refused, such as a query that it cannot read.
        """
        url = f"http://{self.address}/api/v1/{path}"
        body = urllib.parse.urlencode(parameters).encode() if parameters else None
        try:
            with urllib.request.urlopen(url, body, timeout=30) as answer:
                told = json.load(answer)
        except urllib.error.HTTPError as refused:
            with refused:
                told = json.load(refused)
        if told["status"] != "success":
            raise PrometheusFailed(f"{told['errorType']}: {told['error']}")
        return told["data"]

    def query(self, expr: str) -> Samples:
        """Return the labels and values that a query gives now; those of a scalar are empty."""
        told = self.ask("query", query=expr)
        if told["resultType"] == "scalar":
            return [({}, float(told["result"][1]))]
        return [(each["metric"], float(each["value"][1])) for each in told["result"]]

    def firing(self) -> list[dict[str, str]]:
        """Return the labels of the alerts that fire."""
        return [each["labels"] for each in self.ask("alerts")["alerts"] if each["state"] == "firing"]


def answers(address: str) -> bool:
    """Tell whether a Prometheus at ``host:port`` is ready."""
    try:
        with urllib.request.urlopen(f"http://{address}/-/ready", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def running(folder: Path) -> tuple[int, str] | None:
    """Give pid and address of the daemon in this folder; None when the pid is not that of our Prometheus."""
    with suppress(OSError, ValueError):
        pid = int((folder / "prometheus.pid").read_text())
        words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
        if f"--config.file={folder.resolve() / 'prometheus.yml'}" in words:
            listen = next(word for word in words if word.startswith("--web.listen-address="))
            return pid, listen.partition("=")[2]
    return None


def start(folder: Path, port: int) -> str:
    """Start the daemon unless it runs; give one line for people."""
    if found := running(folder):
        return f"Prometheus already runs on http://{found[1]} (pid {found[0]})"
    prometheus = Prometheus(folder, TARGETS, [RULES], port=port)
    prometheus.start(lives_on=True)
    return f"Prometheus runs on http://{prometheus.address}; it scrapes a worker on {TARGETS['tocsin'][0]}"


def stop(folder: Path) -> str:
    """Stop the daemon, kill it after a limit; give one line for people."""
    found = running(folder)
    if found is None:
        return "Prometheus does not run"
    for how in (signal.SIGTERM, signal.SIGKILL):
        os.kill(found[0], how)
        if wait_until(lambda: running(folder) is None, STOP_LIMIT_S):
            return "Prometheus stopped"
    raise PrometheusFailed(f"Prometheus (pid {found[0]}) does not end")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 failed (``status``: does not run), 2 wrong usage, no Prometheus."""
    parser = argparse.ArgumentParser(
        description="A real Prometheus on 127.0.0.1 that scrapes a worker of this machine."
    )
    parser.add_argument("command", choices=("start", "stop", "status"))
    parser.add_argument("--port", type=int, default=9090, help="where it listens (9090)")
    parser.add_argument("--folder", type=Path, default=ROOT / ".prometheus", help="data, log and pid (.prometheus)")
    asked = parser.parse_args(arguments)
    try:
        if asked.command == "status":
            found = running(asked.folder)
            print(f"Prometheus runs on http://{found[1]} (pid {found[0]})" if found else "Prometheus does not run")
            return 0 if found else 1
        print(start(asked.folder, asked.port) if asked.command == "start" else stop(asked.folder))
    except Unavailable as missing:
        print(missing, file=sys.stderr)
        return 2
    except PrometheusFailed as failed:
        print(failed, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
