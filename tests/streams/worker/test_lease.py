"""How long a process may take itself for a member of its group."""

import asyncio
from types import SimpleNamespace
from typing import Any

from aiokafka.protocol.group import HeartbeatRequest, SyncGroupRequest

from streams.worker.lease import RENEWING, Lease


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_it_is_not_held_before_the_broker_has_answered() -> None:
    assert not Lease(8, Clock()).is_held


def test_it_reaches_from_the_question_and_not_from_the_answer() -> None:
    clock = Clock()
    lease = Lease(8, clock)
    clock.now = 107.5
    lease.renew(100.0)
    held = lease.is_held
    clock.now = 108.0
    assert (held, lease.is_held) == (True, False)


def test_an_old_answer_takes_nothing_back() -> None:
    clock = Clock()
    lease = Lease(8, clock)
    lease.renew(100.0)
    lease.renew(95.0)
    clock.now = 107.0
    assert lease.is_held


def followed(*answers: tuple[str, int]) -> tuple[Lease, Clock]:
    """Let a coordinator send requests of these names, answered with these error codes, a second each."""
    clock = Clock()
    lease = Lease(8, clock)
    codes = iter(code for _, code in answers)

    async def send(_: Any) -> Any:
        clock.now += 1
        return SimpleNamespace(error_code=next(codes))

    coordinator: Any = SimpleNamespace(_send_req=send)
    lease.follow(coordinator)

    async def requests() -> None:
        for name, code in answers:
            answer = await coordinator._send_req(type(name, (), {})())
            assert answer.error_code == code

    asyncio.run(requests())
    return lease, clock


def test_a_good_answer_of_the_group_renews_it_and_no_other() -> None:
    unknown_member, rebalance = 25, 27
    assert followed(("HeartbeatRequest", 0))[0].is_held
    assert followed(("SyncGroupRequest", 0))[0].is_held
    assert not followed(("HeartbeatRequest", unknown_member), ("SyncGroupRequest", rebalance))[0].is_held
    assert not followed(("OffsetCommitRequest", 0), ("JoinGroupRequest", 0))[0].is_held
    lease, clock = followed(("HeartbeatRequest", 0))
    clock.now = 108.0
    assert not lease.is_held


def test_the_names_are_those_of_the_client() -> None:
    assert {HeartbeatRequest.__name__, SyncGroupRequest.__name__} == set(RENEWING)
