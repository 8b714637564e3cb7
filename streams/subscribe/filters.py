"""Which alerts pass: by level, certainty, country, kind and distance; an incident that once passed always passes.

Example: with ``Filter(min_severity="Severe")`` an incident passes from the first message whose ``severity_peak`` is
Severe; its later Updates and its Cancel pass whatever they say, or a reader would go on believing what was withdrawn.
A level that this version does not know passes: an alert too many is better than one that is lost.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from schemas.alert import Alert
from schemas.vocabulary import AlertStatus, Certainty, EventType, Severity
from streams.lexicons.distances import km
from streams.stage import Record

#: Country of an alert whose country is unknown or that happened on the high seas (messages.md: the Kafka key ZZ).
NOWHERE = "ZZ"
_NOT_LIVE = (AlertStatus.TEST, AlertStatus.EXERCISE, AlertStatus.SYSTEM)
_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Near:
    """A circle: centre in WGS 84 degrees, radius in km."""

    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True)
class Filter:
    """What an alert must have to pass for the first time; None or empty asks for nothing."""

    min_severity: Severity | None = None
    min_certainty: Certainty | None = None
    countries: frozenset[str] = frozenset()
    event_types: frozenset[str] = frozenset()
    near: Near | None = None
    include_test: bool = False

    @property
    def forgets(self) -> bool:
        """Whether a later message of an incident may miss what an earlier one had; ``severity_peak`` never falls."""
        return bool(self.min_certainty or self.countries or self.event_types or self.near)

    def matches(self, alert: Alert) -> bool:
        """Say whether an alert passes by itself."""
        return (
            _at_least(Severity, alert.severity_peak, self.min_severity)
            and _at_least(Certainty, alert.certainty, self.min_certainty)
            and (not self.countries or bool(self.countries & _countries(alert)))
            and (not self.event_types or alert.event_type in self.event_types)
            and (
                self.near is None
                or any(km(self.near.lat, self.near.lon, *point) <= self.near.km for point in _points(alert))
            )
        )


def parse_filter(
    *,
    min_severity: str | None = None,
    min_certainty: str | None = None,
    country: str | Iterable[str] = (),
    event_type: str | Iterable[str] = (),
    near: str | tuple[float, float, float] | None = None,
    include_test: bool = False,
) -> Filter:
    """Return the filter that the words ask for; words in any case, ``near`` as "lat,lon,km".

    Raises:
        ValueError: one of them means nothing; a filter that never matches would look like a quiet world.
    """
    return Filter(
        None if min_severity is None else _word(Severity, min_severity),
        None if min_certainty is None else _word(Certainty, min_certainty),
        frozenset(_country(each) for each in _several(country)),
        frozenset(str(_word(EventType, each)) for each in _several(event_type)),
        None if near is None else _near(near),
        include_test,
    )


def is_test(alert: Alert, record: Record) -> bool:
    """Say whether an alert is no live one: a replay, a test, an exercise or a message of the system itself."""
    return alert.status in _NOT_LIVE or record.header("_test") == "true"


def _at_least(kind: type[StrEnum], said: str, least: StrEnum | None) -> bool:
    """Compare words of CAP, whose enumerations fall from the highest; an unknown word passes."""
    order = [str(word) for word in kind]
    return least is None or said not in order or order.index(said) <= order.index(least)


def _countries(alert: Alert) -> set[str]:
    return {each for each in (alert.country, *(place.country for place in alert.places)) if each} or {NOWHERE}


def _points(alert: Alert) -> list[tuple[float, float]]:
    spots = [(alert.lat, alert.lon), *((place.lat, place.lon) for place in alert.places)]
    return [(lat, lon) for lat, lon in spots if lat is not None and lon is not None]


def _several(given: str | Iterable[str]) -> list[str]:
    return [given] if isinstance(given, str) else list(given)


def _word(kind: type[_Word], said: str) -> _Word:
    found = next((word for word in kind if word.lower() == said.strip().lower()), None)
    if found is None:
        raise ValueError(f"{said}: not one of {', '.join(kind)}")
    return found


def _country(said: str) -> str:
    code = said.strip().upper()
    if len(code) != 2 or not (code.isascii() and code.isalpha()):
        raise ValueError(f"{said}: not a country in two letters (UA; {NOWHERE} is unknown or the high seas)")
    return code


def _near(said: str | tuple[float, float, float]) -> Near:
    try:
        lat, lon, km = (float(each) for each in (said.split(",") if isinstance(said, str) else said))
    except ValueError:
        raise ValueError(f"{said}: not lat,lon,km (47.1,37.5,80)") from None
    if not (abs(lat) <= 90 and abs(lon) <= 180 and 0 < km < math.inf):
        raise ValueError(f"{said}: latitude within 90, longitude within 180, and a radius above 0 km")
    return Near(lat, lon, km)
