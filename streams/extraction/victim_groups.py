"""Find the people a sentence speaks of: noun phrases with their number and what kind of people they are.

Example: "Nine of the bandits and a constable were killed" holds two groups, nine fighters (part of a whole) and one
fighter. Things and animals are found too and marked, so that "killed 40 mules" counts nobody. A noun nobody listed
("two potters") is taken for people: occupations are an open class.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from streams.extraction.clauses import ClauseWords, words
from streams.extraction.victim_nouns import Noun, NounReader
from streams.extraction.victim_numbers import NTH, is_age, is_nth, several
from streams.extraction.victim_terms import terms_by_token
from streams.extraction.victims import MARKS, NO_PEOPLE, Group, View
from streams.text.numbers import count
from streams.text.types import Quantity, Sentence, Term

#: What a part is taken from without a noun ("two of them").
_PARTS = frozenset(("them", "whom", "us", "these", "those", "which"))
_SELF = {"himself": (1, 1), "herself": (1, 1), "themselves": (2, None)}
#: Number of people that a noun for several names by itself.
_PAIRS = {"couple": 2, "twins": 2}
#: "a further six".
_FURTHER = (("further",), ("additional",))
#: Names between "by" and those whom they name take at most so many tokens.
_LONGEST_NAME = 4


def view_of(sentence: Sentence, terms: Sequence[Term], quantities: Sequence[Quantity]) -> View:
    """Return the sentence with its groups, in order; groups do not overlap."""
    harm, people = terms_by_token(sentence, terms)
    numbers = {quantity.start: quantity for quantity in quantities}
    reader = _Reader(sentence, harm, people, numbers, words())
    groups = reader.groups()
    return View(sentence, sentence.lower, harm, people, numbers, groups, {group.start: group for group in groups})


class _Reader:
    """Reads the groups of one sentence from left to right."""

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
        self.nouns = NounReader(sentence, harm, people, numbers, grammar)

    def groups(self) -> tuple[Group, ...]:
        found: list[Group] = []
        at = 0
        starters = self.grammar.group_starters
        lower, numbers, people = self.lower, self.numbers, self.people
        while at < len(lower):
            if at not in numbers and at not in people and lower[at] not in starters:
                at += 1
                continue
            group = self._one_thing(at) or self._group(at)
            if group is None:
                at += 1
                continue
            before = self._preposition(group)
            found.append(group._replace(preposition=before) if before else group)
            at = max(group.end, at + 1)
        return tuple(found)

    def _one_thing(self, at: int) -> Group | None:
        """Read "a house" and the like, the most common of all, without the full reading."""
        quantity, term = self.numbers.get(at), self.people.get(at + 1)
        if quantity is None or quantity.form != "article" or term is None or term.category != "people.thing":
            return None
        if term.name in NTH:
            return None
        following = self.lower[term.end] if term.end < len(self.lower) else "."
        if following == "of" or (following not in self.grammar.stop and following[0].isalnum()) or following in MARKS:
            return None
        return Group(at, term.end, quantity.value, "thing", "article", term.name, known=True)

    def _preposition(self, group: Group) -> str:
        start = group.start
        before = self.lower[start - 1] if start else ""
        if group.form == "bare":
            # "an ambush by Seleka gunmen": the name belongs to the gunmen.
            at = start
            while at > max(1, start - _LONGEST_NAME) and self.sentence.words[at - 1][0].isupper():
                at -= 1
            before = "by" if self.lower[at - 1] == "by" and at > 0 else before
        return before if before in self.grammar.preposition else ""

    def _group(self, at: int) -> Group | None:
        lower, word = self.lower, self.lower[at]
        if word == "all" and lower[at + 1 : at + 2] == ("but",) and at + 2 in self.numbers:
            return self._all_but(at)
        if word == "half" and at not in self.numbers:
            return self._half(at)
        number_at = self._number_after_determiner(at)
        if number_at is not None:
            return self._counted(at, number_at)
        if word == "her" and (at + 1 >= len(lower) or not lower[at + 1][0].isalnum()):
            return Group(at, at + 1, count(1, 1), None, "pronoun", word, definite=True, known=True)
        if word in self.grammar.definite or word in ("every", "each", "another", "some"):
            return self._definite(at)
        if word in _SELF:
            low, high = _SELF[word]
            return Group(at, at + 1, count(low, high), "attacker", "self", word, known=True)
        if word in ("he", "she", "him"):
            return Group(at, at + 1, count(1, 1), None, "pronoun", word, definite=True, known=True)
        if word[0].isalpha() and at not in self.harm:
            return self._bare(at)
        return None

    def _number_after_determiner(self, at: int) -> int | None:
        """Return where the number phrase of a group starts that starts here ("the other four")."""
        if self.lower[at] in ("a", "an") and self.lower[at + 1 : at + 2] in _FURTHER and at + 2 in self.numbers:
            return at + 2 if self.numbers[at + 2].form != "article" else at
        if at in self.numbers:
            return at
        if self.lower[at] == "that":  # "wrote that five died"
            return None
        if self.lower[at] not in self.grammar.determiner and self.lower[at] not in ("further", "additional", "more"):
            return None
        for step in (1, 2):
            if at + step in self.numbers and self.numbers[at + step].form not in ("article", "none"):
                middle = self.lower[at + 1 : at + step]
                if all(
                    word in ("other", "further", "first", "last", "additional", "remaining", "same") for word in middle
                ):
                    return at + step
        return None

    def _counted(self, start: int, number_at: int) -> Group | None:
        """Read a group with a number: "at least 12 bus passengers", "34 of them", "a family of five"."""
        lower, quantity = self.lower, self.numbers[number_at]
        end = quantity.end
        definite = any(word in self.grammar.definite or word in ("all", "both") for word in lower[start:number_at])
        other = any(word in ("another", "other", "further", "additional", "more") for word in lower[start:number_at])
        if quantity.form == "none":
            return self._none(start, quantity)
        if lower[end : end + 1] == ("of",):
            return self._of(start, quantity, end + 1, definite)
        noun = self.nouns.read(end)
        if quantity.form == "article" and noun.end == end + 1 and is_nth(lower, self.harm, end, start):
            return Group(start, noun.end, quantity.value, None, "exact", "", other=True, bare_number=True, known=True)
        if noun.end == end and is_age(lower, self.people, start):
            return Group(start, end, quantity.value, "thing", quantity.form)
        if noun.head in _PAIRS and quantity.form == "article":
            pair = _PAIRS[noun.head]
            return Group(
                start, noun.end, count(pair, pair), "civilian", "exact", noun.head, definite=definite, known=True
            )
        if (noun.victims == "group" or noun.head == "crew") and lower[noun.end : noun.end + 1] == ("of",):
            return self._collective(start, noun, quantity)
        victims = noun.victims
        counted = self.harm.get(noun.end)
        if quantity.form == "article" and counted is not None and counted.category == "harm.number":
            # "an unknown number of women"
            return Group(start, self.nouns.read(counted.end).end, quantity.value, "thing", quantity.form)
        amount = quantity.value
        if (
            lower[noun.end : noun.end + 1] == ("at",)
            and quantity.form == "exact"
            and lower[noun.end + 1 : noun.end + 2]
        ):
            # "12 guards at most", "nine people at least"
            if lower[noun.end + 1] == "most":
                amount, noun = count(0, amount.max), replace(noun, end=noun.end + 2)
            elif lower[noun.end + 1] == "least":
                amount, noun = count(amount.min, None), replace(noun, end=noun.end + 2)
        if victims == "group":
            amount, victims = count(2 * amount.min, None), None
        return Group(
            start, noun.end, amount, victims, quantity.form, noun.head, other=other or noun.other, definite=definite,
            attribute=noun.attribute, bare_number=noun.end == end, known=noun.known,
        )  # fmt: skip

    def _all_but(self, at: int) -> Group | None:
        """Read "all but three of the 20 guests": seventeen."""
        few = self.numbers[at + 2]
        end = few.end
        if self.lower[end : end + 1] != ("of",):
            return None
        inner = self._group(end + 1) if end + 1 < len(self.lower) else None
        if inner is None or inner.amount.max is None:
            return None
        low = max(0, inner.amount.min - (few.value.max or inner.amount.min))
        return inner._replace(start=at, amount=count(low, max(low, inner.amount.max - few.value.min)), form="exact")

    def _half(self, at: int) -> Group | None:
        """Read "half of the 30 guards", "half the 30 guards": fifteen."""
        start = at + 1 + (self.lower[at + 1 : at + 2] == ("of",))
        number_at = self._number_after_determiner(start) if start < len(self.lower) else None
        whole = self._counted(start, number_at) if number_at is not None else None
        if whole is None or whole.form != "exact" or whole.amount.max is None or whole.amount.min < 2:
            return None
        part = count(whole.amount.min // 2, (whole.amount.max + 1) // 2)
        return whole._replace(start=at, amount=part, partitive=True, whole=whole.amount, definite=False)

    def _none(self, start: int, quantity: Quantity) -> Group:
        """Read "nobody else", "no one", "no villager": ``other`` or a known noun restrict whom it is said of."""
        end = quantity.end
        word = self.lower[quantity.start]
        if word == "no" or self.lower[end : end + 1] == ("of",):
            if word != "no" and self.lower[end + 1 : end + 2] and self.lower[end + 1] in _PARTS:
                return Group(start, end + 2, quantity.value, None, "none", "", partitive=True, known=True)
            if word != "no" and self.lower[end + 1 : end + 2] and self.lower[end + 1] in self.grammar.definite:
                end += 1
            noun = self.nouns.read(end if word == "no" else end + 1)
            return Group(
                start, noun.end, quantity.value, noun.victims, "none", noun.head, other=noun.other, known=noun.known
            )
        other = self.lower[end : end + 1] in (("else",), ("other",))
        restricted = word == "none"
        return Group(
            start, end + other, quantity.value, None, "none", "none" if restricted else "", other=other, known=True
        )

    def _of(self, start: int, quantity: Quantity, at: int, definite: bool) -> Group | None:
        """Read what follows "N of": a part of a whole, or the noun after "dozens of"."""
        lower, grammar = self.lower, self.grammar
        if at >= len(lower):
            return None
        if lower[at] in _PARTS:
            # "of which" is said of things, of people "of whom".
            victims = "thing" if lower[at] == "which" else None
            return Group(start, at + 1, quantity.value, victims, quantity.form, "", partitive=True, known=True)
        if lower[at] in grammar.definite or lower[at] == "all" or (at in self.numbers and quantity.form != "vague"):
            inner = self._group(at)
            if inner is None:
                end = min(at + 2, len(lower))
                return Group(start, end, quantity.value, None, quantity.form, "", partitive=True)
            whole = inner.amount if at in self.numbers or inner.form not in ("definite", "bare") else None
            return inner._replace(
                start=start,
                amount=quantity.value,
                form=quantity.form,
                partitive=True,
                whole=whole,
                definite=False,
            )
        noun = self.nouns.read(at)
        victims = None if noun.victims == "group" else noun.victims
        return Group(
            start, noun.end, quantity.value, victims, quantity.form, noun.head, other=noun.other, definite=definite,
            attribute=noun.attribute, known=noun.known,
        )  # fmt: skip

    def _collective(self, start: int, noun: Noun, quantity: Quantity | None) -> Group:
        """Read "a family of five", "a group of 12 pilgrims", "a group of pilgrims"."""
        at = noun.end + 1
        if at in self.numbers and self.numbers[at].form not in ("article", "none", "both"):
            inner = self.numbers[at]
            members = self.nouns.read(inner.end)
            victims = members.victims if members.victims != "group" else None
            times = quantity.value.min if quantity is not None else 1
            high = None if inner.value.max is None else inner.value.max * times
            return Group(
                start, members.end, count(inner.value.min * times, high), victims or _of_group(noun.head),
                "exact" if inner.form == "exact" else inner.form, noun.head, known=True,
            )  # fmt: skip
        members = self.nouns.read(at)
        return Group(start, members.end, count(2, None), members.victims, "bare", members.head or noun.head, known=True)

    def _definite(self, at: int) -> Group | None:
        """Read "the driver", "her two sons" without a number: one, or at least two of a plural."""
        other = self.lower[at] == "another"
        noun = self.nouns.read(at + 1)
        if other and noun.end == at + 1:
            return Group(at, at + 1, count(1, 1), None, "exact", "another", other=True, bare_number=True, known=True)
        if noun.end == at + 1 or not noun.head:
            return None
        if self.lower[at] in ("every", "each") and self.lower[noun.end : noun.end + 1] == ("of",):
            whole = self._group(noun.end + 1) if noun.end + 1 < len(self.lower) else None
            if whole is not None and whole.people and whole.form not in ("definite", "bare", "pronoun"):
                # "every member of a crew of nine"
                return whole._replace(start=at)
        if noun.victims == "group" or noun.head == "crew":
            if self.lower[noun.end : noun.end + 1] == ("of",) and noun.end + 1 in self.numbers:
                return self._collective(at, noun, None)._replace(definite=True)
            pair = _PAIRS.get(noun.head)
            return Group(
                at,
                noun.end,
                count(pair or 2, pair),
                None,
                "definite",
                noun.head,
                definite=True,
                known=True,
                other=other,
            )
        amount = several(self.lower, noun.end) if noun.plural else count(1, 1)
        return Group(
            at, noun.end, amount, noun.victims, "definite", noun.head, definite=not other, known=noun.known,
            attribute=noun.attribute, other=other or noun.other,
        )  # fmt: skip

    def _bare(self, at: int) -> Group | None:
        """Read a noun for people without number or determiner: "soldiers", headline "Teacher"."""
        term = self.people.get(at)
        if term is None:
            return None
        category = term.category.removeprefix("people.")
        if (
            (category == "group" or term.name == "crew")
            and self.lower[term.end : term.end + 1] == ("of",)
            and term.end + 1 in self.numbers
        ):
            return self._collective(at, Noun(term.end, term.name, "group", False, True, False, None), None)
        if category in ("group", "open") and term.name not in ("others", "members", "survivors", "twins"):
            return None
        if category in NO_PEOPLE:
            return None
        noun = self.nouns.read(at)
        if not noun.known or noun.victims in NO_PEOPLE:
            return None
        pair = _PAIRS.get(noun.head)
        amount = count(pair, pair) if pair else count(2, None) if noun.plural else count(1, 1)
        return Group(at, noun.end, amount, noun.victims, "bare", noun.head, other=noun.other, known=True)


def _of_group(noun: str) -> str | None:
    """Return whose group a noun names: a family is civilian, a platoon fights."""
    if noun in ("platoon", "brigade", "squad", "patrol", "battalion", "company"):
        return "fighter"
    return "civilian" if noun in ("family", "couple", "household", "congregation", "class") else None
