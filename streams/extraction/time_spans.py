"""Read two days that mean one night, weekdays that are names, and the eve of a day.

Examples: "the night of 16 to 17 June" and "overnight from Tuesday to Wednesday" are the later day, as "overnight" is;
"the Monday Market" is no day; "on the eve of Sunday's vote" is Saturday.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from streams.text.types import Sentence, Term, TimeMention

_NIGHTS = frozenset(("night", "overnight"))
_TO = frozenset(("to", "into", "-", "–", "and"))
#: Tokens between the night and the first of its days ("overnight from late Tuesday").
_REACH = 3
_DAY_NUMBER = re.compile(r"[0-3]?\d")
#: Places that are called after the day on which people gather there, and acts that happen on that day at them.
_NAMED = frozenset(("market", "mosque", "bazaar", "square", "street"))
_ACTS = frozenset(("attack", "bombing", "blast", "strike", "shelling", "explosion", "massacre", "raid", "shooting"))


def is_name(sentence: Sentence, index: int) -> bool:
    """Whether a weekday belongs to the name of a place: "the Monday Market", but not "Monday market blast".

    >>> from streams.text.sentences import split_sentences
    >>> from streams.text.types import Segment
    >>> is_name(split_sentences([Segment("body", "paragraph", "A bomb hit the Monday Market.", 0)])[0], 4)
    True
    """
    following = sentence.lower[index + 1 : index + 3]
    return following[:1] != () and following[0] in _NAMED and not _ACTS.intersection(following[1:])


def dates_an_attack(sentence: Sentence, index: int) -> bool:
    """Whether a year says which attack is meant: "the 2023 bombing", "a deadly 2011 suicide attack".

    >>> from streams.text.sentences import split_sentences
    >>> from streams.text.types import Segment
    >>> dates_an_attack(split_sentences([Segment("body", "paragraph", "He led the 2011 market attack.", 0)])[0], 3)
    True
    """
    lower = sentence.lower
    if (
        index == 0
        or not lower[index].isdecimal()
        or not (lower[index - 1] in _BEFORE_YEAR or lower[index - 1].isalpha())
    ):
        return False
    if lower[index - 1] in _YEAR_STANDS_ALONE:
        return False
    named = lower[index + 1 : index + 4]
    at = next((place for place, word in enumerate(named) if word in _ATTACKS), None)
    return at is not None and all(word.isalpha() for word in named[:at])


def is_of_a_day(sentence: Sentence, mention: TimeMention) -> bool:
    """Whether the lead sums up no more than a day and a night, which is the news and no earlier period.

    Class: "Over the past 24 hours Sumy was attacked by 21 drones", "25 drones sent since Monday night". Below the lead
    such a sum stands beside the attack told.
    """
    lower = sentence.lower
    if mention.kind != "period" or sentence.segment.paragraph > 0 or sentence.position > 0:
        return False
    told = lower[mention.start : mention.end]
    if told[-1] in ("past", "last"):
        return lower[mention.end : mention.end + 2] in _DAYS or lower[mention.end : mention.end + 1] in _DAYS
    since = lower[max(0, mention.start - 1) : mention.start] == ("since",)
    return since and told[-1] in ("night", "evening", "morning", "afternoon")


_DAYS = frozenset((("24", "hours"), ("12", "hours"), ("few", "hours"), ("day",), ("night",)))


def counts_to_another(sentence: Sentence, terms: Sequence[Term], mention: TimeMention) -> bool:
    """Whether a time only says how long before something else the attack was: "a day before the first flights".

    Not "a day before the attack", which is earlier than the news, nor "the day before" by itself.
    """
    lower = sentence.lower
    if mention.kind != "past" or lower[mention.end - 1] != "before" or lower[mention.start] == "the":
        return False
    if lower[mention.end : mention.end + 1] not in _DETERMINERS:
        return False
    near = range(mention.end, mention.end + _NEAR)
    return not any(term.category.startswith("act.") and term.start in near for term in terms)


_DETERMINERS = (("the",), ("a",), ("an",), ("its",), ("their",), ("planned",))
_NEAR = 6


def names_separate(sentence: Sentence) -> bool:
    """Whether a sentence names an attack set apart from the one told: "46 were hurt in a separate drone attack".

    >>> from streams.text.sentences import split_sentences
    >>> from streams.text.types import Segment
    >>> names_separate(split_sentences([Segment("body", "paragraph", "A separate drone attack hurt two.", 0)])[0])
    True
    """
    lower = sentence.lower
    return any(
        word == "separate" and lower[at - 1 : at] == ("a",) and not _ATTACKS.isdisjoint(lower[at + 1 : at + 4])
        for at, word in enumerate(lower)
    )


def names_other_ship(sentence: Sentence, terms: Sequence[Term]) -> bool:
    """Whether a sentence opens with a ship beside the one told that was attacked as well.

    Class: "Another vessel, the ferry Alba, was hit by drones"; not "Another house was hit", which may be of one attack,
    nor "Another tanker took the crew aboard".
    """
    lower = sentence.lower
    if lower[:1] != ("another",):
        return False
    ship = next((term.end for term in terms if term.category == "target.vessel" and 1 <= term.start <= 3), None)
    return ship is not None and any(
        term.category in _STRUCK and ship < term.start <= ship + _NEAR_SHIP and lower[term.start - 1] in _WAS
        for term in terms
    )


_STRUCK = frozenset(("act.hit", "act.attack", "act.drone_strike", "act.missile_strike", "act.naval"))
_WAS = frozenset(("was", "were", "been", "also"))
_NEAR_SHIP = 12


def names_neighbour(sentence: Sentence, mentions: Sequence[TimeMention]) -> bool:
    """Whether a further sentence tells of another place of the region on a day of its own.

    Class: "Three were killed on Saturday near Domel, in the same district"; not "on Saturday in the same area".
    """
    lower = sentence.lower
    if sentence.segment.paragraph == 0 and sentence.position == 0:
        return False
    dated = any(mention.kind in ("day", "night") for mention in mentions)
    return dated and any(
        lower[at : at + 3] == ("in", "the", "same")
        and lower[at + 3 : at + 4] != ()
        and lower[at + 3] in _REGIONS
        and lower[at - 1] == ","
        and sentence.words[at - 2][0].isupper()
        for at in range(2, len(lower))
    )


_REGIONS = frozenset(
    ("district", "province", "region", "state", "county", "department", "governorate", "valley", "municipality")
)


def numbers_of_day(sentence: Sentence) -> bool:
    """Whether a sentence below the headline only numbers the attack among those of its day.

    What follows then tells of the others: "It was the second blast in the city today. Eight had died in the bazaar."

    >>> from streams.text.sentences import split_sentences
    >>> from streams.text.types import Segment
    >>> numbers_of_day(split_sentences([Segment("body", "paragraph", "It was the third raid of the day.", 0)])[0])
    True
    """
    lower = sentence.lower
    if lower[:1] not in (("it",), ("this",), ("that",)) or lower[1:2] not in (("is",), ("was",)):
        return False
    numbered = any(
        word in _NTH and not _ATTACKS.isdisjoint(lower[at + 1 : at + 4]) for at, word in enumerate(lower[:6])
    )
    return numbered and any(lower[at : at + len(end)] == end for end in _IN_A_DAY for at in range(3, len(lower)))


def tells_of_other(sentence: Sentence, terms: Sequence[Term]) -> bool:
    """Whether what follows the number of an attack in its day tells of another one: not "It killed a guard"."""
    harms = any(term.category.startswith(("act.", "harm.")) for term in terms)
    return harms and sentence.lower[0] not in ("it", "this")


_NTH = frozenset(("second", "third", "fourth", "fifth", "another"))
_IN_A_DAY = (
    ("today",),
    ("of", "the", "day"),
    ("in", "a", "day"),
    ("in", "one", "day"),
    ("that", "day"),
    ("this", "day"),
)

_BEFORE_YEAR = frozenset(("'s", "’s"))
#: After these a year is a time of its own: "in 2023 attacks rose".
_YEAR_STANDS_ALONE = frozenset(
    ("in", "since", "of", "until", "from", "by", "during", "after", "before", "and", "to", "between")
)
_ATTACKS = _ACTS | frozenset(
    ("attacks", "bombings", "blasts", "strikes", "raids", "massacres", "shootings", "assault", "siege", "ambush")
)


def with_nights(sentence: Sentence, mentions: Sequence[TimeMention]) -> list[TimeMention]:
    """Return the times of a sentence, in order, with the two days of a night joined and the eve of a day moved.

    What took a night ends in the morning of its day: "ended an all-night siege on Saturday" is the night to Saturday.
    """
    joined: list[TimeMention] = []
    for mention in _with_long_night(sentence, mentions):
        mention = _called_by(sentence, _eve(sentence, _numbered(sentence, mention)))
        if joined and _began_before(sentence, joined[-1], mention):
            joined[-1] = joined[-1]._replace(end=mention.end, kind="night")
            continue
        if joined and _is_one_night(sentence, joined[-1], mention):
            before = joined.pop()
            if joined and joined[-1].kind == "night" and before.start - joined[-1].end <= _REACH:
                joined.pop()
            mention = mention._replace(start=before.start, kind="night")
        joined.append(mention)
    return joined


def _with_long_night(sentence: Sentence, mentions: Sequence[TimeMention]) -> Sequence[TimeMention]:
    """Return the times with the day on which a fight ended that took the night as the night that ends on it.

    Class: "ended an overnight siege on Saturday", "a night-long battle ended on Sunday"; not "an overnight attack on
    Monday", and the night alone stays where no day stands behind it.
    """
    lower = sentence.lower
    at = next((at for at in range(len(lower)) if _is_long_night(lower, at)), None)
    behind = [each for each in mentions if at is not None and each.start > at + 1]
    day = next((each for each in behind if each.kind == "day" and each.day is not None), None)
    if at is None or day is None or not _SAYS.isdisjoint(lower[at : day.start]):
        return mentions
    return [
        each._replace(kind="night") if each is day else each for each in mentions if not each.start <= at < each.end
    ]


def _is_long_night(lower: Sequence[str], at: int) -> bool:
    """Whether a token says of a fight that it took the night: "overnight" in "an overnight siege"."""
    return lower[at] in _LONG_NIGHTS and not _LASTING.isdisjoint(lower[at + 1 : at + 3])


#: They say of what they stand before that it took the whole night.
_LONG_NIGHTS = frozenset(("overnight", "all-night", "night-long", "nightlong"))
#: Fights that take hours.
_LASTING = frozenset(("siege", "battle", "standoff", "stand-off", "gunfight", "firefight", "shootout", "hostage"))
_SAYS = frozenset(("said", "says", "told", "announced", "reported"))


def _after_night(sentence: Sentence, start: int) -> bool:
    return bool(_NIGHTS.intersection(sentence.lower[max(0, start - _REACH) : start]))


def _is_one_night(sentence: Sentence, first: TimeMention, second: TimeMention) -> bool:
    """Whether two days are the evening and the morning of a night: "the night from Tuesday to Wednesday"."""
    between = sentence.lower[first.end : second.start]
    days = first.day is not None and second.day is not None and second.day - first.day == timedelta(days=1)
    return days and len(between) == 1 and between[0] in _TO and _after_night(sentence, first.start)


def _called_by(sentence: Sentence, mention: TimeMention) -> TimeMention:
    """Read the day that a night is called by: "the night of 7 October" is the one before it or the one after it."""
    before = sentence.lower[max(0, mention.start - 2) : mention.start]
    is_night = mention.kind == "day" and mention.day is not None and before in (("night", "of"), ("night", "to"))
    return mention._replace(kind="night") if is_night else mention


def _began_before(sentence: Sentence, night: TimeMention, mention: TimeMention) -> bool:
    """Whether a day in brackets is that on which a night began: "the night of 7 October (from 19:00 on 6 October)"."""
    if night.day is None or mention.day is None or night.day - mention.day != timedelta(days=1):
        return False
    if night.kind != "night" and not _after_night(sentence, night.start):
        return False
    return (
        sentence.lower[night.end : night.end + 2] in (("(", "from"), ("(", "since"))
        and ")" not in (sentence.lower[night.end : mention.start])
    )


def _numbered(sentence: Sentence, mention: TimeMention) -> TimeMention:
    """Read a night with two numbers: "the night of June 16-17", "the night of 16 to 17 June"."""
    before = sentence.lower[max(0, mention.start - 2) : mention.start]
    if mention.day is not None and len(before) == 2 and before[1] in _TO and before[0].isdecimal():
        first = mention.start - 2
        night = int(before[0]) == (mention.day - timedelta(days=1)).day and _after_night(sentence, first)
        return mention._replace(start=first, kind="night") if night else mention
    dash = sentence.lower[mention.end : mention.end + 1]
    number = sentence.lower[mention.end + 1 : mention.end + 2]
    if mention.day is None or not dash or dash[0] not in _TO or not number or not _DAY_NUMBER.fullmatch(number[0]):
        return mention
    following = mention.day + timedelta(days=1)
    if following.day != int(number[0]) or not _after_night(sentence, mention.start):
        return mention
    return mention._replace(end=mention.end + 2, day=following, kind="night")


def _eve(sentence: Sentence, mention: TimeMention) -> TimeMention:
    if mention.day is None or sentence.lower[max(0, mention.start - 2) : mention.start] != ("eve", "of"):
        return mention
    return mention._replace(start=mention.start - 2, day=mention.day - timedelta(days=1))
