"""In which order a stage begins with its own records."""

import asyncio
from types import SimpleNamespace
from typing import Any

from faust.types.tuples import TP

from streams.settings import Settings
from streams.topology import TRACK
from streams.worker.application import application
from streams.worker.incident_table import incident_table

EVENTS, INCIDENTS = TP("tocsin-events", 0), TP("tocsin-incidents", 0)


def begun(method: str, generation: int = 4, now: int = 4) -> list[str]:
    """Let recovery end in ``generation``, while the group is in ``now``; return what it did, in order."""
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
        settings = Settings()
        app: Any = application(settings, TRACK, asyncio.get_running_loop())
        incident_table(app, settings).on_recover(awaits("recovered"))
        recovery = app.tables.recovery
        app._consumer = SimpleNamespace(
            assignment=lambda: {EVENTS, INCIDENTS},
            perform_seek=awaits("seek"),
            resume_flow=does("flow"),
            resume_partitions=does("open"),
        )
        app.flow_control = SimpleNamespace(resume=does("empty the queues"))
        app._fetcher = SimpleNamespace(maybe_start=awaits("fetch"))
        app.tables._changelogs = {INCIDENTS.topic: None}
        app.consumer_generation_id = now
        await getattr(recovery, method)(generation)

    asyncio.run(run())
    return done


ORDER = ["seek", "empty the queues", "flow", "open tocsin-events", "fetch"]


def test_partitions_are_opened_after_the_seek_and_when_the_queues_are_empty() -> None:
    assert begun("on_recovery_completed") == ["recovered", *ORDER]
    assert begun("_resume_streams") == ORDER


def test_nothing_begins_where_the_group_has_moved_on() -> None:
    assert begun("_resume_streams", generation=4, now=5) == []
