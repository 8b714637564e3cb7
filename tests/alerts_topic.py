"""Alerts in a topic of their own on a real broker: ``AlertsTopic(kafka).put(alert("market"), alert("market", 2))``.

A record carries the present time unless told otherwise: the broker deletes what is older than 30 days.
"""

from __future__ import annotations

import asyncio
import os
import time
import uuid
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import UTC, datetime
from functools import cache
from typing import Any

from aiokafka import TopicPartition

from schemas.alert import Alert
from schemas.codec import encode
from schemas.heartbeat import Heartbeat
from schemas.topics import Topic
from streams.alerting.envelope import alert_headers
from streams.kafka.connection import admin
from streams.kafka.sender import Sender
from streams.kafka.topics import create
from streams.settings import KafkaSettings, Settings
from streams.stage import Record
from streams.subscribe import alerts
from tests.builders import Desk, clock, event

#: Longest wait of a test for something that must happen, in seconds; a loaded machine needs a tenth of it.
PATIENCE_SECONDS = 60.0


@cache
def _template() -> Alert:
    (first,) = Desk().take(event(killed=6, wounded=9))
    return first


def alert(incident: str, sequence: int = 1, **fields: Any) -> Alert:
    """Return an alert of a named incident; it is of Kherson, UA, with six killed, unless told otherwise."""
    given = {"incident_id": incident, "alert_id": f"{incident}/{sequence}", "sequence": sequence}
    return _template().model_copy(update=given | fields)


def record(sent: Alert, *, topic: str = "tocsin-alerts", test: bool = False, at_ms: int | None = None) -> Record:
    """Return the record of an alert, as track writes it."""
    headers = alert_headers(
        sent, article_uri="a1", occurred=clock("09:00"), deployment="default", origin="tocsin-articles/0/7", test=test
    )
    return Record(
        topic=topic,
        key=sent.incident_id.encode(),
        value=encode(sent),
        timestamp_ms=now_ms() if at_ms is None else at_ms,
        headers=tuple((name, text.encode()) for name, text in headers.items()),
    )


def now_ms() -> int:
    return time.time_ns() // 1_000_000


class AlertsTopic:
    """A deployment of its own with the topics of alerts and heartbeats."""

    def __init__(self, bootstrap: str, *, partitions: int = 1) -> None:
        self.settings = Settings(
            kafka=KafkaSettings(bootstrap_servers=bootstrap), topic_prefix=f"sub-{uuid.uuid4().hex[:12]}-"
        )
        self.name = Topic.ALERTS.name_with(self.settings.topic_prefix)
        self.group = self.settings.topic_prefix + "desk"
        topics = (Topic.ALERTS, Topic.HEARTBEATS)
        asyncio.run(create(self.settings, partitions={Topic.ALERTS: partitions}, topics=topics))

    def put(self, *sent: Alert | bytes, test: bool = False, at_ms: int | None = None) -> AlertsTopic:
        """Write alerts, or bytes as they are."""
        asyncio.run(self.aput(*sent, test=test, at_ms=at_ms))
        return self

    async def aput(self, *sent: Alert | bytes, test: bool = False, at_ms: int | None = None) -> None:
        """Write alerts from inside an event loop."""
        records = [
            record(each, topic=self.name, test=test, at_ms=at_ms)
            if isinstance(each, Alert)
            else Record(self.name, None, each, now_ms())
            for each in sent
        ]
        async with Sender(self.settings) as sender:
            await sender.send(records)

    async def abeat(self, *, at_ms: int | None = None) -> None:
        """Write a heartbeat as track does."""
        beat = Heartbeat(instance="worker-1", sent=datetime.now(UTC), stages=("detect", "track"))
        name = Topic.HEARTBEATS.name_with(self.settings.topic_prefix)
        async with Sender(self.settings) as sender:
            await sender.send([Record(name, b"worker-1", encode(beat), at_ms or now_ms())])

    def read(self, **asked: Any) -> list[str]:
        """Return the ids of the alerts that a subscription gives; it must end by itself."""
        return asyncio.run(self.aread(**asked))

    async def aread(self, **asked: Any) -> list[str]:
        """Return the ids of the alerts that a subscription gives, from inside an event loop."""
        stops = asked if {"until", "until_eos", "count"} & asked.keys() else asked | {"until": "now"}
        async with asyncio.timeout(PATIENCE_SECONDS), aclosing(self.follow(**stops)) as stream:
            return [each.alert_id async for each in stream]

    def follow(self, **asked: Any) -> AsyncGenerator[Alert, None]:
        """Return a subscription to this deployment, from the earliest alert unless told otherwise."""
        return alerts(settings=self.settings, **({"start": "earliest"} | asked))

    async def committed(self) -> int | None:
        """Return the offset that the group has committed for the first partition."""
        async with admin(self.settings.kafka) as client:
            offsets = await client.list_consumer_group_offsets(self.group)
        found = offsets.get(TopicPartition(self.name, 0))
        return None if found is None else found.offset

    def environment(self) -> dict[str, str]:
        """Return the environment for a command that is to use this deployment."""
        return os.environ | {
            "TOCSIN_KAFKA__BOOTSTRAP_SERVERS": self.settings.kafka.bootstrap_servers,
            "TOCSIN_TOPIC_PREFIX": self.settings.topic_prefix,
        }
