"""Read the incidents of a deployment from the topic ``tocsin-incidents``: the state with which track begins.

Track reads the topic itself, to its end, when it is given its partition and before it takes an event. Faust would do
it for a table of its own; but it takes a table for recovered where it was given no changelog, or where records slipped
by between two of its queues, and it counts no record: a stage that begins so tells every open story anew. Example::

    records = IncidentRecords(settings)
    state = await records.read()
"""

from __future__ import annotations

import asyncio
import gc

import structlog

from schemas.codec import BadRecord, decode
from schemas.topics import Topic
from streams.incidents.packed import pack, unpack
from streams.incidents.state import Incidents
from streams.incidents.withdrawals import model_of
from streams.kafka.reading import reader, until_end
from streams.settings import Settings
from streams.stage import Record
from streams.worker.writers import Writers

#: Records handled in one go, some tens of milliseconds: a loop that stands still for seconds makes Faust skip events.
AT_ONCE = 100

log = structlog.get_logger("tocsin.track")


class IncidentRecords:
    """Reads the records; ``seen``: how many so far, a sign of progress while nothing is committed."""

    def __init__(self, settings: Settings) -> None:
        self.seen = 0
        self._settings = settings

    async def read(self) -> Incidents:
        """Return the state that the topic holds now; other coroutines get their turn meanwhile.

        Raises:
            BadRecord: a record cannot be read; it names the incident. To go on without it would tell its story anew.
            Unreachable, MissingTopics: the broker does not answer, or has no such topic.
        """
        state = await restored(await self._latest())
        log.info("incidents recovered", incidents=len(state), records=self.seen)
        return state

    async def _latest(self) -> dict[bytes, bytes]:
        """Return the last record of each incident, in order of last change, packed: raw, 10,000 are 200 MB."""
        topic = Topic.INCIDENTS.name_with(self._settings.topic_prefix)
        latest, waiting, writers = dict[bytes, bytes](), dict[bytes, Record](), Writers()
        async with reader(self._settings.kafka, topic) as consumer:
            async for record in until_end(consumer):
                self.seen += 1
                key = record.key or b""
                if writers.is_late(key, record.headers):
                    log.warning("late record", incident=key.decode(errors="replace"), offset=record.offset)
                    continue
                waiting.pop(key, None)
                waiting[key] = record
                if len(waiting) == AT_ONCE:
                    _put(latest, waiting)
                    await asyncio.sleep(0)
        _put(latest, waiting)
        return latest


def _put(latest: dict[bytes, bytes], waiting: dict[bytes, Record]) -> None:
    """Move what waits to the latest records; those without a value are gone."""
    for key, record in waiting.items():
        latest.pop(key, None)
        if record.value is not None:
            latest[key] = pack(record.value)
    waiting.clear()


async def restored(latest: dict[bytes, bytes]) -> Incidents:
    """Return the state that follows from packed records.

    Raises:
        BadRecord: one cannot be read; it names the incident.
    """
    state = Incidents()
    for number, (key, packed) in enumerate(latest.items()):
        if number % AT_ONCE == 0:
            await asyncio.sleep(0)
        try:
            state.put(decode(model_of(key.decode(errors="replace")), unpack(packed)), packed)
        except BadRecord as error:
            raise BadRecord(error.reason, f"incident {key.decode()}", error.place, error.message) from None
    # All of this stays for long: no later collection of garbage shall walk through it, a third of a second each.
    gc.collect()
    gc.freeze()
    return state
