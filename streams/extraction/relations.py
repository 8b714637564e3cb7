"""Say what a later figure of an article does to the one before it: replaces, adds, disputes or repeats it.

Example: after "killing four people, officials said", the sentence "The toll rose to six" replaces, "The rebels put the
dead at nine" disputes, "Five attackers were killed" adds, and "One of the dead was a nurse" repeats.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from schemas.base import Count
from streams.extraction.anchoring import AnchoredClaim
from streams.extraction.casualty_ordinals import ORDINAL
from streams.extraction.relation_times import tells_of_before
from streams.lexicons.actors import load_actors
from streams.text.types import ReadArticle, ReadClaim

Relation = Literal["replaces", "adds", "disputes", "repeats"]

#: Rules that read a figure which can take the place of an earlier one.
_RESTATES, _CORRECTS = "toll", frozenset(("corrected_figure", "update_launched"))
#: What is left after those shot down can have hit; any statement about hits says more.
_REST = "hit_rest"
_OTHERS = "others_"
#: Rules that read some of the victims only.
_DETAILS = frozenset(("lost_limb", "among"))
#: The rule that reads a side's own losses.
_LOST = "lost_men"
_BODIES = "bodies"
_PUT = frozenset(("put", "puts", "putting"))
#: What people are called when nothing else is said of them.
_GENERAL = frozenset(
    ("people", "persons", "person", "bodies", "body", "dead", "deaths", "fatalities", "others", "victims", "lives",
     "of", "the")
)  # fmt: skip
#: Sources that disagree by more than this speak of different things.
_RIVAL_RATIO = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """What one sentence says of one kind, all its parts together."""

    sentence: int
    count: Count
    claims: tuple[AnchoredClaim, ...]

    @property
    def first(self) -> ReadClaim:
        """The first claim of the sentence."""
        return self.claims[0].claim

    @property
    def denied(self) -> bool:
        """Whether its sentence says that somebody denies it."""
        return any(each.claim.modality == "denied" for each in self.claims)


def relation_of(current: Count, holder: Reading, reading: Reading, read: ReadArticle) -> Relation:
    """Say what a later reading does to the count so far: replaces, adds, disputes, or repeats it.

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
    if _is_further(holder, reading, read):
        return "adds"
    if holder.first.rule == "died_later" and tells_of_before(reading.first, read):
        # "An officer has died of his wounds. The blast killed five others on the spot."
        return "adds"
    if new == current:
        return "repeats"
    if _is_other_side(holder, reading, read) or _is_after_hostile(holder, reading, read):
        return "adds"
    if new.max == 0:
        # "No children were hurt" after a figure says something of some people, not of all.
        return "repeats"
    if current.max == 0:
        return "replaces"
    if _within(new, current):
        return "replaces"
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
            _is_general(claim, read)
            or _puts(reading, read)
            or _gives_other(reading, read)
            or _claims_more(current, held, claim, read)
        )
        and not _is_sum(current, reading)
        and not _names_second(reading, read)
    )


def _claims_more(current: Count, held: ReadClaim, claim: ReadClaim, read: ReadArticle) -> bool:
    """Whether a side of the fight claims more of the same people than its enemy admits.

    Class: after "nine soldiers were killed, the ministry said": "The rebels said they had killed 30 soldiers".
    """
    own = read.sentences[claim.sentence].lower[claim.end - 1]
    same = own == read.sentences[held.sentence].lower[held.end - 1]
    return claim.modality == "claimed" and claim.rule == "active_object" and same and claim.count.min > current.min


def _gives_other(reading: Reading, read: ReadArticle) -> bool:
    """Whether a source is said to give another number ("gave a higher toll, saying 14 miners had died")."""
    lower = read.sentences[reading.sentence].lower
    return any(word in _DIFFERENT and lower[at + 1 : at + 2] in _FIGURES for at, word in enumerate(lower))


_DIFFERENT = frozenset(("higher", "lower", "different", "conflicting"))
_FIGURES = frozenset((("toll",), ("figure",), ("number",), ("count",), ("figures",), ("death",)))


def _is_sum(current: Count, reading: Reading) -> bool:
    """Whether the numbers of a sentence only part the total: "nine in the first town, six in the second"."""
    return len(reading.claims) > 1 and sum(each.claim.count.min for each in reading.claims) == current.min


def _is_general(claim: ReadClaim, read: ReadArticle) -> bool:
    """Whether a claim counts people without saying which: "nine", "17 people", "the dead"."""
    words = read.sentences[claim.sentence].lower[claim.start : claim.end]
    numbers = [
        found for found in read.quantities[claim.sentence] if found.start >= claim.start and found.end <= claim.end
    ]
    counted = max((found.end for found in numbers), default=claim.start) - claim.start
    return all(word in _GENERAL for word in words[counted:])


