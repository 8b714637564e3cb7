"""Read what introduces a name: the word it depends on, and the noun that says what it is.

Example: before "Mocha" in "shells hit the Yemeni port city of Mocha" stand the anchor "hit" and the kind "city".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from streams.lexicons.place_words import PlaceWords
from streams.text.types import Sentence

#: How far left of a name its anchor is looked for.
_REACH = 9
_PREFIXES = ("al-", "el-", "ad-", "ar-", "as-", "at-", "ez-", "az-", "ash-", "an-")
#: They befall places, not people.
_BEFALLS = frozenset(
    (
        "shelled",
        "bombed",
        "bombarded",
        "raided",
        "stormed",
        "overrun",
        "besieged",
        "pounded",
        "razed",
        "burned",
        "burnt",
    )
    + ("retaken", "recaptured", "looted", "encircled")
)
_IS = frozenset(("is", "was", "comes", "remains", "again"))
#: What a place is under.
_UNDER = frozenset(("fire", "attack", "shelling", "bombardment", "siege"))
_ARTICLES = frozenset(("the", "a", "an", "its", "their", "his", "her", "our"))


def looks_like_name(word: str, words: PlaceWords) -> bool:
    """Tell whether a word is written as a name: Kyiv, al-Balah, but not "the" or "3-year-old"."""
    if "-" not in word:
        return word[0].isupper()
    if word.rpartition("-")[2] in words.participles:
        return False
    return word[0].isupper() or (word.startswith(_PREFIXES) and word[word.index("-") + 1 :][:1].isupper())


def lead_in(sentence: Sentence, start: int, words: PlaceWords, by_word: Mapping[str, str]) -> tuple[int, str]:
    """Return the anchor of a name and the kind noun before it.

    "in the Yemeni port city of X": anchor "in", kind "city". "Sudan's X" is read through: "in Sudan's X" has "in".
    """
    lower = sentence.lower
    kind = ""
    at = start - 1
    loose = 0
    while at >= 0 and start - at <= _REACH:
        word = lower[at]
        if word in _ARTICLES or word in words.directions or word in by_word:
            at -= 1
        elif word == "of" and at > 0 and lower[at - 1] in words.kinds and lower[at - 2 : at] != ("in", "front"):
            # "The Saltivka district of Kharkiv": the kind is that of the quarter.
            owned = lower[at - 1] in words.district_kinds and at > 1 and lower[at - 2] not in by_word
            owned = owned and looks_like_name(sentence.words[at - 2], words)
            kind = kind or ("" if owned else lower[at - 1])
            loose = 3
            at -= 2
        elif word in words.kinds and (kind or at == start - 1):
            kind = kind or word
            loose = max(loose, 2)
            at -= 1
        elif (
            word in ("'s", "’s")
            and at > 0
            and (looks_like_name(sentence.words[at - 1], words) or lower[at - 1] in words.kinds)
        ):
            at -= 2
            if at >= 0 and lower[at + 1] in words.kinds and looks_like_name(sentence.words[at], words):
                at -= 1
        elif (
            loose
            and word[0].isalpha()
            and word not in words.locatives
            and word not in words.strike_verbs
            and word not in words.not_describing
        ):
            loose -= 1
            at -= 1
        else:
            break
    return at, kind


def falls(lower: Sequence[str], at: int) -> bool:
    """Tell whether what befalls only places begins at a token: "came under fire", "was shelled", "fell to"."""
    after = lower[at : at + 4]
    if after[:2] == ("came", "under") or after[:2] == ("fell", "to"):
        return True
    if under_fire(lower, at):
        return True
    return after[:1] in (("was",), ("were",), ("is",)) and not _BEFALLS.isdisjoint(after[1:])


def under_fire(lower: Sequence[str], at: int) -> bool:
    """Tell whether "is under fire", "under heavy shelling" begins at a token; no "under fire for his words"."""
    while at < len(lower) and lower[at] in _IS:
        at += 1
    if lower[at : at + 1] != ("under",):
        return False
    fire = next((i for i in range(at + 1, min(at + 4, len(lower))) if lower[i] in _UNDER), -1)
    return fire > 0 and lower[fire + 1 : fire + 2] not in (("for",), ("over",))
