"""Count what a stage took and wrote, once the broker has it: everything is read from the records themselves.

Records marked as tests count for the stages and as alerts with ``status="Test"``, nowhere else, unless the whole run
is a test (replay, demo). Such a run plays the past, so that delays until now would be none: it observes no delay.
Example::

    counting = Counting(metrics, sources=("Northwire",))
    counting.took("detect", 1)
    counting.detected(record, written)      # after all of it is written
    counting.done("detect", 1)
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import orjson
import structlog

from schemas.incident import Incident
from schemas.topics import Topic
from schemas.vocabulary import AlertStatus, Severity
from streams.counting.articles import count_event, language_of
from streams.counting.joining import Joined, joined
from streams.counting.open_incidents import OpenIncidents, incidents_of
from streams.counting.sources import Sources
from streams.extraction.outputs import UNKNOWN_COUNTRY
from streams.incidents.packed import unpack
from streams.incidents.state import Incidents
from streams.lexicons.countries import load_countries
from streams.memory import topic_of
from streams.metrics import (
    ALERT_DELAY,
    ALERTS,
    ALERTS_BY_COUNTRY,
    ARTICLES,
    DEAD_LETTERS,
    DUPLICATES,
    HEARTBEAT,
    ITEMS_IN,
    ITEMS_IN_PROGRESS,
    ITEMS_OUT,
    LANGUAGES_SEEN,
    LAST_ARTICLE,
    LAST_ITEM,
    PIPELINE_LATENCY,
    SOURCE_LAST_ARTICLE,
    STAGE_DURATION,
    SUPPRESSED,
    WATERMARK,
    Metric,
    Metrics,
)
from streams.stage import Record

DETECT, TRACK = "detect", "track"
#: Incidents read in one go at the beginning, some tens of milliseconds.
AT_ONCE = 100

log = structlog.get_logger("tocsin.counting")


class Counting:
    """Counts into ``metrics``.

    Args:
        metrics: where to count.
        run_is_test: whether the whole run is a test (replay, demo): then test records count like others.
        sources: names, domains or publisher families whose last article is told; only where detect is counted.
        clock: Unix seconds.
    """

    def __init__(
        self,
        metrics: Metrics,
        *,
        run_is_test: bool = False,
        sources: Collection[str] = (),
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._metrics = metrics
        self._run_is_test = run_is_test
        self._clock = clock
        self._in_progress: Counter[str] = Counter()
        self._newest: dict[tuple[str, str], float] = {}
        self._incidents = OpenIncidents(metrics)
        self._state = Incidents()
        self._failed = False
        self._sources = Sources(sources)
        for source in self._sources.labels:  # never: a start is no article
            metrics.set(SOURCE_LAST_ARTICLE, 0, source=source)

    def took(self, stage: str, number: int = 1) -> None:
        """Count records that a stage begins with."""
        self._metrics.count(ITEMS_IN, number, stage=stage)
        self._in_progress[stage] += number
        self._metrics.set(ITEMS_IN_PROGRESS, self._in_progress[stage], stage=stage)

    def done(self, stage: str, number: int = 1) -> None:
        """Take back records that a stage has finished, from those it is at."""
        self._in_progress[stage] -= number
        self._metrics.set(ITEMS_IN_PROGRESS, self._in_progress[stage], stage=stage)

    def timed(self, stage: str, seconds: float) -> None:
        """Take note of how long a stage was at one record, without reading and writing."""
        self._metrics.observe(STAGE_DURATION, seconds, stage=stage)

    def detected(self, record: Record, written: Sequence[Record]) -> None:
        """Count what follows from an article: ``written`` is all that detect wrote for it. Never raises."""
        with self._finishing(DETECT, record, written):
            if self._is_outside(record):
                return
            for each in written:
                self._detected(record, each)

    def tracked(self, record: Record, written: Sequence[Record], seconds: float) -> None:
        """Count what follows from an event: all that track wrote for it, in ``seconds``. Never raises."""
        self.timed(TRACK, seconds)
        with self._finishing(TRACK, record, written):
            for each in written:
                if topic_of(each.topic) is Topic.ALERTS:
                    self._published(each)
            # Not from the records' bytes: to read a story of many reports takes a tenth of what track takes for it.
            incidents = {name: self._state.get(name) for name in incidents_of(written)}
            for name, incident in incidents.items():
                # An event moves incidents beside its own: a live one may end by the time of a test, and the reverse.
                if incident is None or self._run_is_test or not incident.test:
                    self._incidents.put(name, incident)
            if not self._is_outside(record):
                self._tracked(record, written, [each for each in incidents.values() if each is not None])

    def ran(self, stage: str, record: Record, written: Sequence[Record], seconds: float) -> None:
        """Count a record that a stage took and finished at once, in ``seconds`` (streams.memory.Ran)."""
        self.took(stage)
        if stage == DETECT:
            self.timed(stage, seconds)
            self.detected(record, written)
        else:
            self.tracked(record, written, seconds)
        self.done(stage)

    def refused(self, written: Sequence[Record]) -> None:
        """Count dead letters of what reached no stage: lines of a replay that are no records."""
        for each in written:
            self._dead_letter(each)

    def began(self, incidents: Incidents) -> None:
        """Begin with the state of track, in which its incidents are looked up; what was known before is forgotten."""
        for _ in self.beginning(incidents):
            pass

    def beginning(self, incidents: Incidents) -> Iterator[None]:
        """Do what ``began`` does, and yield now and then, so that a loop may have its turn."""
        for country in (*load_countries().by_code, UNKNOWN_COUNTRY):  # else its first alert would be no increase
            self._metrics.count(ALERTS_BY_COUNTRY, 0, country=country)
        self._state = incidents
        self._incidents.forget_all()
        newest = 0.0
        for number, (name, packed) in enumerate(incidents.unclosed()):
            value: dict[str, Any] = orjson.loads(unpack(packed))
            if self._run_is_test or not value.get("test"):
                self._incidents.know(name, value)
                newest = max(newest, _seconds(value["applied_at"]))
            if number % AT_ONCE == AT_ONCE - 1:
                yield
        self._incidents.tell()
        self._keep_newest(WATERMARK, newest)

    @contextmanager
    def _finishing(self, stage: str, record: Record, written: Sequence[Record]) -> Iterator[None]:
        self._metrics.count(ITEMS_OUT, len(written), stage=stage)
        self._metrics.set(LAST_ITEM, self._clock(), stage=stage)
        try:
            yield
        except Exception as error:  # noqa: BLE001 - a figure may be missing; the stage goes on
            if not self._failed:  # once: it may concern every record
                self._failed = True
                log.error("not counted", stage=stage, position=record.position, why=f"{type(error).__name__}: {error}")

    def _is_outside(self, record: Record) -> bool:
        """Say whether a record counts for the stage alone."""
        return record.header("_test") == "true" and not self._run_is_test

    def _detected(self, record: Record, written: Record) -> None:
        topic = topic_of(written.topic)
        if topic is Topic.DEAD_LETTERS:
            self._dead_letter(written)
        elif written.is_heartbeat:
            self._alive(DETECT, written)
        elif topic is Topic.VERDICTS:
            self._verdict(record, orjson.loads(written.value or b""))
        elif topic is Topic.EVENTS:
            count_event(self._metrics, orjson.loads(written.value or b""))

    def _verdict(self, record: Record, verdict: dict[str, Any]) -> None:
        self._metrics.count(ARTICLES, verdict=verdict["verdict"], reason=verdict["reason"] or "")
        self._metrics.count(LANGUAGES_SEEN, language=language_of(verdict))
        self._metrics.set(LAST_ARTICLE, self._clock())
        for source in self._sources.of(record):
            came = min(record.timestamp_ms / 1000, self._clock())
            self._keep_newest(SOURCE_LAST_ARTICLE, came, source=source)

    def _dead_letter(self, written: Record) -> None:
        reason, stage = written.header("tocsin-dlq-reason"), written.header("tocsin-dlq-stage")
        self._metrics.count(DEAD_LETTERS, stage=stage or "", reason=reason or "")

    def _alive(self, stage: str, written: Record) -> None:
        sent = _seconds(orjson.loads(written.value or b"")["sent"])
        # One that claims to come from the future would hide any silence until then.
        self._keep_newest(HEARTBEAT, min(sent, self._clock()), stage=stage)

    def _tracked(self, record: Record, written: Sequence[Record], incidents: Sequence[Incident]) -> None:
        for each in written:
            if topic_of(each.topic) is Topic.DEAD_LETTERS:
                self._dead_letter(each)
                return
            if each.is_heartbeat:
                self._alive(TRACK, each)
                return
        event: dict[str, Any] = orjson.loads(record.value or b"")
        alerts = [each for each in written if topic_of(each.topic) is Topic.ALERTS]
        for each in alerts:
            self._sent(each, record, event)
        if incidents:
            self._keep_newest(WATERMARK, record.timestamp_ms / 1000)
        self._joined(joined(record, event["event_id"], written, incidents), has_alerts=bool(alerts))

    def _joined(self, what: Joined, *, has_alerts: bool) -> None:
        if what.duplicate is not None:
            self._metrics.count(DUPLICATES, kind=what.duplicate)
        if what.silent_because is not None and not has_alerts:
            self._metrics.count(SUPPRESSED, reason=what.silent_because)

    def _published(self, alert: Record) -> None:
        """Count an alert, of tests too: they tell themselves by their status."""
        self._metrics.count(
            ALERTS,
            severity=alert.header("ce_capseverity") or Severity.UNKNOWN,
            msg_type=alert.header("ce_capmsgtype") or "",
            status=alert.header("ce_capstatus") or AlertStatus.ACTUAL,
        )

    def _sent(self, alert: Record, record: Record, event: dict[str, Any]) -> None:
        country = alert.header("ce_country") or UNKNOWN_COUNTRY
        known = country in load_countries().by_code
        self._metrics.count(ALERTS_BY_COUNTRY, country=country if known else UNKNOWN_COUNTRY)
        if self._run_is_test or event.get("operator") is not None:  # no article caused what a person ordered
            return
        now = self._clock()
        self._metrics.observe(PIPELINE_LATENCY, max(0.0, now - record.timestamp_ms / 1000))
        if published := event["article"].get("published_at"):
            self._metrics.observe(ALERT_DELAY, max(0.0, now - _seconds(published)))

    def _keep_newest(self, metric: Metric, value: float, **labels: str) -> None:
        """Set a gauge, unless a later moment stands there: records of several partitions come in no order."""
        name = metric.name, "".join(labels.values())
        if value > self._newest.get(name, 0.0):
            self._newest[name] = value
            self._metrics.set(metric, value, **labels)


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment.strip().upper()).timestamp()  # as schemas.base.Time reads it
