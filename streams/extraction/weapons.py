"""Read which weapons a sentence names, of which type, and whether they were used or only kept, moved or talked about.

Example: "Two missiles hit a depot that held 900 shells" names a missile that was used and shells that were not.
An act implies its weapon where the words leave no doubt: shelling a shell, an air raid an aerial bomb, "shot dead"
small arms. Terms stand in ``lexicons/terms/weapons.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from streams.extraction.clauses import find_phrase, words
from streams.lexicons.actors import load_actors
from streams.text.seizures import is_seized
from streams.text.types import Sentence, Term

_SENT = frozenset(("drone", "missile", "rocket", "shell", "aerial_bomb", "torpedo"))
_CLAUSE_ENDS = frozenset((";", ":", ".", "—", "–", "?", "!"))
_BIG = frozenset(("heavy", "field", "big", "naval", "anti-aircraft", "tank", "artillery", "long-range"))
_NONE = frozenset(("no", "without", "not"))


class Weapon(NamedTuple):
    """A weapon, or an act that implies one, at tokens ``[start, end)``.

    ``type`` is a ``schemas.vocabulary.MunitionType`` value, ``text`` the words as written; ``used``: in an attack, not
    in stock, in transit, in production, or only possible.
    """

    sentence: int
    start: int
    end: int
    type: str
    text: str
    used: bool


def read_weapons(sentence: Sentence, terms: Sequence[Term]) -> tuple[Weapon, ...]:
    """Return the weapons of a sentence in order; of those that overlap the longest, the named before the implied."""
    named = [
        term
        for term in terms
        if term.category[:7] == "weapon." and (term.category != "weapon.any" or _falls(sentence, term, terms))
    ]
    named += [term for term in terms if term.category == "act.flooding" and not term.name.startswith("sabot")]
    if not named:
        return ()
    kept: list[Term] = []
    for term in sorted(
        named, key=lambda one: (one.start - one.end, one.category.startswith("weapon.implied"), one.start)
    ):
        if all(term.end <= other.start or term.start >= other.end for other in kept):
            kept.append(term)
    found = []
    for term in sorted(kept):
        kind = None if _is_more_than_shot(term, terms) else _type(sentence, term, terms)
        if kind is not None:
            used = _is_used(sentence, term, terms)
            found.append(Weapon(sentence.index, term.start, term.end, kind, sentence.text(term.start, term.end), used))
    return tuple(found)


def of_attack(weapons: Sequence[Weapon]) -> list[Weapon]:
    """Return the weapons that were used in an attack, without explosives that its other weapons account for.

    Class: after an air raid "a single bomb came through the roof" and "it blew up a depot" tell of no planted bomb.
    """
    used = [weapon for weapon in weapons if weapon.used]
    sent = {weapon.type for weapon in used} & _SENT
    if not sent:
        return used
    vague = ("bomb", "bombs", "bombed", "bombing", "bombings") if "aerial_bomb" in sent else ()
    flown = {weapon.sentence for weapon in used if weapon.type == "drone"}
    return [
        one
        for one in used
        if one.type != "ied"
        or not (
            one.text.lower() in vague
            or one.text.lower().startswith(("blew up", "blow"))
            or (one.sentence in flown and one.text.lower().endswith(_LOADS))
        )
    ]


#: What a drone drops or carries: "dropped explosives from a drone", "drones carrying improvised explosive devices".
_LOADS = (
    "explosives", "explosive device", "explosive devices", "home-made bomb", "home-made bombs", "homemade bombs",
    "improvised device", "improvised devices", "incendiary device", "incendiary devices",
)  # fmt: skip


def _is_more_than_shot(term: Term, terms: Sequence[Term]) -> bool:
    """Whether a longer act holds the term's end: "were shot" in "were shot down", explosives that a drone carries."""
    return any(
        (other.category == "munition.stop" and other.start < term.end < other.end)
        or (term.category == "weapon.ied" and other.category == "weapon.drone" and _touch(term, other))
        for other in terms
    )


