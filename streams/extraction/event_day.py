"""Choose the day on which the main event happened, by how closely each day told is bound to an act.

Example: in "officials said on Friday that Wednesday's raid killed two, and on Thursday the toll rose to four" it is
Wednesday: on Friday somebody spoke, on Thursday somebody counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from streams.extraction.deeds import of_a_deed
from streams.extraction.moments import is_moment
from streams.extraction.other_days import (
    begins_a_fight,
    ends_a_fight,
    is_of_day_before,
    is_of_other_attack,
    was_found,
    who_said,
)
from streams.extraction.time_spans import names_neighbour
from streams.text.types import ReadArticle, Sentence, Term, TimeMention

#: Days before publication within which an attack can still be the news (understanding.md: 72 h, days are whole).
FRESH_DAYS = 3
#: The paragraphs in which the day is looked for first.
LEAD_PARAGRAPHS = 3
_SPEECH_REACH = 3
#: Tokens from "had" to the act that had happened before.
_PERFECT_REACH = 4
#: Tokens that a dateline takes at most.
_DATELINE = 10
#: A day that is only when somebody spoke is not the day of the attack.
_TIED = -1.0


def event_day(read: ReadArticle, times: Sequence[Sequence[TimeMention]]) -> tuple[date | None, str | None]:
    """Return the day on which the main event happened, with its precision; (None, None) when the text names none.

    The day bound to an act wins over a day on which somebody said or counted something: in "officials said on Friday
    that Wednesday's raid killed two" it is Wednesday.
    """
    published = read.published_local.date() if read.published_local else None
    best: tuple[float, date, str] | None = None
    told = False
    just_now: date | None = None
    silent = not any(
        term.category.startswith("act.") and term.category not in _NO_NEWS
        for sentence, terms in zip(read.sentences, read.terms, strict=True)
        if sentence.segment.paragraph < LEAD_PARAGRAPHS
        for term in terms
    )  # "Candles were lit on Saturday": the attack is told further down
    for sentence, terms, mentions in zip(read.sentences, read.terms, times, strict=True):
        if sentence.segment.paragraph >= LEAD_PARAGRAPHS and best is not None and best[0] >= _TIED and told:
            break
        for mention in mentions:
            if mention.day is None or mention.kind not in ("day", "night") or in_dateline(sentence, mention):
                continue
            if sentence.lower[mention.end - 1] == "after":
                continue  # "a day after militants stormed a college" is the day of the college
            if is_of_other_attack(read.sentences[: sentence.index], sentence, mention):
                continue
            if is_of_day_before(read.sentences, read.terms, mention):
                just_now = published
                continue
            if published is not None and not timedelta(0) <= published - mention.day <= timedelta(days=30):
                continue
            if any(term.category == "discourse.recall" for term in terms) or _is_accused(sentence, terms, mention):
                continue
            bound = bond(sentence, terms, mention)
            if bound <= 0 and is_moment(sentence, mention):
                continue  # "we have no light just now"
            score = bound + prominence(sentence) - looks_back(sentence, terms) - (silent and bound <= 0)
            score -= 3 * names_neighbour(sentence, mentions)
            if published is not None and (published - mention.day).days > FRESH_DAYS:
                score -= 2
            if best is None or score > best[0]:
                best, told = (score, mention.day, mention.kind), not silent or bound > 0
    if best is None or best[0] < _TIED:
        return just_now, "day" if just_now else None
    return best[1], best[2]


def looks_back(sentence: Sentence, terms: Sequence[Term]) -> bool:
    """Whether a sentence below the lead tells of what had happened before: "a bomb had killed three people there"."""
    if sentence.segment.paragraph <= 0:
        return False
    had = [at for at, word in enumerate(sentence.lower) if word == "had"]
    acts = [term.start for term in terms if term.category.startswith("act.")]
    return any(0 < act - at <= _PERFECT_REACH for at in had for act in acts)


def _is_accused(sentence: Sentence, terms: Sequence[Term], mention: TimeMention) -> bool:
    """Whether a sentence below the lead only tells of what a side accuses the other.

    Not where the accuser is told in passing, after the day: "It happened on Sunday, said the union, which accused X".
    """
    accusing = [term.start for term in terms if term.category == "discourse.accusation"]
    if sentence.segment.paragraph <= 0 or not accusing:
        return False
    aside = _RELATIVE.intersection(sentence.lower[max(0, accusing[0] - 2) : accusing[0]])
    return not (aside and mention.end <= accusing[0])


_RELATIVE = frozenset(("who", "which", "whose"))


def in_dateline(sentence: Sentence, mention: TimeMention) -> bool:
    """Whether a day only dates the dispatch: "TRIPOLI, March 27 (Agency) - Militias fought ..."."""
    if sentence.segment.paragraph != 0 or sentence.position != 0 or mention.end > _DATELINE:
        return False
    dash = next((at for at, word in enumerate(sentence.words[: _DATELINE + 6]) if word in ("-", "–", "—", ":")), None)
    return dash is not None and mention.end <= dash and sentence.words[0].isupper()


def prominence(sentence: Sentence) -> float:
    """Return what it counts that a day stands high up in the text."""
    if sentence.segment.kind != "paragraph":
        return 0.5
    return max(0.0, 1.5 - 0.5 * sentence.segment.paragraph - 0.25 * sentence.position)


#: Acts that bind a day to the attack; deaths and counting bind weaker, for people die and are counted later.
_ACTS = ("act.", "weapon.", "cue.arms.", "munition.send", "munition.launch")
_WEAK_ACTS = ("act.kill", "act.wound", "cue.toll", "cue.died_later")


def bond(sentence: Sentence, terms: Sequence[Term], mention: TimeMention) -> float:
    """Score how closely a day is tied to an act rather than to saying or counting."""
    lower = sentence.lower
    own = [term for term in terms if is_act(term) and lower[term.end : term.end + 1] not in _POLICY]
    acts = [term for term in own if not _comes_before(lower, term, mention)]
    weak = [term for term in terms if term.category.startswith(_WEAK_ACTS) and not _comes_before(lower, term, mention)]
    answered = lower[max(0, mention.start - 2) : mention.start] in _ANSWERED
    if answered or lower[mention.start - 1 : mention.start] == ("behind",) or of_a_deed(lower, mention.start):
        return 0.5
    if lower[mention.end - 1] in ("'s", "’s") and any(0 <= term.start - mention.end <= 3 for term in acts):
        # Further down "Monday's fire" is rather another attack that the text recalls.
        return 4.0 if sentence.segment.paragraph <= 0 else 1.0
    said = just_said(lower, mention, [term for term in terms if term.category == "attribution.verb"])
    if said or who_said(lower, mention.start, mention.end) or was_found(lower, mention.start):
        return -3.0
    if _names_something_else(lower, acts, mention) or ends_a_fight(lower, mention.start):
        return 0.0
    nearest = min((_distance(term, mention) for term in acts), default=None)
    told = any(term.end <= mention.start for term in acts)
    counted = [
        _distance(term, mention) for term in weak
        if term.category in ("cue.toll", "cue.died_later") and not (told and term.start >= mention.end)
    ]  # fmt: skip
    if any(distance <= 4 and (nearest is None or distance < nearest) for distance in counted):
        return _COUNTED
    if nearest is not None:
        into = 0.5 if lower[max(0, mention.start - 1) : mention.start] == ("into",) else 0.0
        return 2.0 + into - 0.05 * nearest
    killed = [_distance(term, mention) for term in weak if term.name == "kill"]
    if killed and own:
        return 2.0 - 0.05 * min(killed)  # "killed eight on Friday, hours after an attack on a post"
    return 1.0 if weak or begins_a_fight(lower, mention.start) else 0.0


#: What an attack answers was done before it: "in retaliation for Saturday's rocket fire"; "two men behind Saturday's".
_ANSWERED = frozenset((("revenge", "for"), ("retaliation", "for"), ("response", "to"), ("reprisal", "for")))
#: Words for harm and for hits are said of other things than attacks, too.
_NO_NEWS = ("act.kill", "act.wound", "act.hit", "act.launch", "act.seize", "act.intercept")
#: When somebody counted is rather not when it happened.
_COUNTED = -2.0


def _comes_before(lower: tuple[str, ...], act: Term, mention: TimeMention) -> bool:
    """Whether an act went before what the day tells of: "buried on Tuesday after gunmen attacked the village".

    Not "two days after gunmen attacked", which is the day of the attack.
    """
    return lower[mention.end - 1] not in _DAYS and "after" in lower[mention.end : act.start]


_DAYS = frozenset(("day", "days"))
#: "Gun laws" and "missile talks" are no act.
_POLICY = frozenset((word,) for word in ("law", "laws", "control", "controls", "talks", "ban", "licence", "lobby"))


def is_act(term: Term) -> bool:
    """Whether a term is an act of an attack, not only its outcome."""
    return term.category.startswith(_ACTS) and not term.category.startswith(_WEAK_ACTS)


def _names_something_else(lower: tuple[str, ...], acts: Sequence[Term], mention: TimeMention) -> bool:
    """Whether a day only tells which talk, vote or visit is meant: "hours after the September 12 call"."""
    if lower[max(0, mention.start - 1) : mention.start] not in (("the",), ("a",)) or mention.end >= len(lower):
        return False
    act = any(term.start <= mention.end + 2 and term.end > mention.end for term in acts)
    return lower[mention.end].isalpha() and lower[mention.end] not in _NO_NOUNS and not act


_NO_NOUNS = frozenset(
    ["and", "in", "at", "on", "by", "when", "after", "before", "near", "of", "to", "but", "as", "that"]
)


def just_said(lower: tuple[str, ...], mention: TimeMention, speech: Sequence[Term]) -> bool:
    """Whether the day follows a verb of saying within a few words ("said on Friday", "told reporters on Friday")."""
    for term in speech:
        between = lower[term.end : mention.start]
        if lower[term.start] == term.name:
            continue  # the base form is mostly a noun: "a post in Tokmak on Wednesday"
        if term.end <= mention.start and len(between) <= _SPEECH_REACH and not {"that", ",", "the", "a"} & set(between):
            return True
    return False


def _distance(term: Term, mention: TimeMention) -> int:
    return max(term.start - mention.end, mention.start - term.end, 0)
