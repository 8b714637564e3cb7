"""Decide who attacked, from the roles that belligerents play in the clauses of the main event.

Example: in "71 of the 96 drones that Russia sent were shot down by Ukraine's gunners" Russia sent them and attacked;
who stops weapons is attacked. A claim of responsibility outweighs what others say; a fight that no side is said to have
begun has no attacker.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from streams.extraction.clauses import words
from streams.lexicons.actors import load_actors
from streams.text.types import Actor, Sentence, Term

#: What a role is worth; those of the first sentences count double, for later ones tell of other times as well.
_CLAIMED, _ACTED, _BLAMED, _THERE = 40, 4, 3, 1
_FIRST = 3
#: Acts of a text that are no attacks of an actor's own.
_NO_ATTACK = frozenset(("act.clash", "act.intercept"))
_ATTACKS = frozenset(
    (
        "munition.launch",
        "munition.send",
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
#: Before whom an attack is aimed, and before what else an actor only stands.
_TARGET_OF = frozenset(("on", "against", "at", "near", "outside", "targeting", "inside", "between", "to", "of"))
_BESIDE = frozenset(("in", "from", "with", "for", "amid"))
#: Those who attack in the attack told, before "of" or "belonging to" and their group.
_ATTACKERS = frozenset(
    [
        "attacker",
        "attackers",
        "gunman",
        "gunmen",
        "bomber",
        "bombers",
        "driver",
        "assailant",
        "assailants",
        "shooter",
        "shooters",
        "raiders",
        "hijackers",
        "kidnappers",
        "abductors",
    ]
)
#: Says only that something was done, the noun after it what.
_CARRIED = frozenset(("carried", "conducted", "mounted", "staged"))
_DENIED = frozenset(("denied", "denies", "deny", "rejected", "rejects", "no", "nobody", "neither", "not", "nor"))
_LEAD = frozenset(
    [
        "the",
        "a",
        "an",
        "suspected",
        "alleged",
        "armed",
        "fighters",
        "gunmen",
        "members",
        "rebels",
        "militants",
        "forces",
        "of",
        "jets",
        "troops",
        "two",
        "three",
        "several",
        "four",
        "five",
    ]
)
_ANSWER = frozenset(("response", "retaliation", "reply", "answer", "revenge"))
_SAYS = frozenset(["said", "says", "claimed", "claims", "announced", "confirmed", "reported", "say", "told"])
_OWN = frozenset(("it", "its", "they", "their", "he", "that"))


def attacker_of(
    sentences: Sequence[Sentence],
    terms: Sequence[Sequence[Term]],
    actors: Sequence[Actor],
    event_type: str,
    struck_country: str | None,
) -> str | None:
    """Return who attacked: a country's name for its forces, else the group; None where no side is said to have.

    All arguments are those of the main event's sentences; ``struck_country`` (ISO alpha-2) is whose army "the army" is.
    """
    points: dict[str, int] = {}
    denied: set[str] = set()
    blamed: set[str] = set()
    clash = event_type == "armed_clash"
    for sentence, found, own in _by_sentence(sentences, terms, actors):
        acts = _acts(found, clash)
        weight = 2 if sentence.segment.kind == "headline" or sentence.segment.paragraph < _FIRST else 1
        for actor in own:
            name = _name(actor, struck_country)
            worth = _worth(sentence, actor, acts, found, clash, own) if name is not None else 0
            if name is not None and worth == _BLAMED:
                blamed.add(name)
            if name is not None and _denies(sentence.lower, actor):
                denied.add(name)
            if worth and name is not None:
                points[name] = points.get(name, 0) + worth * weight
    for name in blamed & denied:  # a rejected accusation names nobody
        if points[name] <= 2 * _BLAMED:
            del points[name]
    return _best(points, frozenset(actor.name for actor in actors if actor.kind == "unnamed"))


def target_of(
    sentences: Sequence[Sentence],
    terms: Sequence[Sequence[Term]],
    actors: Sequence[Actor],
    event_type: str,
    struck_country: str | None,
) -> str | None:
    """Return the belligerent whom the attack was aimed at, by the same rules of naming; None where it is not said."""
    attacker = attacker_of(sentences, terms, actors, event_type, struck_country)
    for sentence, found, own in _by_sentence(sentences, terms, actors):
        acts = _acts(found, False)
        for actor in own:
            name = _name(actor, struck_country)
            if name is not None and name != attacker and _suffers(sentence, actor, acts):
                return name
    return None


def _by_sentence(
    sentences: Sequence[Sentence], terms: Sequence[Sequence[Term]], actors: Sequence[Actor]
) -> list[tuple[Sentence, Sequence[Term], list[Actor]]]:
    by_index: dict[int, list[Actor]] = {}
    for actor in actors:
        by_index.setdefault(actor.sentence, []).append(actor)
    return [
        (sentence, found, by_index[sentence.index])
        for sentence, found in zip(sentences, terms, strict=True)
        if sentence.index in by_index
    ]


def _acts(terms: Sequence[Term], clash: bool) -> Mapping[int, Term]:
    """Return the attacks of a sentence by their first token, stopped weapons left out."""
    craft = [term.start for term in terms if term.category == "air.craft"]
    stops = {
        term.start
        for term in terms
        if term.category == "munition.stop"
        and term.end - term.start > 1
        and not any(0 <= start - term.end <= 5 for start in craft)  # shooting down a helicopter is an attack
    }
    yields = {term.start for term in terms if term.category == "attack.yield"}
    acts: dict[int, Term] = {}
    for term in terms:
        if term.start not in stops and term.start not in yields and _is_attack(term, clash):
            acts.setdefault(term.start, term)
    return acts


def _is_attack(term: Term, clash: bool) -> bool:
    """Whether a category is an attack; in a clash only what begins one."""
    if clash:
        return term.category in _BEGINS and (
            term.category != "act.shooting" or "fire" in term.name or "shot" in term.name
        )
    category = term.category
    return category in _ATTACKS or (category.startswith("act.") and category not in _NO_ATTACK)


def _name(actor: Actor, struck_country: str | None) -> str | None:
    """Return how an attacker is named: a country for its forces, "the army" of an unknown country not at all."""
    if actor.kind == "state" and actor.country is None:
        return load_actors().countries.get(struck_country) if struck_country else None
    return actor.name


def _worth(sentence: Sentence, actor: Actor, acts: Mapping[int, Term], terms: Sequence[Term], clash: bool, own: Sequence[Actor]) -> int:
    """Return what the sentence says for the actor's having attacked."""
    lower = sentence.lower
    if _claims(lower, actor, acts):
        return _CLAIMED
    lead = _lead(lower, actor.start)
    before = lower[lead - 1] if lead else ""
    if before == "by" or lower[actor.start - 1 : actor.start] == ("by",):
        return _ACTED if _act_before(lower, lead - 1, acts, terms) else 0
    if _blamed(lower, actor, terms, own):
        return _BLAMED
    if any(word in _ANSWER for word in lower[max(0, actor.start - 4) : actor.start]):
        return 0
    if _of_attackers(lower, actor.start):
        return _ACTED
    if before == "from" and lead >= 2 and lead - 2 in acts and acts[lead - 2].category in ("munition.launch", "act.launch"):
        return _ACTED
    if before in _BESIDE:
        return _ACTED if _names_attack(lower, actor, acts, terms) else 0
    if before in _TARGET_OF and not _is_member(lower, lead):
        return 0
    if _acts_itself(lower, actor, acts, terms):
        return _ACTED
    there = acts and not clash and actor.kind != "state" and _is_subject(lower, actor, lead)
    return _THERE if there else 0


