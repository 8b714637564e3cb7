"""Say how well an event fits an incident, and why, in points of one table (``joining.toml``).

Place, site, day, kind, attacker, weapons and text give points; some differences bar a match whatever the points say:
stated days that differ, two named sites, two countries. Tolls never decide.

Example: a second report of drones on Kharkiv for the same stated day joins with "place same town +40", "day same stated
+15", "type same +10" and "munitions shared +5".
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any, NamedTuple

from streams.incidents.days import day_bar
from streams.incidents.naming import is_named
from streams.incidents.profile import Profile, Spot
from streams.incidents.sites import Likeness, compare_all
from streams.ruleset import load_table
from streams.text.fingerprint import similarity

#: What a denial need not get right: it calls the attack by what it was said to be, or by nothing.
_CALLED = frozenset(("type", "munitions", "targets", "actors"))
_KM_PER_DEGREE = 111.2


class Weights(NamedTuple):
    """The table: points by group and name, the threshold, and the families of event types."""

    threshold: float
    points: dict[str, dict[str, float]]
    families: tuple[frozenset[str], ...]


class Match(NamedTuple):
    """The score of one pair with its reasons ("same town +40"), or the bar that forbids it."""

    score: float
    reasons: tuple[str, ...]
    barred: str | None = None


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Load the table of weights and thresholds."""
    table: dict[str, Any] = load_table("incidents/joining.toml")
    families = tuple(frozenset(names) for names in table.pop("families").values())
    return Weights(table.pop("threshold"), table, families)


def match(
    event: Profile,
    incident: Profile,
    *,
    newer_version: bool = False,
    denial: bool = False,
    own_denial: bool = False,
    own_correction: bool = False,
) -> Match:
    """Return how well an event fits an incident.

    ``newer_version``: the incident holds an earlier version of the same article, which outweighs site and country.
    ``denial``: the event says that it did not happen, so what it calls it does not part them; ``own_denial``: and its
    family reported the attack there; ``own_correction``: the event corrects figures, and its family reported there.
    """
    if barred := day_bar(event, incident, same_text=True):  # whatever the texts are, which take longest to compare
        return Match(0.0, (), barred)
    table = weights().points
    alike = [similarity(one, other) for one in event.texts for other in incident.texts]
    body = max((body for body, _ in alike), default=0.0)
    lead = max((lead for _, lead in alike), default=0.0)
    near_copy = body >= table["text"]["near_copy_similarity"]
    sites = _sites(event, incident)
    barred = day_bar(event, incident, near_copy or newer_version)
    if not newer_version and barred is None:
        same_story = near_copy or lead >= table["text"]["same_story"]
        same_name = near_copy or _is_one_name(event, incident, sites)
        barred = _place_bar(sites, same_story) or _country_bar(event, incident, same_name)
    if barred:
        return Match(0.0, (), barred)
    named = [
        _place(event, incident, sites),
        _site(event, incident, sites),
        _day(event, incident),
        _hours(event, incident),
        _type(event, incident),
        _overlap("actors", "same_attacker", "other_attacker", event.attackers, incident.attackers),
        _overlap("munitions", "shared", "disjoint", event.munitions, incident.munitions),
        _overlap("targets", "shared", "disjoint", event.targets, incident.targets),
        ("text", "near_copy") if near_copy else None,
        ("article", "credits") if _credits(event, incident) else None,
        ("article", "newer_version") if newer_version else None,
        ("article", "own_denial") if own_denial else None,
        ("article", "own_correction") if own_correction else None,
    ]
    reasons = [
        (f"{group} {name}", table[group][name])
        for group, name in filter(None, named)
        if table[group][name] and not (denial and group in _CALLED and table[group][name] < 0)
    ]
    for_lead = min(table["text"]["lead_max"], round(table["text"]["lead"] * lead))
    if for_lead:
        reasons.append(("text lead", for_lead))
    return Match(
        sum(points for _, points in reasons),
        tuple(_worded(name, points) for name, points in reasons),
    )


