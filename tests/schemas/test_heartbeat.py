"""A sign of life: what it must say."""

from datetime import UTC, datetime

import pytest

from schemas.codec import BadRecord, decode, encode
from schemas.heartbeat import Heartbeat


def test_a_heartbeat_is_read_back_as_it_was_written() -> None:
    beat = Heartbeat(instance="worker-1", sent=datetime(2026, 3, 3, 8, tzinfo=UTC), stages=("detect",))
    assert decode(Heartbeat, encode(beat)) == beat


def test_a_heartbeat_without_its_time_is_refused() -> None:
    with pytest.raises(BadRecord, match="schema: sent at /sent: required"):
        decode(Heartbeat, b'{"instance": "worker-1"}')


def test_a_heartbeat_says_nothing_of_a_problem_unless_there_is_one() -> None:
    assert decode(Heartbeat, b'{"instance": "worker-1", "sent": "2026-03-03T08:00:00Z"}').problem is None