def _of_attackers(lower: tuple[str, ...], start: int) -> bool:
    """Whether those who attacked belong to the actor: "the driver, a member of", "gunmen belonging to", "bandits of"."""
    if not any(word in ("of", "to") for word in lower[max(0, start - 3) : start]):
        return False
    near = lower[max(0, start - 14) : start]
    return any(word in _ATTACKERS for word in near) and (
        "member" in near or "members" in near or "belonging" in near or "as" in near or "belong" in near
    )


def _is_member(lower: tuple[str, ...], lead: int) -> bool:
    """Whether people or things of the actor are meant: "a jet of the army", "fighters of"."""
    return lead >= 2 and lower[lead - 1] == "of" and lower[lead - 2] in load_actors().members


def _names_attack(lower: tuple[str, ...], actor: Actor, acts: Mapping[int, Term], terms: Sequence[Term]) -> bool:
    """Whether an attack is named after the actor: "in the RSF's drone strike", "killed in Israeli air raids"."""
    inside = any(at in acts and at > actor.start for at in range(actor.start, actor.end))
    mark = lower[actor.end : actor.end + 1] in (("'s",), ("’s",), ("'",), ("’",))
    return inside or (mark and any(at in acts for at in range(actor.end + 1, actor.end + 5)))


def _is_subject(lower: tuple[str, ...], actor: Actor, lead: int) -> bool:
    """Whether an armed group opens a clause and does something: "when paramilitaries went from house to house"."""
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
        and following not in _SAYS
        and following not in ("lost", "loses", "denied")
    )


def _lead(lower: tuple[str, ...], start: int) -> int:
    """Return where the noun phrase starts that an actor ends: "suspected fighters of the RSF"."""
    while start and (lower[start - 1] in _LEAD or lower[start - 1].isdigit()):
        start -= 1
    return start


