"""Tell the attack an article is about from the others it mentions, sentence by sentence.

Example: "Shelling killed two in Goma on Friday. In May a bomb killed nine there. Two of them were nurses." - the first
sentence is the main event, the second background by its month, and the third goes on with the second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from schemas.vocabulary import Scope
from streams.extraction.clauses import numbers_the_attack, ranks_the_attack
from streams.extraction.earlier_attacks import before_earlier, earlier_elsewhere
from streams.extraction.event_day import (
    LEAD_PARAGRAPHS,
    bond,
    event_day,
    in_dateline,
    is_act,
    just_said,
    looks_back,
    prominence,
)
from streams.extraction.hours import Hours, hours_of, lying_back, part_of, parts_told
from streams.extraction.other_sides import OtherSide, answers, other_sides
from streams.extraction.time_spans import (
    dates_an_attack,
    names_neighbour,
    names_other_ship,
    names_separate,
    numbers_of_day,
    tells_of_other,
)
from streams.text.types import ReadArticle, Sentence, Term, TimeMention

#: The reason of a sentence that opens another attack.
SEPARATE = "names a separate attack"
NUMBERED = "numbers the attacks of the day"
#: A sentence begins with its subject: "On Sunday, Russian strikes ...".
_OPENING = 4


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
    earlier = earlier_elsewhere(read)
    for sentence, terms, mentions in zip(read.sentences, read.terms, times, strict=True):
        before = scopes[-1] if scopes and sentence.position > 0 else None
        if sentence.index in apart:
            scopes.append(SentenceScope(Scope.OTHER_EVENT, SEPARATE))
            continue
        if sentence.index in earlier:
            scopes.append(SentenceScope(Scope.OTHER_EVENT, "tells of an earlier attack of the day"))
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
        if sentence.segment.paragraph >= LEAD_PARAGRAPHS or looks_back(sentence, terms):
            continue
        for mention in mentions:
            if day is None or mention.day != day or in_dateline(sentence, mention):
                continue
            bound = bond(sentence, terms, mention)
            hours = hours_of(sentence, mention) if bound > 0 else None
            if hours is not None and (best is None or bound + prominence(sentence) > best[0]):
                best = bound + prominence(sentence), hours
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
    mentions = [one for one in mentions if not just_said(sentence.lower, one, speech)] or mentions
    here = [mention for mention in mentions if is_main_day(mention, day, published)]
    first = sentence.segment.paragraph == 0 and sentence.position == 0
    # "was hit off Mokha, a day after another ship was struck further north": what came before is not the news.
    news = {term.category for term in before_earlier(sentence, terms)}
    if (
        "discourse.other" in news
        or names_separate(sentence)
        or names_other_ship(sentence, terms)
        or (names_neighbour(sentence, mentions) and all(each.day != day for each in mentions))
    ) and not first:  # what the lead tells is the news, "in separate incidents" too
        return SentenceScope(Scope.OTHER_EVENT, SEPARATE)
    if "discourse.recall" in categories and sentence.segment.paragraph > 0:
        return SentenceScope(Scope.BACKGROUND, "recalls another attack")
    if lead is not None and sentence.segment.paragraph > 0 and _is_of_other_hours(sentence, terms, here, lead):
        return SentenceScope(Scope.OTHER_EVENT, "tells of another hour of the day")
    if _accuses(sentence, terms) and sentence.segment.paragraph > 0 and not here:
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


def _accuses(sentence: Sentence, terms: Sequence[Term]) -> bool:
    """Whether a sentence is about an accusation: not only about its source, "a committee, who accused the militia".

    "The rebels, who accused the army of killing 40," tells of something else.
    """
    lower = sentence.lower
    return any(
        lower[term.start - 1] not in ("who", "which") or "of" in lower[term.end : term.end + _ACCUSED]
        for term in terms
        if term.category == "discourse.accusation"
    )


#: Tokens from "accused" over those accused to "of".
_ACCUSED = 7


def _is_of_other_hours(sentence: Sentence, terms: Sequence[Term], days: Sequence[TimeMention], lead: Hours) -> bool:
    """Whether a sentence tells of an attack at another part of the day than the main one; ``days`` of it are told.

    Class, after an attack in the evening: "The morning's blast killed four", "In the morning a bomb had killed two",
    "The post was stormed on Sunday morning". Who died or was found since belongs to the main attack.
    """
    if any(term.category.startswith(("cue.toll", "cue.died_later", "cue.wounded_before")) for term in terms):
        return False
    acts = [term for term in terms if is_act(term) or (term.category == "act.kill" and looks_back(sentence, terms))]
    said = [term.end for term in terms if term.category == "attribution.verb"]
    told = [(start, end) for start, end in parts_told(sentence) if not any(0 <= start - at <= 1 for at in said)]
    hours = [part_of(sentence, end) for _, end in told]
    speech = [term for term in terms if term.category == "attribution.verb"]
    for each in days:
        lasted = sentence.lower[max(0, each.start - 1) : each.start + 1]
        if _LASTED.isdisjoint(lasted) and not just_said(sentence.lower, each, speech):
            found = hours_of(sentence, each)
            hours += [] if found is None else [found]
    return bool(acts) and bool(hours) and all(each.is_apart(lead) for each in hours)


#: "It went on until Sunday morning."
_LASTED = frozenset(("until", "till", "by", "into", "to", "since", "from"))


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
