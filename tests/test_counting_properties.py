"""Whatever is played, the totals add up: with each other, and with what the records say when they are read in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import orjson
import pytest
from prometheus_client import CollectorRegistry
from prometheus_client.samples import Sample

from benchmarks.kafka_stream import mixed
from benchmarks.stream import Stream
from schemas.codec import decode, encode
from schemas.event import ConflictEvent
from schemas.heartbeat import Heartbeat
from schemas.incident import Change, Incident
from schemas.topics import Topic
from schemas.verdict import Verdict
from streams.archive.files import Line
from streams.archive.lines import read_line, write_line
from streams.counting import Counting
from streams.counting.open_incidents import revision
from streams.demo import sample_lines
from streams.incidents.reports import is_denial
from streams.incidents.state import Incidents
from streams.incidents.withdrawals import model_of
from streams.memory import Memory, topic_of
from streams.metrics import CATALOGUE, Metrics
from streams.replay import answers, count_answer, detect_pool, followed, track_memory
from streams.stage import HEARTBEAT, Record
from streams.topology import TOPOLOGY
from tests.builders import clock, event


@dataclass
class Read:
    """What the records say, read in full."""

    verdicts: Counter[tuple[str, str]] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    letters: int = 0
    withdrawals: int = 0
    redelivered: int = 0
    silent: int = 0
    alerts: int = 0
    incidents: dict[str, Incident] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def ran(self, stage: str, record: Record, written: Iterable[Record], _seconds: float) -> None:
        """Read what a stage wrote for a record."""
        written = list(written)
        for each in written:
            self._read(each)
        if stage == "track" and not record.is_heartbeat:
            self._took(decode(ConflictEvent, record.value or b""), written)

    def _read(self, record: Record) -> None:
        topic, key = topic_of(record.topic), (record.key or b"").decode()
        if record.is_heartbeat:
            return
        if topic is Topic.DEAD_LETTERS:
            self.letters += 1
        elif topic is Topic.ALERTS:
            self.alerts += 1
        elif topic is Topic.VERDICTS:
            verdict = decode(Verdict, record.value or b"")
            self.verdicts[verdict.verdict, verdict.reason or ""] += 1
        elif topic is Topic.EVENTS:
            told = decode(ConflictEvent, record.value or b"")
            self.withdrawals += told.withdraws
            self.events[told.event_type] += not told.withdraws
        elif topic is Topic.INCIDENTS and record.value is not None and model_of(key) is Incident:
            self.incidents[key] = decode(Incident, record.value)

    def _took(self, taken: ConflictEvent, written: list[Record]) -> None:
        topics = Counter(topic_of(each.topic) for each in written)
        known, self._seen = taken.event_id in self._seen, self._seen | {taken.event_id}
        self.redelivered += known and not topics[Topic.INCIDENTS] and not is_denial(taken)
        listed = any(
            report.event_id == taken.event_id
            for each in written
            if topic_of(each.topic) is Topic.INCIDENTS and each.value is not None
            for report in decode(Incident, each.value).reports
        )
        self.silent += listed and not topics[Topic.ALERTS]

    @property
    def open(self) -> list[Incident]:
        """The incidents that are open at the end."""
        return [each for each in self.incidents.values() if each.status == "open"]

    def revised(self, direction: str) -> int:
        """Return how many changes of killed and wounded the incidents keep in their history."""
        changes = (change for each in self.incidents.values() for change in each.history)
        return sum(_direction(change) == direction for change in changes)


def _direction(change: Change) -> str | None:
    if change.field not in ("killed", "wounded") or change.reason == "retracted" or "kept" in change.reason:
        return None
    return revision(*(None if span is None else tuple(span) for span in (change.old, change.new)))


@dataclass
class Played:
    """A run: what was counted, what the records say."""

    metrics: Metrics = field(default_factory=lambda: Metrics(CollectorRegistry()))
    read: Read = field(default_factory=Read)

    def __post_init__(self) -> None:
        self.counting = Counting(self.metrics, run_is_test=True)

    def ran(self, *told: Any) -> None:
        """Count and read."""
        self.counting.ran(*told)
        self.read.ran(*told)

    def play(self, records: Iterable[Record]) -> Played:
        """Play records in memory."""
        memory = Memory(TOPOLOGY, test=True, ran=self.ran)
        self.counting.began(memory.state("track"))
        for record in records:
            for _ in memory.feed(record):
                pass
        return self

    def samples(self) -> list[Sample]:
        """Return every series."""
        return [sample for family in self.metrics.registry.collect() for sample in family.samples]

    def by(self, name: str, *labels: str) -> Counter[Any]:
        """Return what a metric shows by labels, the series that are not 0; without labels its sum under ()."""
        found: Counter[Any] = Counter()
        for sample in self.samples():
            if sample.name == f"tocsin_{name}" and sample.value:
                values = tuple(sample.labels[label] for label in labels)
                found[values[0] if len(values) == 1 else values] += int(sample.value)
        return found

    def sum_of(self, name: str, **labels: str) -> int:
        """Return the sum over series that have these labels."""
        return sum(
            int(sample.value)
            for sample in self.samples()
            if sample.name == f"tocsin_{name}" and labels.items() <= sample.labels.items()
        )


def life(number: int) -> Record:
    value = encode(Heartbeat(instance="w", sent=clock("10:00"), sequence=number))
    return Record("tocsin-articles", b"w", value, 1_770_000_000_000, ((HEARTBEAT, b"true"),))


def sample() -> Iterator[Record]:
    for line in sample_lines():
        yield read_line(line.text, line.number)


def generated() -> Iterator[Record]:
    """Yield nine days of news with copies, withdrawals, false stories and redeliveries, and what is no article."""
    for at, delivery in enumerate(Stream(1000, 120, seed=3)):
        value = orjson.dumps(delivery.article)
        yield Record("tocsin-articles", b"k", value, round(delivery.moment.timestamp() * 1000), offset=at)
        if at % 50 == 0:
            yield life(at)
            yield Record("tocsin-articles", b"k", (b"{", b"{}", b'{"uri": "a", "headline": 5}')[at % 3], 0, offset=at)


@pytest.fixture(scope="module", params=[sample, generated], ids=["sample", "generated"])
def played(request: pytest.FixtureRequest) -> Played:
    run = Played().play(request.param())
    assert run.sum_of("incidents_closed_total") and run.sum_of("toll_revisions_total")  # else there is little to add up
    return run


def test_every_article_is_a_verdict_a_dead_letter_or_a_sign_of_life(played: Played) -> None:
    assert played.by("articles_processed_total", "verdict", "reason") == played.read.verdicts
    assert played.sum_of("dead_letters_total") == played.read.letters
    lives = played.sum_of("stage_items_in_total", stage="detect") - played.read.verdicts.total() - played.read.letters
    taken = played.sum_of("stage_items_in_total", stage="track") - lives
    assert taken == played.sum_of("events_detected_total") + played.read.withdrawals
    assert played.by("events_detected_total", "event_type") == +played.read.events
    assert played.sum_of("articles_language_total") == played.read.verdicts.total()


def test_what_opened_and_is_not_closed_is_active(played: Played) -> None:
    open_now = played.read.open
    opened, closed = played.sum_of("incidents_opened_total"), played.sum_of("incidents_closed_total")
    assert opened - closed == len(open_now)
    assert played.by("incidents_active", "severity") == Counter(each.severity for each in open_now)
    assert played.sum_of("incidents_contested") == sum(each.contested for each in open_now)
    assert opened >= sum(any(sent.msg_type != "Cancel" for sent in each.alerts) for each in open_now)


def test_tolls_are_revised_as_often_as_the_incidents_remember(played: Played) -> None:
    for direction in ("up", "down"):
        assert played.sum_of("toll_revisions_total", direction=direction) == played.read.revised(direction)


def test_an_event_is_told_suppressed_or_says_nothing_new(played: Played) -> None:
    assert played.sum_of("alerts_published_total") == played.read.alerts
    assert played.sum_of("alerts_published_total", status="Test") == played.read.alerts
    assert played.sum_of("alerts_by_country_total") == played.read.alerts
    assert played.sum_of("alerts_suppressed_total") == played.read.silent
    assert played.sum_of("duplicates_total", kind="redelivery") == played.read.redelivered
    assert played.sum_of("duplicates_total", kind="copy") <= played.read.silent


def test_nothing_is_in_progress_at_the_end(played: Played) -> None:
    assert played.sum_of("stage_items_in_progress") == 0
    for stage in ("detect", "track"):
        taken = played.sum_of("stage_items_in_total", stage=stage)
        assert played.sum_of("stage_duration_seconds_count", stage=stage) == taken > 0


def test_who_begins_with_the_incidents_at_the_end_shows_the_same(played: Played) -> None:
    later = Played()
    later.counting.began(Incidents(played.read.incidents.values()))
    for name in ("incidents_active", "incidents_contested"):
        assert later.sum_of(name) == played.sum_of(name)
    assert later.by("incidents_active", "severity") == played.by("incidents_active", "severity")


def test_the_declared_series_are_less_than_a_thousand() -> None:
    series = 0
    for metric in CATALOGUE:
        sets = len(list(metric.initial())) or metric.most or 1
        series += sets * (len(metric.buckets) + 3 if metric.buckets else 1)
    assert series < 1000


def test_ten_thousand_articles_and_whatever_they_name_make_less_than_a_thousand_series() -> None:
    run = Played()
    run.counting.began(Incidents())
    lines = (Line(number, write_line(record)) for number, record in enumerate([*mixed(10_000), *hostile()], 1))
    track = track_memory(ran=run.counting.ran)
    with detect_pool(2, timed=partial(run.counting.timed, "detect")) as pool:
        for answer in filter(None, answers(lines, pool)):
            count_answer(answer, run.counting)
            followed(answer, track)
    assert run.sum_of("stage_items_in_total", stage="detect") == 10_100
    assert len(run.samples()) < 1000
    assert not [each.name for each in run.samples() if each.name.endswith("_created")]
    declared = {each.full_name: each for each in CATALOGUE}
    shown: dict[str, set[tuple[str, ...]]] = {}
    for each in run.samples():
        name = next(name for name in (each.name, each.name.rpartition("_")[0]) if name in declared)
        values = tuple(each.labels[label] for label in declared[name].labels)
        assert declared[name].allows(values)
        shown.setdefault(name, set()).add(values)
    for name, sets in shown.items():
        assert len(sets) <= (declared[name].most or len(list(declared[name].initial())) or 1), name


def hostile() -> Iterator[Record]:
    """Yield articles and events that name a country, a language and a source of their own each."""
    for at in range(100):
        article = {
            "uri": f"u{at}",
            "headline": "Two killed in Kherson",
            "language": f"x{at}",
            "source": {"name": f"s{at}"},
        }
        yield Record("tocsin-articles", b"k", orjson.dumps(article), 1_800_000_000_000 + at)
        told = event(killed=3, country=f"C{at}", place=f"Town{at}", outlet=f"Outlet {at}", kind=f"kind{at}")
        yield Record("tocsin-events", b"k", encode(told), 1_800_000_000_000 + at)
