"""Pipeline: is it alive, how fast is it, and where is it stuck?

For operators: from the signs of life down to partitions, dead letters and what Faust counts itself.
"""

from __future__ import annotations

from dashboards.board import Row, board, trust
from dashboards.freshness_panels import freshness, sources
from dashboards.parts import (
    BLUE,
    GREEN,
    RED,
    YELLOW,
    Panel,
    as_table,
    bars,
    by_quantile,
    coloured,
    distinct,
    graph,
    instant,
    limits,
    over_time,
    stacked_columns,
    stat,
    table,
)
from dashboards.parts import STAGE_COLOURS as COLOURS
from dashboards.queries import (
    LIMITS,
    RANGE,
    SELECTED,
    STEP,
    columns,
    counted,
    or_quiet,
    quantile,
    rate,
    series,
)
from dashboards.reading_panels import reading
from dashboards.sdk import dashboard
from schemas.vocabulary import DeadLetterReason
from streams.metrics import (
    ALERT_DELAY,
    BUILD_INFO,
    CONSUMER_LAG,
    DEAD_LETTERS,
    ENDINGS,
    ITEMS_IN,
    ITEMS_IN_PROGRESS,
    ITEMS_OUT,
    PIPELINE_LATENCY,
    STAGE_DURATION,
    STAGE_ERRORS,
    STAGE_RUNNING,
)

_THIRD = (8, 8)


def pipeline() -> dashboard.Dashboard:
    """Build the dashboard Pipeline."""
    return board(
        "tocsin-pipeline",
        "Pipeline",
        "Is it alive, how fast is it, and where is it stuck? The stages, their records, and what went wrong.",
        [
            Row("", trust()),
            Row("Freshness", freshness()),
            Row("Stages", [_taken(), _written(), _in_progress(), _durations("detect"), _durations("track"), _errors()]),
            Row("Lag and latency", [_lag(), _latency(), _delay()]),
            Row("Dead letters", [_dead_letters(), _dead_letter_reasons()]),
            Row("Sources", [sources()]),
            Row("Reading: Faust's own figures", reading()),
            Row("Processes", [_running(), _build(), _scraped(), _exported()]),
        ],
        since="now-3h",
    )


def _taken() -> Panel:
    return coloured(
        graph(
            "Records taken",
            "Records a second that each stage takes. Detect takes articles, track the events among them and every "
            "sign of life: track takes less.",
            [over_time(rate(ITEMS_IN, by="stage"), "{{stage}}")],
            size=_THIRD,
            unit="cps",
        ),
        COLOURS,
    )


def _written() -> Panel:
    return coloured(
        graph(
            "Records written",
            "Records a second that each stage has written and the broker has. Records are taken and none written: the "
            "broker does not take them, or the stage is stuck.",
            [over_time(rate(ITEMS_OUT, by="stage"), "{{stage}}")],
            size=_THIRD,
            unit="cps",
        ),
        COLOURS,
    )


def _in_progress() -> Panel:
    return coloured(
        graph(
            "Records in progress",
            "Records each stage is at. A number that stays while nothing is written: one record holds the rest up; "
            "an article has 5 s, then it becomes a dead letter.",
            [over_time(f"sum by (stage) ({series(ITEMS_IN_PROGRESS)})", "{{stage}}")],
            size=_THIRD,
            unit="none",
            decimals=0,
        ),
        COLOURS,
    )


def _durations(stage: str) -> Panel:
    def of(q: float) -> str:
        buckets = f"rate({series(STAGE_DURATION, f'stage={chr(34)}{stage}{chr(34)}', suffix='_bucket')}[{STEP}])"
        return f"histogram_quantile({q}, sum by (le) ({buckets}))"

    return by_quantile(
        graph(
            f"Time for one record: {stage}",
            f"What {stage} takes for one record, without reading and writing: half of the records take less than p50, "
            "99 of 100 less than p99. Estimated from buckets. Slower than it was: larger articles, or a busy machine.",
            [over_time(of(0.5), "p50"), over_time(of(0.95), "p95"), over_time(of(0.99), "p99")],
            size=_THIRD,
            unit="s",
            nothing="no record in this range, or the pipeline is not seen",
        )
    )


def _errors() -> Panel:
    return distinct(
        stacked_columns(
            "Ends of stages",
            "Processes of stages that ended unasked, by cause, in each column's time; all but budget are started "
            "again. infrastructure: the broker; watchdog: stood still; budget: too many failures, stopped until "
            "restarted by hand; killed: by a signal, often for want of memory. Runbook: StageStalled.",
            [over_time(or_quiet(columns(STAGE_ERRORS, by="reason")), "{{reason}}")],
            size=_THIRD,
        ),
        *ENDINGS,
    )


