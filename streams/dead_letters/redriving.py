"""Send dead letters through the pipeline again: the same bytes under the same key into the topic they came from.

Sending one twice is harmless (delivery is at-least-once; ids follow from content), so nothing is marked or deleted.
Example::

    async for step in redrive(settings, Order(wanted=Wanted(reasons=frozenset({"bug"})), now_ms=now)):
        print(step.letter.position, step.outcome, step.said)
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from streams.dead_letters.letter import MAX_ATTEMPTS, Letter, NotRedriven, Wanted, latest, mark, original
from streams.dead_letters.reading import Position, at, chosen, letters
from streams.kafka.reading import until_end
from streams.kafka.sender import Sender, SendFailed, TooLarge
from streams.settings import Settings


class Redrive(StrEnum):
    """What became of a letter."""

    #: The broker has it again.
    SENT = "sent"
    #: It would have been sent.
    PLANNED = "planned"
    #: Tried too often, left alone.
    EXHAUSTED = "exhausted"
    #: Not a record of a stage of this deployment, or the broker did not take it.
    FAILED = "failed"


class Step(NamedTuple):
    """A letter, what became of it, and where it stands now or why not."""

    letter: Letter
    outcome: Redrive
    said: str


@dataclass(frozen=True, slots=True)
class Order:
    """What to send again: the letters at ``positions``, else the last letter of each record that is ``wanted``.

    ``limit`` is the most to send (None: all of them), ``now_ms`` their new time. Letters tried ``max_attempts`` times
    are left alone. ``on_error_stop``: end with the first that fails.
    """

    now_ms: int
    wanted: Wanted = Wanted()
    positions: Sequence[Position] = ()
    limit: int | None = None
    max_attempts: int = MAX_ATTEMPTS
    on_error_stop: bool = True
    dry_run: bool = False


async def redrive(settings: Settings, order: Order) -> AsyncGenerator[Step, None]:
    """Yield each letter as it is dealt with, oldest first; each is acknowledged before the next is sent.

    Raises:
        NoSuchLetter: there is none at one of the positions; nothing was sent.
        Unreachable: no broker answers, or it refuses.
    """
    sent = 0
    async with aclosing(_ordered(settings, order)) as found, Sender(settings) as sender:
        async for letter in found:
            step = await _dealt_with(letter, settings.topic_prefix, order, sender)
            yield step
            sent += step.outcome in (Redrive.SENT, Redrive.PLANNED)
            if sent == order.limit or (step.outcome is Redrive.FAILED and order.on_error_stop):
                return


async def _ordered(settings: Settings, order: Order) -> AsyncGenerator[Letter, None]:
    """Yield the letters of an order, in memory one at a time."""
    if order.positions:
        # All are looked up first: a mistyped one must not leave half of the order done.
        await at(settings, order.positions)
        for position in order.positions:
            yield (await at(settings, [position]))[0]
        return
    async with letters(settings) as consumer:
        marks = [mark(Letter(record), order.wanted) async for record in until_end(consumer)]
        async with aclosing(chosen(consumer, latest(marks))) as found:
            async for letter in found:
                yield letter


async def _dealt_with(letter: Letter, prefix: str, order: Order, sender: Sender) -> Step:
    if letter.attempts >= order.max_attempts:
        return Step(
            letter, Redrive.EXHAUSTED, f"attempts {letter.attempts}, from {order.max_attempts} on it is left alone"
        )
    try:
        record = original(letter, prefix, order.now_ms)
        if order.dry_run:
            return Step(letter, Redrive.PLANNED, record.topic)
        (stored,) = await sender.send([record])
    except (NotRedriven, SendFailed, TooLarge) as error:
        return Step(letter, Redrive.FAILED, str(error))
    return Step(letter, Redrive.SENT, f"{stored.topic}/{stored.partition}/{stored.offset}")
