"""Tell the attack an article is about from the others it mentions, sentence by sentence.

Example: "Shelling killed two in Goma on Friday. In May a bomb killed nine there. Two of them were nurses." - the first
sentence is the main event, the second background by its month, and the third goes on with the second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from schemas.vocabulary import Scope
from streams.extraction.clauses import numbers_the_attack, ranks_the_attack
from streams.extraction.hours import Hours, hours_of, lying_back, part_of, parts_told
from streams.extraction.other_sides import OtherSide, answers, other_sides
from streams.extraction.time_spans import dates_an_attack, names_separate, numbers_of_day, tells_of_other
from streams.text.types import ReadArticle, Sentence, Term, TimeMention

#: Days before publication within which an attack can still be the news (understanding.md: 72 h, days are whole).
FRESH_DAYS = 3
#: The reason of a sentence that opens another attack.
SEPARATE = "names a separate attack"
NUMBERED = "numbers the attacks of the day"
#: A sentence begins with its subject: "On Sunday, Russian strikes ...".
_OPENING = 4
_LEAD_PARAGRAPHS = 3
_SPEECH_REACH = 3
#: Tokens from "had" to the act that had happened before.
_PERFECT_REACH = 4
#: Tokens that a dateline takes at most.
_DATELINE = 10
#: A day that is only when somebody spoke is not the day of the attack.
_TIED = -1.0


class SentenceScope(NamedTuple):
    """Which event a sentence tells of, and the cue that says so."""

    scope: Scope
    reason: str


@dataclass(frozen=True, slots=True)
class Story:
    """The main event's day and the scope of every sentence, aligned with ``ReadArticle.sentences``.

    ``precision``: day, night, or None without a day. ``hours``: the hours of that day, None when not told.
    ``others``: where the body tells of attacks of the other side.
    """

    day: date | None
    precision: str | None
    scopes: tuple[SentenceScope, ...]
    times: tuple[tuple[TimeMention, ...], ...]
    hours: Hours | None = None
    others: tuple[OtherSide, ...] = ()

    def mentions(self, sentence: int) -> tuple[TimeMention, ...]:
        """Return the times mentioned in a sentence, in order."""
        return self.times[sentence]


def read_story(read: ReadArticle) -> Story:
    """Return the day of the main event and what each sentence tells of."""
    times = _by_sentence(read.times, len(read.sentences))
    day, precision = event_day(read, times)
    lead = _hours(read, times, day)
    published = read.published_local.date() if read.published_local else None
    scopes: list[SentenceScope] = []
    others = other_sides(read)
    apart = {each.sentence for each in others if each.start <= _OPENING} | answers(read)
    for sentence, terms, mentions in zip(read.sentences, read.terms, times, strict=True):
        before = scopes[-1] if scopes and sentence.position > 0 else None
        if sentence.index in apart:
            scopes.append(SentenceScope(Scope.OTHER_EVENT, SEPARATE))
            continue
        scopes.append(_scope(sentence, terms, mentions, day, published, before, lead))
    return Story(day, precision, tuple(scopes), times, lead, others)


def _hours(
    read: ReadArticle,
    times: Sequence[Sequence[TimeMention]],
    day: date | None,
) -> Hours | None:
    """Return the hours that the mention of the event's day with the closest bond to an act tells."""
    best: tuple[float, Hours] | None = None
    for sentence, terms, mentions in zip(read.sentences, read.terms, times, strict=True):
        if sentence.segment.paragraph >= _LEAD_PARAGRAPHS or _looks_back(sentence, terms):
            continue
        for mention in mentions:
            if day is None or mention.day != day or _in_dateline(sentence, mention):
                continue
            bond = _bond(sentence, terms, mention)
            hours = hours_of(sentence, mention) if bond > 0 else None
            if hours is not None and (best is None or bond + _prominence(sentence) > best[0]):
                best = bond + _prominence(sentence), hours
    return None if best is None else lying_back(best[1], day, read.published_local)


def _by_sentence(times: Sequence[TimeMention], size: int) -> tuple[tuple[TimeMention, ...], ...]:
    found: list[list[TimeMention]] = [[] for _ in range(size)]
    for mention in times:
        found[mention.sentence].append(mention)
    return tuple(tuple(mentions) for mentions in found)


