"""Say whether a figure is older than the news: told in the past perfect, or said before by a source.

Example: "the blast had killed two" and "the mayor had said that six died" are older, "a relief group said it had
counted nine graves" is not.
"""

from __future__ import annotations

from streams.extraction.times import WEEKDAYS
from streams.text.types import ReadArticle, ReadClaim

_SAID = frozenset(("said", "announced", "reported", "put", "spoken", "given", "counted", "told", "stated"))
_SAID_REACH = 14


def tells_of_before(claim: ReadClaim, read: ReadArticle) -> bool:
    """Whether a number is of before the news: told in the past perfect, of others, or of the moment of the attack.

    Class: "the blast had killed two and hurt 13", "it killed five other policemen", "two were killed at once".
    """
    lower = read.sentences[claim.sentence].lower
    if not _OTHER.isdisjoint(lower[claim.start : claim.end]):
        # "About 30 others are being treated" is of now.
        return _NOW.isdisjoint(lower[claim.end : claim.end + 1])
    if died_at_once(claim, read):
        return True
    begin = max(claim.clause[0], claim.start - _HAD_REACH)
    return "had" in lower[begin : claim.start] or lower[claim.end : claim.end + 1] == ("had",)


def died_at_once(claim: ReadClaim, read: ReadArticle) -> bool:
    """Whether a number is of the moment of the attack, and may have grown: "ten died on the spot"."""
    lower = read.sentences[claim.sentence].lower
    return any(word in _AT and lower[at + 1 : at + 3] in _ONCE for at, word in enumerate(lower) if at >= claim.start)


_HAD_REACH = 10
_OTHER = frozenset(("other", "others"))
_NOW = frozenset(("are", "is", "remain", "remains"))
_AT = frozenset(("on", "at"))
_ONCE = frozenset((("the", "spot"), ("the", "scene"), ("once", "."), ("once", ",")))


def _is_reported_speech(lower: tuple[str, ...], at: int) -> bool:
    """Whether "had" only follows the tense of a verb of saying ("a relief group said it had counted nine graves")."""
    before = at - 1
    if before >= 0 and lower[before] in _PRONOUNS:
        before -= 1
    if before >= 0 and lower[before] == "that":
        before -= 1
    return at - 1 > before >= 0 and lower[before] in ("said", "says", "added", "told", "reported", "announced")


_PRONOUNS = frozenset(("it", "they", "he", "she", "we"))


def was_said_before(claim: ReadClaim, read: ReadArticle) -> bool:
    """Whether a source "had said" it, or it "had been reported": older than what the article tells."""
    lower = read.sentences[claim.sentence].lower
    for at in range(max(0, claim.start - _SAID_REACH), min(len(lower) - 2, claim.end + 3)):
        said = lower[at + 2] if lower[at + 1] == "been" else lower[at + 1]
        if lower[at] == "had" and said in _SAID and not _is_reported_speech(lower, at):
            return True
    return _who_said_earlier(lower, claim.start)


def _who_said_earlier(lower: tuple[str, ...], number: int) -> bool:
    """Whether a source is only recalled by a number it gave another time: "police, who on Monday spoke of 13 dead"."""
    who = next((at for at in range(number - 1, max(0, number - _WHO_REACH), -1) if lower[at] in _WHO), 0)
    clause = lower[who + 1 : number]
    spoke = next((at for at, word in enumerate(clause) if word in _SPOKE), None)
    return who > 0 and lower[who - 1] == "," and bool(spoke) and not _EARLIER.isdisjoint(clause[:spoke])


_WHO = frozenset(("who", "which"))
_SPOKE = _SAID | {"spoke", "gave"}
_EARLIER = WEEKDAYS.keys() | {"earlier", "initially", "yesterday", "first", "originally", "previously"}
#: From "who" to the number that somebody gave: "who late on Monday spoke of 13 dead".
_WHO_REACH = 9
