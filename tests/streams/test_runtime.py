"""One stage on one record: outputs, or exactly one dead letter; never an exception, never silence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from schemas.topics import Topic
from streams.runtime import MAX_STACK_BYTES, MAX_TIME_MS, context_of, dead_letter, prefix_of, run_stage
from streams.stage import Context, Output, Record, Reject, Stage

ARTICLE = orjson.dumps({"uri": "a", "headline": "Two hurt"})
CONTEXT = Context(5_000, "tocsin-articles/0/9")


def stage(step: Any) -> Stage:
    """Return a stage of one step that writes each value it gets as an empty record of the verdicts topic."""

    def emit(value: Any, context: Context) -> Iterator[Output]:
        yield Output(Topic.VERDICTS, str(value), None, {"origin": context.origin})

    return Stage("detect", reads=Topic.ARTICLES, writes=(Topic.VERDICTS,), steps=(step,), emit=emit)


def run(step: Any, value: bytes | None = ARTICLE) -> tuple[Record, ...]:
    record = Record("replay-articles", b"key", value, 5_000, (("trace", b"t"),), partition=1, offset=9)
    return run_stage(stage(step), record, CONTEXT)


def raising(error: Exception) -> Any:
    def step(_value: Any, _context: Context) -> Any:
        raise error

    return step


def test_what_a_stage_writes_goes_to_the_deployment_of_its_input() -> None:
    (written,) = run(lambda article, _: article.uri)
    assert (written.topic, written.key, written.timestamp_ms) == ("replay-verdicts", b"a", 5_000)
    assert written.header("origin") == "tocsin-articles/0/9"


@pytest.mark.parametrize(
    ("step", "value", "reason"),
    [
        (lambda article, _: article, b"{", "deserialization"),
        (lambda article, _: article, b'{"uri": 5}', "schema"),
        (raising(Reject("unsupported", "HTML nested 70 deep")), ARTICLE, "unsupported"),
        (raising(ZeroDivisionError("oops")), ARTICLE, "bug"),
        (lambda article, _: article, None, "deserialization"),
    ],
)
def test_a_record_that_fails_is_one_dead_letter_with_its_reason(step: Any, value: bytes | None, reason: str) -> None:
    (letter,) = run(step, value)
    assert (letter.topic, letter.header("tocsin-dlq-reason")) == ("replay-dead-letters", reason)
    assert (letter.key, letter.value, letter.header("trace")) == (b"key", value, "t")


def test_a_dead_letter_says_what_went_wrong_and_where() -> None:
    (letter,) = run(raising(ZeroDivisionError("oops")))
    told = [
        letter.header(f"__streams.errors.{name}") for name in ("exception", "message", "topic", "partition", "offset")
    ]
    assert told == ["ZeroDivisionError", "oops", "replay-articles", "1", "9"]


def test_a_second_failure_counts_its_attempts_and_a_long_stack_is_cut() -> None:
    record = Record("tocsin-articles", b"k", b"v", 0)
    first = dead_letter("detect", record, CONTEXT, "bug", ValueError("x" * 50_000))
    again = dead_letter("detect", first, CONTEXT, "bug", ValueError("y"))
    assert (first.header("tocsin-dlq-attempts"), again.header("tocsin-dlq-attempts")) == ("1", "2")
    assert len(first.header("__streams.errors.stacktrace") or "") <= MAX_STACK_BYTES


def test_state_is_left_alone_when_writing_fails() -> None:
    state: list[str] = []

    def emit(value: Any, _context: Context) -> Iterator[Output]:
        yield Output(Topic.VERDICTS, value.no_such_field, None, {})

    broken = Stage("t", Topic.ARTICLES, (), emit, open=lambda v, s, c: v, close=lambda v, s: s.append("changed"))
    (letter,) = run_stage(broken, Record("tocsin-articles", None, ARTICLE, 0), CONTEXT, state)
    assert (letter.header("tocsin-dlq-reason"), state) == ("bug", [])


def test_the_origin_of_an_article_travels_with_what_follows_from_it() -> None:
    event = Record("tocsin-events", None, b"", 7, (("origin", b"tocsin-articles/3/4"),), offset=11)
    assert context_of(event).origin == "tocsin-articles/3/4"
    assert context_of(Record("tocsin-articles", None, b"", 7, partition=1, offset=2)).origin == "tocsin-articles/1/2"


@pytest.mark.parametrize("forged", [b"", b"a/b", b"\xff/1/2", b"x/1/2\n", b"a" * 1_000_000, b"-/-1/0"])
def test_an_origin_that_is_no_position_is_not_handed_on(forged: bytes) -> None:
    article = Record("tocsin-articles", None, b"", 7, (("origin", forged),), partition=1, offset=2)
    assert context_of(article).origin == "tocsin-articles/1/2"


@pytest.mark.parametrize("forged", [b"many", b"-1", b"\xff", b"9" * 5000, "\u0663".encode()])
def test_attempts_that_are_no_number_count_as_none(forged: bytes) -> None:
    record = Record("tocsin-articles", b"k", b"{", 0, (("tocsin-dlq-attempts", forged),))
    (letter,) = run_stage(stage(lambda article, _: article), record, CONTEXT)
    assert letter.header("tocsin-dlq-attempts") == "1"


@pytest.mark.parametrize("time", [-1, MAX_TIME_MS, 2**62])
def test_a_record_time_that_no_date_has_is_not_reckoned_with(time: int) -> None:
    record = Record("tocsin-articles", b"k", ARTICLE, time)
    (letter,) = run_stage(stage(lambda article, _: article.uri), record, context_of(record))
    assert letter.header("tocsin-dlq-reason") == "schema"


def test_a_sign_of_life_that_its_next_topic_does_not_take_is_a_dead_letter() -> None:
    life = orjson.dumps({"instance": "w" * 2_000_000, "sent": "2026-03-10T06:00:00Z"})
    record = Record("tocsin-articles", b"w", life, 0, (("_heartbeat", b"true"),))
    (letter,) = run_stage(stage(lambda article, _: article), record, CONTEXT)
    assert letter.header("tocsin-dlq-reason") == "too_large"


def test_headers_count_for_what_a_topic_takes() -> None:
    def emit(value: Any, _context: Context) -> Iterator[Output]:
        yield Output(Topic.VERDICTS, "k", None, {"a": "x" * 1024 * 1024})

    talkative = Stage("t", Topic.ARTICLES, (), emit)
    (letter,) = run_stage(talkative, Record("tocsin-articles", None, ARTICLE, 0), CONTEXT)
    assert letter.header("tocsin-dlq-reason") == "too_large"


@pytest.mark.parametrize(
    ("topic", "prefix"), [("tocsin-events", "tocsin-"), ("x.dead-letters", "x."), ("other", "tocsin-")]
)
def test_the_prefix_of_a_topic_is_what_stands_before_its_name(topic: str, prefix: str) -> None:
    assert prefix_of(topic) == prefix
