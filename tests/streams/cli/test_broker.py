"""How a verb on Kafka ends: one line for what the broker does, 130 for Ctrl-C, no chatter of the client."""

import asyncio
import logging
import signal

import pytest
from aiokafka.errors import KafkaConnectionError, KafkaError

from streams.cli.broker import run_async
from streams.cli.failure import Failure
from streams.kafka.connection import Unreachable
from streams.kafka.sender import SendFailed, TooLarge
from streams.kafka.topics import MissingTopics


async def ending_with(error: BaseException) -> None:
    raise error


def test_a_result_is_handed_on() -> None:
    assert run_async(asyncio.sleep(0, "found")) == "found"


@pytest.mark.parametrize("kind", [Unreachable, MissingTopics, SendFailed, TooLarge])
def test_what_the_broker_does_ends_the_verb_in_one_line(kind: type[Exception]) -> None:
    with pytest.raises(Failure, match=r"^no broker\\n\\x1b\[31m at all$") as raised:
        run_async(ending_with(kind("no broker\n\x1b[31m at all")))
    assert raised.value.exit_code == 1


def test_an_error_of_the_client_that_nobody_foresaw_is_one_line_too() -> None:
    with pytest.raises(Failure, match=r"^Kafka: KafkaConnectionError .*refused"):
        run_async(ending_with(KafkaConnectionError("refused")))
    assert issubclass(KafkaConnectionError, KafkaError)


def test_a_bug_keeps_its_traceback() -> None:
    with pytest.raises(ZeroDivisionError):
        run_async(ending_with(ZeroDivisionError()))


def test_ctrl_c_cancels_and_passes_on() -> None:
    closed = []

    async def waiting() -> None:
        try:
            signal.raise_signal(signal.SIGINT)
            await asyncio.sleep(60)
        finally:
            closed.append("closed")

    with pytest.raises(KeyboardInterrupt):
        run_async(waiting())
    assert closed == ["closed"]


def test_the_clients_own_log_does_not_reach_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    async def chatter() -> None:
        logging.getLogger("aiokafka.conn").error("Unable connect to node")

    root = logging.getLogger()
    handlers, root.handlers = root.handlers, []  # as in a process that sets up no logging
    try:
        run_async(chatter())
    finally:
        root.handlers = handlers
    assert capsys.readouterr().err == ""
