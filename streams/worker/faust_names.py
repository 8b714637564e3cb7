"""Which of Faust's metrics are exported: those that can move here, and mean what they say.

Its producer sends nothing of ours, no stage has a table, and nothing is served. What it calls the time and the number
of rebalances is neither: the one is taken at once after its own end, the other goes down again. This module loads no
Faust: the supervisor needs none. Example: ``is_shown("faust_messages_received")``.
"""

from __future__ import annotations

PREFIX = "faust"
#: Metrics of Faust that tell something of a stage, without prefix, as they are collected.
SHOWN = (
    "active_messages",
    "assign_latency",
    "assignment_operations",
    "consumer_commit_latency",
    "events_runtime_ms",
    "messages_received",
    "messages_received_per_topic",
    "messages_received_per_topics_partition",
    "topic_partition_end_offset",
    "topic_partition_offset_commited",
    "total_active_events",
    "total_events",
    "total_events_per_stream",
)


def is_shown(family: str) -> bool:
    """Say whether a family is exported: ours are.

    >>> is_shown("faust_messages_received"), is_shown("faust_http_latency"), is_shown("tocsin_consumer_lag")
    (True, False, True)
    """
    return not family.startswith(f"{PREFIX}_") or family.removeprefix(f"{PREFIX}_") in SHOWN