def _scope(
    sentence: Sentence,
    terms: Sequence[Term],
    mentions: Sequence[TimeMention],
    day: date | None,
    published: date | None,
    before: SentenceScope | None,
    lead: Hours | None,
) -> SentenceScope:
    """Decide one sentence; ``before`` is the scope of the sentence before it in the same paragraph.

    ``lead``: the hours of the main event.
    """
    if sentence.segment.kind != "paragraph":
        return SentenceScope(Scope.MAIN, "headline or summary")
    categories = {term.category for term in terms}
    if "discourse.back" in categories:
        return SentenceScope(Scope.MAIN, "names the latest attack")
    speech = [term for term in terms if term.category == "attribution.verb"]
    # "The gate was destroyed on Monday, the army said on Tuesday" is of Monday.
    mentions = [one for one in mentions if not _just_said(sentence.lower, one, speech)] or mentions
    here = [mention for mention in mentions if is_main_day(mention, day, published)]
    first = sentence.segment.paragraph == 0 and sentence.position == 0
    if (
        "discourse.other" in categories or names_separate(sentence)
    ) and not first:  # what the lead tells is the news, "in separate incidents" too
        return SentenceScope(Scope.OTHER_EVENT, SEPARATE)
    if "discourse.recall" in categories and sentence.segment.paragraph > 0:
        return SentenceScope(Scope.BACKGROUND, "recalls another attack")
    if lead is not None and sentence.segment.paragraph > 0 and _is_of_other_hours(sentence, terms, here, lead):
        return SentenceScope(Scope.OTHER_EVENT, "tells of another hour of the day")
    if "discourse.accusation" in categories and sentence.segment.paragraph > 0 and not here:
        return SentenceScope(Scope.BACKGROUND, "tells of an accusation")
    old = [each for each in mentions if each.kind in ("period", "past") or is_earlier(each, day)]
    apart = [mention for mention in old if not _is_beside(sentence, mention)]
    if apart and not here:
        scope = Scope.BACKGROUND if any(mention.day is None for mention in apart) else Scope.OTHER_EVENT
        return SentenceScope(scope, f"tells of {sentence.text(apart[0].start, apart[0].end)!r}")
    if before is not None and before.reason == NUMBERED and tells_of_other(sentence, terms):
        return SentenceScope(Scope.OTHER_EVENT, "tells of another attack of the day")
    if sentence.segment.paragraph > 0 and numbers_of_day(sentence):
        return SentenceScope(Scope.MAIN, NUMBERED)
    if here or before is None or before.scope is Scope.MAIN:
        return SentenceScope(Scope.MAIN, "same day" if here else "no cue to another event")
    return SentenceScope(before.scope, "goes on with the sentence before")


def _is_of_other_hours(sentence: Sentence, terms: Sequence[Term], days: Sequence[TimeMention], lead: Hours) -> bool:
    """Whether a sentence tells of an attack at another part of the day than the main one; ``days`` of it are told.

    Class, after an attack in the evening: "The morning's blast killed four", "In the morning a bomb had killed two",
    "The post was stormed on Sunday morning". Who died or was found since belongs to the main attack.
    """
    if any(term.category.startswith(("cue.toll", "cue.died_later", "cue.wounded_before")) for term in terms):
        return False
    acts = [term for term in terms if _is_act(term) or (term.category == "act.kill" and _looks_back(sentence, terms))]
    said = [term.end for term in terms if term.category == "attribution.verb"]
    told = [(start, end) for start, end in parts_told(sentence) if not any(0 <= start - at <= 1 for at in said)]
    hours = [part_of(sentence, end) for _, end in told]
    speech = [term for term in terms if term.category == "attribution.verb"]
    for each in days:
        lasted = sentence.lower[max(0, each.start - 1) : each.start + 1]
        if _LASTED.isdisjoint(lasted) and not _just_said(sentence.lower, each, speech):
            found = hours_of(sentence, each)
            hours += [] if found is None else [found]
    return bool(acts) and bool(hours) and all(each.is_apart(lead) for each in hours)


#: "It went on until Sunday morning."
_LASTED = frozenset(("until", "till", "by", "into", "to", "since", "from"))


def _looks_back(sentence: Sentence, terms: Sequence[Term]) -> bool:
    """Whether a sentence below the lead tells of what had happened before: "a bomb had killed three people there"."""
    if sentence.segment.paragraph <= 0:
        return False
    had = [at for at, word in enumerate(sentence.lower) if word == "had"]
    acts = [term.start for term in terms if term.category.startswith("act.")]
    return any(0 < act - at <= _PERFECT_REACH for at in had for act in acts)


def _is_beside(sentence: Sentence, mention: TimeMention) -> bool:
    """Whether a time belongs to a clause beside the news and says nothing of its sentence.

    Class: "The raid came two weeks after a truce collapsed", "A bomb killed Omar Haddad, who led the town in 2015".
    """
    return (
        counts_from(sentence, mention)
        or is_ranking(sentence, mention)
        or (sentence.segment.paragraph == 0 and sentence.position == 0 and _in_lead_beside(sentence, mention))
    )


def _in_lead_beside(sentence: Sentence, mention: TimeMention) -> bool:
    """Whether a time of the lead says who somebody is: "troops killed the man behind the 2023 bombing"."""
    return _in_relative(sentence.lower, mention.start) or dates_an_attack(sentence, mention.start)


def counts_from(sentence: Sentence, mention: TimeMention) -> bool:
    """Whether a time counts from an older event that follows it: "two weeks after a truce collapsed"."""
    return mention.day is None and sentence.lower[mention.end - 1] == "after"


def is_ranking(sentence: Sentence, mention: TimeMention) -> bool:
    """Whether a time only numbers or ranks the attack: "the third this year", "the worst raid since 2011"."""
    if mention.kind == "period" and numbers_the_attack(sentence.lower, mention.start):
        return True
    return mention.kind in ("period", "past") and ranks_the_attack(sentence.lower, mention.start)


