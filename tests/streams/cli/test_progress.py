"""Progress is for terminals."""

import json
import os
import pty
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from streams.cli.progress import counting, watching
from streams.replay import Tally


def test_a_pipe_sees_no_progress(capsys: pytest.CaptureFixture[str]) -> None:
    with watching(2) as advance:
        advance(Tally(lines=1), 1)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("total", [2, None])
def test_a_terminal_sees_how_far_it_is(
    total: int | None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    with watching(total) as advance:
        advance(Tally(lines=1), 1)
    out, err = capsys.readouterr()
    assert out == ""
    assert "alerts" in err


def test_what_is_counted_shows_on_a_terminal_only(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with counting("offsets") as advance:
        advance(1, 2)
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    with counting("offsets") as advance:
        advance(1, 2)
    assert "offsets/s" in capsys.readouterr().err


def test_a_replay_on_a_terminal_shows_how_far_it_is_its_rate_and_the_time_left(tmp_path: Path) -> None:
    archive = tmp_path / "news.jsonl"
    record = {
        "topic": "tocsin-articles",
        "timestamp": 1_778_485_560_000,
        "value": {"uri": "a", "headline": "Rates fall"},
    }
    archive.write_text(f"{json.dumps(record)}\n" * 40)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from streams.cli import main; main()", "replay", str(archive), "--processes", "1"]
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env=env) as process:
        os.close(theirs)
        said = b""
        with suppress(OSError):  # the other end is closed
            while piece := os.read(ours, 4096):
                said += piece
        assert process.stdout and process.stdout.read() == b""
    os.close(ours)
    plain = re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", said).decode()
    assert re.search(r"\d+/40 \d+/s, 0 alerts, left \d:\d\d:\d\d", plain), plain
    assert "40 articles" in plain
