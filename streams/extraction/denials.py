"""Find the claims that somebody denies in a later sentence.

Example: "The rebels said they had killed 30 soldiers. The army denied the claim." - the 30 are denied, so the count is
at most 30. A denial of guilt ("denied involvement") denies no number.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from schemas.vocabulary import Scope
from streams.extraction.anchoring import AnchoredClaim
from streams.extraction.clauses import words
from streams.extraction.story import Story
from streams.lexicons.publishers import is_official
from streams.text.types import ReadArticle, ReadClaim, Sentence

#: Sentences within which a denial still answers a claim.
_REACH = 6
#: What a denial of a number is about, within a few words after the verb.
_ABOUT = frozenset(
    ("claim", "claims", "report", "reports", "losses", "lost", "loss", "losing", "figure", "figures", "toll", "account",
     "casualties", "deaths", "died", "killed", "any", "it", "this", "that", "statement")
)  # fmt: skip
_WINDOW = 7
_PEOPLE = frozenset(("killed", "wounded", "missing", "abducted", "captured"))


def denied_claims(read: ReadArticle, claims: Sequence[AnchoredClaim], story: Story) -> frozenset[int]:
    """Return the numbers of the claims of an event that a later sentence of the main event denies.

    Only claims that one side makes, or that are told as somebody's word, can be denied in this way. Who gives a number
    of his own instead ("denied that, putting the losses at three") disputes the other and leaves more than nobody.
    """
    found: set[int] = set()
    for sentence in read.sentences:
        if story.scopes[sentence.index].scope is not Scope.MAIN or not _denies(sentence):
            continue
        given = {claim.kind for _, claim, *_ in claims if claim.sentence == sentence.index and claim.count.min > 0}
        for number, claim, *_ in claims:
            if claim.kind in given:
                continue
            before = 0 < sentence.index - claim.sentence <= _REACH
            said = claim.modality == "claimed" or _answers_that(sentence, claim, read)
            if before and claim.kind in _PEOPLE and said and claim.count.min > 0:
                found.add(number)
    return frozenset(found)


def _answers_that(sentence: Sentence, claim: ReadClaim, read: ReadArticle) -> bool:
    """Whether "this" is what somebody said in the sentence before: "It said soldiers had died. They denied this"."""
    if sentence.index - claim.sentence != 1 or sentence.position == 0:
        return False
    meant = any(
        word in words().denial and sentence.lower[at + 1 : at + 2] in (("this",), ("that",), ("it",))
        for at, word in enumerate(sentence.lower)
    )
    return meant and not words().saying.isdisjoint(read.sentences[claim.sentence].lower[: claim.start])


def denying_party(read: ReadArticle, struck: str | None, parties: Collection[str | None]) -> str | None:
    """Return the belligerent that says in this article that the attack did not happen; None for a civil authority.

    ``struck`` is the country struck (ISO alpha-2), ``parties`` the attacker and the target. An armed group, a foreign
    state and a party to the attack are belligerents; a state that denies an attack of others on its soil is not.
    """
    for sentence, terms in zip(read.sentences, read.terms, strict=True):
        if not any(term.category == "cue.retraction" for term in terms):
            continue
        for actor in read.actors:
            if actor.sentence == sentence.index:
                foreign = actor.kind == "state" and struck is not None and actor.country not in (None, struck)
                if actor.kind == "group" or foreign or actor.name in parties:
                    return actor.name
    return None


def rejected_by(read: ReadArticle) -> str | None:
    """Return who rejects an accusation in the first sentences; None where nobody does.

    Class, in an authority's own statement: "The Government categorically denies these allegations"; in anybody's: "Our
    forces did not fire at the camp". It is the accused who speaks: nothing is said to have happened, or not to have.
    """
    if any(_speaks_for_its_own(sentence.lower) for sentence in read.sentences[:_OPENING]):
        return "the accused"  # whom "our forces" name stands nowhere, and who is named may be the enemy
    told = read.sentences[:_OPENING] if is_official(read.clean.article.source.domain) else ()
    for sentence in told:
        lower = sentence.lower
        for at, word in enumerate(lower):
            if (word in words().denial or word == "reject") and not _GUILT.isdisjoint(lower[at + 1 : at + _WINDOW]):
                named = (actor.name for actor in read.actors if actor.sentence == sentence.index)
                return next(named, "the accused")
    return None


def _speaks_for_its_own(lower: Sequence[str]) -> bool:
    """Whether a side says in its own voice that its men did not do it: "Our air force did not target a market"."""
    return any(
        word == "our"
        and not _FORCES.isdisjoint(lower[at + 1 : at + 4])
        and ("did", "not") in zip(lower[at + 2 : at + 6], lower[at + 3 : at + 7], strict=False)
        and not _DEEDS.isdisjoint(lower[at + 4 : at + 8])
        for at, word in enumerate(lower)
    )


_FORCES = frozenset(("forces", "force", "troops", "army", "fighters", "units", "soldiers", "aircraft", "artillery"))
_DEEDS = frozenset(
    (
        "fire",
        "shell",
        "target",
        "strike",
        "attack",
        "bomb",
        "hit",
        "launch",
        "carry",
        "conduct",
        "shoot",
        "kill",
        "raid",
    )
)
#: Sentences in which a statement says what it is about, and what the accused reject.
_OPENING = 4
_GUILT = frozenset(("allegation", "allegations", "accusation", "accusations"))


def _denies(sentence: Sentence) -> bool:
    grammar, lower = words(), sentence.lower
    for at, word in enumerate(lower):
        if word in grammar.denial:
            after = lower[at + 1 : at + 1 + _WINDOW]
            if _ABOUT.intersection(after) and not any(one in grammar.undenied for one in after[:5]):
                return True
    return False
