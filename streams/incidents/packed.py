"""Keep records small: as compressed bytes, and the few used last also as models.

A record of three reports takes 85 kB as a model and 5 kB packed, and so many live objects make every collection of
garbage slow: 10,000 open incidents fit into a small process only packed. Example::

    records = Packed()
    records.put(incident)
    records.get(incident.incident_id) == incident
"""

from __future__ import annotations

from collections.abc import Iterator

import zstandard

from schemas.codec import decode, encode
from schemas.incident import Incident

#: Models kept: more than the stories that are told at one time, and 12 MB.
LIVE = 128
#: The fastest level: recovery packs every revision that compaction has left, and higher ones save little.
LEVEL = 1


def pack(value: bytes) -> bytes:
    """Return a record's value, packed."""
    # What the compressor gives back keeps the room it had reserved, the size of the value: a copy does not.
    return bytes(memoryview(zstandard.compress(value, LEVEL)))


def unpack(packed: bytes) -> bytes:
    """Return the value that was packed.

    >>> unpack(pack(b"{}"))
    b'{}'
    """
    return zstandard.decompress(packed)


class Packed:
    """Records by incident id, each as it was put in last. ``live``: how many stay models."""

    def __init__(self, live: int = LIVE) -> None:
        self._most = live
        #: The one used last stands last. A record is packed when it leaves here, not at each of its changes.
        self._live: dict[str, Incident] = {}
        #: None: what was packed has been overtaken by what is live.
        self._packed: dict[str, bytes | None] = {}

    def __len__(self) -> int:
        return len(self._packed)

    def __iter__(self) -> Iterator[Incident]:
        """Yield every record; which ones are live does not change."""
        for name, packed in list(self._packed.items()):
            yield self._live[name] if packed is None else decode(Incident, unpack(packed))

    def get(self, incident_id: str) -> Incident | None:
        """Return a record, None when there is none."""
        found = self._live.pop(incident_id, None)
        if found is None:
            packed = self._packed.get(incident_id)
            if packed is None:
                return None
            found = decode(Incident, unpack(packed))
        self._live[incident_id] = found
        self._shrink()
        return found

    def packed(self, incident_id: str) -> bytes:
        """Return a record that is there, packed; which ones are live does not change."""
        found = self._packed[incident_id]
        return pack(encode(self._live[incident_id])) if found is None else found

    def put(self, record: Incident, packed: bytes | None = None) -> None:
        """Keep a record in place of the one before; one that comes ``packed`` too does not stay a model."""
        self._live.pop(record.incident_id, None)
        self._packed[record.incident_id] = packed
        if packed is None:
            self._live[record.incident_id] = record
            self._shrink()

    def pop(self, incident_id: str) -> None:
        """Forget a record."""
        self._live.pop(incident_id, None)
        self._packed.pop(incident_id, None)

    def _shrink(self) -> None:
        while len(self._live) > self._most:
            name = next(iter(self._live))
            record = self._live.pop(name)
            if self._packed[name] is None:
                self._packed[name] = pack(encode(record))
