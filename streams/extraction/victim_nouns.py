"""Read the words of a noun phrase for people and choose its head.

Example: in "three masked Taliban fighters in Gao" the head is "fighter", a plural for people who fight; in "a police
station" it is a thing, although police are people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from streams.extraction.clauses import ClauseWords
from streams.extraction.victims import MARKS
from streams.text.number_words import number_words
from streams.text.types import Quantity, Sentence, Term

#: A noun phrase longer than this is none.
_LONGEST = 10
#: The name of a force before its people has at most so many words.
_UNIT = 4
_ATTRIBUTES = frozenset(
    ("harm.dead", "harm.injured", "harm.missing", "harm.wound", "harm.kill", "harm.abduct", "harm.capture")
)
#: Acts that are nouns: they end a counted phrase ("nine deaths").
_COUNTED_NOUNS = frozenset(("harm.life", "harm.casualty", "harm.injury", "harm.death", "harm.body"))
_QUOTES = frozenset(("'", "’"))
_MARKED = (('"',), ("“",), ("”",))
_PEOPLE = frozenset(("fighter", "civilian", "attacker", "any"))
#: Plural by themselves, but often before another noun ("the Taliban leader", "police station").
_MODIFYING = frozenset(("taliban", "police", "security", "troops"))
_ALWAYS_PLURAL = frozenset(
    ("police", "troops", "personnel", "taliban", "others", "members", "people", "cattle", "security")
)


@dataclass(frozen=True, slots=True)
class Noun:
    """The noun of a group: tokens up to ``end``, its head and what it names."""

    end: int
    head: str
    victims: str | None
    plural: bool
    known: bool
    other: bool
    attribute: Term | None


class NounReader:
    """Reads the words of noun phrases of one sentence."""

    def __init__(
        self,
        sentence: Sentence,
        harm: Mapping[int, Term],
        people: Mapping[int, Term],
        numbers: Mapping[int, Quantity],
        grammar: ClauseWords,
    ) -> None:
        self.sentence = sentence
        self.lower = sentence.lower
        self.harm = harm
        self.people = people
        self.numbers = numbers
        self.grammar = grammar

    def read(self, at: int) -> Noun:
        """Read the words of a noun phrase from a token on and choose its head."""
        if self.lower[at : at + 1] in _MARKED:
            quoted = self.read(at + 1)
            if quoted.end > at + 1 and self.lower[quoted.end : quoted.end + 1] in _MARKED:
                return replace(quoted, end=quoted.end + 1)  # ten "rebels" and a guard
        lower, grammar = self.lower, self.grammar
        end, head, victims, plural, known, other = at, "", None, False, False, False
        attribute: Term | None = None
        index = at
        stop_at = min(len(lower), at + _LONGEST)
        while index < stop_at:
            word = lower[index]
            passed = 0 if word[0].isalpha() else self._passed_over(index)
            if passed:
                index = passed
                continue
            if (word in MARKS or (word in _QUOTES and self._possesses(index))) and known:
                known, index = False, index + 1
                end = index
                continue
            act = self.harm.get(index)
            if act is not None and act.category in _ATTRIBUTES and not known and self._is_noun(act.end):
                attribute, index = act, act.end
                continue
            if act is not None and act.category not in _COUNTED_NOUNS:
                break
            if word in ("further", "additional"):
                other, index, end = True, index + 1, index + 1
                continue
            term = self.people.get(index)
            if term is not None:
                kind = term.category.removeprefix("people.")
                if kind == "open":
                    if index > at and index in self.numbers:
                        break  # "in the year more than 180 people": a number of its own begins
                    other = other or term.name in ("others", "other", "more", "another")
                    if term.name in ("other", "more", "another"):
                        index, end = term.end, term.end
                        continue
                if known and plural and kind not in _PEOPLE and lower[index - 1] not in _MODIFYING:
                    break
                head, known, end = term.name, True, term.end
                victims = None if kind in ("open", "any") else kind
                plural = lower[term.end - 1] != term.name.split()[-1] or word in _ALWAYS_PLURAL or word.endswith("ople")
                index = term.end
                continue
            if index == at and (word in ("a", "an") or word in number_words().number):
                # "rose to 141 two days later": what follows the number is no noun of its own.
                break
            if (
                not (word[0].isalnum() or word in MARKS)
                or (word in grammar.stop and self.sentence.words[index] != "US")
                or (index in self.numbers and index > at)
                or (word[0].isdigit() and "-" not in word)
                or (word in grammar.months and self.sentence.words[index][0].isupper())
            ):
                break
            if known and self._names_unit(index):
                known, index = False, index + 1
                end = index
                continue
            if known and (
                (plural and lower[index - 1] not in _MODIFYING)
                or word.endswith(("ing", "ed"))
                or self.sentence.words[index][0].isupper()
            ):
                break
            if index > at and word.endswith(("ing", "ed")) and lower[index - 1].endswith("s") and not known:
                break
            if word.endswith("ly") and known:
                break
            head, victims, known, index = word, None, False, index + 1
            plural = word.endswith("s") and not word.endswith("ss")
            end = index
        return Noun(end, head, victims, plural, known, other, attribute)

    def _names_unit(self, at: int) -> bool:
        """Whether a noun in capitals goes on as the name of a force whose people follow.

        Class: "eight District Reserve Guard jawans", "an Iranian Revolutionary Guard".
        """
        words = self.sentence.words
        if not (words[at - 1][0].isupper() and words[at][0].isupper()) or at in self.people or at in self.harm:
            return False
        for place in range(at + 1, min(len(words), at + _UNIT)):
            term = self.people.get(place)
            if term is not None:
                return term.category == "people.fighter"
            if not words[place][0].isupper():
                return False
        return False

    def _passed_over(self, at: int) -> int:
        """Return the end of an acronym in brackets, a hash or an age inside a noun phrase; 0 if there is none.

        Class: "three Security Force (SF) guards", "20 #Taliban rebels", "a 40 year old cook".
        """
        lower = self.lower
        if lower[at] == "#":
            return at + 1
        if lower[at] == "(" and ")" in lower[at + 2 : at + 4]:
            end = at + 2 + lower[at + 2 : at + 4].index(")")
            acronym = all(word.isupper() for word in self.sentence.words[at + 1 : end])
            return end + 1 if acronym and (self._is_noun(end + 1) or end + 1 in self.people) else 0
        if lower[at][0].isdigit() and lower[at + 1 : at + 3] in (("year", "old"), ("years", "old"), ("month", "old")):
            return at + 3
        return 0

    def _possesses(self, at: int) -> bool:
        """Whether an apostrophe after a plural is a possessive ("the guards' own men")."""
        lower = self.lower
        return (
            lower[at - 1].endswith("s") and at + 1 < len(lower) and lower[at + 1][0].isalpha()
            and lower[at + 1] not in self.grammar.stop and self.sentence.ends[at - 1] == self.sentence.starts[at]
        )  # fmt: skip

    def _is_noun(self, at: int) -> bool:
        """Whether a noun follows an adjective ("wounded soldiers", not "wounded on")."""
        if at >= len(self.lower) or at in self.harm or at in self.numbers:
            return False
        word = self.lower[at]
        return at in self.people or (
            word[0].isalpha() and word not in self.grammar.stop and word.endswith("s") and not word[0].isupper()
        )
