"""Say whether two figures are of the two sides of a fight: attackers told apart, the other side's own losses.

Example: after "six policemen were killed", the sentence "Three terrorists also died" adds three.
"""

from __future__ import annotations

from collections.abc import Collection

from streams.extraction.casualty_findings import LOST
from streams.extraction.clauses import find_phrase, words
from streams.extraction.relation_readings import Reading, is_general
from streams.lexicons.actors import load_actors
from streams.text.types import ReadArticle, ReadClaim


def is_other_side(holder: Reading, reading: Reading, read: ReadArticle) -> bool:
    """Whether a reading counts people whom the first does not hold: attackers told apart, the other side's losses."""
    victims = {each.claim.victims for each in holder.claims}
    if all(each.claim.victims == "attacker" for each in reading.claims):
        return not victims & {"attacker", "mixed"} or (victims == {"mixed"} and _names_victims(holder, read))
    if _is_of_the_hostile(holder, reading, read):
        return True
    if victims <= {"fighter", "attacker"} and _are_bystanders(holder, reading, read):
        return True
    held = {each.claim.rule for each in holder.claims}
    if LOST not in held and tells_own(holder.first, reading, read):
        return True
    if not reading.first.rule.startswith(LOST) or LOST in held:
        return False
    return victims == {"fighter"} or (victims == {"civilian"} and not is_general(holder.first, read))


def says_nobody(told: ReadClaim, denial: ReadClaim) -> bool:
    """Whether a side says that nobody died whom an armed group, or its enemy, says it killed.

    Class: "The rebels said that all nine aboard had died. The army said that nobody was killed". An authority that knew
    of no dead at first is corrected by another, not denied.
    """
    named = told.attribution is not None and denial.attribution not in (None, told.attribution)
    return named and denial.kind == "killed" and denial.role == "total" and denial.official and not told.official


def are_the_attackers(holder: Reading, reading: Reading, read: ReadArticle) -> bool:
    """Whether as many attackers died as people before, and still are others: so their words say.

    Class: after "gunmen shot the mayor dead": "One of the gunmen was killed"; after "three policemen died": "All three
    attackers were killed". Not "the two attackers" after "troops killed two men".
    """
    span = read.sentences[reading.sentence].lower[reading.first.start : reading.first.end]
    before = read.sentences[holder.sentence].lower[holder.first.clause[0] : holder.first.start]
    if holder.first.rule == "active_object" and not load_actors().forces.isdisjoint(before):
        return False
    one = reading.count.max == 1 and reading.first.victims == "attacker"
    named = one or span[-3:-1] == ("of", "the") or span[0] == "all"
    return named and not is_hostile(holder.first, read) and is_other_side(holder, reading, read)


def tells_own(held: ReadClaim, reading: Reading, read: ReadArticle) -> bool:
    """Whether the other side of a fight tells its own losses, whom the first side's do not hold.

    Class: "Nine of its soldiers were killed, the Malian army said. Niger's army said four of its men had died",
    "The rebels reported three dead among their own". Not where the same source goes on, nor what a side says of its
    enemy.
    """
    claim = reading.first
    if claim.attribution is None or claim.attribution == held.attribution or held.attribution is None:
        return False
    if claim.attribution.lower() in words().pronoun or claim.role not in ("total", "part"):
        return False
    if not _is_party(claim, read):
        return False
    lower = read.sentences[claim.sentence].lower
    if _admits(lower, claim.start):
        return True
    if claim.kind == "wounded" and claim.end - claim.start == 1:
        # "four of its men had died and nine were hurt"
        return any(
            each.kind == "killed" and each.attribution == claim.attribution and _of_its_own(each, lower)
            for each in read.claims
            if each.sentence == claim.sentence and each.start < claim.start
        )
    return _of_its_own(claim, lower)


def _admits(lower: tuple[str, ...], start: int) -> bool:
    """Whether a side owns up to the dead ("the rebels admitted the death of two fighters")."""
    return lower[max(0, start - 4) : start - 3] in _ADMIT and lower[start - 3 : start] in _THE_LOSS


_ADMIT = (("admitted",), ("admits",), ("conceded",), ("acknowledged",))
_THE_LOSS = tuple(("the", noun, "of") for noun in ("death", "deaths", "loss"))


