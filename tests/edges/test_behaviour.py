"""One suite for the topology, run in memory and on a real Kafka; both must write the same records.

All articles go through each world once, in one partition, so that the order is the same; each test then looks at what
became of its own story.
"""

from __future__ import annotations

import asyncio
import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from schemas.codec import decode
from schemas.incident import Incident
from schemas.topics import Topic
from streams.archive.lines import read_line
from streams.kafka.sender import Sender
from streams.kafka.topics import create
from streams.memory import Memory, topic_of
from streams.retract import record_of, withdrawal
from streams.settings import KafkaSettings, Settings
from streams.stage import HEARTBEAT, Record
from streams.topology import TOPOLOGY
from tests.faults.harness import Deployment

SAMPLES = Path(__file__).parents[2] / "samples" / "stream.jsonl"
PREFIX = f"b{uuid.uuid4().hex[:8]}-"
POSITION = re.compile(PREFIX.encode() + rb"(articles|events)/0/(\d+)")
NOON = 1_773_144_000_000  # 2026-03-10T12:00Z

STRIKE = "A drone strike on a market in {town} killed three people on Tuesday, residents said."
BAZAAR = "A bomb at a bazaar in {town} killed five people and wounded nine on Tuesday, police said."


def article(
    uri: str, body: str, outlet: str = "northwire.example", headers: Sequence[tuple[str, bytes]] = (), **more: Any
) -> Record:
    value: dict[str, Any] = {
        "uri": uri,
        "headline": "News of the day",
        "body": body,
        "published_at": "2026-03-10T11:30:00Z",
    }
    value |= {"source": {"name": outlet, "domain": outlet}, **more}
    return Record(f"{PREFIX}articles", uri.encode(), orjson.dumps(value), NOON, tuple(headers))


LIFE = b'{"instance":"w1","sent":"2026-03-10T12:00:00Z"}'
#: The same strike, by another outlet with a source of its own.
DOCTORS = "Three people died on Tuesday when a drone hit a market in Kherson, doctors at the city hospital said."

STORIES = [
    article("strike", STRIKE.format(town="Kherson")),
    article("council", "The city council met on Monday to discuss the price of bus tickets."),
    Record(f"{PREFIX}articles", b"broken", b'{"uri": "broken"', NOON, (("trace", b"t"),)),
    Record(f"{PREFIX}articles", b"tombstone", None, NOON),
    article("strike-2", DOCTORS, "eastpost.example"),
    article("strike", STRIKE.format(town="Kherson")),
    article("bazaar", BAZAAR.format(town="Quetta")),
    article("bazaar", BAZAAR.format(town="Quetta"), version=2, pub_status="canceled"),
    article("drill", STRIKE.format(town="Mykolaiv"), headers=[("_test", b"true")]),
    Record(f"{PREFIX}articles", b"w1", LIFE, NOON, ((HEARTBEAT, b"true"),)),
    article("false", STRIKE.format(town="Sumy")),
]


@dataclass
class World:
    """What the topics hold after all stories, in order."""

    written: dict[Topic, list[Record]]

    def of(self, uri: str, topic: Topic) -> list[Any]:
        """Give the values in a topic that stem from the article, by the position of its record."""
        origins = {f"{PREFIX}articles/0/{n}" for n, each in enumerate(stories()) if each.key == uri.encode()}
        return [orjson.loads(each.value or b"") for each in self.written[topic] if each.header("origin") in origins]

    def alerts(self, uri: str) -> list[tuple[str, str, int | None]]:
        return [(each["msg_type"], each["why"], each["killed_min"]) for each in self.of(uri, Topic.ALERTS)]


def stories() -> list[Record]:
    """Give the stories, then the sample stream, all in one partition."""
    lines = SAMPLES.read_bytes().splitlines()
    samples = [replace(read_line(line, n), topic=f"{PREFIX}articles", headers=()) for n, line in enumerate(lines)]
    return [replace(each, partition=0, offset=n) for n, each in enumerate([*STORIES, *samples])]


