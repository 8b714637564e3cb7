"""Find the belligerents a text names.

Example: "Russian drones hit Odesa while JNIM fighters raided a village" names Russia (its drones act for it) and JNIM.
Armed groups go by their usual name, nameless ones by what they are called ("bandits"; never "gunmen"); a state's forces
by the country's name, "the army" by itself until the country is known. Names stand in ``lexicons/actors.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.extraction.attackers import attacker_of, target_of
from streams.extraction.clauses import words
from streams.lexicons.actors import ActorName, load_actors
from streams.text.types import Actor, Sentence, Term

__all__ = ["attacker_of", "names_group", "read_actors", "target_of"]

#: After a capitalised name these make a group, whether a list knows it or not.
_GANGS = frozenset(("gang", "cartel", "clan"))
#: Between "Russian" and "drones" stand at most so many describing words.
_DESCRIBING = 4
#: What stands behind the adjective of the country that it belongs to is struck: "Israeli town", "Iranian tanker".
_STRUCK = frozenset(
    ("town", "village", "city", "suburb", "tanker", "port", "school", "hospital", "market", "embassy", "consulate",
     "capital", "refinery", "depot", "airport")
)  # fmt: skip
#: Behind "fire": those who put it out.
_RESCUE = frozenset(("service", "services", "brigade", "brigades", "department", "station", "chief", "crews", "rescue"))
_PLACES = frozenset(
    ("in", "at", "near", "from", "to", "over", "into", "on", "across", "of", "inside", "outside", "around", "against")
)


def read_actors(sentences: Sequence[Sentence], terms: Sequence[Sequence[Term]]) -> tuple[Actor, ...]:
    """Return the belligerents that the sentences name, in order; actors of one sentence do not overlap.

    ``terms`` are those of each sentence, aligned. A sentence without any term is not about conflict and names none.
    """
    found: list[Actor] = []
    for sentence, known in zip(sentences, terms, strict=True):
        if known:
            found += _in_sentence(sentence)
    return tuple(found)


def names_group(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the tokens ``[start, end)`` name an armed group ("al-Shabaab", "the Houthis"; no state's forces)."""
    beginnings = load_actors().beginnings
    if all(word not in beginnings for word in sentence.lower[start:end]):
        return False
    return any(actor.kind != "state" and start <= actor.start < end for actor in _in_sentence(sentence))


def _in_sentence(sentence: Sentence) -> list[Actor]:
    beginnings, lower = load_actors().beginnings, sentence.lower
    found: list[Actor] = []
    free = 0
    for at in [at for at, word in enumerate(lower) if word in beginnings or word in _GANGS]:
        if at < free:
            continue
        actor = None
        if lower[at] in beginnings:
            seconds, single = beginnings[lower[at]]
            following = lower[at + 1] if at + 1 < len(lower) else ""
            for candidate in seconds.get(following, single):
                actor = _actor(sentence, at, candidate)
                if actor is not None:
                    break
        if actor is None and lower[at] in _GANGS:
            actor = _gang(sentence, at, free)
        if actor is not None:
            found.append(actor)
            free = actor.end
    return found


def _gang(sentence: Sentence, at: int, free_from: int) -> Actor | None:
    """Return a gang or cartel that no list knows, by the capitalised name before its noun ("the Mola Reina gang")."""
    start = at
    while start > max(free_from, at - 3) and sentence.words[start - 1][:1].isupper():
        start -= 1
    known = load_actors().names
    if (
        start == at
        or start == 0
        or any(len(name.words) == 1 for place in range(start, at) for name in known.get(sentence.lower[place], ()))
    ):
        return None
    return Actor(sentence.index, start, at + 1, sentence.text(start, at + 1), "group", None)


