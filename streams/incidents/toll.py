"""Fold the readings of an incident's reports into one toll, per field, in order of (time, uri).

A reading replaces the value if its minimum is not lower. A lower minimum needs a correction, or, for the wounded, that
some of them died; the missing also fall when the same report raises the dead. Null changes nothing. A late report takes
its place in the order and never lowers a newer total. Between reports no range is made: a rival only contests.

Example: 5, at least 4, 11, "nine and not 11" (a correction) gives 9; without the correction it stays 11.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from schemas.event import ClaimedCount, Munitions, Toll
from schemas.incident import Report
from schemas.vocabulary import Signal

PEOPLE = ("killed", "wounded", "missing", "abducted", "captured", "attackers_killed")
WEAPONS = ("launched", "intercepted", "hit")
FIELDS = (*PEOPLE, *WEAPONS)
#: Longest list of weapon strings kept.
MAX_MENTIONS = 40
#: Fields on which two live reports can disagree so that people must know.
_RIVALRY = ("killed", "wounded")


@dataclass(frozen=True, slots=True)
class Folded:
    """The current counts; the event each rests on; the readings that lost, as (event, field, reading)."""

    counts: dict[str, ClaimedCount] = field(default_factory=dict)
    by_type: dict[str, ClaimedCount] = field(default_factory=dict)
    rests_on: dict[str, Report] = field(default_factory=dict)
    lost: list[tuple[Report, str, ClaimedCount]] = field(default_factory=list)
    types: dict[str, None] = field(default_factory=dict)
    mentions: dict[str, None] = field(default_factory=dict)

    @property
    def toll(self) -> Toll | None:
        """The people, None when nothing is known."""
        known = {name: self.counts[name] for name in PEOPLE if name in self.counts}
        return Toll(**known) if known else None

    @property
    def munitions(self) -> Munitions:
        """The weapons."""
        launched = self.rests_on.get("launched")
        return Munitions(
            launched=self.counts.get("launched"),
            intercepted=self.counts.get("intercepted"),
            hit=self.counts.get("hit"),
            types=tuple(sorted(self.types)),
            by_type=dict(sorted(self.by_type.items())),
            mentions=tuple(self.mentions)[:MAX_MENTIONS],
            inconsistent=launched is not None
            and launched.reading is not None
            and launched.reading.munitions.inconsistent,
        )

    @property
    def contested(self) -> bool:
        """Whether a current count was contested where it was read, or a later report of another family gives less."""
        for name in _RIVALRY:
            holder = self.rests_on.get(name)
            if holder is None:
                continue
            if holder.reading is not None and holder.reading.contested:
                return True
            if any(self._rivals(report, name, count, holder) for report, lost, count in self.lost if lost == name):
                return True
        return False

    def _rivals(self, report: Report, name: str, count: ClaimedCount, holder: Report) -> bool:
        assert report.time is not None and holder.time is not None  # both were folded
        below = count.max is not None and count.max < self.counts[name].min
        return below and report.time > holder.time and report.family != holder.family


def fold(reports: Iterable[Report]) -> Folded:
    """Return the toll and munitions of reports given in order of (time, uri): the voices of an incident."""
    folded = Folded()
    for report in reports:
        if report.reading is not None:
            _take(folded, report)
    return folded


def _take(folded: Folded, report: Report) -> None:
    reading = report.reading
    assert reading is not None
    read = _counts(reading.toll, reading.munitions)
    more_dead = _is_higher(read.get("killed"), folded.counts.get("killed"))
    for name, count in read.items():
        current = folded.counts.get(name)
        if current is not None and count.min < current.min and not _may_fall(name, report, more_dead):
            folded.lost.append((report, name, count))
            continue
        if name == "launched" and current is not None and count.min < current.min:
            folded.by_type.clear()  # the split belonged to the figure that was corrected
        folded.counts[name] = count
        folded.rests_on[name] = report
    for kind, count in reading.munitions.by_type.items():
        if kind not in folded.by_type or count.min >= folded.by_type[kind].min or Signal.CORRECTION in report.signals:
            folded.by_type[kind] = count
    folded.types.update(dict.fromkeys(reading.munitions.types))
    folded.mentions.update(dict.fromkeys(reading.munitions.mentions))


def _may_fall(name: str, report: Report, more_dead: bool) -> bool:
    if Signal.CORRECTION in report.signals:
        return True
    if name == "wounded":
        return Signal.DIED_LATER in report.signals
    # The missing who are found dead would otherwise be counted twice.
    return name == "missing" and more_dead


def _is_higher(count: ClaimedCount | None, current: ClaimedCount | None) -> bool:
    return count is not None and count.min > (0 if current is None else current.min)


def _counts(toll: Toll | None, munitions: Munitions) -> Mapping[str, ClaimedCount]:
    people = {} if toll is None else {name: getattr(toll, name) for name in PEOPLE}
    weapons = {name: getattr(munitions, name) for name in WEAPONS}
    return {name: count for name, count in (people | weapons).items() if count is not None}
