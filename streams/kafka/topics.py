"""Create the topics and compare those that exist with what they must be.

Nothing else creates a topic: who needs one asks ``missing`` and says how to create it. Example::

    created = await create(settings)
    differences = await compare(settings)
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import TopicAlreadyExistsError, TopicAuthorizationFailedError, for_code
from aiokafka.protocol.metadata import MetadataRequest

from schemas.codec import printable
from schemas.topics import Topic
from streams.kafka.connection import Unreachable, admin
from streams.kafka.sender import OVERHEAD_BYTES
from streams.settings import Settings

#: How much of a compacted topic is left alone at least, in bytes.
SEGMENT_BYTES = 32 * 1024 * 1024
#: Longest wait for new topics to be told of.
SHOWN_SECONDS = 30.0
#: Track sees one order of events and holds one state: more partitions would split incidents.
SINGLE = (Topic.EVENTS, Topic.INCIDENTS)


class MissingTopics(Unreachable):
    """Topics that the command needs do not exist."""


@dataclass(frozen=True, slots=True)
class Found:
    """A topic as it is. ``partitions`` None: it does not exist. ``differs``: what is not as declared, for people."""

    topic: Topic
    name: str
    partitions: int | None
    replication: int | None
    configs: dict[str, str]
    differs: tuple[str, ...] = ()


def declared(topic: Topic, *, retention_ms: int | None = None) -> dict[str, str]:
    """Return the configuration that a topic must have; ``retention_ms`` instead of its own (-1 keeps for ever)."""
    spec = topic.value
    configs = {
        "message.timestamp.type": "CreateTime",
        # Room for the frame of a batch above the largest record.
        "max.message.bytes": str(spec.max_message_bytes + OVERHEAD_BYTES),
    }
    if retention_ms == -1:
        # What is kept for ever is played from an archive, with its own times: also those that are still to come,
        # which a broker refuses by default.
        configs["message.timestamp.after.max.ms"] = str(2**63 - 1)
    if spec.retention_ms is None:
        # A worker reads it whole at each start. By default only a full segment of 1 GiB is compacted: 475 MB of
        # revisions after 30,000 events.
        return configs | {
            "cleanup.policy": "compact",
            "segment.bytes": str(SEGMENT_BYTES),
            "min.cleanable.dirty.ratio": "0.2",
        }
    return configs | {
        "cleanup.policy": "delete",
        "retention.ms": str(spec.retention_ms if retention_ms is None else retention_ms),
    }


async def create(
    settings: Settings,
    *,
    partitions: dict[Topic, int] | None = None,
    replication: int = 1,
    retention_ms: int | None = None,
    topics: Iterable[Topic] = tuple(Topic),
) -> list[Topic]:
    """Create the topics that do not exist yet and return them; those that exist stay as they are.

    Raises:
        Unreachable: no broker answers, or it refuses.
    """
    counts = partitions or {}
    names = {topic: topic.name_with(settings.topic_prefix) for topic in topics}
    async with admin(settings.kafka) as client:
        existing = await look_up(client._client, names.values())  # noqa: SLF001 - the admin has no such question
        wanted = {topic: name for topic, name in names.items() if name not in existing}
        if not wanted:
            return []
        new = [
            NewTopic(
                name,
                counts.get(topic, topic.value.partitions),
                replication,
                topic_configs=_created(topic, replication, retention_ms),
            )
            for topic, name in wanted.items()
        ]
        response = await client.create_topics(new)
        made = set()
        for name, code, *said in response.topic_errors:
            # Somebody else may create them at the same time.
            if code and for_code(code) is not TopicAlreadyExistsError:
                why = ", ".join(str(each) for each in said if each) or for_code(code).description
                raise Unreachable(f"the broker does not create {name}: {printable(why, 200)}")
            made |= set() if code else {name}
        await _shown(client, set(wanted.values()))
    return [topic for topic, name in wanted.items() if name in made]


def _created(topic: Topic, replication: int, retention_ms: int | None) -> dict[str, str]:
    """Return the configuration for a new topic: with copies, an acknowledgement must mean more than one of them."""
    safe = {"min.insync.replicas": str(replication - 1)} if replication > 2 else {}
    return declared(topic, retention_ms=retention_ms) | safe


async def _shown(client: AIOKafkaAdminClient, names: set[str]) -> None:
    """Wait until the broker tells of topics that it has created: it may take a moment, and who asks would despair."""
    with contextlib.suppress(TimeoutError):  # they exist all the same
        async with asyncio.timeout(SHOWN_SECONDS):
            while len(await look_up(client._client, names)) < len(names):  # noqa: SLF001
                await asyncio.sleep(0.05)


async def find(settings: Settings, *, topics: Iterable[Topic] = tuple(Topic)) -> list[Found]:
    """Return each topic as it stands on the broker, with what differs from its declaration.

    Raises:
        Unreachable: no broker answers, or it refuses.
    """
    async with admin(settings.kafka) as client:
        wanted = {topic: topic.name_with(settings.topic_prefix) for topic in topics}
        described = await look_up(client._client, wanted.values())  # noqa: SLF001
        configs = {name: await _configs(client, name) for name in described}
    return [_found(topic, name, described.get(name), configs.get(name, {})) for topic, name in wanted.items()]


async def require(settings: Settings, topics: Iterable[Topic]) -> None:
    """Return when all topics exist.

    Raises:
        MissingTopics: with their names and how to create them.
        Unreachable: no broker answers, or it refuses.
    """
    names = [topic.name_with(settings.topic_prefix) for topic in topics]
    async with admin(settings.kafka) as client:
        existing = await look_up(client._client, names)  # noqa: SLF001
    if absent := [name for name in names if name not in existing]:
        raise missing(absent)


async def look_up(client: AIOKafkaClient, names: Iterable[str]) -> dict[str, list[Any]]:
    """Return the partitions of those topics that exist; asked by name, for a list hides what a login may not see.

    Raises:
        TopicAuthorizationFailedError: with the first topic that this login may not see.
        KafkaError: the broker does not answer, or not as it should.
    """
    # Asking creates nothing, also on brokers that create what they are asked for.
    request = MetadataRequest(list(names), allow_auto_topic_creation=False)
    response = await client.send(client.get_random_node(), request)
    found = {}
    for each in response.to_object()["topics"]:
        kind = for_code(each["error_code"])
        if kind is TopicAuthorizationFailedError:
            raise kind(each["topic"])
        if each["partitions"]:
            found[each["topic"]] = each["partitions"]
    return found


def missing(names: Iterable[str]) -> MissingTopics:
    """Return what to tell people of topics that do not exist.

    >>> print(missing(["tocsin-alerts"]))
    missing on the broker: tocsin-alerts; `tocsin topics create` creates them
    """
    return MissingTopics(f"missing on the broker: {', '.join(names)}; `tocsin topics create` creates them")


async def _configs(client: AIOKafkaAdminClient, name: str) -> dict[str, str]:
    responses = await client.describe_configs([ConfigResource(ConfigResourceType.TOPIC, name)])
    found: dict[str, str] = {}
    for response in responses:
        for code, _message, _kind, _name, entries in response.resources:
            if code:
                raise for_code(code)(name)
            found |= {entry[0]: entry[1] for entry in entries}
    return found


def _found(topic: Topic, name: str, partitions: list[Any] | None, configs: dict[str, str]) -> Found:
    if partitions is None:
        return Found(topic, name, None, None, {}, ("does not exist",))
    wanted = declared(topic)
    differs = [
        f"{key} is {configs.get(key)}, declared {value}" for key, value in wanted.items() if configs.get(key) != value
    ]
    if topic in SINGLE and len(partitions) != 1:
        differs.append(f"has {len(partitions)} partitions, must have 1")
    replication = min((len(each["replicas"]) for each in partitions), default=0)
    return Found(
        topic, name, len(partitions), replication, {key: configs.get(key, "") for key in wanted}, tuple(differs)
    )
