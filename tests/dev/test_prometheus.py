"""The Prometheus behind ``make watch`` and the proof: a real process, its queries, its alerts, its end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dev.kafka.broker import ROOT, free_ports, port_is_free, wait_until
from dev.prometheus import Prometheus, PrometheusFailed, Unavailable, running

SCRIPT = ROOT / "dev" / "prometheus.py"
RULE = """groups: [{name: one, rules: [{alert: Down, expr: "up == 0", labels: {severity: info}}]}]"""


def test_it_asks_fires_ends_and_keeps_what_it_saw(promtool: str, tmp_path: Path) -> None:
    rules = tmp_path / "rules.yml"
    rules.write_text(RULE)
    nobody = f"127.0.0.1:{free_ports(1)[0]}"
    with Prometheus(tmp_path / "one", {"here": [nobody]}, [rules], every_s=1) as prometheus:
        labels = {"__name__": "up", "instance": nobody, "job": "here"}
        assert wait_until(lambda: prometheus.query("up") == [(labels, 0.0)], 30)
        assert prometheus.query("1 + 1") == [({}, 2.0)]
        assert wait_until(lambda: [each["alertname"] for each in prometheus.firing()] == ["Down"], 30)
        with pytest.raises(PrometheusFailed, match="parse error"):
            prometheus.query("up ==")
        prometheus.stop()
        assert not prometheus.runs()
        prometheus.start()
        assert wait_until(lambda: bool(prometheus.query("up offset 2s")), 30)
        address = prometheus.address
    assert port_is_free(int(address.rpartition(":")[2]))


def test_one_that_cannot_start_says_why(promtool: str, tmp_path: Path) -> None:
    broken = tmp_path / "rules.yml"
    broken.write_text("groups: 7")
    with pytest.raises(PrometheusFailed, match="did not start: .*rules.yml"):
        Prometheus(tmp_path / "one", {}, [broken]).start()


def test_it_ends_with_the_process_that_started_it(promtool: str, tmp_path: Path) -> None:
    program = "import sys; from pathlib import Path; from dev.prometheus import Prometheus; "
    program += "p = Prometheus(Path(sys.argv[1]), {}); p.start(); print(p.address, flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", program, str(tmp_path / "one")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as parent:
        assert parent.stdout is not None
        port = int(parent.stdout.readline().rpartition(":")[2])
        assert not port_is_free(port)
        parent.kill()
    assert wait_until(lambda: port_is_free(port), 30)


def test_as_a_daemon_it_outlives_its_starter_and_is_started_and_stopped_twice_without_harm(
    promtool: str, tmp_path: Path
) -> None:
    folder, port = tmp_path / "daemon", free_ports(1)[0]

    def run(command: str) -> str:
        words = [sys.executable, str(SCRIPT), command, "--folder", str(folder), "--port", str(port)]
        return subprocess.run(words, capture_output=True, text=True, timeout=120, check=False).stdout

    try:
        assert f"Prometheus runs on http://127.0.0.1:{port}" in run("start")
        assert "already runs" in run("start")
        assert "runs on" in run("status")
        assert run("stop") == "Prometheus stopped\n"
        assert run("stop") == run("status") == "Prometheus does not run\n"
    finally:
        if found := running(folder):
            os.kill(found[0], signal.SIGKILL)


def test_where_there_is_none_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unavailable, match="apt-get install --no-install-recommends prometheus"):
        Prometheus(tmp_path, {}).start()
    ran = subprocess.run(
        [sys.executable, str(SCRIPT), "start", "--folder", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout) == (2, "")


@pytest.mark.parametrize(("required", "outcome"), [("", "1 skipped"), ("1", "1 error")])
def test_a_test_without_prometheus_is_skipped_aloud_unless_it_is_required(
    tmp_path: Path, required: str, outcome: str
) -> None:
    (tmp_path / "test_it.py").write_text("def test_it(promtool): pass\n")
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", str(tmp_path)]
    env = {"PATH": str(tmp_path), "TOCSIN_REQUIRE_PROMETHEUS": required, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=env, check=False)
    assert f"{outcome} in" in done.stdout
    assert ("PROMETHEUS TESTS SKIPPED: 1 did not run. found no prometheus" in done.stdout) is (not required)
