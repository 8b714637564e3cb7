"""The checker finds each fault that it is there to find: a run without faults, and one fault planted at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

import orjson
import pytest

from schemas.topics import Topic
from streams.memory import topic_of
from streams.runtime import context_of, run_stage
from streams.stage import Record
from streams.topology import DETECT, TRACK
from streams.worker.writers import Writer
from tests.faults.load import articles
from tests.faults.oracle import Judgement, judge

Run = dict[Topic, list[Record]]
Plant = Callable[[Run], object]

#: An article that cannot be read, and a sign of life, among the others.
BROKEN = Record("tocsin-articles", b"k", b"{", 1_773_122_400_000)
SIGN = Record("tocsin-articles", b"w", b'{"instance":"w","sent":"2026-03-10T06:00:00Z"}', 1, (("_heartbeat", b"1"),))


def clean_run(number: int = 240) -> Run:
    """Give the topics after workers that were never disturbed."""
    run: Run = {topic: [] for topic in Topic}
    for offset, article in enumerate([*articles(3, number), BROKEN, SIGN]):
        run[Topic.ARTICLES].append(replace(article, partition=offset % 4, offset=offset // 4))
    for article in run[Topic.ARTICLES]:
        for each in run_stage(DETECT, article, context_of(article)):
            put(run, each)
    follow(run)
    return run


def follow(run: Run) -> None:
    """Fold the events, as one undisturbed track worker does."""
    state = TRACK.state() if TRACK.state is not None else None
    for topic in (Topic.ALERTS, Topic.INCIDENTS):
        run[topic].clear()
    for event in run[Topic.EVENTS]:
        context = replace(context_of(event), position=event.offset, committed_below=max(0, event.offset - 20))
        for each in run_stage(TRACK, event, context, state):
            put(run, each)


def put(run: Run, record: Record) -> None:
    topic = topic_of(record.topic)
    assert topic is not None
    now = (("ce_recordedtime", b"2026-11-24T10:00:00Z"),) if topic is Topic.ALERTS else ()
    run[topic].append(replace(record, offset=len(run[topic]), headers=record.headers + now))


@pytest.fixture(scope="module")
def undisturbed() -> Run:
    return clean_run()


@pytest.fixture
def run(undisturbed: Run) -> Run:
    return {topic: list(records) for topic, records in undisturbed.items()}


def judged(run: Run) -> Judgement:
    return judge(run, processes=0)


def update(run: Run) -> int:
    """Give the place of an alert that is not its incident's first."""
    return next(at for at, each in enumerate(run[Topic.ALERTS]) if orjson.loads(each.value or b"")["sequence"] > 1)


def changed(record: Record, **fields: object) -> Record:
    return replace(record, value=orjson.dumps(orjson.loads(record.value or b"") | fields))


def test_a_run_without_faults_has_none(run: Run) -> None:
    found = judged(run)
    assert found.faults() == {}
    assert (found.articles, found.dead_letters, found.repeats) == (241, 1, 0)
    assert found.alerts == len(run[Topic.ALERTS]) > 10


def swap_update_and_first(run: Run) -> None:
    at = update(run)
    key = run[Topic.ALERTS][at].key
    first = next(place for place, each in enumerate(run[Topic.ALERTS]) if each.key == key)
    run[Topic.ALERTS][at], run[Topic.ALERTS][first] = run[Topic.ALERTS][first], run[Topic.ALERTS][at]


def swap_events_of_one_partition(run: Run) -> None:
    events = run[Topic.EVENTS]
    last = max(at for at, each in enumerate(events) if (each.header("origin") or "").startswith("tocsin-articles/0/"))
    events[0], events[last] = events[last], events[0]


def test_the_first_event_that_track_took_wrongly_is_named(run: Run) -> None:
    """As after a start without the incidents that were there: what is known of one is told anew."""
    for at, event in list(enumerate(run[Topic.EVENTS]))[20:]:
        for each in run_stage(TRACK, event, replace(context_of(event), position=at), TRACK.state and TRACK.state()):
            if topic_of(each.topic) is Topic.INCIDENTS:
                run[Topic.INCIDENTS].append(replace(each, headers=(*each.headers, Writer(7, event.offset).header)))
    (named,) = judged(run).examples
    assert re.fullmatch(r"event \d+: incident \S+ by generation 7", named)


