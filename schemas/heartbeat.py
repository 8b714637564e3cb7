"""Heartbeat: a sign of life that travels through the whole pipeline.

Example: ``Heartbeat(instance="worker-1", sent=..., stages=("detect", "track"))``.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from schemas.base import Many, Message, Time


class Heartbeat(Message):
    """Written every 30 s to the articles topic, handed on by each stage, ends in the heartbeats topic.

    ``problem`` says why a stage of this instance is stopped, None when all is well; such a record goes straight to the
    heartbeats topic, because a stopped stage hands nothing on.
    """

    instance: str
    sent: Time
    sequence: Annotated[int, Field(ge=0)] = 0
    stages: Many[str] = ()
    version: str | None = None
    problem: str | None = None
    schema_version: int = 1
