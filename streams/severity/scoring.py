"""Score an incident's severity, 0 to 100, from its current claims, with every term explained.

The score adds the human toll (H), the scale of the attack (W), harm to civilians (C) and the spread (G); floors lift
it. Unknown is not zero: without a casualty claim, a munition claim or a target flag there is no score. Confidence never
multiplies it. One more victim, munition or town never lowers it.

Example: 3 dead and 10 hurt by a drone on a block of flats score 32, Moderate.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from schemas.alert import SeverityBreakdown, SeverityTerm
from schemas.base import Count
from schemas.event import ClaimedCount, Munitions, Place, Toll
from schemas.incident import Incident
from schemas.vocabulary import IncidentStatus
from streams.severity.method import level_of, lowest_score, method

_FINE = frozenset({"town", "district"})


def breakdown(incident: Incident, held: str | None = None) -> SeverityBreakdown:
    """Return the severity of an incident with its terms, floors and the ids of the claims behind them.

    ``held`` is the level below which it may not fall: without a correction a level once reached stays.
    """
    toll = incident.toll or Toll()
    floors = _floors(incident)
    if incident.status == IncidentStatus.RETRACTED or not (
        _has_casualties(toll) or _has_munitions(incident) or _has_flags(incident) or floors
    ):
        return SeverityBreakdown(methodology=method().name, score=None, level=level_of(None))
    exact = [_human(toll), _weapons(incident.munitions), _civilians(incident), _spread(incident.places)]
    # Rounded twice on purpose: logarithms may differ in their last digit between machines.
    total = math.floor(round(sum(points for points, _ in exact), 6) + 0.5)
    score = min(100, max([total, *(int(floor.points) for floor in floors)]))
    least = None if held is None else lowest_score(held)
    if least is not None and score < least:
        floors = (*floors, _term("floor", float(least), f"{held} is kept: no correction lowered it", ()))
        score = least
    return SeverityBreakdown(
        methodology=method().name,
        score=score,
        level=level_of(score),
        terms=tuple(term for _, term in exact),
        floors=floors,
    )


def estimate(count: Count | None) -> float:
    """Return the number a count stands for: the middle of a closed range, the minimum of an open one, 0 for None.

    >>> estimate(Count(min=10, max=20)), estimate(Count(min=7, max=None)), estimate(None)
    (15.0, 7.0, 0.0)
    """
    if count is None:
        return 0.0
    return float(count.min) if count.max is None else count.min + (count.max - count.min) / 2


def _human(toll: Toll) -> tuple[float, SeverityTerm]:
    table = method().table["human"]
    k, w = estimate(toll.killed), estimate(toll.wounded)
    m = estimate(toll.missing) + estimate(toll.abducted)
    equivalents = k * table["killed"] + w * table["wounded"] + m * table["missing"]
    points = _logarithmic(equivalents, table)
    words = f"human toll: {k:g} killed, {w:g} wounded, {m:g} missing or abducted are {equivalents:g} equivalents"
    return points, _term("H", points, words, (toll.killed, toll.wounded, toll.missing, toll.abducted))


def _weapons(munitions: Munitions) -> tuple[float, SeverityTerm]:
    table = method().table["weapons"]
    # Intercepted weapons count; where nobody says how many were launched, those that hit or were stopped were.
    counted = (munitions.launched,) if munitions.launched is not None else (munitions.hit, munitions.intercepted)
    total = sum(estimate(count) for count in counted)
    split = {kind: estimate(count) for kind, count in sorted(munitions.by_type.items())}
    kinds = [kind for kind in munitions.types if kind in table["by_type"]]
    weight = table["by_type"][kinds[0]] if len(kinds) == 1 else table["unsplit"]
    amount = sum(number * table["by_type"].get(kind, table["unsplit"]) for kind, number in split.items())
    amount += max(0.0, total - sum(split.values())) * weight
    points = _logarithmic(amount, table)
    words = f"scale: {max(total, sum(split.values())):g} weapons weigh {amount:g}"
    return points, _term("W", points, words, (*counted, *munitions.by_type.values()))


def _civilians(incident: Incident) -> tuple[float, SeverityTerm]:
    table = method().table["civilians"]
    found: list[tuple[str, float]] = []
    if incident.civilian_harm:
        found.append(("civilians among the victims", table["victims"]))
    for group in ("sites", "infrastructure"):
        struck = [target for target in incident.targets if target in table["targets"][group]]
        if struck:
            found.append((", ".join(struck), table[group]))
    points = float(min(table["max"], sum(weight for _, weight in found)))
    words = "civilian harm: " + ("; ".join(name for name, _ in found) or "none reported")
    return points, _term("C", points, words, ())


def _spread(places: Sequence[Place]) -> tuple[float, SeverityTerm]:
    number = places_struck(places)
    steps = [step for step in method().table["spread"]["points"] if number >= step[0]]
    points = float(steps[-1][1]) if steps else 0.0
    struck = "town, district or region" if number == 1 else "towns, districts or regions"
    return points, _term("G", points, f"spread: {number} {struck} struck", ())


def places_struck(places: Iterable[Place]) -> int:
    """Return how many towns, districts and regions are struck; a region counts when no place inside it is named."""
    named = list(places)
    fine = {(place.country, place.geoname_id or place.name.casefold()) for place in named if place.precision in _FINE}
    inside = {(place.country, place.admin1) for place in named if place.precision in _FINE and place.admin1}
    regions = {
        (place.country, place.admin1 or place.name)
        for place in named
        if place.precision == "admin1" and (place.country, place.admin1 or place.name) not in inside
    }
    return len(fine) + len(regions)


def _floors(incident: Incident) -> tuple[SeverityTerm, ...]:
    found = []
    for floor in method().table["floors"]:
        if _reaches(floor, incident):
            counts = (incident.toll.killed,) if "killed_min" in floor and incident.toll is not None else ()
            found.append(_term("floor", float(floor["score"]), floor["name"], counts))
    return tuple(found)


def _reaches(floor: dict[str, Any], incident: Incident) -> bool:
    killed = incident.toll.killed if incident.toll is not None else None
    return (
        ("killed_min" in floor and killed is not None and killed.min >= floor["killed_min"])
        or incident.event_type in floor.get("event_types", ())
        or bool(set(incident.munitions.types) & set(floor.get("munitions", ())))
        or bool(set(incident.targets) & set(floor.get("targets", ())))
    )


def _has_casualties(toll: Toll) -> bool:
    return any(count is not None for count in (toll.killed, toll.wounded, toll.missing, toll.abducted))


def _has_munitions(incident: Incident) -> bool:
    munitions = incident.munitions
    counts = (munitions.launched, munitions.hit, munitions.intercepted)
    return bool(munitions.by_type) or any(count is not None for count in counts)


def _has_flags(incident: Incident) -> bool:
    listed = method().table["civilians"]["targets"]
    return bool(incident.civilian_harm) or any(
        target in listed["sites"] or target in listed["infrastructure"] for target in incident.targets
    )


def _logarithmic(amount: float, table: dict[str, Any]) -> float:
    return float(min(table["max"], table["max"] * math.log10(1 + amount) / math.log10(table["full"])))


def _term(name: str, points: float, words: str, counts: Iterable[ClaimedCount | None]) -> SeverityTerm:
    claims = dict.fromkeys(claim for count in counts if count is not None for claim in count.claims)
    return SeverityTerm(term=name, points=round(points, 1), explanation=words, claims=tuple(claims))
