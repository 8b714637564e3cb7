"""One dashboard out of rows of panels: variables, links, ids, places, and the strip that says what can be trusted.

Panels fill a row from left to right, 24 columns, and go on below; their ids count from 1 in that order, so that links
to them last as long as the order does. Example::

    board("tocsin-quality", "Quality", "Is it right?", [Row("Verdicts", [panel])], since="now-7d")
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboards.parts import (
    BLUE,
    DATASOURCE,
    GREEN,
    RED,
    YELLOW,
    Panel,
    instant,
    limits,
    stat,
    words,
)
from dashboards.queries import HEARTBEAT_AGE, LIMITS, NONE, age, counted, or_none, or_quiet, quantile, series, summed
from dashboards.rule_files import span
from dashboards.sdk import dashboard, models
from streams.metrics import ALERT_DELAY, CONSUMER_LAG, DEAD_LETTERS, LAST_ARTICLE, STAGE_RUNNING, STAGES

#: What all dashboards carry: the links between them follow it.
TAG = "tocsin"
#: The job of the live worker; replays have another.
JOB = "tocsin"
WIDTH = 24
_RELOAD = models.VariableRefresh.ON_TIME_RANGE_CHANGED
#: `up` is known of a target that is gone, too: the live job stays in the list, and Grafana never falls back to another.
_JOBS = f'up{{job=~".*{JOB}.*"}}'


@dataclass(frozen=True, slots=True)
class Row:
    """Panels under a heading; without a title there is none."""

    title: str
    panels: Sequence[Panel]


def board(
    uid: str, title: str, description: str, rows: Sequence[Row], *, since: str, refresh: str = "30s",
) -> dashboard.Dashboard:  # fmt: skip
    """Build a dashboard that cannot be edited in Grafana: it is changed here."""
    made = (
        dashboard.Dashboard(f"Tocsin: {title}")
        .uid(uid).description(description).tags([TAG]).readonly()
        .tooltip(models.DashboardCursorSync.CROSSHAIR)
        .time(since, "now").refresh(refresh).timezone("browser")
        .variables(list(_variables()))
        .link(_links())
    )  # fmt: skip
    number = 0
    for row in rows:
        if row.title:
            number += 1
            made = made.with_row(dashboard.Row(row.title).id(number))
        for panel in row.panels:
            number += 1
            made = made.with_panel(panel.id(number))
    return made


def _links() -> dashboard.DashboardLink:
    """Return the links to the dashboards that carry the tag; they keep time and variables."""
    return (
        dashboard.DashboardLink("Tocsin").type(models.DashboardLinkType.DASHBOARDS).tags([TAG])
        .as_dropdown(False).keep_time(True).include_vars(True).icon("external link").tooltip("")
    )  # fmt: skip


def _variables() -> Iterator[dashboard.DatasourceVariable | dashboard.QueryVariable]:
    yield (
        dashboard.DatasourceVariable("datasource").label("Data source").type("prometheus")
        .current(models.VariableOption(True, "Prometheus", "prometheus"))
    )  # fmt: skip
    yield _choice("job", "Job", f"label_values({_JOBS}, job)", models.VariableOption(True, [JOB], [JOB]))
    every = models.VariableOption(True, ["All"], ["$__all"])
    yield _choice("instance", "Instance", 'label_values(up{job=~"$job"}, instance)', every)


def _choice(name: str, label: str, query: str, current: models.VariableOption) -> dashboard.QueryVariable:
    return (
        dashboard.QueryVariable(name).label(label).datasource(DATASOURCE).definition(query).query(query)
        .multi(True).include_all(True).all_value(".+").refresh(_RELOAD).sort(models.VariableSort.ALPHABETICAL_ASC)
        .current(current)
    )  # fmt: skip


def trust() -> list[Panel]:
    """Return the strip that stands first on every dashboard: can what is below be trusted?"""
    window = span(LIMITS.delay_window)
    lag = summed(f"max by (stage, partition) ({series(CONSUMER_LAG)})")
    return [
        stat(
            "Last sign of life",
            "Age of the newest sign of life that passed the whole pipeline; one is sent every 30 s. Red: that no "
            "alert comes says nothing about the news. Runbook: HeartbeatMissing.",
            [instant(HEARTBEAT_AGE)], size=(4, 4), unit="s", decimals=1,
            steps=limits((0, GREEN), (LIMITS.heartbeat / 2, YELLOW), (LIMITS.heartbeat, RED)),
        ),
        stat(
            "Last article",
            "Age of the last article that got its verdict. Old while signs of life pass: nothing is fed in. Look at "
            "the sources on the dashboard Pipeline and at what ingests.",
            [instant(age(LAST_ARTICLE))], size=(4, 4), unit="s", decimals=1,
            nothing="none yet, or the pipeline is not seen",
            steps=limits((0, GREEN), (3600, YELLOW), (LIMITS.source_silent, RED)),
        ),
        stat(
            "Stages",
            "Processes that run, of each stage. 0: stopped, or about to be restarted; stopped for good when its "
            "budget of failures is spent. Runbook: StageStalled.",
            [instant(summed(series(STAGE_RUNNING, f'stage="{stage}"')), stage) for stage in STAGES],
            size=(4, 4), decimals=0,
            steps=limits((0, RED), (1, GREEN)), words=[words(("0", "stopped", RED), ("1", "running", GREEN))],
        ),
        stat(
            "Records waiting",
            "Records that the stages have not acknowledged yet, over all partitions. It may grow while much comes "
            "in at once; when it does not shrink, alerts come late. Runbook: ConsumerLagGrowing.",
            [instant(or_quiet(lag))], size=(4, 4), steps=limits((0, GREEN), (LIMITS.lag_records, YELLOW)),
        ),
        stat(
            f"Alert delay, p95 of {window}",
            "19 of 20 alerts came sooner after their article was published. High: articles come late into the topic, "
            "or the pipeline is behind. Runbook: AlertDelayHigh.",
            [instant(or_none(quantile(0.95, ALERT_DELAY, window)))], size=(4, 4), unit="s", decimals=1,
            steps=limits((0, GREEN), (LIMITS.delay, RED)), words=[words((f"{NONE}", "no alert", BLUE))],
        ),
        stat(
            "Dead letters, 1 h",
            "Records of the last hour that could not be processed: what they report is missing. See their reasons on "
            "the dashboard Pipeline, and tocsin dead-letters list. Runbook: DeadLetterRatioHigh.",
            [instant(or_quiet(counted(DEAD_LETTERS, "1h")))], size=(4, 4),
            steps=limits((0, GREEN), (1, YELLOW)),
        ),
    ]  # fmt: skip
