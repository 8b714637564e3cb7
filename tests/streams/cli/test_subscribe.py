"""``tocsin subscribe`` as people run it: a process of its own, whose output is flushed before anything is committed."""

import os
import pty
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import orjson
import pytest

from schemas.codec import encode
from tests.alerts_topic import PATIENCE_SECONDS, AlertsTopic, alert

TOCSIN = [sys.executable, "-c", "from streams.cli import main; main()", "subscribe"]


def run(topic: AlertsTopic, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [*TOCSIN, "--from", "earliest", *arguments]
    return subprocess.run(command, env=topic.environment(), capture_output=True, timeout=PATIENCE_SECONDS)


def ids(output: bytes) -> list[str]:
    return [orjson.loads(line)["alert_id"] for line in output.splitlines()]


@contextmanager
def running(topic: AlertsTopic, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start a subscription that goes on; a test that hangs kills it."""
    command = [*TOCSIN, "--from", "earliest", *arguments]
    with subprocess.Popen(command, env=topic.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        timer = threading.Timer(PATIENCE_SECONDS, process.kill)
        timer.start()
        try:
            yield process
        finally:
            timer.cancel()
            process.kill()


def first_line(process: subprocess.Popen[bytes]) -> bytes:
    assert process.stdout is not None
    return process.stdout.readline()


@pytest.mark.kafka
def test_jsonl_is_byte_for_byte_what_the_topic_holds_and_the_end_is_told_by_the_status(kafka: str) -> None:
    sent = [alert("market"), alert("depot", severity_peak="Severe")]
    done = run(AlertsTopic(kafka).put(*sent), "--until", "now", "-o", "jsonl")
    assert (done.returncode, done.stdout) == (0, b"".join(encode(each) + b"\n" for each in sent))
    assert done.stderr == b""


@pytest.mark.kafka
def test_every_filter_reaches_the_stream(kafka: str) -> None:
    topic = AlertsTopic(kafka).put(alert("market", severity_peak="Severe", certainty="Likely", lat=46.6, lon=32.6))
    topic.put(alert("minor", severity_peak="Minor"), alert("abroad", country="SD", places=()))
    topic.put(alert("drill", severity_peak="Severe", certainty="Likely", status="Test", lat=46.6, lon=32.6))
    wanted = ["--min-severity", "severe", "--min-certainty", "Likely", "--country", "UA", "--country", "MD"]
    wanted += ["--event-type", "shelling", "--near", "46.6,32.6,5", "-o", "jsonl"]
    assert ids(run(topic, *wanted, "--until-eos").stdout) == ["market/1"]
    assert ids(run(topic, *wanted, "--until-eos", "--include-test").stdout) == ["market/1", "drill/1"]
    assert ids(run(topic, "-o", "jsonl", "-n", "2").stdout) == ["market/1", "minor/1"]


@pytest.mark.kafka
def test_the_table_is_for_people_and_says_what_is_not_live(kafka: str) -> None:
    topic = AlertsTopic(kafka).put(alert("market", headline="Shelling of \x1b[31mKherson\u202e"))
    topic.put(alert("drill", status="Test"))
    lines = run(topic, "--until", "now", "--include-test").stdout.decode().splitlines()
    assert all(line.isprintable() for line in lines)
    assert "ALERT" in lines[0] and r"\x1b[31mKherson\u202e" in lines[0]
    assert [line for line in lines if "Not live" in line] == ["Not live, a replay or a test:"]


@pytest.mark.kafka
def test_envelopes_and_cloudevents_are_one_object_a_line(kafka: str) -> None:
    topic = AlertsTopic(kafka).put(alert("market"))
    (line,) = run(topic, "--until", "now", "-o", "envelope").stdout.splitlines()
    (event,) = run(topic, "--until", "now", "-o", "cloudevents").stdout.splitlines()
    assert (orjson.loads(line)["offset"], orjson.loads(line)["value"]["alert_id"]) == (0, "market/1")
    assert (orjson.loads(event)["specversion"], orjson.loads(event)["data"]["alert_id"]) == ("1.0", "market/1")


@pytest.mark.kafka
def test_a_terminal_gets_no_character_it_would_obey(kafka: str) -> None:
    topic = AlertsTopic(kafka).put(alert("market", headline="a\u009b2J\u202e"))
    outer, inner = pty.openpty()
    command = [*TOCSIN, "--from", "earliest", "--until", "now", "-o", "jsonl"]
    with subprocess.Popen(command, env=topic.environment(), stdout=inner):
        os.close(inner)
        shown = os.read(outer, 65536)
    os.close(outer)
    assert b"\\u009b2J\\u202e" in shown and shown.decode().strip().isprintable()


@pytest.mark.kafka
@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_signal_ends_it_and_what_was_printed_is_committed(kafka: str, number: int, status: int) -> None:
    topic = AlertsTopic(kafka).put(alert("market"))
    with running(topic, "-g", topic.group, "-o", "jsonl") as process:
        assert ids(first_line(process)) == ["market/1"]
        process.send_signal(number)
        assert (process.wait(), process.stderr and process.stderr.read()) == (status, b"")
    assert ids(run(topic.put(alert("depot")), "-g", topic.group, "--until", "now", "-o", "jsonl").stdout) == ["depot/1"]


@pytest.mark.kafka
def test_what_a_full_pipe_did_not_take_is_not_committed_and_a_signal_ends_it_still(kafka: str) -> None:
    names = [f"i{n:03}" for n in range(60)]  # 3 kB each: a pipe holds 64 kB
    topic = AlertsTopic(kafka).put(*(alert(name) for name in names))
    with running(topic, "-g", topic.group, "-o", "jsonl") as process:
        first = first_line(process)
        wait_until(lambda: "pipe" in blocked_in(process.pid))
        process.send_signal(signal.SIGTERM)
        assert process.wait() == 0
        assert process.stdout is not None
        taken = first + process.stdout.read()
    whole = ids(taken[: taken.rindex(b"\n") + 1])  # the last line may be cut
    assert whole == [f"{name}/1" for name in names[: len(whole)]] and len(whole) < len(names)
    left = ids(run(topic, "-g", topic.group, "--until", "now", "-o", "jsonl").stdout)
    assert [*whole, *left] == [f"{name}/1" for name in names]


@pytest.mark.kafka
def test_a_reader_that_goes_ends_it_quietly_though_nothing_comes(kafka: str) -> None:
    topic = AlertsTopic(kafka).put(alert("market"))
    with running(topic, "-g", topic.group, "-o", "jsonl") as process:
        assert ids(first_line(process)) == ["market/1"]
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert (process.wait(), process.stderr.read()) == (0, b"")


@pytest.mark.kafka
def test_silence_of_the_worker_is_told(kafka: str) -> None:
    with running(AlertsTopic(kafka), "--silence", "1") as process:
        assert process.stderr is not None
        said = process.stderr.readline().decode()
    assert said == "tocsin: no sign of life from the worker for 1 s: the stream may be down, not quiet\n"


@pytest.mark.kafka
def test_a_bad_record_is_told_and_the_next_alert_follows(kafka: str) -> None:
    topic = AlertsTopic(kafka).put(b"\xff\x1b", alert("market"))
    done = run(topic, "--until", "now", "-o", "jsonl")
    assert (done.returncode, ids(done.stdout)) == (0, ["market/1"])
    assert done.stderr.decode().startswith(f"tocsin: {topic.name}/0/0: skipped, this is no alert: deserialization")


@pytest.mark.parametrize(
    "arguments",
    [("--from", "soon"), ("--until", "-15m"), ("--until", "now", "--until-eos"), ("-n", "0"), ("-o", "xml"),
     ("--country", "Ukraine"), ("--min-severity", "bad"), ("--near", "1,2"), ("--event-type", "war")],
)  # fmt: skip
def test_wrong_usage_is_told_in_one_line_and_ends_with_2(
    arguments: tuple[str, ...], capfd: pytest.CaptureFixture[str]
) -> None:
    from streams.cli import run as tocsin

    assert tocsin(["subscribe", *arguments]) == 2
    out, err = capfd.readouterr()
    assert (out, err.count("\n"), err[:8]) == ("", 1, "tocsin: ")


def test_without_a_broker_it_ends_with_1_and_one_line(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from streams.cli import run as tocsin

    monkeypatch.setenv("TOCSIN_KAFKA__BOOTSTRAP_SERVERS", "127.0.0.1:1")
    assert tocsin(["subscribe", "--until", "now"]) == 1
    assert capfd.readouterr().err.startswith("tocsin: no Kafka broker answers at 127.0.0.1:1")


def blocked_in(pid: int) -> str:
    """Return the kernel's name for what a process waits in."""
    with open(f"/proc/{pid}/wchan") as name:
        return name.read()


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = threading.Event()
    for _ in range(round(PATIENCE_SECONDS / 0.05)):
        if holds():
            return
        deadline.wait(0.05)
    raise TimeoutError
