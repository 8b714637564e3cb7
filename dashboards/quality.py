"""Quality: does it read right?

For those who judge the method: what articles become, what is left open, what is contested, revised and held back.
Shares and counts hold within the time range; a change of a share is what to look for.
"""

from __future__ import annotations

from grafana_foundation_sdk.models import common as options

from dashboards.board import Row, board, trust
from dashboards.parts import (
    BLUE,
    GREEN,
    RED,
    Panel,
    bars,
    coloured,
    distinct,
    graph,
    instant,
    limits,
    over_time,
    stacked_columns,
    stat,
)
from dashboards.queries import LIMITS, RANGE, STEP, columns, counted, or_quiet, rate, series
from dashboards.rule_files import span
from dashboards.sdk import dashboard
from schemas.vocabulary import Reason, VerdictKind
from streams.metrics import (
    ABSTENTIONS,
    ARTICLES,
    DEAD_LETTERS,
    DUPLICATES,
    EVENTS,
    FIELDS,
    INCIDENTS_CONTESTED,
    LANGUAGES_SEEN,
    SUPPRESSED,
    TOLL_REVISIONS,
    Metric,
)

#: Columns and rows; the higher ones hold a bar for each of a dozen kinds.
_THIRD, _HALF, _HIGH_THIRD, _HIGH_HALF = (8, 8), (12, 8), (8, 10), (12, 10)
_EVENT, _NO_EVENT = (f'verdict="{kind}"' for kind in (VerdictKind.EVENT, VerdictKind.NO_EVENT))
_NONE = "nothing of it in this range, or the pipeline is not seen"


def quality() -> dashboard.Dashboard:
    """Build the dashboard Quality."""
    return board(
        "tocsin-quality",
        "Quality",
        "Does it read right? What articles become, what events leave open, what is contested, revised and held back.",
        [
            Row("", trust()),
            Row("Articles", [_verdicts(), _reasons(), _languages(), _dead_letter_ratio()]),
            Row("Events", [_types(), _open_fields(), _open_over_time()]),
            Row("Incidents", [_contested(), _revisions(), _revision_balance(), _duplicates(), _suppressed()]),
        ],
        since="now-24h",
        refresh="1m",
    )


def _share(part: str, whole: str) -> str:
    """Return parts of a whole; nothing where there is no whole."""
    return f"{part} / on () group_left () ({whole} > 0)"


def _within(metric: Metric, *matchers: str, by: str = "") -> str:
    """Return how often, within the time range, by a label, the most frequent first; what never happened is left out."""
    return f"sort_desc({counted(metric, RANGE, *matchers, by=by)} > 0)"


def _verdicts() -> Panel:
    return distinct(
        graph(
            "Verdicts",
            "Share of each verdict and reason among the articles. Events make some percent of a mixed stream; a share "
            "that jumps: the feeds changed, or a rule did.",
            [
                over_time(_share(rate(ARTICLES, _NO_EVENT, by="reason"), rate(ARTICLES)), "{{reason}}"),
                over_time(_share(rate(ARTICLES, _EVENT), rate(ARTICLES)), "event"),
            ],
            size=_HIGH_HALF,
            unit="percentunit",
            stacked=options.StackingMode.NORMAL,
            most=1,
        ),
        *map(str, Reason),
        "event",
    )


def _reasons() -> Panel:
    return bars(
        "Articles by verdict",
        "Articles within the time range, by verdict and reason.",
        [instant(_within(ARTICLES, _EVENT), "event"), instant(_within(ARTICLES, _NO_EVENT, by="reason"), "{{reason}}")],
        size=_HIGH_HALF,
        nothing="no article in this range, or the pipeline is not seen",
    )


def _languages() -> Panel:
    return bars(
        "Articles by language",
        "The ten most frequent within the time range, ISO 639-1. Only English is read: the others get the verdict "
        "unsupported_language. Many of them: ask whether these feeds belong here.",
        [instant(f"sort_desc(topk(10, {counted(LANGUAGES_SEEN, RANGE, by='language')}) > 0)", "{{language}}")],
        size=_HALF,
        nothing="no article in this range, or the pipeline is not seen",
    )


