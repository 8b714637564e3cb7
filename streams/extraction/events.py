"""Steps 5 and 6: build the events an article reports from what was read, every number with its claim.

Example: "A drone hit a clinic in Kosti on Monday, killing two" gives one drone_strike with killed [2, 2], launched
[1, 1], hit [1, 1] and the place Kosti, each resting on a claim that quotes its clause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from schemas.article import RawArticle
from schemas.event import ArticleRef, Claim, ClaimedCount, ConflictEvent, Munitions, Toll
from schemas.ids import article_digest, article_id, event_id
from schemas.verdict import Verdict
from schemas.vocabulary import ClaimKind, EventType, Reason, Scope, Signal, VerdictKind
from streams.extraction.anchoring import AnchoredClaim, anchor_claims
from streams.extraction.credits import names_own_source, read_credits
from streams.extraction.denials import denied_claims, denying_party, rejected_by
from streams.extraction.hours import occurred_at
from streams.extraction.munitions import consistent
from streams.extraction.other_sides import without_other_sides
from streams.extraction.own_claims import own_claims
from streams.extraction.relation_sides import attacked_by_hostile, by_the_hostile
from streams.extraction.resolution import Resolved, attackers_among, resolve
from streams.extraction.setting import Setting, main_sentences, read_setting
from streams.extraction.side_events import alone, side_events
from streams.extraction.story import Story, read_story
from streams.stage import Context
from streams.text.fingerprint import fingerprint
from streams.text.types import ClassifiedArticle, Detection, ReadArticle

_PEOPLE = ("killed", "wounded", "missing", "abducted", "captured", "attackers_killed")
_WEAPONS = ("launched", "intercepted", "hit")
#: Longest quote of a claim, in code points.
MAX_QUOTE = 300
#: Claims of an event: a text that is nothing but numbers must not outgrow the record it travels in.
MAX_CLAIMS = 200
#: How sure it is that what the words alone took for an event is a sum.
EVEN = 0.5
#: Claims that one count names.
MAX_RESTING = 20


def build_events(classified: ClassifiedArticle, context: Context) -> Detection:
    """Return the verdict of an article and the events it reports.

    A later version or a canceled article that reports no event yields one withdrawing event.
    """
    article = classified.read.clean.article
    is_event = classified.verdict == VerdictKind.EVENT
    withdraws = article.pub_status == "canceled" or (
        (article.version or 1) > 1 and classified.reason != Reason.WITHHELD
    )
    events: tuple[ConflictEvent, ...] = ()
    if is_event:
        events = _events(classified, article_reference(classified.read))
        if all(_is_sum(event) for event in events) and not _names_struck(classified.read):
            is_event, events = False, ()
            classified = replace(
                classified, verdict=VerdictKind.NO_EVENT, reason=Reason.COMMENTARY, event_type=None, confidence=EVEN
            )
    if withdraws and not is_event:
        events = (_withdrawal(article_reference(classified.read), classified),)
    verdict = Verdict(
        uri=article.uri,
        article_id=_article_id(article),
        digest=_digest(article),
        verdict=classified.verdict,
        reason=classified.reason,
        confidence=classified.confidence,
        language=classified.read.clean.language,
        events=len(events) if is_event else 0,
        origin=context.origin,
    )
    return Detection(verdict, events, classified)


def _is_sum(event: ConflictEvent) -> bool:
    """Whether an event is no attack but a sum over many: every number is background, and no day and place is told.

    Class: "Gunmen have killed 61 people in the region since Sunday, an institute counts".
    """
    counted = event.toll is not None or any(getattr(event.munitions, name) is not None for name in _WEAPONS)
    told = counted or event.occurred_on is not None or event.signals or event.site is not None
    if told or any(place.precision != "country" for place in event.places):
        return False
    people = [claim for claim in event.claims if claim.kind in _PEOPLE and claim.min > 0]
    return bool(people) and all(claim.scope == Scope.BACKGROUND for claim in people)


def _names_struck(read: ReadArticle) -> bool:
    """Whether any sentence names a town or district that was struck: a sum is of a region or a country."""
    return any(place.role == "struck" and place.precision in ("town", "district") for place in read.places)


def _article_id(article: RawArticle) -> str:
    return article_id(article.source.domain, article.uri)


def _digest(article: RawArticle) -> str:
    return article_digest(article.headline, article.summary, article.body, article.pub_status)


def article_reference(read: ReadArticle) -> ArticleRef:
    """Return what later stages need of the article."""
    article = read.clean.article
    body = [segment.text for segment in read.clean.segments if segment.kind == "paragraph"]
    text = "\n".join(body) or (article.headline or "")
    return ArticleRef(
        uri=article.uri,
        url=article.url,
        source=article.source.name,
        domain=article.source.domain,
        family=article.source.family,
        credits=read_credits(read.sentences, read.clean),
        own_source=names_own_source(read.sentences, read.clean),
        headline=article.headline,
        published_at=article.published_at,
        retrieved_at=article.retrieved_at,
        version=article.version,
        pub_status=article.pub_status,
        rights=article.rights,
        article_id=_article_id(article),
        digest=_digest(article),
        fingerprint=fingerprint(text, body[0] if body else None),
    )


def _withdrawal(reference: ArticleRef, classified: ClassifiedArticle) -> ConflictEvent:
    return ConflictEvent(
        event_id=event_id(reference.article_id, reference.digest, 0),
        article=reference,
        event_type=EventType.OTHER_ATTACK,
        withdraws=True,
        confidence=classified.confidence,
    )


def _events(classified: ClassifiedArticle, reference: ArticleRef) -> tuple[ConflictEvent, ...]:
    """Build the main event and the further attacks set apart from it."""
    read = classified.read
    story = read_story(read)
    anchored = anchor_claims(read, story)
    telling = main_sentences(story)
    main = own_claims(anchored, classified.signals, read)
    event_type = classified.event_type or EventType.OTHER_ATTACK
    setting = read_setting(without_other_sides(read, story.others), telling, event_type)
    first = _event(
        classified, reference, _Told(0, event_type, story.day, story.precision, story, setting, main, anchored)
    )
    names = [place.name for place in setting.places]
    further = [
        _Told(
            number,
            side.event_type,
            side.day,
            None,
            story,
            read_setting(alone(read, side.sentences), side.sentences, side.event_type),
            side.claims,
        )
        for number, side in enumerate(side_events(read, story, anchored, names), start=1)
    ]
    events = (first, *(_event(classified, reference, told) for told in further))
    return tuple(event.model_copy(update={"of": len(events)}) for event in events) if further else events


class _Told(NamedTuple):
    """An event as told: its number in the article, type, day, setting, own claims, and all claims that it carries."""

    number: int
    event_type: str
    day: date | None
    precision: str | None
    story: Story
    setting: Setting
    main: Sequence[AnchoredClaim]
    carried: Sequence[AnchoredClaim] | None = None


def _event(classified: ClassifiedArticle, reference: ArticleRef, told: _Told) -> ConflictEvent:
    read, setting, main = classified.read, told.setting, told.main
    denied = denied_claims(read, main, told.story)
    kinds = (*_PEOPLE, *_WEAPONS)
    resolved = {kind: found for kind in kinds if (found := resolve(kind, main, read, denied)) is not None}
    alone = "killed" in resolved and "attackers_killed" not in resolved
    if alone and _attacked(setting.attacker, main, told.story, read):
        attackers = attackers_among(resolved["killed"], main, read)
        if attackers is not None:
            resolved["attackers_killed"] = attackers
    identity = event_id(reference.article_id, reference.digest, told.number)
    signals = classified.signals if told.number == 0 else ()
    hours = told.story.hours if told.number == 0 else None
    denied_by = None if resolved else rejected_by(read)
    if Signal.RETRACTION in signals:
        denied_by = denying_party(read, setting.country, (setting.attacker, setting.target))
    toll, munitions = _toll(resolved, identity), _munitions(resolved, main, read, setting, identity)
    carried = _kept(main if told.carried is None else told.carried, toll, munitions, identity)
    return ConflictEvent(
        event_id=identity,
        article=reference,
        event_type=told.event_type,
        occurred_on=told.day,
        occurred_at=occurred_at(told.day, hours, read.published_local),
        occurred_hours=None if hours is None else (hours.start, hours.end),
        occurred_precision="hour" if hours is not None and hours.clock and told.precision == "day" else told.precision,
        places=setting.places,
        site=setting.site,
        country=setting.country,
        attacker=setting.attacker,
        target=setting.target,
        actors=setting.actors,
        toll=toll,
        munitions=munitions,
        civilian_harm=_civilian_harm(main, resolved),
        targets=setting.targets,
        claims=tuple(_claim(each, read, identity) for each in carried),
        signals=signals,
        denied_by=denied_by,
        ordinal=told.number,
        contested=any(each.contested for each in resolved.values()),
        confidence=classified.confidence,
        breaking=classified.breaking,
    )


def _kept(
    carried: Sequence[AnchoredClaim], toll: Toll | None, munitions: Munitions, identity: str
) -> list[AnchoredClaim]:
    """Return the claims that travel: those that counts rest on, and the first others up to the limit of an event."""
    counts = [count for _, count in toll or () if count is not None]
    counts += [count for count in (munitions.launched, munitions.intercepted, munitions.hit) if count is not None]
    needed = {claim for count in (*counts, *munitions.by_type.values()) for claim in count.claims}
    others = [each for each in carried if _claim_id(identity, each.number) not in needed]
    cut = {each.number for each in others[max(0, MAX_CLAIMS - len(needed)) :]}
    return [each for each in carried if each.number not in cut]


def _claim_id(identity: str, number: int) -> str:
    return f"{identity}/{number}"


def _counted(resolved: Resolved, identity: str) -> ClaimedCount:
    claims = tuple(_claim_id(identity, number) for number in resolved.claims[:MAX_RESTING])
    return ClaimedCount(min=resolved.count.min, max=resolved.count.max, claims=claims)


def _toll(resolved: dict[str, Resolved], identity: str) -> Toll | None:
    found = {kind: _counted(resolved[kind], identity) for kind in _PEOPLE if kind in resolved}
    return Toll(**found) if found else None


def _attacked(attacker: str | None, main: Sequence[AnchoredClaim], story: Story, read: ReadArticle) -> bool:
    """Whether an armed group or "gunmen", not a state, attacked."""
    if any(by_the_hostile(each.claim, read) for each in main if each.claim.kind == "killed"):
        return True
    if attacker is None and attacked_by_hostile(read, main_sentences(story)):
        return True
    return any(actor.name == attacker and actor.kind != "state" for actor in read.actors)


def _munitions(
    resolved: dict[str, Resolved],
    main: Sequence[AnchoredClaim],
    read: ReadArticle,
    setting: Setting,
    identity: str,
) -> Munitions:
    launched = [each for each in main if each.claim.kind == ClaimKind.LAUNCHED]
    kinds = sorted({each.claim.munition for each in launched if each.claim.munition})
    by_type = {}
    if len(kinds) > 1:
        for kind in kinds:
            split = resolve("launched", [each for each in launched if each.claim.munition == kind], read)
            if split is not None:
                by_type[kind] = _counted(split, identity)
    counts = {kind: _counted(resolved[kind], identity) for kind in _WEAPONS if kind in resolved}
    if _is_outgrown(counts, {each.number: each.claim.rule for each in launched}, identity):
        del counts["launched"]
    return Munitions(
        **counts,
        types=setting.munition_types,
        by_type=by_type,
        mentions=setting.weapon_mentions,
        inconsistent=not consistent(counts.get("launched"), counts.get("intercepted"), counts.get("hit")),
    )


def _is_outgrown(counts: Mapping[str, ClaimedCount], rules: Mapping[int, str], identity: str) -> bool:
    """Whether more weapons were stopped than are known to have been sent, which is told only by what they hit.

    Class: "A missile hit a mill. Nine were shot down": how many there were in all is not said.
    """
    sent = counts.get("launched")
    if sent is None or consistent(sent, counts.get("intercepted"), counts.get("hit")):
        return False
    resting = [rule for number, rule in rules.items() if _claim_id(identity, number) in sent.claims]
    return all(rule in _IMPLIED for rule in resting)


_IMPLIED = frozenset(("launched_hit", "launched_attacked", "launched_missed"))


def _civilian_harm(main: Sequence[AnchoredClaim], resolved: dict[str, Resolved]) -> bool | None:
    """Return whether a civilian was killed, wounded, missing or abducted; None where the text does not say."""
    harmed = [
        each.claim for each in main if each.claim.kind in ("killed", "wounded", "missing", "abducted", "captured")
    ]
    people = [claim for claim in harmed if claim.count.max != 0]
    if any(claim.victims in ("civilian", "mixed") for claim in people):
        return True
    if people and all(claim.victims in ("fighter", "attacker") for claim in people):
        return False
    if people:
        return None
    nobody = [resolved[kind].count.max == 0 for kind in ("killed", "wounded") if kind in resolved]
    return False if len(nobody) == 2 and all(nobody) else None


def _claim(each: AnchoredClaim, read: ReadArticle, identity: str) -> Claim:
    """Return the claim as it travels, quoting its sentence, or its clause where the sentence is long."""
    claim, sentence = each.claim, read.sentences[each.claim.sentence]
    start, end = 0, len(sentence.words)
    if sentence.ends[-1] - sentence.starts[0] > MAX_QUOTE:
        start, end = min(claim.clause[0], claim.start), max(claim.clause[1], claim.end)
    return Claim(
        claim_id=_claim_id(identity, each.number),
        kind=claim.kind,
        min=claim.count.min,
        max=claim.count.max,
        scope=each.scope,
        modality=claim.modality,
        attribution=claim.attribution,
        official=claim.official,
        victims=claim.victims,
        munition=claim.munition,
        rule=claim.rule,
        span=sentence.span(claim.start, claim.end),
        quote=sentence.text(start, end)[:MAX_QUOTE],
    )