def _in_relative(lower: tuple[str, ...], at: int) -> bool:
    """Whether a token stands in a clause that a comma and "who", "making" open and none has closed."""
    comma = next((place for place in range(at - 1, 0, -1) if lower[place] == ","), None)
    return comma is not None and lower[comma + 1] in _RELATIVE


_RELATIVE = frozenset(("who", "which", "whose", "where", "making"))


def is_main_day(mention: TimeMention, day: date | None, published: date | None) -> bool:
    """Whether a mention is the main event's day, or a later one on which its toll was told."""
    if mention.day is None or mention.kind not in ("day", "night"):
        return False
    return day is None or day <= mention.day <= (published or mention.day)


def is_earlier(mention: TimeMention, day: date | None) -> bool:
    """Whether a mention is a day before the main event's."""
    return mention.day is not None and day is not None and mention.day < day


def event_day(read: ReadArticle, times: Sequence[Sequence[TimeMention]]) -> tuple[date | None, str | None]:
    """Return the day on which the main event happened, with its precision; (None, None) when the text names none.

    The day bound to an act wins over a day on which somebody said or counted something: in "officials said on Friday
    that Wednesday's raid killed two" it is Wednesday.
    """
    published = read.published_local.date() if read.published_local else None
    best: tuple[float, date, str] | None = None
    for sentence, terms, mentions in zip(read.sentences, read.terms, times, strict=True):
        if sentence.segment.paragraph >= _LEAD_PARAGRAPHS and best is not None and best[0] >= _TIED:
            break
        for mention in mentions:
            if mention.day is None or mention.kind not in ("day", "night") or _in_dateline(sentence, mention):
                continue
            if sentence.lower[mention.end - 1] == "after":
                continue  # "a day after militants stormed a college" is the day of the college
            if published is not None and not timedelta(0) <= published - mention.day <= timedelta(days=30):
                continue
            if any(term.category == "discourse.recall" for term in terms) or _is_accusation(sentence, terms):
                continue
            score = _bond(sentence, terms, mention) + _prominence(sentence) - _looks_back(sentence, terms)
            if published is not None and (published - mention.day).days > FRESH_DAYS:
                score -= 2
            if best is None or score > best[0]:
                best = (score, mention.day, mention.kind)
    if best is None or best[0] < _TIED:
        return None, None
    return best[1], best[2]


def _is_accusation(sentence: Sentence, terms: Sequence[Term]) -> bool:
    """Whether a sentence below the lead only tells of what a side accuses the other."""
    return sentence.segment.paragraph > 0 and any(term.category == "discourse.accusation" for term in terms)


def _in_dateline(sentence: Sentence, mention: TimeMention) -> bool:
    """Whether a day only dates the dispatch: "TRIPOLI, March 27 (Agency) - Militias fought ..."."""
    if sentence.segment.paragraph != 0 or sentence.position != 0 or mention.end > _DATELINE:
        return False
    dash = next((at for at, word in enumerate(sentence.words[: _DATELINE + 6]) if word in ("-", "–", "—", ":")), None)
    return dash is not None and mention.end <= dash and sentence.words[0].isupper()


def _prominence(sentence: Sentence) -> float:
    if sentence.segment.kind != "paragraph":
        return 0.5
    return max(0.0, 1.5 - 0.5 * sentence.segment.paragraph - 0.25 * sentence.position)


#: Acts that bind a day to the attack; deaths and counting bind weaker, for people die and are counted later.
_ACTS = ("act.", "weapon.", "cue.arms.", "munition.send", "munition.launch")
_WEAK_ACTS = ("act.kill", "act.wound", "cue.toll", "cue.died_later")


def _bond(sentence: Sentence, terms: Sequence[Term], mention: TimeMention) -> float:
    """Score how closely a day is tied to an act rather than to saying or counting."""
    lower = sentence.lower
    acts = [term for term in terms if _is_act(term)]
    weak = [term for term in terms if term.category.startswith(_WEAK_ACTS)]
    if lower[mention.end - 1] in ("'s", "’s") and any(0 <= term.start - mention.end <= 3 for term in acts):
        # Further down "Monday's fire" is rather another attack that the text recalls.
        return 4.0 if sentence.segment.paragraph <= 0 else 2.0
    if _just_said(lower, mention, [term for term in terms if term.category == "attribution.verb"]):
        return -3.0
    if _names_something_else(lower, acts, mention):
        return 0.0
    nearest = min((_distance(term, mention) for term in acts), default=None)
    counted = [_distance(term, mention) for term in weak if term.category in ("cue.toll", "cue.died_later")]
    if any(distance <= 4 and (nearest is None or distance < nearest) for distance in counted):
        return 0.0
    if nearest is not None:
        into = 0.5 if lower[max(0, mention.start - 1) : mention.start] == ("into",) else 0.0
        return 2.0 + into - 0.05 * nearest
    return 1.0 if weak else 0.0


def _is_act(term: Term) -> bool:
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


def _just_said(lower: tuple[str, ...], mention: TimeMention, speech: Sequence[Term]) -> bool:
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
