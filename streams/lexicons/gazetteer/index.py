"""The gazetteer: which places bear a name.

The index is one compressed file, built by ``dev/build_gazetteer.py``; nothing is unpacked into Python objects until a
name is looked up. Example: ``load_gazetteer().find("Tripoli")`` gives Tripoli in Libya, in Lebanon and in the USA.
"""

from __future__ import annotations

import struct
from array import array
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

import orjson
import zstandard

from streams.lexicons.gazetteer.names import bucket_of, fold_name
from streams.ruleset import load_bytes

MAGIC = b"TGAZ1\n"
#: geoname id (0 none), lat and lon in 1/1000 degree, population, then indices of country, admin1, time zone, precision.
RECORD = struct.Struct("<IiiIHHHB")
PRECISIONS = ("town", "district", "admin1", "country", "sea")
#: How a name belongs to its place: its usual name; another name in use; a spelling derived by rule.
PRIMARY, ALTERNATE, DERIVED = 0, 1, 2
#: The largest index that is read: a damaged header must not ask for the whole memory.
_LARGEST_BYTES = 64 * 1024 * 1024


class Place(NamedTuple):
    """A place of the gazetteer. ``country`` is None for seas and for regions of several countries; 0 = not known.

    ``match`` says how the name looked up belongs to it: PRIMARY, ALTERNATE or DERIVED.
    """

    name: str
    country: str | None
    admin1: str | None
    geoname_id: int | None
    lat: float | None
    lon: float | None
    precision: str
    population: int
    timezone: str | None
    match: int


class Gazetteer:
    """A read-only index of place names, looked up by name in any spelling that folds to the same key."""

    def __init__(self, packed: bytes) -> None:
        if not packed.startswith(MAGIC):
            raise ValueError("not a gazetteer index")
        raw = zstandard.ZstdDecompressor().decompress(packed[len(MAGIC) :], max_output_size=_LARGEST_BYTES)
        (header_size,) = struct.unpack_from("<I", raw)
        header = orjson.loads(raw[4 : 4 + header_size])
        self._bits: int = header["bits"]
        self._tables: dict[str, list[str]] = header["tables"]
        parts: dict[str, bytes] = {}
        at = 4 + header_size
        for part, size in header["parts"]:
            parts[part] = raw[at : at + size]
            at += size
        self._records = parts["records"]
        self._keys = parts["keys"].split(b"\n")
        self._names = parts["names"]
        self._name_ends = array("I", accumulate(parts["name_lengths"]))
        self._bucket_ends = array("I", accumulate(parts["bucket_sizes"]))
        self._posting_ends = array("I", accumulate(parts["posting_counts"]))
        self._postings = array("I", _from_little(parts["postings"]))
        self._find = lru_cache(maxsize=50_000)(self._look_up)
        self._rows = lru_cache(maxsize=50_000)(self._row)

    def __len__(self) -> int:
        return len(self._records) // RECORD.size

    def find(self, name: str) -> tuple[Place, ...]:
        """Return the places that bear this name: usual names before other names, then by falling population.

        >>> [place.country for place in load_gazetteer().find("CHASIV YAR")]
        ['UA']
        """
        return self._find(fold_name(name))

    def find_key(self, key: str) -> tuple[Place, ...]:
        """Return the places of a key that ``fold_name`` has made."""
        return self._find(key)

    def begins(self, key: str) -> bool:
        """Tell whether a key is a name, or the first word of one."""
        return self._rows(key) >= 0

    def _row(self, key: str) -> int:
        bucket = bucket_of(key, self._bits)
        start = self._bucket_ends[bucket - 1] if bucket else 0
        wanted = key.encode()
        for row in range(start, self._bucket_ends[bucket]):
            if self._keys[row] == wanted:
                return row
        return -1

    def _look_up(self, key: str) -> tuple[Place, ...]:
        row = self._row(key)
        if row < 0:
            return ()
        first = self._posting_ends[row - 1] if row else 0
        found = [self._place(entry) for entry in self._postings[first : self._posting_ends[row]]]
        return tuple(sorted(found, key=lambda place: (place.match, -place.population)))

    def _place(self, entry: int) -> Place:
        number, match = entry >> 2, entry & 3
        geoname, lat, lon, population, country, admin1, zone, precision = RECORD.unpack_from(
            self._records, number * RECORD.size
        )
        start = self._name_ends[number - 1] if number else 0
        located = (lat, lon) != (0, 0)
        return Place(
            name=self._names[start : self._name_ends[number]].decode(),
            country=self._tables["country"][country] or None,
            admin1=self._tables["admin1"][admin1] or None,
            geoname_id=geoname or None,
            lat=lat / 1000 if located else None,
            lon=lon / 1000 if located else None,
            precision=PRECISIONS[precision],
            population=population,
            timezone=self._tables["zone"][zone] or None,
            match=match,
        )


def _from_little(packed: bytes) -> list[int]:
    """Return the little-endian unsigned 32-bit numbers of a byte string, on any machine."""
    return list(struct.unpack(f"<{len(packed) // 4}I", packed))


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer of the ruleset in force; read once per process."""
    return Gazetteer(load_bytes("lexicons/gazetteer/index.bin"))
