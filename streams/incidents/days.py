"""Say whether the days of an event and an incident can be one: the same, or one apart where a night lies between.

Example: drones "on Tuesday night" and "early on Wednesday" may be one attack; what was told on Tuesday at noon is none
of Wednesday's.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from streams.incidents.naming import is_named
from streams.incidents.profile import MIDNIGHT, Profile

#: How far ahead of UTC a place may be whose position is not known, in degrees; and by how much clocks and zones differ.
_MOST_EASTERN = 180
_DEGREES_PER_HOUR = 15
_CLOCKS_DIFFER = timedelta(hours=2)
#: A siege or battle is reported while it lasts: from the evening in which it began into the night that it is called by.
_EVENING_LASTS = timedelta(hours=8)
_LASTING = frozenset(("armed_attack", "armed_clash", "abduction"))
#: Hours between which no night lies.
_MORNING, _EVENING = 9, 17


def day_bar(event: Profile, incident: Profile, same_text: bool) -> str | None:
    """Return why the days of two sides bar a match whatever the points say; ``same_text``: one is the other's copy."""
    apart = abs((event.day - incident.day).days)
    if apart == 0:
        return None
    if event.stated and incident.stated:
        is_night = apart == 1 and (event.night or incident.night) and _may_span_midnight(event, incident)
        return None if is_night else "stated days differ"
    # A stale copy may come days later with a date inferred from its own publication.
    return None if apart == 1 or same_text else "days too far apart"


def _may_span_midnight(event: Profile, incident: Profile) -> bool:
    """Say whether two stated days, one apart, can be the evening and the morning of one night.

    What was reported before the later day began is another attack than that day's, but for a siege that lasts all
    night; and so is one at noon.
    """
    if _names_ship_of(event, incident) or _names_ship_of(incident, event):
        return True  # few ships are attacked twice: the later day is rather that of a search
    earlier, later = sorted((event, incident), key=lambda side: side.day)
    east = max((spot.lon for spot in later.spots), default=_MOST_EASTERN)
    began = datetime.combine(later.day, time(), UTC) - timedelta(hours=max(0.0, east) / _DEGREES_PER_HOUR)
    besieged = later.night and {earlier.event_type, later.event_type} <= _LASTING and _told_of_evening(earlier)
    if earlier.since < began - (_EVENING_LASTS if besieged else _CLOCKS_DIFFER):
        return False
    evening = not earlier.hours or _told_of_evening(earlier)
    morning = not later.hours or any(start < _MORNING or end > MIDNIGHT for start, end in later.hours)
    return evening and morning


def _told_of_evening(side: Profile) -> bool:
    return any(end > _EVENING for _, end in side.hours)


def _names_ship_of(one: Profile, other: Profile) -> bool:
    """Say whether one side writes the name of the ship that the other side read as struck."""
    return any(site.kind == "ship" and is_named(site.names, one.named) for site in other.sites)
