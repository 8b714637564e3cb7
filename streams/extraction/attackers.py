"""Decide who attacked, from the roles that belligerents play in the clauses of the main event.

Example: in "31 of the 44 drones that Russia sent were shot down by Ukraine's gunners" Russia sent them and attacked;
who stops weapons is attacked. A claim of responsibility outweighs what others say; a fight that no side is said to have
begun has no attacker.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from streams.extraction.attacker_claims import claims_guilt, denies
from streams.extraction.attacker_roles import ACTED, BLAMED, CLAIMED, attacks_of, suffers, worth_of
from streams.lexicons.actors import load_actors
from streams.lexicons.theatres import load_theatres
from streams.text.types import Actor, Sentence, Term

#: Roles in this many first paragraphs count double: later ones tell of other times as well.
_FIRST = 3


def attacker_of(
    sentences: Sequence[Sentence],
    terms: Sequence[Sequence[Term]],
    actors: Sequence[Actor],
    event_type: str,
    struck_country: str | None,
) -> str | None:
    """Return who attacked: a country's name for its forces, else the group; None where no side is said to have.

    All arguments are those of the main event's sentences; ``struck_country`` (ISO alpha-2) is whose army "the army" is
    where no forces of a country are named.
    """
    army = _army(actors, struck_country)
    points: dict[str, int] = {}
    denied: set[str] = set()
    blamed: set[str] = set()
    acted: set[str] = set()
    began: set[str] = set()
    nameless = frozenset(actor.name for actor in actors if actor.kind == "unnamed")
    clash = event_type == "armed_clash"
    for sentence, found, own in _by_sentence(sentences, terms, actors):
        acts = attacks_of(found, clash)
        weight = 2 if sentence.segment.kind == "headline" or sentence.segment.paragraph < _FIRST else 1
        for actor in own:
            name = _name(actor, _owner(sentence, actor, own) or _there(sentence, actor, army))
            worth = worth_of(sentence, actor, acts, found, clash, own) if name is not None else 0
            if worth == CLAIMED and acted - {name} and not claims_guilt(sentence.lower, actor):
                # "Rebels attacked a convoy. The army said it had hit them from the air": an answer, no claim of this.
                worth = ACTED
            if _is_where(sentence, found, actor, struck_country) or _ended_them(sentence.lower, actor):
                worth = 0
            if began - {name} and actor.kind == "state" and _answers(sentence.lower, actor):
                worth = 0
            if name is not None and worth == ACTED:
                began.add(name)
            if name is not None and worth == ACTED and name not in nameless:
                acted.add(name)
            if name is not None and worth == BLAMED:
                blamed.add(name)
            if name is not None and denies(sentence.lower, actor):
                denied.add(name)
            if worth and name is not None:
                points[name] = points.get(name, 0) + worth * weight
    for name in blamed & denied:  # a rejected accusation names nobody
        if points[name] <= 2 * BLAMED:
            del points[name]
    best = _best(points, nameless)
    return best if best is not None or clash else _enemy(sentences, terms, struck_country)


def _enemy(sentences: Sequence[Sentence], terms: Sequence[Sequence[Term]], struck_country: str | None) -> str | None:
    """Return whom a country at war calls its enemy, where a sentence about an attack does: "The enemy fired nine"."""
    enemy = load_theatres().enemies.get(struck_country or "")
    if enemy is None:
        return None
    named = (found for sentence, found in zip(sentences, terms, strict=True) if not _ENEMY.isdisjoint(sentence.lower))
    return enemy if any(attacks_of(found, False) for found in named) else None


_ENEMY = frozenset(("enemy", "occupiers", "invaders", "aggressor", "adversary"))


def target_of(
    sentences: Sequence[Sentence],
    terms: Sequence[Sequence[Term]],
    actors: Sequence[Actor],
    attacker: str | None,
    struck_country: str | None,
) -> str | None:
    """Return the belligerent whom the attack was aimed at, who is not the ``attacker`` that ``attacker_of`` found.

    Named by the same rules; None where it is not said.
    """
    army = _army(actors, struck_country)
    for sentence, found, own in _by_sentence(sentences, terms, actors):
        acts = attacks_of(found, False)
        for actor in own:
            name = _name(actor, _owner(sentence, actor, own) or _there(sentence, actor, army))
            if name is not None and name != attacker and suffers(sentence, actor, acts):
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


def _is_where(sentence: Sentence, terms: Sequence[Term], actor: Actor, struck_country: str | None) -> bool:
    """Whether a headline names the country struck, not its forces: "Yemen strikes kill 74", not "Israeli strikes"."""
    if sentence.segment.kind != "headline" or actor.kind != "state" or actor.country != struck_country:
        return False
    adjective = any(term.category == "cue.demonym" and term.start == actor.start for term in terms)
    return not adjective and any(
        term.start == actor.start + 1 and term.category.startswith(("act.", "weapon.")) for term in terms
    )


def _answers(lower: tuple[str, ...], actor: Actor) -> bool:
    """Whether a state's forces act against those who attacked: "The army said it had killed 11 attackers"."""
    return not _ATTACKERS.isdisjoint(lower[actor.end : actor.end + _ANSWER_REACH])


