"""What Faust counts itself, which reads records for the stages: panels of the dashboard Pipeline.

The names are Faust's own, its times are milliseconds; which of its figures are exported, and why not the others, says
``streams/worker/faust_names.py``.
"""

from __future__ import annotations

from dashboards.parts import Panel, distinct, graph, over_time
from dashboards.queries import SELECTED, STEP

_SIZE = (6, 8)


def reading() -> list[Panel]:
    """Return the panels."""
    return [_received(), _at_work(), _times(), _offsets()]


def _series(name: str) -> str:
    return f"faust_{name}{{{SELECTED}}}"


def _received() -> Panel:
    received = f"sum by (topic) (rate({_series('messages_received_per_topic_total')}[{STEP}]))"
    return graph(
        "Messages read, by topic",
        "Messages a second that Faust has read from each topic, signs of life among them. More than the stages take: "
        "they wait in Faust's queues.",
        [over_time(received, "{{topic}}")],
        size=_SIZE,
        unit="cps",
    )


def _at_work() -> Panel:
    return distinct(
        graph(
            "Messages at work",
            "Messages that Faust has read and that are not acknowledged, and events the stages are at. They follow the "
            "articles that come in; a number that stays while nothing is written: a stage is stuck.",
            [
                over_time(f"sum({_series('active_messages')})", "messages"),
                over_time(f"sum({_series('total_active_events')})", "events"),
            ],
            size=_SIZE,
            unit="none",
            decimals=0,
        ),
        "messages",
        "events",
    )


def _times() -> Panel:
    def p95(name: str) -> str:
        return f"histogram_quantile(0.95, sum by (le) (rate({_series(f'{name}_bucket')}[{STEP}])))"

    return distinct(
        graph(
            "Time of events and of commits, p95",
            "How long Faust has an event in hand, batches and waiting for the broker among that, and how long the "
            "broker takes for a commit. Commits that take seconds: the broker is busy.",
            [over_time(p95("events_runtime_ms"), "event"), over_time(p95("consumer_commit_latency"), "commit")],
            size=_SIZE,
            unit="ms",
            nothing="no record in this range, or the pipeline is not seen",
        ),
        "event",
        "commit",
    )


def _offsets() -> Panel:
    end, committed = _series("topic_partition_end_offset"), _series("topic_partition_offset_commited")
    return graph(
        "Offsets not committed, as Faust sees it",
        "End of each partition less what Faust has committed: a second witness beside Records waiting, which the "
        "broker tells. Faust looks when it reads, so that this stands still when it does.",
        [over_time(f"max by (topic, partition) ({end} - {committed})", "{{topic}} {{partition}}")],
        size=_SIZE,
        unit="none",
        decimals=0,
    )
