"""Decide whether an article reports a breaking event of armed conflict, why not, and which kind it is.

"Rebels shelled Goma on Friday, killing two" is an event, a shelling; "Rebels threaten to shell Goma" is hypothetical;
"Goma remembers the shelling of 1996" is historic. Every decision carries the features that made it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache, partial

from schemas.base import Span
from streams.classification.armed_reports import armed_report, is_crime, own_dead
from streams.classification.bulletins import bulletin
from streams.classification.event_type import Vote, event_type
from streams.classification.features import fired_report, fresh_report, observe, plain_report, quote, read_all
from streams.classification.groups import groups
from streams.classification.model import EVENT, Decision, decide, model, plain_words
from streams.classification.reading import Reading
from streams.classification.signals import denies, rebuts, signals, withdraws
from streams.classification.words import Observed
from streams.stage import Context
from streams.text.types import ClassifiedArticle, Feature, ReadArticle

#: How many features explain a decision.
SHOWN = 12
#: How sure a withdrawal is that the words alone took for no event.
EVEN = 0.5
#: Sentences in which a withdrawal names the attack it takes back.
OPENING = 5
#: What calm details (shops open again, a shopkeeper speaks) can make of a report.
CALM = ("not_conflict", "aftermath", "crime")
#: What a long beginning (a memory, a street, talks) can make of a report that tells its news further down.
SLOW = ("not_conflict", "aftermath", "historic", "commentary")
#: How sure the scan is when it finds nothing.
SCAN_CONFIDENCE = 0.99


def classify_article(read: ReadArticle, context: Context) -> ClassifiedArticle:
    """Return the article with its verdict, the reason or the event type, and the features behind it."""
    article = read.clean.article
    if article.pub_status != "usable":
        return _no_event(read, "withheld", 1.0, Feature("pub_status", 1.0, None, article.pub_status))
    if article.embargoed_until is not None and article.embargoed_until > context.record_time:
        until = article.embargoed_until.isoformat()
        return _no_event(read, "withheld", 1.0, Feature("embargoed_until", 1.0, None, until))
    if read.clean.language != "en":
        return _no_event(read, "unsupported_language", 1.0, Feature("language", 1.0, None, read.clean.language))
    if not read.sentences:
        return _no_event(read, "not_conflict", SCAN_CONFIDENCE, Feature("scan.hits", float(read.hits)))
    readings = read_all(read, groups())
    observed = observe(read, readings, plain_words())
    decision = decide({name: seen.value for name, seen in observed.items()}, model())
    if decision.best == EVENT and is_crime(read, readings):
        decision = decision._replace(best="crime", rival=EVENT, confidence=EVEN)
    plain = plain_report(read, readings) if decision.best in CALM else None
    if plain is None and decision.best in (*CALM, "commentary"):
        plain = bulletin(read, readings)
    if plain is None and decision.best in SLOW:
        plain = fresh_report(read, readings)
    if plain is None and decision.best == "accident":
        plain = fired_report(read, readings) or plain_report(read, readings, burnt=True)
    if plain is None and decision.best in CALM:
        plain = armed_report(read, readings)
    if plain is None and decision.best in SLOW:
        plain = own_dead(read, readings)
    taken_back = _takes_back_attack(read) or (decision.best == "not_conflict" and _denies_attack(read, readings))
    if decision.best != EVENT and plain is None and not taken_back:
        explain = partial(_explained, read, observed, decision)
        return ClassifiedArticle(read, "no_event", decision.best, round(decision.confidence, 3), explain=explain)
    kind, votes = event_type(read, readings, plain)
    return ClassifiedArticle(
        read=read,
        verdict=EVENT,
        reason=None,
        confidence=round(decision.confidence if decision.best == EVENT else EVEN, 3),
        event_type=kind,
        signals=signals(read),
        explain=partial(_explained, read, observed, decision, votes[:SHOWN], plain),
        breaking=_breaking(read, readings, article.published_at),
    )


def _takes_back_attack(read: ReadArticle) -> bool:
    """Whether a report of an attack is taken back or called false: news of a status, whatever frame it is told in."""
    opening = [read.terms[at] for at in range(min(OPENING, len(read.terms)))]
    return (withdraws(read) or rebuts(read)) and any(
        term.category.startswith("act.") for terms in opening for term in terms
    )


def _denies_attack(read: ReadArticle, readings: tuple[Reading, ...]) -> bool:
    """Whether a text says of an attack at a named place that it did not happen, in whatever calm words.

    Class: "Reports of a ship struck off Aden are incorrect. No attack on a vessel has taken place in the gulf"; not of
    a cyber attack, a match or a plan.
    """
    opening = range(min(OPENING, len(read.terms)))
    if any(term.category == "cue.mask" for at in opening for term in read.terms[at]):
        return False  # "reports of a shark attack are false"
    games, armed = _bits_of_denials()
    said = 0
    for at in opening:
        said |= readings[at].cues
    there = any(one.role in _THERE and one.precision != "country" and one.sentence in opening for one in read.places)
    attacks = any(
        term.category.startswith(_ATTACKS)
        for at in opening
        for term in read.terms[at]
        if readings[at].negated or any(other.category in _FALSE for other in read.terms[at])
    )
    return there and attacks and bool(said & armed) and not said & games and denies(read)


_THERE = frozenset(("struck", "mentioned"))
#: A shooting of which somebody speaks as a hoax was mostly a crime.
_ATTACKS = tuple(
    f"act.{kind}"
    for kind in ("attack", "naval", "bomb", "shell", "massacre", "abduction", "blast", "hit", "airstrike", "drone",
                 "missile")
)  # fmt: skip
#: Cues that a report does not hold.
_FALSE = frozenset(("cue.retraction", "cue.untrue", "cue.denial"))
#: Frames in which nobody who denies an attack speaks of war.
_GAMES = ("sport", "cyber", "politics", "culture", "play", "exercise", "metaphor")


@lru_cache(maxsize=1)
def _bits_of_denials() -> tuple[int, int]:
    """Return the bits of the frames in which nobody speaks of war, and of those who fight it and their arms."""
    known = groups()
    return (
        sum(1 << known.cue_names.index(name) for name in _GAMES),
        sum(1 << known.cue_names.index(name) for name in ("arms", "armed", "state", "vessel")),
    )


def _no_event(read: ReadArticle, reason: str, confidence: float, feature: Feature) -> ClassifiedArticle:
    return ClassifiedArticle(read, "no_event", reason, round(confidence, 3), explain=lambda: (feature,))


def _explained(
    read: ReadArticle,
    observed: dict[str, Observed],
    decision: Decision,
    votes: Sequence[Vote] = (),
    plain: int | None = None,
) -> tuple[Feature, ...]:
    """Return the features that part the decision from its rival the most, and the votes for the event type.

    The first one is the sum over all, with the bias of both: "crime over event". A positive weight speaks for the
    decision. A plain report, which overrules all, stands before them. Nothing of this is needed to decide, so it is
    read when asked for.
    """
    known = model()
    best, rival = known.classes.index(decision.best), known.classes.index(decision.rival)
    weighed = []
    for name, seen in observed.items():
        row = known.weights.get(name)
        if row is not None and (weight := round(seen.value * (row[best] - row[rival]), 3)):
            weighed.append((weight, name, seen.sentence))
    weighed.sort(key=lambda item: (-abs(item[0]), item[1]))
    total = known.bias[best] - known.bias[rival] + sum(weight for weight, _, _ in weighed)
    features = [
        *([] if plain is None else [Feature("plain_report", 1.0, *_quoted(read, plain, 0, _length(read, plain)))]),
        Feature(f"{decision.best} over {decision.rival}", round(total, 3)),
        *(
            Feature(name, weight, *_quoted(read, sentence, *quote(read, name, sentence)))
            for weight, name, sentence in weighed[:SHOWN]
        ),
    ]
    features += [
        Feature(f"event_type.{vote.kind}", round(vote.points, 2), *_quoted(read, vote.sentence, vote.start, vote.end))
        for vote in votes
    ]
    return tuple(features)


def _length(read: ReadArticle, sentence: int) -> int:
    return len(read.sentences[sentence].words)


def _quoted(read: ReadArticle, sentence: int, start: int, end: int) -> tuple[Span | None, str]:
    """Return span and words of a token range; nothing for an empty one."""
    if end <= start:
        return None, ""
    held = read.sentences[sentence]
    return held.span(start, end), held.text(start, end)


def _breaking(read: ReadArticle, readings: tuple[Reading, ...], published: datetime | None) -> bool | None:
    """Whether the text dates the act within days or calls it breaking; None when it does not say."""
    for at, sentence in enumerate(read.sentences):
        if any(term.category == "cue.breaking" for term in (read.terms[at] if at < len(read.terms) else ())):
            return True
        if sentence.segment.paragraph <= 1 and readings[at].real and readings[at].fresh:
            return True
    return None if published is None else False
