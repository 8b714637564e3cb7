"""What a sentence says of a place: struck, speaker, origin, destination, dateline, or only mentioned.

Example: in "Rockets fired from Gaza hit Sderot, an official in Jerusalem said", Gaza is the origin, Sderot is struck, and
Jerusalem is where somebody speaks.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.extraction.place_names import LetterCase, Name, Reference
from streams.text.types import PlaceRole, Sentence

_DASHES = frozenset("—–-―")
#: How far left of a preposition its verb or noun is looked for.
_GOVERNS = 9
_APART = frozenset(("km", "kilometres", "kilometers", "miles", "mile", "kilometre", "kilometer", "metres", "meters"))
_BUILD_UP = frozenset("massed masses massing deployed deploys deploying stationed gathered positioned amassed".split())
_SHOT_DOWN = frozenset("intercepted downed shot intercept destroyed".split())
_COMES = frozenset("came comes come coming".split())
_ABBREVIATED = frozenset(("us", "uk", "uae", "drc", "car", "un"))
_AFTER_NOUN = frozenset(
    "and or is was were has had in on at by from to for with of as that which who when while".split()
)
_BE = frozenset("was were is are been being got".split())
_SPEAKING = frozenset("said told speaking spoke reported announced statement interview".split())


def is_dateline(sentence: Sentence, name: Name, case: LetterCase) -> bool:
    """Tell whether a name stands in the dateline: "KYIV, March 3 (Agency) -", "BAMAKO (Agency) —", "KABUL (Nov. 22)".

    Only the first sentence of a paragraph can have one; the place is in capitals or a dash follows soon.
    """
    segment = sentence.segment
    if sentence.position or segment.kind == "headline" or name.start > 8:
        return False
    words = sentence.words
    if "(" in words[: name.start] and not all(place.precision == "country" for place in name.places[:1]):
        return False
    for at in range(name.end, min(len(words), name.end + 18)):
        if words[at] in _DASHES:
            dash = at == name.end or words[at - 1] in (")", "-", "—") or _only_dateline(sentence, name, at)
            return dash and _capitals_before(words, name)
        if words[at] in (".", ";", ":"):
            break
    if name.start == 0 and case == "mixed" and words[0].isupper() and len(words[0]) > 3:
        following = words[name.end : name.end + 3]
        return "(" in following
    return (
        name.start > 0
        and case == "mixed"
        and words[0].isupper()
        and len(words[0]) > 3
        and "(" in words[name.end : name.end + 1]
    )


def _capitals_before(words: Sequence[str], name: Name) -> bool:
    """Tell whether only names stand before this one: "SAN SALVADOR, EL SALVADOR --"."""
    return all(not word[0].islower() for word in words[: name.start])


def _only_dateline(sentence: Sentence, name: Name, dash: int) -> bool:
    """Tell whether nothing but names, dates and marks stands between a name and a dash."""
    between = sentence.words[name.end : dash]
    return all(not word[0].islower() for word in between)


def role_of(
    sentence: Sentence,
    name: Name,
    before: tuple[Name, PlaceRole] | None,
    contains: bool,
    is_seat: bool,
    is_country: bool,
    reference: Reference,
) -> PlaceRole:
    """Return what the sentence says of a place.

    ``before`` is the place named just before in the sentence with its role; ``contains``: this place contains that one
    (Mali in "Gao, Mali"); ``is_seat``: a country or seat of government, which can speak; a country before an attack
    ("Israel strike") is the attacker, a town ("Kharkiv strike") is struck.
    """
    words = reference.words
    lower = sentence.lower
    anchor = lower[name.anchor] if name.anchor >= 0 else ""
    if contains and before is not None:
        return "mentioned"
    if is_country and (anchor in ("between", "at", "with", "near") or _is_adjective(lower, name)):
        return "mentioned"
    if before is not None and (_is_list(lower, before[0], name) or _is_late_item(lower, before[1], name)):
        return before[1]
    if _speaks(lower, name, is_seat, reference):
        return "speaker"
    if _befallen(lower, name, reference):
        return "struck"
    if not is_country and _before_attack(lower, name, reference):
        return "struck"
    left = lower[max(0, name.anchor - _GOVERNS) : max(0, name.anchor)]
    if anchor == "from":
        return _role_after_from(left, reference)
    if anchor in ("to", "towards", "toward", "into", "for", "via", "through"):
        return _role_after_to(left, lower, reference)
    violent = any(
        word in words.harm_words or word in words.attack_nouns or word in words.strike_verbs for word in lower
    )
    if anchor in words.strike_verbs:
        return "struck"
    if anchor == "of":
        return _role_after_of(left, reference)
    if anchor in words.struck_prepositions or anchor in ("between", "among"):
        previous = left[-1] if left else ""
        if before is not None and _adjoins(lower, before[0], name):
            return "mentioned"
        if not violent or any(word in _BUILD_UP for word in left):
            return "mentioned"
        if anchor == "over" and any(word in _SHOT_DOWN for word in left):
            return "mentioned"
        return _role_at(left, previous, anchor, reference)
    if (
        name.anchor == -1
        and violent
        and sentence.segment.kind == "headline"
        and lower[name.end : name.end + 1] == (":",)
    ):
        return "struck"
    return "mentioned"


def _role_after_from(left: Sequence[str], reference: Reference) -> PlaceRole:
    """After "from": "abducted from X" is struck, "fired from X" the origin, "20 km from X" only mentioned."""
    words = reference.words
    if left and (left[-1] in _APART or left[-1] in words.directions):
        return "mentioned"
    if any(word in words.taken_verbs for word in left):
        return "struck"
    if any(word in words.origin_nouns or word in words.launch_verbs for word in left):
        return "origin"
    return "mentioned"


def _role_after_to(left: Sequence[str], lower: Sequence[str], reference: Reference) -> PlaceRole:
    """After "to": "missiles sent to X" is struck, "fled to X" a destination, "the road to X" is where it happens."""
    words = reference.words
    weapons = any(word in words.origin_nouns for word in lower)
    if left and left[-1] in ("road", "way", "highway", "route", "track"):
        return "struck"
    if weapons and any(word in words.launch_verbs for word in left) and "flown" not in left:
        return "struck"
    if any(word in words.flight_verbs for word in left):
        return "destination"
    return "mentioned"


def _role_after_of(left: Sequence[str], reference: Reference) -> PlaceRole:
    """After "of": "shelling of X", "capture of X" are struck; "mayor of X" is where somebody speaks."""
    words = reference.words
    previous = left[-1] if left else ""
    if previous in words.attack_nouns or previous in ("capture", "seizure", "fall", "loss", "control", "storming"):
        return "struck"
    if previous in words.speaker_nouns:
        return "speaker"
    return "mentioned"


def _role_at(left: Sequence[str], previous: str, anchor: str, reference: Reference) -> PlaceRole:
    """After "in", "at", "near": struck, unless somebody speaks or is treated there, or it is only "N km north of"."""
    words = reference.words
    if previous in _APART:
        return "mentioned"
    if previous in words.speaker_nouns or (anchor == "in" and any(word in _SPEAKING for word in left[-2:])):
        return "speaker"
    if "from" in left:
        at = left.index("from")
        apart = any(word == "," or word in words.strike_verbs for word in left[at:])
        if not apart and any(word in words.launch_verbs for word in left[:at]):
            return "origin"
    if previous in words.care_nouns or (len(left) > 1 and left[-2] in words.care_nouns):
        struck = any(word in words.strike_verbs or word in words.attack_nouns for word in left)
        return "struck" if struck else "destination"
    return "struck"


def _is_list(lower: Sequence[str], one: Name, other: Name) -> bool:
    """Tell whether two names are neighbours in a list: "A, B", "A and B", "A, and the town of B"."""
    between = (
        lower[one.end : max(other.anchor + 1, one.end)] if other.anchor >= one.end else lower[one.end : other.start]
    )
    return 0 < len(between) <= 3 and all(
        word in (",", "and", "or", "as", "well", "&", "the", "then") for word in between
    )


def _is_late_item(lower: Sequence[str], role: PlaceRole, name: Name) -> bool:
    """Tell whether a name ends a list whose items carry more: "bombed A, wounding six, and B, wounding five"."""
    ends = name.end >= len(lower) or not lower[name.end][0].isalnum()
    return role == "struck" and name.anchor == name.start - 1 and lower[name.anchor] == "and" and ends


def _is_adjective(lower: Sequence[str], name: Name) -> bool:
    """Tell whether a country's name stands for its adjective: "the U.S. president"."""
    following = lower[name.end] if name.end < len(lower) else ""
    return name.key in _ABBREVIATED and following.isalpha() and following not in _AFTER_NOUN


