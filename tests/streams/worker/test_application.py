"""Under which settings Faust runs: those that lose nothing (docs/delivery.md)."""

import asyncio
from collections.abc import Iterator
from typing import Any

import faust
import pytest

from schemas.topics import Topic
from streams.kafka.sender import MAX_REQUEST_BYTES
from streams.settings import Settings, WorkerSettings
from streams.topology import DETECT
from streams.worker import application as application_module
from streams.worker.application import BUFFER_RECORDS, application, raw_topic
from streams.worker.consumer import GuardedConsumer
from streams.worker.recovery import OrderedRecovery

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
    assert str(conf.store) == "memory:"


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
    monkeypatch.setattr(application_module, "leave", lambda status, why, **_: said.append(f"{status} {why}"))
    asyncio.run(app.crash(OSError("no commit")))
    assert said
    assert set(said) == {"70 Faust crashed: OSError: no commit"}


def test_its_consumer_recovery_and_lease_are_the_guarded_ones(app: application_module.Application) -> None:
    tables: Any = app.tables
    assert app.transport.Consumer is GuardedConsumer
    assert type(tables.recovery) is OrderedRecovery
    assert not app.lease.is_held
