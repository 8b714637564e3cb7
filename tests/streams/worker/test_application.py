"""Under which settings Faust runs: those that lose nothing (docs/delivery.md)."""

import asyncio
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import faust
import pytest
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread
from faust.types.tuples import TP

from schemas.topics import Topic
from streams.kafka.sender import MAX_REQUEST_BYTES
from streams.settings import Settings, WorkerSettings
from streams.topology import DETECT
from streams.worker import application as module
from streams.worker.application import BUFFER_RECORDS, FETCH_WAIT_MS, application, raw_topic

SETTINGS = Settings(topic_prefix="desk-", worker=WorkerSettings(instance="w1", session_seconds=12))


@pytest.fixture
def app() -> Iterator[faust.App]:
    loop = asyncio.new_event_loop()
    yield application(SETTINGS, DETECT, loop)
    loop.close()


def test_a_stage_is_a_static_member_of_its_own_group(app: faust.App) -> None:
    assert (app.conf.id, app.conf.consumer_group_instance_id) == ("desk-detect", "w1-detect")


def test_nothing_is_declared_served_or_kept_on_disk(app: faust.App) -> None:
    conf = app.conf
    assert (conf.topic_allow_declare, conf.topic_disable_leader, conf.web_enabled) == (False, True, False)
    assert (str(conf.store), conf.table_standby_replicas) == ("memory:", 0)


def test_the_times_and_sizes_are_those_of_the_design(app: faust.App) -> None:
    conf = app.conf
    assert (conf.broker_session_timeout, conf.broker_heartbeat_interval, conf.broker_rebalance_timeout) == (12, 3, 30)
    assert (conf.broker_commit_interval, conf.broker_max_poll_records, conf.producer_linger) == (0.5, 200, 0)
    assert (conf.consumer_auto_offset_reset, conf.stream_buffer_maxsize) == ("earliest", BUFFER_RECORDS)
    assert conf.consumer_max_fetch_size == MAX_REQUEST_BYTES


def test_records_arrive_as_bytes(app: faust.App) -> None:
    topic = raw_topic(app, SETTINGS, Topic.ARTICLES)
    assert topic.get_topic_name() == "desk-articles"
    assert (topic.key_type, topic.value_type) == (bytes, bytes)


def test_where_it_crashes_the_process_ends_before_anything_is_committed(
    app: faust.App, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(module, "leave", lambda status, why, **_: said.append(f"{status} {why}"))
    asyncio.run(app.crash(OSError("no commit")))
    assert said
    assert set(said) == {"70 Faust crashed: OSError: no commit"}


def test_a_record_waits_for_no_more_than_the_next_few_milliseconds_of_the_broker(
    app: faust.App, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = SimpleNamespace(_fetch_max_wait_ms=1500)
    monkeypatch.setattr(AIOKafkaConsumerThread, "_create_worker_consumer", lambda *_: made)
    thread: Any = object.__new__(module._Thread)
    assert thread._create_worker_consumer(app.transport)._fetch_max_wait_ms == FETCH_WAIT_MS < 100
    assert app.transport.Consumer is module._Consumer


def test_faust_does_not_warn_of_a_changelog_that_no_stream_reads(caplog: pytest.LogCaptureFixture) -> None:
    thread: Any = object.__new__(module._Thread)
    thread.verify_event_path(1e9, TP("tocsin-incidents", 0))
    assert caplog.records == []
