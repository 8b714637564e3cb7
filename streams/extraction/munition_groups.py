"""Find the weapons a sentence counts: noun phrases with number, type and what they are taken from.

Example: "31 of the 44 drones" is 31 drones out of a whole of 44; "60 missiles and drones" one group without a type;
"two missiles and five drones" one phrase of two parts; "a second" after weapons one more of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from schemas.base import Count
from streams.extraction.clauses import ClauseWords, words
from streams.extraction.munition_joints import are_joined, end_of_kinds, only_joiners, opens_thought
from streams.extraction.munition_numbers import read_bare
from streams.extraction.munition_rests import with_rests
from streams.extraction.munition_types import Group, Known, Phrase
from streams.extraction.weapons import is_dropped
from streams.lexicons.roles import role_words
from streams.text.numbers import count
from streams.text.types import Quantity, Sentence, Term

#: Categories of weapons that are counted, with their munition type.
COUNTABLE = {
    "weapon.drone": "drone",
    "weapon.missile": "missile",
    "weapon.rocket": "rocket",
    "weapon.shell": "shell",
    "weapon.aerial_bomb": "aerial_bomb",
    "weapon.torpedo": "torpedo",
    "weapon.any": None,
}
#: At most so many words describe a weapon ("long-range Shahed attack drones").
_MODIFIERS = 5
_ACTS = frozenset(
    f"munition.{kind}" for kind in ("launch", "use", "send", "hit", "land", "attack", "reach", "miss", "stop")
)
_DEFINITE = frozenset(["the", "these", "those", "this", "that", "its", "their", "his", "her", "both", "all", "such"])
#: Between the model of a weapon and its noun: "15 Kalibr cruise missiles".
_MAKES = frozenset(
    ("cruise", "ballistic", "hypersonic", "supersonic", "attack", "strike", "combat", "kamikaze", "anti-ship", "guided",
     "type")
)  # fmt: skip
#: From weapons to the comma before how many they were in all.
_TO_TOTAL = 9
_UNCOUNTED = ("shell", "rocket")
_SHARES = frozenset(("most", "some", "half", "majority", "many", "bulk"))


def read_phrases(
    sentence: Sentence, terms: Sequence[Term], quantities: Sequence[Quantity], known: Known
) -> tuple[Phrase, ...]:
    """Return the weapon phrases of a sentence in order."""
    return _Reader(sentence, terms, quantities, known).phrases()


class _Reader:
    def __init__(self, sentence: Sentence, terms: Sequence[Term], quantities: Sequence[Quantity], known: Known) -> None:
        self.known = known
        self.sentence = sentence
        self.lower = sentence.lower
        self.terms = terms
        self.grammar: ClauseWords = words()
        self.ending: Mapping[int, Quantity] = {quantity.end: quantity for quantity in quantities}
        self.quantities = quantities
        self.starting = {quantity.start: quantity for quantity in quantities}
        self.acts: dict[int, Term] = {}
        for term in terms:
            if term.category in _ACTS:
                other = self.acts.get(term.start)
                if other is None or (term.end, term.category == "munition.stop") > (
                    other.end,
                    other.category == "munition.stop",
                ):
                    self.acts[term.start] = term
        self.parts = {term.start for term in terms if term.category in ("munition.part", "munition.holder")}

    def phrases(self) -> tuple[Phrase, ...]:
        heads = self._heads()
        groups = [group for group in (self._group(*head) for head in heads) if group is not None]
        groups = [replace(group, end=end_of_kinds(self.sentence, group.end)) for group in groups]
        groups = [self._in_all(group) for group in self._join_mixes(groups)]
        if groups or self.known.launched:
            groups += read_bare(self.sentence, self.terms, self.quantities, self.acts, groups, self.known.implied)
        groups = with_rests(self.lower, sorted(groups, key=lambda group: group.start), self.known)
        return self._coordinate(groups)

    def _heads(self) -> list[tuple[int, int, str | None]]:
        """Return the countable weapon nouns that are not just describing another noun."""
        dropped = is_dropped(self.sentence, self.terms) or self.known.of("aerial_bomb") is not None
        best: dict[int, Term] = {}
        for term in self.terms:
            if term.category in COUNTABLE or (term.category == "weapon.bomb" and dropped):
                other = best.get(term.start)
                if other is None or term.end > other.end:
                    best[term.start] = term
        blocked: list[tuple[int, int]] = [
            (term.start, term.end)
            for term in self.terms
            if term.category in ("weapon.ied", "weapon.mine", "weapon.grenade")
        ]
        heads: list[tuple[int, int, str | None]] = []
        covered = 0
        for start in sorted(best):
            term = best[start]
            end = term.end
            if start < covered or any(low <= start < high for low, high in blocked):
                continue
            if self._describes(term):
                continue
            covered = end
            heads.append((start, end, COUNTABLE.get(term.category, "aerial_bomb")))
        return heads

    def _describes(self, term: Term) -> bool:
        """Whether the noun only describes the next one ("drone strike", "missile defences", "Kh-59 missile")."""
        if term.end >= len(self.lower):
            return False
        following = self.lower[term.end]
        plural = self._plural(term)
        if term.end in self.parts and not (plural and term.end in self.acts):
            return True
        if following == "-":
            return True
        at = term.end
        while not plural and at < len(self.lower) and at - term.end < 2 and self.lower[at] in _MAKES:
            at += 1
        return any(other.start in (term.end, at) and other.category in COUNTABLE for other in self.terms)

    def _plural(self, term: Term) -> bool:
        last = self.lower[term.end - 1]
        return last.endswith("s") and last != term.name.split()[-1]

    def _group(self, head: int, end: int, kind: str | None) -> Group | None:
        """Read the number and determiner left of a weapon noun."""
        lower = self.lower
        plural = lower[end - 1].endswith("s") or lower[end - 1] in ("aircraft", "torpedoes")
        left = head
        while left > 0 and head - left < _MODIFIERS and left not in self.ending and self._modifies(left - 1):
            left -= 1
        left = self._before_coordinated(left)
        number = self.ending.get(left)
        if number is not None:
            return self._numbered(number, end, kind, plural)
        before = lower[left - 1] if left else ""
        if before == "of" and left - 1 in self.ending:
            return Group(
                self.ending[left - 1].start, end, self.ending[left - 1].value, self.ending[left - 1].form, kind
            )
        if before == "of" and left >= 2 and lower[left - 2] in role_words().collective and plural:
            start = left - 3 if left >= 3 and lower[left - 3] in ("a", "the", "another") else left - 2
            start = self.ending[start].start if start in self.ending else start  # "three volleys of rockets"
            return Group(start, end, count(2, None), "bare", kind)
        if before in _DEFINITE or any(word in role_words().ordinal for word in lower[left:head]):
            return self._definite(left, head, end, kind, plural)
        if before == "another" and not plural and kind is not None:
            return Group(left - 1, end, count(1, 1), "another", kind)
        if before in ("with", "using", "by") and lower[end - 1] == "mortars":
            return None  # what they were fired from
        if kind is None:
            return None  # "weapons used in attacks": without a number the word counts nothing
        if plural:
            return Group(left, end, count(2, None), "bare", kind)
        if self.sentence.segment.kind == "headline":
            return Group(left, end, count(1, 1), "headline", kind)
        return None

    def _before_coordinated(self, left: int) -> int:
        """Return where the first of two describing words begins.

        Class: "120 Shahed-type and decoy drones", "forty-six 120 mm and 155 mm shells".
        """
        joint = left - 1
        if self.lower[joint:left] == ("and",) and self._calibre(left) and self._calibre(first := joint - 2):
            return first
        if self.lower[joint:left] != ("and",) or any(
            each.end == joint and each.category in COUNTABLE for each in self.terms
        ):
            return left
        start = joint - (self.lower[joint - 1] in role_words().weapon_role)
        while left - start < _MODIFIERS and start not in self.ending and start > 0 and self._modifies(start - 1):
            start -= 1
        described = start < joint and start in self.ending and not self.lower[joint - 1].endswith("s")
        return start if described else left

    def _calibre(self, at: int) -> bool:
        return at > 0 and self.lower[at].isdigit() and self.lower[at + 1 : at + 2] == ("mm",)

    def _modifies(self, at: int) -> bool:
        word = self.lower[at]
        if not word[0].isalnum() or word in self.grammar.preposition or word in self.grammar.conjunction:
            return word == "-"
        if word in self.grammar.determiner or word in self.grammar.auxiliary or word in self.grammar.relative:
            return False
        if word in role_words().weapon_role:
            return self.lower[at + 1] not in self.grammar.stop
        if at in self.acts:
            return (
                at + 1 < len(self.lower)
                and word.endswith(("ed", "ing"))
                and (at in self.ending or self.lower[at - 1] in ("a", "the"))
            )
        return word not in self.grammar.verb and word not in self.grammar.pronoun

    def _numbered(self, number: Quantity, end: int, kind: str | None, plural: bool) -> Group | None:
        lower, start = self.lower, number.start
        if number.form == "article":
            if kind is None:
                return None
            if any(word in role_words().ordinal for word in lower[number.end : end]):
                return Group(start, end, count(1, 1), "another", kind)
            return Group(start, end, number.value, number.form, kind) if not plural else None
        at = start
        if at and lower[at - 1] in ("the", "these", "those", "all", "its", "their", "other", "remaining"):
            at -= 1
            if at and lower[at - 1] in ("all", "of", "the"):
                at -= lower[at - 1] != "of"
        if at and lower[at - 1] == "of":
            if lower[max(0, at - 3) : at - 1] in (("every", "one"), ("each", "one")):
                return Group(at - 3, end, number.value, number.form, kind, every=True, whole=number.value)
            outer = self._outer(at - 1)
            if outer is not None:
                return self._taken(outer, end, kind, number.value)
            if lower[at - 2 : at - 1] and lower[at - 2] in _SHARES:  # "most of the 30 rockets"
                return Group(at - 2, end, None, "most", kind, partitive=True, whole=number.value)
            if lower[at - 2 : at - 1] and lower[at - 2] in role_words().formation:  # "a squadron of six drones"
                start = at - 2 - (lower[max(0, at - 3) : at - 2] in (("a",), ("the",), ("another",)))
            return Group(start, end, number.value, number.form, kind)
        if lower[at] == "all" or (start and lower[start - 1] == "all") or number.form == "both":
            return Group(at, end, number.value, number.form, kind, every=True, whole=number.value)
        definite = lower[at] in _DEFINITE or lower[at] in ("other", "remaining")
        only = lower[max(0, start - 1) : start] == ("the",) and lower[start : start + 1] == ("only",)
        return Group(at, end, number.value, number.form, kind, partitive=definite and not only, every=only)

    def _outer(self, of_at: int) -> Quantity | None:
        """Return the number phrase that ends right before "of" or "out of"."""
        if of_at in self.ending:
            return self.ending[of_at]
        return self.ending.get(of_at - 1) if self.lower[of_at - 1 : of_at] == ("out",) else None

    def _taken(self, outer: Quantity, end: int, kind: str | None, whole: Count | None) -> Group:
        """Read a part of a whole: "31 of the 44", "all but two of the 24", "not one of the ten"."""
        lower, start = self.lower, outer.start
        if start >= 2 and lower[start - 2 : start] == ("all", "but"):
            rest = outer.value
            left = None
            base = self.known.of(kind) if whole is None else whole
            if base is not None and base.max is not None and rest.max is not None:
                left = count(max(0, base.min - rest.max), max(0, base.max - rest.min))
            return Group(start - 2, end, left, "all_but", kind, partitive=True, whole=whole, rest=rest)
        none = outer.form == "none"
        return Group(start, end, outer.value, outer.form, kind, partitive=True, whole=whole, every=none)

    def _definite(self, left: int, head: int, end: int, kind: str | None, plural: bool) -> Group:
        """Read "the missiles", "both bombs", "nine of the drones", "the second missile"."""
        lower = self.lower
        start = left - 1 if left else left
        if lower[start] == "both":
            return Group(start, end, count(2, 2), "both", kind, every=True, whole=count(2, 2))
        if start and lower[start - 1] == "both":
            return Group(start - 1, end, count(2, 2), "both", kind, every=True, whole=count(2, 2))
        if start and lower[start - 1] == "all" and plural and (told := self.known.of(kind)) is not None:
            return Group(start - 1, end, told, "all", kind, partitive=True, every=True)  # "all the missiles"
        if start and lower[start - 1] == "of":
            outer = self._outer(start - 1)
            if outer is not None:
                return self._taken(outer, end, kind, None)
            if lower[start - 2 : start - 1] and (lower[start - 2] in _SHARES or lower[start - 2] == "all"):
                return Group(start - 2, end, None, "most", kind, partitive=True)
        if "only" in lower[left:head] and not plural:
            return Group(start, end, count(1, 1), "only", kind, every=True, whole=count(1, 1))
        ordinal = any(word in role_words().ordinal for word in lower[left:head])
        if ordinal and not plural and lower[start] in ("the", "its", "their"):
            return Group(start, end, None, "ordinal", kind, partitive=True)
        if plural and not ordinal and kind in _UNCOUNTED and lower[start] == "the" and not self.known.launched:
            # "The shells fell near a well": nobody counted them. Of drones and missiles an earlier number may be meant.
            return Group(start, end, count(2, None), "bare", kind)
        single = not plural and not ordinal
        return Group(start, end, None, "the_one" if single else "definite", kind, partitive=True)

    def _join_mixes(self, groups: list[Group]) -> list[Group]:
        """Join "60 missiles and drones" and "drones, missiles and bombs" into one group without a type."""
        joined: list[Group] = []
        for group in groups:
            last = joined[-1] if joined else None
            if (
                last is not None
                and last.count is not None
                and group.form == "bare"
                and last.form not in ("article", "headline", "another")
                and (last.end == group.start or self._joins(last.end, group.start))
                and not (last.form == "bare" and group.form != "bare")
            ):
                kind = last.type if last.type == group.type and not last.mix else None
                joined[-1] = replace(last, end=group.end, type=kind, mix=True)
            else:
                joined.append(group)
        return joined

    def _in_all(self, group: Group) -> Group:
        """Count "volleys of rockets at the town in the night, about 70 in all" by the number that follows."""
        comma = group.end
        while (
            comma < min(len(self.lower), group.end + _TO_TOTAL) and self.lower[comma] != "," and comma not in self.acts
        ):
            comma += 1
        number = self.starting.get(comma + 1)
        if number is None or self.lower[comma] != "," or (comma > group.end and group.form != "bare"):
            return group
        if self.lower[number.end : number.end + 2] in (("in", "all"), ("in", "total")):
            return replace(group, end=number.end + 2, count=number.value, form=number.form)
        return group

    def _joins(self, end: int, start: int) -> bool:
        return are_joined(self.sentence, end, start, self.acts)

    def _is_list(self, groups: Sequence[Group], group: Group) -> bool:
        """Whether a comma before a group is one of a list that ends in "and"; elsewhere it parts two thoughts."""
        if self.lower[group.start - 1] != ",":
            return True
        at = groups.index(group)
        later = [self.lower[one.end : two.start] for one, two in zip(groups[at:], groups[at + 1 :], strict=False)]
        for between in later:
            if "and" in between and only_joiners(between):
                return True
            if between != (",",):
                return False
        return False

    def _coordinate(self, groups: Sequence[Group]) -> tuple[Phrase, ...]:
        phrases: list[Phrase] = []
        for group in groups:
            last = phrases[-1] if phrases else None
            named = last is not None and group.named and last.groups[-1].named
            joined = last is not None and self._joins(last.end, group.start) and self._is_list(groups, group)
            if last is not None and named and joined and not opens_thought(self.lower, last, group):
                phrases[-1] = Phrase(last.start, group.end, (*last.groups, group))
            else:
                phrases.append(Phrase(group.start, group.end, (group,)))
        return tuple(_with_ordinals(phrase) for phrase in phrases)


def _with_ordinals(phrase: Phrase) -> Phrase:
    """Count "the sixth missile" and "the Kinzhal" as one where numbers stand beside it ("and two other drones")."""
    if len(phrase.groups) == 1 or all(group.count is None for group in phrase.groups):
        return phrase
    single = ("ordinal", "the_one")
    groups = tuple(replace(one, count=count(1, 1)) if one.form in single else one for one in phrase.groups)
    return replace(phrase, groups=groups)
