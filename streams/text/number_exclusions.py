"""Tell numbers that count nobody: ages, dates, times, measures, money, scores, labels.

Example: "aged 12", "12 March", "6 km", "$12" and "4-0" are no counts.
"""

from __future__ import annotations

import re

from schemas.base import MAX_COUNT
from streams.text.number_values import DASHES, Value
from streams.text.number_words import NumberWords
from streams.text.types import Sentence

_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_BEFORE_YEAR = frozenset(
    ("in", "since", "of", "until", "from", "by", "early", "late", "during", "after", "before", ",", "(", "")
)
_MAX_AGE = 110
#: Between the numbers of a score, a ratio or a clock.
_SCORE_MARKS = DASHES | {"/", ":"}


def is_no_count(sentence: Sentence, start: int, at: int, value: Value, words: NumberWords) -> bool:
    """Whether the number is an age, a date, a time, a measure, money, a score or a label."""
    lower, end = sentence.lower, value.end
    if value.low > MAX_COUNT or (value.high or 0) > MAX_COUNT:
        return True
    if value.form == "article":
        return False
    following = lower[end] if end < len(lower) else "."
    before = lower[at - 1] if at else ""
    if following in words.units or (following in DASHES and end + 1 < len(lower) and _hyphenated(sentence, end)):
        return True
    if value.form == "vague":
        return before in ("how", "too", "as", "so")
    if before == "number" and at > 1 and (lower[at - 2] in words.parts or lower[at - 2] == "now"):
        # "the wounded now number 31"
        return False
    if before in words.before and (before not in ("no", "mi", "su", "unit", "class", "area", "zone") or at == start):
        return True
    if lower[start : start + 1] == ("under",) and start and lower[start - 1] in words.aged:
        return True
    return _is_date(sentence, at, value, words) or _is_age(sentence, at, value, words) or _is_score(sentence, at, end)


def _hyphenated(sentence: Sentence, end: int) -> bool:
    """Whether a score or a broken compound follows the dash ("4-0", "12 - year - old")."""
    lower = sentence.lower
    following = lower[end + 1]
    if following[0].isdigit():
        return not _opens_list(sentence, end)
    return following in ("year", "day", "hour", "month", "week", "km", "mile")


def _opens_list(sentence: Sentence, dash: int) -> bool:
    """Whether a dash between spaces opens an aside that lists what was counted.

    Class: "killed at least 15 - 14 women and a man - in the raid"; not "won 4-0" or "won 4 - 0 on Sunday".
    """
    lower = sentence.lower
    spaced = sentence.ends[dash - 1] < sentence.starts[dash] and sentence.ends[dash] < sentence.starts[dash + 1]
    listed = lower[dash + 2 : dash + 3]
    return spaced and listed != () and listed[0].isalpha() and any(word in DASHES for word in lower[dash + 3 :])


def _is_score(sentence: Sentence, at: int, end: int) -> bool:
    """Whether the number is the second of a score, a ratio or a clock ("4-0", "24/7")."""
    lower = sentence.lower
    if at >= 2 and lower[at - 1] in _SCORE_MARKS and lower[at - 2][0].isdigit() and lower[at][0].isdigit():
        return lower[at - 1] not in DASHES or not _opens_list(sentence, at - 1)
    return end + 1 < len(lower) and lower[end] == "/" and lower[end + 1][0].isdigit()


def _is_date(sentence: Sentence, at: int, value: Value, words: NumberWords) -> bool:
    """Whether the number is a day of a month or a year."""
    lower, end = sentence.lower, value.end
    token = lower[at]
    month = at - 2 if at > 1 and lower[at - 1] == "." else at - 1
    before = lower[month] if at else ""
    following = lower[end] if end < len(lower) else ""
    if end - at != 1 or not token[0].isdigit():
        return False
    if _YEAR.fullmatch(token) and (
        before in _BEFORE_YEAR
        or before in words.months
        or not following.isalpha()
        or not following.endswith(("s", "people", "men", "women", "children"))
    ):
        return True
    if value.low > 31 or value.form != "exact":
        return False
    if following in words.months and sentence.words[end][0].isupper():
        return True
    if following == "." and lower[end + 1 : end + 2] and lower[end + 1] in words.months:
        return True
    return before in words.months and sentence.words[month][0].isupper()


def _follows_ages(lower: tuple[str, ...], at: int, words: NumberWords) -> bool:
    """Whether the number ends a list of ages ("aged nine, 11 and 14", "aged between 5 and 9", "both 71")."""
    back = at
    while back >= 2 and lower[back - 1] in ("and", "to", ",", "or", "-") and _is_number(lower[back - 2], words):
        back -= 2
    before = lower[back - 1] if back else ""
    if before in ("both", "all") and back > 1 and lower[back - 2] == ",":
        # "a couple, both 71, and their cook"
        return back + 1 >= len(lower) or lower[at + 1 : at + 2] in ((",",), (".",))
    if before in ("between", "from", "both", "only", "just"):
        before = lower[back - 2] if back > 1 else ""
    return before in ("aged", "ages", "age") and (back != at or before == lower[at - 2])


def _is_number(word: str, words: NumberWords) -> bool:
    return word[0].isdigit() or word in words.number


def _is_age(sentence: Sentence, at: int, value: Value, words: NumberWords) -> bool:
    """Whether the number stands between commas after a name or a noun (", 34,"), or after "aged 12 and"."""
    lower, end = sentence.lower, value.end
    if value.high is None or value.high > _MAX_AGE or value.form != "exact" or value.end - at > 1:
        return False
    if _follows_ages(lower, at, words):
        return True
    if at < 2 or lower[at - 1] != "," or end >= len(lower) or lower[end] not in (",", ".", ")", ";"):
        return False
    return lower[at - 2] not in words.parts and not lower[at - 2][0].isdigit() and lower[at - 2] not in words.number
