"""Read numbers and pronouns that stand for weapons named before.

Example: after "five sea drones", "three hit the ship and the other two were destroyed" is three and two of them. People
are hit too: a bare number counts weapons only where weapons act ("three hit the ship", not "three were hit").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemas.base import Count
from streams.extraction.casualty_findings import add
from streams.extraction.clauses import words
from streams.extraction.munition_types import Group, names_launcher
from streams.lexicons.roles import role_words
from streams.text.numbers import count
from streams.text.types import Quantity, Sentence, Term


def read_bare(
    sentence: Sentence,
    terms: Sequence[Term],
    quantities: Sequence[Quantity],
    acts: Mapping[int, Term],
    groups: Sequence[Group],
    implied: bool = False,
) -> list[Group]:
    """Return the numbers and pronouns of a sentence that stand for weapons.

    ``acts``: what weapons do, by its first token; ``groups``: the weapons named in the sentence; ``implied``: those of
    earlier sentences are known only by what they hit.
    """
    return _BareReader(sentence, terms, quantities, acts, implied).read(groups)


#: "A second", "an eighth": one more of the weapons counted before.
_ORDINALS = frozenset(
    ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh")
)


#: "The last", "the third" of weapons counted before.
_THE_ONE = _ORDINALS | {"last", "final"}
#: Words that can stand for weapons named before.
_STAND_FOR_WEAPONS = _THE_ONE | {"all", "both", "every", "each", "none", "neither", "another", "other", "it", "they"}


#: What air defences call all that they shoot at.
_AIMED_AT = (("targets",), ("objects",), ("threats",))
_DEFENCES = frozenset(("defence", "defences", "defense", "defenses"))
_FROM_THE_AIR = frozenset(("down", "downed", "intercepted", "intercept"))
_HURT = ("harm.wound", "harm.injur", "harm.hurt", "harm.treat")


class _BareReader:
    def __init__(
        self,
        sentence: Sentence,
        terms: Sequence[Term],
        quantities: Sequence[Quantity],
        acts: Mapping[int, Term],
        implied: bool,
    ) -> None:
        self.implied = implied
        self.lower = sentence.lower
        self.terms = terms
        self.quantities = quantities
        # "A sixth broke a leg": what happens to people, in several words, is no act of weapons.
        harm = (term for term in terms if term.category.startswith(_HURT) and term.end - term.start > 1)
        hurt = {at for term in harm for at in range(term.start, term.end)}
        self.acts = {at: act for at, act in acts.items() if at not in hurt}
        self.grammar = words()

    def read(self, groups: Sequence[Group]) -> list[Group]:
        """Read numbers and pronouns that stand for weapons: "three hit", "12 more were lost", "none", "it"."""
        taken = [(group.start, group.end) for group in groups]
        found: list[Group] = []
        for number in self.quantities:
            if any(low <= number.start < high for low, high in taken):
                continue
            group = self._bare_number(number)
            if group is not None:
                found.append(group)
                taken.append((group.start, group.end))
        for at, word in enumerate(self.lower):
            if word not in _STAND_FOR_WEAPONS:
                continue
            down = self._brought_down(groups, at) if word in ("all", "both", "every", "each") else None
            if down is not None:
                if not any(low <= at < high for low, high in taken):
                    found.append(down)
            elif (
                word in ("all", "both")
                and self.lower[at + 1 : at + 2] == ("of",)
                and self.lower[at + 2 : at + 3] in (("which",), ("them",))
            ):
                amount = self._last(groups, at)
                if amount is not None and self._acts_next(at + 3):
                    found.append(
                        Group(at, at + 3, amount, "pronoun_all", None, named=False, every=True, partitive=True)
                    )
            elif word == "another" and self._acts_next(at + 1) and not any(low <= at < high for low, high in taken):
                found.append(Group(at, at + 1, count(1, 1), "another", None, named=False))
            elif word == "neither" and self._acts_next(at + 1):
                found.append(Group(at, at + 1, count(0, 0), "none", None, named=False, every=True, partitive=True))
            elif (
                (word == "other" or word in _THE_ONE)
                and self._is_the_other(at)
                and not any(low <= at < high for low, high in taken)
            ):
                found.append(Group(at - 1, at + 1, count(1, 1), "ordinal", None, named=False, partitive=True))
            elif self._stands_for_weapons(at) and not any(low <= at < high for low, high in taken):
                amount = count(2, 2) if word == "both" else self._sum(groups, at) if word == "all" else None
                every = amount if word == "both" else None
                form = "pronoun_all" if word == "all" and amount is not None else "pronoun"
                found.append(
                    Group(
                        at, at + 1, amount, form, None, named=False, every=True, whole=every, partitive=word != "both"
                    )
                )
        return found

    def _brought_down(self, groups: Sequence[Group], at: int) -> Group | None:
        """Return the weapons of "shot both down", "stopped every one of them": all that the sentence named before."""
        end = at + 3 if self.lower[at + 1 : at + 3] == ("of", "them") else at + 1
        if self.lower[at : at + 4] == ("every", "one", "of", "them"):
            end = at + 4
        held = any(term.category == "munition.down" and term.end == at for term in self.terms)
        held = held and self.lower[end : end + 1] == ("down",)
        held = held or any(term.category == "munition.stop" and term.end == at for term in self.terms)
        amount = self._sum(groups, at)
        if not held or amount is None or (self.lower[at] in ("every", "each") and end == at + 1):
            return None
        return Group(at, end, amount, "all", None, named=False, every=True, partitive=True)

    def _is_the_other(self, at: int) -> bool:
        """Whether "the other" is one weapon: an act follows it."""
        if self.lower[at - 1 : at] != ("the",):
            return False
        if at + 1 in self.acts:
            return not self._suffers(at + 1, at)
        stopped = self.acts.get(at + 2)
        return self.lower[at + 1 : at + 2] == ("was",) and stopped is not None and stopped.category == "munition.stop"

    def _sum(self, groups: Sequence[Group], at: int) -> Count | None:
        """Return how many weapons the sentence has named before a token, each group once."""
        total: Count | None = None
        for group in groups:
            counted = group.whole if group.partitive else group.count
            if group.end <= at and counted is not None:
                total = counted if total is None else add(total, counted)
        return total

    def _stands_for_weapons(self, at: int) -> bool:
        """Whether a pronoun is the weapons: "both hit", and "it" or "they" where only weapons miss or are stopped."""
        word, lower = self.lower[at], self.lower
        if word == "both":
            return self._acts_next(at + 1)
        alone = word in ("all", "none") and (
            at == 0 or not lower[at - 1][0].isalnum() or lower[at - 1] in ("but", "and")
        )
        if word not in ("it", "they") and not alone:
            return False
        following = self.acts.get(at + 1)
        if alone and word == "all" and following is not None and following.category == "munition.hit":
            return not self._suffers(at + 1, at)
        for place in range(at + 1, min(at + 6, len(lower))):
            act = self.acts.get(place)
            if act is not None:
                negated = any(one in ("not", "n't", "never", "failed", "didn't") for one in lower[at:place])
                stopped = act.category == "munition.stop" and any(one in self.grammar.be for one in lower[at:place])
                return act.category == "munition.miss" or stopped or (act.category == "munition.reach" and negated)
        return False

    def _bare_number(self, number: Quantity) -> Group | None:
        lower, start, end = self.lower, number.start, number.end
        form, amount = number.form, number.value
        if form == "none" and lower[start] in ("no", "nobody", "no-one") or lower[start : start + 2] == ("no", "one"):
            return None
        if form == "article":
            if not _ORDINALS.intersection(lower[end : end + 1]) or not self._acts_next(end + 1):
                return None
            return Group(start, end + 1, count(1, 1), "another", None, named=False)
        if lower[end : end + 1] in (("more",), ("others",), ("other",), ("further",)):
            end, form = end + 1, "another"
        while start and lower[start - 1] in ("the", "other", "remaining", "all", "another", "further", "only"):
            form = "another" if lower[start - 1] in ("other", "another", "further", "remaining") else form
            start -= 1
        both = form == "both"
        every = lower[start] == "all" or form == "none" or both
        if (taken := self._taken_from_number(start, number)) is not None:
            return taken
        if lower[start - 1 : start] == ("of",) and self._launched_next(end):
            # "three hit a depot, out of some 40 fired": the rest of the sentence told of some of them.
            return Group(start, end, amount, form, None, named=False)
        if lower[end : end + 2] in (("of", "them"), ("of", "these"), ("of", "which"), ("of", "those")):
            if not self._acts_next(end + 2) and not any(
                term.category == "munition.stop" and term.end == start for term in self.terms
            ):
                return None
            return Group(start, end + 2, amount, form, None, named=False, partitive=True)
        if lower[end : end + 1] == ("of",) and lower[end + 2 : end + 3] and lower[end + 2] in role_words().collective:
            end += 3  # "the other nine of the salvo were stopped"
        if lower[end : end + 1] == ("of",):
            return None  # "neutralised a score of terrorists"
        if lower[end : end + 1] in _AIMED_AT and self._came_flying(start, end + 1):
            end += 1
        noun = amount.min != 1 and end in self.acts and lower[end].endswith("s")  # "54 strikes"
        if noun:
            return None
        sent = self._object(start, end)
        pair = self._respectively(end) if sent == "stopped" or self._respectively_acts(end) else None
        if pair is not None:
            return Group(start, pair.end + 1, add(amount, pair.value), form, None, named=False, partitive=True)
        if self._acts_next(end) or self._relative(end) or sent:
            besides = self.implied and form == "another" and lower[start] != "the"
            partitive = lower[start] != "all" and sent != "sent" and not besides
            return Group(
                start,
                end,
                amount,
                form,
                None,
                named=False,
                partitive=partitive,
                every=every,
                whole=amount if lower[start] == "all" else None,
            )
        return None

    def _taken_from_number(self, start: int, number: Quantity) -> Group | None:
        """Read a part of a number without a noun: "two of the five were brought down", "three of seven hit a pier"."""
        lower, at = self.lower, number.end + 1
        if lower[number.end : at] != ("of",) or number.form in ("article", "none"):
            return None
        at += lower[at : at + 1] == ("the",)
        whole = next((one for one in self.quantities if one.start == at), None)
        if whole is None or whole.form != "exact" or not self._acts_next(whole.end):
            return None
        return Group(start, whole.end, number.value, number.form, None, named=False, partitive=True, whole=whole.value)

    def _launched_next(self, at: int) -> bool:
        """Whether a participle of launching follows: "fired by the rebels", "launched from a hill"."""
        act = self.acts.get(at)
        return act is not None and act.category == "munition.launch" and self.lower[at].endswith("ed")

    def _respectively(self, end: int) -> Quantity | None:
        """Return the second of two numbers that are told "respectively"."""
        if self.lower[end : end + 1] != ("and",):
            return None
        second = next((one for one in self.quantities if one.start == end + 1), None)
        return second if second is not None and self.lower[second.end : second.end + 1] == ("respectively",) else None

    def _respectively_acts(self, end: int) -> bool:
        second = self._respectively(end)
        return second is not None and self._acts_next(second.end + 1)

    def _acts_next(self, at: int) -> bool:
        """Whether an act of weapons follows, after auxiliaries and adverbs at most."""
        lower = self.lower
        for step in range(5):
            place = at + step
            if place >= len(lower):
                return False
            act = self.acts.get(place)
            if act is not None and names_launcher(lower, place):
                return False  # "neutralised three launch pads"
            if act is not None:
                return not (self._suffers(place, at) and act.name in role_words().done_to_people) and act.name not in (
                    "kill",
                    "wound",
                    "injure",
                )
            word = lower[place]
            if not (
                word in self.grammar.auxiliary
                or word in self.grammar.adverb
                or word in role_words().before_act
                or word.endswith("ly")
                or word in ("did", "not", "to", "failed", "failing")
            ):
                return False
        return False

    def _suffers(self, place: int, at: int) -> bool:
        """Whether the act is a passive, or has no object: "three were hit", "five hit by splinters"."""
        lower = self.lower
        following = lower[place + 1] if place + 1 < len(lower) else "."
        return any(word in self.grammar.be for word in lower[at:place]) or following == "by"

    def _relative(self, at: int) -> bool:
        return self.lower[at : at + 1] in (("that",), ("which",)) and self._acts_next(at + 1)

    def _object(self, start: int, end: int) -> str:
        """Return whether the number is all that was "stopped" or "sent": "shot down 54", "sent 73 against", else ""."""
        for term in self.terms:
            if term.category == "munition.stop" and term.end == start:
                alone = (
                    end >= len(self.lower) or not self.lower[end][0].isalpha() or self.lower[end] in self.grammar.stop
                )
                return "stopped" if alone else ""
            if term.category in ("munition.send", "munition.launch") and term.end == start:
                return "sent" if end < len(self.lower) and self.lower[end] in role_words().hostile else ""
            if term.category == "munition.down" and term.end == start and self.lower[end : end + 1] == ("down",):
                return "stopped"
        return ""

    def _came_flying(self, start: int, end: int) -> bool:
        """Whether targets were on their way: "shot down 109 targets"; gunners destroy those on the ground as well."""
        stop = next((term for term in self.terms if term.category == "munition.stop" and term.end == start), None)
        if stop is None or self._object(start, end) != "stopped":
            return False
        by_air_defence = any(
            self.lower[at] == "air" and self.lower[at + 1] in _DEFENCES for at in range(max(0, start - 1))
        )
        return by_air_defence or not _FROM_THE_AIR.isdisjoint(self.lower[stop.start : stop.end])

    def _last(self, groups: Sequence[Group], at: int) -> Count | None:
        """Return the number of the weapons named right before a token."""
        for group in groups:
            if 0 <= at - group.end <= 1 and group.count is not None:
                return group.count
        return None
