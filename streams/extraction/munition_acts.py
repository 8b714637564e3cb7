"""Bind the acts of a sentence to its weapons: what was sent off, what was stopped, what got through.

Example: in "31 of the 44 drones that Russia sent were shot down" the drones are the object of "sent" and the subject of
the passive "were shot down". Which numbers follow from that is for ``munitions``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from streams.extraction.clauses import words
from streams.extraction.munition_outcomes import LOOSE, UNCOUNTED, on_open_ground, repelled
from streams.extraction.munition_types import Phrase
from streams.extraction.munition_verbs import Act, acts_of, has_no_object
from streams.lexicons.roles import role_words
from streams.text.types import Sentence, Term

Meaning = Literal["launch", "hit", "attack", "reach", "miss", "stop", "unreached"]

_BREAKS = frozenset((";", ":", ".", "—", "–", "?", "!", "(", ")"))
_ATTACK_LINKS = frozenset(("with", "using", "of", "involving", "by", "from"))
#: Before what a weapon that goes off has hit.
_HIT_AT = frozenset(("in", "inside", "at", "on", "among", "outside", "against"))
_FAILED = frozenset(("failed", "failing", "fail", "fails"))
_HOURS = frozenset(("dawn", "daybreak", "noon", "midday", "midnight", "dusk", "sunrise", "sunset", "dark", "nightfall"))
_DUD = frozenset((("without", "exploding"), ("without", "detonating")))
#: A subject or object stands at most so many tokens from its act.
_NEAR = 22


class Binding(NamedTuple):
    """An act that is said of a phrase. ``at`` is its token; ``passive`` that the weapons suffer it."""

    meaning: Meaning
    phrase: Phrase
    at: int
    passive: bool = False
    reduced: bool = False


def bind(sentence: Sentence, terms: Sequence[Term], phrases: Sequence[Phrase]) -> tuple[Binding, ...]:
    """Return what each act of a sentence says of its weapons, in the order of the acts."""
    found: list[Binding] = []
    objects: set[Phrase] = set()
    for act in acts_of(sentence, terms, phrases):
        for binding in _of_act(sentence, act, phrases, objects, terms):
            found.append(binding)
            if not binding.passive and binding.meaning in ("launch", "stop") and act.kind != "onslaught":
                objects.add(binding.phrase)
    return tuple(found)


def _of_act(
    sentence: Sentence, act: Act, phrases: Sequence[Phrase], objects: set[Phrase], terms: Sequence[Term]
) -> list[Binding]:
    lower = sentence.lower
    if act.kind in ("launch", "use", "send"):
        if act.negated or _is_purpose(lower, act) or (act.kind == "send" and not _hostile(lower, act, phrases, terms)):
            return []
        phrase = _subject(lower, act, phrases, set()) if act.passive or act.reduced else _object(lower, act, phrases)
        if act.kind == "use" and phrase is not None and phrase.groups[0].form in ("bare", "article", "headline"):
            return []
        found = [Binding("launch", phrase, act.start, act.passive or act.reduced, act.reduced)] if phrase else []
        return found + _loaded(lower, act, phrases, "launch")
    if act.kind == "stop":
        if act.negated:
            return []
        phrase = _stopped(lower, act, phrases) or repelled(lower, act, phrases)
        if lower[act.start].startswith(LOOSE) and phrase is not None and phrase.groups[0].form in UNCOUNTED:
            return []  # "knows how to deal with missiles"
        if phrase is not None:
            return [Binding("stop", phrase, act.start, act.passive or act.reduced)]
        if not act.passive and not lower[act.start].endswith("ing"):
            if has_no_object(lower, act.end):  # "Missile fired from Yemen intercepted": a headline leaves out "was"
                phrase = _subject(lower, act, phrases, objects, passive=True)
                return [Binding("stop", phrase, act.start, True)] if phrase else []
            # "a missile brought down an airliner"
            phrase = _subject(lower, act, phrases, objects)
            return [Binding("hit", phrase, act.start)] if phrase else []
        return []
    if act.kind == "down":
        for phrase in phrases:
            if phrase.start == act.end and lower[phrase.end : phrase.end + 1] == ("down",):
                return [Binding("stop", phrase, act.start)]
        return []
    return _of_weapon(lower, act, phrases, objects)


def _is_purpose(lower: tuple[str, ...], act: Act) -> bool:
    """Whether an act is only what something serves for: "a hall used by rebels to launch drones"."""
    return lower[act.start - 1 : act.start] == ("to",) and "used" in lower[max(0, act.start - 7) : act.start]


def _of_weapon(lower: tuple[str, ...], act: Act, phrases: Sequence[Phrase], objects: set[Phrase]) -> list[Binding]:
    """Bind an act that the weapons do themselves, or that is done with or by them."""
    if act.kind == "comprise" and act.passive:  # "18 missiles were involved"
        phrase = _subject(lower, act, phrases, objects, passive=True) if lower[act.start] == "involved" else None
        counted = phrase is not None and phrase.groups[0].form not in UNCOUNTED
        return [Binding("launch", phrase, act.start, passive=True)] if phrase is not None and counted else []
    if act.kind == "comprise":
        phrase = _object(lower, act, phrases)
        attack = any(
            word in role_words().collective or word in ("attack", "strike", "raid") for word in lower[: act.start]
        )
        return [Binding("launch", phrase, act.start)] if phrase is not None and attack and not act.passive else []
    if act.kind == "onslaught":
        return _loaded(lower, act, phrases, "launch", noun=True)
    if (
        act.kind == "reach"
        and act.negated
        and any(word in role_words().jamming for word in lower[act.end : act.end + 9])
    ):
        phrase = _subject(lower, act, phrases, objects)
        return [Binding("stop", phrase, act.start)] if phrase is not None else []
    meaning: Meaning = "hit" if act.kind in ("hit", "land") else act.kind  # type: ignore[assignment]
    if act.passive or (act.kind in ("hit", "attack") and lower[act.end : act.end + 1] == ("by",)):
        agent = next(
            (one for one in phrases if 0 <= one.start - act.end <= 12 and _links(lower, act.end, one.start)), None
        )
        if agent is None or meaning not in ("hit", "attack"):
            return []
        return [] if act.negated else [Binding(meaning, agent, act.start)]
    if act.start and lower[act.start - 1] in role_words().sighted:
        seen = _subject(lower, act._replace(start=act.start - 1), phrases, objects)
        return [Binding("attack", seen, act.start)] if seen is not None else []
    if lower[act.start].endswith("ing") and act.kind != "land" and not _is_absolute(lower, act, phrases):
        return []
    if act.kind == "land" and on_open_ground(lower, act):
        meaning = "attack"  # it came, and nobody says that it reached anything
    elif act.kind == "land" and lower[act.start].startswith(("expl", "deton")):
        meaning = "hit" if (lower[act.end] if act.end < len(lower) else "") in _HIT_AT else "attack"
    if act.kind == "land" and lower[act.end : act.end + 1] in (("near",), ("short",), ("to",), ("before",)):
        meaning = "attack"
    if act.kind == "land" and any(pair in _DUD for pair in zip(lower[act.end :], lower[act.end + 1 :], strict=False)):
        meaning = "attack"
    if act.kind == "land" and lower[act.start] in ("fell", "fallen") and lower[act.end : act.end + 1] == ("inside",):
        meaning = "attack"  # "fell inside Gaza": mostly on the side they came from
    phrase = _subject(lower, act, phrases, objects)
    found: list[Binding] = []
    if phrase is not None:
        if not act.negated:
            found.append(Binding(meaning, phrase, act.start))
        elif meaning in ("hit", "reach"):
            found.append(Binding("unreached", phrase, act.start))
    elif not act.negated and meaning in ("hit", "attack"):
        found += _loaded(lower, act, phrases, meaning)
    return found


def _links(lower: tuple[str, ...], end: int, start: int) -> bool:
    """Whether a passive act is followed by its agent: "hit by two missiles", "was struck on Monday by a drone"."""
    between = lower[end:start]
    return (
        bool(between)
        and between[-1] in ("by", "with")
        and not any(word in _BREAKS or word == "and" for word in between)
    )


def _loaded(
    lower: tuple[str, ...], act: Act, phrases: Sequence[Phrase], meaning: Meaning, noun: bool = False
) -> list[Binding]:
    """Read "attacked the port with 20 drones", "shelled it with 20 rounds" and "an attack using 20 drones"."""
    for phrase in phrases:
        if phrase.start < act.end or phrase.start - act.end > _NEAR:
            continue
        between = lower[act.end : phrase.start]
        if (
            not between
            or any(word in _BREAKS for word in between)
            or any(word in role_words().turn for word in between[:-1])
            or any(one == "and" and two.endswith("ed") for one, two in zip(between, between[1:], strict=False))
        ):
            return []  # "shelled the town and seized a depot with 20 rockets"
        link = between[-1]
        if link in ("using", "involving", "with") or (noun and link in ("of", "by") and len(between) <= 3):
            if noun and phrase.groups[0].form in ("bare", "definite", "headline"):
                return []
            if noun and link == "by" and len(between) > 1:
                return []
            return [
                Binding("launch", phrase, act.start),
                *([Binding(meaning, phrase, act.start)] if meaning == "hit" else []),
            ]
        return []
    return []


def _hostile(lower: tuple[str, ...], act: Act, phrases: Sequence[Phrase], terms: Sequence[Term]) -> bool:
    """Whether weapons that are sent are sent to strike, not to be delivered."""
    after = lower[act.end : act.end + 12]
    if any(word in role_words().hostile for word in after[:9]):
        return True
    return any(term.category in ("munition.stop", "munition.reach") and term.start != act.start for term in terms)


def _stopped(lower: tuple[str, ...], act: Act, phrases: Sequence[Phrase]) -> Phrase | None:
    """Return what an act of air defence stopped: its object, or the subject of its passive."""
    if act.passive or act.reduced or lower[act.end - 1].startswith("radar") or lower[act.start] == "lost":
        return _subject(lower, act, phrases, set(), passive=True)
    return _object(lower, act, phrases)


def _object(lower: tuple[str, ...], act: Act, phrases: Sequence[Phrase]) -> Phrase | None:
    """Return the phrase right after an act, or the one it is a relative clause of ("drones that Russia launched")."""
    grammar = words()
    for phrase in phrases:
        gap = phrase.start - act.end
        if gap < 0:
            continue
        between = lower[act.end : phrase.start]
        if gap <= 4 and all(
            word in grammar.adverb
            or word in grammar.determiner
            or word in role_words().object_lead
            or word.endswith("ly")
            for word in between
        ):
            return phrase
        break
    for phrase in reversed(phrases):
        gap = act.start - phrase.end
        if gap < 0:
            continue
        between = lower[phrase.end : act.start]
        if (
            gap <= 10
            and between[:1] in (("that",), ("which",))
            and not any(word in _BREAKS or word == "," for word in between)
        ):
            return phrase
        if (
            0 < gap <= 4
            and (between[0] not in grammar.stop or between[0] in grammar.pronoun)
            and between[0] not in _BREAKS
            and between[0] not in (",", "and")
        ):
            subject = [word for word in between if word not in grammar.auxiliary]
            if subject in (["it"], ["they"], ["he"]):
                return phrase
            if subject and all(
                word[0].isalpha() and word not in grammar.stop and word not in grammar.verb for word in subject
            ):
                return phrase
        return None
    return None


def _subject(
    lower: tuple[str, ...], act: Act, phrases: Sequence[Phrase], objects: set[Phrase], passive: bool = False
) -> Phrase | None:
    """Return the nearest phrase before an act that can be its subject."""
    grammar = words()
    for phrase in reversed(phrases):
        if phrase.end > act.start:
            continue
        between = lower[phrase.end : act.start]
        if not between and (act.reduced or passive):
            return phrase
        if len(between) > _NEAR or any(word in (";", ".") for word in between):
            return None
        relative = between[:1] in (("that",), ("which",), ("it",), ("they",))
        if phrase in objects and not relative:
            continue
        if (
            phrase.start
            and lower[phrase.start - 1] in grammar.preposition
            and not relative
            and not _is_collected(lower, phrase.start)
            and not (
                lower[phrase.start - 1] == "with" and any(word.endswith("ing") for word in (*between, lower[act.start]))
            )
            and lower[phrase.start - 1] not in ("after", "before", "as")
        ):
            continue
        if _is_open(lower, between):
            return phrase
        return None
    return None


def _is_absolute(lower: tuple[str, ...], act: Act, phrases: Sequence[Phrase]) -> bool:
    """Whether a participle has a subject of its own after "with": "with two hitting a depot"."""
    return any(one.end == act.start and one.start and lower[one.start - 1] == "with" for one in phrases)


def _turns(between: Sequence[str]) -> bool:
    """Whether another clause opens between a phrase and an act; "before dawn" and "after midnight" open none."""
    return any(
        word in role_words().turn and following not in _HOURS
        for word, following in zip(between, (*between[1:], ""), strict=True)
    )


def _is_collected(lower: tuple[str, ...], start: int) -> bool:
    """Whether a phrase is what a noun for many is made of: "a salvo of five rockets was intercepted"."""
    return start > 1 and lower[start - 1] == "of" and lower[start - 2] in role_words().collective


#: A clause about weapons without its pronoun has at most so many words before the verb.
_CLAUSE = 5
_FIRED = frozenset(("fired", "launched", "sent", "aimed"))


def _is_open(lower: tuple[str, ...], between: Sequence[str]) -> bool:
    """Whether nothing between a phrase and an act can be another subject."""
    grammar = words()
    plain = [
        word
        for word in between
        if word not in grammar.auxiliary
        and word not in grammar.adverb
        and word not in ("to", "all", "also")
        and word not in _FAILED
        and not word.endswith("ly")
    ]
    if not plain or plain in (["that"], ["which"]):
        return True
    if any(word in _BREAKS for word in plain) or _turns(plain):
        return False
    if plain[-1] == "and":
        plain = plain[:-1]
        return bool(plain) and "and" not in plain
    if "and" in plain:
        return False
    fired = next((at for at, word in enumerate(plain[:_CLAUSE]) if word in _FIRED), 0)
    if fired and "," not in plain[:fired] and plain[0] not in grammar.preposition:
        return True  # "the rockets that ... " without "that": "rockets the militants fired at the base were stopped"
    if plain[0] == ",":
        return len(between) > 1 and between[1] in role_words().after_comma
    return plain[0] in role_words().describes