def _ended_them(lower: tuple[str, ...], actor: Actor) -> bool:
    """Whether a state's forces are those by whom the attackers were stopped: "a gunman was shot dead by police"."""
    if actor.kind != "state" or lower[max(0, actor.start - 1) : actor.start] != ("by",):
        return False
    return not (_ATTACKERS | _ARMED).isdisjoint(lower[max(0, actor.start - _ANSWER_REACH) : actor.start])


_ARMED = frozenset(("gunman", "gunmen", "shooter", "shooters", "bomber", "bombers", "suspect", "suspects"))
_ATTACKERS = frozenset(("attacker", "attackers", "assailant", "assailants", "raiders", "intruders", "infiltrators"))
_ANSWER_REACH = 8


def _army(actors: Sequence[Actor], struck_country: str | None) -> str | None:
    """Return whose army "the army" is (ISO alpha-2): of the only country whose forces are named, else of that struck.

    Class: "Two Israeli soldiers were killed in Khan Younis, the military said": not that of the Palestinians.
    """
    named = {actor.country for actor in actors if actor.kind == "state" and actor.country is not None}
    if not named or struck_country in named:
        return struck_country
    return named.pop() if len(named) == 1 else None


def _there(sentence: Sentence, actor: Actor, army: str | None) -> str | None:
    """Return whose forces "the air force" or "soldiers" are: where a land has none, those of who rules its sky.

    Class: "An Air Force aircraft struck a vehicle in Gaza City"; the police there is its own.
    """
    if _MILITARY.isdisjoint(sentence.lower[actor.start : actor.end]):
        return army
    return load_theatres().armies.get(army or "", army)


_MILITARY = frozenset(("army", "military", "air", "navy", "soldiers", "troops", "defence", "defense", "commandos"))


def _owner(sentence: Sentence, actor: Actor, own: Sequence[Actor]) -> str | None:
    """Return whose forces "its troops" are (ISO alpha-2): "Baku denied its troops had fired" names the state before."""
    if sentence.lower[max(0, actor.start - 1) : actor.start] not in (("its",), ("their",)):
        return None
    states = [other.country for other in own if other.kind == "state" and other.country and other.end < actor.start]
    return states[-1] if states else None


def _name(actor: Actor, army: str | None) -> str | None:
    """Return how an attacker is named: a country for its forces, "the army" of an unknown country not at all."""
    if actor.kind == "state" and actor.country is None:
        return load_actors().countries.get(army) if army else None
    return actor.name


def _best(points: Mapping[str, int], nameless: frozenset[str]) -> str | None:
    """Return the actor with most points, of equals the first; a named group before the nameless who are the same."""
    firm = {name: worth for name, worth in points.items() if worth > 0}
    if not firm:
        return None
    groups = [name for name in firm if name not in nameless]
    best = max(firm, key=lambda name: firm[name])
    if best in nameless and groups and firm[max(groups, key=lambda name: firm[name])] >= ACTED:
        return max(groups, key=lambda name: firm[name])
    return best
