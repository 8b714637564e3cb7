"""Change a stage's process before it runs: faults that befall right code, and mutants, the mistakes they would expose.

A patch is ``name:argument:...``; ``stage_with.py`` applies those on its command line.
Faults come once, in the first process that lives to see them; mutants stay. Example: ``die:track.recorded:25`` kills
the process when it is there for the 25th time.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from itertools import count
from typing import Any

#: Seconds that a slow send waits, and after which the process dies: commits go on meanwhile if nothing awaits it.
SLOW, DEATH = 6.0, 3.0


def apply(patch: str) -> None:
    """Apply one patch in this process."""
    name, *arguments = patch.split(":")
    PATCHES[name](*arguments)


def tell(why: str) -> None:
    """Say in the log that a fault has happened: until then the harness lets it befall the next process."""
    print(f"FAULT {why}", file=sys.stderr, flush=True)


def die_now(why: str) -> None:
    """End as by kill -9, and say so in the log."""
    tell(why)
    os.kill(os.getpid(), signal.SIGKILL)


# --- Faults ---


def die(point: str, time: str) -> None:
    """Die when a point of the loop is reached for the n-th time."""
    from streams.worker import points

    turn = count(1)

    deadly = point

    async def reached(point: str) -> None:
        if point == deadly and next(turn) == int(time):
            die_now(f"at {point}, time {time}")

    points.reached = reached


def freeze(time: str) -> None:
    """Stop the process before it writes incident records for the n-th time, until somebody lets it go on."""
    from streams.worker.lease import Lease

    held, turn = Lease.held, count(1)

    async def freezing(self: Lease) -> None:
        if next(turn) == int(time):
            tell("frozen")
            os.kill(os.getpid(), signal.SIGSTOP)
        await held(self)

    Lease.held = freezing  # type: ignore[method-assign]


def die_before_alerts(time: str) -> None:
    """Die when the n-th sending of alerts begins: their incident records are written."""

    def instead(_: Any) -> Any:
        async def send(*_arguments: Any, **_options: Any) -> Any:
            die_now("between record and alert")

        return send

    _on_alerts(int(time), instead)


def slow_send(time: str) -> None:
    """Let the n-th sending of alerts take long, and die while it waits."""

    def before(sender_send: Any) -> Any:
        async def send(*arguments: Any, **options: Any) -> Any:
            tell("a slow send")
            threading.Timer(DEATH, die_now, ["while a send waits"]).start()
            await asyncio.sleep(SLOW)
            return await sender_send(*arguments, **options)

        return send

    _on_alerts(int(time), before)


def failing_send(time: str) -> None:
    """Let the n-th sending of alerts fail, as it does when the broker does not acknowledge."""

    def instead(_: Any) -> Any:
        async def send(*_arguments: Any, **_options: Any) -> Any:
            from streams.kafka.sender import SendFailed

            tell("a failing send")
            raise SendFailed("a fault of the test")

        return send

    _on_alerts(int(time), instead)


def _on_alerts(time: int, change: Callable[[Any], Any]) -> None:
    from streams.kafka.sender import Sender

    sender_send, turn = Sender.send, count(1)

    async def send(self: Any, records: Any, **options: Any) -> Any:
        sent = list(records)
        alerting = any(each.topic.endswith("alerts") for each in sent)
        chosen = change(sender_send) if alerting and next(turn) == time else sender_send
        return await chosen(self, sent, **options)

    Sender.send = send  # type: ignore[method-assign]


def hole(time: str) -> None:
    """Let the n-th event never reach the loop of track, and count as done: as Faust does in a rebalance."""
    from streams.worker.track import TrackLoop

    loop, turn = TrackLoop.__call__, count(1)

    class WithHole:
        """A stream that keeps one event to itself."""

        def __init__(self, stream: Any) -> None:
            self._stream = stream

        async def events(self) -> AsyncIterator[Any]:
            async for event in self._stream.events():
                if next(turn) != int(time):
                    yield event
                else:
                    tell("a hole")

    async def call(self: Any, stream: Any) -> None:
        await loop(self, WithHole(stream))  # type: ignore[arg-type]

    TrackLoop.__call__ = call  # type: ignore[method-assign]


def slow_assignment(seconds: str) -> None:
    """Let the assignment of partitions take long between Faust's opening and shutting them, as on a machine at work."""
    from faust.agents.manager import AgentManager

    on_rebalance = AgentManager.on_rebalance

    async def slow(self: Any, revoked: Any, newly_assigned: Any) -> None:
        await on_rebalance(self, revoked, newly_assigned)
        if newly_assigned:
            tell("a slow assignment")
            await asyncio.sleep(float(seconds))

    AgentManager.on_rebalance = slow  # type: ignore[method-assign]


def markers() -> None:
    """Let articles with a marker in their headline loop, eat memory or die."""
    import streams.topology
    from tests.faults.markers import detect_with_markers

    streams.topology.DETECT = detect_with_markers()


# --- Mutants ---


def seen_and_skip() -> None:
    """Skip an event that was applied before, without sending its stored alerts again."""
    import streams.topology
    from streams.incidents.join import join_incident

    def forgetful(step: Any, context: Any) -> Any:
        return replace(join_incident(step, context), resend=())

    track = streams.topology.TRACK
    folds = tuple(forgetful if fold is join_incident else fold for fold in track.folds)
    streams.topology.TRACK = replace(track, folds=folds)


def unawaited_send() -> None:
    """Await no acknowledgement: what is sent is on its way."""
    from streams.kafka.sender import Sender

    sender_send, running = Sender.send, set[Any]()

    async def send(self: Any, records: Any, **options: Any) -> Any:
        running.add(asyncio.create_task(sender_send(self, list(records), **options)))
        await asyncio.sleep(0)
        return []

    Sender.send = send  # type: ignore[method-assign]


def two_at_once() -> None:
    """Run two coroutines on each partition."""
    import faust

    agent = faust.App.agent

    def doubled(self: Any, *arguments: Any, **options: Any) -> Any:
        return agent(self, *arguments, **(options | {"isolated_partitions": False, "concurrency": 2}))

    faust.App.agent = doubled  # type: ignore[method-assign]


def raising_agent() -> None:
    """Let an error travel up to Faust, as an agent's errors do, instead of ending the process."""
    import streams.worker.detect
    import streams.worker.track

    def leave(_status: int, why: str, **_: object) -> None:
        raise RuntimeError(why)

    for module in (streams.worker.track, streams.worker.detect):
        vars(module)["leave"] = leave


def no_lease() -> None:
    """Write without asking whether the group still counts on this process."""
    from streams.worker.lease import Lease

    Lease.is_held = property(lambda _: True)  # type: ignore[method-assign,assignment]


def guards_off() -> None:
    """Take skipped offsets and rebalances as they come."""
    from streams.worker.guards import Contiguity
    from streams.worker.life import Life

    async def revoked(self: Any, *_: Any, **__: Any) -> None:
        self.ours = frozenset()

    Contiguity.skipped = lambda *_: None  # type: ignore[method-assign]
    Life._revoked = revoked  # type: ignore[method-assign]


PATCHES: dict[str, Callable[..., None]] = {
    patch.__name__: patch
    for patch in (
        die, freeze, die_before_alerts, slow_send, failing_send, hole, slow_assignment, markers,
        seen_and_skip, unawaited_send, two_at_once, raising_agent, no_lease, guards_off,
    )
}  # fmt: skip
