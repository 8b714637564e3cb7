"""Read number phrases: how many, before it is known of what.

Example: "at least seven" is [7, open], "nearly 80" [72, 79], "a couple" [2, 2]; "aged 12", "6 km", "155mm" and
"12 March" are no counts. The ranges follow the table of counts; words stand in ``lexicons/quantities.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from text_to_num import text2num

from schemas.base import MAX_COUNT, Count
from streams.text.types import Quantity, Sentence

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,8}")
_DECIMAL = re.compile(r"\d{1,4}\.\d{1,3}")
_SUFFIXED = re.compile(r"(\d{1,4})(?:k|m)")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_BEFORE_YEAR = frozenset(
    ("in", "since", "of", "until", "from", "by", "early", "late", "during", "after", "before", ",", "(", "")
)
_DASHES = frozenset("-–—−")
_MAX_AGE = 110


class Value(NamedTuple):
    """A number without its quantifier: tokens up to ``end``, its range and form."""

    end: int
    low: int
    high: int | None
    form: str = "exact"


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists, ready for look-up."""

    number: frozenset[str]
    multipliers: dict[str, int]
    plural: dict[str, int]
    bounded: dict[str, tuple[int, int]]
    quantifiers: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    suffixes: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    none: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    no_before: frozenset[str]
    units: frozenset[str]
    before: frozenset[str]
    months: frozenset[str]
    aged: frozenset[str]
    parts: frozenset[str]
    starters: frozenset[str]


