"""What Faust does as it comes, and what we do because of it: a test here that fails says which guard may go.

Example: where offsets are no longer committed past an event in progress, two coroutines could share a partition.
"""

from __future__ import annotations

import ast
import asyncio
import inspect
import textwrap
from collections import defaultdict
from types import SimpleNamespace
from typing import Any

import faust
import pytest
from aiokafka.consumer.fetcher import Fetcher
from aiokafka.consumer.group_coordinator import CoordinatorGroupRebalance, GroupCoordinator
from faust.app.base import App
from faust.cli.worker import worker as worker_command
from faust.streams import Stream
from faust.tables.recovery import Recovery
from faust.transport import consumer as consumer_module
from faust.transport.conductor import ConductorCompiler
from faust.transport.consumer import Consumer
from faust.transport.drivers.aiokafka import Producer
from faust.transport.producer import ProducerBuffer
from faust.types.tuples import TP

PARTITION = TP("events", 0)


def tree(function: Any) -> ast.AST:
    """Return the syntax tree of a function of Faust's."""
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


def calls(node: ast.AST) -> list[str]:
    """Return the names of the methods that are called below a node, in the order of the text."""
    found = [each for each in ast.walk(node) if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute)]
    found.sort(key=lambda each: (each.lineno, each.col_offset))
    return [each.func.attr for each in found if isinstance(each.func, ast.Attribute)]


def new_offset(committed: int | None, acked: list[int], gaps: list[tuple[int, int]] | None = None) -> int | None:
    """Return what Faust would commit of a partition."""
    state = SimpleNamespace(
        _acked={PARTITION: acked},
        _gap={PARTITION: vars(consumer_module)["IntervalTree"].from_tuples(gaps or [])},
        _committed_offset={PARTITION: committed},
        _acked_index=defaultdict(set),
    )
    return Consumer._new_offset(state, PARTITION)  # type: ignore[arg-type]


def test_offsets_are_committed_past_an_event_in_progress() -> None:
    """Therefore one coroutine runs for each partition (R2): 10 is in progress, 11 is done."""
    assert new_offset(10, [11]) == 12
    assert new_offset(None, [5]) == 6


def test_a_hole_counts_as_acknowledged() -> None:
    """Therefore an offset that does not follow the one before ends the process (streams.worker.guards.Contiguity)."""
    assert new_offset(11, [10, 20], gaps=[(11, 20)]) == 21


def test_whatever_ends_the_body_of_an_agent_acknowledges_its_event() -> None:
    """Therefore no error leaves a loop: the process ends instead (streams.worker.exits.leave)."""
    always = [each for each in ast.walk(tree(Stream._c_aiter)) if isinstance(each, ast.Try) and each.finalbody]
    assert any("after" in calls(ast.Module(each.finalbody, [])) for each in always)


def test_a_record_that_cannot_be_decoded_is_acknowledged() -> None:
    """Therefore topics are raw bytes, and decoding is ours (R1)."""
    caught = [each for each in ast.walk(tree(ConductorCompiler.build)) if isinstance(each, ast.ExceptHandler)]
    assert [calls(each)[:1] for each in caught] == [["ack"], ["ack"]]


def test_stream_partitions_are_resumed_before_the_seek_to_what_is_committed() -> None:
    """Therefore the end of recovery is ours (streams.worker.recovery): what comes before the seek is thrown away."""
    steps = ("resume_partitions", "perform_seek", "resume")
    for end in (Recovery._resume_streams, Recovery.on_recovery_completed):
        assert [each for each in calls(tree(end)) if each in steps] == ["resume_partitions", "perform_seek", "resume"]


def test_a_table_without_its_changelog_counts_as_recovered() -> None:
    """Therefore track reads its incidents itself (streams.worker.incident_records): Faust counts no record."""
    recovery: Any = SimpleNamespace(active_highwaters={}, active_offsets={})
    recovery.active_remaining = lambda: Recovery.active_remaining(recovery)
    assert not Recovery.need_recovery(recovery)


def test_partitions_are_open_from_their_assignment_on() -> None:
    """Therefore they are given shut (streams.worker.consumer.GuardedConsumer), and opened by recovery."""
    consumer: Any = SimpleNamespace(_active_partitions=set(), _paused_partitions=set())
    assert Consumer._set_active_tps(consumer, {PARTITION}) == {PARTITION}


def test_the_client_takes_no_open_partition_for_all_of_them() -> None:
    """Therefore it is given a set that is true when it is empty (streams.worker.consumer.Open)."""
    tests = [ast.unparse(each.test) for each in ast.walk(tree(Fetcher.fetched_records)) if isinstance(each, ast.If)]
    assert "partitions and tp not in partitions" in tests


def test_the_group_coordinator_sends_all_its_requests_in_one_place() -> None:
    """Therefore a lease can follow its answers (streams.worker.lease)."""
    assert "_send_req" in calls(tree(GroupCoordinator._do_heartbeat))
    assert "_send_req" in calls(tree(CoordinatorGroupRebalance._send_sync_group_request))


def test_the_producer_is_not_idempotent() -> None:
    """Therefore records are sent by streams.kafka.sender."""
    assert Producer._settings_extra(SimpleNamespace(app=SimpleNamespace(in_transaction=False))) == {}  # type: ignore[arg-type]


def test_the_flush_before_a_commit_gives_up_after_a_tenth_of_a_second() -> None:
    """Therefore every acknowledgement is awaited where it is sent (R4)."""
    flush = tree(ProducerBuffer.flush_atmost)
    caught = [each for each in ast.walk(flush) if isinstance(each, ast.ExceptHandler)]
    assert [type(each.body[0]) for each in caught] == [ast.Return]


def test_the_command_line_decides_over_the_web_server() -> None:
    """Therefore the worker starts without Faust's command line: its server shows tables to everybody."""
    app = faust.App("canary", web_enabled=False, autodiscover=False)
    options = {"web_port": None, "web_bind": None, "web_host": None, "web_transport": None}
    command: Any = SimpleNamespace(app=app)
    worker_command._init_worker_options(command, with_web=True, **options)
    assert app.conf.web_enabled is True


def test_an_event_that_is_stuck_holds_up_the_end_for_ever() -> None:
    """Therefore a thread ends the process when it has been told to and the time is up (streams.worker.life)."""
    loops = [each for each in ast.walk(tree(Consumer.wait_empty)) if isinstance(each, ast.While)]
    assert [ast.unparse(each.test) for each in loops] == ["not self.should_stop and self._unacked_messages"]


def test_concurrency_is_refused_where_partitions_are_isolated() -> None:
    """Therefore the settings of the agents say so themselves (R2)."""
    app: App = faust.App("canary", autodiscover=False)
    with pytest.raises(faust.exceptions.ImproperlyConfigured):
        app.agent(app.topic("events"), isolated_partitions=True, concurrency=2)(lambda stream: asyncio.sleep(0))
