"""Silence is told: a stream without signs of life may be down, not quiet."""

import asyncio
from contextlib import suppress

import pytest

from streams.subscribe.heartbeats import Pulse, watch
from tests.alerts_topic import PATIENCE_SECONDS, AlertsTopic, now_ms

SILENT = "no sign of life from the worker for 95 s: the stream may be down, not quiet"


def test_a_worker_that_was_never_heard_counts_from_the_start() -> None:
    pulse = Pulse(90, now=1000)
    assert [pulse.check(now) for now in (1089, 1095)] == [None, SILENT]


def test_a_silence_is_told_once_and_so_is_its_end() -> None:
    pulse = Pulse(90, now=1000)
    pulse.beat(1005)
    assert [pulse.check(now) for now in (1094, 1100, 1101, 1500)] == [None, SILENT, None, None]
    pulse.beat(1600)
    assert [pulse.check(now) for now in (1600, 1601)] == ["the worker shows signs of life again, after 595 s", None]
    assert pulse.check(1695) == SILENT


def test_the_last_sign_of_life_may_be_older_than_the_watch() -> None:
    pulse = Pulse(90, now=10_000)
    pulse.beat(1000)
    assert pulse.check(10_000) == "no sign of life from the worker for 2.5 h: the stream may be down, not quiet"


def test_an_older_sign_of_life_takes_nothing_back() -> None:
    pulse = Pulse(90, now=1000)
    pulse.beat(1080)
    pulse.beat(1010)
    assert pulse.check(1100) is None


def test_a_silence_says_why_nothing_can_be_heard() -> None:
    pulse = Pulse(90, now=1000)
    pulse.deaf = "the broker does not allow this on the topic tocsin-heartbeats"
    assert pulse.check(1095) == f"{SILENT} (the broker does not allow this on the topic tocsin-heartbeats)"


async def told_by(topic: AlertsTopic, silence_seconds: float, at_ms: int, *, then_beat: bool) -> list[str]:
    """Return what a watch tells until it told once, or until a heartbeat brought it back."""
    told: list[str] = []
    await topic.abeat(at_ms=at_ms)
    watching = asyncio.create_task(watch(topic.settings, silence_seconds, told.append))
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not told:
            await asyncio.sleep(0.02)
        while then_beat and "again" not in told[-1]:
            await topic.abeat()
            await asyncio.sleep(0.1)
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
    return told


@pytest.mark.kafka
def test_a_worker_that_has_been_dead_for_an_hour_is_told_at_once_and_its_return_too(kafka: str) -> None:
    told = asyncio.run(told_by(AlertsTopic(kafka), 90, now_ms() - 3_300_000, then_beat=True))
    assert [each.split(":")[0] for each in told] == [
        "no sign of life from the worker for 55 min",
        "the worker shows signs of life again, after 55 min",
    ]
