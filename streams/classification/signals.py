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
#: A denial first tells what it denies: it may stand so far down.
DENIAL_SENTENCES = 5
#: Words between a report and the adjective that calls it false ("claims that rebels took the town are fabricated").
UNTRUE_REACH = 14
#: Words between "no" and the verb of what did not happen ("no army post at Bara was attacked").
NEGATED_REACH = 8
#: Words between "died" and the wounds somebody died of.
WOUNDS_REACH = 5

_BE = frozenset(("is", "are", "was", "were", "be", "been", "being"))
_WOUNDS = frozenset(("wound", "wounds", "injury", "injuries", "burn", "burns"))
_DIES = frozenset(("died", "dies", "die", "dead"))
_NOBODY = frozenset(("no", "nobody", "none", "not", "never", "neither", "nor", "without", "n't"))
_NOT = frozenset(("not", "never", "n't"))
#: "No fewer than 17 villages were shelled" says that they were.
_NO_LESS = frozenset(("fewer", "less", "more", "longer", "doubt", "sooner", "later", "other"))
#: What is fired, not what is struck.
_SHOTS = frozenset(("shot", "shots", "bullet", "bullets", "gun", "guns", "warning"))
#: Of whom or how many, not news of an attack: "the claim that 30 soldiers were killed is false".
_NUMBER_NOUNS = frozenset(("claim", "figure", "number", "toll", "count", "allegation"))
_TAKEN = ("missing", "abducted", "captured")
#: Rules that read how many weapons were stopped, or sent off; that one hit may be what is denied.
_SENT = ("intercepted_stopped", "launched_launched")
#: What may happen to a thing that was struck, of which a denial says that it did not.
_STRUCK = ("act.",)


_Told = tuple[Sentence, Sequence[Term]]


def signals(read: ReadArticle) -> tuple[str, ...]:
    """Return the signals of an article, in the order of schemas.vocabulary.Signal."""
    head = _head(read, SENTENCES)
    found = []
    if _is_official(head):
        found.append("official")
    correction = any(_corrects(sentence, terms) for sentence, terms in head) or _lowers(read, head)
    retraction = withdraws(read) or denies(read)
    figure_only = any(_figure_withdrawn(terms) for _, terms in head)
    if correction or (retraction and figure_only):
        found.append("correction")
    opening = {sentence.index for sentence, _ in head}
    died = any(claim.role == "died_later" and claim.sentence in opening for claim in read.claims)
    if died or any(_died_later(sentence, terms) for sentence, terms in head):
        found.append("died_later")
    if retraction and not figure_only:
        found.append("retraction")
    return tuple(found)


def _lowers(read: ReadArticle, head: Sequence[_Told]) -> bool:
    """Whether the opening lowers a number of people: "It is 16, not 17"."""
    opening = {sentence.index for sentence, _ in head}
    told = [claim for claim in read.claims if claim.sentence in opening and claim.kind in ("killed", "wounded")]
    former = {(claim.sentence, claim.kind): claim.count.min for claim in told if claim.role == "former"}
    return any(
        claim.role == "total" and former.get((claim.sentence, claim.kind), 0) > claim.count.min for claim in told
    )


def withdraws(read: ReadArticle) -> bool:
    """Whether an outlet takes its report back: "withdraws its article on", "we were wrong about Bara"."""
    return any(_takes_back(terms) for _, terms in _head(read, SENTENCES))


def denies(read: ReadArticle) -> bool:
    """Whether an attack is said not to have happened: "the report is untrue", "no post was attacked".

    A text that counts victims of its own answers with its own account, and "no shop was hit" is a part of that.
    """
    head = _head(read, DENIAL_SENTENCES)
    taken = _sentences_of_taken(read)
    counts = _counts_victims(head, taken)
    return any(
        (_has(terms, "cue.retraction") or _is_untrue(sentence, terms))
        and not (counts and _is_about_number(sentence, terms))
        and not (_only_says_no(terms) and _counts_victims(head[:at], taken))
        for at, (sentence, terms) in enumerate(head)
    ) or (not counts and any(_did_not_happen(sentence, terms) for sentence, terms in head))


def rebuts(read: ReadArticle) -> bool:
    """Whether news of an attack is called false and the attack itself denied, without victims of the text's own.

    Class: "News of a bombing of the express is FAKE. No train was attacked"; not "The threat was a hoax".
    """
    head = _head(read, DENIAL_SENTENCES)
    called = any(
        (_has(terms, "cue.retraction") or _has(terms, "cue.untrue"))
        and (_has(terms, "cue.report") or not _NEWS.isdisjoint(sentence.lower))
        and any(term.category.startswith(_STRUCK) for term in terms)
        for sentence, terms in head
    )
    negated = called and any(_did_not_happen(sentence, terms) for sentence, terms in head)
    return negated and not _counts_victims(head, _sentences_of_taken(read))


_NEWS = frozenset(("news", "video", "videos", "message", "messages", "posts", "claims", "rumours", "rumors"))


def _only_says_no(terms: Sequence[Term]) -> bool:
    """Whether a sentence says no more than that there was no such thing.

    After victims were counted it speaks of elsewhere or later: "Shells killed four. No blast was heard in the north".
    """
    cues = [term.name for term in terms if term.category == "cue.retraction"]
    return bool(cues) and all(cue.startswith(("no ", "there was no", "there has been no")) for cue in cues)


