"""A replay into a file: whole or not at all, broken off and gone on with."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from streams.cli import embedded, replay_source
from tests.streams.cli.conftest import Tocsin

BODY = "A Russian drone killed two people in {town}."
TOWNS = ("Kherson", "Lviv", "Odesa", "Sumy", "Poltava", "Kharkiv")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    lines = []
    for number, town in enumerate(TOWNS):
        value = {"uri": town, "headline": f"Drone kills two in {town}", "body": BODY.format(town=town)}
        record = {"topic": "tocsin-articles", "timestamp": 1_778_485_560_000 + number, "key": town, "value": value}
        lines.append(json.dumps(record))
    path.write_text("\n".join(lines))
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "alerts.jsonl"


def break_off_behind(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Let Ctrl-C come when so many lines were taken."""
    plain = replay_source.Source.__iter__

    def broken(source: replay_source.Source) -> Iterator[object]:
        for line in plain(source):
            yield line
            yield None  # so far all is to be answered
            if source.taken == number:
                raise KeyboardInterrupt

    monkeypatch.setattr(replay_source.Source, "__iter__", broken)


def test_the_file_holds_what_would_be_printed(tocsin: Tocsin, archive: Path, out: Path) -> None:
    printed = tocsin("replay", str(archive), "--processes", "1")
    ended = tocsin("replay", str(archive), "--processes", "1", "--output", str(out))
    assert (ended.status, ended.out, out.read_text()) == (0, "", printed.out)
    assert list(out.parent.iterdir()) == [out]


def test_it_is_gone_on_with_byte_for_byte(
    tocsin: Tocsin, archive: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = tocsin("replay", str(archive), "--processes", "1")
    command = ("replay", str(archive), "--processes", "1", "--output", str(out))
    with monkeypatch.context() as patched:
        break_off_behind(patched, 3)
        ended = tocsin(*command)
    assert (ended.status, out.exists()) == (130, False)
    assert ended.err == "broken off behind line 3 of 6: the output is not whole; --resume goes on with it\n"
    assert tocsin(*command).status == 3
    ended = tocsin(*command, "--resume", "--speed", "1e9")
    assert ended.status == 0
    assert ended.err.startswith("goes on behind line 3 of 6\n6 articles (event 6); 6 events, 6 incidents")
    assert (out.read_text(), list(out.parent.iterdir())) == (whole.out, [out])


def test_a_filter_remembers_what_has_passed(
    tocsin: Tocsin, archive: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ("--country", "UA", "--emit", "alerts,incidents", "--start", "-36500d")
    whole = tocsin("replay", str(archive), *options)
    with monkeypatch.context() as patched:
        break_off_behind(patched, 2)
        tocsin("replay", str(archive), *options, "--output", str(out))
    assert tocsin("replay", str(archive), *options, "--output", str(out), "--resume").status == 0
    assert out.read_text() == whole.out != ""


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--emit", "events"), "--emit (now events, then alerts)"),
        (("--country", "SD"), "--country (now SD, then none)"),
        (("--end", "2030-01-01T00:00:00Z"), "--end (now 2030-01-01T00:00:00Z, then none)"),
    ],
)
def test_other_options_are_not_gone_on_with(
    tocsin: Tocsin, archive: Path, out: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], told: str
) -> None:
    with monkeypatch.context() as patched:
        break_off_behind(patched, 3)
        tocsin("replay", str(archive), "--output", str(out))
    ended = tocsin("replay", str(archive), "--output", str(out), "--resume", *options)
    assert (ended.status, ended.err.count("\n")) == (3, 1)
    assert ended.err.endswith(f"is of another replay; what differs: {told}\n")


def test_neither_is_another_archive(
    tocsin: Tocsin, archive: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    with monkeypatch.context() as patched:
        break_off_behind(patched, 3)
        tocsin("replay", str(archive), "--output", str(out))
    archive.write_text(archive.read_text().replace("two", "six"))
    ended = tocsin("replay", str(archive), "--output", str(out), "--resume")
    assert (ended.status, ended.err.endswith("what differs: the archive\n")) == (3, True)


def test_a_file_that_is_there_stays(tocsin: Tocsin, archive: Path, out: Path) -> None:
    out.write_text("mine")
    ended = tocsin("replay", str(archive), "--output", str(out))
    assert (ended.status, ended.err.endswith("it is there already, and is not overwritten\n")) == (2, True)
    assert out.read_text() == "mine"


def test_of_a_replay_that_did_not_begin_nothing_stays(
    tocsin: Tocsin, archive: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(embedded, "_play", broken)
    assert tocsin("replay", str(archive), "--output", str(out)).status == 130
    assert list(out.parent.iterdir()) == []


def test_what_is_printed_when_it_is_broken_off_is_whole_lines(tocsin: Tocsin, archive: Path) -> None:
    command = [sys.executable, "-c", "from streams.cli import main; main()", "replay", str(archive), "--speed", "1e-6"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert all(json.loads(line)["topic"] == "tocsin-alerts" for line in (first + out).splitlines())
    assert err.decode().startswith("broken off behind line 1 of 6: the output is not whole\n")


def test_while_it_plays_its_metrics_can_be_read(archive: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    command = [sys.executable, "-c", "from streams.cli import main; main()", "replay", str(archive), "--speed", "1e-6"]
    env = {**os.environ, "TOCSIN_METRICS__PORT": str(port)}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        told = process.stderr.readline().decode()
        process.stdout.readline()
        with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=30) as answer:
            shown = answer.read().decode()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert told == f"metrics as long as it plays: http://127.0.0.1:{port}/metrics\n"
    assert 'mode="replay"' in shown
    assert 'tocsin_articles_processed_total{reason="",verdict="event"} 1.0' in shown
    assert 'tocsin_stage_duration_seconds_count{stage="detect"} 1.0' in shown


def test_a_port_that_is_taken_is_one_line_and_the_output_is_the_same(
    tocsin: Tocsin, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet = tocsin("replay", str(archive))
    with socket.create_server(("127.0.0.1", 0)) as held:
        monkeypatch.setenv("TOCSIN_METRICS__PORT", str(held.getsockname()[1]))
        ended = tocsin("replay", str(archive))
    assert (ended.status, ended.out) == (0, quiet.out)
    first, rest = ended.err.split("\n", 1)
    assert first.startswith("no metrics at 127.0.0.1:") and rest == quiet.err
