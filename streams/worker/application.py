"""Build the Faust application of a stage with the settings under which it loses nothing (docs/delivery.md).

Example: ``app = application(settings, DETECT)``; its consumer group is ``tocsin-detect``.
"""

from __future__ import annotations

import asyncio
from typing import Any

import faust
from faust.types.topics import TopicT

from schemas.topics import Topic
from streams.kafka.faust_auth import faust_credentials
from streams.kafka.groups import group_name
from streams.kafka.sender import MAX_REQUEST_BYTES
from streams.settings import Settings
from streams.stage import Stage
from streams.worker.consumer import GuardedConsumer
from streams.worker.exits import INFRASTRUCTURE, leave
from streams.worker.lease import SHARE, Lease
from streams.worker.recovery import recover_in_order

#: Bytes as they are: a record that cannot be decoded is a dead letter of ours, not an event that Faust drops.
RAW: dict[str, Any] = {"key_type": bytes, "value_type": bytes, "key_serializer": "raw", "value_serializer": "raw"}
#: Records that Faust may hold for a stage, each up to some megabytes.
BUFFER_RECORDS = 256


class Application(faust.App):
    """A Faust application that leaves nothing on the disk, and ends the process where any part of it crashes.

    ``lease``: whether the group still counts on this process.
    """

    lease: Lease

    async def prepare(self) -> None:
        """Get what the stage needs before its first record; called when it is given partitions. Set by the stage."""

    def _create_directories(self) -> None:
        """Create none."""

    def _crash(self, reason: BaseException) -> None:
        """Leave at once: Faust's own end cancels the loops, takes what they are at for done, and commits it."""
        leave(INFRASTRUCTURE, f"Faust crashed: {type(reason).__name__}: {reason}", application=self.conf.id)


def application(settings: Settings, stage: Stage, loop: asyncio.AbstractEventLoop) -> Application:
    """Return the application; nothing runs or connects yet."""
    worker = settings.worker
    app = Application(
        group_name(settings.topic_prefix, stage.name),
        broker=[f"kafka://{server}" for server in settings.kafka.servers],
        broker_credentials=faust_credentials(settings.kafka),
        loop=loop,
        autodiscover=False,
        # Topics are created by `tocsin topics create` alone; no application elects a leader through one.
        topic_allow_declare=False,
        topic_disable_leader=True,
        web_enabled=False,
        consumer_auto_offset_reset="earliest",
        consumer_group_instance_id=f"{worker.instance}-{stage.name}",
        consumer_max_fetch_size=MAX_REQUEST_BYTES,
        broker_commit_interval=worker.commit_seconds,
        broker_max_poll_records=min(worker.batch_records, BUFFER_RECORDS),
        broker_session_timeout=worker.session_seconds,
        broker_heartbeat_interval=worker.session_seconds / 4,
        broker_rebalance_timeout=worker.rebalance_seconds,
        broker_request_timeout=max(worker.send_seconds, worker.session_seconds + 1),
        stream_buffer_maxsize=BUFFER_RECORDS,
        # Faust's own producer sends nothing of ours: streams.kafka.sender does, and awaits each acknowledgement.
        producer_acks=-1,
        producer_linger=0,
    )
    app.transport.Consumer = GuardedConsumer  # type: ignore[misc]  # declared for the class, read from the instance
    app.lease = Lease(worker.session_seconds * SHARE)
    recover_in_order(app)
    return app


def raw_topic(app: faust.App, settings: Settings, topic: Topic) -> TopicT:
    """Return a topic whose records arrive as bytes."""
    return app.topic(topic.name_with(settings.topic_prefix), **RAW)