def _is_other_side(holder: Reading, reading: Reading, read: ReadArticle) -> bool:
    """Whether a reading counts people whom the first does not hold: attackers told apart, the other side's losses."""
    victims = {each.claim.victims for each in holder.claims}
    if all(each.claim.victims == "attacker" for each in reading.claims):
        return not victims & {"attacker", "mixed"}
    if _is_of_the_hostile(holder, reading, read):
        return True
    held = {each.claim.rule for each in holder.claims}
    return reading.first.rule == _LOST and _LOST not in held and victims == {"fighter"}


def _is_of_the_hostile(holder: Reading, reading: Reading, read: ReadArticle) -> bool:
    """Whether attackers died whom the total before, of others, does not hold.

    Class: after "six policemen were killed": "Three terrorists also died in the exchange of fire", "four of the gunmen
    were killed"; after "troops killed nine militants": "Two soldiers died". People in general may hold both, unless it
    is the armed who killed them: "Gunmen killed six people. Police later shot dead one gunman".
    """
    if len(reading.claims) > 1 or reading.first.role != "total":
        return False
    hostile, before = is_hostile(reading.first, read), is_hostile(holder.first, read)
    if hostile and not before:
        span = read.sentences[reading.sentence].lower[reading.first.start : reading.first.end]
        return span[-3:-1] == ("of", "the") or not _is_general(holder.first, read) or by_the_hostile(holder.first, read)
    return before and len(holder.claims) == 1 and reading.first.victims == "fighter" and not hostile


def by_the_hostile(claim: ReadClaim, read: ReadArticle) -> bool:
    """Whether armed people, not the state's, are said to have killed ("Gunmen opened fire, killing six people")."""
    before = read.sentences[claim.sentence].lower[claim.clause[0] : claim.start]
    armed = not _HOSTILE.isdisjoint(before) and load_actors().forces.isdisjoint(before)
    return armed and claim.rule == "active_object"


def attacked_by_hostile(read: ReadArticle, sentences: Collection[int]) -> bool:
    """Whether one of these sentences (indices) opens with armed people, not the state's, who attack.

    Class: "Gunmen launched an attack on a hotel", "The attackers first fired rockets at the camp".
    """
    for index in sentences:
        lower = read.sentences[index].lower
        at = next((at for at, word in enumerate(lower[:_OPENING]) if word in _HOSTILE or word in _ATTACKERS), None)
        if at is None or not load_actors().forces.isdisjoint(lower[:at]):
            continue
        acts = (term.start for term in read.terms[index] if term.category.startswith(("act.", "munition.send")))
        if any(0 < act - at <= _ACTS_NEAR for act in acts):
            return True
    return False


_OPENING = 4
#: Tokens from those who attack to the word for what they do.
_ACTS_NEAR = 4
_ATTACKERS = frozenset(("attacker", "attackers", "bomber", "bombers", "raiders", "shooter", "shooters"))


def is_hostile(claim: ReadClaim, read: ReadArticle) -> bool:
    """Whether the dead are of an armed group, by its name or by what they are called ("two Maoists", "gunmen")."""
    if claim.victims != "fighter":
        return False
    words = read.sentences[claim.sentence].lower[claim.start : claim.end]
    return not _HOSTILE.isdisjoint(words) or any(
        actor.kind != "state" and actor.sentence == claim.sentence and claim.start <= actor.start < claim.end
        for actor in read.actors
    )


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
    beside = lower[max(0, claim.start - 3) : claim.end + 3]
    if claim.rule == _BODIES:
        recovered = "later" in lower[max(0, claim.start - 8) : claim.start]
        return recovered and holder.first.rule not in (_RESTATES, _BODIES)
    if claim.rule == "active_object" and span[-1:] == ("them",) and _names_second(reading, read):
        return True
    if "more" in span and "than" not in span and _names_second(reading, read):
        return True
    if _is_general(holder.first, read) or holder.first.rule == _RESTATES:
        return False
    own = {each.claim.victims for each in holder.claims}
    other = claim.victims is not None and own.isdisjoint((claim.victims, "mixed", None))
    if _SELVES.intersection(span) and not own & {"attacker"}:
        # "killed 13 people. An hour later a bomber killed herself and a guard"
        return True
    if claim.rule == "active_object":
        return not _MOREOVER.isdisjoint(lower[max(0, claim.start - 4) : claim.start])
    return "also" in beside and other


def _span(claim: ReadClaim, read: ReadArticle) -> tuple[str, ...]:
    return read.sentences[claim.sentence].lower[claim.start : claim.end]


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


_WEAPON_RANKS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}


def _is_after_hostile(holder: Reading, reading: Reading, read: ReadArticle) -> bool:
    """Whether dead gunmen were told first and the people whom they killed after them."""
    hostile = len(holder.claims) == 1 and is_hostile(holder.first, read)
    return hostile and reading.first.role == "total" and reading.first.victims == "civilian"


_HOSTILE = frozenset(
    (
        "gunman",
        "gunmen",
        "militants",
        "militant",
        "terrorists",
        "terrorist",
        "jihadists",
        "jihadist",
        "insurgents",
        "insurgent",
        "extremists",
        "extremist",
        "assailants",
        "assailant",
    )
)
