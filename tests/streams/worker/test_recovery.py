"""In which order a stage begins with its own records."""

import asyncio
from types import SimpleNamespace
from typing import Any

from faust.types.tuples import TP

from streams.settings import Settings
from streams.topology import TRACK
from streams.worker.application import application

EVENTS = TP("tocsin-events", 0)


def begun(generation: int = 4, now: int = 4, assigned: tuple[TP, ...] = (EVENTS,)) -> list[str]:
    """Let an assignment be complete in ``generation``, while the group is in ``now``; return what it did, in order."""
    done: list[str] = []

    def does(what: str) -> Any:
        def do(*given: Any) -> None:
            done.append(" ".join([what, *(each.topic for each in sorted(*given))]) if given else what)

        return do

    def awaits(what: str) -> Any:
        async def do(*_: Any) -> None:
            done.append(what)

        return do

    async def run() -> None:
        app: Any = application(Settings(), TRACK, asyncio.get_running_loop())
        app.prepare = awaits("prepare")
        recovery = app.tables.recovery
        app._consumer = SimpleNamespace(
            assignment=lambda: set(assigned),
            perform_seek=awaits("seek"),
            resume_flow=does("flow"),
            resume_partitions=does("open"),
        )
        app.flow_control = SimpleNamespace(resume=does("empty the queues"))
        app._fetcher = SimpleNamespace(maybe_start=awaits("fetch"))
        app.consumer_generation_id = now
        await recovery._resume_streams(generation)

    asyncio.run(run())
    return done


def test_partitions_are_opened_when_all_is_there_after_the_seek_and_when_the_queues_are_empty() -> None:
    assert begun() == ["prepare", "seek", "empty the queues", "flow", "open tocsin-events", "fetch"]


def test_a_stage_that_stands_by_prepares_nothing() -> None:
    assert begun(assigned=()) == ["empty the queues", "flow", "open", "fetch"]


def test_nothing_begins_where_the_group_has_moved_on() -> None:
    assert begun(generation=4, now=5) == []
