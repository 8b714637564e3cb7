"""Read days and periods, relative to the publication in the struck place's time zone.

Example: in an article published on Friday 13 March, "Wednesday's attack" means 11 March and "since January" a period.
Our own rules, because general date parsers are slow and misread parts of the day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from streams.extraction.moments import in_small_hours, moment
from streams.extraction.time_spans import counts_to_another, dates_an_attack, is_name, is_of_a_day, with_nights
from streams.text.types import Sentence, Term, TimeMention

#: Names of the days and their shorts, with the day's number from Monday 0.
WEEKDAYS = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6}
WEEKDAYS |= {"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6}
_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_SMALL = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_SMALL_HOURS = 5
_FUTURE_BEFORE = frozenset(("next", "coming", "until", "till", "by", "upcoming"))
_WEEKDAY_WORDS = {(word,) for word in WEEKDAYS}
_PERIOD_BEFORE = frozenset(("since", "between"))
_MONTH_BEFORE = frozenset(
    (
        "in",
        "since",
        "last",
        "of",
        "until",
        "early",
        "late",
        "mid",
        "from",
        "by",
        "during",
        "between",
        "and",
        "to",
        "this",
    )
)
_YEAR_BEFORE = _MONTH_BEFORE | {"year", "before", "after", "mid"}
_DAY_PARTS = frozenset(("morning", "afternoon", "evening", "night", "dawn", "midday", "noon", "nightfall", "dusk"))
_POSSESSIVE = frozenset(("'s", "’s"))
_COUNTED = frozenset(("people", "civilians", "soldiers", "others", "were", "men", "women", "killed", "dead"))
_DAY_NUMBER = re.compile(r"([0-3]?\d)(?:st|nd|rd|th)?")
_YEAR = re.compile(r"(?:1[89]|20|21)\d\d")


def read_times(
    sentences: Sequence[Sentence], terms: Sequence[Sequence[Term]], published: datetime | None
) -> tuple[TimeMention, ...]:
    """Return the times mentioned, in order. ``published`` is local to the struck place; None leaves days open."""
    today = published.date() if published else None
    found: list[TimeMention] = []
    for sentence, sentence_terms in zip(sentences, terms, strict=True):
        mentions = [
            TimeMention(sentence.index, term.start, term.end, None, term.category.removeprefix("time."))
            for term in sentence_terms
            if term.category[:5] == "time." and sentence.lower[term.end : term.end + 1] != ("yesterday",)
        ]
        taken = {index for mention in mentions for index in range(mention.start, mention.end)}
        lower = sentence.lower
        for index in [at for at, word in enumerate(lower) if word in _READERS or (word[0] in "12" and _is_year(word))]:
            if index in taken:
                continue
            reader = _READERS.get(lower[index], _year)
            mention = reader(sentence, index, _evening(published) if _is_evening(sentence, index) else today)
            if mention is not None and not taken.intersection(range(mention.start, mention.end)):
                mentions.append(mention)
                taken.update(range(mention.start, mention.end))
        mentions = [
            mention
            for mention in mentions
            if not (
                is_of_a_day(sentence, mention)
                or counts_to_another(sentence, sentence_terms, mention)
                or "born" in lower[max(0, mention.start - 2) : mention.start]  # "the driver, born in 1979, died"
            )
        ]
        if mentions:
            mentions.sort(key=lambda mention: mention.start)
            found += _resolved(sentence, with_nights(sentence, mentions), sentence_terms, today)
    return tuple(found)


def _is_year(word: str) -> bool:
    return len(word) == 4 and _YEAR.fullmatch(word) is not None


def _is_evening(sentence: Sentence, index: int) -> bool:
    if sentence.lower[index] == "tonight":
        return not in_small_hours(sentence.lower, index)
    return sentence.lower[index : index + 2] == ("this", "evening")


def _evening(published: datetime | None) -> date | None:
    """Return the day whose evening "tonight" means: until the small hours, that of the day before."""
    if published is None:
        return None
    return (published - timedelta(hours=_SMALL_HOURS)).date()


def _resolved(
    sentence: Sentence, mentions: Sequence[TimeMention], terms: Sequence[Term], today: date | None
) -> list[TimeMention]:
    """Turn earlier times into days where their sentence names the day they count from, or counts from the news.

    Class: "The army said on Friday that rebels had raided Bara the previous day", "two days earlier", "a day after
    gunmen stormed it". Without such a day they stay an earlier time left open.
    """
    resolved = []
    for mention in mentions:
        if sentence.lower[mention.start : mention.end + 1] in _NO_TIMES:
            continue  # "were inside at the time of the attack"
        back = _days_back(sentence, mention) if mention.kind == "past" else None
        anchors = [one for one in mentions if one.kind == "day" and one.day is not None and one.start < mention.start]
        if back is not None and anchors:
            day = anchors[-1].day
            assert day is not None
            news = _since_news(sentence, mention, terms, day)
            mention = mention._replace(day=day - timedelta(days=back), kind="day") if news is mention else news
        elif mention.kind == "past" and today is not None:
            mention = _since_news(sentence, mention, terms, today)
        resolved.append(mention)
    return resolved


def _since_news(sentence: Sentence, mention: TimeMention, terms: Sequence[Term], today: date) -> TimeMention:
    """Read "two days after" as the day of the attack where the sentence tells of no other act than that.

    Class: "Two days after rockets struck the block, killing nine, 22 people are missing", "buried its dead on Friday, a
    day after gunmen came"; not "two days after rockets struck Goma, shells fell on Sake", nor "the raid came two days
    after a truce collapsed". ``today``: the day from which it counts.
    """
    lower, after = sentence.lower, mention.end - 1
    if lower[after] != "after" or lower[after - 1] not in ("day", "days"):
        return mention
    number = lower[after - 2] if after > 1 else ""
    count = _SMALL.get(number, int(number) if number.isascii() and number.isdigit() and len(number) == 1 else 0)
    acts = [term.start for term in terms if term.category.startswith("act.")]
    comma = next((at for at in range(after, len(lower)) if lower[at] == ","), len(lower))
    inside = [after < at < comma or (lower[at - 1] == "," and lower[at].endswith("ing")) for at in acts]
    if not count or not acts or not all(inside) or not _FOLLOWS.isdisjoint(lower[:after]):
        return mention
    return TimeMention(sentence.index, after - 2, after, today - timedelta(days=count), "day")


#: "It came two days after a bomb killed seven": what came is the news.
_FOLLOWS = frozenset(("came", "comes", "coming", "happened", "followed", "occurred"))


#: They say with which event something fell together.
_NO_TIMES = (("at", "the", "time", "of"), ("on", "the", "eve", "of"))


def _days_back(sentence: Sentence, mention: TimeMention) -> int | None:
    """Return by how many days "two days earlier", "the night before" or "a day after" goes back; None: not in days."""
    words = sentence.lower[mention.start : mention.end]
    if words[0] in ("that", "same"):
        return 0
    if "previous" in words or words[:1] == ("the",):
        return 1 if _DAY_PARTS.union(("day",)).intersection(words) else None
    if "day" in words or "days" in words:
        return _SMALL.get(words[0])
    return None


def _weekday(sentence: Sentence, index: int, today: date | None) -> TimeMention | None:
    """Read a weekday as the latest such day up to publication: "on Thursday", "Thursday's raid", "last Thursday"."""
    word, lower = sentence.lower[index], sentence.lower
    if not sentence.words[index][0].isupper() or (word in ("sat", "sun") and not _follows_preposition(lower, index)):
        return None
    if is_name(sentence, index):
        return None
    before = lower[index - 1] if index else ""
    end = _past_day_parts(lower, index + 1)
    start = index - 1 if before in ("last", "on", "next") else index
    if before in _FUTURE_BEFORE and lower[end - 1] not in _POSSESSIVE:
        return TimeMention(sentence.index, start, end, None, "future")
    to_another = lower[end : end + 1] in (("and",), ("to",)) and lower[end + 1 : end + 2] in _WEEKDAY_WORDS
    if before in ("between", "from") and to_another and "night" not in lower[max(0, index - 3) : index]:
        # "killed 11 between Sunday and Tuesday": one attack of some days, of which the last is told.
        end = _past_day_parts(lower, end + 2)
        word = next(lower[at] for at in range(end - 1, index, -1) if lower[at] in WEEKDAYS)
    elif before in _PERIOD_BEFORE and lower[end - 1] not in _POSSESSIVE:  # "missing since Friday's raid" dates the raid
        if before == "since" and end > index + 1 and today is not None and today.weekday() == WEEKDAYS[word]:
            return TimeMention(sentence.index, start, end, today, "day")  # "fighting since Friday morning", on a Friday
        return TimeMention(sentence.index, start, end, None, "period")
    if today is None:
        return TimeMention(sentence.index, start, end, None, "day")
    back = (today.weekday() - WEEKDAYS[word]) % 7
    if before == "last" and back == 0:
        back = 7
    return TimeMention(sentence.index, start, end, today - timedelta(days=back), "day")


def _follows_preposition(lower: tuple[str, ...], index: int) -> bool:
    return index > 0 and lower[index - 1] in ("on", "last", "since", "until", ",")


def _past_day_parts(lower: tuple[str, ...], end: int) -> int:
    """Return where a day ends with its part and possessive: "Monday night's"."""
    while end < len(lower) and (lower[end] in _DAY_PARTS or lower[end] in _POSSESSIVE):
        end += 1
    return end


def _month(sentence: Sentence, index: int, today: date | None) -> TimeMention | None:
    """Read "12 March", "March 12", "Sept. 3, 2019" as a day and "in May", "last June" as a period."""
    lower, size = sentence.lower, len(sentence.lower)
    if not sentence.words[index][0].isupper():
        return None
    month, day, start, end = _MONTHS[lower[index]], None, index, index + 1
    if end < size and lower[end] == "." and len(lower[index]) <= 4:
        end += 1
    at = index - 2 if index > 1 and lower[index - 1] == "of" else index - 1
    if end < size and (match := _DAY_NUMBER.fullmatch(lower[end])) and lower[end + 1 : end + 2] not in _COUNTED_TAILS:
        day, end = int(match.group(1)), end + 1
    elif at >= 0 and (match := _DAY_NUMBER.fullmatch(lower[at])):
        day, start = int(match.group(1)), at
    year, tail = None, end + 1 if end < size and lower[end] == "," else end
    if tail < size and _YEAR.fullmatch(lower[tail]):
        year, end = int(lower[tail]), tail + 1
    if day is None:
        if year is None and (index == 0 or lower[index - 1] not in _MONTH_BEFORE):
            return None
        return TimeMention(sentence.index, start, end, None, "period")
    of_last = end + (lower[end : end + 1] in (("of",), (",",)))
    if year is None and today is not None and lower[of_last : of_last + 2] == ("last", "year"):
        year = today.year - 1  # "the camp fell on 26 October last year"
    kind = "period" if start and lower[start - 1] == "since" else "day"
    return TimeMention(sentence.index, start, end, _date(year, month, day, today), kind)


#: "In May 12 people died": the number after the month counts people.
_COUNTED_TAILS = frozenset((word,) for word in _COUNTED)


def _date(year: int | None, month: int, day: int, today: date | None) -> date | None:
    """Return the date meant; without a year the latest up to a day after publication; None when it does not exist."""
    try:
        if year is not None:
            return date(year, month, day)
        if today is None:
            return None
        meant = date(today.year, month, day)
        return meant if meant <= today + timedelta(days=1) else date(today.year - 1, month, day)
    except ValueError:
        return None


def _day_word(sentence: Sentence, index: int, today: date | None) -> TimeMention | None:
    """Read "today", "this morning", "overnight", "yesterday", "last night", "the day before yesterday"."""
    lower = sentence.lower
    word, following = lower[index], lower[index + 1] if index + 1 < len(lower) else ""
    back, kind, end = 0, "day", index + 1
    if word == "overnight":
        kind = "night"
    elif word == "yesterday":
        back = 2 if lower[max(0, index - 3) : index] == ("the", "day", "before") else 1
    elif word == "this" and following in _DAY_PARTS:
        end = index + 2
    elif word == "last" and following in ("night", "evening"):
        back, end = 1, index + 2
    elif word not in ("today", "tonight"):
        return None
    day = today - timedelta(days=back) if today else None
    return TimeMention(sentence.index, index, _past_day_parts(lower, end), day, kind)


def _night(sentence: Sentence, index: int, today: date | None) -> TimeMention | None:
    """Read "in one night", "during the night" as the night before publication, like "overnight"."""
    before = sentence.lower[max(0, index - 2) : index]
    if before not in _NIGHT_BEFORE or sentence.lower[index + 1 : index + 2] in (("of",), ("to",), ("into",)):
        return None
    return TimeMention(sentence.index, index - 2, index + 1, today, "night")


_NIGHT_BEFORE = frozenset((("in", "one"), ("during", "the"), ("in", "the"), ("through", "the"), ("in", "a")))


def _ago(sentence: Sentence, index: int, today: date | None) -> TimeMention | None:
    """Read "two days ago" as a day and "six weeks ago", "12 years ago" as an earlier time."""
    lower, just = sentence.lower, moment(sentence, index, today)
    if just is not None or index < 2:
        return just
    unit, number = lower[index - 1], lower[index - 2]
    count = _SMALL.get(number, int(number) if number.isascii() and number.isdigit() and len(number) < 4 else None)
    if unit in ("day", "days") and count is not None:
        day = today - timedelta(days=count) if today else None
        return TimeMention(sentence.index, index - 2, index + 1, day, "day")
    if unit in ("hour", "hours", "minutes"):
        return TimeMention(sentence.index, index - 2, index + 1, today, "day")
    return TimeMention(sentence.index, index - 2, index + 1, None, "past")


def _span_of_years(sentence: Sentence, index: int, _today: date | None) -> TimeMention | None:
    """Read "in four years", "over the past six months", "in a decade" as a period."""
    lower = sentence.lower
    start = index - 1
    while start > 0 and index - start <= 4 and lower[start] not in _WITHIN:
        start -= 1
    if start < 0 or lower[start] not in _WITHIN or lower[index + 1 : index + 2] in (("ago",), ("later",), ("earlier",)):
        return None
    return TimeMention(sentence.index, start, index + 1, None, "period")


_WITHIN = frozenset(("in", "over", "during", "within", "throughout"))


def _year(sentence: Sentence, index: int, today: date | None) -> TimeMention | None:
    """Read "in 2019" as a period; the year of publication is one as well ("37 so far in 2026").

    "The 2023 bombing" is an earlier time.
    """
    if dates_an_attack(sentence, index):
        same = today is not None and int(sentence.lower[index]) >= today.year
        return None if same else TimeMention(sentence.index, index, index + 1, None, "past")
    if index == 0 or sentence.lower[index - 1] not in _YEAR_BEFORE or names_feast(sentence, index):
        return None
    return TimeMention(sentence.index, index - 1, index + 1, None, "period")


def names_feast(sentence: Sentence, index: int) -> bool:
    """Whether a year only says of which feast or match something is told: "during 2016 New Year celebrations"."""
    if sentence.lower[index - 1] != "during":
        return False
    at = index + 1 + (sentence.lower[index + 1 : index + 2] != () and sentence.lower[index + 1].isdecimal())
    return at < len(sentence.words) and sentence.words[at][0].isupper()


Reader = Callable[[Sentence, int, date | None], TimeMention | None]
_READERS: dict[str, Reader] = {
    **dict.fromkeys(WEEKDAYS, _weekday),
    **dict.fromkeys(_MONTHS, _month),
    **dict.fromkeys(("today", "tonight", "yesterday", "overnight", "this", "last"), _day_word),
    **dict.fromkeys(("years", "months", "weeks", "decades", "decade"), _span_of_years),
    **dict.fromkeys(("now", "hour"), moment),
    "ago": _ago,
    "night": _night,
}
