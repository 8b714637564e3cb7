"""Decide whether a number is of the attack told, of an earlier one, of a period, or only compared with.

Example: "Raids have left 31 dead this week" and "ten weeks after they killed 71" are background; "the third this
month, had claimed 14 lives" is not, for it only numbers the attack told.
"""

from __future__ import annotations

import re

from streams.extraction.casualty_findings import Finding
from streams.extraction.clauses import Marks, breaks, mark_in, numbers_the_attack, ranks_the_attack, words
from streams.extraction.deeds import in_deed
from streams.extraction.times import names_feast
from streams.extraction.victims import View

_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_WEEKDAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
#: "It has killed 40,000 people", "the overall toll passed 40,000": no single attack is told so; so many are a war's.
_WAR = 5000
_PERIOD_BEFORE = frozenset(("in", "since", "during", "until", "from", "of", "between"))
_WITHIN = frozenset(("in", "during"))
_TIMES = (("year",), ("month",), ("week",))
_PERIOD_MARKS = _PERIOD_BEFORE | {"recent"}


def is_month(view: View, at: int) -> bool:
    """Whether "may" is the month ("In May a missile killed 30")."""
    return view.lower[at] == "may" and view.sentence.words[at][0].isupper() and at > 0


def is_comparison(marks: Marks, clause: tuple[int, int], finding: Finding) -> bool:
    """Whether a number is only compared with ("fewer than the 40 killed in March")."""
    if finding.rule.endswith("former"):
        return False
    return mark_in(marks, "comparison", clause[0], max(finding.start, finding.at)) is not None


def is_background(view: View, marks: Marks, clause: tuple[int, int], finding: Finding) -> bool:
    """Whether the clause speaks of a period or of an earlier attack."""
    grammar, lower = words(), view.lower
    start, end = clause
    if start > 1 and lower[start] in ("which", "who"):
        # A relative clause speaks of the time of the clause that it belongs to.
        start = next((at + 1 for at in range(start - 2, -1, -1) if breaks(lower, at)), 0)
    # "Killed five in Bara which has been held by rebels since last month": the time is that of what is added.
    end = next((at for at in range(max(finding.at, finding.start) + 1, end) if lower[at] in _ADDING), end)
    if _speaks_of_period(lower, marks, start, end) or (finding.rule == "toll" and sums_a_day(lower, start)):
        return True
    if mark_in(marks, "day_before", start, end) is not None and not _reported_on_a_day(lower):
        return True
    if in_deed(lower, finding.at) and in_deed(lower, finding.start):
        return True
    if finding.kind == "abducted" and not grammar.freed.isdisjoint(lower[: finding.at]):
        return True
    if _after_a_time(view, start, finding.at):
        return True
    if any(mark_in(marks, told, 0, finding.start) is not None for told in ("opening", "ago")):
        return True
    if finding.rule.startswith("lost_men") and mark_in(marks, "lately", start, end) is not None:
        return True
    if finding.count.min >= _WAR and (
        finding.rule == "toll" or not {"has", "have"}.isdisjoint(lower[min(start, finding.at) : finding.at])
    ):
        return True
    return (
        _names_periods(view, start, end, finding.at) or _told_of_then(view, start) or _other_day(view, clause, finding)
    )


_ADDING = frozenset(("which", "who", "whose", "where"))


def _speaks_of_period(lower: tuple[str, ...], marks: Marks, start: int, end: int) -> bool:
    """Whether a clause names a period; "the third this month" only numbers the attack told."""
    found_at = mark_in(marks, "background", start, end)
    while found_at is not None and (numbers_the_attack(lower, found_at) or _since_an_hour(lower, found_at)):
        found_at = mark_in(marks, "background", found_at + 1, end)
    return found_at is not None


def _since_an_hour(lower: tuple[str, ...], at: int) -> bool:
    """Whether "since" counts from an hour of the day.

    Class: "since the sunset prayer", "since the early hours of Friday"; not "since the night of the coup".
    """
    part = next((one for one in range(at + 2, min(at + 5, len(lower))) if lower[one] in _DAY_PARTS), None)
    if lower[at : at + 2] != ("since", "the") or part is None:
        return False
    of = lower[part + 2 : part + 3] if lower[part + 1 : part + 2] == ("of",) else ("today",)
    return of == ("today",) or not _WEEKDAYS.isdisjoint(of)


_DAY_PARTS = frozenset(
    ("morning", "afternoon", "evening", "night", "dawn", "sunset", "sunrise", "noon", "prayer", "hours")
)


