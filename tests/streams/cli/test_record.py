"""`tocsin record`: how a range is named, what is refused, and what is told."""

import asyncio
import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemas.topics import Topic
from streams.archive.files import open_archive
from streams.archive.manifest import MANIFEST, read_manifest
from streams.cli.record import _bound
from streams.kafka.sender import Sender
from streams.kafka.topics import create
from streams.record import Bound
from streams.settings import KafkaSettings, Settings
from streams.stage import Record
from tests.streams.cli.conftest import Tocsin

NOW = datetime(2026, 5, 11, 10, tzinfo=UTC)
NOW_MS = round(NOW.timestamp() * 1000)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("earliest", Bound()),
        ("-2h", Bound(time_ms=NOW_MS - 7_200_000)),
        ("-90s", Bound(time_ms=NOW_MS - 90_000)),
        ("2026-05-11T12:00:00+02:00", Bound(time_ms=NOW_MS)),
        ("2026-05-11T10:00:00.0001Z", Bound(time_ms=NOW_MS + 1)),
        ("0:120,3:0", Bound(offsets={0: 120, 3: 0})),
    ],
)
def test_an_end_of_a_range_is_a_time_an_age_or_offsets(text: str, bound: Bound) -> None:
    assert _bound("--from", text, "earliest", NOW) == bound


@pytest.mark.parametrize(
    "text", ["now", "2026-05-11", "2026-05-11T10:00:00", "2h", "-2w", "0:", "1969-01-01T00:00:00Z"]
)
def test_what_is_no_end_of_a_range_is_told_in_one_line(tocsin: Tocsin, tmp_path: Path, text: str) -> None:
    ended = tocsin("record", "--from", text, "--out", str(tmp_path / "news"))
    told = f"tocsin: --from {text}: not earliest, a time with its zone (2026-05-11T08:00:00Z), -2h or 0:120\n"
    assert ended == (2, "", told)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("news", "--out", "x"), "news: not one of articles, verdicts, events, incidents, alerts, dead-letters\n"),
        (("heartbeats", "--out", "x"), "heartbeats: not one of articles, "),
        (("articles", "events", "--out", "x", "--from", "0:5"), "offsets are those of one topic: name one"),
        (("articles", "events", "--out", "x.jsonl.zst"), "--out x.jsonl.zst: one file holds one topic; name a folder"),
        (("--out", "no/where"), "--out no/where: there is no folder no"),
        (("--out", "there"), "--out there exists already, and is not overwritten"),
        ((), "Missing option '--out'."),
    ],
)
def test_wrong_usage_is_told_in_one_line(
    tocsin: Tocsin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "news.jsonl").touch()
    ended = tocsin("record", *arguments)
    assert (ended.status, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert ended.err.startswith(f"tocsin: {told}")


@pytest.mark.kafka
def test_a_range_of_a_topic_becomes_an_archive(
    tocsin: Tocsin, tmp_path: Path, kafka: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(topic_prefix=f"test-{uuid.uuid4().hex[:8]}-", kafka=KafkaSettings(bootstrap_servers=kafka))
    monkeypatch.setenv("TOCSIN_TOPIC_PREFIX", settings.topic_prefix)
    monkeypatch.setenv("TOCSIN_KAFKA__BOOTSTRAP_SERVERS", kafka)
    topic = f"{settings.topic_prefix}articles"

    async def feed() -> None:
        await create(settings, topics=[Topic.ARTICLES], partitions={Topic.ARTICLES: 1}, retention_ms=-1)
        async with Sender(settings) as sender:
            await sender.send(Record(topic, b"k", b"{}", NOW_MS + at) for at in range(5))

    asyncio.run(feed())
    ended = tocsin("record", "--from", "0:1", "--until", "2026-05-11T10:00:00.004Z", "--out", str(tmp_path / "news"))
    assert (ended.status, ended.out) == (0, "")
    assert ended.err.startswith(f"3 records of {topic} in {tmp_path}/news, ")
    assert open_archive(tmp_path / "news").total == 3
    assert read_manifest(tmp_path / "news" / MANIFEST).asked["from"] == "0:1"


def test_a_place_that_cannot_be_written_is_told_in_one_line(tocsin: Tocsin, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ended = tocsin("record", "--out", str(tmp_path / "file" / "news"))
    assert ended == (1, "", f"tocsin: cannot write {tmp_path}/file/news: Not a directory\n")


def test_without_a_broker_one_line_tells_it(tocsin: Tocsin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_KAFKA__BOOTSTRAP_SERVERS", "127.0.0.1:1")
    ended = tocsin("record", "--out", str(tmp_path / "news"))
    assert (ended.status, ended.err.count("\n"), list(tmp_path.iterdir())) == (1, 1, [])
    assert ended.err.startswith("tocsin: no Kafka broker answers at 127.0.0.1:1")
