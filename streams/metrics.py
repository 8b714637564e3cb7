"""Every metric of Tocsin, declared once as data, and the registry in which a process counts them.

Names carry the prefix ``tocsin_``; counters the suffix ``_total``; times are seconds, moments Unix seconds. A label set
that is known beforehand stands at 0 from the start: a rate over it is 0, not absent. Edges count what the runtime
returns; the stages know nothing of it. Records marked as tests count for the stages and as alerts with
``status="Test"``, nowhere else, unless the whole run is a test (replay, demo). Example::

    metrics = Metrics(CollectorRegistry())
    metrics.count(ITEMS_IN, stage="detect")
    metrics.observe(ALERT_DELAY, 42.0)

docs/metrics.md is generated from CATALOGUE.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal, TypeVar

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics

from schemas.vocabulary import AlertStatus, DeadLetterReason, EventType, MessageType, Reason, Severity, VerdictKind

PREFIX = "tocsin_"
#: The stages, as streams.topology names them (compared by a test; the topology takes a second to import).
STAGES = ("detect", "track")
#: Why the process of a stage ended (streams.worker.exits): ``killed`` by a signal, ``error`` is any other status.
ENDINGS = ("infrastructure", "watchdog", "budget", "killed", "error")
#: What an event may leave open.
FIELDS = ("attacker", "country", "day", "killed", "place", "wounded")
#: Languages counted by name: the most spoken and those of the conflicts; the rest is ``other``.
LANGUAGES = (
    "am", "ar", "bn", "de", "en", "es", "fa", "fr", "he", "hi",
    "id", "it", "my", "pt", "ru", "sw", "tr", "uk", "ur", "zh",
)  # fmt: skip
OTHER = "other"

_Kind = TypeVar("_Kind", Counter, Gauge, Histogram)


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric as it is declared.

    Args:
        name: without prefix, with its suffix.
        kind: what Prometheus knows it as.
        help: one sentence for the operator.
        labels: names of the labels.
        known: values of the labels that are all known beforehand; their sets start at 0.
        sets: label sets known beforehand that are no product of values.
        buckets: upper bounds of a histogram, in its unit.
        merged: how the values of several processes make one, of a gauge: the sum or the largest.
        most: number of series at most, where the labels are open.
        told_first: absent until a process tells it: 0 would be a claim where nobody knows.
    """

    name: str
    kind: Literal["counter", "gauge", "histogram"]
    help: str
    labels: tuple[str, ...] = ()
    known: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sets: tuple[tuple[str, ...], ...] = ()
    buckets: tuple[float, ...] = ()
    merged: Literal["livesum", "livemax"] = "livesum"
    most: int | None = None
    told_first: bool = False

    @property
    def full_name(self) -> str:
        """The name as it is exported."""
        return PREFIX + self.name

    def initial(self) -> Iterator[tuple[str, ...]]:
        """Yield the label sets that start at 0."""
        if self.sets:
            yield from self.sets
        elif self.known and len(self.known) == len(self.labels):
            yield from product(*(values for _, values in self.known))

    def allows(self, values: tuple[str, ...]) -> bool:
        """Say whether a label set is one of those declared."""
        if self.sets:
            return values in self.sets
        return all(values[self.labels.index(name)] in allowed for name, allowed in self.known)


_STAGE = ("stage", STAGES)
_VERDICTS = ((str(VerdictKind.EVENT), ""), *((str(VerdictKind.NO_EVENT), str(reason)) for reason in Reason))
_DURATIONS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)
_LATENCIES = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_DELAYS = (1, 5, 15, 30, 60, 120, 300, 600, 1800, 3600, 10800)

