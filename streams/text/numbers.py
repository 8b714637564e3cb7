"""Read number phrases: how many, before it is known of what.

Example: "at least seven" is [7, open], "nearly 80" [72, 79], "a couple" [2, 2]; "aged 12", "6 km", "155mm" and
"12 March" are no counts. The ranges follow the table of counts; words stand in ``lexicons/quantities.toml``.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from schemas.base import MAX_COUNT, Count
from streams.text.number_exclusions import is_no_count
from streams.text.number_values import Value, read_between, read_plain, read_range, read_value
from streams.text.number_words import NumberWords, number_words, phrase_at
from streams.text.types import Quantity, Sentence


@lru_cache(maxsize=4096)
def count(low: int, high: int | None) -> Count:
    """Return the range as a shared ``Count``.

    >>> count(3, 5)
    Count(min=3, max=5)
    """
    return Count(min=low, max=high)


_MOVED = frozenset(("go", "goes", "going", "gone", "went", "shot", "moved", "crept"))


def read_quantities(sentence: Sentence) -> tuple[Quantity, ...]:
    """Return the number phrases of a sentence in order; they do not overlap.

    Ages, money, percentages, dates, times, distances, scores, model and house numbers are left out.
    """
    words = number_words()
    found: list[Quantity] = []
    lower = sentence.lower
    starters = words.starters
    one = count(1, 1)
    free = 0
    for index in [
        at
        for at, word in enumerate(lower)
        if word in starters or (not word.isalpha() and (word[0].isdigit() or "-" in word))
    ]:
        word = lower[index]
        if index < free or (word in words.leads and lower[index + 1 : index + 2] not in words.leads[word]):
            # Few of the words that can begin a quantifier do ("the total of", "in excess of").
            continue
        if word in ("a", "an") and (index + 1 == len(lower) or lower[index + 1] not in words.after_article):
            # Most articles count one thing; they are too many for the full reading.
            found.append(Quantity(index, index + 1, one, "article"))
            continue
        if word not in starters and not word[0].isdigit() and word.split("-", 1)[0] not in words.number:
            continue
        quantity, free = _read(sentence, index, words)
        if quantity is not None:
            repeated = lower[quantity.end : quantity.end + 3] == ("(", str(quantity.value.min), ")")
            if repeated and quantity.value.max == quantity.value.min:  # "four (4) persons", in police reports
                quantity, free = replace(quantity, end=quantity.end + 3), quantity.end + 3
            found.append(quantity)
    if "many" in lower or "same" in lower:
        found = sorted([*found, *_repeated(lower, found)], key=lambda quantity: quantity.start)
    return tuple(found)


def _repeated(lower: tuple[str, ...], found: list[Quantity]) -> list[Quantity]:
    """Return numbers told by the one before them.

    Class: "nine died and as many were hurt", "12 dead and the same number wounded", "three times as many were hurt".
    """
    repeated: list[Quantity] = []
    for at in range(1, len(lower) - 1):
        same = lower[at - 1 : at + 2] == ("the", "same", "number")
        as_many = lower[at : at + 2] == ("as", "many") and lower[at + 2 : at + 3] != ("as",)
        if not (same or as_many):
            continue
        start, factor = (at - 1, 1) if same else _multiple(lower, at)
        before = [one for one in found if one.end <= start and one.form not in ("article", "none", "vague")]
        if not before or start - before[-1].end > _REPEAT_REACH:
            continue
        low, high = before[-1].value.min, before[-1].value.max
        if high is not None:
            found[:] = [one for one in found if not start <= one.start < at + 2]
            repeated.append(
                Quantity(
                    start, at + 2, count(min(MAX_COUNT, low * factor), min(MAX_COUNT, high * factor)), before[-1].form
                )
            )
    return repeated


#: A number is repeated at most so many tokens later.
_REPEAT_REACH = 24


def _multiple(lower: tuple[str, ...], at: int) -> tuple[int, int]:
    """Return where "twice" or "three times" starts before "as many", and the factor; else the place itself and 1."""
    if lower[at - 1] == "twice":
        return at - 1, 2
    times = read_plain(lower, at - 2, number_words()) if at > 1 and lower[at - 1] == "times" else None
    return (at - 2, times.low) if times is not None and times.end == at - 1 else (at, 1)


def _read(sentence: Sentence, start: int, words: NumberWords) -> tuple[Quantity | None, int]:
    """Read one number phrase; also return where to go on reading."""
    lower = sentence.lower
    at, form = start, ""
    none = phrase_at(words.none, lower, start)
    if none is not None and (none[0] != ("zero",) or _follows_noun(lower, start + 1)):
        return Quantity(start, start + len(none[0]), count(0, 0), "none"), start + len(none[0])
    phrase = phrase_at(words.quantifiers, lower, at)
    if phrase is not None and start and lower[start : start + 2] == ("up", "to") and lower[start - 1] in _MOVED:
        # "has gone up to seven" is where a figure stands, not the most it can be.
        return None, start + 2
    while phrase is not None:
        at += len(phrase[0])
        form = phrase[1] if form in ("", "exact") else form
        phrase = phrase_at(words.quantifiers, lower, at)
    if lower[at : at + 1] == ("no",) and not form:
        following = lower[at + 1] if at + 1 < len(lower) else "."
        no_noun = following in words.no_before or not following[0].isalpha()
        return (None if no_noun else Quantity(at, at + 1, count(0, 0), "none")), at + 1
    value = read_between(lower, at, words) if lower[at : at + 1] == ("between",) else read_value(sentence, at, words)
    if value is None:
        return None, max(at, start + 1)
    joined = read_range(sentence, value, words) if value.form == "exact" else None
    if joined is not None:
        value = joined
    suffix = phrase_at(words.suffixes, lower, value.end)
    end = value.end
    if suffix is not None and form in ("", "exact"):
        form, end = suffix[1], end + len(suffix[0])
    if is_no_count(sentence, start, at, value, words):
        return None, value.end
    quantity = _quantified(start, end, form, value)
    return quantity, max(end, start + 1)


def _follows_noun(lower: tuple[str, ...], at: int) -> bool:
    return at < len(lower) and lower[at].isalpha()


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
