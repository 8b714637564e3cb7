"""Send records so that none is lost unseen: idempotent producer, acks from all, every acknowledgement awaited.

Example::

    async with Sender(settings) as sender:
        await sender.send(records)  # the broker has them, in this order within each partition
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from types import TracebackType

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from aiokafka.structs import RecordMetadata

from schemas.topics import Topic
from streams.kafka.connection import client_options, connected, refused
from streams.memory import topic_of
from streams.settings import Settings
from streams.stage import Record

#: What a record takes beside its key, value and headers, generously; the broker's limit counts that too.
OVERHEAD_BYTES = 1024
#: The largest record of any topic, with its frame.
MAX_REQUEST_BYTES = max(topic.value.max_message_bytes for topic in Topic) + OVERHEAD_BYTES

#: Longest time to disconnect, in seconds.
STOP_SECONDS = 2.0


#: Bytes that travel together, well below what any topic takes. aiokafka's own 16 kB makes a round trip of each incident
#: record, and it sends the batches of one partition one after the other.
BATCH_BYTES = 512 * 1024


class SendFailed(Exception):  # noqa: N818 - the name says what happened
    """The broker did not acknowledge: whether it has the record is not known."""


class TooLarge(Exception):  # noqa: N818 - the name says what is wrong
    """A record is larger than its topic takes; nothing was sent."""


class Sender:
    """A producer for records; ``linger_ms`` gathers small ones, for those who send many at once."""

    def __init__(self, settings: Settings, *, linger_ms: int = 0) -> None:
        self._kafka = settings.kafka
        self._seconds = settings.worker.send_seconds
        self._linger_ms = linger_ms
        self._producer: AIOKafkaProducer | None = None

    async def __aenter__(self) -> Sender:
        """Connect.

        Raises:
            Unreachable: no broker answers.
        """
        self._producer = AIOKafkaProducer(
            **client_options(self._kafka),
            acks="all",
            enable_idempotence=True,
            linger_ms=self._linger_ms,
            max_batch_size=BATCH_BYTES,
            max_request_size=MAX_REQUEST_BYTES,
            request_timeout_ms=round(self._seconds * 1000),
        )
        try:
            await connected(self._kafka, self._producer.start())
        except BaseException:  # also Ctrl-C: a client that is not stopped keeps its connections
            await self._producer.stop()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Disconnect. Every send was awaited, so that what is not acknowledged by now is known not to be."""
        if self._producer is None:
            return
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await self._producer.stop()
        except TimeoutError:
            # Without a broker the producer would try to flush for ever (seen: ten minutes, until it was killed).
            await self._producer._sender.close()  # noqa: SLF001 - stop() does this, and the next, after the flush
            await self._producer.client.close()

    async def send(self, records: Iterable[Record], *, partition: int | None = None) -> list[RecordMetadata]:
        """Send records and return where the broker put each; in order within each partition.

        ``partition`` None: by key.

        Raises:
            TooLarge: one of the records is; none was sent.
            SendFailed: the broker refused one or did not acknowledge all in time.
        """
        sent = list(records)
        for record in sent:
            check_size(record)
        try:
            async with asyncio.timeout(self._seconds):
                pending = [await self._put(record, partition) for record in sent]
                return await asyncio.gather(*pending)
        except (KafkaError, TimeoutError) as error:
            raise SendFailed(self._told(error)) from error

    async def partitions(self, topic: str) -> list[int]:
        """Return the partitions of a topic.

        Raises:
            SendFailed: the broker does not tell.
        """
        assert self._producer is not None, "enter the sender first"
        try:
            async with asyncio.timeout(self._seconds):
                return sorted(await self._producer.partitions_for(topic))
        except (KafkaError, TimeoutError) as error:
            raise SendFailed(f"partitions of {topic}: {type(error).__name__}") from error

    def _told(self, error: Exception) -> str:
        if isinstance(error, TimeoutError):
            return f"no acknowledgement within {self._seconds:g} s from {','.join(self._kafka.servers)}"
        if what := refused(error):
            return f"the broker at {','.join(self._kafka.servers)} {what}"
        return f"{type(error).__name__}: {error}"

    async def _put(self, record: Record, partition: int | None) -> asyncio.Future[RecordMetadata]:
        assert self._producer is not None, "enter the sender first"
        # The client refuses a record without key and value with an AssertionError, a broker takes it: somebody's
        # stray tombstone among the articles must not stop its dead letter. An empty key keeps the value what it is.
        key = b"" if record.key is None and record.value is None else record.key
        pending: asyncio.Future[RecordMetadata] = await self._producer.send(
            record.topic,
            key=key,
            value=record.value,
            partition=partition,
            timestamp_ms=record.timestamp_ms,
            headers=list(record.headers),
        )
        return pending


def check_size(record: Record) -> None:
    """Refuse a record that its topic does not take.

    Raises:
        TooLarge: with the size, the limit and the topic.
    """
    topic = topic_of(record.topic)
    size = len(record.value or b"")
    if topic is not None and topic.value.max_value_bytes is not None:
        limit = topic.value.max_value_bytes
    else:
        limit = MAX_REQUEST_BYTES if topic is None else topic.value.max_message_bytes
        size += len(record.key or b"") + sum(len(name) + len(value) + 8 for name, value in record.headers)
    if size > limit:
        raise TooLarge(f"{size} bytes, the topic {record.topic} takes at most {limit}")
