"""Read the number itself, before its quantifier: digits, words, ranges, "a dozen", "several hundred".

Example: at "one hundred and six" the value is 106; at "20 to 25" the range from 20 to 25.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from text_to_num import text2num

from schemas.base import MAX_COUNT
from streams.text.number_words import NumberWords
from streams.text.types import Sentence

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,8}")
_DECIMAL = re.compile(r"\d{1,4}\.\d{1,3}")
#: Marks that join a range or a score.
DASHES = frozenset("-–—−")


class Value(NamedTuple):
    """A number without its quantifier: tokens up to ``end``, its range and form."""

    end: int
    low: int
    high: int | None
    form: str = "exact"


def read_value(sentence: Sentence, at: int, words: NumberWords) -> Value | None:
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
    if word == "dozen" and lower[at + 1 : at + 2] != ("s",):
        return Value(at + 1, 12, 12)
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
    plain = read_plain(lower, at, words)
    return None if plain is None else _scaled(lower, plain, words)


def _after_article(lower: tuple[str, ...], at: int, words: NumberWords) -> Value:
    """Read "a dozen", "a few", "a hundred and six"; else "a" counts one."""
    following = lower[at + 1] if at + 1 < len(lower) else ""
    if following in words.bounded:
        return _scaled(lower, Value(at + 2, *words.bounded[following], "vague"), words)
    if following == "number" and lower[at + 2 : at + 3] == ("of",):
        return Value(at + 2, words.plural["many"], None, "vague")
    if following == "dozen" and lower[at + 2 : at + 5] == ("and", "a", "half"):
        return Value(at + 5, 18, 18)
    if following in ("dozen", "score", "hundred", "thousand", "million"):
        if following in ("hundred", "thousand", "million") and lower[at + 2 : at + 3] == ("and",):
            rest = read_plain(lower, at + 3, words)
            if rest is not None and rest.low < words.multipliers[following]:
                total = words.multipliers[following] + rest.low
                return Value(rest.end, total, total)
        return _scaled(lower, Value(at + 1, 1, 1), words)
    if following == "half" and lower[at + 2 : at + 3] == ("dozen",):
        return Value(at + 3, 6, 6)
    return Value(at + 1, 1, 1, "article")


def read_plain(lower: tuple[str, ...], at: int, words: NumberWords) -> Value | None:
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


def _scaled(lower: tuple[str, ...], value: Value, words: NumberWords) -> Value:
    """Multiply by the words that follow ("two dozen", "several hundred")."""
    end, low, high = value.end, value.low, value.high
    while end < len(lower) and lower[end] in words.multipliers and lower[end] != "m":
        factor = words.multipliers[lower[end]]
        low, high, end = low * factor, None if high is None else high * factor, end + 1
        if low > MAX_COUNT:
            break
    return Value(end, low, high, value.form)


def read_between(lower: tuple[str, ...], at: int, words: NumberWords) -> Value | None:
    """Read "between N and M"."""
    low = read_plain(lower, at + 1, words)
    if low is None or lower[low.end : low.end + 1] != ("and",):
        return None
    high = read_plain(lower, low.end + 1, words)
    if high is None:
        return None
    high = _scaled(lower, high, words)
    factor = high.low // max(1, words.multipliers.get(lower[high.end - 1], 1))
    low_value = low.low * words.multipliers.get(lower[high.end - 1], 1) if low.low < factor else low.low
    return Value(high.end, low_value, high.high, "range") if low_value < (high.high or 0) else None


def read_range(sentence: Sentence, first: Value, words: NumberWords) -> Value | None:
    """Read "N to M", "N-M", "three or four"; "from 11 to 16" is no range but a change."""
    lower = sentence.lower
    joint = lower[first.end] if first.end < len(lower) else ""
    if joint not in ("to", "or") and joint not in DASHES:
        return None
    second = read_plain(lower, first.end + 1, words)
    if second is None:
        return None
    second = _scaled(lower, second, words)
    start = first.end - 1
    if joint == "to" and start > 0 and lower[start - 1] in ("from", "by"):
        return None
    if second.low <= first.low or (joint == "or" and second.low > 2 * first.low + 2):
        return None
    return Value(second.end, first.low, second.high, "range")
