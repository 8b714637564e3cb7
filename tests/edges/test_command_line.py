"""The installed command as a shell sees it: exit status, streams, closed pipes, Ctrl-C, colour."""

import json
import os
import pty
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

TOCSIN = (sys.executable, "-c", "from streams.cli import main; main()")
ARTICLE = b'{"uri": "a", "headline": "Drone kills two in Kherson", "body": "A drone killed two people in Kherson."}\n'


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*TOCSIN, *arguments], input=stdin, capture_output=True, check=False, timeout=120)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("detect", "--bogus"), b"tocsin: No such option: --bogus\n"),
        (("nonsense",), b"tocsin: No such command 'nonsense'.\n"),
        (("detect", "nowhere.json"), b"tocsin: cannot read nowhere.json: No such file or directory\n"),
        (("replay", "nowhere.jsonl"), b"tocsin: cannot read nowhere.jsonl: No such file or directory\n"),
        (("replay",), b"tocsin: Missing argument 'archive'.\n"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(arguments: tuple[str, ...], told: bytes) -> None:
    ended = run(*arguments)
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, b"", told)


def test_without_a_command_the_verbs_are_listed() -> None:
    ended = run()
    assert ended.returncode == 2
    assert all(verb in ended.stdout for verb in (b"demo", b"detect", b"replay", b"schema", b"topology", b"config"))
    assert ended.stderr == b""


def test_a_reader_that_goes_away_is_no_error() -> None:
    with subprocess.Popen(
        [*TOCSIN, "detect"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdout.close()
        process.stdin.write(ARTICLE * 40)
        process.stdin.close()
        assert (process.wait(60), process.stderr.read()) == (0, b"")


def test_an_answer_comes_before_the_next_article_is_sent() -> None:
    with subprocess.Popen([*TOCSIN, "detect"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin and process.stdout
        for _ in range(2):
            process.stdin.write(ARTICLE)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["verdict"] == "event"
        process.stdin.close()
        assert process.wait(60) == 0


def test_a_replay_answers_each_line_before_the_next_is_sent() -> None:
    line = b'{"topic": "tocsin-articles", "timestamp": 5, "value": ' + ARTICLE.strip() + b"}\n"
    command = [*TOCSIN, "replay", "-", "--emit", "verdicts"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin and process.stdout and process.stderr
        for _ in range(2):
            process.stdin.write(line)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["value"]["verdict"] == "event"
        process.stdin.close()
        assert process.wait(60) == 0
        process.stderr.read()


@pytest.mark.parametrize("verb", [("detect",), ("replay", "-", "--emit", "verdicts")], ids=lambda verb: verb[0])
def test_ctrl_c_ends_with_130_and_without_a_traceback(verb: tuple[str, ...]) -> None:
    line = (
        ARTICLE
        if verb[0] == "detect"
        else b'{"topic": "tocsin-articles", "timestamp": 5, "value": {"uri": "a", "body": "b"}}\n'
    )
    with subprocess.Popen(
        [*TOCSIN, *verb], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(line)
        process.stdin.flush()
        process.stdout.readline()  # it is up and waits for more
        told = b"" if verb[0] == "detect" else b"broken off behind line 1: the output is not whole\n"
        assert (interrupted(process), process.stderr.read()) == (130, told)


def interrupted(process: subprocess.Popen[bytes]) -> int:
    """Press Ctrl-C and return the status; again after a while, as a person would.

    Python may take the signal in the moment before it waits for input, and tell of it only when input comes.
    """
    for _ in range(6):
        os.killpg(process.pid, signal.SIGINT)  # a terminal sends it to the whole group
        with suppress(subprocess.TimeoutExpired):
            return process.wait(10)
    return process.wait(1)


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_gets_colour_unless_it_asks_for_none(
    tmp_path: Path, environment: dict[str, str], coloured: bool
) -> None:
    article = tmp_path / "article.json"
    article.write_bytes(ARTICLE)
    ours, theirs = pty.openpty()
    settings = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    with subprocess.Popen(
        [*TOCSIN, "detect", "--explain", str(article)],
        stdout=theirs,
        env={**settings, "TERM": "xterm-256color", **environment},
    ) as process:
        os.close(theirs)
        seen = b""
        try:
            while piece := os.read(ours, 65536):
                seen += piece
        except OSError:  # how a pseudo-terminal says that the other end has gone
            pass
        assert process.wait(60) == 0
    os.close(ours)
    assert (b"\x1b[1;31m" in seen) is coloured
    assert b"[killed 2]" in seen