def _touch(one: Term, other: Term) -> bool:
    """Whether two terms stand side by side: "an explosive-laden drone", "drones packed with explosives"."""
    return one.end == other.start or other.end == one.start


def is_dropped(sentence: Sentence, terms: Sequence[Term]) -> bool:
    """Whether a bomb in this sentence comes from the air: aircraft, or a drop, stand beside it."""
    return any(term.category in _FROM_THE_AIR for term in terms)


_FROM_THE_AIR = frozenset(("air.craft", "weapon.aerial_bomb", "weapon.implied.aerial_bomb"))


def _falls(sentence: Sentence, term: Term, terms: Sequence[Term]) -> bool:
    """Whether aircraft dropped weapons that are not named: "jets dropped 30 munitions on a camp"."""
    if not any(other.category == "air.craft" and other.name != "drop" for other in terms):
        return False
    before = [other for other in terms if other.category == "munition.launch" and other.end <= term.start]
    return bool(before) and before[-1].name == "drop" and term.start - before[-1].end <= _DROPPED_REACH


_DROPPED_REACH = 6


def _type(sentence: Sentence, term: Term, terms: Sequence[Term]) -> str | None:
    """Return the munition type of a term; None where it names no weapon here."""
    kind = term.category.rsplit(".", 1)[-1]
    if kind == "any":
        return "aerial_bomb"
    if kind == "flooding":
        return "other"
    if kind == "guns" and _is_ordnance(sentence, term, terms):
        return None
    if kind == "guns":
        kind = "small_arms"
    if kind == "bomb":
        if not is_dropped(sentence, terms) and _known_bomb(sentence, term):
            return None
        return "aerial_bomb" if is_dropped(sentence, terms) and not _placed(term, terms) else "ied"
    if kind == "bombing" and sentence.lower[term.start - 1 : term.start] in (("the",), ("this",), ("that",)):
        return "ied" if _placed(term, terms) else None  # told before
    if kind == "bombing":
        by_state = is_dropped(sentence, terms) or _state_before(sentence, term)
        return "aerial_bomb" if by_state and not _placed(term, terms) else "ied"
    if term.category == "weapon.implied.ied" and _named_besides(term, terms):
        return None
    if kind == "other" and (_flown_in(term, terms) or _thrown(sentence, term, terms)):
        return None
    if kind == "small_arms" and _of_other_weapon(sentence, term, terms):
        return None
    return kind


def _flown_in(term: Term, terms: Sequence[Term]) -> bool:
    """Whether what rams or sets alight is itself a weapon that was sent: "two sea drones rammed a tanker"."""
    return any(
        other.category.startswith("weapon.") and other.category.rsplit(".", 1)[-1] in _SENT and other.end <= term.start
        for other in terms
    )  # fmt: skip


def _named_besides(term: Term, terms: Sequence[Term]) -> bool:
    """Whether what blew something up is named ("a missile blew up a tank"): then nothing was planted."""
    return any(
        other.category.startswith(("weapon.", "air."))
        and (other.end <= term.start or other.start >= term.end)
        and other.category not in ("weapon.implied.ied", "weapon.small_arms", "weapon.guns")
        for other in terms
    )


def _thrown(sentence: Sentence, term: Term, terms: Sequence[Term]) -> bool:
    """Whether what goes "into a crowd" is no vehicle but a weapon named in the sentence ("a grenade into a crowd")."""
    return "crowd" in sentence.lower[term.start : term.end] and any(
        other.category in ("weapon.grenade", "weapon.small_arms", "weapon.guns", "weapon.ied") for other in terms
    )


def _is_ordnance(sentence: Sentence, term: Term, terms: Sequence[Term]) -> bool:
    """Whether a gun is no firearm: "heavy guns", "Indian guns" in a sentence that tells of shelling."""
    if term.name != "gun":
        return False
    return sentence.lower[term.start - 1] in _BIG or any(
        other.category in ("weapon.implied.shell", "weapon.shell", "weapon.implied.rocket") for other in terms
    )