def _by_first(table: dict[str, list[str]]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Index phrases by their first word, the longest first."""
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for form, phrases in table.items():
        for phrase in phrases:
            words = tuple(phrase.split())
            index.setdefault(words[0], []).append((words, form))
    return {first: tuple(sorted(known, key=lambda item: -len(item[0]))) for first, known in index.items()}


@lru_cache(maxsize=1)
def _words() -> _Words:
    table = tomllib.loads((files("streams.lexicons") / "quantities.toml").read_text("utf-8"))
    quantifiers = _by_first(table["quantifiers"])
    none = _by_first({"none": table["none"]["alone"]})
    number = frozenset(table["words"])
    bounded = {word: (low, high) for word, (low, high) in table["bounded"].items()}
    starters = {*number, *table["plural"], *bounded, *quantifiers, *none}
    starters |= {"a", "an", "no", "half", "between", "both", *table["multipliers"]}
    return _Words(
        number=number,
        multipliers=table["multipliers"],
        plural=table["plural"],
        bounded=bounded,
        quantifiers=quantifiers,
        suffixes=_by_first(table["suffixes"]),
        none=none,
        no_before=frozenset(table["none"]["no_before"]),
        units=frozenset(table["units"]["after"]),
        before=frozenset(table["units"]["before"]),
        months=frozenset(table["units"]["months"]),
        aged=frozenset(table["units"]["aged"]),
        parts=frozenset(table["units"]["parts"]),
        starters=frozenset(starters),
    )


@lru_cache(maxsize=4096)
def count(low: int, high: int | None) -> Count:
    """Return the range as a shared ``Count``.

    >>> count(3, 5)
    Count(min=3, max=5)
    """
    return Count(min=low, max=high)


def read_quantities(sentence: Sentence) -> tuple[Quantity, ...]:
    """Return the number phrases of a sentence in order; they do not overlap.

    Ages, money, percentages, dates, times, distances, scores, model and house numbers are left out.
    """
    words = _words()
    found: list[Quantity] = []
    index = 0
    lower = sentence.lower
    starters = words.starters
    while index < len(lower):
        word = lower[index]
        if word not in starters and not word[0].isdigit() and word.split("-", 1)[0] not in words.number:
            index += 1
            continue
        quantity, index = _read(sentence, index, words)
        if quantity is not None:
            found.append(quantity)
    return tuple(found)


def _read(sentence: Sentence, start: int, words: _Words) -> tuple[Quantity | None, int]:
    """Read one number phrase; also return where to go on reading."""
    lower = sentence.lower
    at, form = start, ""
    for known in _matches(words.none, lower, start):
        if known[0] != ("zero",) or _follows_noun(lower, start + 1):
            return Quantity(start, start + len(known[0]), count(0, 0), "none"), start + len(known[0])
    while True:
        phrase = next(iter(_matches(words.quantifiers, lower, at)), None)
        if phrase is None:
            break
        at += len(phrase[0])
        if not form or form == "exact":
            form = phrase[1]
    if lower[at : at + 1] == ("no",) and not form:
        following = lower[at + 1] if at + 1 < len(lower) else "."
        no_noun = following in words.no_before or not following[0].isalpha()
        return (None if no_noun else Quantity(at, at + 1, count(0, 0), "none")), at + 1
    value = _between(lower, at, words) if lower[at : at + 1] == ("between",) else _value(sentence, at, words)
    if value is None:
        return None, max(at, start + 1)
    joined = _range(sentence, value, words) if value.form == "exact" else None
    if joined is not None:
        value = joined
    suffix = next(iter(_matches(words.suffixes, lower, value.end)), None)
    end = value.end
    if suffix is not None and not form:
        form, end = suffix[1], end + len(suffix[0])
    if _is_no_count(sentence, start, at, value, words):
        return None, value.end
    quantity = _quantified(start, end, form, value)
    return quantity, max(end, start + 1)


def _matches(
    index: dict[str, tuple[tuple[tuple[str, ...], str], ...]], lower: tuple[str, ...], at: int
) -> list[tuple[tuple[str, ...], str]]:
    """Return the phrases that stand at a token, the longest first."""
    if at >= len(lower):
        return []
    return [known for known in index.get(lower[at], ()) if lower[at : at + len(known[0])] == known[0]]


def _follows_noun(lower: tuple[str, ...], at: int) -> bool:
    return at < len(lower) and lower[at].isalpha()


def _value(sentence: Sentence, at: int, words: _Words) -> Value | None:
    """Read the number itself: digits, number words, "a dozen", "several hundred", "dozens of thousands"."""
    lower = sentence.lower
    if at >= len(lower):
        return None
    word = lower[at]
    if word in ("a", "an"):
        return _after_article(lower, at, words)
    if word == "half" and lower[at + 1 : at + 3] in (("a", "dozen"), ("a", "million"), ("a", "hundred")):
        half = words.multipliers[lower[at + 2]] // 2
        return Value(at + 3, half, half)
    if word == "both":
        return Value(at + 1, 2, 2, "both")
    if word in words.plural:
        end = at + 1
        factor = words.plural[word]
        if lower[end : end + 1] == ("of",) and lower[end + 1 : end + 2] and lower[end + 1] in words.plural:
            factor, end = factor * words.plural[lower[end + 1]], end + 2
        return Value(end, factor, None, "vague") if factor <= MAX_COUNT else None
    if word in words.bounded:
        return _scaled(lower, Value(at + 1, *words.bounded[word], "vague"), words)
    plain = _plain(lower, at, words)
    return None if plain is None else _scaled(lower, plain, words)


def _after_article(lower: tuple[str, ...], at: int, words: _Words) -> Value:
    """Read "a dozen", "a few", "a hundred and six"; else "a" counts one."""
    following = lower[at + 1] if at + 1 < len(lower) else ""
    if following in words.bounded:
        return _scaled(lower, Value(at + 2, *words.bounded[following], "vague"), words)
    if following == "number" and lower[at + 2 : at + 3] == ("of",):
        return Value(at + 2, words.plural["many"], None, "vague")
    if following in ("dozen", "score", "hundred", "thousand", "million"):
        if following in ("hundred", "thousand", "million") and lower[at + 2 : at + 3] == ("and",):
            rest = _plain(lower, at + 3, words)
            if rest is not None and rest.low < words.multipliers[following]:
                total = words.multipliers[following] + rest.low
                return Value(rest.end, total, total)
        return _scaled(lower, Value(at + 1, 1, 1), words)
    if following == "half" and lower[at + 2 : at + 3] == ("dozen",):
        return Value(at + 3, 6, 6)
    return Value(at + 1, 1, 1, "article")


def _plain(lower: tuple[str, ...], at: int, words: _Words) -> Value | None:
    """Read digits or a run of number words."""
    if at >= len(lower):
        return None
    word = lower[at]
    if word[0].isdigit():
        if _DIGITS.fullmatch(word) and not (word[0] == "0" and len(word) > 1):
            number = int(word.replace(",", ""))
            return Value(at + 1, number, number)
        if _DECIMAL.fullmatch(word) and at + 1 < len(lower) and lower[at + 1] in ("million", "thousand"):
            number = round(float(word) * words.multipliers[lower[at + 1]])
            return Value(at + 2, number, number)
        return None
    end = at
    while end < len(lower) and end - at < 12:
        here = lower[end]
        joins = here == "and" and end > at and lower[end - 1] in ("hundred", "thousand", "million")
        counts = here in words.number or here in ("hundred", "thousand", "million") and end > at
        if not (joins or counts or ("-" in here and all(part in words.number for part in here.split("-")))):
            break
        end += 1
    while end > at:
        if lower[end - 1] != "and":
            try:
                number = text2num(" ".join(lower[at:end]), "en")
                return Value(end, number, number)
            except ValueError:
                pass
        end -= 1
    return None


def _scaled(lower: tuple[str, ...], value: Value, words: _Words) -> Value:
    """Multiply by the words that follow ("two dozen", "several hundred")."""
    end, low, high = value.end, value.low, value.high
    while end < len(lower) and lower[end] in words.multipliers and lower[end] != "m":
        factor = words.multipliers[lower[end]]
        low, high, end = low * factor, None if high is None else high * factor, end + 1
        if low > MAX_COUNT:
            break
    return Value(end, low, high, value.form)


def _between(lower: tuple[str, ...], at: int, words: _Words) -> Value | None:
    """Read "between N and M"."""
    low = _plain(lower, at + 1, words)
    if low is None or lower[low.end : low.end + 1] != ("and",):
        return None
    high = _plain(lower, low.end + 1, words)
    if high is None:
        return None
    high = _scaled(lower, high, words)
    factor = high.low // max(1, words.multipliers.get(lower[high.end - 1], 1))
    low_value = low.low * words.multipliers.get(lower[high.end - 1], 1) if low.low < factor else low.low
    return Value(high.end, low_value, high.high, "range") if low_value < (high.high or 0) else None


def _range(sentence: Sentence, first: Value, words: _Words) -> Value | None:
    """Read "N to M", "N-M", "three or four"; "from 11 to 16" is no range but a change."""
    lower = sentence.lower
    joint = lower[first.end] if first.end < len(lower) else ""
    if joint not in ("to", "or") and joint not in _DASHES:
        return None
    second = _plain(lower, first.end + 1, words)
    if second is None:
        return None
    second = _scaled(lower, second, words)
    start = first.end - 1
    if joint == "to" and start > 0 and lower[start - 1] in ("from", "by"):
        return None
    if second.low <= first.low or (joint == "or" and second.low > 2 * first.low + 2):
        return None
    return Value(second.end, first.low, second.high, "range")


def _is_no_count(sentence: Sentence, start: int, at: int, value: Value, words: _Words) -> bool:
    """Whether the number is an age, a date, a time, a measure, money, a score or a label."""
    lower, end = sentence.lower, value.end
    if value.low > MAX_COUNT or (value.high or 0) > MAX_COUNT:
        return True
    if value.form == "article":
        return False
    following = lower[end] if end < len(lower) else "."
    before = lower[at - 1] if at else ""
    if following in words.units or (following in _DASHES and end + 1 < len(lower) and _hyphenated(lower, end)):
        return True
    if value.form == "vague":
        return before in ("how", "too", "as", "so")
    if before in words.before and (before not in ("no", "mi", "su", "unit", "class", "area", "zone") or at == start):
        return True
    if lower[start : start + 1] == ("under",) and start and lower[start - 1] in words.aged:
        return True
    return _is_date(sentence, at, value, words) or _is_age(sentence, at, value, words) or _is_score(lower, at, end)


def _hyphenated(lower: tuple[str, ...], end: int) -> bool:
    """Whether a score or a broken compound follows the dash ("4-0", "12 - year - old")."""
    following = lower[end + 1]
    return following[0].isdigit() or following in ("year", "day", "hour", "month", "week", "km", "mile")


def _is_score(lower: tuple[str, ...], at: int, end: int) -> bool:
    """Whether the number is the second of a score, a ratio or a clock ("4-0", "24/7")."""
    marks = (*_DASHES, "/", ":")
    if at >= 2 and lower[at - 1] in marks and lower[at - 2][0].isdigit():
        return True
    return end + 1 < len(lower) and lower[end] == "/" and lower[end + 1][0].isdigit()


def _is_date(sentence: Sentence, at: int, value: Value, words: _Words) -> bool:
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


def _is_age(sentence: Sentence, at: int, value: Value, words: _Words) -> bool:
    """Whether the number stands between commas after a name or a noun (", 34,"), or after "aged 12 and"."""
    lower, end = sentence.lower, value.end
    if value.high is None or value.high > _MAX_AGE or value.form != "exact" or value.end - at > 1:
        return False
    back = at
    while back >= 2 and (lower[back - 1] in ("and", "to", ",", "or")) and lower[back - 2][0].isdigit():
        back -= 2
    if back and lower[back - 1] in ("aged", "ages", "age") and back != at:
        return True
    if at < 2 or lower[at - 1] != "," or end >= len(lower) or lower[end] not in (",", ".", ")", ";"):
        return False
    return lower[at - 2] not in words.parts and not lower[at - 2][0].isdigit() and lower[at - 2] not in words.number


def _quantified(start: int, end: int, form: str, value: Value) -> Quantity | None:
    """Apply the quantifier to the number."""
    low, high = value.low, value.high
    if form in ("", "exact") or value.form in ("article", "both"):
        if value.form in ("article", "both") and form not in ("", "exact", "about"):
            form = form or value.form
        else:
            return Quantity(start, end, count(low, high), value.form)
    if form == "at_least":
        return Quantity(start, end, count(low, high if value.form == "range" else None), form)
    if form == "more_than":
        return Quantity(start, end, count(min(low + 1, MAX_COUNT), None) if high == low else count(low, None), form)
    if form == "up_to":
        return Quantity(start, end, count(0, high), form)
    if high is None or high != low:
        return Quantity(start, end, count(low, high), value.form)
    if form == "fewer_than":
        return Quantity(start, end, count(0, max(0, low - 1)), form)
    if form == "almost":
        return Quantity(start, end, count(min(-(-9 * low // 10), low - 1), low - 1), form) if low > 1 else None
    return Quantity(start, end, count(9 * low // 10, min(MAX_COUNT, -(-11 * low // 10))), "about")
