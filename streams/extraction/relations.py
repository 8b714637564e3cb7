"""Say what a later figure of an article does to the one before it: replaces, adds, disputes or repeats it.

Example: after "killing four people, officials said", the sentence "The toll rose to six" replaces, "The rebels put the
dead at nine" disputes, "Five attackers were killed" adds, and "One of the dead was a nurse" repeats.
"""

from __future__ import annotations

from typing import Literal

from schemas.base import Count
from streams.extraction.casualty_ordinals import ORDINAL
from streams.extraction.clauses import words
from streams.extraction.relation_places import is_apart, is_elsewhere, is_local_part
from streams.extraction.relation_readings import Reading, is_general
from streams.extraction.relation_sides import (
    are_the_attackers,
    by_the_hostile,
    is_after_hostile,
    is_other_side,
    says_nobody,
)
from streams.extraction.relation_times import died_at_once, tells_of_before
from streams.text.number_words import number_words
from streams.text.types import PlaceMention, ReadArticle, ReadClaim

Relation = Literal["replaces", "adds", "disputes", "repeats"]

#: Rules that read a figure which can take the place of an earlier one.
_RESTATES, _CORRECTS = "toll", frozenset(("corrected_figure", "update_launched"))
#: What is left after those shot down can have hit; any statement about hits says more.
_REST = "hit_rest"
_OTHERS = "others_"
#: Rules that read some of the victims only.
_DETAILS = frozenset(("lost_limb", "among"))
_BODIES = "bodies"
_PUT = frozenset(("put", "puts", "putting"))
#: Sources that disagree by more than this speak of different things.
_RIVAL_RATIO = 4


def relation_of(
    current: Count, holder: Reading, reading: Reading, read: ReadArticle, told: frozenset[PlaceMention] = frozenset()
) -> Relation:
    """Say what a later reading does to the count so far: replaces, adds, disputes, or repeats it.

    ``told`` are the towns in which the people of the count so far came to harm, as far as their sentences say.
    A later figure without a sign that it updates, adds or disputes is taken for a detail or another attack: the figure
    that the text gave first stands.
    """
    new = reading.count
    if ORDINAL in (reading.first.rule, holder.first.rule) and new.min != current.min:
        # "A third guard has died" after two dead; "two had been killed" after the third is told.
        return "replaces" if new.min > current.min else "repeats"
    if _updates(reading, current, read) or holder.first.rule == _REST or _holds_the_late(holder, reading, read):
        return "replaces"
    if reading.first.rule.startswith(_OTHERS) or _is_next_weapon(current, reading, read):
        return "adds"
    if _is_weapon_besides(holder, reading, read):
        return "adds"
    if _is_further(holder, reading, read):
        return "adds"
    if holder.first.rule == "died_later" and tells_of_before(reading.first, read):
        # "An officer has died of his wounds. The blast killed five others on the spot."
        return "adds"
    if new == current:
        return "adds" if are_the_attackers(holder, reading, read) else "repeats"
    if _holds_the_one(holder, reading, read):
        return "replaces"
    if is_other_side(holder, reading, read) or is_after_hostile(holder, reading, read):
        return "adds"
    if new.max == 0:
        # "No children were hurt" after a figure says something of some people, not of all.
        denied = says_nobody(holder.first, reading.first) and not is_apart(reading.first, told, read)
        return "disputes" if denied else "repeats"
    if current.max == 0:
        return "disputes" if says_nobody(reading.first, holder.first) else "replaces"
    if is_apart(reading.first, told, read):
        further = reading.first.role in ("total", "part") and is_elsewhere(reading.first, holder.first, read)
        return "adds" if further else "repeats"
    if new.min < current.min and died_at_once(reading.first, read):
        return "repeats"
    if _within(new, current):
        if reading.first.rule == _BODIES and new.min == current.min and holder.first.rule != _BODIES:
            return "repeats"  # "at least 18 were killed ... He counted 18 bodies": there may be more
        rival = _boasts(holder.first, reading.first) or _outbids(holder.first, reading, read)
        return "disputes" if rival else "replaces"
    if is_local_part(reading.first, current.min, told, read) and not _puts(reading, read):
        return "repeats"
    if _is_rival(current, holder.first, reading, read):
        return "disputes"
    return "repeats"


