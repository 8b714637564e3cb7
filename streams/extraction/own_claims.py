"""Choose the claims of the main event: without what a retraction repeats, and without a calm that is another's.

Example: in "Jets killed nine in Sanaa. ... A missile fired at Israel was shot down. No one was hurt" the calm is that
of the missile, and says nothing of the wounded in Sanaa.
"""

from __future__ import annotations

from collections.abc import Sequence

from schemas.vocabulary import Scope, Signal
from streams.extraction.anchoring import AnchoredClaim
from streams.text.types import ReadArticle, ReadClaim

#: They say who was spared beside the dead: "no one else was hurt", "nobody was hurt on the army's side", "among the".
_SPARED = frozenset(
    ("wounded", "else", "other", "others", "side", "among", "own", "soldiers", "police", "officers", "troops")
)
#: Where so many died others are hurt as a rule; where one was shot nobody else may be.
_MANY = 4


def own_claims(anchored: Sequence[AnchoredClaim], signals: Sequence[str], read: ReadArticle) -> list[AnchoredClaim]:
    """Return the claims of the main event. A report that takes a story back only says again what it denies."""
    main = [each for each in anchored if each.scope is Scope.MAIN]
    if Signal.RETRACTION in signals and Signal.CORRECTION not in signals:
        return [each for each in main if each.claim.count.max == 0]
    return without_false_calm([each for each in main if not _is_rejected(each.claim, read)], read)


def _is_rejected(claim: ReadClaim, read: ReadArticle) -> bool:
    """Whether a number stands in an allegation that its sentence calls false.

    Class, in an account of a fight: "The allegation that villagers were killed is false". A number that the text gives
    itself is not touched: "Reports that nobody died are false: nine were killed".
    """
    terms = read.terms[claim.sentence]
    told = any(
        term.category == "cue.report" and term.name in _ALLEGED and 0 <= claim.start - term.end <= _ALLEGED_REACH
        for term in terms
    )
    return told and any(
        term.category in ("cue.untrue", "cue.retraction") and 0 <= term.start - claim.end <= _ALLEGED_REACH
        for term in terms
    )


_ALLEGED = frozenset(("allegation", "rumour", "rumor"))
#: Tokens from the allegation to its number, and from there to what it is called.
_ALLEGED_REACH = 10


def without_false_calm(claims: Sequence[AnchoredClaim], read: ReadArticle) -> list[AnchoredClaim]:
    """Return the claims of an event without those that nobody was hurt by weapons that were stopped, where many died.

    "No one was wounded" and "no casualties were reported" are said of the attack, as a rule.
    """
    dead = any(each.claim.kind == "killed" and each.claim.count.min >= _MANY for each in claims)
    if not dead:
        return list(claims)
    apart = {
        each.claim.sentence for each in claims
        if each.claim.count.max == 0 and _is_of_stopped(each.claim.sentence, read)
    }  # fmt: skip
    return [each for each in claims if each.claim.sentence not in apart or each.claim.count.max != 0]


def _is_of_stopped(at: int, read: ReadArticle) -> bool:
    """Whether a sentence below the lead goes on with one of weapons that were shot down."""
    sentence = read.sentences[at]
    if sentence.segment.paragraph <= 0 or sentence.position == 0 or not _SPARED.isdisjoint(sentence.lower):
        return False
    return any(term.category in ("act.intercept", "munition.stop") for term in read.terms[at - 1])
