"""`tocsin replay --to PREFIX`: what is refused before a broker is asked, and what is told afterwards."""

import asyncio
import json
import re
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.topics import Topic
from streams.archive.files import Line
from streams.cli.failure import WrongUsage
from streams.cli.playback import play_to, playback_settings
from streams.kafka.reading import reader, until_end
from streams.kafka.topics import create, find
from streams.settings import KafkaSettings, Settings
from tests.streams.cli.conftest import Tocsin

AT = 1_778_485_560_000
LINES = b"\n".join(
    [
        json.dumps({"topic": "tocsin-articles", "timestamp": AT, "key": "a", "value": {"uri": "a"}}).encode(),
        b"nonsense",
        json.dumps({"topic": "tocsin-articles", "timestamp": AT + 60_000, "value": None}).encode(),
    ]
)


@pytest.fixture
def prefix(kafka: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("TOCSIN_KAFKA__BOOTSTRAP_SERVERS", kafka)
    return f"try-{uuid.uuid4().hex[:8]}-"


@pytest.mark.kafka
def test_what_went_where_and_what_reads_it_is_told(tocsin: Tocsin, prefix: str) -> None:
    ended = tocsin("replay", "-", "--to", prefix, stdin=LINES)
    assert (ended.status, ended.out) == (0, "")
    told, worker, subscribe = ended.err.splitlines()
    assert told.startswith(f"3 records acknowledged (2 articles, 1 dead-letters) under {prefix} in ")
    assert worker == f"to process them: TOCSIN_TOPIC_PREFIX={prefix} tocsin worker"
    assert subscribe == f"to see alerts: TOCSIN_TOPIC_PREFIX={prefix} tocsin subscribe --include-test"


@pytest.mark.kafka
def test_an_archive_plays_between_two_times_at_its_pace(tocsin: Tocsin, prefix: str, tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_bytes(LINES.replace(b"\nnonsense", b""))
    ended = tocsin(
        "replay", str(tmp_path / "news.jsonl"), "--to", prefix, "--start", "2026-05-11T07:46:30Z", "--speed", "60"
    )
    assert ended.err.startswith("1 records acknowledged (1 articles)")
    assert "; 1 outside the times left out; at most 0." in ended.err


@pytest.mark.kafka
def test_a_playback_that_was_killed_goes_on_where_it_was(tocsin: Tocsin, prefix: str, tmp_path: Path) -> None:
    archive = tmp_path / "news.jsonl"
    each = [
        json.dumps({"topic": "tocsin-articles", "timestamp": AT + at * 1000, "key": str(at), "value": {"uri": str(at)}})
        for at in range(5)
    ]
    archive.write_text("\n".join(each) + "\n")
    command = [sys.executable, "-c", "from streams.cli import main; main()", "replay", str(archive), "--to", prefix]
    with subprocess.Popen([*command, "--speed", "0.001"], stderr=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + 60
        while articles(prefix) == 0 and time.monotonic() < deadline:
            time.sleep(0.1)
        process.kill()
    held = articles(prefix)
    assert 0 < held < len(each)
    ended = tocsin("replay", str(archive), "--to", prefix, "--resume")
    assert (ended.status, articles(prefix)) == (0, len(each))
    assert f"{held} were there already" in ended.err
    archive.write_text("\n".join(reversed(each)) + "\n")
    ended = tocsin("replay", str(archive), "--to", prefix, "--resume")
    assert (ended.status, articles(prefix)) == (3, len(each))
    assert ended.err.splitlines()[-1].startswith(f"tocsin: --resume: {prefix}articles/0/0 is not the record")


@pytest.mark.kafka
def test_live_topics_are_refused_in_one_line(tocsin: Tocsin, prefix: str, kafka: str) -> None:
    live = Settings(topic_prefix=prefix, kafka=KafkaSettings(bootstrap_servers=kafka))
    asyncio.run(create(live, topics=[Topic.ARTICLES]))
    ended = tocsin("replay", "-", "--to", prefix, stdin=LINES)
    assert (ended.status, ended.err.count("\n")) == (1, 1)
    assert ended.err.startswith(f"tocsin: {prefix}articles is a live topic")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--to", "try"), "--to try: neither embedded nor a topic prefix: letters, digits, and - . or _ at its end"),
        (("--to", "x/y-"), "--to x/y-: neither embedded nor a topic prefix"),
        (("--to", ""), "--to : neither embedded nor a topic prefix"),
        (("--to", "tocsin-"), "--to tocsin-: the prefix of live topics; an archive needs one of its own"),
        (("--to", "live-"), "--to live-: the prefix of live topics; an archive needs one of its own"),
        (
            ("--to", "try-", "--emit", "alerts"),
            "--emit goes with --to embedded only: a worker reads the topics of try-; ",
        ),
        (("--to", "try-", "--processes", "2"), "--processes goes with --to embedded only"),
        (("--to", "try-", "--resume"), "--resume goes with an archive: standard input comes only once"),
    ],
)
def test_wrong_usage_is_told_in_one_line_without_a_broker(
    tocsin: Tocsin, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], told: str
) -> None:
    monkeypatch.setenv("TOCSIN_TOPIC_PREFIX", "live-")
    ended = tocsin("replay", "-", *options, stdin=LINES)
    assert (ended.status, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert ended.err.startswith(f"tocsin: {told}")


@pytest.mark.kafka
def test_what_was_acknowledged_is_told_when_it_is_broken_off(prefix: str, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> Iterator[Line | None]:
        yield from (Line(1, LINES.splitlines()[0]), Line(2, b"nonsense"), None)
        raise KeyboardInterrupt

    settings = Settings()
    with pytest.raises(KeyboardInterrupt):
        play_to(playback_settings(settings, prefix), settings.topic_prefix, interrupted(), 9, None, lambda _: True)
    told = "broken off: 2 records acknowledged (1 articles, 1 dead-letters); 0 more may be there"
    assert capsys.readouterr() == ("", f"{told}; --resume goes on with it\n")


@pytest.mark.kafka
def test_ctrl_c_ends_a_wait_for_standard_input(prefix: str) -> None:
    command = [sys.executable, "-c", "from streams.cli import main; main()", "replay", "-", "--to", prefix]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin and process.stderr
        process.stdin.write(LINES.splitlines()[0] + b"\n")
        process.stdin.flush()
        deadline = time.monotonic() + 60
        while articles(prefix) == 0 and time.monotonic() < deadline:
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        told = re.match(rb"broken off: (\d) records acknowledged .*; (\d) more may be there\n$", process.stderr.read())
        assert told
        assert int(told[1]) + int(told[2]) == 1  # its acknowledgement may have been on the way


def articles(prefix: str) -> int:
    """Count the articles of a playback."""

    async def count() -> int:
        settings = Settings(topic_prefix=prefix)
        if not all(found.partitions for found in await find(settings)):
            return 0
        async with reader(settings.kafka, f"{prefix}articles") as consumer:
            return len([record async for record in until_end(consumer)])

    return asyncio.run(count())


def test_without_a_broker_one_line_tells_it(tocsin: Tocsin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_KAFKA__BOOTSTRAP_SERVERS", "127.0.0.1:1")
    ended = tocsin("replay", "-", "--to", "try-", stdin=LINES)
    assert (ended.status, ended.err.count("\n")) == (1, 1)
    assert ended.err.startswith("tocsin: no Kafka broker answers at 127.0.0.1:1")


def test_only_the_prefix_differs_from_the_live_settings() -> None:
    live = Settings(deployment="desk", topic_prefix="live-")
    target = playback_settings(live, "try-")
    assert (target.deployment, target.topic_prefix) == ("desk", "try-")
    with pytest.raises(WrongUsage):
        playback_settings(live, "live-")
