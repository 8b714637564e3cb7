"""Topics are made once, whoever asks and how often; what is missing or differs is told by name."""

import asyncio

import pytest
from aiokafka.admin import NewTopic
from aiokafka.admin.new_partitions import NewPartitions

from schemas.topics import Topic
from streams.kafka.connection import Unreachable, admin
from streams.kafka.sender import OVERHEAD_BYTES
from streams.kafka.topics import MissingTopics, create, declared, find, require
from streams.settings import Settings


def test_incidents_are_compacted_and_the_others_are_deleted_after_their_time() -> None:
    policies = {topic: declared(topic)["cleanup.policy"] for topic in Topic}
    assert [topic for topic, policy in policies.items() if policy == "compact"] == [Topic.INCIDENTS]
    assert declared(Topic.ALERTS)["retention.ms"] == str(30 * 24 * 3600 * 1000)
    assert declared(Topic.ALERTS, retention_ms=-1)["retention.ms"] == "-1"
    assert "retention.ms" not in declared(Topic.INCIDENTS, retention_ms=-1)


def test_a_topic_takes_its_largest_record_with_the_frame() -> None:
    most = Topic.ARTICLES.value.max_message_bytes
    assert declared(Topic.ARTICLES)["max.message.bytes"] == str(most + OVERHEAD_BYTES)


@pytest.mark.kafka
def test_create_makes_every_topic_as_declared_and_the_second_time_nothing(settings: Settings) -> None:
    async def work() -> tuple[list[Topic], list[Topic]]:
        return await create(settings, partitions={Topic.ARTICLES: 3}), await create(settings)

    assert asyncio.run(work()) == (list(Topic), [])
    found = asyncio.run(find(settings))
    assert [each.differs for each in found] == [()] * len(Topic)
    assert {each.topic: each.partitions for each in found} == {
        topic: 3 if topic is Topic.ARTICLES else topic.value.partitions for topic in Topic
    }


@pytest.mark.kafka
def test_two_that_create_at_once_both_succeed(settings: Settings) -> None:
    async def work() -> tuple[list[Topic], list[Topic]]:
        return await asyncio.gather(create(settings), create(settings))

    made = asyncio.run(work())
    assert sorted(topic.suffix for each in made for topic in each) == sorted(topic.suffix for topic in Topic)


@pytest.mark.kafka
def test_missing_topics_are_named_with_how_to_create_them(settings: Settings) -> None:
    async def work() -> None:
        await create(settings, topics=[Topic.ALERTS])
        await require(settings, [Topic.ALERTS])
        await require(settings, [Topic.ALERTS, Topic.EVENTS, Topic.VERDICTS])

    names = f"{settings.topic_prefix}events, {settings.topic_prefix}verdicts"
    with pytest.raises(MissingTopics, match=f"^missing on the broker: {names}; `tocsin topics create` creates them$"):
        asyncio.run(work())


@pytest.mark.kafka
def test_what_differs_from_the_declaration_is_told(settings: Settings) -> None:
    async def work() -> None:
        names = {topic: topic.name_with(settings.topic_prefix) for topic in Topic}
        async with admin(settings.kafka) as client:
            await client.create_topics([NewTopic(names[Topic.INCIDENTS], 2, 1), NewTopic(names[Topic.EVENTS], 1, 1)])
            await client.create_partitions({names[Topic.EVENTS]: NewPartitions(2)})

    asyncio.run(work())
    incidents, events, alerts = asyncio.run(find(settings, topics=[Topic.INCIDENTS, Topic.EVENTS, Topic.ALERTS]))
    assert "cleanup.policy is delete, declared compact" in incidents.differs
    assert "has 2 partitions, must have 1" in incidents.differs
    assert events.differs[-1] == "has 2 partitions, must have 1"
    assert (alerts.partitions, alerts.differs) == (None, ("does not exist",))


@pytest.mark.kafka
def test_more_copies_than_brokers_are_refused_in_words(settings: Settings) -> None:
    with pytest.raises(Unreachable, match=r"does not create test-\S+-articles: Unable to replicate the partition 2 "):
        asyncio.run(create(settings, replication=2))
