"""Say whether two figures are of the two sides of a fight: attackers told apart, the other side's own losses.

Example: after "six policemen were killed", the sentence "Three terrorists also died" adds three.
"""

from __future__ import annotations

from collections.abc import Collection

from streams.extraction.relation_readings import Reading, is_general
from streams.lexicons.actors import load_actors
from streams.text.types import ReadArticle, ReadClaim

#: The rule that reads a side's own losses.
_LOST = "lost_men"


def is_other_side(holder: Reading, reading: Reading, read: ReadArticle) -> bool:
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
        return span[-3:-1] == ("of", "the") or not is_general(holder.first, read) or by_the_hostile(holder.first, read)
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


def is_after_hostile(holder: Reading, reading: Reading, read: ReadArticle) -> bool:
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
