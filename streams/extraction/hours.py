"""Read at which hour of its day an attack happened: a clock time, or a part of the day.

Two attacks in one town on one day are told apart by it. Example: "at about 3 a.m. on Thursday" is the hours 2 to 4 and
the clock time 3:00; "on Tuesday evening" is the hours 16 to 24.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from streams.extraction.times import WEEKDAYS
from streams.text.types import Sentence, TimeMention

#: Tokens around a day in which its hour is told.
_REACH = 6
_PARTS: dict[str, tuple[int, int]] = {
    **dict.fromkeys(("dawn", "daybreak", "sunrise", "daylight", "predawn", "pre-dawn"), (0, 8)),
    "morning": (4, 12),
    **dict.fromkeys(("noon", "midday", "lunchtime"), (10, 15)),
    "afternoon": (12, 19),
    **dict.fromkeys(("dusk", "nightfall", "sunset"), (16, 22)),
    "evening": (16, 24),
    "night": (18, 30),
}
#: "late on Tuesday", "early on Wednesday"; "early Wednesday morning" is early as well.
_EDGES = {"late": (17, 28), "early": (0, 9)}
_SMALL_HOURS = (0, 6)
#: "In the night to Wednesday" ends on Wednesday morning.
_ENDED_NIGHT = (0, 8)
_MIDNIGHT = 24
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.h]([0-5]\d)|([01]\d|2[0-3])([0-5]\d)")
_HALVES = {"am": 0, "a.m.": 0, "a.m": 0, "pm": 12, "p.m.": 12, "p.m": 12}
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS = {word: number for number, word in enumerate(_NUMBERS, 1)}
_BREAKS = frozenset((";", ".", "said", "says", "told", "reported", "announced", "confirmed"))
_ABOUT = frozenset(("about", "around", "roughly", "shortly", "just", "before", "after", "past", "nearly"))


class Hours(NamedTuple):
    """Local hours of the day from ``start`` to ``end`` (past 24: of the next day); the ``clock`` time when told."""

    start: int
    end: int
    clock: time | None = None

    def is_apart(self, other: Hours) -> bool:
        """Say whether an hour or more lies between the two."""
        return max(self.start, other.start) - min(self.end, other.end) >= 1


def hours_of(sentence: Sentence, mention: TimeMention) -> Hours | None:
    """Return the hours told beside a day; None when the text gives none or the day is a night without an hour.

    Only words of the day's own clause count: "on Tuesday, police said in the evening" tells no hour of an attack.
    """
    before = sentence.lower[max(0, mention.start - 3) : mention.start]
    if before[-2:] == ("night", "to"):
        return Hours(*_ENDED_NIGHT)
    if "night" in before and before[-1] == "of":
        return None  # "the night attack of 14 January": the night before that day, or the one after it
    low, high = _clause(sentence.lower, mention)
    for at in range(low, high):
        clock = _clock(sentence.lower, at)
        if clock is not None and not _is_of_other_day(sentence.lower, at, mention):
            return Hours(max(0, clock.hour - 1), clock.hour + 2, clock)
    if mention.kind == "night":
        return None
    words = sentence.lower[low:high]
    part = _part(sentence.lower[mention.start : min(high, mention.end + 1)]) or _part(words)
    for edge, hours in _EDGES.items():
        if edge in sentence.lower[max(low, mention.start - 2) : mention.end]:
            return Hours(*hours)
    if "hours" in words and "small" in words:
        return Hours(*_SMALL_HOURS)
    return part


def _is_of_other_day(lower: Sequence[str], at: int, mention: TimeMention) -> bool:
    """Whether a clock time stands right before another day: "on Saturday evening were killed at 05:30 on Sunday"."""
    place = at + 1
    while place < len(lower) and (lower[place] == "on" or lower[place] in _HALVES):
        place += 1
    return place < len(lower) and lower[place] in WEEKDAYS and not mention.start <= place < mention.end


def lying_back(hours: Hours, day: date | None, published: datetime | None) -> Hours | None:
    """Return the hours as one who writes at ``published`` (local to the struck place) can mean them; None when none.

    A night that has not begun is the one before: "in the night of 14 January", written that morning.
    """
    if day is None or published is None:
        return hours
    began = datetime.combine(day, time(), published.tzinfo) + timedelta(hours=hours.start)
    if began <= published:
        return hours
    return Hours(*_ENDED_NIGHT) if hours.end > _MIDNIGHT and hours.clock is None else None


def occurred_at(day: date | None, hours: Hours | None, published: datetime | None) -> datetime | None:
    """Return the moment of an attack, in the zone of ``published`` (local to the struck place).

    None without a clock time, and when that moment lies ahead of publication: then it was misread.
    """
    if day is None or hours is None or hours.clock is None or published is None:
        return None
    moment = datetime.combine(day, hours.clock, published.tzinfo)
    return moment if moment <= published + timedelta(hours=1) else None


def parts_told(sentence: Sentence) -> list[tuple[int, int]]:
    """Return where a sentence tells a part of the day without a day: "in the morning", "the evening's attack"."""
    lower = sentence.lower
    found = []
    for at in range(1, len(lower)):
        if lower[at] in _PARTS and lower[at - 1] in ("the", "that"):
            is_when = at > 1 and lower[at - 2] == "in"
            if is_when or _heads(lower, at):
                found.append((at - 2 if is_when else at - 1, at + 1))
    return found


def part_of(sentence: Sentence, end: int) -> Hours:
    """Return the hours of a part of the day that ends at a token (``parts_told``)."""
    return Hours(*_PARTS[sentence.lower[end - 1]])


def _heads(lower: Sequence[str], at: int) -> bool:
    """Say whether a part of the day describes what follows: "the morning's blast", "the morning bomb"."""
    return at + 1 < len(lower) and (lower[at + 1] in ("'s", "’s") or lower[at + 1].isalpha())


def _clause(lower: Sequence[str], mention: TimeMention) -> tuple[int, int]:
    """Return the tokens around a day up to a verb of saying or the end of a sentence part."""
    low, high = mention.start, mention.end
    while low > 0 and mention.start - low < _REACH and lower[low - 1] not in _BREAKS and lower[low - 1] != ",":
        low -= 1
    while high < len(lower) and high - mention.end < _REACH and lower[high] not in _BREAKS and lower[high] != ",":
        high += 1
    return low, high


def _part(words: Sequence[str]) -> Hours | None:
    return next((Hours(*_PARTS[word]) for word in words if word in _PARTS), None)


def _clock(lower: Sequence[str], at: int) -> time | None:
    """Read a clock time at a token: "3 a.m.", "3.40 am", "at 14:30", "at 0340", "at four in the morning"."""
    word = lower[at]
    half = _HALVES.get(lower[at + 1]) if at + 1 < len(lower) else None
    behind_at = any(lower[place] == "at" for place in range(max(0, at - 2), at)) and (
        lower[at - 1] == "at" or lower[at - 1] in _ABOUT
    )
    match = _CLOCK.fullmatch(word)
    if match and (half is not None or behind_at):
        hour, minute = int(match[1] or match[3]), int(match[2] or match[4])
        return _time(hour, minute, half)
    number = int(word) if word.isdecimal() and len(word) <= 2 else _WORDS.get(word)
    if number is None or not 1 <= number <= 12:
        return None
    if half is not None:
        return _time(number, 0, half)
    part = lower[at + 3 : at + 4]
    if behind_at and lower[at + 1 : at + 3] == ("in", "the") and _PARTS.keys() & part:
        return _time(number % 12, 0, 0 if part[0] == "morning" else 12)
    return None


def _time(hour: int, minute: int, half: int | None) -> time | None:
    if half is not None:
        if hour > 12:
            return None
        hour = hour % 12 + half
    return time(hour, minute)
