"""Write an alert's headline and description for a desk: what, where, how many, who says so, what is new.

Example: "Drone strike on Kosti, Sudan: 45-55 killed, about 70 wounded".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.event import ClaimedCount
from schemas.incident import Incident
from schemas.vocabulary import EventType, IncidentStatus
from streams.alerting.evidence import current_counts, quote_of
from streams.alerting.numbers import spoken
from streams.alerting.words import plain, words
from streams.lexicons.countries import load_countries

#: From this many dead, one unofficial source is called unconfirmed in the headline (delivery, misinformation).
UNCONFIRMED_FROM = 100
_NAMES = {"launched": "launched", "intercepted": "intercepted", "hit": "hit their target"}


def headline_of(incident: Incident) -> str:
    """Return one line: the attack, the place, the toll."""
    attack = _attack(incident)
    if incident.status == IncidentStatus.RETRACTED:
        return f"Cancelled: {attack}"
    marked = " (unconfirmed)" if is_unconfirmed(incident) else ""
    return f"{attack}: {_toll(incident)}{marked}"


def description_of(incident: Incident, why: Sequence[str]) -> str:
    """Return a few sentences: the attack and its day, every count, the weapons, the sources, and why this is sent."""
    day = incident.occurred_on
    when = "" if day is None else f" on {day.day} {day:%B} {day.year}"
    parts = [f"{_attack(incident)}{when}."]
    if incident.status == IncidentStatus.RETRACTED:
        reason = plain(incident.retraction_reason or "") or words().reasons["retracted"]
        parts.append(f"Retracted: {reason}. Earlier figures no longer stand.")
        return " ".join(parts)
    counts = current_counts(incident)
    people = [
        f"{name} {_spoken(incident, counts[name])}"
        for name in ("killed", "wounded", "missing", "abducted")
        if name in counts
    ]
    weapons = [f"{_spoken(incident, counts[name])} {said}" for name, said in _NAMES.items() if name in counts]
    parts.append(f"Toll: {', '.join(people)}." if people else "No toll is known yet.")
    kinds = [words().weapons.get(kind, kind) for kind in incident.munitions.types]
    if kinds or weapons:
        parts.append(f"Weapons: {'; '.join(filter(None, (', '.join(kinds), ', '.join(weapons))))}.")
    parts.append(_sources(incident))
    if incident.contested:
        parts.append("Reports disagree, or the claim is disputed.")
    score = "" if incident.severity_score is None else f" ({incident.severity_score} of 100)"
    parts.append(f"Severity {incident.severity}{score}, certainty {incident.certainty}.")
    parts.append(f"Sent because: {', '.join(words().reasons[reason] for reason in why)}.")
    return " ".join(parts)


def is_unconfirmed(incident: Incident) -> bool:
    """Say whether 100 or more dead are claimed by a single source that is not official."""
    killed = None if incident.toll is None else incident.toll.killed
    if killed is None or max(killed.min, killed.max or 0) < UNCONFIRMED_FROM:
        return False
    return not incident.confirmed and len(incident.families) < 2


def _attack(incident: Incident) -> str:
    template = words().attacks.get(incident.event_type, words().attacks[EventType.OTHER_ATTACK])
    where = _where(incident)
    site = plain(incident.site or "")
    if incident.event_type == EventType.NAVAL_ATTACK and site:
        return f"Attack on {site}" + (f", {where}" if where else "")
    return template.format(place=where) if where else template.split(" {place}")[0].rsplit(" ", 1)[0]


def _where(incident: Incident) -> str:
    country = _country(incident.country)
    names = list(dict.fromkeys(plain(place.name) for place in incident.places if place.name != country))
    if not names:
        return country
    others = len(names) - 1
    more = "" if others == 0 else f" and {names[1]}" if others == 1 else f" and {others} other places"
    return f"{names[0]}{more}" + (f", {country}" if country else "")


def _country(code: str | None) -> str:
    known = load_countries().by_code.get(code or "")
    return known.name if known is not None else plain(code or "")


def _toll(incident: Incident) -> str:
    counts = current_counts(incident)
    if all(name in counts and counts[name].max == 0 for name in ("killed", "wounded")):
        return "no one killed or wounded"
    told = [
        f"{_spoken(incident, counts[name])} {name}".replace("none killed", "no one killed")
        for name in ("killed", "wounded", "missing", "abducted")
        if name in counts and not (name != "killed" and counts[name].max == 0)
    ]
    if told:
        return ", ".join(told)
    launched = counts.get("launched")
    return f"{_spoken(incident, launched)} weapons launched" if launched is not None else "no toll known yet"


def _spoken(incident: Incident, count: ClaimedCount) -> str:
    quotes = (quote_of(incident, claim_id) or "" for claim_id in count.claims)
    about = any(word in words().about for quote in quotes for word in re.findall(r"[a-z]+", quote.lower()))
    return spoken(count, about=about)


def _sources(incident: Incident) -> str:
    families, reports = len(incident.families), len(incident.reports)
    official = any(each.official and not (each.denial or each.withdrawn or each.copy_of) for each in incident.reports)
    said = f"{families} independent source{'' if families == 1 else 's'}"
    if official:
        said += ", an official one among them"
    label = " Unconfirmed: 100 or more dead by a single unofficial source." if is_unconfirmed(incident) else ""
    return f"{said}; {reports} report{'' if reports == 1 else 's'}.{label}"
