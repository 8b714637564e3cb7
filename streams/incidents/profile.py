"""Reduce an event or an incident to what joining compares: days, places, sites, kinds, weapons, texts.

Both sides become the same ``Profile``, so that the match score reads two of them. Profiles of incidents are built once
per change; ``keys`` are the buckets of the index in which an incident is found.

Example: a report from Kharkiv on 10 March has the place key ``"p:UA:kharkiv"``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from schemas.event import ConflictEvent, Fingerprint, Place
from schemas.incident import Incident, Reading, Report
from streams.incidents.sites import Site, site_of

#: Texts compared per incident: the newest own reports; older ones resemble them.
MAX_TEXTS = 40
FINE = frozenset({"town", "district"})


class Spot(NamedTuple):
    """A town or district on the map."""

    lat: float
    lon: float


class Profile(NamedTuple):
    """What joining compares.

    ``towns`` are keys of towns and districts struck, ``regions`` those of their regions, ``bare_regions`` the regions
    named without a town; ``day`` is stated, inferred or, when undated, that of the report.
    """

    day: date
    stated: bool
    dated: bool
    night: bool
    hour: datetime | None
    countries: frozenset[str]
    towns: frozenset[str]
    spots: tuple[Spot, ...]
    regions: frozenset[str]
    bare_regions: frozenset[str]
    seas: frozenset[str]
    sites: frozenset[Site]
    event_type: str
    attackers: frozenset[str]
    munitions: frozenset[str]
    texts: tuple[Fingerprint, ...]
    families: frozenset[str]


def profile_of_event(event: ConflictEvent, time: datetime, family: str) -> Profile:
    """Return the profile of an event; ``time`` is the report's time, ``family`` its publisher family."""
    return _profile(
        (event,),
        event_type=event.event_type,
        country=event.country,
        dating=(event.occurred_on, event.occurred_precision, event.occurred_at),
        time=time,
        texts=(event.article.fingerprint,),
        families=(family,),
    )


def profile_of_incident(incident: Incident, own: Iterable[Report]) -> Profile:
    """Return the profile of an incident whose readings are those of its ``own`` reports, in order of time."""
    reports = tuple(own)
    readings = tuple(report.reading for report in reports if report.reading is not None)
    return _profile(
        readings,
        event_type=incident.event_type,
        country=incident.country,
        dating=(incident.occurred_on, incident.occurred_precision, incident.occurred_at),
        time=incident.first_seen,
        texts=tuple(report.fingerprint for report in reports if report.fingerprint)[-MAX_TEXTS:],
        families=tuple(report.family or "" for report in reports),
    )


def _profile(
    readings: tuple[ConflictEvent | Reading, ...],
    *,
    event_type: str,
    country: str | None,
    dating: tuple[date | None, str | None, datetime | None],
    time: datetime,
    texts: tuple[Fingerprint, ...],
    families: tuple[str, ...],
) -> Profile:
    day, precision, hour = dating
    places = [place for reading in readings for place in reading.places]
    fine = [place for place in places if place.precision in FINE]
    regions = frozenset(key for place in fine if (key := _region(place)))
    words = frozenset(word for place in fine for word in _name_words(place.name))
    return Profile(
        day=day or time.date(),
        stated=day is not None and precision != "inferred",
        dated=day is not None,
        night=any(reading.occurred_precision == "night" for reading in readings),
        hour=hour,
        countries=frozenset(name for name in (country, *(place.country for place in places)) if name),
        towns=frozenset(key for place in fine for key in _town_keys(place)),
        spots=tuple(dict.fromkeys(Spot(place.lat, place.lon) for place in fine if place.lat and place.lon)),
        regions=regions,
        bare_regions=frozenset(
            key for place in places if place.precision == "admin1" and (key := _region(place)) and key not in regions
        ),
        seas=frozenset(f"w:{_normal(place.name)}" for place in places if place.precision == "sea"),
        sites=frozenset(site for reading in readings if (site := site_of(reading.site, words))),
        event_type=event_type,
        attackers=frozenset(reading.attacker for reading in readings if reading.attacker),
        munitions=frozenset(kind for reading in readings for kind in reading.munitions.types),
        texts=tuple(text for text in texts if text),
        families=frozenset(families),
    )


def index_keys(profile: Profile) -> frozenset[str]:
    """Return the buckets, within its day, in which an incident with this profile is found."""
    where = (
        profile.towns
        | profile.bare_regions
        | profile.seas
        | {f"a{key}" for key in profile.regions | profile.bare_regions}
        | {f"c:{cell[0]}:{cell[1]}" for spot in profile.spots for cell in [_cell(spot)]}
    )
    nowhere = frozenset() if profile.towns else {f"n:{name}" for name in profile.countries or {"ZZ"}}
    families = {f"f:{family}" for family in profile.families}
    return frozenset(where | nowhere | families | _site_keys(profile))


def query_keys(profile: Profile, *, by_family: bool = False) -> frozenset[str]:
    """Return the buckets, within a day, that can hold a match for an event with this profile.

    ``by_family`` adds what its publisher family reported: a denial may name no place, and an agency has many incidents.
    """
    where = profile.towns | profile.seas | profile.regions | profile.bare_regions
    # Only who names a mere region looks at all towns of it; that bucket is large.
    everywhere = {f"a{key}" for key in profile.bare_regions}
    near = {
        f"c:{lat}:{lon}"
        for spot in profile.spots
        for lat in range(_cell(spot)[0] - 1, _cell(spot)[0] + 2)
        for lon in range(_cell(spot)[1] - 2, _cell(spot)[1] + 3)
    }
    nowhere = {f"n:{name}" for name in profile.countries or {"ZZ"}}
    families = {f"f:{family}" for family in profile.families} if by_family else set()
    return frozenset(where | everywhere | near | nowhere | families | _site_keys(profile))


def _site_keys(profile: Profile) -> frozenset[str]:
    return frozenset(f"s:{word}" for site in profile.sites for word in site.names)


def _town_keys(place: Place) -> tuple[str, ...]:
    named = f"p:{place.country or ''}:{_normal(place.name)}"
    return (named,) if place.geoname_id is None else (named, f"g:{place.geoname_id}")


def _region(place: Place) -> str | None:
    if place.precision == "admin1":
        return f"r:{place.country or ''}:{_normal(place.admin1 or place.name)}"
    return f"r:{place.country or ''}:{_normal(place.admin1)}" if place.admin1 else None


def _cell(spot: Spot) -> tuple[int, int]:
    # A tenth of a degree: 11 km north-south; the query looks two cells east and west, enough up to 60 degrees north.
    return int(spot.lat * 10 // 1), int(spot.lon * 10 // 1)


@lru_cache(maxsize=8192)
def _normal(name: str) -> str:
    """Return a place name for comparing: no accents, lower case, words only."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return " ".join(_name_words(plain))


def _name_words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", name.casefold())
