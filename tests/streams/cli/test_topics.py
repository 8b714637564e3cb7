"""`tocsin topics`: what exists, what is made, what differs, in words and for programs."""

import asyncio
import json
import uuid

import pytest
from aiokafka.admin import NewTopic

from schemas.topics import Topic
from streams.kafka import topics
from streams.kafka.connection import admin
from streams.settings import KafkaSettings
from tests.streams.cli.conftest import Tocsin


@pytest.fixture
def prefix(kafka: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Point the command line at a deployment of its own."""
    prefix = f"cli-{uuid.uuid4().hex[:12]}-"
    monkeypatch.setenv("TOCSIN_TOPIC_PREFIX", prefix)
    monkeypatch.setenv("TOCSIN_KAFKA__BOOTSTRAP_SERVERS", kafka)
    return prefix


def make(kafka: str, topic: NewTopic) -> None:
    async def work() -> None:
        async with admin(KafkaSettings(bootstrap_servers=kafka)) as client:
            await client.create_topics([topic])

    asyncio.run(work())


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("events=2", "events must have 1 partition"),
        ("incidents=4", "incidents must have 1 partition"),
        ("articles", "not TOPIC=N"),
        ("articles=0", "not TOPIC=N"),
        ("articles=many", "not TOPIC=N"),
        ("news\x1b=2", r"no topic news\x1b; there are articles, "),
    ],
)
def test_partitions_that_cannot_be_are_wrong_usage(tocsin: Tocsin, given: str, told: str) -> None:
    ended = tocsin("topics", "create", "--partitions", given)
    assert (ended.status, ended.out) == (2, "")
    assert told in ended.err


@pytest.mark.parametrize("verb", ["create", "list", "describe"])
def test_without_a_broker_each_verb_ends_with_one_line(
    tocsin: Tocsin, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    monkeypatch.setenv("TOCSIN_KAFKA__BOOTSTRAP_SERVERS", "127.0.0.1:1")
    ended = tocsin("topics", verb)
    told = "tocsin: no Kafka broker answers at 127.0.0.1:1 (TOCSIN_KAFKA__BOOTSTRAP_SERVERS): Connection refused"
    assert (ended.status, ended.out, ended.err) == (1, "", told + "; `make kafka` starts one\n")


@pytest.mark.kafka
def test_create_says_what_it_made_and_what_was_there(tocsin: Tocsin, prefix: str) -> None:
    first = tocsin("topics", "create", "--partitions", "articles=2")
    second = tocsin("topics", "create", "--partitions", "articles=3")
    assert (first.status, first.err, second.status) == (0, "", 0)
    assert [line.split("\t")[1] for line in first.out.splitlines()] == ["created"] * len(Topic)
    assert [line.split("\t")[1] for line in second.out.splitlines()] == ["existed"] * len(Topic)
    assert second.err == f"tocsin: {prefix}articles has 2 partitions, asked 3\n"


@pytest.mark.kafka
def test_what_was_created_and_is_not_told_of_yet_is_no_topic_with_wrong_partitions(
    tocsin: Tocsin, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing(*_: object) -> dict[str, list[object]]:
        return {}

    monkeypatch.setattr(topics, "look_up", nothing)
    monkeypatch.setattr(topics, "SHOWN_SECONDS", 0.1)
    ended = tocsin("topics", "create")
    assert (ended.status, ended.err.splitlines()[-1]) == (
        3,
        "tocsin: the broker does not tell of all topics yet; ask again: `tocsin topics list`",
    )


@pytest.mark.kafka
def test_list_and_describe_name_what_is_missing(tocsin: Tocsin, prefix: str) -> None:
    assert tocsin("topics", "list").out.splitlines()[0] == f"{prefix}articles\tmissing\t"
    missing = tocsin("topics", "describe", "alerts")
    assert (missing.status, "DIFFERS\tdoes not exist" in missing.out) == (3, True)
    assert missing.err == f"tocsin: missing on the broker: {prefix}alerts; `tocsin topics create` creates them\n"
    tocsin("topics", "create")
    assert tocsin("topics", "list").out.splitlines()[0] == f"{prefix}articles\texists\t4"
    assert tocsin("topics", "describe").status == 0


@pytest.mark.kafka
def test_programs_get_one_array(tocsin: Tocsin, prefix: str) -> None:
    tocsin("topics", "create")
    (alerts,) = json.loads(tocsin("topics", "describe", f"{prefix}alerts", "-o", "json").out)
    assert (alerts["name"], alerts["partitions"], alerts["replication"]) == (f"{prefix}alerts", 1, 1)
    assert (alerts["key"], alerts["schema"]) == ("incident id", "urn:tocsin:schema:alert.v1")
    assert (alerts["configs"]["cleanup.policy"], alerts["differs"]) == ("delete", [])
    listed = json.loads(tocsin("topics", "list", "-o", "json").out)
    assert [each["topic"] for each in listed] == [topic.suffix for topic in Topic]


@pytest.mark.kafka
def test_a_topic_that_would_lose_or_split_incidents_is_told_and_never_changed(
    tocsin: Tocsin, prefix: str, kafka: str
) -> None:
    make(kafka, NewTopic(f"{prefix}incidents", 2, 1))
    for verb in ("create", "describe"):
        ended = tocsin("topics", verb)
        assert ended.status == 3
        assert "has 2 partitions, must have 1" in ended.err
        assert "cleanup.policy is delete, declared compact" in ended.err
