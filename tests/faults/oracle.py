"""Say what a run lost: recompute every answer from what the topics hold, and compare it with what was written.

``judge(topics)`` reads the articles anew with the pure DETECT, folds the events topic as it stands, repeats included,
with the pure TRACK, and compares with the verdicts, events, dead letters, alerts and incidents that the workers wrote.
Nothing here knows Kafka; ``tests/faults/topics.py`` reads the records. Example::

    assert judge(read).faults() == {}
    print(judge(read).line(seed=3))  # seed=3 articles=20000 ... lost=0 phantom=0 divergent=0 repeats=12 order=0 ...
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, NamedTuple

import orjson

from schemas.codec import decode, encode
from schemas.incident import Incident
from schemas.topics import Topic
from streams.incidents.state import Incidents
from streams.incidents.withdrawals import model_of
from streams.memory import topic_of
from streams.pool import Pool, Work
from streams.runtime import context_of, run_stage
from streams.stage import Record
from streams.topology import DETECT, TRACK
from streams.worker.writers import Writers, written_by

#: What each topic holds, in order of partition and offset.
Topics = Mapping[Topic, Sequence[Record]]

#: Headers that may differ between two sendings of one alert (messages.md).
UNSTABLE = frozenset({"ce_recordedtime", "traceparent"})
#: A stack names lines and depends on how the stage was called; all else of a dead letter is compared.
STACK = "__streams.errors.stacktrace"
Identity = Callable[[Record], object]
#: An incident and the offset of the event that made it what it is.
Revision = tuple[bytes, int]


class Written(NamedTuple):
    """What must be equal between the record expected and every copy of it."""

    key: bytes | None
    value: bytes | None
    timestamp_ms: int
    headers: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found. Each figure but the first four and ``repeats`` is a number of faults.

    ``lost``, ``phantom``, ``divergent``, ``repeats``, ``order`` speak of alerts: expected ones that are not there, ones
    that are there and not expected, ones with other bytes than expected, records beyond the first of an alert, and
    alerts whose sequence is lower than that of one before in their incident. ``unaccounted``: articles that have not
    exactly one outcome; ``misread``: articles with another outcome than the one recomputed. ``events_*``: as for
    alerts, by event and article. ``state``: incidents whose latest record is not the recomputed one. ``late``:
    incident records of a process that had been replaced, which do not count. ``dead_wrong``: dead letters of track that
    are not expected, or missing.
    """

    articles: int
    events: int
    alerts: int
    dead_letters: int
    lost: int
    phantom: int
    divergent: int
    repeats: int
    order: int
    unaccounted: int
    misread: int
    events_lost: int
    events_phantom: int
    events_divergent: int
    events_repeats: int
    events_order: int
    state: int
    late: int
    dead_wrong: int
    #: Positions of some articles that are unaccounted or misread, and of the first event that track took wrongly.
    examples: tuple[str, ...] = ()

    def faults(self) -> dict[str, int]:
        """Return the figures that break the promise; empty when it was kept."""
        harmless = ("articles", "events", "alerts", "dead_letters", "repeats", "events_repeats", "late", "examples")
        return {name: figure for name, figure in asdict(self).items() if figure and name not in harmless}

    def line(self, **known: object) -> str:
        """Return the one line that a run prints."""
        share = 100 * (1 - self.unaccounted / self.articles) if self.articles else 100.0
        figures = known | asdict(self)
        told = (f"{name}={figure}" for name, figure in figures.items() if name not in ("unaccounted", "examples"))
        return " ".join(told).replace(" misread=", f" accounted={share:.6g}% misread=")