BUILD_INFO = Metric(
    "build_info", "gauge", "1; the version that runs, its severity methodology, and whether it is a worker, a replay "
    "or a demo.", ("version", "methodology", "mode"), merged="livemax", most=3,
)  # fmt: skip
STAGE_RUNNING = Metric(
    "stage_running", "gauge", "1 while the process of the stage runs, 0 while it is stopped or about to be restarted.",
    ("stage",), (_STAGE,), merged="livemax",
)  # fmt: skip
ITEMS_IN = Metric("stage_items_in_total", "counter", "Records a stage has taken.", ("stage",), (_STAGE,))
ITEMS_OUT = Metric(
    "stage_items_out_total", "counter", "Records a stage has written, and the broker has.", ("stage",), (_STAGE,)
)
ITEMS_IN_PROGRESS = Metric("stage_items_in_progress", "gauge", "Records a stage is at.", ("stage",), (_STAGE,))
STAGE_DURATION = Metric(
    "stage_duration_seconds", "histogram", "Time of a stage for one record, without reading from and writing to the "
    "broker.", ("stage",), (_STAGE,), buckets=_DURATIONS,
)  # fmt: skip
LAST_ITEM = Metric(
    "stage_last_item_timestamp_seconds", "gauge", "When a stage last finished a record; 0 is never.",
    ("stage",), (_STAGE,), merged="livemax",
)  # fmt: skip
STAGE_ERRORS = Metric(
    "stage_errors_total", "counter", "Unwanted ends of a stage's process, by cause; but for budget it is restarted.",
    ("stage", "reason"), (_STAGE, ("reason", ENDINGS)),
)  # fmt: skip
ARTICLES = Metric(
    "articles_processed_total", "counter", "Articles with a verdict; the reason is empty for an event.",
    ("verdict", "reason"), sets=_VERDICTS,
)  # fmt: skip
DEAD_LETTERS = Metric(
    "dead_letters_total", "counter", "Records that could not be processed and are kept as dead letters.",
    ("stage", "reason"), (("stage", (*STAGES, "replay")), ("reason", tuple(map(str, DeadLetterReason)))),
)  # fmt: skip
EVENTS = Metric(
    "events_detected_total", "counter", "Events of armed conflict read from articles.",
    ("event_type",), (("event_type", tuple(map(str, EventType))),),
)  # fmt: skip
ALERTS = Metric(
    "alerts_published_total", "counter", "Alerts that the broker has, by severity of the incident, kind of message and "
    "status (Test: replays and tests).", ("severity", "msg_type", "status"),
    (("severity", tuple(map(str, Severity))), ("msg_type", tuple(map(str, MessageType))),
     ("status", (str(AlertStatus.ACTUAL), str(AlertStatus.TEST)))),
)  # fmt: skip
SUPPRESSED = Metric(
    "alerts_suppressed_total", "counter", "Events that joined an incident and caused no alert: the incident is below "
    "the level from which the deployment alerts, or nothing changed that subscribers act on.",
    ("reason",), (("reason", ("below_level", "no_change")),),
)  # fmt: skip
ALERTS_BY_COUNTRY = Metric(
    "alerts_by_country_total", "counter", "Alerts by country of the incident, ISO 3166-1 alpha-2; ZZ is unknown or the "
    "high seas; each is 0 from when track begins.", ("country",), most=252,
)  # fmt: skip
INCIDENTS_ACTIVE = Metric(
    "incidents_active", "gauge", "Open incidents by severity; absent while no process knows them.",
    ("severity",), (("severity", tuple(map(str, Severity))),), told_first=True,
)  # fmt: skip
INCIDENTS_OPENED = Metric(
    "incidents_opened_total",
    "counter",
    "Incidents opened, those among them that a newer version of a report opens again.",
)
INCIDENTS_CLOSED = Metric("incidents_closed_total", "counter", "Incidents closed or retracted.")
INCIDENTS_CONTESTED = Metric(
    "incidents_contested", "gauge", "Open incidents about which live sources disagree; absent while no process knows "
    "them.", told_first=True,
)  # fmt: skip
TOLL_REVISIONS = Metric(
    "toll_revisions_total", "counter", "Changes of the number of killed or wounded of an incident after its first.",
    ("direction",), (("direction", ("up", "down")),),
)  # fmt: skip
ABSTENTIONS = Metric(
    "abstentions_total", "counter", "Events that leave a field open: the article does not say it clearly enough.",
    ("field",), (("field", FIELDS),),
)  # fmt: skip
DUPLICATES = Metric(
    "duplicates_total", "counter", "Events that say nothing new: delivered again, or copies of another report.",
    ("kind",), (("kind", ("redelivery", "copy")),),
)  # fmt: skip
LANGUAGES_SEEN = Metric(
    "articles_language_total", "counter", "Articles by language, ISO 639-1; the rest is other.",
    ("language",), (("language", (*LANGUAGES, OTHER)),),
)  # fmt: skip
ALERT_DELAY = Metric(
    "alert_delay_seconds", "histogram", "From the publication of an article, as it says, to the alert it caused.",
    buckets=_DELAYS,
)  # fmt: skip
PIPELINE_LATENCY = Metric(
    "pipeline_latency_seconds", "histogram", "From the timestamp of an article's record to the broker's "
    "acknowledgement of the alert it caused.", buckets=_LATENCIES,
)  # fmt: skip
WATERMARK = Metric(
    "event_time_watermark_timestamp_seconds", "gauge", "Incident time: the newest record applied; 0 is none yet.",
    merged="livemax",
)  # fmt: skip
HEARTBEAT = Metric(
    "heartbeat_last_seen_timestamp_seconds", "gauge", "When the newest sign of life that passed a stage was sent; 0 is "
    "none yet.", ("stage",), (_STAGE,), merged="livemax",
)  # fmt: skip
LAST_ARTICLE = Metric(
    "last_article_timestamp_seconds", "gauge", "When an article last got its verdict; 0 is none yet. Signs of life do "
    "not count: they pass where nothing is fed in.", merged="livemax",
)  # fmt: skip
SOURCE_LAST_ARTICLE = Metric(
    "source_last_article_timestamp_seconds", "gauge", "When the last article of a source came that the setting "
    "TOCSIN_METRICS__SOURCES names; 0 is none since the worker started.", ("source",), merged="livemax", most=100,
)  # fmt: skip
CONSUMER_LAG = Metric(
    "consumer_lag", "gauge", "Records of a partition that a stage has not acknowledged yet.",
    ("stage", "partition"), (_STAGE,), merged="livemax", most=64,
)  # fmt: skip

