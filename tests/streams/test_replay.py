"""A replay: every line answered, in order, the same whatever the number of processes or the speed."""

from collections.abc import Iterable

import orjson

from schemas.codec import encode
from schemas.heartbeat import Heartbeat
from streams.archive.files import Line
from streams.archive.lines import write_line
from streams.replay import Pace, Step, Tally, answers, count_answer, detect_pool, followed, replay, track_memory
from streams.stage import HEARTBEAT, Record
from tests.builders import clock, event
from tests.counted import Counted

ATTACK = {"uri": "a", "headline": "Drone kills two in Kherson", "body": "A Russian drone killed two people in Kherson."}
RATES = {"uri": "b", "headline": "Bank leaves rates alone", "body": "The bank left its rates alone on Monday."}


def lines(*records: object) -> list[Line]:
    """Give numbered lines: of an article, or as they stand."""
    texts = [
        each if isinstance(each, bytes) else orjson.dumps({"topic": "tocsin-articles", "timestamp": 5, "value": each})
        for each in records
    ]
    return [Line(number, text) for number, text in enumerate(texts, 1)]


def steps(given: Iterable[Line | None], processes: int = 1) -> list[Step]:
    with detect_pool(processes) as pool:
        return [step for step in replay(given, pool) if step is not None]


def written(step: Step) -> list[str]:
    return [record.topic.removeprefix("tocsin-") for record in step.written]


def test_a_line_gives_its_verdict_then_its_events_then_what_track_makes_of_them() -> None:
    (step,) = steps(lines(ATTACK))
    assert written(step) == ["verdicts", "events", "incidents", "alerts"]


def test_the_bytes_are_the_same_with_any_number_of_processes() -> None:
    given = lines(*[{**article, "uri": str(n)} for n in range(30) for article in (ATTACK, RATES)], b"nonsense")
    assert steps(given, processes=1) == steps(given, processes=3)


def test_recorded_events_give_what_their_articles_gave() -> None:
    (lived,) = steps(lines(ATTACK))
    events = [record for record in lived.written if record.topic == "tocsin-events"]
    (again,) = steps(lines(*map(write_line, events)))
    assert again.written == lived.written[2:] != ()


def test_a_line_that_is_no_record_is_a_dead_letter_with_its_bytes() -> None:
    (step,) = steps(lines(b'{"topic": 5}'))
    (letter,) = step.written
    assert letter.value == b'{"topic": 5}'
    assert letter.header("__streams.errors.message") == "schema: topic at /topic: required, must be text"


def test_a_record_of_another_topic_is_ignored() -> None:
    (step,) = steps(lines(b'{"topic": "tocsin-verdicts", "timestamp": 5, "value": {}}'))
    assert (step.written, step.ignored) == ((), True)


def test_everything_is_marked_as_a_test() -> None:
    (step,) = steps(lines(ATTACK))
    assert {record.header("_test") for record in step.written} == {"true"}


def test_the_origin_of_a_line_without_a_position_is_its_number() -> None:
    (step,) = steps([Line(41, lines(RATES)[0].text)])
    assert step.written[0].header("origin") == "tocsin-articles/0/41"


def test_the_counts_add_up() -> None:
    tally = Tally()
    for step in steps(lines(ATTACK, RATES, b"nonsense", {"uri": "c"}, b'{"topic": "x", "timestamp": 5, "value": {}}')):
        tally.count(step)
    assert (tally.lines, tally.articles, tally.ignored) == (5, 4, 1)
    assert tally.verdicts == {"event": 1, "not_conflict": 1}
    assert tally.dead_letters == {"deserialization": 1, "schema": 1}


def test_records_that_are_not_kept_take_no_part() -> None:
    with detect_pool(1) as pool:
        kept = replay(lines(ATTACK, RATES), pool, keep=lambda record: b'"b"' in (record.value or b""))
        assert [step.record.offset for step in kept if step is not None] == [2]


def test_a_line_that_is_no_record_is_told_though_nothing_is_kept() -> None:
    with detect_pool(1) as pool:
        (step,) = replay(lines(ATTACK, b"nonsense"), pool, keep=lambda _: False)
    assert step is not None
    assert written(step) == ["dead-letters"]


class Clock:
    """A clock that moves only when someone sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_the_pace_is_that_of_the_records_divided_by_the_speed() -> None:
    clock = Clock()
    pace = Pace(60, clock=lambda: clock.now, sleep=clock.sleep)
    for due_ms in (0, 60_000, 30_000, 120_000):
        pace(due_ms)
    assert clock.now == 102.0


def test_lateness_is_told_and_not_carried_on() -> None:
    clock = Clock()
    pace = Pace(1, clock=lambda: clock.now, sleep=clock.sleep)
    pace(0)
    clock.now += 5
    pace(2000)
    pace(6000)
    assert (round(pace.latest, 6), clock.now) == (3.0, 106.0)


def test_times_that_go_back_are_no_lateness() -> None:
    clock = Clock()
    pace = Pace(1, clock=lambda: clock.now, sleep=clock.sleep)
    for due_ms in (0, 60_000, 30_000):
        pace(due_ms)
    assert (pace.latest, clock.now, pace.due_in(61_000)) == (0.0, 160.0, 1.0)


def test_a_line_that_cannot_be_read_holds_nothing_up() -> None:
    due: list[int] = []
    with detect_pool(1) as pool:
        list(replay(lines(b"nonsense", RATES), pool, pace=due.append))
    assert due == [5]


def test_a_tally_counts_an_incident_once() -> None:
    tally = Tally()
    written = (b'{"revision":1}', b'{"revision":2}', None)
    revisions = tuple(Record("tocsin-incidents", b"i", each, 0) for each in written)
    tally.count(Step(Record("tocsin-events", None, b"", 0), revisions))
    assert tally.incidents == 1


def test_what_is_counted_is_what_the_tally_says() -> None:
    life = Record(
        "tocsin-articles", b"w", encode(Heartbeat(instance="w", sent=clock("10:00"))), 5, ((HEARTBEAT, b"1"),)
    )
    events = [Record("tocsin-events", b"UA", encode(event(killed=3, place="Odesa")), 5)]
    other = b'{"topic": "tocsin-verdicts", "timestamp": 5, "value": {}}'
    given = lines(ATTACK, RATES, {"uri": "c"}, b"nonsense", other, *map(write_line, [life, *events]))
    counted, tally = Counted(run_is_test=True), Tally()
    track = track_memory(ran=counted.counting.ran)
    with detect_pool(1) as pool:
        for answer in filter(None, answers(given, pool)):
            count_answer(answer, counted.counting)
            tally.count(followed(answer, track))
    assert counted.shows("stage_items_in_total", stage="detect") == 4  # a sign of life among them
    assert counted.sum_of("articles_processed_total") == tally.verdicts.total() == 2
    assert counted.sum_of("dead_letters_total") == tally.dead_letters.total() == 2
    assert counted.shows("dead_letters_total", stage="replay", reason="deserialization") == 1
    assert counted.sum_of("alerts_published_total") == tally.alerts.total() == 2
    assert counted.shows("stage_items_in_total", stage="track") == 3