def _of_its_own(claim: ReadClaim, lower: tuple[str, ...]) -> bool:
    """Whether the words beside a number say that they are the speaker's own people."""
    said = lower[claim.start : claim.end + _OWN_REACH]
    at = claim.start + next((at for at, word in enumerate(said) if word in _OWN), len(said))
    if at < claim.end and lower[at - 1 : at] == ("of",):
        return True  # "four of its soldiers"
    between = lower[claim.end : at]
    return lower[at + 1 : at + 2] == ("own",) and "," not in between and words().verb.isdisjoint(between)


def _is_party(claim: ReadClaim, read: ReadArticle) -> bool:
    """Whether armed forces or a group say a number."""
    source = (claim.attribution or "").lower()
    if find_phrase(words().party, tuple(source.split()), 0, len(source.split())) is not None:
        return True
    sentence = read.sentences[claim.sentence]
    return any(
        sentence.text(actor.start, actor.end).lower() in source
        for actor in read.actors
        if actor.sentence == claim.sentence
    )


_OWN = frozenset(("its", "their"))
#: "Three dead and four wounded among its own": so many words after the number.
_OWN_REACH = 8


def _are_bystanders(holder: Reading, reading: Reading, read: ReadArticle) -> bool:
    """Whether civilians died beside the fighters told before, as nobody says of the same dead.

    Class: after "16 militants and five soldiers died": "A roof came down, and 13 civilians lost their lives". Of dead
    whom the army calls terrorists another source may say that they were villagers.
    """
    claim = reading.first
    if claim.victims != "civilian" or claim.role != "total" or is_general(claim, read):
        return False
    same = claim.attribution is None or claim.attribution == holder.first.attribution
    return same and len({each.claim.start for each in holder.claims}) > 1


def _names_victims(holder: Reading, read: ReadArticle) -> bool:
    """Whether a mixed number says who died, and no attackers: "nine civilians and three soldiers"."""
    spans = [read.sentences[one.claim.sentence].lower[one.claim.start : one.claim.end] for one in holder.claims]
    return all("and" in span and _UNNAMED.isdisjoint(span) and _HOSTILE.isdisjoint(span) for span in spans)


_UNNAMED = frozenset(("people", "persons", "others", "attackers", "attacker", "bodies", "dead"))


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
    if claim.rule == "toll" and claim.victims is None:
        return _numbers_hostile(claim, read)
    if claim.victims in ("fighter", None) and _are_of_a_group(claim, read):
        return True
    if claim.victims != "fighter":
        return False
    span = read.sentences[claim.sentence].lower[claim.start : claim.end]
    return not _HOSTILE.isdisjoint(span) or any(
        actor.kind != "state" and actor.sentence == claim.sentence and claim.start <= actor.start < claim.end
        for actor in read.actors
    )


def _numbers_hostile(claim: ReadClaim, read: ReadArticle) -> bool:
    """Whether a toll is that of an armed group alone: "the number of Maoists killed is 18".

    Not "the number of people killed by militants".
    """
    lower = read.sentences[claim.sentence].lower
    low = max(claim.clause[0], claim.start - _TOLL_REACH)
    of = next((at + 1 for at in range(low, claim.start) if lower[at : at + 2] == ("number", "of")), -1)
    if of < 0:
        return False
    named = {actor.start for actor in read.actors if actor.kind != "state" and actor.sentence == claim.sentence}
    first = of + 1 + (lower[of + 1] in ("suspected", "armed", "dead"))
    return lower[first] in _HOSTILE or first in named


#: Tokens from "number of" to the figure.
_TOLL_REACH = 20


def _are_of_a_group(claim: ReadClaim, read: ReadArticle) -> bool:
    """Whether words right after a number say of which armed group the dead are.

    Class: "42 dead of the militia", "the bodies of 51 elements of the group"; not "42 dead in the camp of the militia".
    """
    lower = read.sentences[claim.sentence].lower
    at = claim.end + (lower[claim.end : claim.end + 1] in _DEAD)
    if lower[at : at + 1] not in _BELONGING or lower[at + 1 : at + 2] != ("the",):
        return False
    named = (actor.start for actor in read.actors if actor.sentence == claim.sentence and actor.kind != "state")
    return any(at + 2 <= start <= at + 3 for start in named)


_DEAD = (("dead",), ("killed",), ("bodies",))
_BELONGING = (("of",), ("from",), ("among",))


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
