"""Tell the days that belong to something beside the attack told: the end of a siege, a later find, another attack.

Example: in "The siege of the hotel ended on Sunday. The men had come on Friday evening" it is Friday; "the gunmen who
took a hotel on Friday" dates another attack than the shelling told.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.text.types import Sentence, Term, TimeMention

#: Tokens from the end of a fight to its day, and from the fight to its end.
_REACH = 10
_LASTING = frozenset(
    ("siege", "standoff", "stand-off", "battle", "fighting", "operation", "attack", "assault", "raid", "gunfight",
     "firefight", "clashes", "clash", "shootout")
)  # fmt: skip
_ENDS = frozenset(("ended", "concluded", "ending", "over", "finished"))
_BEGINS = frozenset(("began", "begun", "started", "starting", "when", "after", "before"))
#: What also ends, and is no fight: "the shelling ended a truce on Friday".
_CALM = frozenset(("truce", "ceasefire", "lull", "calm", "peace", "quiet", "curfew", "career", "life"))
_SPOKE = frozenset(("said", "told", "announced", "reported"))
_STOPS = frozenset((".", ";", ":", "—", "–"))


def ends_a_fight(lower: Sequence[str], at: int) -> bool:
    """Return whether the day that starts at a token is that on which a fight ended, which may have begun before.

    Class: "Troops ended a siege of the hotel on Sunday", "The operation was concluded at 04:50 this morning"; not
    "ended a truce on Friday", "over the town on Friday", "the siege ended when commandos struck on Sunday".
    """
    for end in range(at - 1, max(0, at - _REACH) - 1, -1):
        if lower[end] in _STOPS or lower[end] in _BEGINS or lower[end] in _SPOKE:
            return False
        if lower[end] in _ENDS:
            if lower[end] == "over" and lower[end - 1] not in ("was", "is", "were", "are"):
                continue
            if not _CALM.isdisjoint(lower[max(0, end - 4) : at]):
                return False
            return not _LASTING.isdisjoint(lower[max(0, end - _REACH) : at])
    return False


def begins_a_fight(lower: Sequence[str], at: int) -> bool:
    """Return whether the day that starts at a token is that on which a fight began: "It had begun on Friday".

    Not "The war began on Friday", nor "the trial began".
    """
    for begin in range(at - 1, max(0, at - 4), -1):
        if lower[begin] in _BEGAN:
            before = lower[max(0, begin - _SUBJECT) : begin]
            return not _SUBJECTS.isdisjoint(before) and _OTHERS.isdisjoint(before)
    return False


_BEGAN = frozenset(("began", "begun", "started"))
#: Tokens from the subject to its verb.
_SUBJECT = 8
_SUBJECTS = _LASTING | {"it", "shooting", "shelling"}
_OTHERS = frozenset(("war", "trial", "talks", "offensive", "invasion", "conflict", "search", "inquiry"))


def was_found(lower: Sequence[str], at: int) -> bool:
    """Return whether the day that starts at a token only tells when people were found who are counted now.

    Class: "Two of the five found behind the door on Saturday were breathing"; not "Nine bodies were found on Saturday"
    nor "Nine bodies found on Saturday", which is the news.
    """
    for place in range(at - 1, max(0, at - 8), -1):
        if lower[place] in _STOPS or lower[place] == ",":
            return False
        if lower[place] == "found":
            known = not _KNOWN.isdisjoint(lower[max(0, place - 3) : place])
            return known and lower[place - 1] not in ("was", "were", "been", "is", "are", "had", "has", "have")
    return False


_KNOWN = frozenset(("the", "those", "these"))


def who_said(lower: Sequence[str], start: int, end: int) -> bool:
    """Return whether a relative clause tells on which day somebody spoke: "police, who on Monday spoke of 13 dead".

    ``start``, ``end``: the tokens of the day. Not "the gunmen, who on Monday shot nine, said".
    """
    opens = not _WHO.isdisjoint(lower[max(0, start - 1) : start])
    return opens and not _SPOKEN.isdisjoint(lower[end : end + 1])


_SPOKEN = _SPOKE | {"spoke", "put", "gave", "counted", "confirmed", "claimed", "denied"}


def is_of_other_attack(before: Sequence[Sentence], sentence: Sentence, mention: TimeMention) -> bool:
    """Return whether a day stands in a clause that says of the attackers what else they did.

    ``before``: the sentences of the text up to this one. Class, below the lead: "The group also sent the gunmen who
    took a hotel on Friday", "The rebels, whose men burned a mine on Friday, denied it": what they took is new to the
    text. Not "the men who stormed the church on Sunday", nor of a church told before.
    """
    lower = sentence.lower
    who = next((at for at in range(mention.start - 1, 0, -1) if lower[at] in _WHO), None)
    if who is None or not before or not any(each.segment.kind == "paragraph" for each in before):
        return False
    clause = lower[who + 1 : mention.start]
    if "," in clause or not _SPOKE.isdisjoint(clause):
        return False
    at = next((at for at, word in enumerate(clause[:-1]) if word in _NEW and at), None)
    if at is None:
        return False
    named = _noun_phrase(clause[at + 1 :])
    return bool(named) and all(named[-1] not in each.lower for each in before)


def _noun_phrase(words: Sequence[str]) -> Sequence[str]:
    """Return the words up to the preposition that ends a noun phrase: "crowded hotel" of "crowded hotel in the"."""
    end = next((at for at, word in enumerate(words) if word in _AFTER_NOUN or not word.isalpha()), len(words))
    return words[:end]


_WHO = frozenset(("who", "whose", "which"))
_NEW = frozenset(("a", "an", "another"))
_AFTER_NOUN = frozenset(("in", "at", "near", "on", "of", "outside", "and", "with", "late", "early", "last", "killing"))


def is_of_day_before(sentences: Sequence[Sentence], terms: Sequence[Sequence[Term]], mention: TimeMention) -> bool:
    """Return whether "yesterday" opens a sentence about an attack before the one that has just happened.

    Class: "A drone has hit a bus. ... Yesterday rockets killed five people", "Yesterday another bomb went off". Not
    after news of the dead ("A fifth man has died. Yesterday shells hit the centre"), nor where the attack is told again
    ("Yesterday the attack ...", "Yesterday's attack").
    """
    sentence = sentences[mention.sentence]
    first = next((at for at, word in enumerate(sentence.lower) if word[0].isalnum()), 0)
    if mention.start != first or sentence.lower[mention.start : mention.end] not in _YESTERDAY:
        return False
    if not _AGAIN.isdisjoint(zip(sentence.lower, sentence.lower[1:], strict=False)):
        return False
    if "another" in sentence.lower[mention.end : mention.end + 3]:
        return True
    return any(
        _has_just_struck(one, found)
        for one, found in zip(sentences[: mention.sentence], terms, strict=False)
        if one.segment.kind == "paragraph" and one.segment.paragraph <= 0
    )


def _has_just_struck(sentence: Sentence, terms: Sequence[Term]) -> bool:
    """Whether a sentence tells an attack in the present perfect: "A drone has hit a bus"; deaths alone are none."""
    had = [at for at, word in enumerate(sentence.lower) if word in ("has", "have")]
    acts = [term.start for term in terms if term.category.startswith(_STRIKES) and term.category not in _HARMS]
    return any(0 < act - at <= 3 for at in had for act in acts)


_YESTERDAY = (
    ("yesterday",),
    ("last", "night"),
    ("yesterday", "evening"),
    ("yesterday", "morning"),
    ("last", "evening"),
)
_AGAIN = frozenset(
    (article, noun) for article in ("the", "this") for noun in ("attack", "strike", "blast", "shelling", "explosion")
)
_STRIKES = ("act.", "munition.land")
_HARMS = frozenset(("act.kill", "act.wound", "act.intercept"))
