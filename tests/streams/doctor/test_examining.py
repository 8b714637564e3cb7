"""The examination of a real broker, of none, and of one that says nothing."""

import asyncio
import time
import uuid
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.structs import OffsetAndMetadata

from schemas.codec import encode
from schemas.heartbeat import Heartbeat
from schemas.topics import Topic
from streams.doctor.examining import _members_and_offsets, examine
from streams.doctor.judging import Check, Limits
from streams.kafka.groups import group_name
from streams.kafka.sender import Sender
from streams.kafka.topics import create
from streams.settings import KafkaSettings, Settings
from streams.stage import Record
from streams.topology import TOPOLOGY
from streams.worker.heartbeats import heartbeat
from tests.streams.dead_letters.letters import dead


def settings_of(bootstrap: str) -> Settings:
    prefix = f"doctor-{uuid.uuid4().hex[:8]}-"
    return Settings(kafka=KafkaSettings(bootstrap_servers=bootstrap), topic_prefix=prefix)


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def summary(checks: list[Check]) -> dict[str, list[str]]:
    """Return the levels by what was looked at."""
    found: dict[str, list[str]] = {}
    for check in checks:
        found.setdefault(check.about, []).append(check.level.value)
    return found


async def works(settings: Settings) -> None:
    """Bring about what a working deployment leaves on the broker: signs of life, articles, verdicts on most of them."""
    life = encode(Heartbeat.model_validate({"instance": "w\x1b[2J", "sent": "2026-03-03T08:00:00Z"}))
    names = {topic: topic.name_with(settings.topic_prefix) for topic in Topic}
    async with Sender(settings) as sender:
        await sender.send([
            Record(names[Topic.HEARTBEATS], b"w", b"no heartbeat", now_ms()),
            Record(names[Topic.HEARTBEATS], b"w", life, now_ms() - 2_000),
            dead(prefix=settings.topic_prefix, at_ms=now_ms()),
            *(Record(names[Topic.ARTICLES], b"%d" % each, b"{}", now_ms()) for each in range(6)),
            *(heartbeat(settings, Topic.ARTICLES, datetime.now(UTC), sequence=each) for each in range(120)),
            *(Record(names[Topic.VERDICTS], b"%d" % each, b"{}", now_ms()) for each in range(5)),
        ])  # fmt: skip


@pytest.mark.kafka
def test_a_deployment_that_works_is_found_well_and_what_is_amiss_is_named(kafka: str) -> None:
    settings = settings_of(kafka)

    async def run() -> tuple[list[Check], list[Check], list[Check]]:
        bare = await examine(settings, Limits(), now_ms())
        await create(settings)
        idle = await examine(settings, Limits(), now_ms())
        await works(settings)
        readers = []
        for stage in TOPOLOGY:
            name = stage.reads.name_with(settings.topic_prefix)
            group = group_name(settings.topic_prefix, stage.name)
            readers.append(AIOKafkaConsumer(name, bootstrap_servers=kafka, group_id=group, enable_auto_commit=False))
            await readers[-1].start()
        await readers[0].commit({TopicPartition(f"{settings.topic_prefix}articles", 0): 1})
        busy = await examine(settings, Limits(), now_ms())
        for each in readers:
            await each.stop()
        return bare, idle, busy

    bare, idle, busy = asyncio.run(run())
    assert summary(bare) == {"broker": ["ok"], "topics": ["fail"] * 7}
    assert summary(idle) == {
        "broker": ["ok"], "topics": ["ok"], "detect": ["fail"], "track": ["fail"], "heartbeat": ["fail"],
        "dead letters": ["ok"],
    }  # fmt: skip
    assert summary(busy) == {
        "broker": ["ok"], "topics": ["ok"], "detect": ["ok"], "track": ["ok"], "heartbeat": ["ok"],
        "dead letters": ["warn"],
    }  # fmt: skip
    assert idle[-1].said == "0 dead letters to 0 verdicts in the last hour"
    said = {check.about: check.said for check in busy}
    # One letter among six articles is too many; beside the signs of life, which lie in the same topic, it was not.
    assert said["dead letters"] == "1 dead letter to 5 verdicts in the last hour"
    assert "125 records behind" in said["detect"]
    assert "from w\\x1b[2J" in said["heartbeat"]


@pytest.mark.parametrize("code", [14, 15])
def test_a_broker_that_still_reads_its_groups_is_asked_again(code: int) -> None:
    class Client:
        answers = [(code, "g", "", "", "", ()), (0, "g", "Stable", "", "", ("member",))]

        async def describe_consumer_groups(self, _: list[str]) -> list[object]:
            return [SimpleNamespace(groups=[self.answers.pop(0)])]

        async def list_consumer_group_offsets(self, _: str) -> dict[TopicPartition, OffsetAndMetadata]:
            return {TopicPartition("t", 0): OffsetAndMetadata(7, ""), TopicPartition("t", 1): OffsetAndMetadata(-1, "")}

    client: Any = Client()
    members, offsets = asyncio.run(_members_and_offsets(client, "g"))
    assert (members, list(offsets)) == (1, [TopicPartition("t", 0)])


def test_without_a_broker_the_first_check_says_so() -> None:
    (check,) = asyncio.run(examine(settings_of("127.0.0.1:1"), Limits(), now_ms()))
    assert (check.level, check.about) == ("fail", "broker")
    assert "127.0.0.1:1" in check.said


def test_a_broker_that_says_nothing_fails_in_time() -> None:
    async def run() -> list[Check]:
        async def keep_silent(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            open_ends.append(writer)

        open_ends: list[asyncio.StreamWriter] = []
        async with await asyncio.start_server(keep_silent, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            checks = await examine(settings_of(f"127.0.0.1:{port}"), Limits(), now_ms(), within_s=0.3)
            for writer in open_ends:
                writer.close()
            return checks

    (check,) = asyncio.run(run())
    assert (check.level, check.about, check.said) == ("fail", "broker", "no answer within 0.3 s")
