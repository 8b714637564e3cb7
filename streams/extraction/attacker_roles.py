"""What a sentence says of a belligerent: that it attacked, says so itself, is blamed for it, or suffers.

Example: "Oman shot down two missiles fired by Yemen": Yemen acts (weapons fired "by" it), Oman only stops them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from streams.extraction.attacker_claims import claims, disowns, is_blamed, is_killing, past_aside
from streams.extraction.clauses import words
from streams.lexicons.actors import load_actors
from streams.lexicons.roles import role_words
from streams.text.types import Actor, Sentence, Term

#: What a role is worth: says that it did it, does it, is blamed by an authority, opens a clause of the attack.
CLAIMED, ACTED, BLAMED, THERE = 40, 4, 3, 1
#: Acts of a text that are no attacks of an actor's own.
_NO_ATTACK = frozenset(("act.clash", "act.intercept"))
_ATTACKS = frozenset(
    (
        "munition.launch",
        "munition.send",
        "munition.use",
        "attack.act",
        "weapon.other",
        "weapon.bombing",
        "weapon.small_arms",
        "harm.kill",
        "harm.abduct",
        "harm.seize",
        "harm.violence",
    )
)
_WEAPONS = tuple(
    f"weapon.{kind}"
    for kind in ("drone", "missile", "rocket", "shell", "aerial_bomb", "bomb", "torpedo", "implied", "bombing")
)
#: Acts that people suffer: without an object after them they may be passives ("soldiers taken from a bus").
_HARMS = frozenset(("act.kill", "harm.kill", "harm.violence", "harm.seize", "harm.abduct", "weapon.small_arms"))
_SENT = frozenset(("weapon.drone", "weapon.missile", "weapon.rocket", "weapon.any"))
#: Acts that begin a fight.
_BEGINS = frozenset(
    (
        "act.attack",
        "act.shooting",
        "act.bombing",
        "act.bombed",
        "act.launch",
        "munition.launch",
        "act.shelling",
        "act.massacre",
    )
)


def attacks_of(terms: Sequence[Term], clash: bool) -> Mapping[int, Term]:
    """Return the attacks of a sentence by their first token, stopped weapons left out."""
    craft = [term.start for term in terms if term.category == "air.craft"]
    sent = [term for term in terms if term.category in _SENT]
    stops = {
        term.start
        for term in terms
        if term.category == "munition.stop"
        and (term.end - term.start > 1 or _has_as_object(term, sent, terms))
        and not any(0 <= start - term.end <= 5 for start in craft)  # shooting down a helicopter is an attack
    }
    yields = {term.start for term in terms if term.category == "attack.yield"}
    yields |= {term.start for term in terms if term.name == "seize" and _takes_weapons(term, terms)}
    acts: dict[int, Term] = {}
    for term in terms:
        if term.start not in stops and term.start not in yields and _is_attack(term, clash):
            acts.setdefault(term.start, term)
    return acts


def _takes_weapons(act: Term, terms: Sequence[Term]) -> bool:
    """Whether it is weapons that are seized, which is no attack: "troops seized nine rifles"."""
    return any(0 <= term.start - act.end <= 3 and term.category.startswith("weapon.") for term in terms)


def _has_as_object(act: Term, sent: Sequence[Term], terms: Sequence[Term]) -> bool:
    """Whether weapons that were sent follow an act: "destroyed four drones", but not "destroyed a missile depot"."""
    things = {term.start for term in terms if term.category in ("munition.holder", "munition.part", "munition.stock")}
    return any(0 <= term.start - act.end <= 3 and term.end not in things for term in sent)


def _is_attack(term: Term, clash: bool) -> bool:
    """Whether a category is an attack; in a clash only what begins one."""
    if clash:
        return term.category in _BEGINS and (term.category != "act.shooting" or "fire" in term.name)
    category = term.category
    return category in _ATTACKS or (category.startswith("act.") and category not in _NO_ATTACK)


def worth_of(
    sentence: Sentence, actor: Actor, acts: Mapping[int, Term], terms: Sequence[Term], clash: bool, own: Sequence[Actor]
) -> int:
    """Return what the sentence says for the actor's having attacked."""
    lower = sentence.lower
    stops = [term.start for term in terms if term.category in ("munition.stop", "act.intercept")]
    if claims(lower, actor, acts, stops):
        return CLAIMED
    if disowns(lower, actor.end):
        return 0
    lead = _lead(lower, actor.start)
    before = lower[lead - 1] if lead else ""
    if before == "by" or lower[actor.start - 1 : actor.start] == ("by",):
        return ACTED if _act_before(lower, lead - 1, acts, terms) else 0
    if is_blamed(lower, actor, terms, own):
        return BLAMED
    if any(word in role_words().answer for word in lower[max(0, actor.start - 4) : actor.start]):
        return 0
    if _of_attackers(lower, actor.start) or (actor.kind != "state" and lower[actor.end : actor.end + 1] == ("siege",)):
        return ACTED  # "ended an al-Shabaab siege of a hotel"
    if (
        before == "from"
        and lead >= 2
        and lead - 2 in acts
        and acts[lead - 2].category in ("munition.launch", "act.launch")
    ):
        return ACTED
    if before == "from" and any(term.end == lead - 1 and term.category.startswith(_WEAPONS) for term in terms):
        return ACTED  # "two bombs from Israeli jets"
    if before in role_words().beside:
        return ACTED if _names_attack(lower, actor, acts, terms) else 0
    if before in role_words().aimed_at and not _is_member(lower, lead):
        return 0
    if _acts_itself(lower, actor, acts, terms):
        return ACTED
    there = acts and not clash and actor.kind != "state" and _is_subject(lower, actor, lead)
    return THERE if there else 0