def _head(read: ReadArticle, most: int) -> list[_Told]:
    """Return the headline and the first ``most`` sentences of the body with their terms."""
    body = 0
    found: list[_Told] = []
    for at, sentence in enumerate(read.sentences):
        if sentence.segment.kind != "headline":
            body += 1
            if body > most:
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
    verbs = [term for term in terms if term.category == "attribution.verb" and not _is_state(sentence, term)]
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


def _is_state(sentence: Sentence, verb: Term) -> bool:
    """Whether "State" is a region's: "in Isa Local Government Area of Sokoto State" nobody speaks."""
    return sentence.lower[verb.start] == "state" and sentence.words[verb.start][0].isupper()


def _corrects(sentence: Sentence, terms: Sequence[Term]) -> bool:
    toll = any(term.category in ("act.kill", "act.murder", "cue.toll", "cue.figure") for term in terms)
    return _has(terms, "cue.correction") and (toll or any(word[0].isdigit() for word in sentence.words))


def _takes_back(terms: Sequence[Term]) -> bool:
    reports = [term.start for term in terms if term.category == "cue.report"]
    taken = [term.end for term in terms if term.category == "cue.withdraw"]
    return _has(terms, "cue.own_error") or any(
        -4 <= report - end <= WITHDRAW_REACH for end in taken for report in reports
    )


def _is_untrue(sentence: Sentence, terms: Sequence[Term]) -> bool:
    """Whether a report is called false: "reports of a raid on Bara are fabricated"."""
    reports = [term.end for term in terms if term.category == "cue.report"]
    return any(
        term.category == "cue.untrue"
        and _BE.intersection(sentence.lower[max(0, term.start - 2) : term.start])
        and any(0 <= term.start - report <= UNTRUE_REACH for report in reports)
        for term in terms
    )


def _is_about_number(sentence: Sentence, terms: Sequence[Term]) -> bool:
    """Whether it is a number, or who the dead were, that is called false: "the claim that 30 soldiers were killed".

    "The allegation that villagers were killed is false" stands in an account of its own dead as well.
    """
    nouns = any(term.category in ("cue.report", "cue.figure") and term.name in _NUMBER_NOUNS for term in terms)
    return nouns and _has(terms, "act.kill") and not _NOBODY.intersection(sentence.lower)


def _did_not_happen(sentence: Sentence, terms: Sequence[Term]) -> bool:
    """Whether an attack on a thing is negated: "no post at Bara was attacked", "the train was not attacked".

    "No shot was fired" only says how it was done.
    """
    lower = sentence.lower
    for term in terms:
        if not term.category.startswith(_STRUCK) or term.category in ("act.kill", "act.murder"):
            continue
        before = lower[max(0, term.start - 2) : term.start]
        if _BE.intersection(before) and _NOT.intersection(before):
            return True
        low = max(0, term.start - NEGATED_REACH)
        nos = [at for at in range(low, term.start) if lower[at] == "no" and lower[at + 1] not in _NO_LESS | _SHOTS]
        if before[-1:] and before[-1] in _BE and nos and "," not in lower[nos[-1] : term.start]:
            return True
    return False


def _sentences_of_taken(read: ReadArticle) -> frozenset[int]:
    """Return the sentences (indices) that count people missing or taken away, or weapons that were sent or stopped.

    Class: "The frigate shot down 15 drones. No ship was damaged": the attack came all the same.
    """
    return frozenset(
        claim.sentence for claim in read.claims if claim.count.min and (claim.kind in _TAKEN or claim.rule in _SENT)
    )


def _counts_victims(head: Sequence[_Told], taken: frozenset[int]) -> bool:
    """Whether the text tells by itself of people harmed, apart from what it denies.

    ``taken``: the sentences that count people missing or taken away, or weapons.
    """
    return any(
        (
            any(term.category in ("act.kill", "casualty.kill", "casualty.wound") for term in terms)
            or sentence.index in taken
        )
        and not _NOBODY.intersection(sentence.lower)
        and not _is_untrue(sentence, terms)
        and not _has(terms, "cue.retraction")
        and not _has(terms, "cue.report")
        for sentence, terms in head
        if sentence.segment.kind != "headline"
    )


def _figure_withdrawn(terms: Sequence[Term]) -> bool:
    """Whether only a number is taken back: "withdraws its report of eight deaths", but not "the killing is a hoax"."""
    return _takes_back(terms) and _has(terms, "act.kill") and not _has(terms, "cue.retraction")


def _died_later(sentence: Sentence, terms: Sequence[Term]) -> bool:
    """Whether somebody who was wounded has died since: "died of his burns", "a girl hurt in the blast has died"."""
    if _has(terms, "cue.died_later"):
        return True
    lower = sentence.lower
    for at, word in enumerate(lower):
        behind = lower[at + 1 : at + 1 + WOUNDS_REACH]
        if word in _DIES and _WOUNDS.intersection(behind) and {"of", "from"}.intersection(behind):
            return True
    died = [term.start for term in terms if term.category == "act.kill" and term.name in ("died", "dies")]
    return any(
        term.category == "cue.wounded_before" and any(_is_of(lower, term, place) for place in died) for term in terms
    )


def _is_of(lower: Sequence[str], wounded: Term, died: int) -> bool:
    """Whether the wounded are those who died: not in "three died and 14 were wounded in Bara"."""
    if lower[wounded.end - 1] != "in":
        return True
    return wounded.end <= died and not _BE.intersection(lower[max(0, wounded.start - 1) : wounded.start])