def _act_before(lower: tuple[str, ...], by_at: int, acts: Mapping[int, Term], terms: Sequence[Term]) -> bool:
    """Whether what is done "by" the actor is an attack, a weapon laid or sent, and not a stopped one."""
    near = range(max(0, by_at - 8), by_at)
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
    at = _past_aside(lower, at)
    for step in range(5):
        place = at + step
        if place >= len(lower):
            return False
        if place in acts and lower[place] not in grammar.be:
            term = acts[place]
            target = lower[place] in ("targets", "target") and lower[place + 1 : place + 2] != ("the",)
            by_others = lower[term.end : term.end + 1] == ("by",)
            return (
                not passive
                and not target
                and not by_others
                and (term.category != "act.kill" or _is_verb(lower[place], term))
            )
        word = lower[place]
        if word == "with":  # "militiamen with rifles fired"
            armed = True
            continue
        if any(term.start == place and term.category.startswith("weapon." if armed else _WEAPONS) for term in terms):
            continue
        passive = passive or word in grammar.be
        if not (
            word in grammar.adverb
            or word in grammar.auxiliary
            or word in load_actors().members
            or word in load_actors().forces
            or word in ("and", "long-range", "first")
        ):
            return False
    return False


def _is_verb(word: str, term: Term) -> bool:
    """Whether a word of killing is a finite verb with the killers before it, not "dead" or "deaths"."""
    return term.name in ("kill", "wound", "injure", "slay", "martyr", "maim") and word != "killing"


def _stopped(actor: Actor, terms: Sequence[Term]) -> bool:
    """Whether the weapons that an actor's name describes are only spoken of as its equipment."""
    return any(term.category in ("munition.holder", "munition.idle") and term.start == actor.end for term in terms)


def _past_aside(lower: tuple[str, ...], at: int) -> int:
    """Return where the clause goes on after ", a rebel group linked to X," or ", who control the capital,"."""
    if lower[at : at + 1] != (",",):
        return at
    for end in range(at + 2, min(len(lower), at + 16)):
        if lower[end] == ",":
            return end + 1
    return at


def _claims(lower: tuple[str, ...], actor: Actor, acts: Mapping[int, Term]) -> bool:
    """Whether the actor says that it did it: "claimed responsibility", "said it had fired 20 rockets"."""
    at = _past_aside(lower, actor.end)
    window = lower[at : at + 14]
    if any(word in ("no", "nobody", "neither", "not") for word in lower[max(0, actor.start - 2) : actor.start]):
        return False
    for step, word in enumerate(window[:6]):
        if word in (";", ".", ",") and step > 0:
            return False
        if word in ("claimed", "claims", "claiming") and window[step + 1 : step + 2] in (
            ("responsibility",),
            ("the",),
            ("it",),
            ("credit",),
        ):
            return True
        if word in _SAYS and any(one in _DENIED or one in ("n't", "didn't") for one in window[:step]):
            return False
        if word in _SAYS:
            rest = window[step + 1 :]
            own = next((place for place, one in enumerate(rest[:4]) if one in _OWN and one != "that"), None)
            if own is None:
                return False
            if "responsible" in rest or "aimed" in rest:
                return True
            first = at + step + 1 + own
            reach = 10 if "carried" in rest or "killed" in rest[:8] else 6
            return any(_is_own_act(lower, place, acts) for place in range(first, min(first + reach, len(lower))))
        if word == "took" and "responsibility" in window[step : step + 3]:
            return True
    return False


def _is_own_act(lower: tuple[str, ...], place: int, acts: Mapping[int, Term]) -> bool:
    term = acts.get(place)
    if term is None or lower[place].endswith("ing") or lower[place] in _CARRIED:
        return False
    return term.category != "act.kill" or _is_verb(lower[place], term)


def _blamed(lower: tuple[str, ...], actor: Actor, terms: Sequence[Term], own: Sequence[Actor]) -> bool:
    """Whether an authority names the actor as the attacker."""
    before = lower[max(0, actor.start - 8) : actor.start]
    blamed = "blamed" in before or "blame" in before or "accused" in before or "blames" in before
    if not blamed:
        return False
    if any(other.kind == "state" and other.end <= actor.start for other in own):
        return True
    return any(term.category == "attribution.official" and term.start < actor.start for term in terms)


def _denies(lower: tuple[str, ...], actor: Actor) -> bool:
    """Whether the actor rejects what it is accused of."""
    return any(word in ("denied", "denies", "rejected", "rejects") for word in lower[actor.end : actor.end + 8])


def _suffers(sentence: Sentence, actor: Actor, acts: Mapping[int, Term]) -> bool:
    """Whether an attack is aimed at the actor: "an attack on the army", "ambushed soldiers"."""
    lower = sentence.lower
    lead = _lead(lower, actor.start)
    if lead and lower[lead - 1] in ("on", "against", "at", "targeting"):
        return any(at in acts for at in range(max(0, lead - 6), lead))
    return any(acts[at].end == lead and not lower[at].endswith("ing") for at in acts if at < lead)


def _best(points: Mapping[str, int], nameless: frozenset[str]) -> str | None:
    """Return the actor with most points, of equals the first; a named group before the nameless who are the same."""
    firm = {name: worth for name, worth in points.items() if worth > 0}
    if not firm:
        return None
    groups = [name for name in firm if name not in nameless]
    best = max(firm, key=lambda name: firm[name])
    if best in nameless and groups and firm[max(groups, key=lambda name: firm[name])] >= _ACTED:
        return max(groups, key=lambda name: firm[name])
    return best
