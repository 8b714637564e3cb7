"""People of a sentence, as groups with their number.

Example: in "Nine of the bandits and a constable were killed" the groups are nine fighters (a part of a whole) and one
fighter. ``victim_groups`` finds them, ``victim_chains`` joins them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from schemas.base import Count
from streams.extraction.clauses import words
from streams.text.types import Quantity, Sentence, Term

#: What "'s" looks like as a token.
MARKS = frozenset(("'s", "’s"))
NO_PEOPLE = frozenset(("animal", "thing"))


class Group(NamedTuple):
    """Some people at tokens ``[start, end)``, determiner included.

    ``amount`` is how many. ``victims`` is civilian, fighter, attacker, None (open) or animal / thing for no people.
    ``form`` is the form of the number phrase, or definite, bare, pronoun, name, self. ``known``: the noun is listed, or
    stands for people. ``whole`` is the group that a part is taken from ("two of the 15"); ``partitive`` that it is such
    a part. ``other``: "others", "another", "further". ``preposition`` stands right before it. ``attribute`` is an act
    said of it by an adjective ("three wounded soldiers"). ``bare_number``: no noun follows the number.
    """

    start: int
    end: int
    amount: Count
    victims: str | None
    form: str
    head: str = ""
    partitive: bool = False
    whole: Count | None = None
    other: bool = False
    definite: bool = False
    preposition: str = ""
    attribute: Term | None = None
    bare_number: bool = False
    known: bool = False

    @property
    def people(self) -> bool:
        """Whether the group can be people."""
        return self.victims not in NO_PEOPLE


@dataclass(frozen=True, slots=True)
class View:
    """A sentence with its terms by token, its number phrases and its groups of people."""

    sentence: Sentence
    lower: tuple[str, ...]
    harm: Mapping[int, Term]
    people: Mapping[int, Term]
    numbers: Mapping[int, Quantity]
    groups: tuple[Group, ...]
    by_start: Mapping[int, Group]

    def group_at(self, at: int) -> Group | None:
        """Return the group that starts at a token."""
        return self.by_start.get(at)


def is_name(view: View, at: int) -> bool:
    """Whether a token is a capitalised word that no other reading claims."""
    word, lower = view.sentence.words[at], view.lower[at]
    grammar = words()
    inner = lower[:3] in ("al-", "el-", "ul-", "ad-", "ar-", "as-") and word[-1].isalpha()
    return (
        (word[0].isupper() or inner) and word[0].isalpha() and lower not in grammar.stop and lower not in grammar.months
        and at not in view.harm and at not in view.numbers
    )  # fmt: skip
