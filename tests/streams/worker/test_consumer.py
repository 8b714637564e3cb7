"""What Faust's consumer lacks: a short wait, shut partitions that stay shut, and the lease."""

import asyncio
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from faust.transport.consumer import Consumer
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread
from faust.types.tuples import TP

from streams.worker.consumer import FETCH_WAIT_MS, HELD_BYTES, ConsumerThread, GuardedConsumer, Held, Open


@pytest.fixture
def thread() -> Iterator[Any]:
    yield object.__new__(ConsumerThread)


def test_a_record_waits_for_no_more_than_the_next_few_milliseconds_of_the_broker(
    thread: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = SimpleNamespace(_fetch_max_wait_ms=1500)
    monkeypatch.setattr(AIOKafkaConsumerThread, "_create_worker_consumer", lambda *_: made)
    assert thread._create_worker_consumer(None)._fetch_max_wait_ms == FETCH_WAIT_MS < 100


def test_no_open_partition_never_means_all_of_them() -> None:
    partitions = {TP("tocsin-incidents", 0)}
    now = Open(partitions)
    assert now
    assert TP("tocsin-incidents", 0) in now
    partitions.clear()
    assert now
    assert TP("tocsin-events", 0) not in now


def test_the_client_asks_what_is_open_when_it_gives_out_and_not_before(
    thread: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Any] = []

    async def fetch(_: Any, consumer: Any, partitions: Any, timeout: Any, most: Any) -> dict[Any, Any]:
        given.append((consumer, partitions, timeout, most))
        return {}

    monkeypatch.setattr(AIOKafkaConsumerThread, "_fetch_records", fetch)
    active = {TP("tocsin-incidents", 0)}
    thread.consumer = SimpleNamespace(held=Held())
    asyncio.run(thread._fetch_records("client", active, timeout=1.0, max_records=5))
    ((consumer, partitions, timeout, most),) = given
    assert (consumer, timeout, most) == ("client", 1.0, 5)
    active.clear()
    assert isinstance(partitions, Open)
    assert TP("tocsin-incidents", 0) not in partitions


def test_no_more_is_fetched_than_a_stage_may_hold_until_some_of_it_is_done(
    thread: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = SimpleNamespace(value=bytes(HELD_BYTES // 2 + 1))

    async def fetch(*_: Any) -> dict[Any, Any]:
        return {TP("tocsin-articles", 0): [record, SimpleNamespace(value=None)]}

    monkeypatch.setattr(AIOKafkaConsumerThread, "_fetch_records", fetch)
    consumer: Any = object.__new__(GuardedConsumer)
    consumer.__dict__ |= {"held": Held()}
    thread.consumer = consumer

    def fetched() -> bool:
        return bool(asyncio.run(thread._fetch_records("client", set())))

    assert [fetched() for _ in range(3)] == [True, True, False]
    monkeypatch.setattr(Consumer, "ack", lambda _, message: setattr(message, "acked", True))
    message = SimpleNamespace(value=record.value, acked=False)
    consumer.ack(message)
    consumer.ack(message)
    assert consumer.held.bytes == len(record.value)
    assert fetched()


def test_the_lease_follows_the_group_of_the_client(thread: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    followed: list[str] = []

    async def started(_: Any) -> None:
        return None

    monkeypatch.setattr(AIOKafkaConsumerThread, "on_start", started)
    app = SimpleNamespace(lease=SimpleNamespace(follow=followed.append))
    monkeypatch.setattr(ConsumerThread, "app", app, raising=False)
    monkeypatch.setattr(thread, "_consumer", SimpleNamespace(_coordinator="the group"), raising=False)
    asyncio.run(thread.on_start())
    assert followed == ["the group"]


def test_faust_does_not_judge_whether_a_partition_stands_still(thread: Any, caplog: pytest.LogCaptureFixture) -> None:
    thread.verify_event_path(1e9, TP("tocsin-incidents", 0))
    assert caplog.records == []


def test_partitions_stay_shut_until_the_stage_begins_with_them() -> None:
    consumer: Any = object.__new__(GuardedConsumer)
    given = {TP("tocsin-events", 0)}
    consumer.__dict__ |= {"_active_partitions": set(), "_paused_partitions": set()}
    assert consumer._set_active_tps(given) == set()
    consumer.resume_partitions(given)
    assert consumer._active_partitions == given


def test_the_consumer_runs_in_that_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []
    monkeypatch.setattr(ConsumerThread, "__init__", lambda _, consumer, **options: made.append((consumer, options)))
    consumer: Any = object.__new__(GuardedConsumer)
    consumer.__dict__ |= {"_loop": "loop", "_beacon": "beacon"}
    assert type(consumer._new_consumer_thread()) is ConsumerThread
    assert made == [(consumer, {"loop": "loop", "beacon": "beacon"})]