def retraction(written: dict[Topic, list[Record]]) -> Record:
    """Give the event by which an operator ends the story of Sumy."""
    (opened,) = World(written).of("false", Topic.EVENTS)
    found = next(each for each in written[Topic.INCIDENTS] if opened["event_id"].encode() in (each.value or b""))
    incident = decode(Incident, found.value or b"")
    return record_of(withdrawal(incident, "invented", "anna"), incident, found, PREFIX, NOON + 60_000)


def in_memory() -> World:
    memory = Memory(TOPOLOGY)
    written: dict[Topic, list[Record]] = {topic: [] for topic in Topic}

    def feed(record: Record) -> None:
        for each in memory.feed(record):
            topic = topic_of(each.topic)
            assert topic is not None
            written[topic].append(each)

    for story in stories()[: len(STORIES)]:
        feed(story)
    ended = replace(retraction(written), offset=len(written[Topic.EVENTS]))
    written[Topic.EVENTS].append(ended)
    feed(ended)
    for sample in stories()[len(STORIES) :]:
        feed(sample)
    return World(written)


def on_kafka(bootstrap: str, folder: Path) -> World:
    async def run() -> dict[Topic, list[Record]]:
        settings = Settings(kafka=KafkaSettings(bootstrap_servers=bootstrap), topic_prefix=PREFIX)
        await create(settings, retention_ms=-1, partitions={Topic.ARTICLES: 1})
        env = {"TOCSIN_KAFKA__BOOTSTRAP_SERVERS": bootstrap, "TOCSIN_TOPIC_PREFIX": PREFIX}
        deployed = Deployment(settings, folder, env=env | {"TOCSIN_WORKER__HEARTBEAT_SECONDS": "3600"})
        await deployed.feed(stories()[: len(STORIES)])
        deployed.start("one")
        try:
            await deployed.settled()
            ending = retraction(await deployed.read())
            async with Sender(settings) as sender:
                await sender.send([ending])
            await deployed.settled()  # weeks later by the samples' clock, it would be forgotten
            await deployed.feed(stories()[len(STORIES) :])
            await deployed.settled()
            return await deployed.read()
        finally:
            deployed.end()

    return World(renumbered(asyncio.run(run())))


def renumbered(written: dict[Topic, list[Record]]) -> dict[Topic, list[Record]]:
    """Give the positions that the records would have without the signs of life that the worker adds when it starts."""
    place: dict[tuple[str, int], int] = {}
    for topic in (Topic.ARTICLES, Topic.EVENTS):
        told = [each for each in written[topic] if not each.is_heartbeat or each.key == b"w1"]
        place |= {(topic.suffix, each.offset): n for n, each in enumerate(told)}

    def position(found: re.Match[bytes]) -> bytes:
        topic, offset = found[1].decode(), int(found[2])
        return f"{PREFIX}{topic}/0/{place[topic, offset]}".encode()

    def anew(record: Record) -> Record:
        headers = tuple((name, POSITION.sub(position, value)) for name, value in record.headers)
        value = None if record.value is None else POSITION.sub(position, record.value)
        return replace(record, headers=headers, value=value)

    return {topic: [anew(each) for each in records] for topic, records in written.items()}


@pytest.fixture(scope="module")
def memory_world() -> World:
    return in_memory()


@pytest.fixture(scope="module")
def kafka_world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> World:
    return on_kafka(request.getfixturevalue("kafka"), tmp_path_factory.mktemp("behaviour"))


@pytest.fixture(params=["memory", pytest.param("kafka", marks=pytest.mark.kafka)])
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    yield request.getfixturevalue(f"{request.param}_world")


def test_a_report_gives_a_verdict_an_event_an_incident_and_an_alert(world: World) -> None:
    assert [each["verdict"] for each in world.of("strike", Topic.VERDICTS)] == ["event", "event"]
    assert world.alerts("strike") == [("Alert", "new_incident", 3)]
    assert world.of("strike", Topic.EVENTS)[0]["toll"]["killed"]["min"] == 3


