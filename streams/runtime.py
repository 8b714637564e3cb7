"""Run one stage on one record: decode, steps, encode, dead letter. Pure: the same record gives the same records.

Example: ``run_stage(DETECT, record)`` gives a verdict and events, or one dead letter that says why.
Edges (memory, worker) only move what this returns.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from schemas.codec import BadRecord, decode, encode
from schemas.heartbeat import Heartbeat
from schemas.topics import DEFAULT_PREFIX, Topic
from schemas.vocabulary import DeadLetterReason
from streams.stage import Context, Output, Record, Reject, Stage

#: Longest stack in a dead letter's header, in bytes (messages.md).
MAX_STACK_BYTES = 8192
#: Header of a dead letter that could not be kept whole: what it lacks.
CUT = "tocsin-dlq-cut"
#: Records stand between 1970 and the year 3000: dates are reckoned a few months on from there.
MAX_TIME_MS = 32_503_680_000_000
#: Topic, partition and offset. Anybody may write headers: what is no position is not handed on.
_ORIGIN = re.compile(r"[A-Za-z0-9._-]{1,249}/[0-9]{1,10}/[0-9]{1,19}")


def run_stage(stage: Stage, record: Record, context: Context, state: Any = None) -> tuple[Record, ...]:
    """Return the records that ``stage`` writes for ``record``: its outputs, or exactly one dead letter. Never raises.

    ``state`` is what the stage's folds read and change (streams.incidents); a stage of steps only needs none.
    """
    try:
        if record.is_heartbeat:
            return (_handed_on(stage, record, context),)
        return _outputs(stage, record, context, state)
    except BadRecord as error:
        return (dead_letter(stage.name, record, context, error.reason, error),)
    except Reject as error:
        return (dead_letter(stage.name, record, context, error.reason, error),)
    except Exception as error:  # noqa: BLE001 - an unforeseen failure costs this record alone, and is never silent
        return (dead_letter(stage.name, record, context, DeadLetterReason.BUG, error),)


def _outputs(stage: Stage, record: Record, context: Context, state: Any) -> tuple[Record, ...]:
    model = stage.reads.value.model
    assert model is not None, f"{stage.name} reads raw bytes"
    if not 0 <= context.timestamp_ms < MAX_TIME_MS:
        raise Reject(
            DeadLetterReason.SCHEMA, f"the record's time, {context.timestamp_ms} ms, is no time to reckon from"
        )
    value: Any = decode(model, record.value or b"")
    for step in stage.steps:
        value = step(value, context)
    if stage.open is not None:
        value = stage.open(value, state, context)
    for fold in stage.folds:
        value = fold(value, context)
    records = tuple(_encoded(stage.emit(value, context), record.topic, context))
    # The state changes only when everything it implies can be written.
    if stage.close is not None:
        stage.close(value, state)
    return records


def _handed_on(stage: Stage, record: Record, context: Context) -> Record:
    """Return a sign of life as the next topic gets it, with this stage among those it passed."""
    life = decode(Heartbeat, record.value or b"")
    life = life.model_copy(update={"stages": (*life.stages, stage.name)})
    name = stage.heartbeats.name_with(prefix_of(record.topic))
    return _fitting(stage.heartbeats, Record(name, record.key, encode(life), context.timestamp_ms, record.headers))


def _encoded(outputs: Iterable[Output], read_from: str, context: Context) -> Iterable[Record]:
    """Turn outputs into records of the deployment that the input came from."""
    prefix = prefix_of(read_from)
    for topic, key, message, headers in outputs:
        value = encode(message) if isinstance(message, BaseModel) else message
        written = Record(
            topic=topic.name_with(prefix),
            key=key.encode(),
            value=value,
            timestamp_ms=context.timestamp_ms,
            headers=tuple((name, text.encode()) for name, text in headers.items()),
        )
        yield _fitting(topic, written)


def _fitting(topic: Topic, record: Record) -> Record:
    """Return the record, if its topic takes it: one that cannot be sent would stop the stage for ever."""
    spec, size = topic.value, len(record.value or b"")
    if spec.max_value_bytes is None:
        size += len(record.key or b"") + sum(len(name.encode()) + len(value) + 8 for name, value in record.headers)
    limit = spec.max_value_bytes or spec.max_message_bytes
    if size > limit:
        said = f"what follows for {topic.suffix} has {size} bytes, at most {limit} are allowed"
        raise Reject(DeadLetterReason.TOO_LARGE, said)
    return record


def context_of(record: Record, *, test: bool = False, deployment: str = "default") -> Context:
    """Return what the stages may know of a record: its time and where the article it stems from stands."""
    claimed = record.header("origin")
    return Context(
        timestamp_ms=record.timestamp_ms,
        origin=claimed if claimed and _ORIGIN.fullmatch(claimed) else record.position,
        test=test or record.header("_test") == "true",
        deployment=deployment,
    )


@lru_cache(maxsize=256)  # asked for every record, and there are few topics
def prefix_of(topic: str) -> str:
    """Return the deployment's prefix of a topic name ("tocsin-articles" -> "tocsin-").

    >>> prefix_of("replay-7-events"), prefix_of("elsewhere")
    ('replay-7-', 'tocsin-')
    """
    for known in Topic:
        if topic.endswith(known.suffix):
            return topic.removesuffix(known.suffix)
    return DEFAULT_PREFIX


def dead_letter(stage: str, record: Record, context: Context, reason: str, error: Exception) -> Record:
    """Return the dead letter of a record: key, value and headers untouched, plus what went wrong and where."""
    stack = "".join(traceback.format_exception(error)).encode("utf-8", "replace")[-MAX_STACK_BYTES:]
    added = {
        "__streams.errors.exception": type(error).__name__,
        "__streams.errors.message": str(error),
        "__streams.errors.stacktrace": stack.decode("utf-8", "ignore"),
        "__streams.errors.topic": record.topic,
        "__streams.errors.partition": str(record.partition),
        "__streams.errors.offset": str(record.offset),
        "tocsin-dlq-stage": stage,
        "tocsin-dlq-reason": str(reason),
        "tocsin-dlq-attempts": str(_attempts(record) + 1),
        "tocsin-dlq-version": "1",
    }
    kept = tuple((name, value) for name, value in record.headers if name not in added)
    return Record(
        topic=Topic.DEAD_LETTERS.name_with(prefix_of(record.topic)),
        key=record.key,
        value=record.value,
        timestamp_ms=context.timestamp_ms,
        headers=kept + tuple((name, text.encode("utf-8", "replace")) for name, text in added.items()),
    )


def _attempts(record: Record) -> int:
    """Return how often the record was a dead letter before; what is no such number counts as never."""
    told = record.header("tocsin-dlq-attempts") or ""
    return int(told) if re.fullmatch("[0-9]{1,6}", told) else 0
