"""The queries of the dashboards: PromQL from declared metrics, so that no panel asks for a name nobody exports.

Two rules keep silence from looking like quiet. A 0 is shown only while signs of life pass the whole pipeline
(``or_quiet``); and panels that show one number ask for it as of now, never for the last one there was. Example::

    counted(ALERTS, "1h", by="severity")  # sum by (severity) (floor(increase(tocsin_alerts_published_total{...}[1h])))
"""

from __future__ import annotations

from dashboards.thresholds import Thresholds
from streams.metrics import ALERTS, HEARTBEAT, Metric

#: The numbers of the alert rules: a panel turns red where the rule fires.
LIMITS = Thresholds()
#: What every query selects by: the variables of the dashboard.
SELECTED = 'job=~"$job", instance=~"$instance"'
#: Live panels leave the alerts of tests and replays out.
ACTUAL = 'status="Actual"'
#: The range of a rate: several scrapes at least, and no gap between two points.
STEP = "$__rate_interval"
#: The time range that the reader has chosen.
RANGE = "$__range"


def series(metric: Metric, *matchers: str, suffix: str = "") -> str:
    """Return the selector of a metric's series: of the chosen jobs and instances, and of real alerts.

    Args:
        metric: a metric of the catalogue.
        matchers: further matchers, as ``stage="track"``.
        suffix: ``_bucket``, ``_sum`` or ``_count`` of a histogram.
    """
    more = (ACTUAL, *matchers) if metric is ALERTS else matchers
    return f"{metric.full_name}{suffix}{{{', '.join((SELECTED, *more))}}}"


def summed(vector: str, by: str = "") -> str:
    """Sum a vector, over everything or by labels (comma-separated)."""
    return f"sum by ({by}) ({vector})" if by else f"sum({vector})"


def counted(metric: Metric, window: str, *matchers: str, by: str = "") -> str:
    """Return how often something happened within a window.

    Prometheus adds an estimate for the ends of the window, which it has not seen: never less than what it saw, and for
    a young series up to some percent more. Rounded down, series by series, what was seen is left.
    """
    return summed(f"floor(increase({series(metric, *matchers)}[{window}]))", by)


def columns(metric: Metric, *matchers: str, by: str = "") -> str:
    """Return how often something happened in the time of a column, each time once.

    The range of a rate reaches one scrape back into the column before, so that nothing is lost between two;
    ``increase`` would count that time twice.
    """
    return summed(f"round(rate({series(metric, *matchers)}[{STEP}]) * $__interval_ms / 1000)", by)


def rate(metric: Metric, *matchers: str, by: str = "", suffix: str = "") -> str:
    """Return how often something happens a second."""
    return summed(f"rate({series(metric, *matchers, suffix=suffix)}[{STEP}])", by)


def quantile(q: float, metric: Metric, window: str = STEP, by: str = "") -> str:
    """Return a quantile of a histogram, in its unit; NaN when nothing was observed."""
    function = "rate" if window == STEP else "increase"
    buckets = f"{function}({series(metric, suffix='_bucket')}[{window}])"
    return f"histogram_quantile({q}, {summed(buckets, f'le, {by}' if by else 'le')})"


def age(metric: Metric, *matchers: str, by: str = "") -> str:
    """Return the seconds since a moment; nothing when it is 0, which is never: 1970 is no age."""
    moments = f"{series(metric, *matchers)} > 0"
    return f"time() - max by ({by}) ({moments})" if by else f"time() - max({moments})"


#: The age of the newest sign of life that passed all stages, in seconds.
HEARTBEAT_AGE = age(HEARTBEAT, 'stage="track"')
#: True while the pipeline is seen to work from end to end; a sign of life from the future says nothing either.
ALIVE = f"abs({HEARTBEAT_AGE}) < {LIMITS.heartbeat}"


def or_quiet(expr: str) -> str:
    """Return a count; 0 only while the pipeline is seen to work, else nothing.

    A count above 0 is shown in any case: what is known to have happened has happened.
    """
    return f"{expr} > 0 or ({expr} and on () ({ALIVE}))"


#: What `or_none` gives where there is nothing: panels show words for it. NaN would be dropped on the way to them.
NONE = -1


def or_none(expr: str) -> str:
    """Return a value of now; NONE while the pipeline is seen to work and there is nothing of which to have one."""
    return f"({expr} >= 0 and on () ({ALIVE})) or on () (({ALIVE}) * 0 {NONE:+d})"


def or_never(ages: str, metric: Metric, by: str) -> str:
    """Return ages by a label; NONE for each value of it of which there was nothing yet."""
    return f"{ages} or on ({by}) (max by ({by}) ({series(metric)} == 0) {NONE:+d})"