def _updates(reading: Reading, current: Count, read: ReadArticle) -> bool:
    """Whether a reading says that it takes the place of an earlier figure: "rose to", "later confirmed", "corrected".

    "The ministry put the dead at nine" restates a toll as well, but as one source beside another.
    """
    rules = {each.claim.rule for each in reading.claims}
    cues = {term.category for term in read.terms[reading.sentence]}
    if rules & _CORRECTS or "discourse.revision" in cues:
        return True
    if _is_now(reading, read) and reading.count.min > current.min:
        return True
    unnamed = reading.first.attribution is None and not _puts(reading, read)
    return _RESTATES in rules and ("discourse.update" in cues or unnamed)


def _is_now(reading: Reading, read: ReadArticle) -> bool:
    """Whether a larger number is the present one ("thirteen people were now being treated")."""
    claim, lower = reading.first, read.sentences[reading.sentence].lower
    return claim.kind == "wounded" and "now" in lower[max(0, claim.start - 2) : claim.end + 4]


def _holds_the_late(holder: Reading, reading: Reading, read: ReadArticle) -> bool:
    """Whether a larger number holds one who died later: "A clerk has died. It has now killed six", "That makes six"."""
    claim, lower = reading.first, read.sentences[reading.sentence].lower
    more = holder.first.rule == "died_later" and reading.count.min > holder.count.min
    return more and claim.kind == "killed" and not _WHOLE.isdisjoint(lower[max(0, claim.start - 3) : claim.end + 4])


_WHOLE = frozenset(("now", "makes", "making", "brings"))


def _puts(reading: Reading, read: ReadArticle) -> bool:
    """Whether somebody puts a figure at a number: a source speaks, even where its name was not read."""
    return not _PUT.isdisjoint(read.sentences[reading.sentence].lower)


def _within(inner: Count, outer: Count) -> bool:
    """Whether ``inner`` is a sharper reading of ``outer`` ("dozens", then "34")."""
    if inner.min < outer.min:
        return False
    return outer.max is None or (inner.max is not None and inner.max <= outer.max)


def _holds_the_one(holder: Reading, reading: Reading, read: ReadArticle) -> bool:
    """Whether people in general hold the one who was told first, by what he was.

    Class: "The strike killed a senior commander ... Health officials said it killed five people"; not "five others";
    "killing the driver ... 31 bodies have been found".
    """
    one = len(holder.claims) == 1 and holder.count == Count(min=1, max=1) and holder.first.rule == "active_object"
    whole = reading.first.rule in _HOLDING and reading.first.role == "total" and reading.count.min > 1
    span = _span(reading.first, read)
    return (
        one
        and whole
        and is_general(reading.first, read)
        and _MORE_THAN_ONE.isdisjoint(span)
        and not by_the_hostile(reading.first, read)
    )


_HOLDING = ("active_object", _BODIES)
_MORE_THAN_ONE = frozenset(("other", "others", "more", "another"))


def _outbids(held: ReadClaim, reading: Reading, read: ReadArticle) -> bool:
    """Whether somebody else gives more than the number an authority has counted so far.

    Class: "At least 85 were killed, emergency officials said. Residents put the toll at 120." Not after "dozens", which
    nobody has counted.
    """
    claim, words = reading.first, read.sentences[held.sentence].lower[held.start : held.end]
    counted = any(word.isdigit() or word in number_words().number for word in words)
    other = claim.attribution is not None or _puts(reading, read)
    return counted and held.official and other and not claim.official and claim.attribution != held.attribution


