"""A Faust application without any guard: ``python -m tests.faults.stock_faust SERVER PREFIX FOLDER``.

It keeps its data in the folder. Each agent reads a topic of its own and says on standard output what it is given,
``AGENT VALUE``: ``raising`` raises at 2, ``typed`` takes whole numbers, ``two`` has two coroutines and never ends
with 1.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from typing import Any

import faust
from mode import Worker

AGENTS = ("raising", "typed", "two")
#: Longest time that ``two`` spends on its first event: more than any test waits.
FOR_EVER = 3600.0


def application(server: str, prefix: str, folder: str) -> faust.App:
    """Return the application; its consumer group is ``PREFIX``."""
    app = faust.App(
        prefix,
        broker=f"kafka://{server}",
        datadir=folder,
        autodiscover=False,
        topic_allow_declare=False,
        topic_disable_leader=True,
        web_enabled=False,
        broker_commit_interval=0.5,
        consumer_auto_offset_reset="earliest",
    )
    raw: dict[str, Any] = {"value_type": bytes, "value_serializer": "raw"}

    @app.agent(app.topic(f"{prefix}-raising", **raw), name="raising")
    async def raising(stream: Any) -> None:
        async for value in stream:
            told("raising", value)
            if value == b"2":
                raise ValueError(value)

    numbers: dict[str, Any] = {"value_type": int, "value_serializer": "json"}

    @app.agent(app.topic(f"{prefix}-typed", **numbers), name="typed")
    async def typed(stream: Any) -> None:
        async for value in stream:
            told("typed", b"%d" % value)

    @app.agent(app.topic(f"{prefix}-two", **raw), name="two", concurrency=2)
    async def two(stream: Any) -> None:
        async for value in stream:
            told("two", value)
            if value == b"1":
                await asyncio.sleep(FOR_EVER)

    return app


def told(agent: str, value: bytes) -> None:
    """Say what an agent was given."""
    print(agent, value.decode(), flush=True)


def main() -> None:
    """Run until killed."""
    logging.disable(logging.CRITICAL)
    server, prefix, folder = sys.argv[1:]
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    Worker(application(server, prefix, folder), loop=loop, redirect_stdouts=False).execute_from_commandline()


if __name__ == "__main__":
    main()
