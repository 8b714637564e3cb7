"""Ask the broker what the checks need, within a few seconds whatever happens.

Example: without a broker ``await examine(...)`` gives one check, ``fail  broker  no Kafka broker answers at ...``.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaConsumer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import GroupCoordinatorNotAvailableError, GroupLoadInProgressError, for_code
from aiokafka.structs import OffsetAndMetadata, TopicPartition

from schemas.codec import BadRecord, decode, printable
from schemas.heartbeat import Heartbeat
from schemas.topics import Topic
from streams.doctor.judging import (
    Beat,
    Check,
    Group,
    Level,
    Limits,
    judge_beats,
    judge_dead_letters,
    judge_group,
    judge_topics,
)
from streams.kafka.connection import Unreachable, admin
from streams.kafka.groups import group_name
from streams.kafka.reading import reader, until_end
from streams.kafka.topics import find
from streams.settings import Settings
from streams.stage import Stage
from streams.topology import TOPOLOGY

#: Longest time for the whole examination, in seconds: it is a health check, and an answer that hangs is none.
EXAMINED_WITHIN_S = 8.0
#: Newest heartbeats looked at, per partition: four hours of one worker, 25 minutes of ten.
BEATS = 500
_HOUR_MS = 3_600_000


async def examine(
    settings: Settings, limits: Limits, now_ms: int, *, within_s: float = EXAMINED_WITHIN_S
) -> list[Check]:
    """Return all checks in order; what cannot be found out fails. Never raises for the broker's sake."""
    checks: list[Check] = []
    about = "broker"
    try:
        async with asyncio.timeout(within_s):
            checks += await _broker(settings)
            about = "topics"
            found = await find(settings)
            checks += judge_topics(found)
            there = {each.topic for each in found if each.partitions is not None}
            for stage in TOPOLOGY:
                about = stage.name
                if stage.reads in there:
                    checks += judge_group(await _group(settings, stage), limits)
            about = "heartbeat"
            if Topic.HEARTBEATS in there:
                checks += judge_beats(await _beats(settings), now_ms, limits)
            about = "dead letters"
            if {Topic.VERDICTS, Topic.DEAD_LETTERS} <= there:
                # Among the articles lie the signs of life, 120 an hour and worker; none of them gets a verdict.
                letters = await _since(settings, Topic.DEAD_LETTERS, now_ms)
                checks += judge_dead_letters(letters, await _since(settings, Topic.VERDICTS, now_ms), limits)
    except TimeoutError:
        checks.append(Check(Level.FAIL, about, f"no answer within {within_s:g} s", "see the broker's log"))
    except Unreachable as error:
        checks.append(Check(Level.FAIL, about, str(error), "start it, or correct what TOCSIN_KAFKA__* says of it"))
    return [check._replace(said=printable(check.said, 400)) for check in checks]


async def _broker(settings: Settings) -> list[Check]:
    async with admin(settings.kafka) as client:
        brokers = (await client.describe_cluster())["brokers"]
    said = f"{len(brokers)} broker{'s' if len(brokers) != 1 else ''} at {','.join(settings.kafka.servers)}"
    return [Check(Level.OK, "broker", said)]


async def _group(settings: Settings, stage: Stage) -> Group:
    name = group_name(settings.topic_prefix, stage.name)
    async with admin(settings.kafka) as client:
        members, committed = await _members_and_offsets(client, name)
    async with _reader(settings, stage.reads) as consumer:
        partitions = list(consumer.assignment())
        firsts, ends = await consumer.beginning_offsets(partitions), await consumer.end_offsets(partitions)
    offsets = {
        each.partition: (firsts[each], ends[each], committed[each].offset if each in committed else None)
        for each in partitions
    }
    return Group(stage.name, name, members, offsets)


async def _members_and_offsets(
    client: AIOKafkaAdminClient, name: str
) -> tuple[int, dict[TopicPartition, OffsetAndMetadata]]:
    while True:
        try:
            (response,) = await client.describe_consumer_groups([name])
            code, _group, _state, _kind, _protocol, members, *_ = response.groups[0]
            if code:
                raise for_code(code)(name)
            offsets = await client.list_consumer_group_offsets(name)
            return len(members), {each: offset for each, offset in offsets.items() if offset.offset >= 0}
        except (GroupCoordinatorNotAvailableError, GroupLoadInProgressError):
            # A new broker sets its coordinator up when it is first asked for, one that starts reads the groups first;
            # the time limit of all ends the wait.
            await asyncio.sleep(0.2)


async def _beats(settings: Settings) -> list[Beat]:
    beats = []
    async with _reader(settings, Topic.HEARTBEATS) as consumer:
        partitions = list(consumer.assignment())
        firsts, ends = await consumer.beginning_offsets(partitions), await consumer.end_offsets(partitions)
        for each in partitions:
            consumer.seek(each, max(firsts[each], ends[each] - BEATS))
        async for record in until_end(consumer):
            try:
                beats.append(Beat(record.timestamp_ms, decode(Heartbeat, record.value or b"")))
            except BadRecord:
                continue  # no sign of life; where there is no other, that fails
    return beats


async def _since(settings: Settings, topic: Topic, now_ms: int) -> int:
    """Return how many records a topic got in the last hour, by their times."""
    async with _reader(settings, topic) as consumer:
        partitions = list(consumer.assignment())
        ends = await consumer.end_offsets(partitions)
        starts = await consumer.offsets_for_times(dict.fromkeys(partitions, now_ms - _HOUR_MS))
    return sum(ends[each] - start.offset for each, start in starts.items() if start is not None)


@asynccontextmanager
async def _reader(settings: Settings, topic: Topic) -> AsyncIterator[AIOKafkaConsumer]:
    # The broker answers one connection in order: a fetch that waits for records would hold up each question by 0.5 s.
    name = topic.name_with(settings.topic_prefix)
    async with reader(settings.kafka, name, fetch_max_wait_ms=20) as consumer:
        yield consumer