def judge(
    topics: Topics,
    *,
    deployment: str = "default",
    min_level: str = "Unknown",
    excused: Collection[str] = (),
    processes: int = 2,
) -> Judgement:
    """Compare what the topics hold with what the pure topology makes of the articles and the events in them.

    ``excused``: reasons of dead letters that a run provokes on purpose and that cannot be recomputed (timeout, bug).
    ``processes``: children that read the articles anew; 0 reads them in this process.
    """
    articles = [each for each in topics[Topic.ARTICLES] if not each.is_heartbeat]
    events = [each for each in topics[Topic.EVENTS] if not each.is_heartbeat]
    answers = _reread(articles, deployment, processes)
    signs = [each for each in topics[Topic.ARTICLES] if each.is_heartbeat]
    alerts, dead, state, revisions = _followed(events, deployment, min_level)
    counting = _in_time(topics[Topic.INCIDENTS])
    letters = topics[Topic.DEAD_LETTERS]
    outcomes, given_up = _outcomes(topics[Topic.VERDICTS], letters, excused)
    unaccounted = [each.position for each in articles if len(_found(outcomes, each)) != 1]
    expected = {each.position: set(map(_stable, written)) for each, written in zip(articles, answers, strict=True)}
    # A sign of life is no article; one that cannot be read is a dead letter all the same.
    expected |= {each.position: set(map(_stable, run_stage(DETECT, each, context_of(each)))) for each in signs}
    misread = [
        each.position
        for each in (*articles, *signs)
        if each.position not in given_up and _found(outcomes, each) - expected[each.position]
    ]
    misread += outcomes.keys() - {name for each in (*articles, *signs) for name in _names(each)}
    expected_events = [
        each
        for article, written in zip(articles, answers, strict=True)
        if article.position not in given_up
        for each in written
        if topic_of(each.topic) is Topic.EVENTS
    ]
    found, read = _compared(alerts, topics[Topic.ALERTS], _alert_id), _compared(expected_events, events, _event_id)
    return Judgement(
        articles=len(articles),
        events=len(events) - read.repeats,
        alerts=len({_alert_id(each) for each in alerts}),
        dead_letters=len({_culprit(each) for each in letters}),
        lost=found.lost,
        phantom=found.phantom,
        divergent=found.divergent,
        repeats=found.repeats,
        order=_inversions(_first(topics[Topic.ALERTS], _alert_id), _sequence),
        unaccounted=len(unaccounted),
        misread=len(misread),
        events_lost=read.lost,
        events_phantom=read.phantom,
        events_divergent=read.divergent,
        events_repeats=read.repeats,
        events_order=_inversions(_first(events, _event_id), _place),
        state=_differing(state, counting),
        late=len(topics[Topic.INCIDENTS]) - len(counting),
        dead_wrong=_misplaced(dead, [each for each in letters if each.header("tocsin-dlq-stage") == TRACK.name]),
        examples=(*unaccounted[:3], *misread[:3], *_first_wrong(revisions, counting)),
    )


class _Comparison(NamedTuple):
    lost: int
    phantom: int
    divergent: int
    repeats: int


def _reread(articles: Sequence[Record], deployment: str, processes: int) -> list[tuple[Record, ...]]:
    if not processes:
        return [run_stage(DETECT, each, context_of(each, deployment=deployment)) for each in articles]
    with Pool(DETECT, processes, seconds=120, deployment=deployment) as pool:
        return [answer[1] for answer in pool.ordered(map(Work, articles)) if answer is not None]


def _followed(
    events: Iterable[Record], deployment: str, min_level: str
) -> tuple[list[Record], list[Record], Incidents, dict[Revision, bytes]]:
    """Fold the events in the order of their topic.

    Give the alerts, the dead letters, the state at the end, and each incident as each event left it.
    """
    state, alerts, dead, revisions = Incidents(), [], [], dict[Revision, bytes]()
    for event in events:
        context = replace(context_of(event, deployment=deployment), min_level=min_level, position=event.offset)
        for each in run_stage(TRACK, event, context, state):
            if topic_of(each.topic) is Topic.ALERTS:
                alerts.append(each)
            elif topic_of(each.topic) is Topic.INCIDENTS:
                revisions[each.key or b"", event.offset] = _core_of(each.key, each.value)
            elif topic_of(each.topic) is Topic.DEAD_LETTERS:
                dead.append(each)
    return alerts, dead, state, revisions


def _outcomes(
    verdicts: Iterable[Record], letters: Iterable[Record], excused: Collection[str]
) -> tuple[dict[str, set[Written]], set[str]]:
    """Return what became of each article, by origin or position, and the positions of those that were given up."""
    outcomes: dict[str, set[Written]] = {}
    given_up: set[str] = set()
    for verdict in verdicts:
        outcomes.setdefault(verdict.header("origin") or "", set()).add(_stable(verdict))
    for letter in letters:
        if letter.header("tocsin-dlq-stage") != DETECT.name:
            continue
        outcomes.setdefault(_culprit(letter), set()).add(_stable(letter))
        if letter.header("tocsin-dlq-reason") in excused:
            given_up.add(_culprit(letter))
    return outcomes, given_up


def _found(outcomes: Mapping[str, set[Written]], article: Record) -> set[Written]:
    return set().union(*(outcomes.get(name, set()) for name in _names(article)))


