"""Leave out at a glance which incidents an event cannot match: a large agency has thousands, a full match takes 20 us.

Only for incidents that share a publisher with the event and no key of place or name. Example: an agency told of 300
attacks in a country in four days; a rewrite that credits it is compared with the one in whose words it is told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import lru_cache

from streams.incidents.days import day_bar
from streams.incidents.joining import weights
from streams.incidents.naming import words_of
from streams.incidents.profile import Profile
from streams.text.fingerprint import BODY_SIZE, LEAD_SIZE, most_agreeing, similarity

#: Up to here the keys of places find every town within ``near_km``; degrees.
_SURE_LATITUDE = 60
#: Of so many attacks of a publisher, a denial or correction that names no place means none that it is not worded like.
FEW = 20


def within_reach(event: Profile, incidents: Collection[tuple[str, Profile]]) -> set[str]:
    """Return the names of the incidents, all but those that the event cannot match.

    Out of reach are those whose towns differ from the event's, which do not write its town or site, and with texts so
    unlike that all they can have in common is less than the threshold.
    """
    if not event.towns or any(abs(spot.lat) > _SURE_LATITUDE for spot in event.spots):
        return {name for name, _ in incidents}
    towns = [words_of(name) for name in (*event.town_names, *(site.names for site in event.sites))]
    towns = [name for name in towns if name]
    words = frozenset[str]().union(*towns)
    alike = _alike(event, *_unlike())
    return {
        name
        for name, known in incidents
        if (
            not known.towns
            or (not words.isdisjoint(known.named) and any(town <= known.named for town in towns))
            or alike(known)
        )
        and not day_bar(event, known, same_text=True)
    }


def meant(event: Profile, incidents: Collection[tuple[str, Profile]]) -> set[str]:
    """Return the names of the incidents of its publisher that a denial or correction may mean.

    It names no place that they name, so nothing but its words says which of more than ``FEW`` it is.
    """
    if len(incidents) <= FEW:
        return {name for name, _ in incidents}
    text = weights().points["text"]
    alike = _alike(event, text["near_copy_similarity"], text["same_story"])
    return {name for name, known in incidents if alike(known)}


def _alike(event: Profile, body: float, lead: float) -> Callable[[Profile], bool]:
    """Return what says whether texts of an event and an incident are so alike, in the body or in the lead."""
    least = min(body * BODY_SIZE, lead * LEAD_SIZE)

    def is_alike(incident: Profile) -> bool:
        for one in event.texts:
            if most_agreeing(one, incident.texts) >= least:
                found = [similarity(one, other) for other in incident.texts]
                if any(in_body >= body or in_lead >= lead for in_body, in_lead in found):
                    return True
        return False

    return is_alike


@lru_cache(maxsize=1)
def _unlike() -> tuple[float, float]:
    """Return the similarities of body and lead below which two attacks on different towns cannot match."""
    table = weights().points
    best = (
        max(table["day"][name] for name in ("same_stated", "same_inferred", "undated", "apart")),
        table["day"]["same_hours"],
        table["type"]["same"],
        table["actors"]["same_attacker"],
        table["munitions"]["shared"],
        table["targets"]["shared"],
        table["article"]["credits"],
    )
    lacking = weights().threshold - table["place"]["other_town"] - sum(best)
    # Half a point below is rounded up to it.
    return table["text"]["near_copy_similarity"], (lacking - 1) / table["text"]["lead"]