def test_other_news_gives_a_verdict_with_its_reason_and_nothing_else(world: World) -> None:
    assert [each["reason"] for each in world.of("council", Topic.VERDICTS)] == ["not_conflict"]
    assert world.of("council", Topic.EVENTS) == []


@pytest.mark.parametrize("key", [b"broken", b"tombstone"])
def test_what_cannot_be_read_is_a_dead_letter_untouched(world: World, key: bytes) -> None:
    (sent,) = [each for each in STORIES if each.key == key]
    (letter,) = [each for each in world.written[Topic.DEAD_LETTERS] if each.key == key]
    assert (letter.value, letter.headers[: len(sent.headers)]) == (sent.value, sent.headers)
    assert letter.header("tocsin-dlq-reason") == "deserialization"


def test_a_second_family_confirms_once(world: World) -> None:
    assert world.alerts("strike-2") == [("Update", "confirmed", 3)]


def test_an_article_that_is_withdrawn_cancels_its_alert(world: World) -> None:
    assert [message for message, _, _ in world.alerts("bazaar")] == ["Alert", "Cancel"]
    assert world.of("bazaar", Topic.ALERTS)[1]["references"] == [world.of("bazaar", Topic.ALERTS)[0]["alert_id"]]


def test_test_traffic_is_marked_to_the_end(world: World) -> None:
    assert [each["status"] for each in world.of("drill", Topic.ALERTS)] == ["Test"]


def test_a_sign_of_life_arrives_and_leaves_no_other_trace(world: World) -> None:
    lives = [orjson.loads(each.value or b"") for each in world.written[Topic.HEARTBEATS] if each.key == b"w1"]
    assert [life["stages"] for life in lives] == [["detect", "track"]]
    assert not [each for each in world.written[Topic.VERDICTS] if each.key == b"w1"]


def test_an_operator_ends_a_false_story(world: World) -> None:
    (first,) = world.of("false", Topic.ALERTS)
    told = [orjson.loads(each.value or b"") for each in world.written[Topic.ALERTS]]
    last = [each for each in told if each["incident_id"] == first["incident_id"]][-1]
    assert (last["msg_type"], last["why"], last["killed_min"]) == ("Cancel", "retracted", None)


@pytest.mark.kafka
@pytest.mark.parametrize("topic", [Topic.VERDICTS, Topic.EVENTS, Topic.ALERTS, Topic.INCIDENTS, Topic.DEAD_LETTERS])
def test_both_worlds_write_the_same(memory_world: World, kafka_world: World, topic: Topic) -> None:
    one, other = (comparable(world.written[topic]) for world in (memory_world, kafka_world))
    assert len(one) > 1
    assert one == other


def comparable(records: Sequence[Record]) -> list[tuple[object, ...]]:
    """Give what must be the same: all but signs of life, the time of sending, and what compaction may take."""
    told = [each for each in records if not each.is_heartbeat]
    if topic_of(told[0].topic) is not Topic.INCIDENTS:
        return [(each.key, each.timestamp_ms, kept(each), each.value) for each in told]
    latest = {each.key: each for each in told if each.value is not None}
    gone = {each.key for each in told if each.value is None}
    return sorted(
        (key, each.timestamp_ms, kept(each), without_outbox(each)) for key, each in latest.items() if key not in gone
    )


def kept(record: Record) -> list[tuple[str, bytes]]:
    return [header for header in record.headers if header[0] not in EXCEPTED]


def without_outbox(record: Record) -> bytes:
    """Give an incident record without its stored alerts: when they are dropped depends on what is committed."""
    value = orjson.loads(record.value or b"")
    return orjson.dumps(value | {"alerts": [each["alert_id"] for each in value["alerts"]]})


#: The time of sending; who wrote it; a stack names lines and files as they were loaded; an offset counts signs of life.
EXCEPTED = ("ce_recordedtime", "tocsin-writer", "__streams.errors.stacktrace", "__streams.errors.offset")