def _dead_letter_ratio() -> Panel:
    window = span(LIMITS.dead_letter_window)
    letters = f"sum(rate({series(DEAD_LETTERS)}[{STEP}]))"
    return distinct(
        graph(
            "Share of dead letters",
            "Dead letters among dead letters and verdicts. Above the dashed line what is missing from the alerts "
            f"counts; the alert judges {window}. Runbook: DeadLetterRatioHigh.",
            [over_time(f"{letters} / (({letters} + {rate(ARTICLES)}) > 0)", "dead letters")],
            size=_HALF,
            unit="percentunit",
            nothing="no article in this range, or the pipeline is not seen",
            steps=[(None, GREEN), (LIMITS.dead_letter_ratio, RED)],
        ),
        "dead letters",
    )


def _types() -> Panel:
    return bars(
        "Events by type",
        "Events within the time range, by kind of attack. Much other_attack: kinds that the rules do not know.",
        [instant(_within(EVENTS, by="event_type"), "{{event_type}}")],
        size=_HIGH_THIRD,
        nothing=_NONE,
    )


def _open_fields() -> Panel:
    share = _share(f"sum by (field) (increase({series(ABSTENTIONS)}[{RANGE}]))", _events_within())
    return bars(
        "Fields left open",
        "Share of the events within the time range that leave a field open, because the article does not say it "
        "clearly enough. Leaving open is right where the text is vague; a share that grows is a rule that broke.",
        [instant(share, "{{field}}")],
        size=_HIGH_THIRD,
        unit="percentunit",
        nothing="no event in this range, or the pipeline is not seen",
        decimals=1,
    ).max(1)


def _events_within() -> str:
    return f"sum(increase({series(EVENTS)}[{RANGE}]))"


def _open_over_time() -> Panel:
    opened = f"sum by (field) (increase({series(ABSTENTIONS)}[1h]))"
    return distinct(
        graph(
            "Fields left open over time",
            "The same for the hour before each point.",
            [over_time(_share(opened, f"sum(increase({series(EVENTS)}[1h]))"), "{{field}}")],
            size=_HIGH_THIRD,
            unit="percentunit",
            nothing="no event in this range, or the pipeline is not seen",
            most=1,
        ),
        *FIELDS,
    )


def _contested() -> Panel:
    return coloured(
        graph(
            "Contested incidents",
            "Open incidents about which live sources disagree. It grows with the number of incidents; fast growth: "
            "numbers of different events are joined into one.",
            [over_time(or_quiet(f"max({series(INCIDENTS_CONTESTED)})"), "contested")],
            size=_THIRD,
            unit="none",
            decimals=0,
        ),
        {"contested": "orange"},
    )


def _revisions() -> Panel:
    return coloured(
        stacked_columns(
            "Revisions of tolls",
            "Changes of a number of killed or wounded after its first, in each column's time.",
            [over_time(or_quiet(columns(TOLL_REVISIONS, by="direction")), "{{direction}}")],
            size=_THIRD,
        ),
        {"up": "orange", "down": "blue"},
    )


def _revision_balance() -> Panel:
    down = f"sum(increase({series(TOLL_REVISIONS, 'direction=' + chr(34) + 'down' + chr(34))}[{RANGE}]))"
    every = f"sum(increase({series(TOLL_REVISIONS)}[{RANGE}]))"
    return stat(
        "Revised downward",
        "Share of the revisions within the time range that went down. Tolls mostly rise as bodies are found; many "
        "that fall: numbers are read from the wrong event.",
        [instant(f"{down} / ({every} > 0)")],
        size=_THIRD,
        unit="percentunit",
        nothing="no revision in this range, or the pipeline is not seen",
        steps=limits((0, BLUE), nothing="text"),
    )


def _duplicates() -> Panel:
    return distinct(
        stacked_columns(
            "Reports that say nothing new",
            "Events in each column's time that came again (redelivery, after a crash) or copy another outlet's text "
            "(copy). Copies count once for certainty; many redeliveries: stages are killed often.",
            [over_time(or_quiet(columns(DUPLICATES, by="kind")), "{{kind}}")],
            size=_HALF,
        ),
        "copy",
        "redelivery",
    )


def _suppressed() -> Panel:
    return distinct(
        stacked_columns(
            "Events without an alert",
            "Events in each column's time that joined an incident and caused no alert: below_level, the deployment "
            "alerts from a higher severity on; no_change, nothing changed that subscribers act on.",
            [over_time(or_quiet(columns(SUPPRESSED, by="reason")), "{{reason}}")],
            size=_HALF,
        ),
        "below_level",
        "no_change",
    )
