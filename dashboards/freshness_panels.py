"""Is what is seen fresh, and does a rule complain? Panels of the dashboard Pipeline, the first below the strip."""

from __future__ import annotations

from dashboards.parts import (
    GREEN,
    RED,
    YELLOW,
    Panel,
    as_table,
    bars,
    coloured,
    distinct,
    graph,
    instant,
    limits,
    over_time,
    table,
    words,
)
from dashboards.parts import STAGE_COLOURS as COLOURS
from dashboards.queries import LIMITS, NONE, age, or_never
from streams.metrics import HEARTBEAT, LAST_ITEM, SOURCE_LAST_ARTICLE, WATERMARK

_SIZE = (6, 8)


def freshness() -> list[Panel]:
    """Return the panels of stages and rules."""
    return [_heartbeats(), _last_records(), _watermark(), _firing()]


def sources() -> Panel:
    """Return the panel of the sources that are named."""
    return bars(
        "Age of the last article, by source",
        "Only sources that the setting TOCSIN_METRICS__SOURCES names. Red: its feed is dead, or it has nothing to "
        "say; what only this source reports is missing. Runbook: SourceSilent.",
        [instant(or_never(age(SOURCE_LAST_ARTICLE, by="source"), SOURCE_LAST_ARTICLE, "source"), "{{source}}")],
        size=(24, 6),
        unit="s",
        decimals=1,
        nothing="no source is named (TOCSIN_METRICS__SOURCES), or the pipeline is not seen",
        words=[words((f"{NONE}", "none since the worker started", YELLOW))],
        steps=limits((0, GREEN), (LIMITS.source_silent / 2, YELLOW), (LIMITS.source_silent, RED)),
    )


def _heartbeats() -> Panel:
    return coloured(
        graph(
            "Age of signs of life",
            "Age of the newest sign of life that passed each stage; one is sent every 30 s and a scrape is up to "
            "15 s old, so that it swings between 0 and 45 s. A line that climbs past the dashed one stands still "
            "there. Runbook: HeartbeatMissing.",
            [over_time(age(HEARTBEAT, by="stage"), "{{stage}}")],
            size=_SIZE,
            unit="s",
            steps=[(None, GREEN), (LIMITS.heartbeat, RED)],
        ),
        COLOURS,
    )


def _last_records() -> Panel:
    return coloured(
        graph(
            "Age of the last record",
            "When each stage last finished a record, signs of life among them: what climbs past the dashed line is "
            "stalled. Runbook: StageStalled.",
            [over_time(age(LAST_ITEM, by="stage"), "{{stage}}")],
            size=_SIZE,
            unit="s",
            steps=[(None, GREEN), (LIMITS.stalled, RED)],
        ),
        COLOURS,
    )


def _watermark() -> Panel:
    return distinct(
        graph(
            "Incident time behind the clock",
            "Incidents close by the time of the records, not by the clock. Large while old articles are read again, "
            "and when nothing comes in; small in live traffic.",
            [over_time(age(WATERMARK), "behind")],
            size=_SIZE,
            unit="s",
            nothing="no event yet, or the pipeline is not seen",
            least=None,
        ),
        "behind",
    )


def _firing() -> Panel:
    # Some alerts judge all workers together and have no instance: this query alone does not select by it.
    firing = 'ALERTS{job=~"$job", alertstate="firing"}'
    return table(
        "Alerts that fire",
        "Alerts of the rules that fire at the moment; what to do is on the dashboard Runbook, under the same name. "
        "Whether there are rules at all, Prometheus tells under /rules.",
        [as_table(f"max by (alertname, severity, stage, source) ({firing})")],
        size=_SIZE,
        renamed={"alertname": "Alert", "severity": "Severity", "stage": "Stage", "source": "Source"},
        nothing="none fires, or the rules are not seen",
    )