def _is_rival(current: Count, held: ReadClaim, reading: Reading, read: ReadArticle) -> bool:
    """Whether a reading is a rival total: of another source, of people in general, and a number that was counted.

    "A doctor put the dead at nine" disputes another total; "a nurse said that seven children were brought in" does not,
    nor do five bodies found where 14 are known to have died.
    """
    claim = reading.first
    spoken = claim.attribution is not None or _puts(reading, read) or _gives_other(reading, read)
    partial = claim.rule == _BODIES and reading.count.min < current.min
    return (
        spoken
        and not partial
        and (claim.attribution is None or claim.attribution != held.attribution)
        and claim.role == "total"
        and reading.count.max is not None
        and reading.count.min <= _RIVAL_RATIO * max(current.min, current.max or 0, 1)
        and claim.rule not in _DETAILS
        and (None in (held.victims, claim.victims) or held.victims == claim.victims)
        and (
            is_general(claim, read)
            or _puts(reading, read)
            or _gives_other(reading, read)
            or _claims_more(current, held, claim, read)
        )
        and not _is_sum(current, reading)
        and not _is_of_the_day(reading, read)
        and not _names_second(reading, read)
        and not _is_of_a_hospital(current, claim)
    )


def _is_of_a_hospital(current: Count, claim: ReadClaim) -> bool:
    """Whether hospitals tell whom they received, some of those who died in all places ("at least 32")."""
    return current.max is None and claim.count.min < current.min and "hospitals" in (claim.attribution or "").lower()


def _claims_more(current: Count, held: ReadClaim, claim: ReadClaim, read: ReadArticle) -> bool:
    """Whether a side of the fight claims more of the same people than its enemy admits.

    Class: after "nine soldiers were killed, the ministry said": "The rebels said they had killed 30 soldiers".
    """
    own = read.sentences[claim.sentence].lower[claim.end - 1]
    same = own == read.sentences[held.sentence].lower[held.end - 1]
    return claim.modality == "claimed" and claim.rule == "active_object" and same and claim.count.min > current.min


def _boasts(held: ReadClaim, claim: ReadClaim) -> bool:
    """Whether who attacked says how many it killed: that makes no "at least nine" of others more exact.

    Class: "At least nine died, the ambulance service said. The group claimed to have killed 14".
    """
    return claim.modality == "claimed" != held.modality and claim.rule == "active_object"


def _gives_other(reading: Reading, read: ReadArticle) -> bool:
    """Whether a source is said to give another number ("gave a higher toll, saying 14 miners had died")."""
    lower = read.sentences[reading.sentence].lower
    return any(word in _DIFFERENT and lower[at + 1 : at + 2] in _FIGURES for at, word in enumerate(lower))


_DIFFERENT = frozenset(("higher", "lower", "different", "conflicting"))
_FIGURES = frozenset((("toll",), ("figure",), ("number",), ("count",), ("figures",), ("death",)))


def _is_sum(current: Count, reading: Reading) -> bool:
    """Whether the numbers of a sentence only part the total: "nine in the first town, six in the second"."""
    return len(reading.claims) > 1 and sum(each.claim.count.min for each in reading.claims) == current.min


def _is_of_the_day(reading: Reading, read: ReadArticle) -> bool:
    """Whether a number sums up a day's attacks ("Since dawn, 43 people have been killed across the Strip")."""
    lower = read.sentences[reading.sentence].lower
    return any(word == "since" and not _HOURS.isdisjoint(lower[at + 1 : at + 4]) for at, word in enumerate(lower))


_HOURS = frozenset(("dawn", "daybreak", "sunrise", "midnight", "morning", "noon", "nightfall"))


