"""The topics: names, keys, policies, partitions, limits and the message each carries, as one table.

Example: ``Topic.ALERTS.name_with("tocsin-") == "tocsin-alerts"``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pydantic import BaseModel

from schemas.alert import Alert
from schemas.article import RawArticle
from schemas.event import ConflictEvent
from schemas.heartbeat import Heartbeat
from schemas.incident import Incident
from schemas.verdict import Verdict

DAY_MS = 24 * 3600 * 1000
DEFAULT_PREFIX = "tocsin-"
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """What one topic holds. ``retention_ms`` None is a compacted topic; sizes in bytes; ``model`` None is raw bytes.

    ``message`` names the published schema and the examples of the model. ``max_value_bytes``: what readers are promised
    at most, below the limit of the topic (delivery, R4).
    """

    suffix: str
    key: str
    model: type[BaseModel] | None
    retention_ms: int | None
    partitions: int = 1
    max_message_bytes: int = MIB
    message: str | None = None
    max_value_bytes: int | None = None

    @property
    def schema_id(self) -> str | None:
        """The ``$id`` of the published schema, for the header ``ce_dataschema``: a name, not an address to fetch."""
        return None if self.message is None else f"urn:tocsin:schema:{self.message}.v1"


class Topic(Enum):
    """Every topic of the pipeline."""

    ARTICLES = TopicSpec(
        "articles", "article id", RawArticle, 7 * DAY_MS, partitions=4, max_message_bytes=4 * MIB, message="article"
    )
    VERDICTS = TopicSpec("verdicts", "article id", Verdict, 7 * DAY_MS, message="verdict")
    EVENTS = TopicSpec("events", "country, ZZ unknown or high seas", ConflictEvent, 7 * DAY_MS, message="event")
    INCIDENTS = TopicSpec("incidents", "incident id", Incident, None, message="incident", max_value_bytes=256_000)
    ALERTS = TopicSpec("alerts", "incident id", Alert, 30 * DAY_MS, message="alert", max_value_bytes=64_000)
    # Room for the error headers above a 4 MiB article.
    DEAD_LETTERS = TopicSpec("dead-letters", "original key", None, 14 * DAY_MS, max_message_bytes=5 * MIB)
    HEARTBEATS = TopicSpec("heartbeats", "instance", Heartbeat, 3600 * 1000, message="heartbeat")

    @property
    def suffix(self) -> str:
        """The name without the deployment's prefix, as ``--emit`` spells it."""
        return self.value.suffix

    def name_with(self, prefix: str = DEFAULT_PREFIX) -> str:
        """Return the topic's full name."""
        return prefix + self.value.suffix
