"""Say what kind of statement a report is: official, a correction, a late death, a retraction.

"Police confirmed" is official, "a doctor said" is not; "the toll was lowered from 21 to 16" is a correction; "we
withdraw our report" is a retraction, unless it is only a number that is taken back. Headline and first paragraph
decide.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.text.types import ReadArticle, Sentence, Term

#: Words between an authority and its verb ("the governor of the Mopti region, Colonel Seydou, said").
SPEECH_REACH = 9
#: Words between "withdraws" and the report it takes back; troops withdraw as well.
WITHDRAW_REACH = 4
#: The sentences that a signal may stand in: the headline and so many of the body.
SENTENCES = 3


_Told = tuple[Sentence, Sequence[Term]]


def signals(read: ReadArticle) -> tuple[str, ...]:
    """Return the signals of an article, in the order of schemas.vocabulary.Signal."""
    head = _head(read)
    found = []
    if _is_official(head):
        found.append("official")
    correction = any(_corrects(sentence, terms) for sentence, terms in head)
    retraction = any(_retracts(terms) for _, terms in head)
    figure_only = any(_figure_withdrawn(terms) for _, terms in head)
    if correction or (retraction and figure_only):
        found.append("correction")
    if any(_died_later(terms) for _, terms in head):
        found.append("died_later")
    if retraction and not figure_only:
        found.append("retraction")
    return tuple(found)


def _head(read: ReadArticle) -> list[_Told]:
    """Return the headline and the first sentences with their terms."""
    body = 0
    found: list[_Told] = []
    for at, sentence in enumerate(read.sentences):
        if sentence.segment.kind != "headline":
            body += 1
            if body > SENTENCES:
                break
        found.append((sentence, read.terms[at] if at < len(read.terms) else ()))
    return found


def _is_official(head: Sequence[_Told]) -> bool:
    """Whether a state authority speaks in headline or first paragraph, or next if nobody is quoted there."""
    opening = [told for told in head if told[0].segment.paragraph <= 0]
    if any(_official(sentence, terms) for sentence, terms in opening):
        return True
    quoted = any(_has(terms, "attribution.verb") for sentence, terms in opening if sentence.segment.kind != "headline")
    return not quoted and any(_official(sentence, terms) for sentence, terms in head)


def _has(terms: Sequence[Term], category: str) -> bool:
    return any(term.category == category for term in terms)


def _official(sentence: Sentence, terms: Sequence[Term]) -> bool:
    """Whether a state authority speaks: it stands before a verb of speech, or after "said" or "according to".

    An official of others is none: "a hospital official", "a rights group official".
    """
    others = [term for term in terms if term.category == "attribution.unofficial"]
    owned = {other.end for other in others}
    authorities = [term for term in terms if term.category == "attribution.official" and term.start not in owned]
    verbs = [term for term in terms if term.category == "attribution.verb"]
    for authority in authorities:
        for verb in verbs:
            if 0 <= verb.start - authority.end <= SPEECH_REACH:
                between = [other for other in others if authority.end <= other.start < verb.start]
                if all("and" in sentence.lower[other.start - 2 : other.start] for other in between):
                    return True
            elif 0 <= authority.start - verb.end <= 3:
                return True
        if sentence.segment.kind == "headline" and ":" in sentence.words[authority.end : authority.end + 1]:
            return True
    return False


def _corrects(sentence: Sentence, terms: Sequence[Term]) -> bool:
    toll = any(term.category in ("act.kill", "cue.toll") for term in terms)
    return _has(terms, "cue.correction") and (toll or any(word[0].isdigit() for word in sentence.words))


def _retracts(terms: Sequence[Term]) -> bool:
    if _has(terms, "cue.retraction"):
        return True
    reports = [term.start for term in terms if term.category == "cue.report"]
    taken = [term.end for term in terms if term.category == "cue.withdraw"]
    return any(-4 <= report - end <= WITHDRAW_REACH for end in taken for report in reports)


def _figure_withdrawn(terms: Sequence[Term]) -> bool:
    """Whether only a number is taken back: "withdraws its report of eight deaths", but not "the killing is a hoax"."""
    return _retracts(terms) and _has(terms, "act.kill") and not _has(terms, "cue.retraction")


def _died_later(terms: Sequence[Term]) -> bool:
    died = any(term.category == "act.kill" and term.name in ("died", "dies") for term in terms)
    return _has(terms, "cue.died_later") or (died and _has(terms, "cue.wounded_before"))