def _is_further(holder: Reading, reading: Reading, read: ReadArticle) -> bool:
    """Whether a sentence tells of further victims of the same attack, people whom the total before does not hold.

    Class: "killed seven guards. A clerk was also killed", "killed two waiters. He then shot a driver dead", "A second
    missile hurt three more", "Rescuers later recovered the body of a man". A total of people in general may hold them.
    """
    claim, lower = reading.first, read.sentences[reading.sentence].lower
    span = lower[claim.start : claim.end]
    if claim.role not in ("total", "part") or reading.denied or claim.count.max == 0:
        return False
    if not _SURVIVORS.isdisjoint(span) and _SURVIVORS.isdisjoint(_span(holder.first, read)):
        return True  # "One of the survivors was then murdered"
    if "of" in span[:2]:
        return False
    if claim.rule == _BODIES:
        recovered = "later" in lower[max(0, claim.start - 8) : claim.start]
        return recovered and holder.first.rule not in (_RESTATES, _BODIES)
    if claim.rule == "active_object" and span[-1:] == ("them",) and _names_second(reading, read):
        return True
    if "more" in span and "than" not in span and _names_second(reading, read):
        return True
    if is_general(holder.first, read) or holder.first.rule == _RESTATES:
        return False
    own = {each.claim.victims for each in holder.claims}
    if _SELVES.intersection(span) and not own & {"attacker"}:
        # "killed 13 people. An hour later a bomber killed herself and a guard"
        return True
    if claim.rule == "active_object":
        return not _MOREOVER.isdisjoint(lower[max(0, claim.start - 4) : claim.start])
    # "He was also killed" and "the driver was also killed" may mean somebody told before.
    # After eight soldiers "the driver of the bus, Omar Haddad, also died" means none of them.
    others = own == {"fighter"} and claim.victims == "civilian" and span[0] in words().definite
    also = "also" in lower[max(0, claim.start - 3) : claim.end + (2 if others else 1) * _ALSO_REACH]
    return also and (others or span[0] not in words().pronoun | words().definite)


def _span(claim: ReadClaim, read: ReadArticle) -> tuple[str, ...]:
    return read.sentences[claim.sentence].lower[claim.start : claim.end]


#: "Four soldiers who escorted it were also killed".
_ALSO_REACH = 6
_SURVIVORS = frozenset(("survivor", "survivors"))
_SELVES = frozenset(("himself", "herself", "themselves"))
_MOREOVER = frozenset(("also", "then"))
_NEXT = frozenset(("second", "third", "fourth", "another"))


def _names_second(reading: Reading, read: ReadArticle) -> bool:
    """Whether a sentence tells of a second weapon or strike ("a second missile", "another explosion")."""
    sentence = reading.sentence
    lower = read.sentences[sentence].lower
    starts = {term.start for term in read.terms[sentence] if term.category.startswith(("act.", "weapon."))}
    return any(word in _NEXT and not starts.isdisjoint((at + 1, at + 2)) for at, word in enumerate(lower))


def _is_next_weapon(current: Count, reading: Reading, read: ReadArticle) -> bool:
    """Whether a sentence tells of the weapon that comes after those counted.

    Class: after "A missile hit a school": "A second missile hit a house, a third was shot down".
    """
    if reading.first.munition is None or current.max != current.min or reading.count.max != len(reading.claims):
        return False
    spans = [read.sentences[reading.sentence].lower[each.claim.start : each.claim.end] for each in reading.claims]
    ranks = [_WEAPON_RANKS.get(span[1]) if span[:1] == ("a",) and len(span) > 1 else None for span in spans]
    return ranks == list(range(current.min + 1, current.min + 1 + len(spans)))


def _is_weapon_besides(holder: Reading, reading: Reading, read: ReadArticle) -> bool:
    """Whether a sentence says that it adds a weapon of another kind to those counted.

    Class: after "A missile was intercepted": "In addition, a drone was shot down over the sea"; not another missile,
    which may be the one that was counted.
    """
    kinds = {each.claim.munition for each in holder.claims}, {each.claim.munition for each in reading.claims}
    if None in kinds[0] | kinds[1] or kinds[0] & kinds[1] or reading.sentence == holder.sentence:
        return False
    return read.sentences[reading.sentence].lower[:2] in _BESIDES or (
        read.sentences[reading.sentence].lower[:1] == ("additionally",)
    )


_BESIDES = (("in", "addition"), ("besides", ","), ("besides", "this"))
_WEAPON_RANKS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
