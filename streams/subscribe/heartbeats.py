"""Watch for signs of life of the worker: without them a silent stream may be a dead one.

The worker sends one every 30 s through the whole pipeline into the topic of heartbeats. Example: after 95 s without one
``Pulse.check`` says "no sign of life from the worker for 95 s: the stream may be down, not quiet", once.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from schemas.topics import Topic
from streams.kafka.connection import Unreachable
from streams.kafka.reading import reader, record_of
from streams.settings import Settings

#: Three heartbeats in a row are missing.
SILENCE_SECONDS = 90.0
#: Seconds between two tries to follow the topic.
RETRY_SECONDS = 5.0


class Pulse:
    """When the worker was last alive. Times are seconds of any one clock."""

    def __init__(self, silence_seconds: float, now: float) -> None:
        self._silence = silence_seconds
        self._last = now
        self._heard = False
        self._silent_since: float | None = None
        #: Why nothing can be heard, where that is known: then it says nothing about the worker.
        self.deaf: str | None = None

    def beat(self, at: float) -> None:
        """Note a sign of life; the first one that is known may be older than the watch."""
        self._last = max(self._last, at) if self._heard else at
        self._heard = True

    def check(self, now: float) -> str | None:
        """Return what is to be told now: that the worker fell silent, or that it is back."""
        silent = now - self._last >= self._silence
        if silent and self._silent_since is None:
            self._silent_since = self._last
            why = "" if self.deaf is None else f" ({self.deaf})"
            lasts = _span(now - self._last)
            return f"no sign of life from the worker for {lasts}: the stream may be down, not quiet{why}"
        if not silent and self._silent_since is not None:
            silence, self._silent_since = self._last - self._silent_since, None
            return f"the worker shows signs of life again, after {_span(silence)}"
        return None


async def watch(settings: Settings, silence_seconds: float, tell: Callable[[str], None]) -> None:
    """Tell when the worker falls silent and when it is back; never ends by itself."""
    pulse = Pulse(silence_seconds, time.monotonic())
    listening = asyncio.create_task(_listen(settings, pulse))
    try:
        while True:
            await asyncio.sleep(min(1.0, silence_seconds / 4))
            if (said := pulse.check(time.monotonic())) is not None:
                tell(said)
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


async def _listen(settings: Settings, pulse: Pulse) -> None:
    """Follow the topic of heartbeats, whatever happens to it; what cannot be heard is silence, which is told."""
    topic = Topic.HEARTBEATS.name_with(settings.topic_prefix)
    while True:
        try:
            async with reader(settings.kafka, topic) as consumer:
                ends = await consumer.end_offsets(consumer.assignment())
                for partition, end in ends.items():
                    consumer.seek(partition, max(0, end - 1))  # the last one says how long the silence has lasted
                pulse.deaf = None
                while True:
                    for partition, batch in (await consumer.getmany(timeout_ms=1000)).items():
                        for record in map(record_of, batch):
                            # Only what stood there before has an age: two hosts need not agree on the time.
                            age = time.time() - record.timestamp_ms / 1000 if record.offset < ends[partition] else 0
                            pulse.beat(time.monotonic() - max(0.0, age))
        except (Unreachable, TimeoutError) as error:
            pulse.deaf = str(error) or "the broker does not answer"
            await asyncio.sleep(RETRY_SECONDS)


def _span(seconds: float) -> str:
    """Return a span of time for people.

    >>> _span(95.4), _span(700), _span(9000)
    ('95 s', '11 min', '2.5 h')
    """
    if seconds < 600:
        return f"{seconds:.0f} s"
    return f"{seconds // 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"
