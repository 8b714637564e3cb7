"""Read words for what has happened just before the text was written, and the small hours of "tonight".

Example: "A short while ago a missile hit a bus" is of the day of publication; "at half past two tonight" is not the
evening that went before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from streams.text.types import Sentence, TimeMention

#: Before "ago": so little that the day is that of publication.
_SHORT = frozenset(("moments", "moment", "minutes", "seconds"))
_WHILES = frozenset((("short", "while"), ("little", "while")))
_COUNTS = frozenset(("a", "few", "some", "couple", "of", "just", "only", "several"))
_JUST = (("just", "now"), ("this", "hour"))
#: Before a short while: another time than that of writing.
_UNTIL = frozenset(("until", "till", "since", "before"))
_SMALL = frozenset(("one", "two", "three", "four", "twelve", "midnight"))
_CLOCK = re.compile(r"0?[0-4][:.][0-5]\d|[1-4]")
_AT = frozenset(("at", "past", "after", "about", "around", "before", "to"))


def moment(sentence: Sentence, index: int, today: date | None) -> TimeMention | None:
    """Return the time told up to a token ("ago", "now", "hour") as the day of publication; None if it tells no moment.

    Class: "a short while ago", "moments ago", "minutes ago", "just now", "this hour"; not "a while ago", "by now",
    "until a short while ago", "ten minutes ago", which is read with its number.
    """
    lower = sentence.lower
    if lower[index] != "ago":
        just = lower[max(0, index - 1) : index + 1] in _JUST
        return TimeMention(sentence.index, index - 1, index + 1, today, "day") if just else None
    if lower[max(0, index - 2) : index] in _WHILES:
        start = index - 2
    elif lower[max(0, index - 1) : index] and lower[index - 1] in _SHORT:
        start = index - 1
    else:
        return None
    while start and lower[start - 1] in _COUNTS:
        start -= 1
    if lower[max(0, start - 1) : start] and lower[start - 1] in _UNTIL:
        return None
    return TimeMention(sentence.index, start, index + 1, today, "day")


def is_moment(sentence: Sentence, mention: TimeMention) -> bool:
    """Return whether a time is one that ``moment`` reads: it dates only what its sentence tells of an act."""
    return moment(sentence, mention.end - 1, mention.day) is not None


def in_small_hours(lower: Sequence[str], index: int) -> bool:
    """Return whether "tonight" at a token stands behind a time after midnight: "at about half past two tonight".

    >>> in_small_hours(("at", "two", "tonight"), 2), in_small_hours(("at", "ten", "tonight"), 2)
    (True, False)
    """
    if index < 2:
        return False
    hour = index - 2 if lower[index - 1] in ("a.m.", "am") else index - 1
    small = lower[hour] in _SMALL or _CLOCK.fullmatch(lower[hour]) is not None
    return small and not _AT.isdisjoint(lower[max(0, hour - 3) : hour])
