"""Tell the attacks of two states on each other apart where an article reports both.

Example: in "Ukrainian shelling killed one in Horlivka, while Russian strikes killed three in Kostiantynivka" the three
died in another attack than the one: of the other side, at another place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from streams.text.types import Actor, PlaceMention, ReadArticle, Sentence, Term

_FINE = frozenset(("town", "district"))
_ATTACKS = ("act.", "weapon.", "munition.")
_HARM = ("act.kill", "act.wound", "harm.kill", "harm.wound")
#: Tokens from the noun of an attack to what it did: "strikes on the edge of Kostiantynivka killed".
_REACH = 8


class OtherSide(NamedTuple):
    """Tokens ``[start, end)`` of a sentence that tell of an attack by the other side than the first one's."""

    sentence: int
    start: int
    end: int


def other_sides(read: ReadArticle) -> tuple[OtherSide, ...]:
    """Return where the body tells of attacks by another state than the one whose attack it tells first.

    Class: "Russian drones killed two in Sumy ... Ukrainian drones killed one in Belgorod". Each has killed or wounded,
    the later one at a place that was not told before.
    """
    attacks = [actor for actor in read.actors if _attacked(actor, read)]
    found: list[OtherSide] = []
    for place, actor in enumerate(attacks[1:], 1):
        if actor.name == attacks[0].name:
            continue
        following = attacks[place + 1] if place + 1 < len(attacks) else None
        size = len(read.sentences[actor.sentence].lower)
        end = following.start if following is not None and following.sentence == actor.sentence else size
        if any(_is_new(each, actor, read.places) for each in read.places if _stands_in(each, actor, end)):
            found.append(OtherSide(actor.sentence, actor.start, end))
    return tuple(found)


def answers(read: ReadArticle) -> frozenset[int]:
    """Return the sentences behind the lead that tell how the other side answered from afar: another attack.

    Class: "Its jets struck 40 targets in response, and seven people died in the village of Tyre", "Israeli jets later
    bombed Tyre" after the rockets of others. Who fires back on the spot ("troops killed nine gunmen in response") is in
    the same fight.
    """
    found = set()
    for sentence in read.sentences:
        lower = sentence.lower
        if _is_lead(sentence):
            continue
        if _comes_later(sentence, read) or _replies_with(sentence, read):
            found.add(sentence.index)
        at = next((at for at in range(len(lower) - 1) if lower[at : at + 2] in _ANSWERED), None)
        if at is not None and not _FROM_AFAR.isdisjoint(lower) and (lower[at + 2 : at + 3] or (".",))[0] in _ENDS:
            found.add(sentence.index)
    return frozenset(found)


def _comes_later(sentence: Sentence, read: ReadArticle) -> bool:
    """Whether forces whose state the lead does not name attack later from afar: "Israeli jets later bombed Tyre"."""
    lower = sentence.lower
    at = next((at for at in range(1, len(lower)) if lower[at] == "later" and lower[at - 1] in _FROM_AFAR), None)
    if at is None:
        return False
    own = {
        actor.name
        for actor in read.actors
        if actor.sentence == sentence.index and actor.kind == "state" and actor.start < at <= actor.end + 1
    }
    lead = {actor.name for actor in read.actors if _is_lead(read.sentences[actor.sentence])}
    acts = any(term.start == at + 1 and term.category.startswith("act.") for term in read.terms[sentence.index])
    return acts and bool(own) and bool(lead) and own.isdisjoint(lead)


def _replies_with(sentence: Sentence, read: ReadArticle) -> bool:
    """Whether the other side sends weapons in its turn: "Iran replied with 100 drones"."""
    lower = sentence.lower
    at = next((at for at in range(len(lower) - 1) if lower[at : at + 2] in _REPLIED), None)
    if at is None:
        return False
    return any(at < term.start <= at + _REPLY_REACH and term.category in _SENT for term in read.terms[sentence.index])


_REPLIED = frozenset((("replied", "with"), ("responded", "with"), ("retaliated", "with"), ("answered", "with")))
_SENT = frozenset(("weapon.drone", "weapon.missile", "weapon.rocket"))
#: Tokens from the reply to the weapons it is made of.
_REPLY_REACH = 8


def _is_lead(sentence: Sentence) -> bool:
    """Whether a sentence is the headline or opens the body."""
    return sentence.segment.kind != "paragraph" or (sentence.segment.paragraph == 0 and sentence.position == 0)


_ANSWERED = frozenset((("in", "response"), ("in", "retaliation"), ("in", "reprisal"), ("in", "revenge")))
_ENDS = frozenset((".", ",", ";", "and", "on", "overnight"))
_FROM_AFAR = frozenset(
    ("jets", "warplanes", "aircraft", "artillery", "targets", "shelled", "bombed", "airstrikes", "guns")
)


def without_other_sides(read: ReadArticle, others: Sequence[OtherSide]) -> ReadArticle:
    """Return the article without the places and belligerents that only the other side's attacks name."""
    if not others:
        return read

    def is_own(each: PlaceMention | Actor) -> bool:
        return not any(one.sentence == each.sentence and one.start <= each.start < one.end for one in others)

    return replace(read, places=tuple(filter(is_own, read.places)), actors=tuple(filter(is_own, read.actors)))


def _attacked(actor: Actor, read: ReadArticle) -> bool:
    """Whether a state's attack is the subject of harm, in the body: "Russian strikes killed two"."""
    sentence = read.sentences[actor.sentence]
    if actor.kind != "state" or sentence.segment.kind != "paragraph":
        return False
    terms = read.terms[actor.sentence]
    named = any(term.start in (actor.end - 1, actor.end) for term in _of(terms, _ATTACKS))
    if not named or sentence.lower[max(0, actor.start - 1)] in ("by", "of", "from", "in", "against"):
        return False
    harm = min((term.start for term in _of(terms, _HARM) if term.start >= actor.end), default=None)
    return harm is not None and harm - actor.end <= _REACH and "," not in sentence.lower[actor.end : harm]


def _of(terms: Sequence[Term], categories: tuple[str, ...]) -> Iterator[Term]:
    return (term for term in terms if term.category.startswith(categories))


def _stands_in(place: PlaceMention, actor: Actor, end: int) -> bool:
    return place.sentence == actor.sentence and actor.end <= place.start < end and place.role == "struck"


def _is_new(place: PlaceMention, actor: Actor, places: Sequence[PlaceMention]) -> bool:
    """Whether a place struck is a town or district that the body did not name before."""
    before = {each.name for each in places if (each.sentence, each.start) < (actor.sentence, actor.start)}
    return place.precision in _FINE and place.name not in before
