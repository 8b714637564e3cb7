"""What a long-running command tells: one line an event, JSON in a pipe, nothing that could hurt a terminal."""

import io
import logging
from collections.abc import Iterator

import orjson
import pytest
import structlog

from streams.logs import MAX_FIELD, configure, tell_ruleset
from streams.ruleset import Ruleset


@pytest.fixture
def told() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    configure(stream)
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
