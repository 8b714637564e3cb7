"""What a long-running command tells: one line an event, JSON in a pipe, nothing that could hurt a terminal."""

import io
import logging
from collections.abc import Callable, Iterator

import orjson
import pytest
import structlog

from streams.logs import MAX_FIELD, MAX_REMEMBERED, Repeats, configure, tell_ruleset
from streams.ruleset import Ruleset


class Clock:
    now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def told(clock: Clock) -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    configure(stream, clock=clock)
    yield stream
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [orjson.loads(line) for line in stream.getvalue().splitlines()]


def test_the_rules_that_are_read_by_are_told_with_their_digest(told: io.StringIO) -> None:
    tell_ruleset("worker")
    (line,) = lines(told)
    assert (line["event"], line["folder"], line["logger"]) == ("ruleset", "of this version", "tocsin.worker")
    assert (line["sha256"], line["methodology"]) == (Ruleset().digest(), Ruleset().methodology())


def test_an_event_is_one_line_of_json_with_its_facts(told: io.StringIO) -> None:
    structlog.get_logger("tocsin.track").info("recovered", incidents=12)
    (line,) = lines(told)
    assert (line["event"], line["incidents"], line["level"], line["logger"]) == (
        "recovered",
        12,
        "info",
        "tocsin.track",
    )
    assert str(line["timestamp"]).endswith("Z")


def test_libraries_are_heard_from_warnings_on(told: io.StringIO) -> None:
    logging.getLogger("aiokafka.conn").info("chatter")
    logging.getLogger("aiokafka.conn").warning("broker gone")
    assert [line["event"] for line in lines(told)] == ["broker gone"]


def test_a_client_that_tries_again_is_told_of_once_and_then_with_how_often(told: io.StringIO, clock: Clock) -> None:
    client = logging.getLogger("aiokafka.conn")
    for clock.now_s in (0.0, 0.1, 9.9, 10.0, 30.0):
        client.error("no node %s: %s", 1, clock.now_s)
    assert [(line["event"], line.get("held_back")) for line in lines(told)] == [
        ("no node 1: 0.0", None),
        ("no node 1: 10.0", 2),
        ("no node 1: 30.0", None),
    ]


@pytest.mark.parametrize(
    "other",
    [
        lambda: logging.getLogger("aiokafka").error("Unable to update metadata from %s", [1]),
        lambda: logging.getLogger("aiokafka").warning("no node %s", 1),
        lambda: logging.getLogger("aiokafka.client").error("no node %s", 1),
        lambda: logging.getLogger("aiokafka").error("no node %s", 1, exc_info=ValueError("a bug")),
        lambda: logging.getLogger("faust").error("no node %s", 1),
        lambda: logging.getLogger("aiokafkaesque").error("no node %s", 1),
        lambda: structlog.get_logger("tocsin.track").error("no node %s", 1),
    ],
    ids=["template", "level", "logger", "exception", "library", "name", "ours"],
)
def test_what_differs_is_told_beside_what_is_held_back(told: io.StringIO, other: Callable[[], None]) -> None:
    logging.getLogger("aiokafka").error("no node %s", 1)
    logging.getLogger("aiokafka").error("no node %s", 2)
    other()
    assert len(lines(told)) == 2
    assert not any("held_back" in line for line in lines(told))


@pytest.mark.parametrize("name", ["faust", "tocsin.track", "asyncio"])
def test_other_loggers_tell_every_error(told: io.StringIO, name: str) -> None:
    for _ in range(3):
        logging.getLogger(name).error("failed")
    assert len(lines(told)) == 3


def test_what_was_told_the_longest_ago_is_forgotten_first() -> None:
    repeats = Repeats(10)
    for each in range(MAX_REMEMBERED + 1):
        assert repeats.held_back(each, 0) == 0
    assert repeats.held_back(MAX_REMEMBERED, 1) is None
    assert repeats.held_back(0, 1) == 0


def test_a_long_or_hostile_text_is_cut_and_defused(told: io.StringIO) -> None:
    structlog.get_logger("tocsin").warning("dead letter", why="\x1b[31m\u202e\n" + "x" * 5000)
    (line,) = lines(told)
    assert str(line["why"]).startswith("\\x1b[31m\\u202e\\nxxx")
    assert len(str(line["why"])) < MAX_FIELD + 20


def test_an_error_is_told_with_its_traceback_in_the_same_line(told: io.StringIO) -> None:
    try:
        raise ValueError("broken \x1b[31m")
    except ValueError:
        logging.getLogger("faust").exception("crashed")
    (line,) = lines(told)
    assert "\nValueError: broken \\x1b[31m" in str(line["exception"])


def test_a_terminal_gets_lines_for_people() -> None:
    stream = io.StringIO()
    configure(stream, json=False)
    structlog.get_logger("tocsin").info("assigned", partitions=[0])
    assert "assigned" in stream.getvalue()
    assert not stream.getvalue().startswith("{")
    structlog.reset_defaults()
