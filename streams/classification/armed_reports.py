"""Tell the killings of armed groups from crimes, however much the one is told like the other.

"About 15 Maoists came to Kerlapal and murdered two villagers, and a case is being registered" is no crime: a group that
fights a state did it. "Robber killed in exchange of fire after heist" is one, for nobody in it does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from streams.classification.groups import groups
from streams.classification.reading import Reading
from streams.text.types import Actor, ReadArticle

#: Sentences of the body that the lead has.
_LEAD = 2
#: What the group is said to have done.
_ACTS = ("kill", "murder", "shooting", "attack", "abduction")
#: What puts its deed into another time or frame; words of crime and of families do not.
_FRAMES = (
    *("court", "historic", "mourning", "repair", "release", "analysis", "diplomacy", "supply", "deploy", "tally"),
    *("accident", "exercise", "play", "forecast", "coup"),
    *("sport", "politics", "business", "culture", "nature", "space", "cyber"),
)


def armed_report(read: ReadArticle, readings: Sequence[Reading]) -> int | None:
    """Return the sentence of the lead in which an armed group kills people at a place, None where there is none."""
    acts, frames = _bits()
    acting = {actor.sentence for actor in read.actors if actor.kind == "group" and _acts(actor, read)}
    struck = {place.sentence for place in read.places if place.role == "struck" and place.precision != "country"}
    killed = {
        claim.sentence for claim in read.claims
        if claim.kind == "killed" and claim.scope == "here" and claim.role != "former" and claim.count.min
    }  # fmt: skip
    lead = [at for at, sentence in enumerate(read.sentences) if sentence.segment.kind == "paragraph"][:_LEAD]
    headed = [at for at, sentence in enumerate(read.sentences) if sentence.segment.kind == "headline"]
    if any(readings[at].cues & frames for at in headed):
        return None
    for at in lead:
        told = readings[at]
        apart = told.unreal or told.old or told.negated or told.played or told.cues & frames
        if at in acting & struck & killed and told.real & acts and not apart:
            return at
    return None


def own_dead(read: ReadArticle, readings: Sequence[Reading]) -> int | None:
    """Return the sentence in which forces count their own dead of a fresh attack, None where there is none.

    Class, in a statement: "Government has received the report of today's ambush on a patrol. Five of our personnel paid
    the supreme price"; not of old wars, nor where they are mourned.
    """
    _, frames = _bits()
    attacks = _bits_of_attacks()
    body = [at for at, sentence in enumerate(read.sentences) if sentence.segment.kind == "paragraph"][:_STATEMENT]
    if any(readings[at].cues & frames for at, one in enumerate(read.sentences) if one.segment.kind == "headline"):
        return None
    for claim in read.claims:
        at = claim.sentence
        ours = "our" in read.sentences[at].lower[claim.start : claim.end] and claim.victims == "fighter"
        if claim.kind != "killed" or claim.scope != "here" or not ours or at not in body:
            continue
        for told in (at - 1, at):
            fresh = told in body and readings[told].real & attacks and readings[told].fresh
            if fresh and not (readings[told].cues | readings[at].cues) & frames:
                return at
    return None


#: Sentences of a statement that tell what has happened.
_STATEMENT = 4


@lru_cache(maxsize=1)
def _bits_of_attacks() -> int:
    """Return the bits of acts that are an attack by themselves."""
    known = groups()
    return sum(
        1 << known.act_names.index(name) for name in ("attack", "clash", "bombing", "strike", "shooting", "abduction")
    )


def _acts(actor: Actor, read: ReadArticle) -> bool:
    """Whether a group is who does it: "Maoists came and shot two", "shot by Maoists"; not "his Maoist friends"."""
    lower = read.sentences[actor.sentence].lower
    acts = {term.start for term in read.terms[actor.sentence] if term.category.startswith("act.")}
    if "by" in lower[max(0, actor.start - _BY) : actor.start]:
        return any(at < actor.start for at in acts)
    fighters = {term.start: term.end for term in read.terms[actor.sentence] if term.category == "cue.party.armed"}
    end = fighters.get(actor.end, actor.end)  # "ELN guerrillas"
    return end in acts or not _COMES.isdisjoint(lower[end : end + 1])


#: Tokens from "by" to the group: "by a group of armed Maoists".
_BY = 5
_COMES = frozenset(("came", "come", "arrived", "entered", "stormed", "dragged", "have", "had", "barged", "rode"))


def is_crime(read: ReadArticle, readings: Sequence[Reading]) -> bool:
    """Whether the headline tells of a crime and neither it nor the lead of forces, armed groups or weapons of war.

    Class: "Robber killed after shootout over heist"; not "Rebels rob bank", "Soldier shot in robbery".
    """
    crime, parties, ordnance = _bits_of_crime()
    headed = [at for at, sentence in enumerate(read.sentences) if sentence.segment.kind == "headline"]
    opening = [*headed, *(at for at, one in enumerate(read.sentences) if one.segment.kind == "paragraph")]
    opening = opening[: len(headed) + _LEAD]
    return (
        any(readings[at].cues & crime for at in headed)
        and not any(readings[at].cues & parties or readings[at].real & ordnance for at in opening)
        and not any(actor.kind != "state" and actor.sentence in opening for actor in read.actors)
    )


@lru_cache(maxsize=1)
def _bits_of_crime() -> tuple[int, int, int]:
    """Return the bits of crime, of those who fight, and of the acts of weapons of war."""
    known = groups()
    return (
        1 << known.cue_names.index("crime"),
        sum(1 << known.cue_names.index(name) for name in ("armed", "state")),
        sum(1 << known.act_names.index(name) for name in ("strike", "bombing")),
    )


@lru_cache(maxsize=1)
def _bits() -> tuple[int, int]:
    """Return the bits of the acts and of the frames."""
    known = groups()
    return (
        sum(1 << known.act_names.index(name) for name in _ACTS),
        sum(1 << known.cue_names.index(name) for name in _FRAMES),
    )
