"""Decide whether a place only tells who speaks, whose people they are, or where an institution sits.

Example: in "a mine killed two in Gao, the union in Bamako said, and the Kidal governor wept" neither Bamako nor Kidal
is where the mine went off.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.extraction.place_names import Name, Reference
from streams.text.types import Sentence

#: "Much of X was hit": the place is.
_AMOUNTS = frozenset(("all", "most", "much", "half", "part", "parts", "capture", "seizure", "fall", "control", "out"))
_BE = frozenset(("was", "were", "is", "are", "been", "being", "got"))
_CLAUSE_STARTS = frozenset((",", ";", ":", "that", "said", "as", "while", "when", "but", "after", "before", "by"))
#: Words between "in X" and its verb of saying: "the army in X also said", "who said".
_ADVERBS = frozenset(("also", "later", "again", "now", "who", "which", "have", "has", "had", "then", "meanwhile"))
#: In the clause before "in X" these make it the place of a source: "told a radio station in Cairo".
_HEARSAY = frozenset(("told", "telling", "according", "spokesman", "spokeswoman", "spokesperson", "interview"))
#: What is told or agreed at a place, and where people meet: "a communique issued in Caracas", "talks in Geneva".
_TOLD = frozenset(
    ("conference", "declaration", "communique", "communiqué", "statement", "statements", "report", "message", "accord")
    + ("agreement", "letter", "announcement", "dialogue", "negotiations", "talks", "meeting", "summit")
)
_ISSUED = frozenset(
    ("issued", "released", "published", "held", "signed", "scheduled", "made", "read", "distributed", "broadcast")
)
#: How far before "in X" such a noun stands.
_TOLD_REACH = 14
#: Tokens of what a place is, between two commas.
_APPOSITION = 10
#: How far after a name the noun of its owner stands: "Kharkiv regional military governor".
_OWNER_REACH = 4


def speaks(lower: Sequence[str], name: Name, is_seat: bool, reference: Reference) -> bool:
    """Tell whether the place stands for its government: "Moscow said", "Israel has denied", "Kyiv's army"."""
    if not is_seat or (name.anchor >= 0 and lower[name.anchor] in reference.words.struck_prepositions):
        return False
    following = lower[name.end : name.end + 2]
    if not following:
        return False
    if following[0] in ("also", "later", "again", "now", "says") and len(following) > 1:
        following = following[1:]
    if (
        following[0] in _BE
        or following[0] in ("has", "had")
        and len(following) > 1
        and following[1] in ("been", "seen")
    ):
        return False
    return following[0] in reference.words.speech_verbs


def owns_office(lower: Sequence[str], name: Name, reference: Reference) -> bool:
    """Tell whether the place only names an office or a group: "the Kharkiv governor", "Quetta police said".

    Not where they are attacked: "killed the Quetta police chief", "hit Quetta police headquarters".
    """
    words = reference.words
    owner = -1
    for at in range(name.end, min(name.end + _OWNER_REACH, len(lower))):
        if lower[at : at + 2] == ("local", "government") and lower[at + 2 : at + 3] in (("area",), ("areas",)):
            return False  # "in the Mangu local government area"
        if lower[at] in words.owner_nouns:
            owner = at
        elif lower[at] not in words.facilities and lower[at] not in words.kinds and lower[at] not in _OFFICES:
            break
    if owner < 0:
        return False
    following = lower[owner + 1] if owner + 1 < len(lower) else "."
    if following in words.attack_nouns or following in words.facilities or following in words.site_nouns:
        return False
    return not are_victims(lower[max(0, name.start - 7) : name.start], reference)


_OFFICES = frozenset(("regional", "provincial", "state", "military", "city", "'s", "’s", "local", "district", "deputy"))


def says_in(lower: Sequence[str], name: Name, reference: Reference) -> bool:
    """Tell whether somebody at the place says something: "the union in Goma said", "told a radio station in Cairo"."""
    words = reference.words
    anchor = lower[name.anchor] if name.anchor >= 0 else ""
    if anchor == "in" and name.anchor == 0 and lower[name.end : name.end + 1] == (",",):
        return any(word in words.speaker_nouns for word in lower[name.end + 1 : name.end + 4])
    if anchor not in ("in", "at", "from", "of") or name.anchor == 0:
        return False
    if anchor in ("in", "at") and _is_told_there(lower, name, reference):
        return True
    head = lower[max(0, name.anchor - 7) : name.anchor]
    clause = _clause(head)
    if not clause or are_victims((*head, ""), reference) or any(word in words.attack_nouns for word in clause):
        return False
    following = next((word for word in lower[name.end : name.end + 3] if word not in _ADVERBS and word != ","), "")
    if lower[name.end : name.end + 1] == (",",):
        following = next((w for w in lower[name.end + 1 : name.end + 3] if w not in ("who", "which")), "")
        following = following if lower[name.end + 1 : name.end + 2] in (("who",), ("which",)) else ""
        comma = next((i for i in range(name.end + 1, min(name.end + _APPOSITION, len(lower))) if lower[i] == ","), 0)
        if comma and not following and anchor == "in":
            following = next(iter(lower[comma + 1 : comma + 2]), "")  # "a driver in X, on the other bank, said"
    if following in words.said_verbs:
        return anchor != "of" or clause[-1] not in words.dwellers
    return anchor in ("in", "at") and not _HEARSAY.isdisjoint(clause) and words.comers.isdisjoint(clause)


def _is_told_there(lower: Sequence[str], name: Name, reference: Reference) -> bool:
    """Tell whether a text was issued or people met at a place: "a communique, released in X", "talks held in X".

    Not where violence stands beside: "killed during talks held in X", "a meeting held in X was attacked".
    """
    words = reference.words
    left = lower[max(0, name.anchor - _TOLD_REACH) : name.anchor]
    at = max((at for at, word in enumerate(left) if word in _TOLD), default=-1)
    if at < 0 or _ISSUED.isdisjoint(left[at + 1 :]):
        return False
    after = lower[name.end : name.end + 3] if lower[name.end : name.end + 1] and lower[name.end] in _BE else ()
    near = (*left[max(0, at - 4) :], *after)
    return not any(
        word in words.strike_verbs or word in words.harm_words or word in words.attack_nouns for word in near
    )


def _clause(head: Sequence[str]) -> Sequence[str]:
    """Return the words of the last clause of these."""
    starts = [at + 1 for at, word in enumerate(head) if word in _CLAUSE_STARTS]
    return head[starts[-1] if starts else 0 :]


def are_victims(left: Sequence[str], reference: Reference) -> bool:
    """Tell whether the official or the ministry before a place was attacked: "killed the mayor of X"."""
    words = reference.words
    clause = _clause(left[-6:-1])
    return any(
        word in words.strike_verbs
        or (word in words.harm_words and word not in words.origin_nouns)
        or word in words.taken_verbs
        or (word in ("fired", "firing") and clause[at + 1 : at + 2] in (["on"], ["at"], ("on",), ("at",)))
        for at, word in enumerate(clause)
    )


def accuse_of_harm(after: Sequence[str], reference: Reference) -> bool:
    """Tell whether those who live at a place accuse somebody of harming them: "accused the army of bombing them".

    ``after``: the tokens behind the place. Class: "Villagers of X accuse soldiers of burning their houses"; not
    "Residents of X accuse the army of bombing Y".
    """
    words = reference.words
    accused = next((at for at, word in enumerate(after) if word in _ACCUSE), -1)
    if accused < 0:
        return False
    return any(
        word.endswith("ing")
        and (word in words.strike_verbs or word in words.harm_words or word in words.place_verbs)
        and not _THEM.isdisjoint(after[at + 1 : at + 3])
        for at, word in enumerate(after)
        if at > accused
    )


_ACCUSE = frozenset(("accuse", "accused", "accuses", "accusing", "blame", "blamed"))
_THEM = frozenset(("them", "their"))


def is_of_somebody(sentence: Sentence, name: Name, reference: Reference) -> bool:
    """Tell whether a place only says where somebody comes from: "Mario Lund of Rome was taken hostage"."""
    words, before = reference.words, name.anchor - 1
    if before < 1 or sentence.lower[name.anchor] != "of" or name.kind or not sentence.words[before][0].isupper():
        return False
    noun = sentence.lower[before]
    placed = noun in words.kinds or noun in words.dwellers or noun in words.facilities or noun in words.attack_nouns
    return not placed and noun not in _AMOUNTS and noun not in words.speaker_nouns
