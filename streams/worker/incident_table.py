"""The table of incident records, packed: Faust recovers it from its changelog, the topic ``tocsin-incidents``.

Faust would send a table's changelog unseen, without the record's time and headers. Here the stage sends each record
itself, awaits its acknowledgement and then puts it into the table: what the table holds is in the topic.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterable
from typing import Any

import faust
import structlog
from faust.types.events import EventT
from faust.types.tuples import TP

from schemas.codec import BadRecord, decode
from schemas.incident import Incident
from schemas.topics import Topic
from streams.incidents.packed import pack, unpack
from streams.incidents.state import Incidents
from streams.settings import Settings
from streams.worker.application import raw_topic
from streams.worker.writers import Writers

#: Track sees one order of events and holds one state.
PARTITIONS = 1
#: Records read in one go, some tens of milliseconds: a loop that stands still for seconds makes Faust skip events.
AT_ONCE = 100

log = structlog.get_logger("tocsin.track")


class IncidentTable(faust.Table[bytes, bytes]):
    """A table that sends nothing itself, and takes nothing from a process that had been replaced."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._writers = Writers()

    def apply_changelog_batch(self, batch: Iterable[EventT[Any]]) -> None:
        """Take the last of what recovery has read of each incident, without the records that came too late."""
        latest = {each.key: each for each in batch if not self._is_late(each)}
        super().apply_changelog_batch(latest.values())

    def _is_late(self, event: Any) -> bool:
        if is_late := self._writers.is_late(event.key, event.message.headers or ()):
            log.warning("late record", incident=event.key.decode(errors="replace"), offset=event.message.offset)
        return is_late

    def on_key_set(self, key: bytes, value: bytes) -> None:
        """Do nothing: the record was sent and acknowledged before."""

    def _to_value(self, v: Any) -> Any:
        """Pack what recovery reads: raw, 10,000 incidents are 200 MB."""
        return None if v is None else pack(v)

    def on_key_del(self, key: bytes) -> None:
        """Do nothing: the tombstone was sent and acknowledged before."""


def incident_table(app: faust.App, settings: Settings) -> IncidentTable:
    """Return the table, known to the application."""
    # Without acks: what compaction took away would be booked gap by gap, each time in the time of all gaps before.
    changelog = raw_topic(app, settings, Topic.INCIDENTS, partitions=PARTITIONS, compacting=True, acks=False)
    table: Any = IncidentTable(
        app,
        name=f"{settings.topic_prefix}incidents",
        partitions=PARTITIONS,
        key_type=bytes,
        value_type=bytes,
        changelog_topic=changelog,
    )
    table.key_serializer = table.value_serializer = "raw"
    return app.tables.add(table)  # type: ignore[return-value]  # gives back what it was given


async def restored(table: IncidentTable) -> Incidents:
    """Return the state that follows from the records of the table; other coroutines get their turn meanwhile.

    Raises:
        BadRecord: one cannot be read; it names the incident. To go on without it would tell its story anew.
    """
    state = Incidents()
    for number, (key, packed) in enumerate(table.items()):
        if number % AT_ONCE == 0:
            await asyncio.sleep(0)
        try:
            state.put(decode(Incident, unpack(packed)), packed)
        except BadRecord as error:
            raise BadRecord(error.reason, f"incident {bytes(key).decode()}", error.place, error.message) from None
    # All of this stays for long: no later collection of garbage shall walk through it, a third of a second each.
    gc.collect()
    gc.freeze()
    return state


def recovered(app: faust.App) -> int:
    """Return how many changelog records recovery has seen so far: a sign of progress while nothing is committed."""
    recovery: Any = app.tables.recovery  # type: ignore[attr-defined]  # its type is that of the interface
    seen: dict[TP, int] = recovery.active_offsets
    return sum(seen.values())