@lru_cache(maxsize=1024)
def _worded(name: str, points: float) -> str:
    return f"{name.replace('_', ' ')} {points:+g}"


def _place_bar(sites: Likeness, same_story: bool) -> str | None:
    if sites is Likeness.DIFFERENT or (sites is Likeness.OTHER_KIND and not same_story):
        return "two different named sites"
    return None


def _country_bar(event: Profile, incident: Profile, same_name: bool) -> str | None:
    differ = event.countries and incident.countries and not event.countries & incident.countries
    return "two countries" if differ and not (same_name or _is_elsewhere_only_by_guess(event, incident)) else None


def _is_elsewhere_only_by_guess(event: Profile, incident: Profile) -> bool:
    """Say whether a side without a place names the other's town: its country was guessed from who fought."""
    return any(
        not (one.towns or one.bare_regions or one.seas) and _names_town_of(one, other)
        for one, other in ((event, incident), (incident, event))
    )


def _is_one_name(event: Profile, incident: Profile, sites: Likeness) -> bool:
    """Say whether a ship, or a quarter read as a town far away, has one name on both sides.

    Towns of a quarter's name lie in other countries; across a border nearby the countries are right.
    """
    if sites is not Likeness.SAME:
        return False
    if any(site.kind == "ship" for site in event.sites | incident.sites):
        return True
    return _is_misplaced(event, incident) or _is_misplaced(incident, event)


def _is_misplaced(one: Profile, other: Profile) -> bool:
    """Say whether a site of one side may be what the other side took for a town of that name far away.

    Such a town was found on the map; one without a position has its country from the text, which is right about that.
    """
    far_km = weights().points["place"]["far_km"]
    far = all(_km(spot, away) > far_km for spot in one.spots for away in other.spots)
    return bool(other.spots) and far and _is_site_of(one, other)


def _sites(event: Profile, incident: Profile) -> Likeness:
    """Compare the sites; a quarter read as the town by a side that names no site is the other side's quarter."""
    if not (event.sites or incident.sites):
        return Likeness.UNCLEAR
    if not (event.sites and incident.sites) and (_is_site_of(event, incident) or _is_site_of(incident, event)):
        return Likeness.SAME
    found = compare_all(event.sites, incident.sites)
    if found is Likeness.OTHER_KIND and event.targets & incident.targets and _may_be_one_kind(event, incident):
        # Both tell of a strike on a school, and it lies in the quarter: who names the one writes the other, too.
        return Likeness.UNCLEAR if _writes_site(event, incident) or _writes_site(incident, event) else found
    return found


def _may_be_one_kind(event: Profile, incident: Profile) -> bool:
    """Say whether the kinds of attack are the same, or one side tells of none: "the massacre at the school"."""
    unclear = any(side.event_type == "armed_attack" and not side.munitions for side in (event, incident))
    return unclear or event.event_type == incident.event_type


def _writes_site(one: Profile, other: Profile) -> bool:
    """Say whether one side writes the name of a site that the other side read."""
    return any(is_named(site.names, one.named) for site in other.sites)


def _is_site_of(one: Profile, other: Profile) -> bool:
    """Say whether a site of one side is what the other side names as its town."""
    return any(site.kind != "ship" and site.names in other.town_names for site in one.sites)


def _site(event: Profile, incident: Profile, sites: Likeness) -> tuple[str, str] | None:
    if sites is Likeness.SAME:
        if any(site.kind == "ship" for site in event.sites | incident.sites):
            return "site", "same_ship"
        return "site", "same"
    if sites is not Likeness.UNCLEAR or (event.sites and incident.sites):
        return None
    for one, other in ((event, incident), (incident, event)):
        if _writes_site(other, one):
            return "site", "named"
    return None