def _known_bomb(sentence: Sentence, term: Term) -> bool:
    """Whether the bomb was named before ("the bombs landed", "the 250 kg bombs"): it names no weapon of its own."""
    lower = sentence.lower
    if "the" in lower[max(0, term.start - 3) : term.start]:
        return lower[term.end - 1].endswith("s")
    return False


def _state_before(sentence: Sentence, term: Term) -> bool:
    """Whether a state's adjective or forces stand before a bombing ("Israeli bombing of Gaza")."""
    names = load_actors().names
    for word in sentence.lower[max(0, term.start - 3) : term.start]:
        if any(len(name.words) == 1 and name.kind in ("state", "adjective") for name in names.get(word, ())):
            return True
    return False


def _placed(term: Term, terms: Sequence[Term]) -> bool:
    """Whether a bomb was placed, worn or driven: the words around say so."""
    reach = range(max(0, term.start - 4), term.end + 4)
    return any(other.category == "munition.placed" and other.start in reach for other in terms)


def _of_other_weapon(sentence: Sentence, term: Term, terms: Sequence[Term]) -> bool:
    """Whether what is fired is another weapon ("rockets fired at", "fired mortars on"), so that no gun is implied."""
    if sentence.lower[term.start - 1 : term.start] == ("by",) and any(one.category == "munition.stop" for one in terms):
        return True
    if not any(word.startswith(("fir", "sho")) for word in sentence.lower[term.start : term.end]):
        return False
    for other in terms:
        if other.category.startswith("weapon.") and other.category.rsplit(".", 1)[-1] in (*_SENT, "any", "bomb"):
            if other.end <= term.start and not any(
                word in _CLAUSE_ENDS for word in sentence.lower[other.end : term.start]
            ):
                return True
            if term.end <= other.start <= term.end + 2:
                return True
    return False


def _is_act(term: Term) -> bool:
    """Whether the term says what was done, not only with what."""
    return term.category.startswith("weapon.implied") or term.category in (
        "weapon.bombing",
        "weapon.chemical",
        "weapon.small_arms",
    )


def _is_used(sentence: Sentence, term: Term, terms: Sequence[Term]) -> bool:
    """Whether the weapon was used: its clause says nothing of stock, trade, plans or other times."""
    lower, grammar = sentence.lower, words()
    start, end = _clause(lower, term)
    if any(word in _NONE for word in lower[max(0, term.start - 2) : term.start]):
        return False
    acts = _is_act(term)
    if not acts and is_seized(sentence, terms, term):
        return False
    for other in terms:
        if other.category == "munition.holder" and other.start == term.end:
            return False
        if acts or not start <= other.start < end:
            continue
        if (
            other.category == "munition.idle"
            and lower[other.end : other.end + 1] != ("that",)
            and (0 <= other.start - term.end <= 3 or 0 <= term.start - other.end <= 5)
        ):
            return False
        if other.category == "munition.stock" and 0 <= term.start - other.end <= 5:
            return False
    beside = (*lower[max(0, term.start - 3) : term.start], *lower[term.end : term.end + 3])
    if any(word in ("may", "might", "could", "would") for word in beside):
        return False
    if find_phrase(grammar.hypothetical, lower, start, term.start) is not None:
        return False
    intent = find_phrase(grammar.intent, lower, start, term.start)
    return intent is None or any(other.category == "munition.stop" and 0 < other.start - intent <= 3 for other in terms)


def _clause(lower: tuple[str, ...], term: Term) -> tuple[int, int]:
    start, end = term.start, term.end
    while start > 0 and lower[start - 1] not in _CLAUSE_ENDS:
        start -= 1
    while end < len(lower) and lower[end] not in _CLAUSE_ENDS:
        end += 1
    return start, end