def _names(article: Record) -> set[str]:
    """Return under which names the outcome of an article may stand: a redriven one has an origin of its own."""
    return {article.position, context_of(article).origin}


def _compared(expected: Iterable[Record], written: Iterable[Record], identity: Identity) -> _Comparison:
    wanted: dict[object, Written] = {}
    for each in expected:
        wanted.setdefault(identity(each), _stable(each))
    copies: dict[object, set[Written]] = {}
    records = 0
    for each in written:
        records += 1
        copies.setdefault(identity(each), set()).add(_stable(each))
    return _Comparison(
        lost=len(wanted.keys() - copies.keys()),
        phantom=len(copies.keys() - wanted.keys()),
        divergent=sum(name in wanted and found != {wanted[name]} for name, found in copies.items()),
        repeats=records - len(copies),
    )


def _in_time(written: Iterable[Record]) -> list[Record]:
    """Return the incident records that count, as recovery reads them."""
    writers = Writers()
    return [each for each in written if not writers.is_late(each.key or b"", each.headers)]


def _differing(state: Incidents, written: Iterable[Record]) -> int:
    """Count the incidents whose latest record is not the recomputed one; the outbox's bodies do not count."""
    latest = {each.key or b"": each for each in written}
    found = {key: _core_of(key, each.value) for key, each in latest.items() if each.value is not None}
    wanted = {each.incident_id.encode(): _core(each) for each in (*state, *state.remembered)}
    return sum(found.get(key) != wanted.get(key) for key in found.keys() | wanted.keys())


def _first_wrong(revisions: Mapping[Revision, bytes], written: Iterable[Record]) -> list[str]:
    """Name the first event whose incident record is not the recomputed one, with the generation that wrote it."""
    wrong = [
        (writer.position, each.key or b"", writer.generation)
        for each in written
        if (writer := written_by(each.headers)) is not None
        and revisions.get((each.key or b"", writer.position)) != _core_of(each.key, each.value)
    ]
    return [f"event {at}: incident {key.decode()} by generation {by}" for at, key, by in sorted(wrong)[:1]]


def _core_of(key: bytes | None, value: bytes | None) -> bytes:
    return b"" if value is None else _core(decode(model_of((key or b"").decode()), value))


def _core(incident: Incident) -> bytes:
    bare = tuple(sent.model_copy(update={"body": None, "headers": {}}) for sent in incident.alerts)
    return encode(incident.model_copy(update={"alerts": bare}))


def _misplaced(expected: Iterable[Record], written: Iterable[Record]) -> int:
    return len({(_culprit(each), _stable(each)) for each in expected} ^ {(_culprit(e), _stable(e)) for e in written})


def _first(records: Iterable[Record], identity: Identity) -> list[Record]:
    """Return the records without those whose identity was there before."""
    found: dict[object, Record] = {}
    for each in records:
        found.setdefault(identity(each), each)
    return list(found.values())


def _inversions(records: Iterable[Record], place: Callable[[Record], tuple[object, int]]) -> int:
    """Count the records that stand behind one of the same group with a higher number."""
    highest: dict[object, int] = {}
    inversions = 0
    for each in records:
        group, number = place(each)
        inversions += number < highest.get(group, number)
        highest[group] = max(number, highest.get(group, number))
    return inversions


def _stable(record: Record) -> Written:
    headers = tuple((name, text) for name, text in record.headers if name not in UNSTABLE and name != STACK)
    return Written(record.key, record.value, record.timestamp_ms, headers)


def _alert_id(record: Record) -> object:
    return _field(record, "alert_id")


def _event_id(record: Record) -> object:
    return _field(record, "event_id"), record.header("origin")


def _sequence(record: Record) -> tuple[object, int]:
    return record.key, int(_field(record, "sequence") or 0)


def _place(record: Record) -> tuple[object, int]:
    partition, _, offset = (record.header("origin") or "").rpartition("/")
    return partition, int(offset or 0)


def _field(record: Record, name: str) -> Any:
    """Return a field of a record's value; of what cannot be read, the value itself, so that it counts as foreign."""
    try:
        return orjson.loads(record.value or b"")[name]
    except (ValueError, TypeError, KeyError):
        return None if name == "sequence" else record.value


def _culprit(letter: Record) -> str:
    """Return the position of the record that became a dead letter."""
    return "/".join(letter.header(f"__streams.errors.{part}") or "" for part in ("topic", "partition", "offset"))