def _place(event: Profile, incident: Profile, sites: Likeness) -> tuple[str, str] | None:
    if event.towns & incident.towns or _share_town_without_country(event, incident):
        return "place", "same_town" if _are_one(event, incident) else "some_town"
    if sites is Likeness.SAME and (_is_site_of(event, incident) or _is_site_of(incident, event)):
        return "place", "same_town"
    if event.seas & incident.seas:
        return "place", "same_sea"
    regions, known = event.bare_regions, incident.bare_regions
    if regions & (known | incident.regions) or known & event.regions:
        return "place", "same_region"
    if _names_town_of(event, incident) or _names_town_of(incident, event):
        return "place", "named_town"
    if event.towns and incident.towns:
        near_km = weights().points["place"]["near_km"]
        near = any(_km(one, other) <= near_km for one in event.spots for other in incident.spots)
        return "place", "near_town" if near else "other_town"
    vague = not (event.towns or regions) or not (incident.towns or known)
    if vague and event.countries & incident.countries:
        return "place", "same_country"
    return None


def _are_one(event: Profile, incident: Profile) -> bool:
    """Say whether one side's towns are mostly the other's: two attacks may each be told with one town in passing."""
    shared = len(event.town_names & incident.town_names)
    return not shared or 2 * shared > min(len(event.town_names), len(incident.town_names))


def _share_town_without_country(event: Profile, incident: Profile) -> bool:
    """Say whether both name a town, and one does not know in which country it lies."""
    return bool(event.town_names & incident.town_names) and not (event.countries and incident.countries)


def _names_town_of(one: Profile, other: Profile) -> bool:
    """Say whether one side writes the name of a town that the other side read as struck."""
    return any(is_named(name, one.named) for name in other.town_names)


def _credits(event: Profile, incident: Profile) -> bool:
    """Say whether one side leans on a publisher of the other."""
    return bool(event.leans_on & incident.publishers or incident.leans_on & event.publishers)


def _day(event: Profile, incident: Profile) -> tuple[str, str]:
    if not (event.dated and incident.dated):
        return "day", "undated"
    if event.day != incident.day:
        return "day", "apart"
    return "day", "same_stated" if event.stated and incident.stated else "same_inferred"


def _hours(event: Profile, incident: Profile) -> tuple[str, str] | None:
    """Compare the hours of one day: two attacks in a town, one in the morning and one in the evening, stay two."""
    if event.day != incident.day or not (event.hours and incident.hours):
        return None
    gap = min(max(one[0], other[0]) - min(one[1], other[1]) for one in event.hours for other in incident.hours)
    if gap < 0:
        return "day", "same_hours"
    return ("day", "other_hours") if gap >= weights().points["day"]["hours_apart"] else None


def _type(event: Profile, incident: Profile) -> tuple[str, str] | None:
    one, other = event.event_type, incident.event_type
    if one == other:
        return "type", "same"
    if "other_attack" in (one, other):
        return None
    if any(side.event_type == "armed_attack" and not side.munitions for side in (event, incident)):
        # "The raid on a house": who tells of no weapon does not say that there was no aircraft.
        return ("type", "same_family") if _are_of_one_family(one, other) else None
    return "type", "same_family" if _are_of_one_family(one, other) else "other_family"


def _are_of_one_family(one: str, other: str) -> bool:
    return any(one in family and other in family for family in weights().families)


def _overlap(
    group: str, shared: str, disjoint: str, ones: frozenset[str], others: frozenset[str]
) -> tuple[str, str] | None:
    if not ones or not others:
        return None
    return group, shared if ones & others else disjoint


def _km(one: Spot, other: Spot) -> float:
    """Return the distance of two spots in km; flat geometry is right within a few per cent at these distances."""
    east = (one.lon - other.lon) * math.cos(math.radians((one.lat + other.lat) / 2))
    return math.hypot(one.lat - other.lat, east) * _KM_PER_DEGREE