def _adjoins(lower: Sequence[str], one: Name, other: Name) -> bool:
    """Tell whether the second name only tells where the first lies: "X, near Y", "X outside the city of Y"."""
    between = lower[one.end : other.anchor]
    return other.anchor >= one.end and all(
        word in (",", "camp", "village", "just", "area", "district", "about", "some") for word in between
    )


def _speaks(lower: Sequence[str], name: Name, is_seat: bool, reference: Reference) -> bool:
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


def _befallen(lower: Sequence[str], name: Name, reference: Reference) -> bool:
    """Tell whether the place is the subject of what befell it: "X was shelled", "X, a village, came under fire"."""
    at = name.end
    if at < len(lower) and lower[at] == ",":
        closing = next((i for i in range(at + 1, min(at + 14, len(lower))) if lower[i] == ","), -1)
        at = closing + 1 if closing > 0 else at
    following = lower[at : at + 4]
    if not following:
        return False
    if following[0] in _COMES and "under" in following:
        return True
    return following[0] in _BE | {"has", "had", "have"} and any(
        word in reference.words.passives for word in following[1:]
    )


def _before_attack(lower: Sequence[str], name: Name, reference: Reference) -> bool:
    """Tell whether the name tells of which attack: "the Kharkiv strike", "Quetta station bombing", "Idlib market blast"."""
    words = reference.words
    for at in range(name.end, min(name.end + 4, len(lower))):
        if lower[at] in words.attack_nouns:
            return True
        if lower[at] not in words.facilities and lower[at] not in ("house", "bus", "block", "suicide", "car", "truck"):
            return False
    return False