def _lag() -> Panel:
    return graph(
        "Records waiting, by partition",
        "Records of a partition that its stage has not acknowledged yet. It comes down again after a burst; when it "
        "does not, the stage is too slow or stuck. Above the dashed line it counts. Runbook: ConsumerLagGrowing.",
        [over_time(or_quiet(f"max by (stage, partition) ({series(CONSUMER_LAG)})"), "{{stage}} {{partition}}")],
        size=_THIRD,
        unit="none",
        decimals=0,
        steps=[(None, GREEN), (LIMITS.lag_records, YELLOW)],
    )


def _latency() -> Panel:
    return by_quantile(
        graph(
            "Latency: record to alert",
            "From the timestamp of an article's record to the broker's acknowledgement of the alert it caused: what "
            "the pipeline itself takes. High: look for waiting records. Without alerts there is nothing to measure.",
            [over_time(quantile(q, PIPELINE_LATENCY), f"p{q * 100:.0f}") for q in (0.5, 0.95, 0.99)],
            size=_THIRD,
            unit="s",
            nothing="no alert in this range, or the pipeline is not seen",
        )
    )


def _delay() -> Panel:
    return by_quantile(
        graph(
            "Delay: publication to alert",
            "From the publication of an article, as it says, to the alert it caused: feeds and outlets included. High "
            "while the latency is low: articles come late into the topic. Runbook: AlertDelayHigh.",
            [over_time(quantile(q, ALERT_DELAY), f"p{q * 100:.0f}") for q in (0.5, 0.95)],
            size=_THIRD,
            unit="s",
            nothing="no alert in this range, or the pipeline is not seen",
            steps=[(None, GREEN), (LIMITS.delay, RED)],
        )
    )


def _dead_letters() -> Panel:
    return distinct(
        stacked_columns(
            "Dead letters",
            "Records that could not be processed, by reason, in each column's time. See them with tocsin "
            "dead-letters list; after the cause is mended, tocsin dead-letters redrive. Runbook: DeadLetterRatioHigh.",
            [over_time(or_quiet(columns(DEAD_LETTERS, by="reason")), "{{reason}}")],
            size=(16, 8),
        ),
        *map(str, DeadLetterReason),
    )


def _dead_letter_reasons() -> Panel:
    return bars(
        "Dead letters by stage and reason",
        "Within the time range; replay: lines that are no records. bug and timeout are ours; deserialization, schema, "
        "too_large and unsupported are the sender's.",
        [instant(f"sort_desc({counted(DEAD_LETTERS, RANGE, by='stage, reason')} > 0)", "{{stage}}: {{reason}}")],
        size=_THIRD,
        nothing="no dead letter in this range, or the pipeline is not seen",
        steps=limits((0, GREEN), (1, YELLOW)),
    )


def _running() -> Panel:
    return coloured(
        graph(
            "Processes of stages",
            "Processes that run, of each stage. A dip of seconds is a restart (Ends of stages says why).",
            [over_time(f"sum by (stage) ({series(STAGE_RUNNING)})", "{{stage}}")],
            size=(6, 8),
            unit="none",
            decimals=0,
        ),
        COLOURS,
    )


def _build() -> Panel:
    return table(
        "What runs",
        "Version, method of severity and mode of each process that is scraped. A mode other than worker under the job "
        "of the live worker: runbook, ReplayLeakingToLive.",
        [as_table(f"max by (job, instance, version, methodology, mode) ({series(BUILD_INFO)})")],
        size=(10, 8),
        renamed={
            "job": "Job",
            "instance": "Instance",
            "mode": "Mode",
            "version": "Version",
            "methodology": "Method",
        },
    )


def _scraped() -> Panel:
    return stat(
        "Targets that answer",
        "Workers that answer Prometheus, of those it asks. 0, or nothing: nobody looks. Runbook: TocsinDown.",
        [instant(f"sum(up{{{SELECTED}}})", "answer"), instant(f"count(up{{{SELECTED}}})", "asked")],
        size=(4, 8),
        steps=limits((0, RED), (1, GREEN)),
    )


def _exported() -> Panel:
    return stat(
        "Series exported",
        "Series that a scrape of all chosen targets brings. A target has some hundreds; thousands would be a label "
        "that grows without bound.",
        [instant(f"sum(scrape_samples_scraped{{{SELECTED}}})")],
        size=(4, 8),
        steps=limits((0, BLUE)),
    )