def sums_a_day(lower: tuple[str, ...], start: int) -> bool:
    """Whether a toll is that of a day ("taking to 17 the number killed in the city in one day")."""
    return any(lower[at : at + len(day)] == day for day in _OF_A_DAY for at in range(start, len(lower)))


_OF_A_DAY = (
    ("in", "one", "day"), ("in", "a", "day"), ("in", "a", "single", "day"), ("of", "the", "day"), ("that", "day"),
    ("the", "day", "'s", "toll"), ("the", "day", "'s", "death"), ("in", "the", "day"), ("on", "one", "day"),
)  # fmt: skip


def _after_a_time(view: View, start: int, end: int) -> bool:
    """Whether the clause of an act only dates another ("ten weeks after they killed 71", "days after four died")."""
    lower = view.lower
    if "after" not in lower and "since" not in lower:
        return False
    for at in range(max(start - 1, 1), end):
        if lower[at] in ("after", "since") and end - at <= _SINCE:
            unit = lower[at - 1]
            if unit in ("weeks", "months", "years", "week", "month", "year"):
                return True
            if unit in ("days", "day") and ((at > 2 and start > 0) or _acts_later(view, end)):
                return True
    return False


def _acts_later(view: View, at: int) -> bool:
    """Whether a main clause with people of its own follows ("Two days after a bomb killed 60, gunmen killed four")."""
    comma = next((place for place in range(at, len(view.lower)) if view.lower[place] == ","), None)
    return comma is not None and any(
        view.harm[place].category in ("harm.kill", "harm.wound", "harm.die") for place in view.harm if place > comma
    )


#: The act that a time counts from stands so near after it ("months after gunmen killed").
_SINCE = 8


def _reported_on_a_day(lower: tuple[str, ...]) -> bool:
    """Whether a report of a named day counts back from that day ("said on Friday that two died the day before")."""
    saying = words().saying
    return any(
        word in saying and any(one in _WEEKDAYS for one in lower[at + 1 : at + 8]) for at, word in enumerate(lower)
    )


def _names_periods(view: View, start: int, end: int, act: int) -> bool:
    """Whether a clause names a period, other than one that only ranks the act before it."""
    lower = view.lower
    if _PERIOD_MARKS.isdisjoint(lower[start:end]):
        return False
    return any(
        _names_period(view, at) and not (act < at and ranks_the_attack(lower, at))
        for at in range(start, end)
        if lower[at] in _PERIOD_MARKS
    )


def _names_period(view: View, at: int) -> bool:
    """Whether a month, a year or "since" names a period here ("in May", "since 2011", "recent raids")."""
    lower, months = view.lower, words().months
    word = lower[at]
    if word == "recent":
        return any(one.endswith("s") for one in lower[at + 1 : at + 4])
    if word not in _PERIOD_BEFORE or at + 1 >= len(lower) or lower[at - 1 : at] == ("born",):
        return False
    following = lower[at + 1]
    if _YEAR.fullmatch(following) and names_feast(view.sentence, at + 1):
        return False
    if _YEAR.fullmatch(following) or (word in _WITHIN and _is_whole_time(lower, at + 1)):
        return True
    if word == "since" and following in ("last", "early", "late", "then"):
        return True
    return (following in months or is_month(view, at + 1)) and not _day_beside(lower, at + 2)


def _is_whole_time(lower: tuple[str, ...], at: int) -> bool:
    """Whether "the year" and the like stands for all of that time: not in "the year's worst raid"."""
    after = lower[at + 2 : at + 3]
    return lower[at] == "the" and lower[at + 1 : at + 2] in _TIMES and after not in (("'s",), ("’s",), ("'",))


def _told_of_then(view: View, start: int) -> bool:
    """Whether a clause with "when" speaks of a month or year before it ("since 2015, when 80 died")."""
    lower, months = view.lower, words().months
    if start == 0 or lower[start - 1] != "when":
        return False
    before = lower[max(0, start - 4) : start - 1]
    return any(word in months or word == "since" or _YEAR.fullmatch(word) for word in before)


def _day_beside(lower: tuple[str, ...], at: int) -> bool:
    return at < len(lower) and lower[at][0].isdigit() and len(lower[at]) <= 4 and not _YEAR.fullmatch(lower[at])


def _other_day(view: View, clause: tuple[int, int], finding: Finding) -> bool:
    """Whether a past perfect with another weekday tells of an earlier attack ("on Monday two had been killed")."""
    lower = view.lower
    if "had" not in lower[max(0, finding.at - 4) : finding.at]:
        return False
    own = {lower[at] for at in range(*clause) if lower[at] in _WEEKDAYS}
    other = {lower[at] for at in range(0, clause[0]) if lower[at] in _WEEKDAYS}
    return bool(own and other and not own & other)
