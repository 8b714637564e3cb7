"""Run what a verb does on Kafka: errors of the broker end it in one line, Ctrl-C with 130.

Example: ``found = run_async(find(configured()))`` gives what the coroutine returns.
"""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, TypeVar

#: Characters of what is told: a broker's answer may be long, and names seven topics at most.
MAX_LINE = 500

_Result = TypeVar("_Result")


def run_async(coroutine: Coroutine[Any, Any, _Result]) -> _Result:
    """Run a coroutine to its end and return its result; Ctrl-C cancels it and passes on as KeyboardInterrupt.

    Raises:
        Failure: no broker answers, it refuses, topics are missing, or a record was not sent; one line without secrets.
    """
    import asyncio
    import logging

    from aiokafka.errors import KafkaError

    from schemas.codec import printable
    from streams.cli.failure import Failure
    from streams.kafka.connection import Unreachable
    from streams.kafka.sender import SendFailed, TooLarge

    # aiokafka reports each failed attempt of its own; without a handler Python prints that to standard error, beside
    # the one line below. A program that sets up logging still gets them.
    kafka_log = logging.getLogger("aiokafka")
    silent = logging.NullHandler()
    kafka_log.addHandler(silent)
    try:
        return asyncio.run(coroutine)
    except (Unreachable, SendFailed, TooLarge) as error:
        raise Failure(printable(str(error), MAX_LINE)) from None
    except KafkaError as error:
        raise Failure(printable(f"Kafka: {type(error).__name__} {error}", MAX_LINE)) from None
    finally:
        kafka_log.removeHandler(silent)
