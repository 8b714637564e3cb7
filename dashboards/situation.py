"""Situation: is anything happening, and can I trust that?

For desks and editors: alerts and incidents by severity and country. Below the strip of trust everything counts live
alerts; a 0 stands there only while the pipeline is seen to work.
"""

from __future__ import annotations

from grafana_foundation_sdk.models import common as options

from dashboards.board import Row, board, trust
from dashboards.parts import (
    BLUE,
    GREEN,
    YELLOW,
    Panel,
    as_table,
    bars,
    by_severity,
    coloured,
    each_severity,
    geography,
    graph,
    instant,
    limits,
    over_time,
    stacked_columns,
    stat,
    table,
)
from dashboards.queries import LIMITS, RANGE, columns, counted, or_quiet, series
from dashboards.sdk import dashboard
from streams.metrics import (
    ALERTS,
    ALERTS_BY_COUNTRY,
    INCIDENTS_ACTIVE,
    INCIDENTS_CLOSED,
    INCIDENTS_CONTESTED,
    INCIDENTS_OPENED,
    TOLL_REVISIONS,
)

#: From how many alerts an hour on the storm rule would fire, were they spread evenly.
_STORM = LIMITS.storm_alerts * 3600 / LIMITS.storm_window


def situation() -> dashboard.Dashboard:
    """Build the dashboard Situation."""
    return board(
        "tocsin-situation",
        "Situation",
        "Is anything happening, and can that be trusted? Alerts and incidents as Tocsin reads them from the news.",
        [
            Row("", trust()),
            Row("", _now()),
            Row("", [_alerts_over_time(), _active(), _contested(), _revised()]),
            Row("Where", [_map(), _countries()]),
            Row("How it goes on", [_messages(), _opened(), _revisions(), _active_over_time()]),
        ],
        since="now-12h",  # a column a minute: every panel moves within one
    )


def _now() -> list[Panel]:
    return [_alerts_in("1h", "hour"), _alerts_in("1d", "24 hours")]


def _alerts_in(window: str, said: str) -> Panel:
    return by_severity(
        stat(
            f"Alerts, last {said}",
            f"Alerts, updates and cancellations of the last {said}, by severity of the incident; tests and replays "
            "are left out. A 0 stands here only while signs of life pass the whole pipeline. A severity that is "
            "missing is not known to be 0: look at the strip above.",
            each_severity(instant, lambda severity: or_quiet(counted(ALERTS, window, severity))),
            size=(12, 4),
            steps=limits((0, GREEN), (1, BLUE)),
        ).color_mode(options.BigValueColorMode.VALUE)
    )


def _alerts_over_time() -> Panel:
    return by_severity(
        stacked_columns(
            "Alerts by severity",
            "Live messages in each column's time: alerts, updates and cancellations. A gap is no quiet: the pipeline "
            "was not seen. Far more than usual: see the runbook, AlertStorm, before you believe it.",
            each_severity(over_time, lambda severity: or_quiet(columns(ALERTS, severity))),
            size=(12, 8),
        )
    )


def _open(severity: str) -> str:
    return or_quiet(f"max({series(INCIDENTS_ACTIVE, severity)})")


def _active() -> Panel:
    return by_severity(
        bars(
            "Open incidents",
            "Incidents that are followed at the moment, by severity; they close by themselves when no report comes "
            "for some time. See tocsin incidents for their stories.",
            each_severity(instant, _open),
            size=(6, 8),
            steps=limits((0, GREEN), (1, BLUE)),
        )
    )


def _contested() -> Panel:
    return stat(
        "Contested",
        "Open incidents about which live sources disagree in their numbers. Read their reports (tocsin incident ID) "
        "before you repeat a toll.",
        [instant(or_quiet(f"max({series(INCIDENTS_CONTESTED)})"))],
        size=(3, 8),
        steps=limits((0, GREEN), (1, YELLOW)),
    )


def _revised() -> Panel:
    return stat(
        "Tolls revised, 24 h",
        "Changes of a number of killed or wounded after its first, up and down, within 24 hours. Many downward: "
        "first reports run high, or something is misread; compare on the dashboard Quality.",
        [instant(or_quiet(counted(TOLL_REVISIONS, "1d", f'direction="{way}"')), way) for way in ("up", "down")],
        size=(3, 8),
        steps=limits((0, GREEN), (1, BLUE)),
    )


def _where() -> str:
    return f"{counted(ALERTS_BY_COUNTRY, RANGE, by='country')} > 0"


def _map() -> Panel:
    return geography(
        "Alerts by country",
        "Live alerts of the time range at the middle of each country, not where it happened. The outlines come from "
        "Grafana itself; the tiles beneath them come from the internet, and without it the map works without them. "
        "The table beside it holds the same, and what lies in no country.",
        as_table(_where()),
        size=(14, 12),
        nothing="no alert in this range, or the pipeline is not seen",
    )


def _countries() -> Panel:
    return table(
        "Alerts by country, as a table",
        "Live alerts of the time range by country of the incident, ISO 3166-1 alpha-2; ZZ: unknown, or the high seas.",
        [as_table(_where())],
        size=(10, 12),
        renamed={"country": "Country", "Value": "Alerts"},
        nothing="no alert in this range, or the pipeline is not seen",
    )


def _messages() -> Panel:
    return coloured(
        stacked_columns(
            "Messages by kind",
            "Live messages in each column's time. Cancellations end a story that was withdrawn; many of them: sources "
            "retract, or incidents were told from misread articles.",
            [over_time(or_quiet(columns(ALERTS, by="msg_type")), "{{msg_type}}")],
            size=(12, 8),
        ),
        {"Alert": "red", "Update": "blue", "Cancel": "purple"},
    )


def _opened() -> Panel:
    return coloured(
        graph(
            "Incidents opened and closed",
            "In each column's time; closed holds those that were retracted. Much is opened and nothing closed over "
            "days: incident time stands still (watermark on the dashboard Pipeline).",
            [
                over_time(or_quiet(columns(INCIDENTS_OPENED)), "opened"),
                over_time(or_quiet(columns(INCIDENTS_CLOSED)), "closed"),
            ],
            size=(12, 8),
            unit="none",
            decimals=0,
            columns=True,
        ),
        {"opened": "orange", "closed": "green"},
    )


def _revisions() -> Panel:
    return coloured(
        stacked_columns(
            "Revisions of tolls",
            "Changes of a number of killed or wounded after its first, in each column's time.",
            [over_time(or_quiet(columns(TOLL_REVISIONS, by="direction")), "{{direction}}")],
            size=(12, 8),
        ),
        {"up": "orange", "down": "blue"},
    )


def _active_over_time() -> Panel:
    return by_severity(
        graph(
            "Open incidents over time",
            "Incidents that are followed, by severity; a gap: the pipeline was not seen.",
            each_severity(over_time, _open),
            size=(12, 8),
            unit="none",
            decimals=0,
            stacked=options.StackingMode.NORMAL,
        )
    )