def _of_attackers(lower: tuple[str, ...], start: int) -> bool:
    """Whether those who attacked belong to the actor: "the driver, a member of", "gunmen belonging to"."""
    if not any(word in ("of", "to") for word in lower[max(0, start - 3) : start]):
        return False
    near = lower[max(0, start - 14) : start]
    return any(word in role_words().attacker for word in near) and (
        "member" in near or "members" in near or "belonging" in near or "as" in near or "belong" in near
    )


def _is_member(lower: tuple[str, ...], lead: int) -> bool:
    """Whether people or things of the actor are meant: "a jet of the army", "fighters of"."""
    return lead >= 2 and lower[lead - 1] == "of" and lower[lead - 2] in load_actors().members


def _names_attack(lower: tuple[str, ...], actor: Actor, acts: Mapping[int, Term], terms: Sequence[Term]) -> bool:
    """Whether an attack is named after the actor: "in the RSF's drone strike", "killed in Israeli air raids"."""
    inside = any(at in acts and at > actor.start for at in range(actor.start, actor.end))
    mark = lower[actor.end : actor.end + 1] in (("'s",), ("’s",), ("'",), ("’",))
    return inside or actor.end in acts or (mark and any(at in acts for at in range(actor.end + 1, actor.end + 5)))


def _is_subject(lower: tuple[str, ...], actor: Actor, lead: int) -> bool:
    """Whether an armed group opens a clause and does something: "when rebels surrounded a mosque"."""
    grammar = words()
    opens = lead == 0 or lower[lead - 1] in ("when", "as", "after", "where", "—", ",", "-")
    opens = opens or (lead == 1 and lower[0][0].isalnum())
    following = lower[actor.end] if actor.end < len(lower) else "."
    active = (
        following[0].isalpha()
        and following.endswith(("ed", "s", "went", "led", "took", "came"))
        or following in grammar.verb
    )
    return (
        opens
        and active
        and following not in grammar.be
        and following not in role_words().says
        and following not in ("lost", "loses", "denied")
    )


def _lead(lower: tuple[str, ...], start: int) -> int:
    """Return where the noun phrase starts that an actor ends: "suspected fighters of the RSF"."""
    members = load_actors().members
    while start and (
        lower[start - 1] in role_words().actor_lead
        or lower[start - 1].isdigit()
        or (lower[start - 1] in members and lower[start] == "of")
    ):
        start -= 1
    return start


def _act_before(lower: tuple[str, ...], by_at: int, acts: Mapping[int, Term], terms: Sequence[Term]) -> bool:
    """Whether what is done "by" the actor is an attack, a weapon laid or sent, and not a stopped one."""
    if lower[by_at - 1 : by_at] in (("blamed",), ("said",), ("reported",), ("condemned",), ("confirmed",)):
        return False
    near = range(max(0, by_at - 16), by_at)
    for at in reversed(near):
        if lower[at] in (".", ";"):
            return False
        if any(term.category == "munition.stop" and term.start == at and term.name != "destroy" for term in terms):
            return False
        if at in acts or lower[at] == "claimed":
            return True
    return False