CATALOGUE = (
    BUILD_INFO, STAGE_RUNNING, ITEMS_IN, ITEMS_OUT, ITEMS_IN_PROGRESS, STAGE_DURATION, LAST_ITEM, STAGE_ERRORS,
    HEARTBEAT, CONSUMER_LAG, WATERMARK, PIPELINE_LATENCY, ALERT_DELAY, DEAD_LETTERS, ARTICLES, LAST_ARTICLE,
    LANGUAGES_SEEN, SOURCE_LAST_ARTICLE, EVENTS, ABSTENTIONS, DUPLICATES, INCIDENTS_ACTIVE, INCIDENTS_OPENED,
    INCIDENTS_CLOSED, INCIDENTS_CONTESTED, TOLL_REVISIONS, ALERTS, SUPPRESSED, ALERTS_BY_COUNTRY,
)  # fmt: skip


def _of_others(metric: Metric, values: tuple[str, ...], stages: Collection[str]) -> bool:
    """Say whether a label set tells of a stage that is not counted here."""
    stage = dict(zip(metric.labels, values, strict=True)).get("stage")
    return stage in STAGES and stage not in stages


class Metrics:
    """The metrics in one registry; every known label set stands at 0, but for metrics that are told first.

    ``stages``: those that are counted here; 0 would be a claim about the others.
    """

    def __init__(self, registry: CollectorRegistry, *, stages: Collection[str] = STAGES) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series for each counter, which nobody asks for
        self.registry = registry
        self._collectors: dict[str, Counter | Gauge | Histogram] = {}
        #: By name and labels as they were given: what was allowed once is not looked up again, for every record.
        self._children: dict[tuple[str, tuple[tuple[str, str], ...]], Counter | Gauge | Histogram] = {}
        for metric in CATALOGUE:
            if not metric.told_first:
                self._collectors[metric.name] = self._made(metric)
                for values in metric.initial():
                    if not _of_others(metric, values, stages):
                        self._collectors[metric.name].labels(*values)

    def count(self, metric: Metric, amount: float = 1, /, **labels: str) -> None:
        """Add to a counter.

        Raises:
            ValueError: a label or its value is not declared.
        """
        self._child(Counter, metric, labels).inc(amount)

    def set(self, metric: Metric, value: float, /, **labels: str) -> None:
        """Set a gauge.

        Raises:
            ValueError: a label or its value is not declared.
        """
        self._child(Gauge, metric, labels).set(value)

    def observe(self, metric: Metric, value: float, /, **labels: str) -> None:
        """Put a value into a histogram, in its unit.

        Raises:
            ValueError: a label or its value is not declared.
        """
        self._child(Histogram, metric, labels).observe(value)

    def _child(self, kind: type[_Kind], metric: Metric, labels: dict[str, str]) -> _Kind:
        given = metric.name, tuple(labels.items())
        known = self._children.get(given)
        if isinstance(known, kind):
            return known
        child = self._children[given] = self._found(kind, metric, labels)
        return child

    def _found(self, kind: type[_Kind], metric: Metric, labels: dict[str, str]) -> _Kind:
        collector = self._collectors.get(metric.name)
        if collector is None:
            collector = self._collectors[metric.name] = self._made(metric)
        if not isinstance(collector, kind):
            raise ValueError(f"{metric.name} is a {metric.kind}")
        if set(labels) != set(metric.labels):
            raise ValueError(f"{metric.name} has the labels {metric.labels}, not {tuple(labels)}")
        values = tuple(labels[name] for name in metric.labels)
        if not metric.allows(values):
            raise ValueError(f"{metric.name}: {labels} is not declared")
        return collector.labels(*values) if values else collector

    def _made(self, metric: Metric) -> Counter | Gauge | Histogram:
        name, labels = metric.full_name, metric.labels
        if metric.kind == "counter":
            return Counter(name, metric.help, labels, registry=self.registry)
        if metric.kind == "gauge":
            return Gauge(name, metric.help, labels, registry=self.registry, multiprocess_mode=metric.merged)
        return Histogram(name, metric.help, labels, registry=self.registry, buckets=metric.buckets)