def _actor(sentence: Sentence, at: int, candidate: ActorName) -> Actor | None:
    """Return the belligerent if the candidate's words stand here in its sense."""
    end = at + len(candidate.words)
    if sentence.lower[at:end] != candidate.words:
        return None
    if candidate.exact is not None and sentence.words[at:end] != candidate.exact:
        return None
    if candidate.capital and all(word.islower() for word in sentence.words[at:end]):
        return None
    if candidate.kind == "adjective":
        force = _force_end(sentence, end)
        return Actor(sentence.index, at, force, candidate.name, "state", candidate.country) if force else None
    if candidate.kind == "state":
        return _state(sentence, at, end, candidate)
    if candidate.kind == "home":
        owner = _owner_behind(sentence, end)
        if owner is not None:
            whose, end = owner
            return Actor(sentence.index, at, end, whose.name, "state", whose.country)
        return Actor(sentence.index, at, end, candidate.name, "state", None)
    return Actor(sentence.index, at, _member_end(sentence, end), candidate.name, candidate.kind, None)


def _state(sentence: Sentence, at: int, end: int, candidate: ActorName) -> Actor | None:
    """Return a state where its name acts: not as a place ("in Ukraine"), or with its forces ("Ukraine's air force")."""
    lower = sentence.lower
    if lower[end : end + 1] in (("'s",), ("’s",)):
        force = _force_end(sentence, end + 1)
        return Actor(sentence.index, at, force, candidate.name, "state", candidate.country) if force else None
    if at and (lower[at - 1] in _PLACES or (at > 1 and lower[at - 2] in _PLACES)):
        return None  # "in Mali", "in northern Mali"
    if at >= 2 and lower[at - 1] == "," and sentence.words[at - 2][:1].isupper():
        return None  # "Gao, Mali"
    force = (
        _force_end(sentence, end)
        if sentence.lower[end : end + 1] != () and sentence.lower[end] in load_actors().forces
        else None
    )
    return Actor(sentence.index, at, force or end, candidate.name, "state", candidate.country)


def _owner_behind(sentence: Sentence, end: int) -> tuple[ActorName, int] | None:
    """Return the state whose forces are named before it, with its end: "armed forces of Ukraine"."""
    lower = sentence.lower
    if lower[end : end + 1] != ("of",):
        return None
    start = end + 2 if lower[end + 1 : end + 2] == ("the",) else end + 1
    for name in load_actors().names.get(lower[start], ()) if start < len(lower) else ():
        after = start + len(name.words)
        if name.kind == "state" and lower[start:after] == name.words and sentence.words[start][0].isupper():
            return name, after
    return None


def _force_end(sentence: Sentence, at: int) -> int | None:
    """Return the end of a noun for forces that follows, describing words between; None if there is none."""
    lower, grammar, forces = sentence.lower, words(), load_actors().forces
    for place in range(at, min(len(lower), at + _DESCRIBING)):
        word = lower[place]
        if _is_group(sentence, place):
            return None  # "Sudan's Rapid Support Forces"
        if word in _STRUCK or (word == "fire" and not _RESCUE.isdisjoint(lower[place + 1 : place + 4])):
            return None  # "hit an Israeli town", "the Israeli fire and rescue service"
        if word in forces:
            end = place + 1
            while end < min(len(lower), place + 3) and lower[end] in forces:
                end += 1
            return end
        if (
            not word[0].isalnum()
            or word in grammar.preposition
            or word in grammar.conjunction
            or word in grammar.auxiliary
            or word in grammar.verb
        ):
            return None
    return None


def _is_group(sentence: Sentence, at: int) -> bool:
    """Whether a group's name starts here: what stands before it is only where it comes from."""
    return any(
        name.kind in ("group", "unnamed") and sentence.lower[at : at + len(name.words)] == name.words
        for name in load_actors().names.get(sentence.lower[at], ())
    )


def _member_end(sentence: Sentence, end: int) -> int:
    """Return the end of "M23 rebels", "Hamas fighters", "Islamist insurgents' ..."."""
    members = load_actors().members
    while end < len(sentence.lower) and sentence.lower[end] in members:
        end += 1
    return end
