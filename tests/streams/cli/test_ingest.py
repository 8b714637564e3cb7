"""`tocsin ingest` as a shell and a real broker see it."""

import asyncio
import json
import os
import pty
import signal
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import pytest

from schemas.ids import article_id
from schemas.topics import Topic
from streams.cli.ingest import MAX_TOLD, Complaints, summary
from streams.ingest.sending import Tally
from streams.kafka.reading import reader, until_end
from streams.kafka.topics import create
from streams.settings import KafkaSettings, Settings
from streams.stage import Record
from tests.conftest import PrivateBroker
from tests.streams.cli.conftest import Tocsin
from tests.streams.ingest.conftest import Server, entry, rss, server

__all__ = ["server"]  # the fixture

TOCSIN = (sys.executable, "-c", "from streams.cli import main; main()")
A, B = b'{"uri": "a", "headline": "One"}\n', b'{"id": "b", "title": "Two", "source_domain": "x.example"}\n'


def deployment(bootstrap: str, patch: pytest.MonkeyPatch) -> Settings:
    """Create the articles topic of a deployment of its own, and point the command line at it."""
    prefix = f"ingest-{uuid.uuid4().hex[:12]}-"
    patch.setenv("TOCSIN_TOPIC_PREFIX", prefix)
    patch.setenv("TOCSIN_KAFKA__BOOTSTRAP_SERVERS", bootstrap)
    settings = Settings(topic_prefix=prefix, kafka=KafkaSettings(bootstrap_servers=bootstrap))
    asyncio.run(create(settings, topics=[Topic.ARTICLES]))
    return settings