def _acts_itself(lower: tuple[str, ...], actor: Actor, acts: Mapping[int, Term], terms: Sequence[Term]) -> bool:
    """Whether the actor is the subject of an attack, or its weapon or its attack is named by it."""
    inside = range(actor.start, actor.end)
    weapon = any(term.start in inside and term.category.startswith(_WEAPONS) for term in terms)
    attack = any(at in acts and at > actor.start for at in inside)
    if attack or (weapon and not _stopped(actor, terms)):
        return True
    grammar = words()
    at, passive, armed = actor.end, False, False
    if lower[at : at + 1] in (("'s",), ("’s",), ("'",), ("’",)):
        at += 1
    at = past_aside(lower, at)
    for step in range(5):
        place = at + step
        if place >= len(lower):
            return False
        if place in acts and lower[place] not in grammar.be:
            term = acts[place]
            if lower[place] == "uses" and lower[actor.start - 2 : actor.start - 1] in (("that",), ("which",)):
                return False  # "drones that the army uses against the rebels": what it does at other times
            target = lower[place] in ("targets", "target") and lower[place + 1 : place + 2] != ("the",)
            if _only_rises(lower, term, acts, terms):
                return False
            rider = place > actor.end + 1 and lower[place].endswith("ing") and lower[place - 1] == ","
            if rider:
                return False  # "..., taking the toll to six"
            by_others = _is_suffered(lower, term)
            return (
                not passive
                and not target
                and not by_others
                and (term.category != "act.kill" or is_killing(lower[place], term))
            )
        word = lower[place]
        if word == "and" and _is_object(lower, actor, acts):
            return False  # "killed four soldiers and seized two": it is not the soldiers who seize
        if word == "with":  # "men with rifles fired"
            armed = True
            continue
        if (
            word in ("in", "from", "near") and not passive and actor.kind != "state"
        ):  # "fighters in the region abducted"
            return _acts_after_place(lower, place + 1, acts)
        if any(term.start == place and term.category.startswith("weapon." if armed else _WEAPONS) for term in terms):
            continue
        passive = passive or word in grammar.be
        if not (
            word in grammar.adverb
            or word in grammar.auxiliary
            or (word in load_actors().members and (actor.kind != "state" or actor.country is None))
            or word in load_actors().forces
            or word in ("and", "long-range", "first")
        ):
            return False
    return False


def _only_rises(lower: tuple[str, ...], act: Term, acts: Mapping[int, Term], terms: Sequence[Term]) -> bool:
    """Whether aircraft are only sent up, and no attack of theirs is told: "Poland sent up jets as a precaution".

    Not "sent jets that bombed a village"; what others do behind "after drones struck Lviv" is none of theirs.
    """
    if act.name != "send" or not any(
        term.category == "air.craft" and 0 <= term.start - act.end <= _CRAFT_REACH for term in terms
    ):
        return False
    end = next((at for at in range(act.end, len(lower)) if lower[at] in _ELSEWHERE), len(lower))
    return not any(act.end <= at < end for at in acts)


_CRAFT_REACH = 5
_ELSEWHERE = frozenset(("after", "as", "when", "while", "because", "amid", "during", "following", ";"))


def _is_object(lower: tuple[str, ...], actor: Actor, acts: Mapping[int, Term]) -> bool:
    """Whether an act stands right before an actor, a number or an adjective between: "killing four soldiers"."""
    for at in range(actor.start - 1, max(-1, actor.start - 5), -1):
        if at in acts:
            return lower[at] not in words().be
        if not lower[at][0].isalnum() or lower[at] in words().preposition or lower[at] == "and":
            return False
    return False


def _acts_after_place(lower: tuple[str, ...], start: int, acts: Mapping[int, Term]) -> bool:
    """Whether a verb of attack follows a place: it must end in -ed, or the place's nouns would do."""
    for place in range(start, min(start + 7, len(lower))):
        if not (lower[place][0].isalnum() or lower[place] in ("'s", "’s")):
            return False
        if place in acts and lower[place].endswith("ed") and not _is_suffered(lower, acts[place]):
            return lower[place - 1] not in words().be
    return False


#: What follows a participle that is suffered: where or when it was ("the number of soldiers killed since May").
_SETTINGS = frozenset(
    (
        "in",
        "near",
        "at",
        "when",
        "while",
        "during",
        "after",
        "since",
        "on",
        "as",
        "along",
        "inside",
        "outside",
        "overnight",
    )
)


def _is_suffered(lower: tuple[str, ...], term: Term) -> bool:
    """Whether who stands before an act suffers it: "killed by a bomb", "eight soldiers shot dead, 20 wounded"."""
    following = lower[term.end] if term.end < len(lower) else "."
    if following == "by":
        return True
    shot = lower[term.start] == "shot"
    harms = (shot or term.category in _HARMS) and lower[term.start].endswith(("ed", "t", "n"))
    return harms and (not following[0].isalnum() or following in _SETTINGS)


def _stopped(actor: Actor, terms: Sequence[Term]) -> bool:
    """Whether the weapons that an actor's name describes are only spoken of as its equipment."""
    return any(term.category in ("munition.holder", "munition.idle") and term.start == actor.end for term in terms)


def suffers(sentence: Sentence, actor: Actor, acts: Mapping[int, Term]) -> bool:
    """Whether an attack is aimed at the actor: "an attack on the army", "ambushed soldiers"."""
    lower = sentence.lower
    lead = _lead(lower, actor.start)
    if lead and lower[lead - 1] in ("on", "against", "at", "targeting"):
        return any(at in acts for at in range(max(0, lead - 6), lead))
    return any(acts[at].end == lead and not lower[at].endswith("ing") for at in acts if at < lead)
