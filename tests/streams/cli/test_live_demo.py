"""``tocsin demo --to-kafka``: into a deployment called demo that holds nothing else, and nowhere else."""

from __future__ import annotations

import asyncio
import uuid

import pytest

from schemas.topics import Topic
from streams.cli.failure import Failure
from streams.cli.live_demo import is_invented, tell
from streams.demo import sample_lines
from streams.kafka.reading import reader, until_end
from streams.kafka.sender import Sender
from streams.kafka.topics import create
from streams.settings import KafkaSettings, Settings
from streams.stage import HEARTBEAT, Record
from tests.streams.cli.conftest import Tocsin


def test_a_deployment_of_another_name_is_refused(tocsin: Tocsin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_DEPLOYMENT", "newsroom")
    ended = tocsin("demo", "--to-kafka")
    assert (ended.status, ended.out) == (2, "")
    assert "newsroom" in ended.err and "called demo" in ended.err


def test_without_a_name_it_is_refused_too(tocsin: Tocsin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TOCSIN_DEPLOYMENT", raising=False)
    assert tocsin("demo", "--to-kafka").status == 2


@pytest.mark.parametrize(
    "record",
    [
        Record("tocsin-articles", b"", b'{"source": {"domain": "bbc.co.uk"}}', 0),
        Record("tocsin-articles", b"", b'{"source": {"domain": "bbc.example.com"}}', 0),
        Record("tocsin-articles", b"", b'{"source": {}}', 0),
        Record("tocsin-articles", b"", b"not JSON", 0),
        Record("tocsin-articles", b"", b"[]", 0),
        Record("tocsin-articles", b"", None, 0),
    ],
)
def test_what_may_be_news_is_not_taken_for_invented(record: Record) -> None:
    assert not is_invented(record)


def test_a_sign_of_life_is_no_news() -> None:
    assert is_invented(Record("tocsin-articles", b"", b"{}", 0, ((HEARTBEAT, b"true"),)))


def deployment(kafka: str) -> Settings:
    return Settings(
        deployment="demo", topic_prefix=f"d{uuid.uuid4().hex[:8]}-", kafka=KafkaSettings(bootstrap_servers=kafka)
    )


async def no_sleep(seconds: float) -> None:
    """Wait for nothing."""


async def articles(settings: Settings) -> list[Record]:
    async with reader(settings.kafka, Topic.ARTICLES.name_with(settings.topic_prefix)) as consumer:
        return [record async for record in until_end(consumer)]


@pytest.mark.kafka
def test_two_rounds_are_sent_and_a_second_start_goes_on(kafka: str) -> None:
    async def run() -> list[Record]:
        settings = deployment(kafka)
        await create(settings)
        await tell(settings, 0, rounds=1, sleep=no_sleep)
        await tell(settings, 0, rounds=1, sleep=no_sleep)
        return await articles(settings)

    assert len(asyncio.run(run())) == 2 * (len(sample_lines()) - 2)


@pytest.mark.kafka
def test_among_real_articles_it_sends_nothing(kafka: str) -> None:
    async def run() -> tuple[int, str]:
        settings = deployment(kafka)
        await create(settings)
        topic = Topic.ARTICLES.name_with(settings.topic_prefix)
        async with Sender(settings) as sender:
            await sender.send(
                [Record(topic, b"a", b'{"uri": "a", "headline": "b", "source": {"domain": "bbc.co.uk"}}', 1)]
            )
        with pytest.raises(Failure) as refused:
            await tell(settings, 0, rounds=1, sleep=no_sleep)
        return len(await articles(settings)), str(refused.value)

    sent, why = asyncio.run(run())
    assert sent == 1
    assert "an article of somebody else" in why
