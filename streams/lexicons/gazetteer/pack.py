"""Pack places and their names into the gazetteer's index; the same input gives the same bytes.

Example: ``pack([Entry("Kidal", "ML", ...)])`` gives what ``Gazetteer`` reads.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import orjson
import zstandard

from streams.lexicons.gazetteer.index import ALTERNATE, DERIVED, MAGIC, PRECISIONS, PRIMARY, RECORD
from streams.lexicons.gazetteer.names import bucket_of, fold_name

_BITS = 16
#: A key can name this many places at most; the ones with fewest people are left out beyond it.
_MOST_PLACES = 24


@dataclass(frozen=True, slots=True)
class Entry:
    """A place to be packed. Empty strings and zeros: not known; ``usual``: more names as good as ``name``."""

    name: str
    country: str
    admin1: str
    geoname_id: int
    lat: float
    lon: float
    precision: str
    population: int
    timezone: str
    usual: tuple[str, ...] = ()
    alternates: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()


def pack(entries: Iterable[Entry]) -> bytes:
    """Return the index of these places; their order does not matter."""
    places = sorted(entries, key=lambda e: (e.country, e.name, e.precision, e.geoname_id, e.lat, e.lon))
    tables = {
        "country": sorted({"", *(e.country for e in places)}),
        "admin1": sorted({"", *(e.admin1 for e in places)}),
        "zone": sorted({"", *(e.timezone for e in places)}),
    }
    rows = {table: {value: i for i, value in enumerate(values)} for table, values in tables.items()}
    postings = _postings(places)
    for key in list(postings):
        postings.setdefault(key.split(" ")[0], [])  # no place of its own: tells that a longer name begins so
    keys = sorted(postings, key=lambda key: (bucket_of(key, _BITS), key))
    sizes = bytearray(1 << _BITS)
    for key in keys:
        sizes[bucket_of(key, _BITS)] += 1
    names = [e.name.encode()[:255] for e in places]
    parts = {
        "records": b"".join(
            RECORD.pack(
                e.geoname_id,
                round(e.lat * 1000),
                round(e.lon * 1000),
                e.population,
                rows["country"][e.country],
                rows["admin1"][e.admin1],
                rows["zone"][e.timezone],
                PRECISIONS.index(e.precision),
            )
            for e in places
        ),
        "names": b"".join(names),
        "name_lengths": bytes(len(name) for name in names),
        "keys": b"\n".join(key.encode() for key in keys),
        "bucket_sizes": bytes(sizes),
        "posting_counts": bytes(len(postings[key]) for key in keys),
        "postings": b"".join(struct.pack("<I", entry) for key in keys for entry in postings[key]),
    }
    header = orjson.dumps(
        {"bits": _BITS, "tables": tables, "parts": [[part, len(content)] for part, content in parts.items()]}
    )
    raw = struct.pack("<I", len(header)) + header + b"".join(parts.values())
    return MAGIC + zstandard.ZstdCompressor(level=19, write_checksum=True).compress(raw)


def _postings(places: Sequence[Entry]) -> dict[str, list[int]]:
    """Return the packed places of every key, best first."""
    matches: dict[str, dict[int, int]] = {}
    for number, place in enumerate(places):
        spellings = ((PRIMARY, (place.name, *place.usual)), (ALTERNATE, place.alternates), (DERIVED, place.derived))
        for match, names in spellings:
            for name in names:
                key = fold_name(name)
                if len(key) > 1 and "\n" not in key:
                    matches.setdefault(key, {}).setdefault(number, match)
    return {
        key: [
            number << 2 | match
            for number, match in sorted(found.items(), key=lambda i: (i[1], -places[i[0]].population, i[0]))
        ][:_MOST_PLACES]
        for key, found in matches.items()
    }
