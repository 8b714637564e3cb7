"""Tell from the words around a number whether it counts people, ranks one of them, or gives an age.

Example: "a third was hurt" is one person, "a clerk of 40" an age, "her sons aged 9 and 12" are two.
"""

from __future__ import annotations

from collections.abc import Mapping

from schemas.base import Count
from streams.text.number_words import number_words
from streams.text.numbers import count
from streams.text.types import Term

NTH = frozenset(("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"))
_ONE = frozenset(("was", "has", "is", "died"))
#: After an ordinal that is an object: "maimed a third in Gao".
_AFTER_OBJECT = frozenset(("in", "on", "at", "and", "near", "when", "as", "before"))
#: "A toll of 22", "a family of five": the number after these is no age.
_AGELESS = frozenset(("people.group", "people.open", "people.thing"))


def is_nth(lower: tuple[str, ...], harm: Mapping[int, Term], at: int, start: int) -> bool:
    """Whether an ordinal at a token stands for one person; the article before it is at ``start``.

    Class: "a third was hurt", "killed two and maimed a third". "A third of them" and "a third were" are fractions.
    """
    if lower[at] not in NTH:
        return False
    following = lower[at + 1] if at + 1 < len(lower) else "."
    if following in _ONE or (at + 1 in harm and harm[at + 1].category in ("harm.wound", "harm.injured", "harm.kill")):
        return True  # "two were killed and a third wounded"
    ends = not following[0].isalnum() or following in _AFTER_OBJECT
    return ends and any(term.end == start for term in harm.values())


def is_age(lower: tuple[str, ...], people: Mapping[int, Term], start: int) -> bool:
    """Whether "of N" after one person is an age ("a clerk of 40", not "a crew of 22", nor "another clerk of nine")."""
    if start < 2 or lower[start - 1] != "of" or lower[max(0, start - 3)] in ("another", "second", "other"):
        return False
    term = people.get(start - 2)
    return term is not None and term.category not in _AGELESS and lower[start - 2] == term.name


def several(lower: tuple[str, ...], end: int) -> Count:
    """Return how many a plural without a number means: as many as ages follow ("her sons aged 9 and 12")."""
    at, ages = end + 1, 0
    if lower[end:at] == ("aged",):
        while at < len(lower) and lower[at].isdigit():
            ages += 1
            at += 2 if lower[at + 1 : at + 2] in (("and",), (",",)) else 1
    if (
        lower[end:at] == (",",)
        and lower[end + 2 : end + 3] == ("and",)
        and lower[end + 4 : end + 5] in (("years",), (",",))
    ):
        named = [word.isdigit() or word in number_words().number for word in (lower[end + 1], lower[end + 3])]
        ages = 2 if all(named) else 0  # "her sons, nine and 12, were hurt"
    return count(ages, ages) if ages > 1 else count(2, None)