@pytest.fixture
def settings(kafka: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    return deployment(kafka, monkeypatch)


def held(settings: Settings) -> list[Record]:
    """Give what the articles topic holds, by article."""

    async def read() -> list[Record]:
        async with reader(settings.kafka, Topic.ARTICLES.name_with(settings.topic_prefix)) as consumer:
            return [record async for record in until_end(consumer)]

    return sorted(asyncio.run(read()), key=lambda record: record.value or b"")


def started(*arguments: str, **options: Any) -> "subprocess.Popen[bytes]":
    command = [*TOCSIN, "ingest", *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, **options)


@pytest.mark.kafka
def test_articles_go_to_the_topic_and_a_bad_line_costs_itself(tocsin: Tocsin, settings: Settings) -> None:
    ended = tocsin("ingest", "-", stdin=A + b'{"uri": 5, "headline": "x"}\n' + B)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.splitlines() == [
        "-:2: schema: uri at /uri: must be text, got 5",
        "sent 2, acknowledged 2, bad 1, skipped 0",
    ]
    one, two = held(settings)
    assert [one.key, two.key] == [article_id(None, "a").encode(), article_id("x.example", "b").encode()]
    assert json.loads(two.value or b"")["headline"] == "Two"
    assert one.header("content-type") == "application/json"


@pytest.mark.kafka
def test_files_folders_and_pages_are_sent_together(tocsin: Tocsin, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "p.html").write_bytes(b"<html><title>Two hurt</title><p>Two people were hurt.</p></html>")
    (tmp_path / "news.jsonl").write_bytes(A + B)
    ended = tocsin("ingest", str(tmp_path / "news.jsonl"), str(tmp_path / "pages"))
    assert (ended.status, ended.err) == (0, "sent 3, acknowledged 3, bad 0, skipped 0\n")
    assert str(tmp_path) not in repr(held(settings))


@pytest.mark.kafka
def test_a_feed_is_sent_once_and_one_that_fails_stops_no_other(
    tocsin: Tocsin, settings: Settings, server: Server, tmp_path: Path
) -> None:
    server.answers = [(200, {}, rss(entry("a"), entry("b")))]
    feeds = (server.url, "http://localhost:1/x", "--state", str(tmp_path / "state"), "--allow-host", "127.0.0.1")
    first, second = tocsin("ingest", *feeds), tocsin("ingest", *feeds)
    assert "http://localhost:1/x: localhost is on a private network or this machine" in first.err
    assert first.err.endswith("sent 2, acknowledged 2, bad 0, skipped 0, feeds that cannot be read 1\n")
    assert second.err.endswith("sent 0, acknowledged 0, bad 0, skipped 2, feeds that cannot be read 1\n")
    assert (first.status, second.status, len(held(settings))) == (1, 1, 2)


@pytest.mark.kafka
def test_what_arrives_on_standard_input_is_sent_at_once_and_ctrl_c_ends_it(settings: Settings) -> None:
    with started("-") as process:
        assert process.stdin and process.stderr
        process.stdin.write(A)
        process.stdin.flush()

        wait_until_acknowledged(settings, process)
        os.killpg(process.pid, signal.SIGINT)
        assert (process.wait(60), process.stderr.read()) == (130, b"sent 1, acknowledged 1, bad 1, skipped 0\n")


@pytest.mark.kafka
def test_when_the_broker_dies_it_stops_and_says_where_to_go_on(
    private_broker: PrivateBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    broker = private_broker()
    settings = deployment(broker.bootstrap, monkeypatch)
    monkeypatch.setenv("TOCSIN_WORKER__SEND_SECONDS", "2")
    with started("-", env=os.environ) as process:
        assert process.stdin and process.stderr
        process.stdin.write(A)
        process.stdin.flush()
        wait_until_acknowledged(settings, process)
        broker.kill()
        process.stdin.write(A + B)
        process.stdin.flush()
        assert process.wait(60) == 1
        said = process.stderr.read().decode()
    assert "1 articles are acknowledged; go on from -:3" in said
    assert said.splitlines()[0] == "sent 3, acknowledged 1, bad 1, skipped 0"


def wait_until_acknowledged(settings: Settings, process: "subprocess.Popen[bytes]") -> None:
    """Wait until the first article is in the topic, then for the complaint of a bad line: one batch after the other."""
    assert process.stdin and process.stderr

    async def arrived() -> None:
        async with asyncio.timeout(60), reader(settings.kafka, settings.topic_prefix + "articles") as consumer:
            await consumer.getone()

    asyncio.run(arrived())
    process.stdin.write(b"bad\n")
    process.stdin.flush()
    assert process.stderr.readline().startswith(b"-:2: ")


@pytest.mark.kafka
def test_a_terminal_shows_progress_and_a_pipe_does_not(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_bytes(A)
    ours, theirs = pty.openpty()
    with subprocess.Popen([*TOCSIN, "ingest", str(tmp_path / "news.jsonl")], stderr=theirs) as process:
        os.close(theirs)
        seen = b""
        try:
            while piece := os.read(ours, 65536):
                seen += piece
        except OSError:  # how a pseudo-terminal says that the other end has gone
            pass
        assert process.wait(60) == 0
    os.close(ours)
    assert b"1 acknowledged" in seen
    assert b"sent 1, acknowledged 1, bad 0, skipped 0" in seen


@pytest.mark.kafka
def test_without_its_topic_nothing_is_sent_and_it_says_how_to_create_it(
    tocsin: Tocsin, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_TOPIC_PREFIX", "nowhere-")
    ended = tocsin("ingest", "-", stdin=A)
    assert (ended.status, ended.out) == (1, "")
    assert "missing on the broker: nowhere-articles; `tocsin topics create` creates" in ended.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nowhere.jsonl",), "tocsin: cannot read nowhere.jsonl: No such file or directory\n"),
        (
            ("-", "https://u:p@a.example/"),
            "tocsin: the address of a.example holds a user name or password: take them out\n",
        ),
        (("-", "--every", "5"), "tocsin: --every and --state are for feeds, and no source is one\n"),
        (("https://a.example/", "--state", "/"), "tocsin: cannot read /: Is a directory\n"),
        ((), "tocsin: Missing argument 'SOURCE...'.\n"),
    ],
)
def test_wrong_usage_is_one_line_before_anything_is_sent(tocsin: Tocsin, arguments: tuple[str, ...], told: str) -> None:
    assert tocsin("ingest", *arguments) == (2, "", told)


def test_many_bad_articles_are_counted_and_not_listed(capsys: pytest.CaptureFixture[str]) -> None:
    complaints = Complaints()
    for line in range(MAX_TOLD + 7):
        complaints.complain(f"news.jsonl:{line}", "bad")
    complaints.rest()
    said = capsys.readouterr().err.splitlines()
    assert (len(said), said[0], said[-1]) == (MAX_TOLD + 1, "news.jsonl:0: bad", "7 more articles are bad")


def test_the_last_line_counts_everything() -> None:
    tally = Tally(sent=5, acknowledged=4, bad=3, skipped=2, failing={"a"})
    assert summary(tally) == "sent 5, acknowledged 4, bad 3, skipped 2, feeds that cannot be read 1"
