"""Write a sign of life into the articles topic now and then: it passes detect and track and ends in ``heartbeats``.

Where it does not arrive, something between here and there stands still, however quiet the news is. The partitions take
turns, so that each is proved. Example: worker-1 writes number 7 to partition 3 of 4.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime

from schemas.codec import encode
from schemas.heartbeat import Heartbeat
from schemas.topics import Topic
from streams.kafka.sender import Sender
from streams.settings import Settings
from streams.stage import HEARTBEAT, Record


def heartbeat(
    settings: Settings, topic: Topic, now: datetime, *, sequence: int = 0, problem: str | None = None
) -> Record:
    """Return a sign of life of this worker; ``problem`` says why one of its stages is stopped."""
    life = Heartbeat(instance=settings.worker.instance, sent=now, sequence=sequence, problem=problem)
    headers = (("content-type", b"application/json"), (HEARTBEAT, b"true"))
    key = settings.worker.instance.encode()
    return Record(topic.name_with(settings.topic_prefix), key, encode(life), round(now.timestamp() * 1000), headers)


@dataclass(slots=True)
class Heart:
    """Beats for ever; a failure to send ends it with the sender's error."""

    settings: Settings
    sender: Sender

    async def beat(self) -> None:
        """Send a sign of life every ``heartbeat_seconds``, the first at once.

        Raises:
            SendFailed: the broker did not acknowledge one.
        """
        sequence = 0
        name = Topic.ARTICLES.name_with(self.settings.topic_prefix)
        partitions = await self.sender.partitions(name)
        while True:
            record = heartbeat(self.settings, Topic.ARTICLES, datetime.now(UTC), sequence=sequence)
            await self.sender.send([record], partition=partitions[sequence % len(partitions)])
            sequence += 1
            await asyncio.sleep(self.settings.worker.heartbeat_seconds)