#: What is planted, and the figures that must say so: exactly these.
FAULTS: list[tuple[str, Plant, set[str]]] = [
    ("an alert is missing", lambda run: run[Topic.ALERTS].pop(), {"lost"}),
    (
        "an alert nobody decided",
        lambda run: run[Topic.ALERTS].append(changed(run[Topic.ALERTS][0], alert_id="x", sequence=99)),
        {"phantom"},
    ),
    (
        "an alert that is no alert",
        lambda run: put(run, replace(run[Topic.ALERTS][0], value=b"{")),
        {"phantom", "order"},
    ),
    (
        "an alert that changed on its way",
        lambda run: run[Topic.ALERTS].append(changed(run[Topic.ALERTS][-1], killed_max=900)),
        {"divergent"},
    ),
    (
        "an alert under another time",
        lambda run: run[Topic.ALERTS].append(replace(run[Topic.ALERTS][0], timestamp_ms=5)),
        {"divergent"},
    ),
    (
        "an alert under another key",
        lambda run: run[Topic.ALERTS].append(replace(run[Topic.ALERTS][0], key=b"other")),
        {"divergent"},
    ),
    (
        "an alert with another header",
        lambda run: run[Topic.ALERTS].append(replace(run[Topic.ALERTS][0], headers=(("ce_id", b"other"),))),
        {"divergent"},
    ),
    ("an update before its alert", swap_update_and_first, {"order"}),
    ("a verdict is missing", lambda run: run[Topic.VERDICTS].pop(), {"unaccounted"}),
    ("a dead letter is missing", lambda run: run[Topic.DEAD_LETTERS].pop(), {"unaccounted"}),
    (
        "an article with two outcomes",
        lambda run: run[Topic.VERDICTS].append(changed(run[Topic.VERDICTS][0], confidence=0.123)),
        {"unaccounted", "misread"},
    ),
    (
        "a verdict of no article",
        lambda run: put(run, replace(run[Topic.VERDICTS][0], headers=(("origin", b"tocsin-articles/9/9"),))),
        {"misread"},
    ),
    ("an incident record is missing", lambda run: run[Topic.INCIDENTS].pop(), {"state"}),
    (
        "an incident of nobody",
        lambda run: run[Topic.INCIDENTS].append(replace(run[Topic.INCIDENTS][0], key=b"other")),
        {"state"},
    ),
    (
        "an incident that vanished",
        lambda run: run[Topic.INCIDENTS].append(replace(run[Topic.INCIDENTS][-1], value=None)),
        {"state"},
    ),
    (
        "an incident that went back",
        lambda run: run[Topic.INCIDENTS].append(changed(run[Topic.INCIDENTS][-1], revision=0)),
        {"state"},
    ),
    (
        "track gave an event up",
        lambda run: run[Topic.DEAD_LETTERS].append(dead_event(run)),
        {"dead_wrong"},
    ),
]

#: The same for detect: track followed the events as they stand.
MISREADINGS: list[tuple[str, Plant, set[str]]] = [
    ("an event is missing", lambda run: run[Topic.EVENTS].pop(3), {"events_lost"}),
    (
        "an event nobody read",
        lambda run: put(run, changed(run[Topic.EVENTS][0], event_id="0" * 32)),
        {"events_phantom", "events_order"},
    ),
    (
        "an event with another toll",
        lambda run: put(run, changed(run[Topic.EVENTS][0], toll=None)),
        {"events_divergent"},
    ),
    ("events out of order", swap_events_of_one_partition, {"events_order"}),
]


def dead_event(run: Run) -> Record:
    broken = replace(run[Topic.EVENTS][0], value=b"{")
    (letter,) = run_stage(TRACK, broken, context_of(broken), TRACK.state() if TRACK.state is not None else None)
    return letter


@pytest.mark.parametrize(("plant", "expected"), [each[1:] for each in FAULTS], ids=[each[0] for each in FAULTS])
def test_a_planted_fault_is_found_and_named(run: Run, plant: Plant, expected: set[str]) -> None:
    plant(run)
    assert set(judged(run).faults()) == expected


@pytest.mark.parametrize(
    ("plant", "expected"), [each[1:] for each in MISREADINGS], ids=[each[0] for each in MISREADINGS]
)
def test_a_fault_of_detect_is_found_though_track_followed_it(run: Run, plant: Plant, expected: set[str]) -> None:
    plant(run)
    follow(run)
    assert set(judged(run).faults()) == expected


def twice(records: list[Record]) -> Iterator[Record]:
    """Write everything twice, some records later, as a crash before a commit does."""
    offset = count()
    for start in range(0, len(records), 7):
        for each in records[start : start + 7] * 2:
            yield replace(each, offset=next(offset))


def test_repeats_after_a_crash_are_counted_and_are_no_fault(run: Run) -> None:
    for topic in (Topic.VERDICTS, Topic.EVENTS, Topic.DEAD_LETTERS):
        run[topic] = list(twice(run[topic]))
    follow(run)
    run[Topic.ALERTS] = list(twice(run[Topic.ALERTS]))
    found = judged(run)
    assert found.faults() == {}
    assert found.events_repeats == found.events
    assert found.repeats >= found.alerts


def timed_out(run: Run) -> Record:
    """Turn a verdict without event into the dead letter of an article that took too long."""
    at = next(at for at, each in enumerate(run[Topic.VERDICTS]) if b'"no_event"' in (each.value or b""))
    position = run[Topic.VERDICTS].pop(at).header("origin")
    _, partition, offset = (position or "").split("/")
    pretended = replace(BROKEN, partition=int(partition), offset=int(offset))
    (letter,) = run_stage(DETECT, pretended, context_of(pretended))
    put(run, replace(letter, headers=(*letter.headers, ("tocsin-dlq-reason", b"timeout"))))
    return run[Topic.DEAD_LETTERS][-1]


def test_an_article_given_up_is_a_fault_unless_the_run_provoked_it(run: Run) -> None:
    timed_out(run)
    assert set(judged(run).faults()) == {"misread"}
    assert judge(run, excused={"timeout"}, processes=0).faults() == {}


def test_the_line_says_it_all(run: Run) -> None:
    run[Topic.VERDICTS].pop()
    line = judged(run).line(seed=3)
    assert line.startswith("seed=3 articles=241 events=80 ")
    assert "lost=0 phantom=0 divergent=0 repeats=0 order=0 accounted=99.5851% misread=0" in line
