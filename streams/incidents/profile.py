"""Reduce an event or an incident to what joining compares: days, places, sites, kinds, weapons, texts.

Both sides become the same ``Profile``, so that the match score reads two of them. Profiles of incidents are built once
per change; ``keys`` are the buckets of the index in which an incident is found.

Example: a report from Kharkiv on 10 March has the place key ``"p:UA:kharkiv"``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple, TypeVar

from schemas.event import ConflictEvent, Place
from schemas.incident import Incident, Reading, Report
from streams.incidents.credits import credited, names_of
from streams.incidents.naming import FINE, names_in, normal, site_of_reading
from streams.incidents.reports import precision_of
from streams.incidents.sites import Site
from streams.text.fingerprint import packed

#: Texts compared per incident: the newest own reports; older ones resemble them.
MAX_TEXTS = 40
#: A report dated later than this after it was out was misread, unless a time zone lies between.
_AHEAD = timedelta(days=1)
#: Marks the buckets of what is told of no other day than its own.
FIRM = "!"
#: Hours of a night run past it: 23 to 29 is until five in the morning.
MIDNIGHT = 24


_Value = TypeVar("_Value")


class Spot(NamedTuple):
    """A town or district on the map."""

    lat: float
    lon: float


class Profile(NamedTuple):
    """What joining compares.

    ``towns`` are keys of towns and districts struck, ``regions`` those of their regions, ``bare_regions`` the regions
    named without a town; ``day`` is stated, inferred or, when undated, that of the report; ``hours`` are the local
    hours of it that reports tell; ``since`` is when the first report came. ``town_names`` are the towns' names as
    words, ``named`` all words written as names in headline and claims, ``texts`` packed sketches.
    ``publishers`` are the names by which others credit the outlets, ``leans_on`` the publishers credited.
    """

    day: date
    since: datetime
    stated: bool
    dated: bool
    night: bool
    hours: tuple[tuple[int, int], ...]
    countries: frozenset[str]
    towns: frozenset[str]
    town_names: frozenset[frozenset[str]]
    spots: tuple[Spot, ...]
    regions: frozenset[str]
    bare_regions: frozenset[str]
    seas: frozenset[str]
    sites: frozenset[Site]
    event_type: str
    attackers: frozenset[str]
    munitions: frozenset[str]
    targets: frozenset[str]
    texts: tuple[int, ...]
    named: frozenset[str]
    families: frozenset[str]
    publishers: frozenset[str]
    leans_on: frozenset[str]


def profile_of_event(event: ConflictEvent, report: Report) -> Profile:
    """Return the profile of an event; ``report`` is the one an incident would keep of it."""
    time = report.time
    assert time is not None  # it was just made
    # A date after the report itself was misread: such a report counts as undated.
    is_ahead = event.occurred_on is not None and event.occurred_on > (time + _AHEAD).date()
    return _profile(
        (event,),
        (report,),
        event_type=event.event_type,
        country=event.country,
        dating=(None if is_ahead else event.occurred_on, precision_of(event)),
        time=time,
    )


def profile_of_incident(incident: Incident, own: Iterable[Report]) -> Profile:
    """Return the profile of an incident whose readings are those of its ``own`` reports, in order of time."""
    reports = tuple(own)
    return _profile(
        tuple(report.reading for report in reports if report.reading is not None),
        reports,
        event_type=incident.event_type,
        country=incident.country,
        dating=(incident.occurred_on, incident.occurred_precision),
        time=incident.first_seen,
    )


def _profile(
    readings: tuple[ConflictEvent | Reading, ...],
    reports: tuple[Report, ...],
    *,
    event_type: str,
    country: str | None,
    dating: tuple[date | None, str | None],
    time: datetime,
) -> Profile:
    day, precision = dating
    places = [place for reading in readings for place in reading.places]
    fine = [place for place in places if place.precision in FINE]
    regions = frozenset(key for place in fine for key in (_region(place), _as_region(place)) if key)
    texts = tuple(sketch for report in reports if (sketch := packed(report.fingerprint)))
    return Profile(
        day=day or time.date(),
        since=time,
        stated=day is not None and precision != "inferred",
        dated=day is not None,
        night=any(_is_at_night(reading) for reading in readings),
        hours=tuple(
            dict.fromkeys(
                reading.occurred_hours for reading in readings if reading.occurred_hours and reading.occurred_on == day
            )
        ),
        countries=_one(frozenset(name for name in (country, *(place.country for place in places)) if name)),
        towns=frozenset(key for place in fine for key in _town_keys(place)),
        town_names=frozenset(frozenset(normal(place.name).split()) for place in fine),
        spots=tuple(dict.fromkeys(Spot(place.lat, place.lon) for place in fine if place.lat and place.lon)),
        regions=_one(regions),
        bare_regions=_one(_bare(places, regions)),
        seas=_one(frozenset(f"w:{normal(place.name)}" for place in places if place.precision == "sea")),
        sites=_one(frozenset(site for reading in readings if (site := site_of_reading(reading)))),
        event_type=event_type,
        attackers=_one(frozenset(reading.attacker for reading in readings if reading.attacker)),
        munitions=_one(frozenset(kind for reading in readings for kind in reading.munitions.types)),
        targets=_one(frozenset(kind for reading in readings for kind in reading.targets)),
        texts=texts[-MAX_TEXTS:],
        named=frozenset(word for report in reports[-MAX_TEXTS:] for word in names_in(report)),
        families=frozenset(report.family or "" for report in reports),
        publishers=frozenset(name for report in reports for name in names_of(report)),
        leans_on=_one(frozenset(name for report in reports for name in credited(report))),
    )


def _is_at_night(reading: ConflictEvent | Reading) -> bool:
    """Say whether a reading tells of a night: "overnight", or "last night", whose hours pass midnight."""
    hours = reading.occurred_hours
    return reading.occurred_precision == "night" or (hours is not None and hours[1] > MIDNIGHT)


@lru_cache(maxsize=4096)
def _one(values: frozenset[_Value]) -> frozenset[_Value]:
    """Return one object for equal sets, of which each takes 216 bytes or more: most incidents share theirs."""
    return values


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
    mark = FIRM if is_firm(profile) else ""
    families = {f"f:{family}{mark}" for family in profile.families}
    publishers = {f"u:{name}{mark}" for name in profile.publishers} | {f"l:{name}{mark}" for name in profile.leans_on}
    publishers |= {f"{key}:{code}" for key in publishers | families for code in profile.countries or {"ZZ"}}
    words = {f"s:{word}" for name in profile.town_names for word in name}
    # A hamlet that no gazetteer knows is found by the town its reports name beside it.
    beside = set() if profile.spots else {f"h:{word}" for word in profile.named}
    # A camp that none knows may be named beside the town that was found.
    beside |= {f"k:{code}:{word}" for code in profile.countries for word in profile.named}
    return frozenset(where | nowhere | families | publishers | words | beside | _site_keys(profile))


def query_keys(profile: Profile) -> frozenset[str]:
    """Return the buckets, within a day, that can hold a match for an event with this profile by place or by name."""
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
    # What is written as a name may be the town or site that another report struck.
    towns = {word for name in profile.town_names for word in name}
    words = {f"s:{word}" for word in profile.named | towns} | {f"h:{word}" for word in towns}
    if not profile.spots:  # a town on no map: whoever names it in its country
        words |= {f"k:{code}:{word}" for code in profile.countries for word in towns}
    return frozenset(where | everywhere | near | nowhere | words | _site_keys(profile))


def publisher_keys(profile: Profile, *, by_family: bool = False, other_day: bool = False) -> frozenset[str]:
    """Return the buckets, within a day, of incidents that an event with this profile credits or that credit its outlet.

    ``by_family`` adds what its publisher family reported: a denial may name no place, and an agency has many incidents.
    ``other_day``: the day is not the event's own, so that those are left out which can only be of that day.
    """
    families = {f"f:{family}" for family in profile.families} if by_family else set()
    publishers = {f"u:{name}" for name in profile.leans_on} | {f"l:{name}" for name in profile.publishers} | families
    if not (other_day and is_firm(profile)):
        publishers |= {f"{key}{FIRM}" for key in publishers}
    if profile.countries:  # an agency tells of many attacks in a day, of few in one country
        publishers = {f"{key}:{code}" for key in publishers for code in (*profile.countries, "ZZ")}
    return frozenset(publishers)


def names_place(profile: Profile) -> bool:
    """Say whether anything finer than a country is named as struck."""
    return bool(profile.towns or profile.bare_regions or profile.seas or profile.sites)


def is_firm(profile: Profile) -> bool:
    """Say whether no other day than its own fits but one that is not stated, or a night's (streams.incidents.days)."""
    return profile.stated and not profile.night


