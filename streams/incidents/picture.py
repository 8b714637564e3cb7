"""Draw the current picture of an incident from its reports: what, where, when, how many, who says so.

Everything is computed anew from the reports at each change, so the order in which they arrived does not matter.

Example: two reports of drones and one of a missile, all on Kosti, make a drone strike on Kosti.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from schemas.event import Munitions, Place
from schemas.incident import Incident, Reading, Report
from schemas.vocabulary import EventType, IncidentStatus, Signal
from streams.incidents.copies import with_copies
from streams.incidents.reports import direct, order, voices
from streams.incidents.toll import Folded, fold

MAX_PLACES = 50
_Value = TypeVar("_Value")


def redrawn(incident: Incident) -> tuple[Incident, Folded]:
    """Return the incident with everything recomputed from its reports, and how the toll came about.

    The toll of a retracted incident is null, and its picture stays as it was.
    """
    reports = with_copies(incident.reports)
    speaking = voices(reports)
    folded = fold(_readers(reports, speaking))
    update: dict[str, Any] = {"reports": reports, "families": _families(reports)}
    times = [report.time for report in reports if report.time is not None]
    update |= {
        "first_seen": min(times, default=incident.first_seen),
        "last_seen": max(times, default=incident.last_seen),
    }
    if incident.status == IncidentStatus.RETRACTED:
        update |= {"toll": None, "munitions": Munitions(types=incident.munitions.types), "contested": False}
        return incident.model_copy(update=update), folded
    readings = [report.reading for report in speaking if report.reading is not None]
    if readings:
        update |= _scene(readings)
    denied = any(_denies(report) for report in reports)
    update |= {"toll": folded.toll, "munitions": folded.munitions, "contested": folded.contested or denied}
    update["denied"] = denied
    official = any(report.official for report in speaking)
    independent = len({report.family for report in speaking})
    update["confirmed"] = incident.confirmed or official or independent > 1
    return incident.model_copy(update=update), folded


def _readers(reports: Sequence[Report], speaking: Sequence[Report]) -> list[Report]:
    """Return the reports whose counts are folded: who speaks, and before them a copy that came before all of them.

    Such a copy sets the toll until its original is there.
    """
    standing = (each for each in reports if each.reading and not (each.denial or each.withdrawn or each.replaced))
    first = min(standing, key=order, default=None)
    early = first is not None and first.copy_of is not None and first.syndicated_from is None and first not in speaking
    told = [first, *speaking] if early and first is not None else speaking
    return [_with_licence(report, reports) for report in told]


def _with_licence(report: Report, reports: Sequence[Report]) -> Report:
    """Return a report with the right of its older versions to lower a figure: a rewording need not correct again.

    Example: version 1 says "two of the wounded died, nine remain"; version 2 only "five dead and nine wounded".
    """
    signals = {
        signal
        for other in reports
        if other.replaced and other.article_id == report.article_id and order(other) <= order(report)
        for signal in other.signals
        if signal in (Signal.CORRECTION, Signal.DIED_LATER) and signal not in report.signals
    }
    return report.model_copy(update={"signals": (*report.signals, *sorted(signals))}) if signals else report


def _denies(report: Report) -> bool:
    """Say whether a report denies the attack; an article that was merely taken back denies nothing."""
    if not report.denial or report.withdrawn or report.replaced:
        return False
    return Signal.RETRACTION in report.signals or (report.reading is not None and report.reading.denied_by is not None)


def _families(reports: Sequence[Report]) -> tuple[str, ...]:
    """Return the families with an own report, withdrawn or not, in order of their first one."""
    told = sorted((each for each in reports if each.reading is not None and not each.denial), key=order)
    own = direct([each for each in told if each.copy_of is None and (each.withdrawn or not each.replaced)])
    # As long as only copies are there, the publisher that brought the first is the one source.
    return tuple(dict.fromkeys(each.family or "" for each in own or told[:1]))


def _scene(readings: Sequence[Reading]) -> dict[str, Any]:
    dated = [each for each in readings if each.occurred_on is not None]
    stated = [each for each in dated if each.occurred_precision != "inferred"] or dated
    day = _most_common(each.occurred_on for each in stated)
    of_day = [each for each in stated if each.occurred_on == day]
    kinds = [each.event_type for each in readings if each.event_type != EventType.OTHER_ATTACK]
    # Who tells of no weapon calls it an attack: of as many readings those say more that name a kind.
    kinds.sort(key=lambda kind: kind == EventType.ARMED_ATTACK)
    harmed = [each.civilian_harm for each in readings if each.civilian_harm is not None]
    return {
        "event_type": _most_common(kinds) or readings[0].event_type,
        "occurred_on": day,
        "occurred_at": next((each.occurred_at for each in of_day if each.occurred_at is not None), None),
        "occurred_precision": _most_common(each.occurred_precision for each in of_day),
        "country": _most_common(each.country for each in readings),
        "places": _places(readings),
        "site": _most_common(each.site for each in readings),
        "attacker": _most_common(each.attacker for each in readings),
        "target": _most_common(each.target for each in readings),
        "civilian_harm": True if True in harmed else (False if harmed else None),
        "targets": tuple(sorted({target for each in readings for target in each.targets})),
        "ongoing": readings[-1].ongoing,
    }


def _most_common(values: Iterable[_Value | None]) -> _Value | None:
    """Return the value that most readings give, of equals the one given first; None when none gives any."""
    counted = Counter(value for value in values if value is not None)
    return max(counted, key=lambda value: counted[value]) if counted else None


def _places(readings: Sequence[Reading]) -> tuple[Place, ...]:
    """Return all places named, most often named first; a bare country only when nothing finer is known."""
    named = [place for each in readings for place in each.places]
    finer = [place for place in named if place.precision != "country"] or named
    first: dict[tuple[str | None, str], Place] = {}
    counted: Counter[tuple[str | None, str]] = Counter()
    for place in finer:
        key = (place.country, str(place.geoname_id) if place.geoname_id is not None else place.name.casefold())
        first.setdefault(key, place.model_copy(update={"span": None}) if place.span is not None else place)
        counted[key] += 1
    ranked = sorted(first, key=lambda key: -counted[key])
    return tuple(first[key] for key in ranked[:MAX_PLACES])