def _site_keys(profile: Profile) -> frozenset[str]:
    return frozenset(f"s:{word}" for site in profile.sites for word in site.names)


def _bare(places: list[Place], regions: frozenset[str]) -> frozenset[str]:
    """Return the regions named without a town in them, also by their own name: Kyiv may be read as its region."""
    bare = [place for place in places if place.precision == "admin1" and _region(place) not in regions]
    keys = {key for place in bare for key in (_region(place), _as_region(place)) if key}
    return frozenset(keys - regions)


def _as_region(place: Place) -> str:
    """Return the key of a region that bears a place's own name."""
    return f"r:{place.country or ''}:{normal(place.name)}"


def _town_keys(place: Place) -> tuple[str, ...]:
    named = f"p:{place.country or ''}:{normal(place.name)}"
    return (named,) if place.geoname_id is None else (named, f"g:{place.geoname_id}")


def _region(place: Place) -> str | None:
    if place.precision == "admin1":
        return f"r:{place.country or ''}:{normal(place.admin1 or place.name)}"
    return f"r:{place.country or ''}:{normal(place.admin1)}" if place.admin1 else None


def _cell(spot: Spot) -> tuple[int, int]:
    # A tenth of a degree: 11 km north-south; the query looks two cells east and west, enough up to 60 degrees north.
    return int(spot.lat * 10 // 1), int(spot.lon * 10 // 1)
